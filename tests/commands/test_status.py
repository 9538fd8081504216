"""What needs attention, as `status` prints it on a terminal and for the summary of a workflow."""

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import TODAY, append, change, markdown, write


def page(tiny: Path, name: str, field: str) -> None:
    write(tiny, f"content/en/topics/{name}.md", markdown(name, fields=f"{field}\n"))


def test_status_lists_everything_that_needs_attention(tiny, run):
    """There is one thing of each kind; Markdown is tested too."""
    page(tiny, "draft", "draft: true")
    page(tiny, "later", "publish: 2026-12-24")
    page(tiny, "shortly", "expire: 2027-01-01")
    page(tiny, "over", f"expire: {TODAY}\nreview_by: 2026-11-01")
    page(tiny, "due", f"review_by: {TODAY}")
    page(tiny, "soon", "review_by: 2026-12-20")
    page(tiny, "late", "review_by: 2026-11-01")
    change(tiny, "content/fr/help.md", "---\ntitle", "---\ndraft: true\ntitle")
    append(tiny, "content/en/index.md", "\nOne more sentence.\n")
    append(tiny, "content/en/help.md", "\nOn the day of your arrival.\n")
    change(tiny, "content/en/data/partners.yaml", ", checked: 2026-01-02", "")
    unused = "  lonely: {title: Lonely, url: 'https://www.example.org/l', language: en, read: 2026-11-01}\n"
    change(tiny, "content/sources.yaml", "sources:\n", f"sources:\n{unused}")
    Image.new("RGB", (9, 9)).save(tiny / "static/pictures/unused.png")

    code, stdout, stderr = run(tiny, "status", "--all")
    groups = {group.partition(":")[0]: group for group in stdout.split("\n\n")}

    assert (code, stderr) == (0, "")
    assert re.match(r"The site builds: 40 pages in 4 languages, \d+ words\.\n", stdout)
    for group, line in {
        "Drafts": "content/en/topics/draft.md:4:8  draft\n  content/fr/help.md:2:8  Obtenir de l’aide",
        "Scheduled": "content/en/topics/later.md:4:10  later: appears on 2026-12-24",
        "Expiring": "content/en/topics/shortly.md:4:9  shortly: disappears on 2027-01-01",
        "Expired": f"content/en/topics/over.md:4:9  over: since {TODAY}",
        "Due for review": "content/en/topics/late.md:4:12  late: by 2026-11-01 (overdue)\n"
        f"  content/en/topics/due.md:4:12  due: by {TODAY}\n"
        "  content/en/topics/soon.md:4:12  soon: by 2026-12-20",
        "Translations out of date": "content/fr/index.md:1:1  the translation into fr is out of date in ",
        "Not translated": "content/en/topics/due.md:1:1  de",
        "Not reviewed by a native speaker": "content/fr/index.md:1:1  ",
        "Not shown until checked": "content/en/data/partners.yaml:9:3  The House: phone",
        "Sources that nothing cites": "lonely: Lonely",
        "Terms that no text links to (en)": "content/en/data/glossary.yaml:5:1  arrival",
        "Pictures that no page shows": "static/pictures/unused.png:1:1  is not published",
        "Heaviest pages": " of 14,600 bytes (",
    }.items():
        assert line in groups[group], group
    listed = "- `content/en/topics/later.md:4:10` later: appears on 2026-12-24\n\n</details>"
    assert f"<summary>Scheduled: 1</summary>\n\n{listed}" in run(tiny, "status", "--format", "markdown")[1]


@pytest.mark.parametrize("broken", ["order: x", "order: 1\n---\n\n[Nowhere](nowhere.md)\n\n---"])
def test_a_long_group_is_shortened_and_a_site_with_problems_has_a_status_too(broken, tiny, run):
    for number in range(7):
        page(tiny, f"draft-{number}", "draft: true")
    for name in ("broken", "also"):  # one problem, as `check` reports it
        page(tiny, name, broken)
    change(tiny, "content/sources.yaml", "log: {title", "log: {titel")  # a source that cannot be read is not unused

    code, stdout, _ = run(tiny, "status")

    assert code == 0
    assert stdout.startswith("The site does not build: 2 problems. ")
    assert "Drafts: 7\n" in stdout
    assert "  and 2 more (--all lists them)\n" in stdout
    assert "content/sources.yaml:1:1" not in stdout
