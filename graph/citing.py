"""The citations of a document: relations between documents, the provisions named, the sentences that name them."""

from __future__ import annotations

from typing import Final

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD, Literal, URIRef

from graph.draft import Draft
from ontology.dates import first_day
from ontology.names import fact_iri
from ontology.records import Citation
from ontology.vocabulary import ZL

CITES: Final = {
    "based_on": ZL.basedOn,
    "implements": ZL.implements,
    "responds_to": ZL.respondsTo,
    "forwards": ZL.forwards,
    "attaches": ZL.hasAttachment,
    "quotes": ZL.quotes,
    "amends": ZL.amends,
    "repeals": ZL.repeals,
    "voids": ZL.declaresVoid,
    "cites": ZL.cites,
}
_SENTENCE_ENDS: Final = ("。", "\n")


def add_citations(draft: Draft) -> None:
    """State the record's attachments and citations."""
    for title in draft.record.document.attachments:
        _relate(draft, ZL.hasAttachment, draft.paper(None, title))
    for cited in draft.record.citations:
        _add(draft, cited)


def _add(draft: Draft, cited: Citation) -> None:
    paper = draft.paper(cited.number, cited.title)
    relation = CITES[cited.relation]
    _relate(draft, relation, paper)
    iri = draft.fact(ZL.Citation, "citation", cited.start, cited.end)
    draft.add(iri, ZL.citedDocument, paper)
    draft.add(iri, ZL.citationRelation, relation)
    draft.add(iri, PROV.wasDerivedFrom, draft.passage(*sentence(draft.record.text, cited.start, cited.end)))
    if cited.date:
        draft.add(iri, DCTERMS.date, Literal(first_day(cited.date), datatype=XSD.date))
    if cited.eid:
        draft.add(iri, ZL.citedProvision, _provision(draft, paper, cited))


def _relate(draft: Draft, relation: URIRef, paper: URIRef) -> None:
    draft.add(draft.iri, relation, paper)
    draft.add(draft.iri, ZL.cites, paper)
    if relation == ZL.declaresVoid:
        draft.add(draft.iri, ZL.repeals, paper)


def _provision(draft: Draft, paper: URIRef, cited: Citation) -> URIRef:
    """A numbered part of the document that is named: the same wherever it is named."""
    iri = URIRef(fact_iri("provision", str(paper), cited.eid or ""))
    draft.add(iri, RDF.type, ZL.Provision)
    draft.add(iri, ZL.eid, cited.eid)
    draft.add(iri, RDFS.label, Literal(cited.article, lang="zh"))
    draft.add(iri, DCTERMS.isPartOf, paper)
    return iri


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or line around a stretch of the text, its full stop left out.

    >>> text = "甲。根据《乙》办理。丙"
    >>> text[slice(*sentence(text, 4, 7))]
    '根据《乙》办理'
    """
    begin = max(text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    stops = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, end)) >= 0]
    last = min(stops, default=len(text))
    words = text[begin:last]
    return begin + len(words) - len(words.lstrip()), last - (len(words) - len(words.rstrip()))
