"""The chain of responsibility of a topic at a place on a date, put together step by step, place first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from graph.evidence import bodies, key_of, papers, place_of, places, source, text
from graph.force import bases_gone
from graph.handover import Handover, carried_on, handover
from graph.links import (
    Answerable,
    BasisGone,
    Body,
    Break,
    Chain,
    Entry,
    Finding,
    Ground,
    Match,
    Paper,
    Place,
    Plate,
    Source,
    Step,
    Topic,
)
from graph.questions import run
from graph.reach import Reach, check, containing, exists, reach
from graph.results import Row, Value
from graph.store import Store
from ontology import topics
from ontology.divisions import Register
from ontology.errors import ZelianError, message
from ontology.names import topic_iri, unit_iri
from ontology.records import LEVELS, ROLES, Level, Role

__all__ = [
    "Answerable",
    "BasisGone",
    "Body",
    "Break",
    "Chain",
    "Entry",
    "Finding",
    "Ground",
    "Match",
    "Paper",
    "Place",
    "Plate",
    "Source",
    "Step",
    "Topic",
    "trace",
]

_MATCHES: Final[tuple[Match, ...]] = ("exact", "narrower", "broader")


def trace(store: Store, topic: str, place: str, date: str, *, least_confidence: float = 0.5) -> Chain:
    """The chain of ``topic`` (identifier, label or term) at ``place`` (code) on ``date`` (YYYY-MM-DD).

    A duty belongs to it when its topic is the one asked for, a narrower or a broader one, when a body bears it whose
    jurisdiction contains the place, is the place or lies in it, and when it is in force: it began by that date (by its
    own words, else by the date of its document) and no end is known by then. Duties read with less confidence than
    ``least_confidence`` are left out and counted. Raises E304, E305 or E306 for a topic, place or date that is none.
    """
    asked = _checked(topic, place, date)
    matches = _matches(asked)
    reached = reach(store, place, date)
    duties = _duties(store, matches, reached, date)
    sure = [row for row in duties if float(row["confidence"] or 0) >= least_confidence]
    issues = [
        row
        for row in run(store, "issues-on", topics=tuple(matches), units=reached.units)
        if exists(row["raised"] or row["issued"], None, date)
    ]
    behind = _behind(store, sure, issues, reached, date)
    entries = [entry for row in sure for entry in _entries(row, matches, reached, behind)]
    searched = run(store, "papers-in", units=reached.units).column("paper")
    read = papers(store, {*map(str, searched), *(str(row["document"]) for row in (*sure, *issues))})
    return Chain(
        topic=asked,
        place=places(store, [unit_iri(place)])[unit_iri(place)],
        date=date,
        steps=_steps(entries, place),
        issues=tuple(_finding(row, matches, behind) for row in issues),
        basis=tuple(sorted({paper for entry in entries for paper in entry.basis}, key=lambda paper: paper.iri)),
        papers=tuple(sorted(read.values(), key=lambda paper: (paper.issued or "", paper.iri))),
        uncertain=len(duties) - len(sure),
        instead=_instead(store, place, date),
    )


@dataclass(frozen=True, slots=True)
class _Behind:
    """What stands behind the facts of a chain, by IRI."""

    bodies: Mapping[str, Body]
    papers: Mapping[str, Paper]
    bearers: Mapping[str, Sequence[Row]]
    bases: Mapping[str, Sequence[Row]]
    topics: Mapping[str, Sequence[Row]]
    handover: Handover
    gone: Mapping[str, tuple[BasisGone, ...]]


def _checked(topic: str, place: str, date: str) -> Topic:
    found = topics.find(topic)
    if found is None:
        raise ZelianError("E304", topic=topic)
    check(place, date)
    return Topic(found.id, found.zh, found.en)


def _matches(asked: Topic) -> dict[str, Topic]:
    """The topics that count, by IRI."""
    found = dict.fromkeys(topics.subtree(asked.id), "narrower")
    found |= dict.fromkeys(topics.ancestors(asked.id), "broader")
    found[asked.id] = "exact"
    known = topics.topics()
    return {
        topic_iri(identifier): Topic(identifier, known[identifier].zh, known[identifier].en, cast(Match, match))
        for identifier, match in found.items()
    }


def _duties(store: Store, matches: Mapping[str, Topic], reached: Reach, date: str) -> list[Row]:
    """The duties on these topics that bodies in reach bear, as far as they are in force and cover the place."""
    found = run(store, "duties-on", bearers=tuple(reached.bodies), topics=tuple(matches))
    rows = [
        row
        for row in run(store, "duties", duties=sorted({str(row["duty"]) for row in found}))
        if (row["place"] is None or row["place"] in reached.units)
        and exists(row["from"] or row["issued"], None, date)
        and key_of(row["stage"]) != "draft"
    ]
    ended = {str(row["duty"]) for row in rows if not exists(None, row["to"], date)}
    gone = ended - carried_on(store, ended)
    return [row for row in rows if str(row["duty"]) not in gone]


def _behind(store: Store, duties: Sequence[Row], issues: Sequence[Row], reached: Reach, date: str) -> _Behind:
    facts = [*(str(row["duty"]) for row in duties), *(str(row["issue"]) for row in issues)]
    bearers = _grouped(store, "bearers", facts)
    bases = _grouped(store, "bases", facts)
    fields = _grouped(store, "topics", facts)
    handed = handover(store, duties, bearers, fields, reached, date)
    named = {str(row["bearer"]) for rows in bearers.values() for row in rows}
    through = {iri for name in named for pair in reached.bodies.get(name, ()) for iri in pair if iri}
    cited = {str(row["paper"]) for rows in bases.values() for row in rows}
    stated = {str(row["document"]) for row in (*duties, *issues)}
    return _Behind(
        bodies={**handed.bodies, **bodies(store, named | through, date)},
        papers=papers(store, cited | stated),
        bearers=bearers,
        bases=bases,
        topics=fields,
        handover=handed,
        gone=bases_gone(store, (str(row["duty"]) for row in duties), date),
    )


def _grouped(store: Store, name: str, facts: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {fact: [] for fact in facts}
    for row in run(store, name, facts=facts):
        found[str(row["fact"])].append(row)
    return found


def _entries(row: Row, matches: Mapping[str, Topic], reached: Reach, behind: _Behind) -> list[Entry]:
    """One entry for each body in reach and each of its roles."""
    duty = str(row["duty"])
    on = _topics(duty, matches, behind)
    match = min((topic.match for topic in on), key=_MATCHES.index)
    return [
        Entry(
            duty=duty,
            quote=str(row["quote"]),
            bearer=behind.bodies[holder],
            role=cast(Role, bearer["role"]),
            via=behind.bodies[group] if group else None,
            topics=on,
            match=match,
            general=row["general"] is True or match == "broader",
            kind=key_of(row["kind"]),
            basis=tuple(behind.papers[str(base["paper"])] for base in behind.bases[duty]),
            since=text(row["from"]),
            until=None if path else text(row["to"]),
            precision=text(row["precision"]),
            ground=_ground(row["from"], row["issued"]),
            source=source(row, behind.papers),
            rule=str(row["rule"] or ""),
            confidence=float(row["confidence"] or 0),
            path=path,
            gone=behind.gone[duty],
        )
        for bearer in behind.bearers[duty]
        for body, group in reached.bodies.get(str(bearer["bearer"]), ())
        for holder, path in behind.handover.holders(duty, body, group)
    ]


def _topics(fact: str, matches: Mapping[str, Topic], behind: _Behind) -> tuple[Topic, ...]:
    return tuple(matches[iri] for row in behind.topics[fact] if (iri := str(row["topic"])) in matches)


def _ground(begin: Value, issued: Value) -> Ground:
    return "stated" if begin else "document" if issued else "unknown"


def _finding(row: Row, matches: Mapping[str, Topic], behind: _Behind) -> Finding:
    issue = str(row["issue"])
    return Finding(
        iri=issue,
        quote=str(row["quote"]),
        topics=_topics(issue, matches, behind),
        raised_by=text(row["raiser"]),
        raised_on=text(row["raised"]),
        answerable=tuple(
            Answerable(behind.bodies[str(bearer["bearer"])], cast(Role, bearer["role"]))
            for bearer in behind.bearers[issue]
        ),
        goal=text(row["goal"]),
        deadline=text(row["deadline"]),
        status=key_of(row["status"]),
        claimed_by=text(row["claimant"]),
        source=source(row, behind.papers),
    )


def _instead(store: Store, place: str, date: str) -> tuple[Place, ...] | None:
    """None for a place that exists on the date, else the units that stand there then, by the national register."""
    register = Register.national()
    rows = run(store, "units", units=[unit_iri(place)])
    if any(exists(row["from"], row["to"], date) for row in rows) or register.exists(place, date):
        return None
    return tuple(map(place_of, register.standing(place, date))) if rows or register.history(place) else None


def _steps(entries: Sequence[Entry], place: str) -> tuple[Step, ...]:
    """The entries by level; a level without any is a break, unless the place has no such level (city districts)."""
    absent = absent_levels(place)
    steps = []
    for number, level in enumerate(LEVELS, start=1):
        here = tuple(sorted((entry for entry in entries if entry.bearer.level == level), key=_order))
        gap = None
        if not here and level not in absent:
            gap = Break(level, message(f"E31{number}", "zh"), message(f"E31{number}", "en"))
        steps.append(Step(level, here, gap))
    return tuple(steps)


def absent_levels(place: str) -> frozenset[Level]:
    """The levels that a place does not have: a district of a city under the centre has no prefecture."""
    return frozenset(place_of(code).level for code in containing(place) if not _is_unit(code))


def _is_unit(code: str) -> bool:
    register = Register.national()
    return register.unit(code) is not None or register.unit(code[:2]) is None


def _order(entry: Entry) -> tuple[int, int, tuple[str, str], str, int]:
    paper = entry.source.paper.iri
    return ROLES.index(entry.role), _MATCHES.index(entry.match), entry.bearer.cluster, paper, entry.source.start
