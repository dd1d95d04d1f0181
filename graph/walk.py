"""A walk among documents: up to what one rests on, down to what carries it out, and to those beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from graph.evidence import papers, source, text
from graph.links import Paper, Source
from graph.questions import run
from graph.results import Row
from graph.store import Store
from ontology.names import NS

Way = Literal["up", "down", "forwarding", "letters", "attachments", "changes", "citing"]
WAYS: Final[tuple[Way, ...]] = ("up", "down", "forwarding", "letters", "attachments", "changes", "citing")
_BESIDE: Final[Mapping[str, Way]] = {
    "forwards": "forwarding",
    "respondsTo": "letters",
    "hasAttachment": "attachments",
    "amends": "changes",
    "repeals": "changes",
    "declaresVoid": "changes",
    "quotes": "citing",
    "cites": "citing",
}
_RANK: Final = ("declaresVoid", "repeals", "amends", "implements", "basedOn", "respondsTo", "forwards", "quotes",
                "hasAttachment", "cites")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step from ``citing`` to ``cited`` or back; ``depth`` counts from the document asked for, ``relation`` is the
    name of the property, ``article`` the provision that is named, ``quote`` and ``source`` the sentence.
    """

    way: Way
    depth: int
    relation: str
    citing: Paper
    cited: Paper
    article: str | None
    quote: str | None
    source: Source | None


def walk(store: Store, document: str, steps: int = 3) -> tuple[Step, ...]:
    """The steps from a document (IRI): up and down as far as ``steps``, to those beside it one step.

    Up leads to what it is based on or carries out, and on from there; down to what rests on it. A document cited by
    its title alone counts as the one that is meant.
    """
    names = _Names(store)
    edges = names.edges([document])
    found = [(way, 1, row) for row in edges if (way := _BESIDE.get(_relation(row)))]
    found += _climb(names, document, edges, "up", ("citing", "cited"), steps)
    found += _climb(names, document, edges, "down", ("cited", "citing"), steps)
    known = papers(store, {str(row[key]) for _, _, row in found for key in ("citing", "cited", "document")})
    order = sorted(
        found, key=lambda each: (WAYS.index(each[0]), each[1], str(each[2]["citing"]), str(each[2]["cited"]))
    )
    return tuple(
        Step(
            way, depth, _relation(row), known.get(str(row["citing"])) or Paper(str(row["citing"])),
            known.get(str(row["cited"])) or Paper(str(row["cited"])), text(row["article"]), text(row["quote"]),
            source(row, known) if row["start"] is not None else None,
        )
        for way, depth, row in order
    )  # fmt: skip


def _climb(
    names: _Names, document: str, edges: Sequence[Row], way: Way, ends: tuple[str, str], steps: int
) -> list[tuple[Way, int, Row]]:
    """The steps of one direction, breadth first; a document that was met is not left again."""
    start, end = ends
    found: list[tuple[Way, int, Row]] = []
    seen, here = {document}, {document}
    for depth in range(1, steps + 1):
        taken = [row for row in edges if _relation(row) in ("basedOn", "implements") and str(row[start]) in here]
        found += [(way, depth, row) for row in taken if str(row[end]) not in seen]
        here = {str(row[end]) for row in taken} - seen
        seen |= here
        if not here or depth == steps:
            break
        edges = names.edges(here)
    return found


class _Names:
    """The edges of documents under all IRIs by which they are cited, told by the one that is meant."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def edges(self, documents: Iterable[str]) -> list[Row]:
        """One edge for two documents: of several relations that which says most."""
        wanted = sorted(set(documents))
        aliases = run(self.store, "known-as", papers=wanted)
        rows = run(self.store, "walk", papers=sorted({*wanted, *(str(row["alias"]) for row in aliases)})).rows
        ends = sorted({str(row[key]) for row in rows for key in ("citing", "cited")})
        meant = {str(row["paper"]): row["meant"] for row in run(self.store, "meant", papers=ends)} if ends else {}
        found: dict[tuple[str, str], Row] = {}
        for row in sorted(rows, key=lambda row: (_RANK.index(_relation(row)), row["start"] is None)):
            told = {**row, **{key: meant.get(str(row[key]), row[key]) for key in ("citing", "cited")}}
            if told["citing"] != told["cited"]:
                found.setdefault((str(told["citing"]), str(told["cited"])), told)
        return list(found.values())


def _relation(row: Row) -> str:
    return str(row["relation"]).removeprefix(NS)
