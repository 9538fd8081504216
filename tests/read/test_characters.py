"""Characters that a text should not have, told at their place in every file that is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import BuildFailed
from generator.read import files
from generator.read.characters import unwanted

INVISIBLE = "an invisible character stands here"
GAP = "write a space, or begin a new line; within a word, delete it"

UNWANTED = {
    "a▸\u200bb": f"{INVISIBLE}: zero width space → delete it",
    "a▸\ufeffb": f"{INVISIBLE}: zero width no-break space → delete it",
    "Menschen▸\xadhandel": f"{INVISIBLE}: soft hyphen → delete it",
    "a▸\x07b": f"{INVISIBLE}: U+0007 → {GAP}",
    "a▸\u2028b": f"{INVISIBLE}: line separator → {GAP}",
    "a▸\u200db": f"{INVISIBLE}: zero width joiner → delete it",
    "caf▸\ufffd": "a character was lost here, and '\ufffd' stands for it → write the one that belongs here",
    "▸\uf0b7 one":
        "a character stands here that other programs do not know: U+F0B7 → "
        "write a letter or sign that every program knows, or delete it",
    "o▸\ufb03ce": "'\ufb03' is another way to draw 'ffi' → write 'ffi'",
    "▸Ã©tat": "'Ã©' stands here for 'é' → write 'é'",
    "l▸â€™aide": "'â€™' stands here for '’' → write '’'",
    "▸ðŸ˜€": "'ðŸ˜€' stands here for '😀' → write '😀'",
    "a▸\u2800b": f"{INVISIBLE}: braille pattern blank → {GAP}",
    "2016▸\x962020": "an invisible character, U+0096, stands here for '–' → write '–'",
    "It▸â\x80\x99s": "'â\x80\x99' stands here for '’' → write '’'",
    "10▸Â\xa0000": "'Â\xa0' stands here for an invisible character, no-break space → write a space",
    "caf▸ï¿½": "a character was lost here, and 'ï¿½' stands for it → write the one that belongs here",
    "caf▸√©": "'√©' stands here for 'é' → write 'é'",
    "l▸‚Äôaide": "'‚Äô' stands here for '’' → write '’'",
    "c▸Å“ur": "'Å“' stands here for 'œ' → write 'œ'",
    "see ▸𝐭𝐡𝐢𝐬": "'𝐭𝐡𝐢𝐬' is another way to draw 'this' → write 'this'",
    "traff▸іcking": "'і' is a letter of another alphabet that looks like 'i' → write 'i'",
    "▸Аid": "'А' is a letter of another alphabet that looks like 'A' → write 'A'",
    "▸＃＃ Title": "'＃＃' is another way to draw '##' → write '##'",
}  # fmt: skip
"""What should not stand in a text, and what is told of it at ▸."""


@pytest.mark.parametrize("text", UNWANTED, ids=ascii)
def test_a_character_that_should_not_be_there_is_told(text):
    before, _, after = text.partition("▸")

    found = [(place, f"{message} → {fix}") for place, message, fix in unwanted(before + after)]
    assert found == [(len(before), UNWANTED[text])]


@pytest.mark.parametrize("text", [
    "„heiß“", "CAFÉ”", "“Å“", "À « B »", "می\u200cخواهم", "क्\u200dष", "👩\u200d🚒",
    "5\u00a0%", "Straße", "Ãlã", "tab\tand\nline", "‚Ähnlich‘ und ‚Ça‘, √2, √(x) ¬ so",
])  # fmt: skip
def test_a_character_that_belongs_to_a_language_is_not_told(text):
    assert list(unwanted(text)) == []


@given(st.text("éèàçêôîûüöäëïœæ«»’“–€", min_size=1, max_size=20))
def test_every_letter_of_a_broken_encoding_is_told(text):
    broken = "".join(letter.encode().decode("cp1252", "replace") + "x" for letter in text)

    assert len(list(unwanted(broken))) >= len(text)


def test_no_more_than_a_hundred_are_told(tmp_path):
    (tmp_path / "page.md").write_text("\u200b" * 200_000, "utf-8")

    with pytest.raises(BuildFailed) as failed:
        files.Files(tmp_path).text("page.md")

    assert len(failed.value.problems) == files.MAX_PROBLEMS
