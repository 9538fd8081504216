"""Characters that a text should not have: those that nobody sees, those that were lost, and those of other programs."""

import re
import unicodedata
from collections.abc import Iterator

_JOINED = "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufe0f\U0001f300-\U0001faff]"
"""What joiners join: letters of Arabic, the scripts of India, Burmese, Khmer and Mongolian; and emoji."""
_HIDDEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef"
)
_NEXT = r"\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What the bytes of UTF-8 but the first are, where they were read as Windows-1252."""
_MAC = re.escape(bytes(range(0x80, 0xC0)).decode("mac_roman"))
"""The same, where they were read as the characters of an old Mac, as Excel there still does."""
_FOREIGN, _LATIN = "аеорсухіјѕԁһӏАВЕКМНОРСТУХІЈЅοναρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsdhlABEKMHOPCTYXIJSovapABEZHIKMNOPTYX"
"""Letters of the Cyrillic and the Greek alphabet, and those of the Latin that look like them."""
_DRAWN = r"\U0001d400-\U0001d7ff０-９Ａ-Ｚａ-ｚ＃＊＜＞＠［-｀｛-｝\ufb00-\ufb06"
"""Letters and digits of mathematics, those and signs as wide as Chinese ones, and those that PDF files join."""
_UNWANTED = (
    r"(?P<windows>[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f])"
    rf"|(?P<hidden>[{_HIDDEN}]|(?<!{_JOINED})[\u200c\u200d])|(?P<lost>[\ufffc\ufffd])"
    rf"|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010fffd])|(?P<drawn>[{_DRAWN}]+)"
    rf"|(?P<alike>(?<=[A-Za-zÀ-ɏ])[{_FOREIGN}]|[{_FOREIGN}](?=[A-Za-zÀ-ɏ]))"
    # 'Ã©' and '√©' for 'é', 'â€™' and '‚Äô' for '’', 'ðŸ˜€' for an emoji, 'Å“' within a word for 'œ'
    rf"|(?P<broken>[ÂÃ][{_NEXT}]|â[€\x80-\x9f][{_NEXT}]|â‚¬|ï»¿|ï¿½|ð[Ÿ\x9f][{_NEXT}]{{2}}"
    rf"|[ÄÅ][{_NEXT}](?=[^\W\d_])|[√¬][{_MAC}]|‚[ÄÇ][{_MAC}])"
)
"""Each is bounded, so the search takes time in proportion to the text. Few texts have any: it is compiled for these."""
_BEGINS = re.compile(
    rf"[{_HIDDEN}\u200c\u200d\ufffc\ufffd\ue000-\uf8ff\U000f0000-\U0010fffdÂÃâïðÄÅ√¬‚{_DRAWN}{_FOREIGN}]"
)
"""With what each of them begins; a text without has none."""
_PLAIN = bytes((*b"\t\n", *range(0x20, 0x7F)))
"""What most texts are made of: nothing odd begins so."""

SPLIT_WORD = (
    "a hyphen ends this line, and so a space follows it in the page",
    "join the word, or put what stands on both sides of its hyphen on one line",
)


def unwanted(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the place of every character that should not be there, what is wrong with it, and what to write instead.

    >>> list(unwanted("a\u200bb"))
    [(1, 'an invisible character stands here: zero width space', 'delete it')]
    >>> list(unwanted("Ã©t"))
    [(0, "'Ã©' stands here for 'é'", "write 'é'")]
    """
    if not _BEGINS.search(text.encode(errors="replace").translate(None, _PLAIN).decode()):
        return
    for found in re.finditer(_UNWANTED, text):
        sign, place = found[0], found.start()
        match found.lastgroup:
            case "hidden":
                yield place, f"an invisible character stands here: {_name(sign)}", _instead(sign)
            case "lost":
                yield place, *_lost(sign)
            case "private":
                message = f"a character stands here that other programs do not know: U+{ord(sign):04X}"
                yield place, message, "write a letter or sign that every program knows, or delete it"
            case "drawn":
                letters = unicodedata.normalize("NFKC", sign)
                yield place, f"'{sign}' is another way to draw '{letters}'", f"write '{letters}'"
            case "alike":
                meant = _LATIN[_FOREIGN.index(sign)]
                yield place, f"'{sign}' is a letter of another alphabet that looks like '{meant}'", f"write '{meant}'"
            case "windows":
                meant = sign.encode("latin-1").decode("cp1252")
                yield place, f"an invisible character, {_name(sign)}, stands here for '{meant}'", f"write '{meant}'"
            case "broken":
                meant = _meant(sign)
                if meant == "\ufffd":
                    yield place, *_lost(sign)
                elif meant.isprintable():
                    yield place, f"'{sign}' stands here for '{meant}'", f"write '{meant}'"
                else:
                    yield place, f"'{sign}' stands here for an invisible character, {_name(meant)}", _instead(meant)


def _instead(sign: str) -> str:
    """Return what to write for a sign that nobody sees: nothing, for a mark between letters; for others what they are.

    Controls end a line or divide words in many programs, and so does what looks like a space to Unicode or to a reader.
    """
    kind = unicodedata.category(sign)
    if kind in ("Cf", "Mn"):
        return "delete it"
    return "write a space" if kind == "Zs" else "write a space, or begin a new line; within a word, delete it"


def _lost(sign: str) -> tuple[str, str]:
    return f"a character was lost here, and '{sign}' stands for it", "write the one that belongs here"


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower() or f"U+{ord(sign):04X}"


def _meant(broken: str) -> str:
    """Return what UTF-8 said before it was read as of a Mac, or as Windows-1252 with its five free bytes."""
    if broken[0] in "√¬‚":
        return broken.encode("mac_roman").decode()
    data = b"".join(sign.encode("cp1252" if ord(sign) > 0xFF or sign.isprintable() else "latin-1") for sign in broken)
    return data.decode()
