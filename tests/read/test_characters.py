"""Characters that a text should not contain are reported at their place in every file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import BuildFailed
from generator.read import files
from generator.read.characters import unwanted

INVISIBLE = "there is an invisible character here"
GAP = "write a space or start a new line; inside a word, delete it"

UNWANTED = {
    "a▸\u200bb": f"{INVISIBLE}: zero width space → delete it",
    "a▸\ufeffb": f"{INVISIBLE}: zero width no-break space → delete it",
    "Menschen▸\xadhandel": f"{INVISIBLE}: soft hyphen → delete it",
    "a▸\x07b": f"{INVISIBLE}: U+0007 → {GAP}",
    "a▸\u2028b": f"{INVISIBLE}: line separator → {GAP}",
    "a▸\u200db": f"{INVISIBLE}: zero width joiner → delete it",
    "caf▸\ufffd": "a character was lost here and replaced by '\ufffd' → write the missing character",
    "▸\uf0b7 one":
        "this character has no standard meaning: U+F0B7 → write a standard one, or delete it",
    "o▸\ufb03ce": "'\ufb03' is a special form of 'ffi' → write 'ffi'",
    "▸Ã©tat": "'Ã©' is a damaged 'é' → write 'é'",
    "l▸â€™aide": "'â€™' is a damaged '’' → write '’'",
    "▸ðŸ˜€": "'ðŸ˜€' is a damaged '😀' → write '😀'",
    "a▸\u2800b": f"{INVISIBLE}: braille pattern blank → {GAP}",
    "2016▸\x962020": "the invisible character U+0096 is a damaged '–' → write '–'",
    "It▸â\x80\x99s": "'â\x80\x99' is a damaged '’' → write '’'",
    "10▸Â\xa0000": "'Â\xa0' is a damaged invisible character: no-break space → write a space",
    "caf▸ï¿½": "a character was lost here and replaced by 'ï¿½' → write the missing character",
    "caf▸√©": "'√©' is a damaged 'é' → write 'é'",
    "l▸‚Äôaide": "'‚Äô' is a damaged '’' → write '’'",
    "c▸Å“ur": "'Å“' is a damaged 'œ' → write 'œ'",
    "see ▸𝐭𝐡𝐢𝐬": "'𝐭𝐡𝐢𝐬' is a special form of 'this' → write 'this'",
    "traff▸іcking": "'і' is a letter of another alphabet that looks like 'i' → write 'i'",
    "▸Аid": "'А' is a letter of another alphabet that looks like 'A' → write 'A'",
    "▸＃＃ Title": "'＃＃' is a special form of '##' → write '##'",
}  # fmt: skip
"""Texts with an unwanted character at ▸, and what is reported there."""


@pytest.mark.parametrize("text", UNWANTED, ids=ascii)
def test_an_unwanted_character_is_reported(text):
    before, _, after = text.partition("▸")

    found = [(offset, f"{message} → {fix}") for offset, message, fix in unwanted(before + after)]
    assert found == [(len(before), UNWANTED[text])]


@pytest.mark.parametrize("text", [
    "„heiß“", "CAFÉ”", "“Å“", "À « B »", "می\u200cخواهم", "क्\u200dष", "👩\u200d🚒",
    "5\u00a0%", "Straße", "Ãlã", "tab\tand\nline", "‚Ähnlich‘ und ‚Ça‘, √2, √(x) ¬ so",
])  # fmt: skip
def test_characters_of_real_languages_are_accepted(text):
    assert list(unwanted(text)) == []


@given(st.text("éèàçêôîûüöäëïœæ«»’“–€", min_size=1, max_size=20))
def test_every_wrongly_decoded_letter_is_reported(text):
    damaged = "".join(letter.encode().decode("cp1252", "replace") + "x" for letter in text)

    assert len(list(unwanted(damaged))) >= len(text)


def test_at_most_a_hundred_unwanted_characters_are_reported(tmp_path):
    (tmp_path / "page.md").write_text("\u200b" * 200_000, "utf-8")

    with pytest.raises(BuildFailed) as failed:
        files.Files(tmp_path).text("page.md")

    assert len(failed.value.problems) == files.MAX_PROBLEMS
