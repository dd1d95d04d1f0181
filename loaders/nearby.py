"""Which unit the name of a place means in a document: the one nearby, on its date; several where that does not tell."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.find.patterns import patterns
from ontology.divisions import COUNTRY, Register

_RE = patterns("places")
_LONGEST_PLACE = 24


class Nearby:
    """The places that a document can name. ``place`` is the code of its own area, ``on`` its date.

    A name means the unit of that name which contains the document's area, is it or lies in it, else the one in the same
    prefecture. A unit and the one that replaced it are one place: the one of the date is meant.
    """

    def __init__(self, register: Register, place: str | None, on: str | None = None) -> None:
        self._register, self._place, self._on = register, place, on
        self._townships = self._own_townships()

    def first(self, name: str) -> tuple[tuple[str, ...], int]:
        """The units that the longest place name at the beginning of ``name`` can mean, and the length of that name.

        One unit is meant; several are a full name that the document does not tell apart; none is no name of a place, or
        a short one (和平, 城关) that can as well be another word.

        >>> near = Nearby(Register.national(), "3201")
        >>> near.first("鼓楼区教育局"), near.first("教育局")
        ((('320106',), 3), ((), 0))
        >>> Nearby(Register.national(), "32").first("鼓楼区教育局")
        (('320106', '320302'), 3)
        """
        names = self._register.names()
        elsewhere, length = self._township(name)
        for size in range(min(len(name), _LONGEST_PLACE), max(length, 2) - 1, -1):
            codes = self._townships.get(name[:size]) or names.get(name[:size])
            if codes:
                return self._meant(name[:size], codes), size
        return elsewhere, length

    def _own_townships(self) -> dict[str, tuple[str, ...]]:
        """Full names of the townships of the document's own county."""
        county = self._register.unit(self._place[:6]) if self._place else None
        found: dict[str, tuple[str, ...]] = {}
        for unit in self._register.children(county.code) if county and county.level == "county" else ():
            if unit.level == "township" and unit.kind != "other" and len(unit.name) > 2:
                found[unit.name] = (*found.get(unit.name, ()), unit.code)
        return found

    def _township(self, name: str) -> tuple[tuple[str, ...], int]:
        """A street or town of another county in the same prefecture, by its full name."""
        named = _RE["township"].match(name)
        if not (named and self._place and self._place != COUNTRY):
            return (), 0
        within = self._place[:4]
        codes = [unit.code for unit in self._register.find(named[0], within) if unit.name == named[0]]
        codes = [code for code in codes if len(code) == 9]
        return (self._meant(named[0], codes), len(named[0])) if codes else ((), 0)

    def _meant(self, word: str, codes: Sequence[str]) -> tuple[str, ...]:
        units = self._register.apart(codes, self._on)
        near = self._near(units) if len(units) > 1 else list(units)
        if len(near) == 1:
            return tuple(near)
        full = any(word.endswith(unit.name) for code in units for unit in self._register.history(code))
        return tuple(near) or units if full else ()

    def _near(self, codes: Sequence[str]) -> list[str]:
        """Those in the document's own area, else those in its prefecture."""
        place = self._place
        if place is None:
            return []
        inside = [code for code in codes if code.startswith(place) or place.startswith(code)]
        return inside or [code for code in codes if code[:4] == place[:4]]
