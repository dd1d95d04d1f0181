"""The changes of bodies that the documents of a store tell, one object a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from graph.evidence import key_of, text
from graph.questions import run
from graph.results import Row, Value
from graph.store import Store
from ontology.names import TOPICS
from ontology.records import ChangeKind


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """A change, its bodies and documents by IRI, its topics by identifier.

    ``date`` is the earliest day that the text can mean, at ``precision``; with ``ground`` "document" it is the day of
    the document, since the text names none. ``what`` None in a transfer means all duties of the giver.
    """

    iri: str
    kind: ChangeKind
    date: str | None
    precision: str | None
    ground: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    what: str | None
    topics: tuple[str, ...]
    basis: tuple[str, ...]
    document: str
    start: int
    end: int
    quote: str

    @property
    def gone(self) -> tuple[str, ...]:
        """The bodies that are no longer there after the change; one that is renamed goes on under its new name."""
        if self.kind in ("abolished", "merged", "split"):
            return tuple(body for body in self.before if body not in self.after)
        return ()


def all_changes(store: Store) -> tuple[ChangeFact, ...]:
    """All changes in the store, by date."""
    return _described(store, run(store, "changes-all").column("change"))


def changes_of(store: Store, bodies: Iterable[str], side: str = "") -> tuple[ChangeFact, ...]:
    """The changes that concern ``bodies``, by date; with ``side`` those that have them "before" or "after" only."""
    rows = run(store, "changes-of", bodies=sorted(set(bodies)))
    return _described(store, [row["change"] for row in rows if side in ("", row["side"])])


def _described(store: Store, changes: Sequence[Value]) -> tuple[ChangeFact, ...]:
    if not changes:
        return ()
    found: dict[str, list[Row]] = {}
    for row in run(store, "changes", changes=sorted(set(map(str, changes)))):
        found.setdefault(str(row["change"]), []).append(row)
    facts = [_fact(iri, rows) for iri, rows in found.items()]
    return tuple(sorted(facts, key=lambda fact: (fact.date or "", fact.document, fact.start, fact.iri)))


def _fact(iri: str, rows: Sequence[Row]) -> ChangeFact:
    def values(column: str) -> tuple[str, ...]:
        return tuple(sorted({str(row[column]) for row in rows if row[column] is not None}))

    row = rows[0]
    return ChangeFact(
        iri=iri,
        kind=cast(ChangeKind, key_of(row["kind"])),
        date=text(row["date"]),
        precision=text(row["precision"]),
        ground=text(row["ground"]),
        before=values("before"),
        after=values("after"),
        what=text(row["what"]),
        topics=tuple(topic.removeprefix(TOPICS) for topic in values("topic")),
        basis=values("basis"),
        document=str(row["document"]),
        start=int(row["start"] or 0),
        end=int(row["end"] or 0),
        quote=str(row["quote"]),
    )
