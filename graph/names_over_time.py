"""The names of a body over time: what each document calls it, and the signs that it bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.evidence import papers, text
from graph.links import Paper
from graph.questions import run
from graph.results import Row
from graph.store import Store
from ontology.vocabulary import ZL

Sort = Literal["name", "alias", "former", "plate"]


@dataclass(frozen=True, slots=True)
class NameInTime:
    """A name, its sort, and the documents that use it.

    ``since`` and ``until`` are the first and the last day of a sign as stated. Where ``seen`` is true, they are the
    dates of the first and the last document that use the name: that a name is not met later is no end.
    """

    name: str
    sort: Sort
    body: str
    since: str | None
    until: str | None
    seen: bool
    documents: tuple[Paper, ...]


def names_over_time(store: Store, bodies: Iterable[str]) -> tuple[NameInTime, ...]:
    """The names of bodies that are one, the earliest first."""
    wanted = sorted(set(bodies))
    called, plates = run(store, "names-of", bodies=wanted).rows, run(store, "nameplates", bodies=wanted).rows
    known = papers(store, {str(row["document"]).removesuffix("/inferred") for row in [*called, *plates]})
    used: dict[tuple[str, Sort, str], list[Row]] = defaultdict(list)
    for row in called:
        used[str(row["name"]), _sort(str(row["says"])), str(row["body"])].append(row)
    found = []
    for (name, sort, body), rows in used.items():
        dates = sorted(str(row["issued"]) for row in rows if row["issued"])
        cited = {known[str(row["document"]).removesuffix("/inferred")] for row in rows}
        first, last = (dates[0], dates[-1]) if dates else (None, None)
        found.append(NameInTime(name, sort, body, first, last, True, _ordered(cited)))
    for row in {str(row["plate"]): row for row in plates}.values():
        begin, end, paper = text(row["from"] or row["issued"]), text(row["to"]), known[str(row["document"])]
        found.append(NameInTime(str(row["name"]), "plate", str(row["body"]), begin, end, row["from"] is None, (paper,)))
    order = ("name", "former", "alias", "plate")
    return tuple(sorted(found, key=lambda one: (order.index(one.sort), one.since or "", one.name, one.body)))


def _sort(says: str) -> Sort:
    return "former" if says == str(ZL.formerName) else "alias" if says.endswith("altLabel") else "name"


def _ordered(cited: Iterable[Paper]) -> tuple[Paper, ...]:
    return tuple(sorted(cited, key=lambda paper: (paper.issued or "", paper.iri)))
