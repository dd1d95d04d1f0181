"""What stands at a place on a day: the duties and nameplates of the bodies of the place and of what lies in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.changes import ChangeFact
from graph.evidence import bodies, key_of, papers, source
from graph.holding import holders
from graph.links import Body, Paper, Plate, Source
from graph.moves import begin_of, borne
from graph.questions import run
from graph.reach import bodies_at, exists, units_inside
from graph.results import Row
from graph.store import Store
from graph.succession import Path, onward
from ontology.records import Role


@dataclass(frozen=True, slots=True)
class Held:
    """A duty in the hands of ``body`` on the day, which came to it from the body of its sentence by ``path``."""

    duty: str
    quote: str
    body: Body
    role: Role
    general: bool
    source: Source
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """``held`` by body and document; ``plates`` by host (IRI); ``bodies`` by IRI; ``papers`` that state the duties."""

    place: str
    date: str
    held: tuple[Held, ...]
    plates: tuple[tuple[Body, Plate], ...]
    papers: tuple[Paper, ...]


def standing(store: Store, place: str, date: str) -> Standing:
    """What the bodies of ``place`` (code) and of the units in it have on ``date`` (YYYY-MM-DD).

    A duty stands from its own first day, else from the day of its document, to the day of its end where one is known.
    """
    named = _bodies_of(store, place, date)
    stated = _duties_of(store, named, date)
    rows = {str(row["duty"]): row for row in _in_force(store, {duty for duty, _, _ in stated}, date)}
    topics: dict[str, set[str]] = defaultdict(set)
    for row in run(store, "topics", facts=sorted(rows)) if rows else ():
        topics[str(row["fact"])].add(str(row["topic"]))
    changes = onward(store, {body for _, _, pairs in stated for body, _ in pairs}, date)
    found = [
        (row, role, after, path)
        for duty, role, pairs in stated
        if duty in rows
        for row in (rows[duty],)
        for body, _ in pairs
        for after, path in _holders(row, body, topics[duty], changes, date)
    ]
    known = bodies(store, {*(after for *_, after, _ in found), *named.bodies}, date)
    sources = papers(store, {str(row["document"]) for row, *_ in found})
    held = {
        (str(row["duty"]), after, role): Held(
            str(row["duty"]), str(row["quote"]), known[after], role,
            row["general"] is True, source(row, sources), path)
        for row, role, after, path in found
    }  # fmt: skip
    plates = tuple((body, plate) for body in known.values() for plate in body.plates)
    return Standing(place, date, tuple(sorted(held.values(), key=_order)), plates, tuple(sources.values()))


@dataclass(frozen=True, slots=True)
class _Named:
    """``bodies`` of the place; ``of`` leads from what a duty names, a body or a group, to them."""

    bodies: frozenset[str]
    of: Mapping[str, set[tuple[str, str | None]]]


def _bodies_of(store: Store, place: str, date: str) -> _Named:
    units = units_inside(store, place)
    of = bodies_at(store, units, date)
    own = frozenset(body for pairs in of.values() for body, _ in pairs)
    for row in run(store, "open-groups", units=units):
        of[str(row["body"])].add((str(row["body"]), None))
    return _Named(own, of)


def _duties_of(store: Store, named: _Named, date: str) -> list[tuple[str, Role, set[tuple[str, str | None]]]]:
    rows = run(store, "duties-of", bearers=sorted(named.of), date=date) if named.of else ()
    return [(str(row["duty"]), row["role"], named.of[str(row["bearer"])]) for row in rows]  # type: ignore[misc]


def _in_force(store: Store, duties: set[str], date: str) -> list[Row]:
    """The duties that began by the date; which of them ended, their holders tell."""
    rows = run(store, "duties", duties=sorted(duties)) if duties else ()
    return [row for row in rows if exists(begin_of(row), None, date) and key_of(row["stage"]) != "draft"]


def _holders(
    row: Row, body: str, topics: set[str], changes: Mapping[str, list[ChangeFact]], date: str
) -> list[tuple[str, Path]]:
    paths = holders(borne(row, body, topics), changes, date)
    if not paths:
        return [(body, ())] if exists(None, row["to"], date) else []
    return [(path[-1].after, path) for path in paths if path[-1].after]


def _order(held: Held) -> tuple[str, str, str, int, str]:
    return held.body.level or "", held.body.name, held.source.paper.iri, held.source.start, held.role
