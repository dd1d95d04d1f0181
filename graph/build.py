"""From a record to RDF: one named graph of what the document states, one of what follows for group members."""

from __future__ import annotations

from decimal import Decimal

from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, Dataset, Literal, URIRef

from graph.citing import add_citations
from graph.draft import Draft
from graph.groups import infer_members
from graph.powers import add_controls, add_powers
from graph.rectification import add_issues
from graph.reforms import add_reforms
from ontology.divisions import Register, short_code
from ontology.names import normal_number, unit_iri
from ontology.records import Duty, Nameplate, Record
from ontology.vocabulary import ZL, concept


def build(record: Record, register: Register) -> Dataset:
    """The quads of a record: the same for the same record and register, whatever else is in the store.

    The graph named by the document's IRI holds what the document states, the graph ``<document IRI>/inferred`` what the
    register adds: the members of its groups of bodies (各街道…) and their nameplates.
    """
    draft = Draft(record, register)
    _add_document(draft)
    for body in record.institutions:
        draft.describe(body)
    for duty in record.duties:
        _add_duty(draft, duty)
    for plate in record.nameplates:
        _add_nameplate(draft, plate)
    add_issues(draft)
    add_reforms(draft)
    add_powers(draft)
    add_controls(draft)
    _add_grids(draft)
    _add_indicators(draft)
    _add_coverage(draft)
    infer_members(draft)
    return draft.dataset


def _add_document(draft: Draft) -> None:
    record, iri = draft.record, draft.iri
    document = record.document
    draft.add(iri, RDF.type, ZL.Document)
    draft.add(iri, DCTERMS.title, Literal(document.title, lang="zh") if document.title else None)
    draft.add(iri, ZL.documentNumber, normal_number(document.number) if document.number else None)
    draft.add(iri, ZL.documentType, concept("document-type", document.type or ""))
    draft.add(iri, ZL.issuedBy, draft.body(document.issuer) if document.issuer else None)
    draft.add(iri, ZL.addressedTo, document.addressee)
    draft.date(iri, DCTERMS.issued, document.date)
    draft.unit(iri, ZL.place, document.place)
    draft.add(iri, ZL.text, record.text)
    draft.add(iri, ZL.sha256, record.sha256)
    draft.add(iri, ZL.fileName, record.file)
    _add_life(draft)
    add_citations(draft)
    for division in record.divisions:
        draft.add(URIRef(unit_iri(short_code(division.code))), ZL.inDocument, iri)


def _add_life(draft: Draft) -> None:
    """When the document was printed, from when and until when it applies by its own words, its stage and track."""
    document = draft.record.document
    draft.day(draft.iri, ZL.printedOn, document.printed)
    draft.day(draft.iri, ZL.validFrom, document.effective)
    draft.day(draft.iri, ZL.validTo, document.expires)
    draft.add(draft.iri, ZL.stage, concept("document-stage", document.stage or ""))
    draft.add(draft.iri, ZL.track, concept("track", document.track or ""))


def _add_duty(draft: Draft, duty: Duty) -> None:
    bearers = sorted(f"{holder.name} {holder.place} {holder.role}" for holder in duty.holders)
    iri = draft.fact(ZL.Duty, "duty", duty.start, duty.end, *bearers)
    draft.add(iri, DCTERMS.description, Literal(duty.quote, lang="zh"))
    draft.read(iri, draft.passage(duty.start, duty.end, duty.eid), duty.rule, duty.confidence)
    draft.bearers(iri, duty.holders)
    draft.topics(iri, duty.topics)
    draft.basis(iri, duty.basis)
    draft.date(iri, ZL.validFrom, duty.valid_from)
    draft.add(iri, ZL.validityGround, "stated" if duty.valid_from else "document")
    draft.deadline(iri, duty.deadline)
    draft.add(iri, ZL.general, Literal(duty.general))
    draft.add(iri, ZL.responsibilityKind, concept("responsibility-kind", duty.kind or ""))
    draft.unit(iri, ZL.place, duty.place)


def _add_nameplate(draft: Draft, plate: Nameplate) -> None:
    iri = draft.fact(ZL.Nameplate, "nameplate", plate.start, plate.end, plate.office, plate.plate)
    draft.add(iri, SKOS.prefLabel, Literal(plate.plate, lang="zh"))
    draft.add(iri, ZL.nameplateOf, draft.body(plate.office, plate.place))
    draft.add(iri, ZL.nameplateKind, concept("nameplate-kind", plate.kind))
    draft.add(iri, PROV.wasDerivedFrom, draft.passage(plate.start, plate.end))
    draft.date(iri, ZL.validFrom, plate.valid_from)
    draft.basis(iri, plate.basis)


def _add_grids(draft: Draft) -> None:
    for grid in draft.record.grid_tiers:
        iri = draft.fact(ZL.GridTier, "grid-tier", grid.start, grid.end, str(grid.tier), grid.unit)
        draft.add(iri, ZL.tier, Literal(grid.tier))
        draft.add(iri, ZL.gridUnit, grid.unit)
        draft.add(iri, ZL.bearer, draft.body(grid.responsible) if grid.responsible else None)
        draft.add(iri, PROV.wasDerivedFrom, draft.passage(grid.start, grid.end))
        draft.basis(iri, (grid.basis,) if grid.basis else ())


def _add_indicators(draft: Draft) -> None:
    for indicator in draft.record.indicators:
        key = (str(indicator.year), indicator.code or "", indicator.name)
        iri = draft.fact(ZL.Indicator, "indicator", indicator.start, indicator.end, *key)
        draft.add(iri, SKOS.prefLabel, Literal(indicator.name, lang="zh"))
        draft.add(iri, ZL.code, indicator.code)
        draft.add(iri, ZL.scheme, indicator.scheme)
        draft.add(iri, PROV.wasDerivedFrom, draft.passage(indicator.start, indicator.end))
        if indicator.year is not None:
            draft.add(iri, ZL.year, Literal(str(indicator.year), datatype=XSD.gYear))
        if indicator.points is not None:
            draft.add(iri, ZL.points, Literal(Decimal(str(indicator.points))))


def _add_coverage(draft: Draft) -> None:
    coverage = draft.record.coverage
    notes = [(item.start, item.end, item.why) for item in coverage.rejected]
    notes += [(span.start, span.end, "unexplained") for span in coverage.unexplained]
    for start, end, reason in notes:
        iri = draft.fact(ZL.CoverageNote, "coverage", start, end, reason)
        draft.add(iri, PROV.wasDerivedFrom, draft.passage(start, end))
        draft.add(iri, ZL.reason, reason)
