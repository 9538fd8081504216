"""Numbers are read by the conventions of a language."""

import pytest

from generator.link.numbers import conventions
from tests.conftest import grows_linearly


@pytest.mark.parametrize(("text", "locale", "expected"), [
    ("206,000 and 1,234,567.89", "en_GB", ["206000", "1234567.89"]),
    ("206 000 et 526\u202f274,15", "fr_BE", ["206000", "526274.15"]),
    ("206’000 und CHF 1.50", "de_CH", ["206000", "1.50"]),
    ("In 2024 346 of 45, 200 of 12", "en", ["2024", "346", "45", "200", "12"]),
    ("Artikel 61/2, 77bis, 2011/36/EU", "de", ["61", "2", "77", "2011", "36|2036"]),
    ("1/2/2026, and January 2nd, 2026", "en_GB", ["2026-02-01", "2026-01-02"]),
    ("1/2/2026, and January 2nd, 2026", "en_US", ["2026-01-02", "2026-01-02"]),
    ("la 1.500-a parte, 5 milioane", "ro", ["1500", "5000000"]),
    ("-5 °C, (−6), 2010-2012, 7 %, 8 per cent, 9 percent", "en_GB", ["-5", "-6", "2010", "2012", "7%", "8%", "9%"]),
    ("–5 °C, 7 %, 8 pour cent", "fr_BE", ["-5", "7%", "8%"]),
    ("5 MİLYON, 5 Milyon, 5 milyon", "tr", ["5", "5000000", "5000000"]),
    ("5 ᠬᠣᠶᠠᠳᠣᠭᠠᠷ ᠰᠠᠷ\u202fᠠ 2020", "mn_Mong_MN", ["2020-02-05"]),
    ("Mixed IV, XIV, XIVth and XIVA", "en", ["4|", "14|", "14|"]),
    ("2 to 5 p.m., 11 to 2 p.m., 12 a.m.", "en_GB", ["14", "17", "11|23", "14", "0"]),
    ("20 to 15 %, 1–2 million, of 12 are 5 %", "en_GB", ["20|20%", "15%", "1|1000000", "2000000", "12|12%", "5%"]),
    ("2010–15, 2010-09, 2010-2012, 12–15", "fr", ["2010", "15|2015", "2010", "9|2009", "2010", "2012", "12", "15"]),
    ("9 Uhr abends, 12 Uhr mittags, Mittag, 23 Uhr nachts", "de", ["21", "12", "12|", "23"]),
    ("5 h de l'après-midi, midi, minuit, 8 h 30 à midi", "fr", ["17", "12|", "0|", "8.30", "12|"]),
    ("5 o’clock in the afternoon, 8 in the evening, 12 I am", "en_GB", ["17|5", "20|8", "0|12"]),
    ("1.5m, €5m, 5m€, 5 men, .500, 2/3", "en_GB", ["1500000|1.5", "5000000", "5000000", "5", "0.500", "2|", "3|"]),
    ("2026-10-18, 2½, €2bn, 5 may, 5 May", "en_GB", ["2026-10-18", "2.5", "2000000000", "5", "--05-05"]),
    ("the 1990s and 90s, the 2nd, 24:00", "en_GB", ["1990|90|", "90|1990|", "2|192|", "24|0"]),
    ("3 1/2, in 2020 2/3, 16:9, 50:50", "en_GB", ["3.5", "2020", "2|", "3|", "16.9", "50|", "50|"]),
    ("٢٠٦٬٠٠٠ و1٬100، ٣٫٥ ملايين، 13٪، ٢٠١٠–١٥، ١٨ أكتوبر ٢٠٢٦", "ar", [
        "206000", "1100", "3500000", "13%", "2010", "15|2015", "2026-10-18",
    ]),
    ("350万、２億", "ja", ["3500000|350", "200000000|2"]),
    ("5 sept. 2020, 3 maar 4", "nl", ["2020-09-05", "3|", "4|"]),
    ("Im Mai. 2024 waren es 5 am 12. Mai. 2023 7 am 3. Sept. 2022", "de", [
        "2024", "5", "--05-12", "2023", "7", "2022-09-03",
    ]),
    ("It had 3 in May 2014, on the 5th of May 2020", "en", ["3", "2014-05", "2020-05-05"]),
    ("el 5 de mayo de 2020, 3 en mayo de 2014", "es", ["2020-05-05", "3", "2014-05"]),
    ("3,5 millones, 5 mil y 2 mil millones", "es", ["3500000", "5000", "2000000000"]),
    ("3,5 milhões, 5 mil e 2 mil milhões", "pt_PT", ["3500000", "5000", "2000000000"]),
    ("It ended in June. 12 came on Jan. 5, 2020.", "en_US", ["12", "2020-01-05"]),
])  # fmt: skip
def test_numbers_are_read_by_the_conventions_of_their_locale(text, locale, expected):
    assert expected == ["|".join(dict.fromkeys(says)) for _, _, says, _ in conventions(locale).numbers(text)]


@pytest.mark.parametrize("text", [
    "1", "1 ", "1,", "12:", "24 hours ", "7 a ", "1 to 2", "1 p.m. to ", "5 in the ", "noon ", "1/", "1.234.", "I",
    "18 May ", "-1", "1–",
])  # fmt: skip
def test_numbers_are_read_in_linear_time(text):
    assert grows_linearly(lambda size: lambda: [*conventions("en_GB").numbers(text * (size // len(text)))], 3_000)
