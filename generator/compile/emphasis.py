"""Emphasis among the signs of a block: which asterisks and underscores belong together."""

import unicodedata

from generator.compile.tokens import Piece, Tag


def delimiter(words: str, start: int, run: str) -> Piece:
    """Return a run of asterisks or underscores with what it can do where it stands (CommonMark 0.31, section 6.2).

    Within a word, an underscore is none of them, and one asterisk does nothing: nobody emphasizes what is between those
    of "2*3*4", or of "Leser*innen und Kolleg*innen". Between a digit and a letter it opens: "433*bis*".
    """
    end = start + len(run)
    before, after = words[start - 1] if start else " ", words[end] if end < len(words) else " "
    space_after, space_before = after.isspace(), before.isspace()
    inside = before.isalnum() and after.isalnum()
    if inside and run[0] == "_":
        return Piece("literal", start, run)
    within = inside and run == "*"
    is_suffix = before.isdigit() and after.isalpha()
    left = not (space_after or (within and not is_suffix)) and (
        not _punctuation(after) or space_before or _punctuation(before)
    )
    right = not (space_before or within) and (not _punctuation(before) or space_after or _punctuation(after))
    return Piece("delimiter", start, run, can_open=left, can_close=right)


def pair(pieces: list[Piece]) -> None:
    """Give each run among the pieces the elements that it opens and closes (CommonMark 0.31, "process emphasis").

    What is left of a run is its text; until the end it is only counted, so that a long one is not copied for each pair.
    """
    runs = [piece for piece in pieces if piece.kind == "delimiter"]
    openers: list[Piece] = []
    bottoms: dict[tuple[str, int, bool], int] = {}
    for run in runs:
        run.kind, run.left = "emphasis", len(run.text)
        alike = run.text[0], run.left % 3, run.can_open
        while run.can_close and run.left:
            above = range(len(openers) - 1, bottoms.get(alike, 0) - 1, -1)
            match = next((number for number in above if _pairs(openers[number], run)), -1)
            if match < 0:
                bottoms[alike] = len(openers)
                break
            opener = openers[match]
            del openers[match + 1 :]
            bottoms = {key: min(bottom, match) for key, bottom in bottoms.items()}
            size = min(opener.left, run.left, 2)
            tag = Tag("strong" if size == 2 else "em")
            opener.left, run.left = opener.left - size, run.left - size
            opener.opens.append(tag)
            run.closes.append(tag)
            if not opener.left:
                openers.pop()
        if run.can_open and run.left:
            openers.append(run)
    for run in runs:
        run.text = run.text[: run.left]


def _pairs(opener: Piece, closer: Piece) -> bool:
    """Whether two runs may pair: not where one could do both and their lengths add up to 3 or 6 (rules 9, 10)."""
    if opener.text[0] != closer.text[0]:
        return False
    both = opener.can_close or closer.can_open
    opens, closes = len(opener.text), len(closer.text)
    return not both or (opens + closes) % 3 != 0 or opens % 3 == closes % 3 == 0


def _punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"
