"""A small picture of names over time: one bar a name, from its first to its last known day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.names_over_time import NameInTime, Sort

WIDTH = 600
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A name from ``x`` on, ``width`` wide, of `WIDTH`; ``open``: no end is known."""

    name: str
    sort: Sort
    x: int
    width: int
    open: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, and the first and the last day of the picture."""

    first: str
    last: str
    bars: tuple[Bar, ...]


def timeline(names: Sequence[NameInTime], day: str) -> Timeline | None:
    """The picture of the names with a known first day, if they tell of more than one day.

    A sign without an end runs to ``day``.
    """
    dated = [(one, one.since, one.until or (day if one.sort == "plate" else one.since)) for one in names if one.since]
    if not dated:
        return None
    first = min(since for _, since, _ in dated)
    last = max(first, *(until for *_, until in dated))
    start, length = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    if not length:
        return None

    def at(when: str) -> int:
        return round((date.fromisoformat(when) - start).days / length * WIDTH)

    bars = [
        Bar(one.name, one.sort, min(at(since), WIDTH - _LEAST), max(_LEAST, at(until) - at(since)), one.until is None)
        for one, since, until in dated
    ]
    return Timeline(first, last, tuple(bars))
