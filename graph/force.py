"""Is a document in force on a date: yes, no or unknown, and on what ground. No end found is unknown, never yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.evidence import key_of, papers, text
from graph.links import BasisGone, Paper, Source
from graph.questions import run
from graph.results import Row
from graph.store import Store
from ontology.dates import last_day

Answer = Literal["yes", "no", "unknown"]
Ground = Literal[
    "draft",  # no: a draft has no effect
    "not-yet",  # no: it begins later
    "begins-within",  # unknown: it begins at some day of the month or year
    "repealed",  # no: by `act`, since `until`
    "void",  # no: declared void by `act`, since `until`
    "expired",  # no: its own term has run out
    "before-end",  # yes: it had begun and ended later, on `until`
    "end-undated",  # unknown: `act` ends it on a day that is not known
    "no-end",  # unknown: it has begun, no end was found
    "no-begin",  # unknown: nothing says since when
    "not-held",  # unknown: the document is only cited
]
_ENDED: Mapping[str, Ground] = {
    "document-repealed": "repealed",
    "document-void": "void",
    "document-expired": "expired",
}


@dataclass(frozen=True, slots=True)
class Force:
    """Whether a document is in force. ``since`` and ``until`` (the first day on which it no longer holds) as known.

    ``act`` is the document that ended it, ``quote`` and ``source`` the sentence that says so.
    """

    answer: Answer
    ground: Ground
    since: str | None = None
    until: str | None = None
    act: Paper | None = None
    quote: str | None = None
    source: Source | None = None


def in_force(store: Store, document: str, date: str) -> Force:
    """Whether the document with this IRI is in force on ``date`` (YYYY-MM-DD), and why."""
    return forces(store, [document], date)[document]


def forces(store: Store, documents: Iterable[str], date: str) -> dict[str, Force]:
    """Whether each of these documents is in force on ``date``; one that the store does not hold may still be ended."""
    wanted = sorted(set(documents))
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in run(store, "lives", papers=wanted) if wanted else ():
        rows[str(row["paper"])].append(row)
    acts = papers(store, {str(row["act"] or row["source"]) for each in rows.values() for row in each if row["act"]})
    return {iri: _force(rows[iri], acts, date) for iri in wanted}


def bases_gone(store: Store, duties: Iterable[str], date: str) -> dict[str, tuple[BasisGone, ...]]:
    """The bases of each of these duties that have ended by ``date``."""
    wanted = sorted(set(duties))
    rows = [row for row in run(store, "basis-gone", duties=wanted) if str(row["to"]) <= date] if wanted else []
    known = papers(store, {str(row[name]) for row in rows for name in ("paper", "act", "source") if row[name]})
    found: dict[str, dict[str, BasisGone]] = {duty: {} for duty in wanted}
    for row in rows:
        basis, act = known[str(row["paper"])], known[str(row["act"])]
        ground = key_of(row["ground"]) or "document-expired"
        gone = BasisGone(basis, act, str(row["to"]), ground, text(row["quote"]), _source(row, known))
        found[str(row["duty"])].setdefault(basis.iri, gone)
    return {duty: tuple(gone.values()) for duty, gone in found.items()}


def _source(row: Row, known: Mapping[str, Paper]) -> Source | None:
    """Where the sentence stands that ends a document."""
    paper = known.get(str(row["source"]))
    return Source(paper, None, int(row["start"] or 0), int(row["end"] or 0)) if paper else None


def _force(rows: Sequence[Row], acts: Mapping[str, Paper], date: str) -> Force:
    own = next((row for row in rows if row["sha256"]), None)
    if own and key_of(own["stage"]) == "draft":
        return Force("no", "draft")
    since = text(own["from"]) or text(own["issued"]) if own else None
    if since and date < since:
        return Force("no", "not-yet", since)
    end = _end(rows)
    if end is not None:
        return _ended(end, since, acts, date)
    if own is None:
        return Force("unknown", "not-held")
    if since is None:
        return Force("unknown", "no-begin")
    return Force("unknown", "begins-within" if _may_begin_later(own, since, date) else "no-end", since)


def _end(rows: Sequence[Row]) -> Row | None:
    """The earliest end; one without a day counts when there is no other."""
    known = [row for row in rows if row["to"] or row["act"]]
    return min(known, key=lambda row: (row["to"] is None, str(row["to"] or "")), default=None)


def _ended(end: Row, since: str | None, acts: Mapping[str, Paper], date: str) -> Force:
    until = text(end["to"])
    ground: Ground = _ENDED.get(key_of(end["ground"]) or "document-expired", "expired")
    act = acts.get(str(end["act"]))
    source = _source(end, acts)
    about = (since, until, act, text(end["quote"]), source)
    if until is None:
        return Force("unknown", "end-undated", *about)
    if date >= until:
        return Force("no", ground, *about)
    return Force("yes" if since else "unknown", "before-end" if since else "no-begin", *about)


def _may_begin_later(own: Row, since: str, date: str) -> bool:
    """Whether the day falls within the month or year in which a document began that names no day."""
    if own["from"] or own["precision"] in (None, "day"):
        return False
    return date < last_day(since[:7] if own["precision"] == "month" else since[:4])
