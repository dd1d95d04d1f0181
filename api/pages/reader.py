"""A document's text cut where its highlights begin and end, so that they may overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["duty", "issue", "plate", "measure", "rejected", "unexplained"]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of the text, code points ``start`` to ``end``, that states the fact ``id``."""

    id: str
    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text with everything that covers it. ``begins``: the highlights whose first piece this is."""

    text: str
    covers: tuple[Highlight, ...] = ()
    begins: tuple[str, ...] = ()

    @property
    def ids(self) -> str:
        """The identifiers of what covers it, separated by spaces."""
        return " ".join(highlight.id for highlight in self.covers)

    @property
    def kinds(self) -> str:
        """What kinds of highlight cover it, for the style sheet; ``several`` where there is more than one highlight."""
        kinds = sorted({highlight.kind for highlight in self.covers})
        return " ".join([*kinds, "several"] if len(self.covers) > 1 else kinds)


def segments(text: str, highlights: Iterable[Highlight]) -> tuple[Segment, ...]:
    """The text in pieces; joined they are the text. A highlight outside the text is cut to it, an empty one left out.

    >>> [(s.text, s.ids) for s in segments("负责环保。", [Highlight("a", "duty", 0, 4), Highlight("b", "duty", 2, 5)])]
    [('负责', 'a'), ('环保', 'a b'), ('。', 'b')]
    """
    inside = [_cut(each, len(text)) for each in highlights]
    shown = sorted(
        (each for each in inside if each.start < each.end), key=lambda each: (each.start, -each.end, each.id)
    )
    edges = sorted({0, len(text), *(each.start for each in shown), *(each.end for each in shown)})
    return tuple(_segment(text, start, end, shown) for start, end in pairwise(edges))


def _cut(highlight: Highlight, length: int) -> Highlight:
    start, end = max(0, highlight.start), min(length, highlight.end)
    return Highlight(highlight.id, highlight.kind, start, end)


def _segment(text: str, start: int, end: int, shown: Sequence[Highlight]) -> Segment:
    covers = tuple(each for each in shown if each.start <= start and end <= each.end)
    return Segment(text[start:end], covers, tuple(each.id for each in covers if each.start == start))
