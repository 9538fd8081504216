"""Emphasis: matching delimiter runs of asterisks and underscores in the tokens of a block."""

import unicodedata

from generator.compile.tokens import Tag, Token


def delimiter_run(text: str, start: int, run: str) -> Token:
    """Return the token of a delimiter run, with whether it can open and close emphasis (CommonMark 0.31, section 6.2).

    Stricter than CommonMark: inside a word, an underscore is literal and a single asterisk can neither open nor close,
    as in "2*3*4" or "Leser*innen und Kolleg*innen"; but between a digit and a letter it can open, as in "433*bis*".
    """
    end = start + len(run)
    before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
    space_after, space_before = after.isspace(), before.isspace()
    inside = before.isalnum() and after.isalnum()
    if inside and run[0] == "_":
        return Token("literal", start, run)
    within = inside and run == "*"
    is_suffix = before.isdigit() and after.isalpha()
    left = not (space_after or (within and not is_suffix)) and (
        not _is_punctuation(after) or space_before or _is_punctuation(before)
    )
    right = not (space_before or within) and (not _is_punctuation(before) or space_after or _is_punctuation(after))
    return Token("delimiter", start, run, can_open=left, can_close=right)


def process_emphasis(tokens: list[Token]) -> None:
    """Give each delimiter run the elements that it opens and closes (CommonMark 0.31, "process emphasis").

    Unmatched characters stay as its text, and are only counted until the end: a long run is not copied for each match.
    """
    runs = [token for token in tokens if token.kind == "delimiter"]
    openers: list[Token] = []
    bottoms: dict[tuple[str, int, bool], int] = {}
    for run in runs:
        run.kind, run.left = "emphasis", len(run.text)
        key = run.text[0], run.left % 3, run.can_open
        while run.can_close and run.left:
            above = range(len(openers) - 1, bottoms.get(key, 0) - 1, -1)
            match = next((number for number in above if _can_match(openers[number], run)), -1)
            if match < 0:
                bottoms[key] = len(openers)
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


def _can_match(opener: Token, closer: Token) -> bool:
    """Whether two runs match: not if one can both open and close and their lengths add up to 3n (rules 9 and 10)."""
    if opener.text[0] != closer.text[0]:
        return False
    both = opener.can_close or closer.can_open
    opens, closes = len(opener.text), len(closer.text)
    return not both or (opens + closes) % 3 != 0 or opens % 3 == closes % 3 == 0


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
