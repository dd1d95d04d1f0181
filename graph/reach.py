"""Which bodies can bear a duty that concerns a place: place first, since that is what narrows a search most."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.draft import level_of
from graph.groups import KINDS, is_of_kind
from graph.questions import run
from graph.results import Row, Value
from graph.store import Store
from ontology.dates import precision
from ontology.divisions import COUNTRY, Register
from ontology.errors import ZelianError
from ontology.names import unit_iri

_CODE: Final = re.compile(r"100000|\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")


@dataclass(frozen=True, slots=True)
class Reach:
    """``units``: IRIs of the place, of all that contain it and of all in it. ``bodies``: what a duty names → the bodies
    that bear it here, each with the group through which it does (None when the duty names the body itself).
    """

    units: tuple[str, ...]
    bodies: Mapping[str, tuple[tuple[str, str | None], ...]]


def reach(store: Store, place: str, date: str) -> Reach:
    """The bodies whose jurisdiction contains the place, is the place or lies in it, as they are on ``date``.

    A group of bodies counts through its members; where the register has none (communities), through its scope.
    """
    units = units_around(store, place)
    found = bodies_at(store, units, date)
    for row in run(store, "open-groups", units=units):
        if _has_members_at(row, place):
            found[str(row["body"])].add((str(row["body"]), None))
    return Reach(units, {named: tuple(sorted(bodies, key=str)) for named, bodies in sorted(found.items())})


def bodies_at(store: Store, units: Iterable[str], date: str) -> dict[str, set[tuple[str, str | None]]]:
    """The bodies of ``units`` (IRIs) that exist on ``date``, by what a duty names, as in `Reach`: by themselves and by
    the groups that have them as members.
    """
    found: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for row in run(store, "bodies-in", units=units):
        if exists(row["from"], row["to"], date):
            found[str(row["body"])].add((str(row["body"]), None))
    for row in run(store, "members", members=tuple(found)):
        found[str(row["group"])].add((str(row["member"]), str(row["group"])))
    return found


def check(place: str, date: str) -> None:
    """Raise E305 for what is no code of a unit, E306 for what is no day (YYYY-MM-DD)."""
    if not _CODE.fullmatch(place):
        raise ZelianError("E305", place=place)
    if precision(date) != "day":
        raise ZelianError("E306", date=date)


def units_around(store: Store, place: str) -> tuple[str, ...]:
    """The IRIs of a place, of what contains it and of what lies in it."""
    return tuple(sorted({*map(unit_iri, containing(place)), *units_inside(store, place)}))


def units_inside(store: Store, place: str) -> tuple[str, ...]:
    """The IRIs of a place and of what lies in it."""
    inside = run(store, "units-in", place=unit_iri(place)).column("unit")
    return tuple(sorted({unit_iri(place), *map(str, inside)}))


def containing(place: str) -> tuple[str, ...]:
    """The codes of the country, the units that contain a place, and the place, from the top.

    >>> containing("440511001")
    ('100000', '44', '4405', '440511', '440511001')
    """
    if place == COUNTRY:
        return (COUNTRY,)
    return (COUNTRY, *(place[:width] for width in (2, 4, 6, 9, 12) if width <= len(place)))


def exists(begin: Value, end: Value, date: str) -> bool:
    """Whether something holds on a day that has a first day and a day from which it no longer holds, as far as known.

    >>> exists("2019-10-31", None, "2020-12-31"), exists(None, "2019-10-31", "2019-10-31")
    (True, False)
    """
    return (begin is None or str(begin) <= date) and (end is None or date < str(end))


def _has_members_at(group: Row, place: str) -> bool:
    """Whether a group whose members are not in the store can have one at a place: a town is none of 各街道."""
    kind = str(group["kind"] or "").rpartition("/")[2]
    if kind not in KINDS:
        return True
    level, _ = KINDS[kind]
    units = (Register.national().unit(code) for code in containing(place) if level_of(code) == level)
    return all(unit is None or is_of_kind(unit, kind) for unit in units)
