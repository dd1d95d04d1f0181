"""The parts of a chain of responsibility."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ontology.records import Level, Role

Match = Literal["exact", "narrower", "broader"]
Ground = Literal["stated", "document", "unknown"]
"""Why a duty counts as in force: the text says since when, only the date of its document is known, or neither."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic concept; ``match`` is its place relative to the topic asked for."""

    id: str
    zh: str
    en: str
    match: Match = "exact"


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative unit."""

    code: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class Paper:
    """A document; ``title``, ``number`` and ``issued`` are None for one that is cited and not in the store as such."""

    iri: str
    title: str | None = None
    number: str | None = None
    issued: str | None = None
    precision: str | None = None
    held: bool = True
    file: str | None = None

    @property
    def called(self) -> str:
        """What to call it: by its number, else its title, else the file that it was read from."""
        return self.number or self.title or self.file or self.iri


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence stands: code points ``start`` to ``end`` of the document's text, its page where it has pages."""

    paper: Paper
    eid: str | None
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class BasisGone:
    """A basis that ended: since ``until`` (the first day without it), by ``act``, or by itself where its term ran out.

    ``ground`` is a key of the grounds of an end, ``quote`` and ``source`` the sentence that ends it.
    """

    basis: Paper
    act: Paper
    until: str
    ground: str
    quote: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class Plate:
    """A further name (牌子) that a body bears on the date."""

    iri: str
    name: str
    kind: str
    since: str | None
    until: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class Same:
    """An institution that is one body with another by judgements: ``why`` has their reasons, ``by`` who made them."""

    iri: str
    name: str
    why: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A body that bears a duty. ``inferred``: it is known as a member of a group only, by the register of units."""

    iri: str
    name: str
    level: Level | None
    kind: str | None
    place: Place | None
    inferred: bool = False
    plates: tuple[Plate, ...] = ()
    same: tuple[Same, ...] = ()

    @property
    def cluster(self) -> tuple[str, str]:
        """Sorts what is one body together: the first name among those of its cluster, and its IRI."""
        return min([(self.name, self.iri), *((each.name, each.iri) for each in self.same)])


@dataclass(frozen=True, slots=True)
class Passing:
    """A change by which ``before`` became ``after`` or its duty went over to it; ``after`` None: nobody is told.

    ``dated`` is false when the text names no day, so that ``date`` is the day of its document.
    """

    change: str
    kind: str
    before: Body
    after: Body | None
    date: str | None
    precision: str | None
    dated: bool
    quote: str
    source: Source
    basis: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One duty of one body in one role, with its sentence.

    ``via`` is the class of bodies (各街道…) that the sentence names when it does not name ``bearer`` itself. ``since``
    and ``until`` are as the sentence or its basis states them, at the ``precision`` "day", "month" or "year"; ``until``
    None means that no end was found. ``general`` marks a catch-all clause or a duty on a broader topic only. ``path``
    leads from the body that the sentence names to ``bearer``, which has the duty on the date by name or by transfer.
    ``gone`` are the bases that ended by the date: a mark, the duty goes on.
    """

    duty: str
    quote: str
    bearer: Body
    role: Role
    via: Body | None
    topics: tuple[Topic, ...]
    match: Match
    general: bool
    kind: str | None
    basis: tuple[Paper, ...]
    since: str | None
    until: str | None
    precision: str | None
    ground: Ground
    source: Source
    rule: str
    confidence: float
    path: tuple[Passing, ...] = ()
    gone: tuple[BasisGone, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A level without a duty: nothing was found in the documents searched, and what kind of document would fill it."""

    level: Level
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Step:
    """A level of the chain: its entries, or the break."""

    level: Level
    entries: tuple[Entry, ...]
    gap: Break | None


@dataclass(frozen=True, slots=True)
class Answerable:
    """A body that must put an issue right, and its role in that."""

    body: Body
    role: Role


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue found by an inspection that concerns the topic and the place. ``status`` is what ``claimed_by`` says."""

    iri: str
    quote: str
    topics: tuple[Topic, ...]
    raised_by: str | None
    raised_on: str | None
    answerable: tuple[Answerable, ...]
    goal: str | None
    deadline: str | None
    status: str | None
    claimed_by: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Chain:
    """Who is responsible for a topic at a place on a date, from the centre down to the grid.

    ``steps`` holds every level in order. ``papers`` are the documents of the store that were searched: a break says
    that they hold nothing, not that there is nothing. ``uncertain`` counts duties left out for low confidence.
    ``instead`` is None for a place that exists on the date, else the units that stand there then, as far as known.
    """

    topic: Topic
    place: Place
    date: str
    steps: tuple[Step, ...]
    issues: tuple[Finding, ...]
    basis: tuple[Paper, ...]
    papers: tuple[Paper, ...]
    uncertain: int
    instead: tuple[Place, ...] | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries from the highest level to the lowest."""
        return tuple(entry for step in self.steps for entry in step.entries)

    @property
    def breaks(self) -> tuple[Break, ...]:
        """The levels at which nothing was found."""
        return tuple(step.gap for step in self.steps if step.gap)
