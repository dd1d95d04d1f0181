"""What pages show of the store's facts: rows of named questions, joined and given their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.evidence import key_of, papers, source, text
from graph.force import bases_gone
from graph.links import BasisGone, Paper, Source, Topic
from graph.questions import run
from graph.results import Row, Value
from graph.store import Store
from ontology import topics
from ontology.names import DATA, TOPICS
from ontology.records import LEVELS

Force = Literal["not_yet", "holds", "no_end", "ended", "unknown", "draft"]


@dataclass(frozen=True, slots=True)
class Bearer:
    """A body and its role in a duty or an issue."""

    iri: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class DutyFact:
    """A duty with all that is known of it. ``force`` says whether it holds on the date of the view."""

    iri: str
    quote: str
    bearers: tuple[Bearer, ...]
    topics: tuple[Topic, ...]
    basis: tuple[Paper, ...]
    since: str | None
    until: str | None
    precision: str | None
    deadline: str | None
    general: bool
    kind: str | None
    place: str | None
    source: Source
    rule: str
    confidence: float
    force: Force
    gone: tuple[BasisGone, ...] = ()

    @property
    def id(self) -> str:
        """The identifier in the page's address."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class IssueFact:
    """An issue found by an inspection. ``status`` is what ``claimant`` says of it, not what was verified."""

    iri: str
    quote: str
    ordinal: str | None
    raiser: str | None
    raised: str | None
    bearers: tuple[Bearer, ...]
    topics: tuple[Topic, ...]
    goal: str | None
    deadline: str | None
    status: str | None
    claimant: str | None
    source: Source

    @property
    def id(self) -> str:
        """The identifier in the page's address."""
        return self.iri.rpartition("/")[2]


def duties(store: Store, iris: Iterable[str], date: str) -> tuple[DutyFact, ...]:
    """The duties of ``iris`` in the order of their documents."""
    wanted = tuple(sorted(set(iris)))
    if not wanted:
        return ()
    rows = _first(run(store, "duties", duties=wanted).rows, "duty")
    bases = _grouped(run(store, "bases", facts=wanted).rows, "fact", "paper")
    known = papers(
        store, [*(str(row["document"]) for row in rows), *(paper for each in bases.values() for paper in each)]
    )
    bearers, fields = bearers_of(store, wanted), topics_of(store, wanted)
    gone = bases_gone(store, wanted, date)
    return tuple(
        DutyFact(
            iri=str(row["duty"]), quote=str(row["quote"]), bearers=bearers[str(row["duty"])],
            topics=fields[str(row["duty"])], basis=tuple(known[paper] for paper in bases.get(str(row["duty"]), ())),
            since=text(row["from"]), until=text(row["to"]), precision=text(row["precision"]),
            deadline=text(row["deadline"]), general=bool(row["general"]), kind=text(row["kind"]),
            place=text(row["place"]), source=source(row, known), rule=str(row["rule"] or ""),
            confidence=float(row["confidence"] or 0),
            force="draft" if key_of(row["stage"]) == "draft"
            else force(text(row["from"]) or text(row["issued"]), text(row["to"]), date),
            gone=gone[str(row["duty"])],
        )
        for row in rows
    )  # fmt: skip


def issues(store: Store, rows: Iterable[Row]) -> tuple[IssueFact, ...]:
    """The issues of ``rows`` (answers of the question "issues"), with who must put them right."""
    rows = _first(rows, "issue")
    if not rows:
        return ()
    wanted = tuple(str(row["issue"]) for row in rows)
    known = papers(store, (str(row["document"]) for row in rows))
    bearers, fields = bearers_of(store, wanted), topics_of(store, wanted)
    return tuple(
        IssueFact(
            iri=str(row["issue"]), quote=str(row["quote"]), ordinal=text(row["ordinal"]), raiser=text(row["raiser"]),
            raised=text(row["raised"]), bearers=bearers[str(row["issue"])], topics=fields[str(row["issue"])],
            goal=text(row["goal"]), deadline=text(row["deadline"]), status=text(row["status"]),
            claimant=text(row["claimant"]), source=source(row, known),
        )
        for row in rows
    )  # fmt: skip


def bearers_of(store: Store, facts: tuple[str, ...]) -> Mapping[str, tuple[Bearer, ...]]:
    """Who bears each of ``facts``."""
    found: dict[str, dict[tuple[str, str], Bearer]] = {fact: {} for fact in facts}
    for row in run(store, "bearers", facts=facts):
        one = Bearer(str(row["bearer"]), str(row["name"]), str(row["role"]))
        found[str(row["fact"])].setdefault((one.iri, one.role), one)
    return {fact: tuple(each.values()) for fact, each in found.items()}


def topics_of(store: Store, facts: tuple[str, ...]) -> Mapping[str, tuple[Topic, ...]]:
    """The topics of each of ``facts``."""
    found = _grouped(run(store, "topics", facts=facts).rows, "fact", "topic")
    return {fact: tuple(topic(iri) for iri in found.get(fact, ())) for fact in facts}


def topic(iri: str) -> Topic:
    """A topic with its names."""
    identifier = iri.removeprefix(TOPICS)
    known = topics.topics().get(identifier)
    return Topic(identifier, known.zh if known else identifier, known.en if known else identifier)


def force(begin: str | None, end: str | None, date: str) -> Force:
    """Whether something holds on ``date``; a missing end is "no end found", not "for ever".

    >>> force("2020-08-14", None, "2020-12-31"), force("2020-08-14", None, "2020-08-01")
    ('no_end', 'not_yet')
    """
    if begin is not None and date < begin:
        return "not_yet"
    if end is not None:
        return "holds" if date < end else "ended"
    return "unknown" if begin is None else "no_end"


def place_names(store: Store, iris: Iterable[Value]) -> Mapping[str, str]:
    """Unit IRI → name, for the units that the store describes; the code for others."""
    wanted = sorted({str(iri) for iri in iris if iri})
    names = {iri: iri.removeprefix(f"{DATA}unit/") for iri in wanted}
    if wanted:
        names |= {str(row["unit"]): str(row["name"]) for row in run(store, "units", units=wanted)}
    return names


def _first(rows: Iterable[Row], key: str) -> list[Row]:
    """One row a thing: several values of one property do not show a thing twice."""
    found: dict[Value, Row] = {}
    for row in rows:
        found.setdefault(row[key], row)
    return list(found.values())


def _grouped(rows: Iterable[Row], key: str, value: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[str(row[key])].append(str(row[value]))
    return {one: tuple(values) for one, values in found.items()}


def merged(rows: Iterable[Row]) -> Row:
    """One row of several: the first value of each column that has one."""
    found: Row = {}
    for row in rows:
        found.update({key: value for key, value in row.items() if found.get(key) is None})
    return found


def level_rank(level: object) -> int:
    """The place of a level (a concept's IRI) from the highest down; after all of them for none."""
    key = str(level).rpartition("/")[2]
    return LEVELS.index(key) if key in LEVELS else len(LEVELS)
