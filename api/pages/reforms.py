"""What reforms did to a body, for its page: the changes that concern it and what carries on for it."""

from __future__ import annotations

from api.pages.facts import force
from graph.changes import ChangeFact, changes_of
from graph.evidence import bodies, papers, source, text
from graph.handover import described
from graph.links import Passing, Source
from graph.questions import run
from graph.results import Rows
from graph.store import Store
from graph.succession import today


def became(store: Store, body: str, date: str) -> tuple[tuple[Passing, ...], ...]:
    """The paths from a body to those that carry on for it on ``date``."""
    paths = today(store, body, date)
    known = described(store, {("", body): paths}, date)
    return tuple(known.passings(path) for path in paths)


def told(store: Store, body: str, date: str) -> tuple[dict[str, object], ...]:
    """All changes that name a body before or after them, by date, with names and documents."""
    found = changes_of(store, [body])
    named = bodies(store, {iri for change in found for iri in (*change.before, *change.after)}, date)
    known = papers(store, {paper for change in found for paper in (change.document, *change.basis)})

    def row(change: ChangeFact) -> dict[str, object]:
        return {
            "change": change.iri,
            "kind": change.kind,
            "date": change.date,
            "precision": change.precision,
            "dated": change.ground == "stated",
            "before": [named[iri] for iri in change.before],
            "after": [named[iri] for iri in change.after],
            "what": change.what,
            "quote": change.quote,
            "source": Source(known[change.document], None, change.start, change.end),
            "basis": [known[paper] for paper in change.basis],
        }

    return tuple(map(row, found))


def powers(store: Store, body: str, date: str) -> tuple[dict[str, object], ...]:
    """The powers that passed to or from a body, with whether each holds on ``date``."""
    rows = run(store, "powers-of", body=body).rows
    known = papers(store, {str(row["document"]) for row in rows})
    return tuple(
        {**row, "source": source(row, known), "force": force(text(row["since"]), text(row["until"]), date)}
        for row in rows
    )


def control(store: Store, body: str, date: str) -> tuple[dict[str, object], ...]:
    """Who leads a body on ``date``, and in what."""
    return _with_papers(store, run(store, "cq07-control", body=body, date=date))


def hosting(store: Store, body: str, date: str) -> tuple[dict[str, object], ...]:
    """The hosts of a group's office on ``date``, or the groups whose offices a body hosts."""
    return _with_papers(store, run(store, "hosting", body=body, date=date))


def _with_papers(store: Store, rows: Rows) -> tuple[dict[str, object], ...]:
    known = papers(store, {str(row["document"]) for row in rows})
    return tuple({**row, "paper": known[str(row["document"])]} for row in rows)
