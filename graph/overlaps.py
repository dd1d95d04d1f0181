"""Overlaps: two bodies that lead, or answer alone, for one topic in one area on one day, with both sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from graph.evidence import papers, places, source
from graph.links import Place, Source, Topic
from graph.questions import run
from graph.reach import check, units_around
from graph.results import Row
from graph.store import Store
from ontology import topics
from ontology.names import TOPICS
from ontology.records import Role


@dataclass(frozen=True, slots=True)
class Side:
    """One body and the sentence by which it leads or answers alone. ``via``: the class of bodies that the sentence
    names, of which the body is a member by inference.
    """

    body: str
    name: str
    role: Role
    via: str | None
    duty: str
    quote: str
    since: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two bodies for one topic in one area; ``certain`` when both sentences name their body itself and say it leads."""

    topic: Topic
    area: Place
    first: Side
    second: Side

    @property
    def certain(self) -> bool:
        """Whether both lead in so many words."""
        return all(side.role == "lead" and side.via is None for side in (self.first, self.second))


def overlaps(store: Store, place: str, date: str) -> tuple[Overlap, ...]:
    """The overlaps at ``place`` (code), in what contains it and what lies in it, on ``date``; the certain ones first.

    Bodies of different areas never overlap, nor does an office with the body that it is part of. Raises E305 or E306
    for a place or date that is none.
    """
    check(place, date)
    rows = run(store, "cq21-overlaps", units=units_around(store, place), date=date).rows
    told = _told(store, {str(row[key]) for row in rows for key in ("firstDuty", "secondDuty")})
    areas = places(store, {str(row["area"]) for row in rows})
    sides = _sources(store, told)
    found = [
        Overlap(
            _topic(str(row["topic"])),
            areas[str(row["area"])],
            _side(row, "first", told, sides),
            _side(row, "second", told, sides),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: not one.certain))


def _told(store: Store, duties: Iterable[str]) -> dict[str, Row]:
    wanted = sorted(duties)
    return {str(row["duty"]): row for row in run(store, "duties", duties=wanted)} if wanted else {}


def _sources(store: Store, told: Mapping[str, Row]) -> dict[str, Source]:
    known = papers(store, {str(row["document"]) for row in told.values()})
    return {duty: source(row, known) for duty, row in told.items()}


def _side(row: Row, which: str, told: Mapping[str, Row], sources: Mapping[str, Source]) -> Side:
    duty = str(row[f"{which}Duty"])
    begin = told[duty]["from"] or told[duty]["issued"]
    via = row[f"{which}Via"]
    return Side(
        body=str(row[which]),
        name=str(row[f"{which}Name"]),
        role=cast(Role, row[f"{which}Role"]),
        via=None if via is None else str(via),
        duty=duty,
        quote=str(told[duty]["quote"]),
        since=None if begin is None else str(begin),
        source=sources[duty],
    )


def _topic(iri: str) -> Topic:
    known = topics.topics()[iri.removeprefix(TOPICS)]
    return Topic(known.id, known.zh, known.en)
