"""Gaps: topics without a responsible body at a level of a place, in four values that must not be confused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast

from graph.chain import absent_levels
from graph.links import Topic
from graph.questions import run
from graph.reach import check, units_around
from graph.results import Row
from graph.store import Store
from ontology import topics
from ontology.errors import ZelianError, message
from ontology.names import TOPICS, code_iri, topic_iri
from ontology.records import LEVELS, Level

State = Literal["specific", "general-only", "none", "too-few-documents"]
MECHANISMS: Final = ("mech", "env-insp")
"""Topics on how responsibility is enforced: no field of work that could lack a body."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic at a level: ``general-only`` when nothing but a catch-all clause or a broader topic covers it, ``none``
    when the documents give bodies of the level duties but not this one, ``too-few-documents`` when they give none at
    all, so that nothing follows. ``zh`` and ``en`` name the kind of document that would fill it.
    """

    topic: Topic
    level: Level
    state: State
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of a place on a day, by topic and from the highest level down. ``covered`` counts topics with a duty of
    their own at a level, ``asked`` all pairs of topic and level that were looked at.
    """

    place: str
    date: str
    gaps: tuple[Gap, ...]
    covered: int
    asked: int


def gaps(store: Store, place: str, date: str, *, topic: str | None = None, level: Level | None = None) -> Gaps:
    """The gaps at ``place`` (code) on ``date`` among ``topic`` and what is narrower, at ``level``; without these, all.

    Only bodies that lead or are responsible count; who helps or supervises does not fill a gap. Raises E304, E305 or
    E306 for a topic, place or date that is none.
    """
    check(place, date)
    wanted = _wanted(topic)
    levels = [each for each in LEVELS if level in (None, each) and each not in absent_levels(place)]
    units = units_around(store, place)
    states = {each: _states(store, units, each, date) for each in levels}
    found = [(identifier, each, states[each][identifier]) for identifier in wanted for each in levels]
    return Gaps(
        place,
        date,
        tuple(_gap(*one) for one in found if one[2] != "specific"),
        sum(state == "specific" for _, _, state in found),
        len(found),
    )


def _wanted(topic: str | None) -> list[str]:
    if topic and topic not in topics.topics():
        raise ZelianError("E304", topic=topic)
    below = topics.subtree(topic) if topic else tuple(topics.topics())
    return [each for each in below if topic or not {each, *topics.ancestors(each)}.intersection(MECHANISMS)]


def _states(store: Store, units: Iterable[str], level: Level, date: str) -> Mapping[str, State]:
    """Each topic's state at a level: a narrower topic's own duty covers it, a broader topic's is a general clause."""
    every = tuple(topics.topics())
    rows = run(
        store, "cq18-coverage", units=units, level=code_iri("level", level), topics=map(topic_iri, every), date=date
    )
    filed = {str(row["topic"]).removeprefix(TOPICS): row for row in rows}
    return {each: _state(each, filed) for each in every}


def _state(topic: str, filed: Mapping[str, Row]) -> State:
    if any(filed[each]["specific"] for each in topics.subtree(topic)):
        return "specific"
    around = (*topics.subtree(topic), *topics.ancestors(topic))
    if any(filed[each]["general"] or filed[each]["specific"] for each in around):
        return "general-only"
    return cast(State, filed[topic]["state"])


def _gap(topic: str, level: Level, state: State) -> Gap:
    known, code = topics.topics()[topic], f"E31{LEVELS.index(level) + 1}"
    return Gap(Topic(topic, known.zh, known.en), level, state, message(code, "zh"), message(code, "en"))
