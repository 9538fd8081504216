"""The sentences of help in languages that the site does not have."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import SECOND, append, build_page, problems_in, write

ORIGINAL = 'name: English\ncall: "Call {line}."\nlisten: They listen.\nunreviewed: Nobody has checked this.\n'
ARABIC = 'name: العربية\ncall: "اتصل بالرقم {line}."\nlisten: سيستمعون إليك.\nunreviewed: لم يراجع هذا النص بعد.\n'


@pytest.fixture
def leaflets(tiny: Path) -> Path:
    """Return the folder of the leaflets, with one, of a tiny site that shows them on a page."""
    write(tiny, "content/leaflets/en.yaml", ORIGINAL)
    write(tiny, "content/leaflets/ar.yaml", ARABIC)
    append(tiny, SECOND, "\n{{ leaflets }}\n")
    return tiny / "content/leaflets"


def test_a_leaflet_has_its_language_and_direction_and_its_number_is_left_to_right(tiny, leaflets):
    for code in ("fa", "nl"):  # one may stay until the pages in its language are written
        write(leaflets, f"{code}.yaml", ARABIC)
    for address in ("en/topics/second", "nl/topics/second"):
        page = LexborHTMLParser(build_page(tiny, address))
        (item,) = page.css(".leaflets > li#ar")
        assert (item.id, item.attributes["lang"], item.attributes["dir"]) == ("ar", "ar", "rtl")
        number = item.css_first("a.number")
        assert (number.attributes["href"], number.attributes["dir"]) == ("tel:+3225550101", "ltr")
        assert [node.text() for node in item.css("h2, p")] == [
            "العربية", f"اتصل بالرقم {number.text()}.", "سيستمعون إليك.", "لم يراجع هذا النص بعد.",
        ]  # fmt: skip


@pytest.mark.usefixtures("leaflets")
def test_pages_with_help_link_to_each_leaflet_by_the_name_of_its_language(tiny):
    for address, to in (
        ("", "en/topics/second/index.html"),
        ("nl/help", "../topics/second/index.html"),
        ("nl/topics/second", ""),
    ):
        page = LexborHTMLParser(build_page(tiny, address))
        (link,) = page.css(".tongues a")
        assert link.attributes["href"] == f"{to}#ar"
        assert (link.text(), link.attributes["lang"], link.attributes["dir"]) == ("العربية", "ar", "rtl")


def test_a_leaflet_that_a_native_speaker_has_checked_has_no_warning(tiny, leaflets):
    write(leaflets, "ar.yaml", ARABIC.replace("unreviewed: لم يراجع هذا النص بعد.\n", ""))

    assert "لم يراجع" not in build_page(tiny, "en/topics/second")


def test_a_name_that_all_other_leaflets_share_is_misspelt_in_the_original(tiny, leaflets):
    write(tiny, "content/leaflets/fa.yaml", ARABIC)
    write(leaflets, "en.yaml", ORIGINAL.replace("listen:", "lisen:"))

    assert problems_in(tiny) == ["content/leaflets/en.yaml:3:1: unknown word 'lisen' → did you mean 'listen'?"]


PROBLEMS = {
    "ar": (ARABIC.replace("listen: سيستمعون إليك.\n", ""),
           "1:1: the word 'listen' is missing → add a line 'listen: ...' (in en: They listen.)"),
    "deep/ar": (ARABIC, "1:1: 'deep/ar' is not a language code → name the file after one, such as ro.yaml"),
    "fa": (ARABIC.replace("{line}", "112"),
           "2:1: the words in braces differ between 'اتصل بالرقم 112.' and 'Call {line}.' → "
           "write the same words in braces in both"),
    "ps": (ARABIC.replace("سيستمعون إليك", "They listen"),
           "3:1: this text is word for word the same as in content/leaflets/en.yaml → translate it"),
    "ur": (f"{ARABIC}lisen: x\n", "5:1: unknown word 'lisen' → remove it, or add it to content/leaflets/en.yaml"),
}  # fmt: skip
"""A leaflet with a mistake, and its problem."""
LATER = {
    "ar": (ARABIC.replace("listen: ", "listen: 02 555 01 01 "),
           "3:1: the phone number '02 555 01 01' is typed by hand → write {line}"),
    "en": (ORIGINAL.replace("{line}", "{lin}"), "2:1: there is no helpline 'lin' → did you mean 'line'?"),
}  # fmt: skip
"""The same for problems that are found only once everything is read, and the original is right."""
NAMELESS = {"en": (ORIGINAL.partition("\n")[2], "1:1: the word 'name' is missing → add a line 'name: ...'")}
"""The same for the original, which names its language for all."""


@pytest.mark.usefixtures("leaflets")
@pytest.mark.parametrize("files", [PROBLEMS, NAMELESS, *({file: LATER[file]} for file in LATER)])
def test_a_mistake_in_a_leaflet_is_reported_at_its_line(files, tiny):
    for file, (text, _) in files.items():
        write(tiny, f"content/leaflets/{file}.yaml", text)

    assert problems_in(tiny) == [f"content/leaflets/{file}.yaml:{problem}" for file, (_, problem) in files.items()]


@pytest.mark.parametrize(
    ("original", "start"),
    [("name: [a]\n", "1:7: 'name' must be text, not a list"), (None, "1:1: this file is missing")],
)
def test_a_page_that_shows_leaflets_has_no_problem_if_one_cannot_be_read(original, start, tiny, leaflets):
    (leaflets / "en.yaml").unlink()
    if original:
        write(leaflets, "en.yaml", original)

    assert [problem.partition(" → ")[0] for problem in problems_in(tiny)] == [f"content/leaflets/en.yaml:{start}"]
