"""The record of a language: its file and its digests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link.record import parse, text_digest, text_of


@pytest.mark.parametrize(("text", "other", "alike"), [
    ("One  line\nand\tmore.", "One line and more.", True),
    ("He said: “Yes”, then *left*.", 'He said "yes" - then **left**', True),
    ("| a | b |\n|---|--:|", "|a|b|\n|-|-:|", True),
    ("Rest for 45 days.", "Rest for 60 days.", False),
    ("About 6.9%.", "About 6.9.", False),
    ("[Help](help.md)", "[Help](signs.md)", False),
    ("*woord*{: lang=nl }", "*woord*{: lang=de }", False),
    ("Write `112`.", "Write `113`.", False),
    ("“ ”", "« »", False),
])  # fmt: skip
def test_a_digest_depends_on_words_addresses_attributes_and_code_only(text, other, alike):
    assert (text_digest(text) == text_digest(other)) == alike


def test_the_file_of_a_record_is_sorted():
    record = {"words.yaml": {"menu": "12345678"}, "help": {"next": "1e234567", "": "00000000"}}

    assert text_of(record) == (
        "# For each section of this language, a digest of the source text from which it was translated.\n"
        "# Written by: python build.py translations --record\n"
        "help:\n  (top): 00000000\n  next: 1e234567\nwords.yaml:\n  menu: 12345678\n"
    )


NAMES = st.from_regex(r"[a-z0-9é][a-z0-9é._:/-]{0,4}", fullmatch=True)


@given(st.dictionaries(NAMES, st.dictionaries(st.just("") | NAMES, st.sampled_from(["0" * 8, "1e234567"]), min_size=1)))
def test_a_record_survives_writing_and_reading(record):
    assert parse(text_of(record), "x") == (record, [])


@pytest.mark.parametrize("text", ["", "# nothing\n", "help:\n  next: 12345678\n"])
def test_a_record_edited_by_hand_is_read(text):
    assert parse(text, "x")[1] == []
