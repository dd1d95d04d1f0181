"""On which document and since when: what a paragraph, or the report that quotes a plan, says of the facts in it."""

from __future__ import annotations

from typing import NamedTuple

from loaders.find.dates import DateMention, find_dates
from loaders.find.patterns import patterns
from loaders.state.cited import Cited
from loaders.structure import Unit, unit_at

_RE = patterns("grounds")
_MOST = 3
_DAY = 10  # characters of a date to the day


class Ground(NamedTuple):
    """Beginning (ISO) and basis (numbers or titles); unknown is None and ()."""

    since: str | None = None
    basis: tuple[str, ...] = ()


class Grounds:
    """Basis and beginning by position.

    A quoted plan takes them from the sentence that quotes it; a paragraph on a reform from the document it is based on
    and the day it gives.
    """

    def __init__(self, flat: str, units: list[Unit], cited: Cited) -> None:
        self.flat = flat
        self.units = units
        self.cited = cited
        self._known: dict[tuple[int, bool], Ground] = {}

    def of(self, position: int) -> Ground:
        """The ground of a fact at ``position``."""
        unit = unit_at(self.units, position)
        if unit and unit.quoted:
            unit = next((above for above in unit.ancestors() if not above.quoted), None)
            return self._of_unit(unit, quoting=True) if unit else Ground()
        return self._of_unit(unit) if unit else Ground()

    def _of_unit(self, unit: Unit, *, quoting: bool = False) -> Ground:
        key = (unit.index, quoting)
        if key not in self._known:
            speaks = quoting or _RE["sets-up"].search(self.flat, unit.start, unit.end)
            self._known[key] = Ground(self._since(unit), self._basis(unit)) if speaks else Ground()
        return self._known[key]

    def _since(self, unit: Unit) -> str | None:
        text = self.flat[unit.start : unit.end]
        days = [d.value for d in find_dates(text) if d.value and d.bearing != "until" and _begins(text, d)]
        return max(days, key=len, default=None)

    def _basis(self, unit: Unit) -> tuple[str, ...]:
        """The documents that the unit rests on, or the plan that it quotes."""
        opens = self.flat[unit.start : unit.end].rstrip().endswith("“")
        quotes = opens or bool(unit.children and unit.children[0].quoted)
        named = self.cited.within(unit.start, unit.end)
        if not quotes:
            named = [n for n in named if _RE["based"].search(self.flat, max(unit.start, n.start - 14), n.start)]
        return self.cited.names(named)[:_MOST]


def _begins(text: str, day: DateMention) -> bool:
    """Does something begin to hold on the day?"""
    exact = day.value is not None and len(day.value) == _DAY
    return (day.bearing == "since" and exact) or bool(_RE["in-force"].match(text[day.end : day.end + 40]))
