"""Problems in, reports out."""

import json

from generator.problems import Location, Problem, in_file_order
from generator.read.files import Files
from generator.report import annotations, as_json, grouped, markdown
from generator.report import text as text_of
from tests.conftest import write

LINK = Problem(Location("content/en/help.md", 2, 6), "there is no page 'x.md'", "did you mean 'y.md'?")


def text(*problems: Problem, line: str = "", colour: bool = False) -> str:
    """Return problems as text for a person; all are on this line."""
    return text_of(grouped(problems), lambda _: line, colour)


def test_the_line_is_shown_with_a_caret_below_the_problem():
    assert text(LINK, line="See [x](x.md)") == (
        "content/en/help.md:2:6: there is no page 'x.md'\n    | See [x](x.md)\n    |      ^\n"
        "    fix: did you mean 'y.md'?"
    )


def test_the_line_is_that_of_the_file_as_it_was_read(tmp_path):
    write(tmp_path, "content/en/help.md", "First\rE\u0301tat: [x](x.md)\r\n")
    write(tmp_path, "site.yaml", b"\xff\xfe")
    files = Files(tmp_path)
    assert files.data("content/en/help.md")
    write(tmp_path, "content/en/help.md", "Fixed")

    assert files.line(LINK.location) == "État: [x](x.md)"
    assert files.line(Location("site.yaml")) == files.line(Location("gone.md", 9, 9)) == ""


def test_control_characters_are_replaced_and_the_caret_keeps_its_place():
    line = "a\x1b]0;title\x07\x7f\x9b2J\u202eb\u2028 X"
    problem = Problem(Location("site.yaml", 1, line.index("X") + 1), "not '\x1b[2J'\n::x", "write \r ##[y]")
    shown = f"site.yaml:1:{line.index('X') + 1}: not '␛[2J'␊::x"

    assert (
        text(problem, line=line)
        == f"{shown}\n    | a␛]0;title␇␡\ufffd2J\ufffdb\ufffd X\n    | {' ' * line.index('X')}^\n    fix: write ␍ ##⟦y]"
    )
    assert str(problem) == f"{shown}\n    fix: write ␍ ##⟦y]"


def test_a_long_line_is_cut_around_the_problem():
    shown = text(Problem(Location("site.yaml", 1, 301), "m", "f"), line="a" * 300 + "X" + "b" * 300).splitlines()

    assert len(shown[1]) == 106
    assert shown[1][shown[2].index("^")] == "X"


def test_the_same_problem_in_forty_places_is_shown_once_with_a_count():
    assert text(*(Problem(Location(f"content/en/p{number:02}.md", 1), "m", "f") for number in range(40))) == (
        "content/en/p00.md:1:1: m\n    fix: f\n"
        "    also at content/en/p01.md:1:1, content/en/p02.md:1:1, content/en/p03.md:1:1, "
        "content/en/p04.md:1:1, content/en/p05.md:1:1 and 34 more places"
    )


def test_of_several_pages_one_in_the_language_of_the_file_is_named_first():
    found = (Problem(Location("content/en/x.md"), "m", "f", code != "en", f"/{code}/x/") for code in ("fr", "de", "en"))
    pages = in_file_order(found)

    assert text(*pages) == "content/en/x.md:1:1: m (on /en/x/ and 2 more pages)\n    fix: f"
    assert text(*pages[1:]) == "content/en/x.md:1:1: m (on /de/x/ and 1 more page)\n    fix: f"
    assert text(pages[2]) == "content/en/x.md:1:1: m (on /fr/x/)\n    fix: f"


def test_a_terminal_gets_colours():
    assert text(LINK, colour=True) == (
        "\033[1mcontent/en/help.md:2:6\033[0m: \033[31mthere is no page 'x.md'\033[0m\n"
        "    \033[32mfix\033[0m: did you mean 'y.md'?"
    )


def test_tools_get_json():
    report = json.loads(as_json([LINK], [Problem(Location("a.md"), "m", "f", page="/en/")]))

    link = {"path": "content/en/help.md", "line": 2, "column": 6, "message": LINK.message, "fix": LINK.fix, "page": ""}
    other = {"path": "a.md", "line": 1, "column": 1, "message": "m", "fix": "f", "page": "/en/"}
    assert report == {"problems": [link], "warnings": [other]}


def test_pull_requests_get_annotations():
    special = Problem(Location("a,b:c.md", 3, 4), "100 % wrong\nreally", "fix: it")

    assert annotations(grouped([special, LINK])) == (
        "::error file=a%2Cb%3Ac.md,line=3,col=4::100 %25 wrong%0Areally%0Afix: it\n"
        "::error file=content/en/help.md,line=2,col=6::there is no page 'x.md'%0Adid you mean 'y.md'?"
    )
    assert annotations(grouped([LINK]), "warning").startswith("::warning file=")


def test_a_problem_in_many_files_is_one_line_with_all_places():
    groups = grouped([LINK, LINK._replace(location=Location("content/fr/help.md", 3, 7))])

    message = "there is no page 'x.md', also at content/fr/help.md:3:7"
    assert annotations(groups).endswith(f"::{message}%0Adid you mean 'y.md'?")
    assert markdown(groups) == f"- `content/en/help.md:2:6` {message}. **Fix:** did you mean 'y.md'?"
