"""The register of administrative divisions: which unit a code means, what it is called, where it lies, when it existed.

Facts are data: ``divisions.tsv.gz`` (one name of one unit a line) and ``replacements.tsv.gz`` (what took the place of
which), written by ``scripts/derive_divisions.py``, and ``place_names.toml`` (how names are shortened). Codes follow
GB/T 2260 and the statistics bureau's township and community digits: 2, 4, 6, 9 or 12 digits for province, prefecture,
county, township, community; 100000 is the country.
The bureau's fillers (市辖区, 省直辖县级行政区划) are no units: 东城区 lies in 北京市, 仙桃市 in 湖北省.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType

from ontology.place_names import COUNTRY_NAMES, UNSAFE_IN_TEXT, kind_of, plain_township, short_name
from ontology.records import Division, Level
from ontology.replacements import Replacement, replacements

COUNTRY = "100000"

_LEVEL_OF_WIDTH: dict[int, Level] = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "community"}
_FILLING_ZEROS = {12: "000", 9: "000", 6: "00", 4: "00"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One name of one administrative unit, and the time it held.

    ``first_seen`` and ``last_seen`` are the first and last cut-off that list the unit under this name, ``None`` where
    the register sets no limit (listed by its first or by its last cut-off). ``valid_to`` is the last day for which
    ``last_seen`` stands: the day before the next cut-off. For a unit that a document states they are the stated dates.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    first_seen: str | None = None
    last_seen: str | None = None
    valid_to: str | None = None

    @property
    def valid_from(self) -> str | None:
        """The first day on which the unit exists by the register; ``None`` when it sets no limit."""
        return self.first_seen

    @property
    def kind(self) -> str:
        """What sort of unit it is, by its name: a key of the unit kinds of ``place_names.toml``.

        >>> Unit("440511001", "石炮台街道", "township", "440511").kind
        'street'
        """
        return kind_of(self.code, self.name, self.level)

    def exists(self, on: str) -> bool:
        """Whether the unit exists, under this name, on an ISO date; a stated month or year counts as a whole."""
        begun = self.first_seen is None or self.first_seen <= on
        return begun and (self.valid_to is None or on[: len(self.valid_to)] <= self.valid_to)


def short_code(code: str) -> str:
    """A code without the zeros that fill it up.

    >>> short_code("440511000000"), short_code("440500"), short_code("100000")
    ('440511', '4405', '100000')
    """
    while code != COUNTRY and (zeros := _FILLING_ZEROS.get(len(code))) and code.endswith(zeros):
        code = code[: -len(zeros)]
    return code


class Register:
    """Units by code, and the questions one asks of them. Immutable: ``extended`` gives a new register."""

    def __init__(
        self, snapshots: tuple[str, ...], surveyed: Mapping[str, tuple[Unit, ...]], stated: Iterable[Division] = ()
    ) -> None:
        self.snapshots = snapshots
        """The cut-off dates of the register, ascending."""
        self._surveyed = surveyed
        self.stated = frozenset(stated)
        """The units that documents state."""
        self._rows = {**surveyed, **_stated_units(self.stated, surveyed)}

    @classmethod
    @lru_cache(maxsize=1)
    def national(cls) -> Register:
        """The whole country, from provinces down to streets and towns, at the cut-offs of the statistics bureau."""
        packed = files("ontology").joinpath("divisions.tsv.gz").read_bytes()
        head, *lines = [line for line in gzip.decompress(packed).decode().splitlines() if not line.startswith("#")]
        snapshots = tuple(head.split("\t"))
        ends = {cut: _day_before(following) for cut, following in pairwise(snapshots)}
        rows = {COUNTRY: (Unit(COUNTRY, "中国", "central", None),)}
        for line in lines:
            code, name, first, last = line.split("\t")
            unit = Unit(
                code, name, _LEVEL_OF_WIDTH[len(code)], _parent(code, rows), first or None, last or None, ends.get(last)
            )
            rows[code] = (*rows.get(code, ()), unit)
        return cls(snapshots, rows)

    def extended(self, divisions: Iterable[Division]) -> Register:
        """This register and the units that documents state; they take the place of surveyed ones with the same code.

        The order in which units are stated, at once or one after the other, makes no difference. The country stays.

        >>> stated = [Division("99", "江岭省", "province"), Division("9901", "云水市", "prefecture")]
        >>> Register.national().extended(stated).full_name("9901")
        '云水市'
        """
        stated = self.stated.union(divisions)
        return self if stated == self.stated else Register(self.snapshots, self._surveyed, stated)

    def unit(self, code: str) -> Unit | None:
        """The unit of a code under its latest name, or ``None`` when the register does not know the code."""
        rows = self._rows.get(code)
        return rows[-1] if rows else None

    def history(self, code: str) -> tuple[Unit, ...]:
        """Every name of a code with its time, oldest first."""
        return self._rows.get(code, ())

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """The units that contain this one, from its parent up to the country; empty for the country or an unknown code.

        >>> [unit.name for unit in Register.national().ancestors("440511001")]
        ['金平区', '汕头市', '广东省', '中国']
        """
        found: list[Unit] = []
        unit = self.unit(code)
        while unit and unit.parent:
            unit = self._rows[unit.parent][-1]
            found.append(unit)
        return tuple(found)

    def children(self, code: str, on: str | None = None) -> tuple[Unit, ...]:
        """The units directly below, by code: those that exist on ``on``, else all ever seen, one for each name."""
        units = (unit for child in self._children.get(code, ()) for unit in self._rows[child])
        return tuple(unit for unit in units if on is None or unit.exists(on))

    def exists(self, code: str, on: str) -> bool:
        """Whether the unit exists on an ISO date: by the latest cut-off up to that day, before the first one by that.

        >>> Register.national().exists("440511018", "2018-12-31"), Register.national().exists("440511018", "2020-01-01")
        (False, True)
        """
        return any(unit.exists(on) for unit in self.history(code))

    def replaced_by(self, code: str) -> tuple[Replacement, ...]:
        """What took the place of an ended unit, as far as the lists show it, largest share first.

        Empty for a unit that exists, or of which it is not known.

        >>> [(found.code, found.share) for found in Register.national().replaced_by("440511008")]
        [('440511019', 0.7142857142857143)]
        """
        return replacements()[0].get(code, ())

    def replaces(self, code: str) -> tuple[Replacement, ...]:
        """The ended units in whose place a unit stands, by code: the other direction of ``replaced_by``."""
        return replacements()[1].get(code, ())

    def standing(self, code: str, on: str) -> tuple[str, ...]:
        """The units that stand on a date where a unit lies: itself, else what came after or before it, as far as known.

        >>> Register.national().standing("440511018", "2015-01-01")
        ('440511006', '440511010', '440511011', '440511014')
        """
        ended = all(unit.valid_to and unit.valid_to < on for unit in self.history(code))
        step = self.replaced_by if ended else self.replaces
        found: list[str] = []
        waiting = [code]
        while waiting:
            found += [one for one in waiting if self.exists(one, on)]
            waiting = [to.code for one in waiting if not self.exists(one, on) for to in step(one)]
        return tuple(dict.fromkeys(found))

    def apart(self, codes: Iterable[str], on: str | None = None) -> tuple[str, ...]:
        """The codes without those in whose place another one of them stands on a date, else at the last cut-off.

        >>> Register.national().apart(("350405", "350427"), "2018-12-31")  # 沙县, 沙县区 from 2021 on
        ('350427',)
        """
        given, day = tuple(codes), on or self.snapshots[-1]
        if len(given) < 2:
            return given
        return tuple(
            code for code in given if self.exists(code, day) or not set(self.standing(code, day)).intersection(given)
        )

    def find(self, name: str, within: str | None = None) -> tuple[Unit, ...]:
        """The units of a name, higher levels first: exact (金平区), short (金平), after what contains it (汕头金平区).

        Short names count only where no unit has exactly this name. ``within`` keeps what lies in that unit.

        >>> [unit.code for unit in Register.national().find("广东汕头金平区")]
        ['440511']
        """
        return self._found(plain_township(name.strip()), within or COUNTRY)

    def named_like(self, words: str) -> tuple[Unit, ...]:
        """The units whose name, now or once, holds these words, higher levels first.

        >>> [unit.code for unit in Register.national().named_like("石炮台")]
        ['440511001']
        """
        found = {unit.code: unit for rows in self._rows.values() for unit in rows if words in unit.name}
        return tuple(sorted(found.values(), key=_rank))

    def full_name(self, place: str | Unit) -> str:
        """A name that says where the unit is: from the prefecture down, or from the province where there is none.

        A code gives its latest name, a ``Unit`` (of ``history`` or ``children``) its own; an unknown code gives "".

        >>> [Register.national().full_name(code) for code in ("44", "440511001", "110101", "429004")]
        ['广东省', '汕头市金平区石炮台街道', '北京市东城区', '湖北省仙桃市']
        """
        unit = place if isinstance(place, Unit) else self.unit(place)
        if unit is None:
            return ""
        names = [unit.name]
        for above in self.ancestors(unit.code):
            if above.level == "central" or unit.level in ("province", "prefecture"):
                break
            names.append(above.name)
            if above.level == "prefecture":
                break
        return "".join(reversed(names))

    def names(self) -> Mapping[str, tuple[str, ...]]:
        """What provinces, prefectures and counties are called in a text → their codes, higher levels first.

        Full names, short ones (汕头, 金平), and full names after what contains them (汕头市金平区). Left out are those
        that mean something else as often (城区, 和平) and the names of the country, which are parts of other names.
        """
        return self._names

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        below: dict[str, list[str]] = {}
        for code in sorted(self._rows):
            if parent := self._rows[code][-1].parent:
                below.setdefault(parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in below.items()}

    @cached_property
    def _exact(self) -> Mapping[str, tuple[Unit, ...]]:
        named = _index((unit.name, unit) for rows in self._rows.values() for unit in rows)
        return {**named, **dict.fromkeys(COUNTRY_NAMES, self._rows[COUNTRY])}

    @cached_property
    def _short(self) -> Mapping[str, tuple[Unit, ...]]:
        return _index((short_name(unit.name), unit) for rows in self._rows.values() for unit in rows)

    def _found(self, name: str, within: str) -> tuple[Unit, ...]:
        for named in (self._exact, self._short):
            if units := tuple(unit for unit in named.get(name, ()) if _lies_in(unit.code, within)):
                return units
        found: dict[Unit, None] = {}
        for cut in range(2, len(name) - 1):
            heads = self._exact.get(name[:cut]) or self._short.get(name[:cut], ())
            for head in heads:
                if head.level != "township" and (narrower := _common(head.code, within)):
                    found |= dict.fromkeys(self._found(name[cut:], narrower))
        return tuple(sorted(found, key=_rank))

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        named: dict[str, set[str]] = {}
        for code, rows in self._rows.items():
            for unit in rows:
                if unit.level in ("province", "prefecture", "county"):
                    for name in self._names_in_text(unit):
                        named.setdefault(name, set()).add(code)
        return MappingProxyType({name: tuple(sorted(codes, key=_width)) for name, codes in sorted(named.items())})

    def _names_in_text(self, unit: Unit) -> set[str]:
        above = [place.name for place in self.ancestors(unit.code) if place.level != "central"]
        paths = ("".join(reversed(above[:count])) + unit.name for count in range(len(above) + 1))
        return {name for name in (*paths, short_name(unit.name)) if name and name not in UNSAFE_IN_TEXT}


def _parent(code: str, known: Mapping[str, object]) -> str:
    """The nearest unit whose digits this code continues."""
    return next((code[:width] for width in (9, 6, 4, 2) if width < len(code) and code[:width] in known), COUNTRY)


def _stated_units(stated: Iterable[Division], surveyed: Mapping[str, object]) -> dict[str, tuple[Unit, ...]]:
    rows = sorted({(short_code(d.code), d.valid_from or "", d.valid_to or "", d.name, d.level) for d in stated})
    rows = [row for row in rows if row[0] != COUNTRY]
    known = {**surveyed, **dict.fromkeys(code for code, *_ in rows)}
    units: dict[str, tuple[Unit, ...]] = {}
    for code, first, last, name, level in rows:
        unit = Unit(code, name, level, _parent(code, known), first or None, last or None, last or None)
        units[code] = (*units.get(code, ()), unit)
    return units


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _lies_in(code: str, within: str) -> bool:
    return within == COUNTRY or code.startswith(within)


def _common(one: str, other: str) -> str | None:
    """The narrower of two units of which one lies in the other, else ``None``."""
    return one if _lies_in(one, other) else other if _lies_in(other, one) else None


def _width(code: str) -> tuple[int, str]:
    """Sorts the country first, then provinces, prefectures, …"""
    return (0 if code == COUNTRY else len(code), code)


def _rank(unit: Unit) -> tuple[int, str]:
    return _width(unit.code)


def _index(named: Iterable[tuple[str | None, Unit]]) -> Mapping[str, tuple[Unit, ...]]:
    """Name → its units, the latest of each code, higher levels first."""
    found: dict[str, dict[str, Unit]] = {}
    for name, unit in named:
        if name:
            found.setdefault(name, {})[unit.code] = unit
    return {name: tuple(sorted(units.values(), key=_rank)) for name, units in found.items()}
