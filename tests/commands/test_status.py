"""What waits for someone, as `status` tells it on a terminal, to a tool and in the summary of a workflow."""

import json
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from generator.read import project
from tests.conftest import TODAY, Run, append, change, write


def page(tiny: Path, name: str, fields: str) -> None:
    top = f"title: {name}\nsummary: What this page of the site holds.\n{fields}"
    write(tiny, f"content/{name}.md", f"---\n{top}\n---\n\nWords.\n")


def busy(tiny: Path) -> Path:
    """Return the tiny site with one thing of each kind that waits."""
    page(tiny, "en/topics/draft", "draft: true")
    page(tiny, "en/topics/later", "publish: 2026-12-24")
    page(tiny, "en/topics/shortly", "expire: 2027-01-01")
    page(tiny, "en/topics/due", f"review_by: {TODAY}")
    page(tiny, "en/topics/soon", "review_by: 2026-12-20")
    page(tiny, "en/topics/late", "review_by: 2026-11-01")
    change(tiny, "content/fr/help.md", "---\ntitle", "---\ndraft: true\ntitle")
    append(tiny, "content/en/index.md", "\nOne more sentence.\n")
    change(tiny, "content/en/data/partners.yaml", ", checked: 2026-01-02", "")
    unused = "  lonely: {title: Lonely, url: 'https://www.example.org/l', language: en, read: 2026-11-01}\n"
    change(tiny, "content/sources.yaml", "sources:\n", f"sources:\n{unused}")
    Image.new("RGB", (9, 9)).save(tiny / "static/pictures/unused.png")
    write(tiny, "static/heavy.txt", random.Random(1).randbytes(50_000))
    return tiny


def test_status_names_everything_that_waits_with_its_place(tiny: Path, run: Run) -> None:
    code, said, complained = run(busy(tiny), "status", "--all")
    groups = {group.partition(":")[0]: group for group in said.split("\n\n")}

    assert (code, complained) == (0, "")
    assert re.match(r"The site builds: 40 pages in 4 languages, \d+ words\.\n", said)
    for group, line in {
        "Drafts": "content/en/topics/draft.md:4  en/topics/draft\n"
        "  content/fr/help.md:2  Obtenir de l’aide; its readers get the original",
        "Published later": "content/en/topics/later.md:4  en/topics/later: appears on 2026-12-24",
        "Published for a time": "content/en/topics/shortly.md:4  en/topics/shortly: disappears on 2027-01-01",
        "To be reviewed": "content/en/topics/late.md:4  en/topics/late: by 2026-11-01 (overdue)\n"
        f"  content/en/topics/due.md:4  en/topics/due: by {TODAY}\n"
        "  content/en/topics/soon.md:4  en/topics/soon: by 2026-12-20",
        "Translations that are behind": "content/fr/index.md:",
        "Not translated": "content/en/topics/due.md:1  de",
        "Not reviewed by a native speaker": "content/fr/index.md:1  ",
        "Not shown until someone has checked it": "content/en/data/partners.yaml:9  The House: phone",
        "Sources that nothing cites": "lonely: Lonely",
        "Pictures that no page shows": "static/pictures/unused.png:1  is not published",
        "Heaviest pages": " of 14,600 bytes (",
    }.items():
        assert line in groups[group], group


def test_what_waits_is_told_to_a_tool_and_in_markdown(tiny: Path, run: Run) -> None:
    busy(tiny)

    told = json.loads(run(tiny, "status", "--format", "json")[1])
    assert told["problems"] == 0
    said = "en/topics/later: appears on 2026-12-24"
    assert told["scheduled"] == [{"path": "content/en/topics/later.md", "line": 4, "said": said}]
    listed = f"<summary>Published later: 1</summary>\n\n- `content/en/topics/later.md:4` {said}\n\n</details>"
    assert listed in run(tiny, "status", "--format", "markdown")[1]


def test_a_long_group_is_cut_and_a_site_with_problems_has_a_state_too(tiny: Path, run: Run) -> None:
    for number in range(7):
        page(tiny, f"en/topics/draft-{number}", "draft: true")
    page(tiny, "en/broken", "order: 1\n---\n\n[Nowhere](nowhere.md)\n\n---")

    code, said, _ = run(tiny, "status")

    assert code == 0
    assert said.startswith("The site does not build: ")
    assert "Drafts: 7\n" in said
    assert "  and 2 more (--all shows them)\n" in said
    assert "Heaviest pages" not in said


def test_a_site_of_which_a_page_cannot_be_read_has_a_state_and_is_read_once(
    tiny: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("en/broken", "en/topics/broken"):  # one mistake, as check tells it
        page(tiny, name, "order: x")
    page(tiny, "en/topics/draft", "draft: true")
    read, times = project.read, Counter[str]()
    monkeypatch.setattr(project, "read", lambda *given, **more: times.update(["read"]) or read(*given, **more))

    said = run(tiny, "status")[1]

    assert said.startswith("The site does not build: 1 problem. ")
    assert "Drafts: 1\n" in said
    assert times == {"read": 1}
