"""What ends with a document: derived from the sentences that repeal it or declare it void, and from its own term.

A repealed document and the duties that it states end on the day of the repeal; duties that rest on it are marked and
go on. A draft repeals nothing, and an act ends only what began before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import XSD, Graph, Literal, URIRef

from graph.evidence import key_of, text
from graph.questions import run
from graph.results import Row
from graph.same_documents import same_documents, state_same
from graph.store import Store
from ontology.names import code_iri
from ontology.vocabulary import ZL

_GROUNDS = {str(ZL.repeals): "document-repealed", str(ZL.declaresVoid): "document-void"}


@dataclass(frozen=True, slots=True, order=True)
class _End:
    """The end of a document: the day ("" when none is known), by which document, on what ground, in which sentence."""

    day: str
    act: str
    ground: str
    passage: str | None = None


def lives(store: Store) -> Graph:
    """The ends of documents and of the duties that they state, the duties whose basis is gone, and which titles mean
    which documents.
    """
    same = same_documents(store)
    found = state_same(same)
    ends = _ends(store, same)
    for document, end in ends.items():
        if end.act != document:
            _state(found, document, end)
            if end.passage:
                found.add((URIRef(document), ZL.endPassage, URIRef(end.passage)))
    _end_duties(found, store, ends)
    _mark_duties(found, store, ends)
    return found


def _state(found: Graph, fact: str, end: _End) -> None:
    if end.day:
        found.add((URIRef(fact), ZL.validTo, Literal(end.day, datatype=XSD.date)))
    found.add((URIRef(fact), ZL.endedBy, URIRef(end.act)))
    found.add((URIRef(fact), ZL.endGround, URIRef(code_iri("end-ground", end.ground))))


def _ends(store: Store, same: Mapping[str, str]) -> dict[str, _End]:
    """The earliest end of each document, under every IRI by which it is cited."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for alias, meant in same.items():
        aliases[meant].append(alias)
    found: dict[str, list[_End]] = defaultdict(list)
    for row in run(store, "repeals"):
        meant = same.get(str(row["cited"]), str(row["cited"]))
        if meant != str(row["document"]) and key_of(row["stage"]) != "draft":
            found[meant].append(_repeal(row))
    for row in run(store, "terms"):
        found[str(row["document"])].append(_End(str(row["to"]), str(row["document"]), "document-expired"))
    begun = _begun(store, found)
    ends = {}
    for document, known in found.items():
        after = [end for end in known if not end.day or begun.get(document, "") < end.day]
        for iri in (document, *aliases[document]) if after else ():
            ends[iri] = min(after, key=lambda end: (not end.day, end))
    return ends


def _repeal(row: Row) -> _End:
    day = text(row["day"]) or text(row["effective"]) or text(row["issued"]) or ""
    return _End(day, str(row["document"]), _GROUNDS[str(row["relation"])], str(row["passage"]))


def _begun(store: Store, documents: Iterable[str]) -> dict[str, str]:
    rows = run(store, "lives", papers=sorted(documents))
    return {str(row["paper"]): str(row["from"] or row["issued"] or "") for row in rows if row["sha256"]}


def _end_duties(found: Graph, store: Store, ends: Mapping[str, _End]) -> None:
    for row in run(store, "duties-stated", documents=sorted(ends)):
        end = ends[str(row["document"])]
        if end.day and (row["from"] is None or str(row["from"]) < end.day):
            _state(found, str(row["duty"]), end)


def _mark_duties(found: Graph, store: Store, ends: Mapping[str, _End]) -> None:
    for row in run(store, "resting-on", papers=sorted(ends)):
        found.add((URIRef(str(row["duty"])), ZL.basisGone, URIRef(ends[str(row["paper"])].act)))
