"""The powers that a record passes on and the lines of control that it tells, as RDF. A power is no duty."""

from __future__ import annotations

from rdflib import PROV, RDF, SKOS, Literal, URIRef

from graph.draft import Draft
from ontology.names import code_iri, power_iri
from ontology.records import Control, PowerTransfer
from ontology.vocabulary import ZL

_COUNTY = 6  # digits of its code: an item that passes between a county and its townships stays one item


def add_powers(draft: Draft) -> None:
    """State the transfers of powers of the draft's record; items of one name and place are one item."""
    for power in draft.record.powers:
        _add_transfer(draft, power)


def add_controls(draft: Draft) -> None:
    """State who leads whom."""
    for control in draft.record.controls:
        _add_control(draft, control)


def _add_transfer(draft: Draft, power: PowerTransfer) -> None:
    key = (power.mode, power.item, power.from_ or "", power.to or "")
    iri = draft.fact(ZL.PowerTransfer, "power-transfer", power.start, power.end, *key)
    county = power.place and power.place[:_COUNTY]
    item = URIRef(power_iri(power.item, county, draft.iri))
    draft.add(item, RDF.type, ZL.PowerItem)
    draft.add(item, SKOS.prefLabel, Literal(power.item, lang="zh"))
    draft.unit(item, ZL.place, county)
    draft.add(iri, ZL.powerItem, item)
    draft.add(iri, ZL.transferMode, URIRef(code_iri("transfer-mode", power.mode)))
    for predicate, name in (
        (ZL.transferredFrom, power.from_),
        (ZL.transferredTo, power.to),
        (ZL.inNameOf, power.in_name_of),
    ):
        draft.add(iri, predicate, draft.body(name) if name else None)
    draft.add(iri, ZL.condition, power.condition)
    draft.date(iri, ZL.validFrom, power.valid_from or draft.record.document.date)
    draft.add(iri, ZL.validityGround, "stated" if power.valid_from else "document")
    draft.basis(iri, power.basis)
    draft.add(iri, ZL.passage, draft.passage(power.start, power.end))


def _add_control(draft: Draft, control: Control) -> None:
    key = (control.controlled, control.controller, control.relation, control.aspect or "")
    iri = draft.fact(ZL.ControlRelation, "control", control.start, control.end, *key)
    draft.add(iri, ZL.controlled, draft.body(control.controlled))
    draft.add(iri, ZL.controller, draft.body(control.controller))
    draft.add(iri, ZL.controlKind, URIRef(code_iri("control-kind", control.relation)))
    draft.add(iri, ZL.aspect, URIRef(code_iri("control-aspect", control.aspect)) if control.aspect else None)
    draft.date(iri, ZL.validFrom, draft.record.document.date)
    draft.add(iri, ZL.validityGround, "document")
    draft.add(iri, PROV.wasDerivedFrom, draft.passage(control.start, control.end))
