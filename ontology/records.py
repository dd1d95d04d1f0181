"""The record: what a loader says about one file. Facts carry the words that state them and where those stand.

Offsets are Unicode code points of the text as its reader gives it; ``text[start:end] == quote`` holds for every fact.
Dates are ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, as precise as the document is. Place codes follow GB/T 2260
(2, 4, 6 or 9 digits: province, prefecture, county, township); ``100000`` is the whole country.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ontology.tables import TableRead

Role = Literal["lead", "responsible", "cooperate", "supervise"]
Level = Literal["central", "province", "prefecture", "county", "township", "community", "grid"]
Severity = Literal["error", "warning", "notice"]

Stage = Literal["draft", "trial"]
Track = Literal["party", "state", "joint"]
Relation = Literal[
    "based_on", "implements", "responds_to", "forwards", "attaches", "quotes", "amends", "repeals", "voids", "cites"
]

LEVELS: tuple[Level, ...] = ("central", "province", "prefecture", "county", "township", "community", "grid")
ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperate", "supervise")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an institution is named."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Who bears a duty or must put an issue right: ``name`` is resolved, ``mention`` is what stands in the text.

    ``group`` is true for a class of bodies (各街道综合行政执法办公室). ``place`` is the code of its jurisdiction, or
    of the area in which a group's members lie. The institution of the same ``name`` and ``place`` describes it.
    """

    name: str
    mention: str
    role: Role = "responsible"
    group: bool = False
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The document itself, by GB/T 9704 where it follows it.

    ``date`` is when it was made (成文), ``printed`` when it was printed (印发), ``effective`` its first day in force
    and ``expires`` the day from which it no longer holds, both by its own words. ``stage`` is "draft" (征求意见稿: no
    effect) or "trial" (试行: no end), ``track`` "party", "state" or "joint".
    """

    title: str | None = None
    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    addressee: str | None = None
    date: str | None = None
    place: str | None = None
    attachments: tuple[str, ...] = ()
    printed: str | None = None
    effective: str | None = None
    expires: str | None = None
    stage: Stage | None = None
    track: Track | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A standing or assigned responsibility. ``topics`` are Chinese labels of topic concepts (``ontology/topics.ttl``).

    ``basis`` lists documents by number, else by title. ``general`` marks a catch-all clause. ``kind`` is the kind of
    responsibility where the text names it (主体, 监管, 领导, 属地). ``place`` is the area that the duty covers.
    """

    quote: str
    start: int
    end: int
    holders: tuple[Holder, ...]
    eid: str | None = None
    topics: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    valid_from: str | None = None
    deadline: str | None = None
    general: bool = False
    kind: str | None = None
    place: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document that this one names, or an article of it: ``article`` as written, ``eid`` as an identifier.

    ``date`` is the day that the text gives for its repeal.
    """

    title: str | None
    number: str | None
    start: int
    end: int
    article: str | None = None
    relation: Relation = "cites"
    date: str | None = None
    eid: str | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """A body, a post or a class of bodies that the document speaks of.

    ``kind`` is a key of the institution kinds (``ontology/codes.ttl``). For a group, ``place`` is the area in which the
    members lie, ``unit`` the kind of unit that each member belongs to ("street", "town", "township", "community",
    "village", "county", ...) and ``office`` the office in each unit ("" when the unit's own authority is meant).
    ``former`` are names that it had before, as the text says (原…, 更名前为…), ``staff`` the posts that it may fill
    (编制).
    """

    name: str
    kind: str = "other"
    level: Level | None = None
    place: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    group: bool = False
    unit: str | None = None
    office: str = ""
    former: tuple[str, ...] = ()
    staff: int | None = None


@dataclass(frozen=True, slots=True)
class Nameplate:
    """A further name of one body. ``office`` is resolved, ``office_mention`` is what stands in the text."""

    office: str
    office_mention: str
    plate: str
    kind: str
    start: int
    end: int
    quote: str = ""
    place: str | None = None
    valid_from: str | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem found by an inspection that somebody must put right."""

    quote: str
    start: int
    end: int
    ordinal: str | None = None
    raised_by: str | None = None
    raised_on: str | None = None
    responsible: tuple[Holder, ...] = ()
    goal: str | None = None
    deadline: str | None = None
    status: str | None = None
    status_claimed_by: str | None = None
    topics: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0
    verified_by: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What was or will be done about an issue; ``issue`` is the index of the issue in the record."""

    quote: str
    start: int
    end: int
    issue: int
    status: str | None = None
    evidence: tuple[str, ...] = ()
    date: str | None = None


ChangeKind = Literal[
    "created", "abolished", "renamed", "merged", "split", "transferred", "plate-added", "plate-removed"
]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a reform: the bodies ``before`` and ``after`` it by their resolved names, as far as they are named.

    ``what`` is the duty that is transferred as the text has it without its giver (None: all that the giver has), or the
    name on the plate. ``topics`` are those of a duty that is transferred.
    """

    kind: ChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    what: str | None
    start: int
    end: int
    quote: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReformEvent:
    """A change of bodies or of who bears a duty, as one paragraph tells it."""

    label: str
    quote: str
    start: int
    end: int
    date: str | None = None
    basis: str | None = None
    place: str | None = None
    created: tuple[str, ...] = ()
    abolished: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    transferred: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


TransferMode = Literal["conferred", "entrusted", "recalled"]


@dataclass(frozen=True, slots=True)
class PowerTransfer:
    """A power item that passes from body to body; bodies by their resolved names, as far as they are named.

    ``from_`` is who had it, ``to`` who has it afterwards (for a recall: who takes it back), ``in_name_of`` in whose
    name it is exercised, where the text says so. A power is no duty.
    """

    item: str
    mode: TransferMode
    from_: str | None
    to: str | None
    in_name_of: str | None
    condition: str | None
    start: int
    end: int
    quote: str
    valid_from: str | None = None
    basis: tuple[str, ...] = ()
    place: str | None = None


ControlKind = Literal[
    "internal", "dispatched-organ", "dispatched-agency", "stationed", "dual", "vertical", "colocated", "hosted"
]
Aspect = Literal["people", "money", "business", "appraisal", "command"]


@dataclass(frozen=True, slots=True)
class Control:
    """One body leads another, in one ``aspect`` or (None) as a whole; bodies by their resolved names."""

    controlled: str
    controller: str
    relation: ControlKind
    aspect: Aspect | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class GridTier:
    """A level of a grid plan; its number is local to the plan."""

    tier: int
    unit: str
    responsible: str | None
    responsible_mention: str | None
    start: int
    end: int
    quote: str = ""
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A weight in an assessment; codes are local to their scheme and year."""

    year: int | None
    code: str | None
    name: str
    points: float | None
    start: int
    end: int
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that looks like a duty and is not one, for a named reason (a key of ``loaders/data/reasons.toml``)."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every sentence that looks like a duty: extracted, rejected for a reason, or unexplained."""

    duty_sentences: int = 0
    extracted: int = 0
    rejected: tuple[Rejected, ...] = ()
    unexplained: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative unit stated by a division list."""

    code: str
    name: str
    level: Level
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader of a document should know: a code of ``messages.toml`` and what it is about."""

    severity: Severity
    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that one file states. ``text`` is what the offsets point into; it is not part of the printed record.

    ``pages`` are the offsets at which its pages begin, where the file has pages.
    """

    file: str
    sha256: str
    reader: str
    text: str
    document: Document
    duties: tuple[Duty, ...] = ()
    citations: tuple[Citation, ...] = ()
    institutions: tuple[Institution, ...] = ()
    nameplates: tuple[Nameplate, ...] = ()
    issues: tuple[Issue, ...] = ()
    measures: tuple[Measure, ...] = ()
    reform_events: tuple[ReformEvent, ...] = ()
    powers: tuple[PowerTransfer, ...] = ()
    controls: tuple[Control, ...] = ()
    grid_tiers: tuple[GridTier, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    divisions: tuple[Division, ...] = ()
    tables: tuple[TableRead, ...] = ()
    attachments: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The record as FACTS prints it: plain lists and dicts, with the number of characters instead of the text."""
        data = asdict(self)
        text = data.pop("text")
        head = {key: data.pop(key) for key in ("file", "sha256", "reader")}
        return {**head, "characters": len(text), **data}
