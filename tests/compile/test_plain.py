"""Titles, summaries and texts of data are plain text."""

import re
from functools import partial

import pytest

from generator.compile.language import LanguageData
from generator.compile.plain import find_markup
from generator.compile.typography import typeset
from tests.conftest import grows_linearly


@pytest.mark.parametrize("text", [
    "**Victims**", "`code`", "L`aide", "[Help](help.md)", "See [[Help]]", "A house.[1]", "As cited [@report]",
    "Call {{ phone id=line }}", "<b>Victims</b>", "Fish &amp; chips", "Probe page\\", "~~old~~ new", "# Title",
    "- one", "Open ::: note", "viii) Words\nix) Words", "1. one\n2. two", "See https://example.org/",
    f"[{'words ' * 12}][more]",
])  # fmt: skip
def test_markup_in_plain_text_is_found(text):
    assert find_markup(text) is not None


@pytest.mark.parametrize("text", [
    '"Oui", dit-il; (\'l\'aide\') "..." 6" by 3"', "Victims, and those who help",
    "5*3 = 15, C#, R&D, [sic], [the State], snake_case, 24/7 and 5 < 6",
    "“Trafficking in persons” shall mean: (a) the act; (b) the means", "In 1995", "18. Oktober",
    "On\n18. Oktober", "#MeToo", "\xa0?", "§ 5 (1)", "10 % – 20 %", "Follow us (@our_office)", "p. ex. ceci",
    "viii) Words", "→ Help", f"[{'words ' * 12}]",
])  # fmt: skip
def test_ordinary_punctuation_passes(text):
    assert find_markup(text) is None


@pytest.mark.parametrize("text", [
    "> 60 years", "~~30 %", "- 5 °C", "+ 5 %", "# of cases", "Node.js/React", "(@payoke)", "**x**", '" x "',
    "{a}", "présent´e",
])  # fmt: skip
def test_a_backslash_makes_markup_plain_text(text):
    escaped, found = re.sub(r"([^\w\s])", r"\\\1", text), find_markup(text)

    assert found
    assert ("markup does not work here" in found[1]) is not (text[0] == '"' or "´" in text)
    assert find_markup(escaped) is None
    assert typeset(escaped, LanguageData().quotes).replace("\xa0", " ") == text


@pytest.mark.parametrize("unit", ["a-\n", "\n", "5.\n"])
def test_finding_markup_takes_linear_time(unit):
    assert grows_linearly(lambda size: partial(find_markup, unit * size), 3000)
