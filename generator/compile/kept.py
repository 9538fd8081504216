"""What a text became, as plain values that can be kept, and back."""

from dataclasses import fields
from typing import Any

from generator.compile.prose import Heading, Mistake, Passage, Prose, Reference

PARTS: dict[str, Any] = {"references": Reference, "headings": Heading, "passages": Passage, "mistakes": Mistake}
NAMES = {part: tuple(field.name for field in fields(kind)) for part, kind in PARTS.items()}


def plain(prose: Prose) -> dict[str, Any]:
    """Return prose as plain values."""
    parts = {
        part: tuple(tuple(getattr(item, name) for name in names) for item in getattr(prose, part))
        for part, names in NAMES.items()
    }
    return {"html": prose.html, "ids": prose.ids, "comments": prose.comments, **parts}


def prose(kept: dict[str, Any]) -> Prose:
    """Return the prose that was kept."""
    parts = {name: tuple(kind(*item) for item in kept[name]) for name, kind in PARTS.items()}
    return Prose(kept["html"], ids=kept["ids"], comments=kept["comments"], **parts)
