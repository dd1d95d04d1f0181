"""Which duty on the right carries on a duty on the left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from graph.similarity import LEAST, LEAST_OF_ONE_BODY, core
from graph.standing import Held

SAME: Final = 100.0


@dataclass(frozen=True, slots=True)
class Match:
    """The positions of two duties that are one, and the likeness of their words."""

    left: int
    right: int
    likeness: float


def match(left: Sequence[Held], right: Sequence[Held], may: Callable[[Held, Held], float | None]) -> list[Match]:
    """Pairs of the most alike, each duty in one pair at most.

    ``may`` gives the likeness that two duties need to be one, None for two that cannot be. Of pairs that are equally
    alike, those that need less go first: duties of one body before those of two.
    """
    taken: tuple[set[int], set[int]] = set(), set()
    found = []
    for one in sorted(_pairs(left, right, may)):
        _, _, i, j = one
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append(Match(i, j, -one[0]))
    return sorted(found, key=lambda pair: (pair.left, pair.right))


def _pairs(
    left: Sequence[Held], right: Sequence[Held], may: Callable[[Held, Held], float | None]
) -> Iterator[tuple[float, float, int, int]]:
    words = [core(held.quote) for held in right]
    for i, held in enumerate(left):
        for _, score, j in process.extract(
            core(held.quote), words, scorer=fuzz.ratio, score_cutoff=LEAST_OF_ONE_BODY, limit=None
        ):
            needed = may(held, right[j]) if held.general == right[j].general else None
            if needed is not None and score >= needed:
                yield -score, needed, i, j


def needed(left: Held, right: Held, *, one_body: bool) -> float:
    """The likeness that two duties need; the words of a catch-all clause say little, so they must be the same."""
    if left.general or right.general:
        return SAME
    return LEAST_OF_ONE_BODY if one_body else LEAST
