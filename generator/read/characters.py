"""Characters that a text should not have: those that nobody sees, those that were lost, and those of other programs."""

import re
import unicodedata
from collections.abc import Iterator

_PLAIN = bytes((9, 10, 13, *range(0x20, 0x7F)))
"""The letters and signs of ASCII, with tabs and the ends of lines: most of each text, left out of the first search."""
JOINERS = "\u200c\u200d"
_JOINED = "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufe0f\U0001f300-\U0001faff]"
"""What joiners join: letters of Arabic, the scripts of India, Burmese, Khmer and Mongolian; and emoji."""
_ODD = (
    r"(?P<hidden>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ufeff])|(?P<lost>\ufffd)|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010ffff])|(?P<ligature>[\ufb00-\ufb06])"
    # UTF-8 that was read as Windows-1252: 'Ã©' for 'é', 'â€™' for '’', 'Å“' within a word for 'œ'
    r"|(?P<broken>[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    r"|â‚¬|ï»¿|ï¿½|[ÄÅ][€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\x80-\xbf](?=[^\W\d_]))"
)
"""Each is bounded, so the search takes time in proportion to the text. Few texts have any: it is compiled for these."""
_BEGINS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ufeff\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\ufb00-\ufb06ÂÃâïÄÅ]"
)
"""With what each of them begins; a text without has none."""


def odd(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the place of every character that should not be there, what is wrong with it, and what to write instead.

    >>> list(odd("a\u200bb"))
    [(1, 'an invisible character stands here: zero width space', 'delete it')]
    >>> list(odd("Ã©t"))
    [(0, "'Ã©' stands here for 'é'", "write 'é'")]
    """
    others = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")
    if not _BEGINS.search(others):
        return
    for found in re.finditer(_ODD, text):
        sign, place = found[0], found.start()
        match found.lastgroup:
            case "hidden" if not _belongs(text, place):
                yield place, f"an invisible character stands here: {_name(sign)}", "delete it"
            case "lost":
                yield place, "a character was lost here, and '�' stands for it", "write the one that belongs here"
            case "private":
                message = f"a character stands here that other programs do not know: U+{ord(sign):04X}"
                yield place, message, "write a letter or sign that every program knows, or delete it"
            case "ligature":
                letters = unicodedata.normalize("NFKC", sign)
                yield place, f"'{sign}' is one sign here, as PDF files have it", f"write '{letters}'"
            case "broken":
                meant = _meant(sign)
                if meant.isprintable() and meant != "\ufffd":
                    yield place, f"'{sign}' stands here for '{meant}'", f"write '{meant}'"
                else:
                    yield place, f"'{sign}' is left here of a text in another encoding", "delete it"


def _belongs(text: str, place: int) -> bool:
    """Whether a joiner stands where a script needs it, right behind one of its letters."""
    return text[place] in JOINERS and place > 0 and bool(re.match(_JOINED, text[place - 1]))


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower() or f"U+{ord(sign):04X}"


def _meant(broken: str) -> str:
    """Return what UTF-8 said before it was read as Windows-1252; its five unassigned bytes stand for themselves."""
    data = b"".join(sign.encode("cp1252" if ord(sign) > 0xFF or sign.isprintable() else "latin-1") for sign in broken)
    return data.decode("utf-8", "replace")
