"""Characters that a text should not have, told at their place in every file that is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read import files
from generator.read.characters import odd
from tests.conftest import append, wrong

INVISIBLE = "an invisible character stands here"
GAP = "write a space, or begin a new line; within a word, delete it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u200bb", (1, f"{INVISIBLE}: zero width space", "delete it")),
        ("a\ufeffb", (1, f"{INVISIBLE}: zero width no-break space", "delete it")),
        ("a\u2060b", (1, f"{INVISIBLE}: word joiner", "delete it")),
        ("Menschen\u00adhandel", (8, f"{INVISIBLE}: soft hyphen", "delete it")),
        ("02\u200e 555", (2, f"{INVISIBLE}: left-to-right mark", "delete it")),
        ("a\u202eb", (1, f"{INVISIBLE}: right-to-left override", "delete it")),
        ("a\x07b", (1, f"{INVISIBLE}: U+0007", GAP)),
        ("a\u2028b", (1, f"{INVISIBLE}: line separator", GAP)),
        ("a\u200db", (1, f"{INVISIBLE}: zero width joiner", "delete it")),
        ("caf\ufffd", (3, "a character was lost here, and '\ufffd' stands for it", "write the one that belongs here")),
        (
            "\uf0b7 one",
            (
                0,
                "a character stands here that other programs do not know: U+F0B7",
                "write a letter or sign that every program knows, or delete it",
            ),
        ),
        ("o\ufb03ce", (1, "'\ufb03' is one sign here, as PDF files have it", "write 'ffi'")),
        ("Ã©tat", (0, "'Ã©' stands here for 'é'", "write 'é'")),
        ("lâ€™aide", (1, "'â€™' stands here for '’'", "write '’'")),
        ("l‚Äôaide", (1, "'‚Äô' stands here for '’'", "write '’'")),
        ("caf√©", (3, "'√©' stands here for 'é'", "write 'é'")),
        ("ðŸ˜€", (0, "'ðŸ˜€' stands here for '😀'", "write '😀'")),
        ("a\u2800b", (1, f"{INVISIBLE}: braille pattern blank", GAP)),
        ("a\u3164b", (1, f"{INVISIBLE}: hangul filler", GAP)),
        ("one\x0btwo", (3, f"{INVISIBLE}: U+000B", GAP)),
        ("2016\x962020", (4, "an invisible character, U+0096, stands here for '–'", "write '–'")),
        ("It\x92s", (2, "an invisible character, U+0092, stands here for '’'", "write '’'")),
        ("So\x85", (2, "an invisible character, U+0085, stands here for '…'", "write '…', or begin a new line")),
        ("It\xe2\x80\x99s", (2, "'â\x80\x99' stands here for '’'", "write '’'")),
        ("10Â\xa0000", (2, "'Â\xa0' stands here for an invisible character, no-break space", "write a space")),
        (
            "caf\xef\xbf\xbd",
            (3, "a character was lost here, and 'ï¿½' stands for it", "write the one that belongs here"),
        ),
        ("a\U000e0041b", (1, f"{INVISIBLE}: tag latin capital letter a", "delete it")),
        ("a\ufff9b", (1, f"{INVISIBLE}: interlinear annotation anchor", "delete it")),
        ("a\ufffcb", (1, "a character was lost here, and '\ufffc' stands for it", "write the one that belongs here")),
        ("cÅ“ur", (1, "'Å“' stands here for 'œ'", "write 'œ'")),
        ("ï»¿a", (0, "'ï»¿' stands here for an invisible character, zero width no-break space", "delete it")),
    ],
)
def test_a_character_that_should_not_be_there_is_told(text: str, expected: tuple[int, str, str]) -> None:
    assert list(odd(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "„heiß“",
        "CAFÉ”",
        "“Å“",
        "À « B »",
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d🚒",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "‚Ärzte‘ und ‚Änne‘",
        "5\u00a0%",
        "Straße",
        "Ãlã",
        "tab\tand\nline",
    ],
)
def test_a_character_that_belongs_to_a_language_is_not_told(text: str) -> None:
    assert list(odd(text)) == []


@given(st.text("éèàçêôîûüöäëïœæ«»’“–€", min_size=1, max_size=20))
def test_every_letter_of_a_broken_encoding_is_told(text: str) -> None:
    broken = "".join(letter.encode().decode("cp1252", "replace") + "x" for letter in text)

    assert len(list(odd(broken))) >= len(text)


@pytest.mark.parametrize(
    "path",
    ["content/en/help.md", "content/fr/words.yaml", "content/en/data/days.yaml", "content/sources.yaml", "site.yaml"],
)
def test_it_is_told_at_its_place_in_every_file(path: str, tiny: Path) -> None:
    line = append(tiny, path, "# a\u200bb\n")

    assert f"{path}:{line}:4: {INVISIBLE}: zero width space → delete it" in wrong(tiny)


def test_a_letter_and_its_accent_are_one_however_they_are_typed(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("e\u0301te\u0301", "utf-8")

    assert files.Files(tmp_path).text("page.md") == ("été", [])


def test_no_more_than_a_hundred_are_told(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("\u200b" * 200_000, "utf-8")

    assert len(files.Files(tmp_path).text("page.md")[1]) == files.MOST
