"""What took the place of an administrative unit that ended, as far as the lists of units show it.

Three grounds, tried in this order. ``units-below``: where the communities of a township, or the townships of a county
or prefecture, are listed by their names at the next cut-off; each unit that has at least two of them and a fifth of
them all. ``same-name``: one unit of the same name, newly listed where the ended one lay. ``kind-changed``: one unit
that differs by the word for its kind alone (石桥镇, 石桥街道), newly listed there. What none of them shows is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from ontology.place_names import short_name

LEAST_SHARE = 0.2
LEAST_UNITS = 2
HEADER = """\
# What took the place of units that ended: code, code of the other unit, ground, and for the ground units-below how many
# of how many units below went there. Derived by scripts/derive_divisions.py from the lists of which divisions.tsv.gz
# tells the source, by comparing names; not checked against the orders that made the changes.
"""

Names = Mapping[str, str]  # code → name, at one cut-off
Row = tuple[str, ...]
Key = Callable[[str], str | None]
ABOVE = {9: (6, 4), 6: (4, 2), 4: (2,)}
"""Width of a code → the widths of the areas in which its successor is sought, nearest first."""


def replacements(units: Mapping[str, Names], communities: Mapping[str, Names]) -> list[Row]:
    """The rows of the data file: for every code that a cut-off has and none after it."""
    rows: list[Row] = []
    cuts = list(units)
    for earlier, later in pairwise(cuts):
        lasting = {code for cut in cuts[cuts.index(later) :] for code in units[cut]}
        step = _Step(units[earlier], units[later], lasting)
        below = communities.get(earlier, {}), communities.get(later, {})
        for width in (4, 6, 9):
            for code in sorted(code for code in step.ended if len(code) == width):
                rows.extend(step.replaced(code, *(below if width == 9 else ())))
    return sorted(rows)


class _Step:
    """The units of two cut-offs that follow one another."""

    def __init__(self, before: Names, after: Names, lasting: set[str]) -> None:
        self.before, self.after = before, after
        self.ended = {code: name for code, name in before.items() if code not in lasting}
        self.begun = {code: name for code, name in after.items() if code not in before}
        self._counties: dict[str, list[str]] = {}
        self._begun = {key: _by_name(self.begun, key) for key in (_full, short_name)}
        self._listed = [_by_name(names, _full) for names in (before, after)]

    def replaced(self, code: str, before: Names | None = None, after: Names | None = None) -> Iterator[Row]:
        """The rows of one ended unit; ``before`` and ``after`` are its communities, for a township."""
        moved, of = self._communities(code, before or {}, after or {}) if len(code) == 9 else self._townships(code)
        shares = [(to, n) for to, n in sorted(moved.items()) if n >= LEAST_UNITS and n / of >= LEAST_SHARE]
        self._counties[code] = [to for to, _ in shares]
        if shares:
            yield from ((code, to, "units-below", str(number), str(of)) for to, number in shares)
        elif to := self._only(code, _full) or self._once_in_prefecture(code):
            yield code, to, "same-name", "", ""
        elif to := self._only(code, short_name):
            yield code, to, "kind-changed", "", ""

    def _communities(self, code: str, before: Names, after: Names) -> tuple[Counter[str], int]:
        """Where the communities of a township are, by names that stand once in its county."""
        own = [name for community, name in before.items() if community.startswith(code)]
        within = {community: name for community, name in after.items() if community.startswith(code[:6])}
        listed = _by_name(within, _full)
        found = (listed.get(name, ()) for name in own)
        return Counter(one[0][:9] for one in found if len(one) == 1), len(own)

    def _townships(self, code: str) -> tuple[Counter[str], int]:
        """In which counties the townships of a county or prefecture are, under new codes."""
        own = [name for unit, name in self.before.items() if len(unit) == 9 and unit.startswith(code)]
        found = (self._township(code, name) for name in own)
        return Counter(to[:6] for to in found if to and to[:6] in self.after), len(own)

    def _township(self, code: str, name: str) -> str | None:
        for width in ABOVE[len(code)]:
            for key in (_full, short_name):
                listed = [to for to in self._begun[key].get(key(name) or "", ()) if len(to) == 9]
                if near := [to for to in listed if to.startswith(code[:width])]:
                    return near[0] if len(near) == 1 else None
        return None

    def _only(self, code: str, key: Key) -> str | None:
        """The one new township of a name in the county of an ended one, or in the counties that replaced it."""
        wanted = key(self.before[code])
        if len(code) != 9 or not wanted:
            return None
        rivals = [one for one in _near(self.ended, code[:6], 9) if key(self.ended[one]) == wanted]
        areas = (code[:6], *self._counties.get(code[:6], ()))
        found = [to for area in areas for to in _near(self._begun[key].get(wanted, ()), area, 9)]
        return found[0] if len(found) == len(rivals) == 1 else None

    def _once_in_prefecture(self, code: str) -> str | None:
        """The new unit of the same name in the same prefecture, where that name stands once before and once after."""
        found = [_near(listed.get(self.before[code], ()), code[:4], len(code)) for listed in self._listed]
        return found[1][0] if [len(each) for each in found] == [1, 1] and found[1][0] in self.begun else None


def _full(name: str) -> str | None:
    return name


def _by_name(units: Names, key: Key) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, name in units.items():
        if wanted := key(name):
            found.setdefault(wanted, []).append(code)
    return found


def _near(codes: Iterable[str], area: str, width: int) -> list[str]:
    """The codes of a width that lie in an area."""
    return [code for code in codes if code.startswith(area) and len(code) == width]
