"""Emphasis among the signs of a block: which asterisks and underscores belong together."""

import unicodedata

from generator.compile.piece import Piece, Tag


def delimiter(words: str, start: int, run: str) -> Piece:
    """Return a run of asterisks or underscores with what it can do where it stands (CommonMark 0.31, section 6.2)."""
    end = start + len(run)
    before, after = words[start - 1] if start else " ", words[end] if end < len(words) else " "
    space_after, space_before = after.isspace(), before.isspace()
    factor = run == "*" and before.isdigit() and after.isdigit()  # in 2*3*4 no number is meant to be emphasized
    left = not (space_after or factor) and (not _punctuation(after) or space_before or _punctuation(before))
    right = not (space_before or factor) and (not _punctuation(before) or space_after or _punctuation(after))
    if run[0] == "*":
        return Piece("delimiter", start, run, can_open=left, can_close=right)
    opens = left and (not right or _punctuation(before))
    closes = right and (not left or _punctuation(after))
    return Piece("delimiter", start, run, can_open=opens, can_close=closes)


def pair(pieces: list[Piece]) -> None:
    """Give each run among the pieces the elements that it opens and closes (CommonMark 0.31, "process emphasis")."""
    runs = [piece for piece in pieces if piece.kind == "delimiter"]
    openers: list[Piece] = []
    bottoms: dict[tuple[str, int, bool], int] = {}
    for piece in runs:
        piece.kind = "emphasis"
        sign, count = piece.text[:1], len(piece.text)
        while piece.can_close and piece.text:
            bottom = bottoms.get((sign, count % 3, piece.can_open), 0)
            match = next(
                (
                    number
                    for number in range(len(openers) - 1, bottom - 1, -1)
                    if openers[number].text[:1] == sign and _pairs(openers[number], piece)
                ),
                -1,
            )
            if match < 0:
                bottoms[sign, count % 3, piece.can_open] = len(openers)
                break
            opener = openers[match]
            del openers[match + 1 :]
            bottoms = {key: min(bottom, match) for key, bottom in bottoms.items()}
            size = 2 if len(opener.text) > 1 and len(piece.text) > 1 else 1
            tag = Tag("strong" if size == 2 else "em")
            opener.text, piece.text = opener.text[size:], piece.text[size:]
            opener.opens.append(tag)
            piece.closes.append(tag)
            if not opener.text:
                openers.pop()
        if piece.can_open and piece.text:
            openers.append(piece)


def _pairs(opener: Piece, closer: Piece) -> bool:
    """Whether two runs may pair: not where one could do both and their lengths add up to 3 or 6 (rules 9, 10)."""
    both = opener.can_close or closer.can_open
    return (
        not both or (len(opener.text) + len(closer.text)) % 3 != 0 or len(opener.text) % 3 == len(closer.text) % 3 == 0
    )


def _punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"
