"""Issues found by inspections, the inspections, the claims about them and the measures taken."""

from __future__ import annotations

from rdflib import DCTERMS, PROV, RDF, Literal, URIRef

from graph.draft import Draft
from graph.papers import number_and_title
from ontology.names import fact_iri
from ontology.records import Issue, Measure
from ontology.vocabulary import ZL, concept


def add_issues(draft: Draft) -> None:
    """State the record's issues and measures."""
    issues = [_add_issue(draft, issue) for issue in draft.record.issues]
    for measure in draft.record.measures:
        _add_measure(draft, measure, issues[measure.issue])


def _add_issue(draft: Draft, issue: Issue) -> URIRef:
    iri = draft.fact(ZL.Issue, "issue", issue.start, issue.end)
    draft.add(iri, DCTERMS.description, Literal(issue.quote, lang="zh"))
    draft.read(iri, draft.passage(issue.start, issue.end), issue.rule, issue.confidence)
    draft.add(iri, ZL.ordinal, issue.ordinal)
    draft.bearers(iri, issue.responsible)
    draft.topics(iri, issue.topics)
    draft.unit(iri, ZL.place, draft.record.document.place)
    draft.date(iri, ZL.raisedOn, issue.raised_on)
    draft.add(iri, ZL.goal, Literal(issue.goal, lang="zh") if issue.goal else None)
    draft.deadline(iri, issue.deadline)
    if issue.raised_by:
        _add_inspection(draft, iri, issue.raised_by, issue)
    if issue.status:
        _add_status(draft, iri, issue.status, issue)
    return iri


def _add_inspection(draft: Draft, iri: URIRef, inspector: str, issue: Issue) -> None:
    """The inspection that found an issue: one for each inspector and day in a document."""
    body = draft.body(inspector)
    inspection = URIRef(fact_iri("inspection", draft.iri, inspector, issue.raised_on or ""))
    draft.add(inspection, RDF.type, ZL.Inspection)
    draft.add(inspection, ZL.inDocument, draft.iri)
    draft.add(inspection, PROV.wasAssociatedWith, body)
    draft.add(inspection, ZL.passage, draft.passage(issue.start, issue.end))
    draft.date(inspection, DCTERMS.date, issue.raised_on)
    draft.add(inspection, ZL.raises, iri)
    draft.add(iri, ZL.raisedBy, body)


def _add_status(draft: Draft, iri: URIRef, status: str, issue: Issue) -> None:
    """What is said of an issue's progress, and the claim of whoever says it."""
    draft.add(iri, ZL.status, concept("status", status))
    claimant = issue.status_claimed_by or draft.record.document.issuer
    claim = draft.fact(ZL.Claim, "claim", issue.start, issue.end, status, claimant or "")
    draft.add(claim, ZL.claimAbout, iri)
    draft.add(claim, ZL.status, concept("status", status))
    draft.add(claim, ZL.assertedBy, draft.body(claimant) if claimant else None)
    draft.add(claim, ZL.verifiedBy, draft.body(issue.verified_by) if issue.verified_by else None)
    draft.date(claim, DCTERMS.date, draft.record.document.date)
    draft.add(claim, PROV.wasDerivedFrom, draft.passage(issue.start, issue.end))


def _add_measure(draft: Draft, measure: Measure, issue: URIRef) -> None:
    iri = draft.fact(ZL.Measure, "measure", measure.start, measure.end)
    draft.add(iri, DCTERMS.description, Literal(measure.quote, lang="zh"))
    draft.add(iri, ZL.addresses, issue)
    draft.add(iri, ZL.passage, draft.passage(measure.start, measure.end))
    draft.add(iri, ZL.status, concept("status", measure.status or ""))
    draft.date(iri, DCTERMS.date, measure.date)
    for reference in measure.evidence:
        draft.add(iri, ZL.evidence, draft.paper(*number_and_title(reference)))
