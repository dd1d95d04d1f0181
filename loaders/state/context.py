"""On which document and since when: what a paragraph, or the report that quotes a plan, says of the facts in it."""

from __future__ import annotations

import re

from loaders.find.dates import find_dates
from loaders.structure import Unit
from ontology.records import Citation

_IN_FORCE = re.compile(r"^[^。；《]{0,30}?(?:印发|起施行|起实施|起执行|正式实施|正式挂牌|挂牌|开始|设立|成立|公布)")
_BASED = re.compile(r"(?:根据|依据|按照|依照)[^。]{0,12}$")
_SETS_UP = re.compile(r"设置|设立|组建|加挂|不再保留|撤销|更名|整合|划入|划转|下放|印发")


class Grounds:
    """Basis and beginning by position. A quoted plan takes them from the sentence that quotes it; a paragraph on a reform
    from the document it is based on and the day it gives."""

    def __init__(self, flat: str, units: list[Unit], citations: tuple[Citation, ...]) -> None:
        self.flat = flat
        self.units = units
        self.citations = citations
        self._starts = [u.start for u in units]
        self._known: dict[int, tuple[str | None, tuple[str, ...]]] = {}

    def unit_at(self, position: int) -> Unit | None:
        """The unit in which a position lies."""
        low, high = 0, len(self.units)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] <= position:
                low = middle + 1
            else:
                high = middle
        return self.units[low - 1] if low else None

    def of(self, position: int) -> tuple[str | None, tuple[str, ...]]:
        """Beginning (ISO) and basis (numbers or titles) of a fact at ``position``; unknown is None and ()."""
        unit = self.unit_at(position)
        if unit is None:
            return None, ()
        if unit.quoted:
            outer = next((u for u in unit.ancestors() if not u.quoted), None)
            return self._cached(outer) if outer else (None, ())
        return self._cached(unit) if _SETS_UP.search(self.flat, unit.start, unit.end) else (None, ())

    def _cached(self, unit: Unit) -> tuple[str | None, tuple[str, ...]]:
        if unit.index not in self._known:
            self._known[unit.index] = self._read(unit)
        return self._known[unit.index]

    def _read(self, unit: Unit) -> tuple[str | None, tuple[str, ...]]:
        text = self.flat[unit.start : unit.end]
        days = [
            d.value
            for d in find_dates(text)
            if d.value
            and d.bearing != "until"
            and (_IN_FORCE.match(text[d.end :]) or (d.bearing == "since" and len(d.value) == 10))
        ]
        since = max(days, key=len) if days else None
        quotes = text.rstrip().endswith("“") or (unit.children and unit.children[0].quoted)
        basis = [c.number or c.title or "" for c in self.citations if self._is_basis(c, unit, bool(quotes))]
        return since, tuple(basis[:3])

    def _is_basis(self, citation: Citation, unit: Unit, quotes: bool) -> bool:
        """Is the document named in the unit as what it rests on (or as the plan that is quoted)?"""
        for name in (
            self.flat[citation.start : citation.end],
            citation.number,
            citation.title and f"《{citation.title}》",
        ):
            at = self.flat.find(name, unit.start, unit.end) if name else -1
            if at >= 0 and (quotes or _BASED.search(self.flat[max(unit.start, at - 14) : at])):
                return True
        return False
