"""Characters that a text should not contain: invisible, lost, wrongly decoded or private ones, and lookalikes."""

import re
import unicodedata
from collections.abc import Iterator

_JOINED = "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufe0f\U0001f300-\U0001faff]"
"""Characters that a joiner may follow: Arabic, Indic, Burmese, Khmer and Mongolian letters; and emoji."""
_HIDDEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef"
)
_NEXT = r"\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What the second and later bytes of UTF-8 look like if they are decoded as Windows-1252."""
_MAC = re.escape(bytes(range(0x80, 0xC0)).decode("mac_roman"))
"""The same, if they are decoded as Mac OS Roman, as Excel for Mac still does."""
_FOREIGN, _LATIN = "аеорсухіјѕԁһӏАВЕКМНОРСТУХІЈЅοναρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsdhlABEKMHOPCTYXIJSovapABEZHIKMNOPTYX"
"""Cyrillic and Greek letters, and the Latin letters that look like them."""
_VARIANTS = r"\U0001d400-\U0001d7ff０-９Ａ-Ｚａ-ｚ＃＊＜＞＠［-｀｛-｝\ufb00-\ufb06"
"""Mathematical letters and digits, full-width characters, and the ligatures of PDF files."""
_UNWANTED = (
    r"(?P<windows>[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f])"
    rf"|(?P<hidden>[{_HIDDEN}]|(?<!{_JOINED})[\u200c\u200d])|(?P<lost>[\ufffc\ufffd])"
    rf"|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010fffd])|(?P<variant>[{_VARIANTS}]+)"
    rf"|(?P<lookalike>(?<=[A-Za-zÀ-ɏ])[{_FOREIGN}]|[{_FOREIGN}](?=[A-Za-zÀ-ɏ]))"
    # 'Ã©' and '√©' for 'é', 'â€™' and '‚Äô' for '’', 'ðŸ˜€' for an emoji, 'Å“' inside a word for 'œ'
    rf"|(?P<damaged>[ÂÃ][{_NEXT}]|â[€\x80-\x9f][{_NEXT}]|â‚¬|ï»¿|ï¿½|ð[Ÿ\x9f][{_NEXT}]{{2}}"
    rf"|[ÄÅ][{_NEXT}](?=[^\W\d_])|[√¬][{_MAC}]|‚[ÄÇ][{_MAC}])"
)
"""No part backtracks, so a search takes linear time. It is only compiled if a text needs it, as few do."""
_FIRST = re.compile(
    rf"[{_HIDDEN}\u200c\u200d\ufffc\ufffd\ue000-\uf8ff\U000f0000-\U0010fffdÂÃâïðÄÅ√¬‚{_VARIANTS}{_FOREIGN}]"
)
"""The first character of each match: a text without any of these needs no search."""
_PLAIN = bytes((*b"\t\n", *range(0x20, 0x7F)))
"""Bytes that never start an unwanted character; most texts consist of them."""

SPLIT_WORD = (
    "this line ends in a hyphen, which would be followed by a space on the page",
    "join the two parts of the word, or put them on the same line",
)


def unwanted(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the offset of every unwanted character, what is wrong with it, and what to write instead.

    >>> list(unwanted("a\u200bb"))
    [(1, 'there is an invisible character here: zero width space', 'delete it')]
    >>> list(unwanted("Ã©t"))
    [(0, "'Ã©' is a damaged 'é'", "write 'é'")]
    """
    if not _FIRST.search(text.encode(errors="replace").translate(None, _PLAIN).decode()):
        return
    for found in re.finditer(_UNWANTED, text):
        given, offset = found[0], found.start()
        match found.lastgroup:
            case "hidden":
                yield offset, f"there is an invisible character here: {_name(given)}", _replacement(given)
            case "lost":
                yield offset, *_lost(given)
            case "private":
                message = f"this character has no standard meaning: U+{ord(given):04X}"
                yield offset, message, "write a standard one, or delete it"
            case "variant":
                meant = unicodedata.normalize("NFKC", given)
                yield offset, f"'{given}' is a special form of '{meant}'", f"write '{meant}'"
            case "lookalike":
                meant = _LATIN[_FOREIGN.index(given)]
                yield offset, f"'{given}' is a letter of another alphabet that looks like '{meant}'", f"write '{meant}'"
            case "windows":
                meant = given.encode("latin-1").decode("cp1252")
                yield offset, f"the invisible character {_name(given)} is a damaged '{meant}'", f"write '{meant}'"
            case "damaged":
                meant = _meant(given)
                if meant == "\ufffd":
                    yield offset, *_lost(given)
                elif meant.isprintable():
                    yield offset, f"'{given}' is a damaged '{meant}'", f"write '{meant}'"
                else:
                    yield offset, f"'{given}' is a damaged invisible character: {_name(meant)}", _replacement(meant)


def _replacement(invisible: str) -> str:
    """Return the fix for an invisible character: delete a mark between letters, or write a space or a new line.

    In many programs, control characters and others that look like a space end a line or separate words.
    """
    kind = unicodedata.category(invisible)
    if kind in ("Cf", "Mn"):
        return "delete it"
    return "write a space" if kind == "Zs" else "write a space or start a new line; inside a word, delete it"


def _lost(given: str) -> tuple[str, str]:
    return f"a character was lost here and replaced by '{given}'", "write the missing character"


def _name(character: str) -> str:
    return unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"


def _meant(damaged: str) -> str:
    """Return text that was UTF-8 and was decoded as Mac OS Roman or Windows-1252 (five bytes as Latin-1)."""
    if damaged[0] in "√¬‚":
        return damaged.encode("mac_roman").decode()
    encodings = ("cp1252" if ord(character) > 0xFF or character.isprintable() else "latin-1" for character in damaged)
    return b"".join(map(str.encode, damaged, encodings)).decode()
