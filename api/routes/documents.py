"""``/documents``: the documents, and each one's text with the sentences that state its facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Depends

from api.originals import originals_of
from api.pages.facts import DutyFact, IssueFact, duties, issues, place_names
from api.pages.page import Page, Table, page
from api.pages.paging import paged
from api.pages.reader import Highlight, Kind, segments
from api.pages.view import View, iri_of, view
from graph.force import in_force
from graph.questions import run
from graph.results import Row
from graph.walk import WAYS, walk
from ontology.dates import ALL_TIME
from ontology.errors import ZelianError
from ontology.names import NS

router = APIRouter()
COLUMNS = ("document", "title", "number", "type", "issuer", "issued", "precision", "place", "duties", "issues", "notes",
           "file", "sha256")  # fmt: skip
FACTS = ("duty", "quote", "start", "end", "eid", "bearers", "since", "until", "rule", "confidence")
SHOWN_ELSEWHERE: Final = tuple(NS + name for name in ("Duty", "Issue", "Claim", "Citation"))
LIFE: Final = ("issued", "precision", "printed", "from", "to", "stage", "track")
KINDS: Final[dict[str, Kind]] = {"Duty": "duty", "Issue": "issue", "Nameplate": "plate", "Measure": "measure"}
"""Class of a fact → how its sentence is marked; other classes are listed without a mark."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a document that states something other than a duty or an issue, or that was not taken.

    ``label`` is the name of what it states, or the reason why it was not taken.
    """

    id: str
    kind: str
    label: str
    start: int
    end: int
    text: str


@page(router, "/documents")
def documents(q: str = "", page: int = 1, seen: View = Depends(view)) -> Page:  # noqa: B008
    """The loaded documents; ``q`` keeps those with these words in their title, number or issuer."""
    found = [row for row in _all(seen) if q in f"{row['title']} {row['number']} {row['issuer']}"]
    shown, paging = paged(found, page, seen.settings.page_rows)
    table = Table(COLUMNS, [[row[name] for name in COLUMNS] for row in found])
    return Page("documents.html", {"documents": list(shown), "paging": paging}, table, {"q": q})


def _all(seen: View) -> list[Row]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in run(seen.store, "document-counts"):
        counts[str(row["document"])][str(row["class"]).removeprefix(NS)] = int(row["facts"] or 0)
    found: dict[str, Row] = {}
    for row in run(seen.store, "documents"):
        counted = counts[str(row["document"])]
        numbers = {"duties": counted["Duty"], "issues": counted["Issue"], "notes": counted["CoverageNote"]}
        found.setdefault(str(row["document"]), {**row, **numbers})
    names = place_names(seen.store, (row["place"] for row in found.values()))
    return [{**row, "place": names.get(str(row["place"]))} for row in found.values()]


@page(router, "/documents/{identifier}")
def document(identifier: str, seen: View = Depends(view)) -> Page:  # noqa: B008
    """A document: its text with highlights, its facts, and what looked like a duty and was not taken."""
    iri = iri_of("document", identifier)
    about = next((row for row in _all(seen) if row["document"] == iri), None)
    if about is None:
        raise ZelianError("E404", what=identifier)
    text = next((str(row["text"]) for row in run(seen.store, "text", document=iri)), "")
    rows = {row["fact"]: row for row in run(seen.store, "facts", document=iri)}.values()
    stated = duties(seen.store, _of(rows, "Duty"), seen.date)
    found = issues(seen.store, [row for row in run(seen.store, "issues", date=ALL_TIME) if row["document"] == iri])
    others = [_paragraph(row, text) for row in rows if row["class"] not in SHOWN_ELSEWHERE]
    marks = [*_marks(stated), *_marks(found), *(_mark(one) for one in others)]
    data = {"document": about, "duties": stated, "issues": found, "others": others, "text": text,
            "citations": run(seen.store, "citations", document=iri).rows,
            "force": in_force(seen.store, iri, seen.date), "life": _life(seen, iri),
            "walk": walk(seen.store, iri)}  # fmt: skip
    pieces = segments(text, [mark for mark in marks if mark])
    kept = originals_of(seen.settings.store, seen.settings.files)
    extra = {"segments": pieces, "ways": WAYS, "original": kept and kept.find(str(about["sha256"]))}
    return Page("document.html", data, Table(FACTS, [_line(one) for one in stated]), extra)


def _life(seen: View, iri: str) -> Row:
    """The dates, stage and track of a document as it states them itself."""
    own = (row for row in run(seen.store, "lives", papers=[iri]) if row["sha256"])
    return {name: value for row in own for name, value in row.items() if name in LIFE}


def _line(one: DutyFact) -> tuple[object, ...]:
    bearers = "; ".join(f"{bearer.role}: {bearer.name}" for bearer in one.bearers)
    source = one.source
    return (one.iri, one.quote, source.start, source.end, source.eid, bearers, one.since, one.until, one.rule,
            one.confidence)  # fmt: skip


def _of(rows: Iterable[Row], kind: str) -> list[str]:
    return [str(row["fact"]) for row in rows if row["class"] == NS + kind]


def _marks(facts: tuple[DutyFact, ...] | tuple[IssueFact, ...]) -> list[Highlight]:
    kind: Kind = "duty" if facts and isinstance(facts[0], DutyFact) else "issue"
    return [Highlight(one.id, kind, one.source.start, one.source.end) for one in facts]


def _mark(one: Paragraph) -> Highlight | None:
    kind: Kind | None = "unexplained" if one.label == "unexplained" else KINDS.get(one.kind)
    if one.kind == "CoverageNote" and kind is None:
        kind = "rejected"
    return Highlight(one.id, kind, one.start, one.end) if kind else None


def _paragraph(row: Row, text: str) -> Paragraph:
    start, end = int(row["start"] or 0), int(row["end"] or 0)
    label = str(row["reason"] or row["name"] or "")
    kind = str(row["class"]).removeprefix(NS)
    return Paragraph(str(row["fact"]).rpartition("/")[2], kind, label, start, end, text[start:end])
