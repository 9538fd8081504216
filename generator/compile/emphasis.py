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
    is_in_word = before.isalnum() and after.isalnum()
    if is_in_word and run[0] == "_":
        return Token("literal", start, run)
    may_close = not (is_in_word and run == "*")
    may_open = may_close or (before.isdigit() and after.isalpha())
    can_open, can_close = may_open and _is_flanking(before, after), may_close and _is_flanking(after, before)
    return Token("delimiter", start, run, can_open=can_open, can_close=can_close)


def _is_flanking(outside: str, inside: str) -> bool:
    """Whether a delimiter run between these characters is left-flanking, or right-flanking if `inside` is before it."""
    return not inside.isspace() and (not _is_punctuation(inside) or outside.isspace() or _is_punctuation(outside))


def process_emphasis(tokens: list[Token]) -> None:
    """Give each delimiter run the elements that it opens and closes (CommonMark 0.31, "process emphasis").

    Unmatched characters stay as its text, and are only counted until the end: a long run is not copied for each match.
    """
    runs = [token for token in tokens if token.kind == "delimiter"]
    openers: list[Token] = []
    bottoms: dict[tuple[str, int, bool], int] = {}
    for run in runs:
        run.kind, run.remaining = "emphasis", len(run.text)
        key = run.text[0], run.remaining % 3, run.can_open
        while run.can_close and run.remaining:
            above = range(len(openers) - 1, bottoms.get(key, 0) - 1, -1)
            match = next((number for number in above if _can_match(openers[number], run)), -1)
            if match < 0:
                bottoms[key] = len(openers)
                break
            opener = openers[match]
            del openers[match + 1 :]
            bottoms = {key: min(bottom, match) for key, bottom in bottoms.items()}
            size = min(opener.remaining, run.remaining, 2)
            tag = Tag("strong" if size == 2 else "em")
            opener.remaining, run.remaining = opener.remaining - size, run.remaining - size
            opener.opens.append(tag)
            run.closes.append(tag)
            if not opener.remaining:
                openers.pop()
        if run.can_open and run.remaining:
            openers.append(run)
    for run in runs:
        run.text = run.text[: run.remaining]


def _can_match(opener: Token, closer: Token) -> bool:
    """Whether two runs match: they are of the same character, and rules 9 and 10 about their lengths allow it.

    If one can both open and close, the sum of the lengths is not a multiple of 3, unless both lengths are.
    """
    opens, closes = len(opener.text), len(closer.text)
    is_allowed = not (opener.can_close or closer.can_open) or (opens + closes) % 3 > 0 or opens % 3 == 0
    return opener.text[0] == closer.text[0] and is_allowed


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
