"""What a text became, as plain values that can be kept, and back."""

import marshal
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from generator.compile.prose import Heading, Mistake, Passage, Prose, Reference, Sentences

PARTS: dict[str, Any] = {"references": Reference, "headings": Heading, "mistakes": Mistake}


class Passages(Sequence[Passage]):
    """The passages of a text that was kept, made when they are asked for: nearly always, nobody does."""

    def __init__(self, kept: bytes) -> None:
        self.kept = kept

    @cached_property
    def _made(self) -> tuple[Passage, ...]:
        return tuple(map(Passage._make, marshal.loads(self.kept)))

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, place: Any) -> Any:
        return self._made[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._made == tuple(other)

    def __hash__(self) -> int:
        return hash(self.kept)


def plain(prose: Prose) -> dict[str, Any]:
    """Return prose as plain values."""
    parts = {part: tuple(map(tuple, getattr(prose, part))) for part in PARTS}
    others = {"html": prose.html, "ids": prose.ids, "comments": prose.comments, "sentences": tuple(prose.sentences)}
    return {**others, **parts, "passages": marshal.dumps(tuple(map(tuple, prose.passages)))}


def prose(kept: dict[str, Any]) -> Prose:
    """Return the prose that was kept."""
    parts = {part: tuple(map(kind._make, kept[part])) for part, kind in PARTS.items()}
    passages, sentences = Passages(kept["passages"]), Sentences(*kept["sentences"])
    return Prose(
        kept["html"], ids=kept["ids"], comments=kept["comments"], passages=passages, sentences=sentences, **parts
    )
