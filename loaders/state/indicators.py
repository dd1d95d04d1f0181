"""Assessment indicators: code, name and points (C1污染物减排情况1分), with the year that stands before them."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import TypeVar

from loaders.find.dates import find_dates
from loaders.find.patterns import patterns
from loaders.spans import Spans
from ontology.records import Indicator, Span

_RE = patterns("indicators")
_CONTEXT = 200
_T = TypeVar("_T")


def state_indicators(flat: str) -> tuple[Indicator, ...]:
    """Indicators in reading order; year and scheme are those named last before, in the same paragraph.

    >>> [(i.year, i.code, i.name, i.points) for i in state_indicators("2018年考核指标：C1污染物减排情况1分")]
    [(2018, 'C1', '污染物减排情况', 1.0)]
    """
    coded = list(_RE["coded"].finditer(flat))
    taken = Spans(Span(*match.span()) for match in coded)
    named = [
        match for match in _RE["named"].finditer(flat) if _is_scored(flat, match) and not taken.first(*match.span())
    ]
    if not coded and not named:
        return ()
    around = _Around(flat)
    found = [_indicator(match, around) for match in chain(coded, named)]
    return tuple(sorted(found, key=lambda indicator: indicator.start))


def _is_scored(flat: str, match: re.Match[str]) -> bool:
    return bool(_RE["scored"].search(flat, max(0, match.start() - _CONTEXT), match.start()))


class _Around:
    """The years and schemes that a text names, and where."""

    def __init__(self, flat: str) -> None:
        self.flat = flat
        self._years = [(d.end, d.start, int(d.value[:4])) for d in find_dates(flat) if d.value]
        schemes = ((m.end(), m.start(), m["scheme"]) for m in _RE["scheme"].finditer(flat))
        self._schemes = [(end, start, _RE["before-scheme"].sub("", name)) for end, start, name in schemes]

    def year(self, position: int) -> int | None:
        """The year named last before, in the same paragraph."""
        return self._last(self._years, position)

    def scheme(self, position: int) -> str | None:
        """The scheme named last before, in the same paragraph."""
        return self._last(self._schemes, position)

    def _last(self, named: list[tuple[int, int, _T]], position: int) -> _T | None:
        at = bisect_left(named, (position + 1,)) - 1
        if at < 0 or self.flat.find("\n", named[at][1], position) >= 0:
            return None
        return named[at][2]


def _indicator(match: re.Match[str], around: _Around) -> Indicator:
    return Indicator(
        year=around.year(match.start()),
        code=match.groupdict().get("code"),
        name=match["name"].strip(),
        points=float(match["points"]),
        start=match.start(),
        end=match.end(),
        scheme=around.scheme(match.start()),
    )
