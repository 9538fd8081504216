"""What a text became, as plain values that can be kept, and back."""

from typing import Any

from generator.compile.prose import Heading, Mistake, Passage, Prose, Reference, Sentences

PARTS: dict[str, Any] = {"references": Reference, "headings": Heading, "passages": Passage, "mistakes": Mistake}


def plain(prose: Prose) -> dict[str, Any]:
    """Return prose as plain values."""
    parts = {part: tuple(map(tuple, getattr(prose, part))) for part in PARTS}
    sentences = tuple(prose.sentences)
    return {"html": prose.html, "ids": prose.ids, "comments": prose.comments, "sentences": sentences, **parts}


def prose(kept: dict[str, Any]) -> Prose:
    """Return the prose that was kept."""
    parts = {part: tuple(map(kind._make, kept[part])) for part, kind in PARTS.items()}
    sentences = Sentences(*kept["sentences"])
    return Prose(kept["html"], ids=kept["ids"], comments=kept["comments"], sentences=sentences, **parts)
