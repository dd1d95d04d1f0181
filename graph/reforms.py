"""The reforms of a record as RDF: an event for each paragraph, and its changes one by one."""

from __future__ import annotations

from rdflib import DCTERMS, ORG, RDFS, SKOS, Literal, URIRef

from graph.draft import Draft
from ontology.names import code_iri
from ontology.records import Change, ReformEvent
from ontology.vocabulary import ZL, label


def add_reforms(draft: Draft) -> None:
    """State the reforms that the draft's record tells. Changes without a day of their own have that of the document."""
    for event in draft.record.reform_events:
        iri = draft.fact(ZL.ReformEvent, "reform", event.start, event.end, event.label)
        draft.add(iri, RDFS.label, Literal(event.label, lang="zh"))
        draft.add(iri, ZL.passage, draft.passage(event.start, event.end))
        _date(draft, iri, event)
        for name in event.created:
            draft.add(iri, ORG.resultingOrganization, draft.body(name))
        for name in event.abolished:
            draft.add(iri, ORG.originalOrganization, draft.body(name))
        for words in event.renamed:
            draft.add(iri, SKOS.note, Literal(words, lang="zh"))
        for change in event.changes:
            _add_change(draft, iri, event, change)


def _add_change(draft: Draft, reform: URIRef, event: ReformEvent, change: Change) -> None:
    key = (change.kind, "、".join(change.before), "、".join(change.after), change.what or "")
    iri = draft.fact(ZL.Change, "change", change.start, change.end, *key)
    draft.add(reform, ZL.changes, iri)
    draft.add(reform, ZL.transfers, iri if change.kind == "transferred" else None)
    kind = code_iri("change-kind", change.kind)
    said = f"{label(kind, 'zh')}：{'、'.join(change.before)}→{'、'.join(change.after)}".removesuffix("→")
    draft.add(iri, RDFS.label, Literal(said + (f"（{change.what}）" if change.what else ""), lang="zh"))
    draft.add(iri, ZL.changeKind, URIRef(kind))
    draft.add(iri, ZL.passage, draft.passage(change.start, change.end))
    _date(draft, iri, event)
    for name in change.before:
        draft.add(iri, ORG.originalOrganization, draft.body(name))
    for name in change.after:
        draft.add(iri, ORG.resultingOrganization, draft.body(name))
    draft.add(iri, ZL.what, change.what)
    draft.topics(iri, change.topics)


def _date(draft: Draft, iri: URIRef, event: ReformEvent) -> None:
    draft.date(iri, DCTERMS.date, event.date or draft.record.document.date)
    draft.add(iri, ZL.validityGround, "stated" if event.date else "document")
    draft.basis(iri, (event.basis,) if event.basis else ())
    draft.unit(iri, ZL.place, event.place)
