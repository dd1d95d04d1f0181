"""The terms and the code lists are complete, in two languages, and as the standards they rest on have them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node

from ontology import names, records
from ontology.vocabulary import OA, ZL, Name, concept, graph, label

ROOT = Path(__file__).parents[2]
ELI = "http://data.europa.eu/eli/ontology#"
FOAF = "http://xmlns.com/foaf/0.1/"

CLASSES = {
    "Document": {f"{FOAF}Document", PROV.Entity},
    "Provision": {f"{ELI}LegalResourceSubdivision"},
    "Passage": {OA.TextPositionSelector, OA.TextQuoteSelector},
    "AdministrativeUnit": {DCTERMS.Location},
    "Institution": {ORG.Organization},
    "InstitutionGroup": {f"{FOAF}Group"},
    "Post": {ORG.Post},
    "Nameplate": {PROV.Entity},
    "GridTier": {PROV.Entity},
    "Duty": {PROV.Entity},
    "Inspection": {PROV.Activity},
    "Issue": {PROV.Entity},
    "Measure": {PROV.Activity},
    "Indicator": {PROV.Entity},
    "ReformEvent": {ORG.ChangeEvent},
    "Change": {ORG.ChangeEvent},
    "PowerItem": {PROV.Entity},
    "PowerTransfer": {PROV.Activity},
    "ControlRelation": {PROV.Entity},
    "Claim": {PROV.Entity},
    "Citation": {PROV.Entity},
    "Judgement": {PROV.Activity},
    "CoverageNote": {PROV.Entity},
    "Replacement": {PROV.Entity},
}
PROPERTIES = [
    "documentNumber",
    "documentType",
    "issuedBy",
    "addressedTo",
    "datePrecision",
    "cites",
    "basedOn",
    "respondsTo",
    "forwards",
    "hasAttachment",
    "repeals",
    "declaresVoid",
    "implements",
    "quotes",
    "amends",
    "citedDocument",
    "citedProvision",
    "citationRelation",
    "printedOn",
    "stage",
    "track",
    "sameDocumentAs",
    "endPassage",
    "basisGone",
    "sha256",
    "text",
    "fileName",
    "place",
    "eid",
    "inDocument",
    "code",
    "within",
    "level",
    "validFrom",
    "validTo",
    "replacedBy",
    "replaced",
    "replacement",
    "replacementGround",
    "share",
    "unitsCompared",
    "firstSeen",
    "lastSeen",
    "jurisdiction",
    "guidedBy",
    "dispatchedBy",
    "localTo",
    "groupScope",
    "groupKind",
    "nameplateOf",
    "nameplateKind",
    "tier",
    "gridUnit",
    "bearer",
    "leadBearer",
    "responsibleBearer",
    "cooperatingBearer",
    "supervisingBearer",
    "topic",
    "basis",
    "responsibilityKind",
    "general",
    "validityGround",
    "endedBy",
    "begunBy",
    "endGround",
    "deadline",
    "rule",
    "confidence",
    "raises",
    "raisedBy",
    "goal",
    "status",
    "addresses",
    "evidence",
    "points",
    "year",
    "scheme",
    "transfers",
    "changes",
    "changeKind",
    "what",
    "receivedBy",
    "powerItem",
    "transferredFrom",
    "transferredTo",
    "transferMode",
    "inNameOf",
    "condition",
    "controlled",
    "controller",
    "aspect",
    "controlKind",
    "claimAbout",
    "assertedBy",
    "verifiedBy",
    "judges",
    "verdict",
    "sameBodyAs",
    "formerName",
    "staff",
    "page",
    "reason",
    "passage",
]
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
TERMS = sorted({str(term) for kind in KINDS for term in graph("zelian").subjects(RDF.type, kind)})
SCHEMES = sorted(str(scheme) for scheme in graph("codes").subjects(RDF.type, SKOS.ConceptScheme))
CONCEPTS = sorted(str(concept) for concept in graph("codes").subjects(RDF.type, SKOS.Concept))

STATUTORY_KINDS = [
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
]
"""The fifteen kinds of the 2012 regulations on official documents."""


def languages(name: Name, subject: Node, predicate: URIRef) -> list[str | None]:
    return sorted(getattr(text, "language", None) for text in graph(name).objects(subject, predicate))


def members(scheme: str) -> set[str]:
    prefix = f"{names.CODES}{scheme}/"
    return {iri.removeprefix(prefix) for iri in CONCEPTS if iri.startswith(prefix)}


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_is_there_and_under_its_standard_class(name: str) -> None:
    assert (ZL[name], RDF.type, OWL.Class) in graph("zelian")
    assert set(graph("zelian").objects(ZL[name], RDFS.subClassOf)) == {URIRef(iri) for iri in CLASSES[name]}


def test_no_class_is_missing_from_the_list_above() -> None:
    assert {str(iri).removeprefix(names.NS) for iri in graph("zelian").subjects(RDF.type, OWL.Class)} == set(CLASSES)


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_is_there(name: str) -> None:
    kinds = set(graph("zelian").objects(ZL[name], RDF.type))
    assert kinds & {OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property}


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_named_and_defined_in_both_languages(term: str) -> None:
    iri = URIRef(term)
    assert languages("zelian", iri, RDFS.label) == ["en", "zh"]
    assert languages("zelian", iri, SKOS.definition) == ["en", "zh"]
    assert graph("zelian").value(iri, RDFS.isDefinedBy) == URIRef(names.NS.removesuffix("#"))


def test_no_example_derives_an_activity() -> None:
    """PROV-O: an activity is no entity, and only an entity can be derived."""
    activities = {ZL[name] for name, parents in CLASSES.items() if parents & {PROV.Activity, ORG.ChangeEvent}}
    for path in (ROOT / "ontology" / "examples").rglob("*.ttl"):
        data = Graph().parse(path)
        for fact in data.subjects(PROV.wasDerivedFrom, None):
            assert not activities & set(data.objects(fact, RDF.type)), path


@pytest.mark.parametrize("standard", [DCTERMS, ORG, PROV, SKOS], ids=["dcterms", "org", "prov", "skos"])
@pytest.mark.parametrize("name", ["zelian", "codes", "topics", "shapes"])
def test_every_borrowed_term_is_in_its_standard(name: Name, standard: type[DefinedNamespace]) -> None:
    iris = {str(term) for triple in graph(name) for term in triple if isinstance(term, URIRef)}
    borrowed = {iri for iri in iris if iri.startswith(str(standard))}
    known = {str(getattr(standard, term)) for term in standard.__annotations__}
    assert borrowed - known == set()


@pytest.mark.parametrize("role", records.ROLES)
def test_each_role_has_one_bearer_property(role: str) -> None:
    (sub,) = graph("zelian").subjects(ZL.role, URIRef(names.code_iri("role", role)))
    assert (sub, RDFS.subPropertyOf, ZL.bearer) in graph("zelian")


@pytest.mark.parametrize("iri", [*SCHEMES, *CONCEPTS])
def test_every_code_is_named_and_defined_in_both_languages(iri: str) -> None:
    assert languages("codes", URIRef(iri), SKOS.prefLabel) == ["en", "zh"]
    assert languages("codes", URIRef(iri), SKOS.definition) == ["en", "zh"]


@pytest.mark.parametrize("iri", CONCEPTS)
def test_a_code_ends_in_its_key_and_is_in_the_scheme_before_it(iri: str) -> None:
    scheme, _, key = iri.rpartition("/")
    assert [str(notation) for notation in graph("codes").objects(URIRef(iri), SKOS.notation)] == [key]
    assert list(graph("codes").objects(URIRef(iri), SKOS.inScheme)) == [URIRef(scheme)]
    assert (URIRef(scheme), SKOS.hasTopConcept, URIRef(iri)) in graph("codes")


def test_no_two_codes_of_a_scheme_share_a_name() -> None:
    for scheme in SCHEMES:
        words = [
            str(word)
            for iri in graph("codes").subjects(SKOS.inScheme, URIRef(scheme))
            for naming in (SKOS.prefLabel, SKOS.altLabel)
            for word in graph("codes").objects(iri, naming)
        ]
        assert sorted(words) == sorted(set(words)), scheme


def test_levels_and_roles_are_those_of_the_records_and_levels_are_in_order() -> None:
    codes = graph("codes")
    ordered = codes.value(URIRef(f"{names.CODES}level-order"), SKOS.memberList)
    assert ordered is not None
    assert list(Collection(codes, ordered)) == [URIRef(names.code_iri("level", level)) for level in records.LEVELS]
    assert members("level") == set(records.LEVELS)
    assert members("role") == set(records.ROLES)


def test_codes_that_records_use_are_there() -> None:
    assert members("status") == {"completed", "in_progress", "not_started", "long_term", "unknown"}
    assert members("institution-kind") == {
        "government",
        "party-committee",
        "party-office",
        "department",
        "internal-office",
        "dispatched-organ",
        "dispatched-agency",
        "public-institution",
        "enforcement-team",
        "coordination-group",
        "self-governing-committee",
        "congress",
        "court",
        "procuratorate",
        "post",
        "grid",
        "private",
        "mass-organisation",
        "other",
    }


@pytest.mark.parametrize(
    "kind", [*STATUTORY_KINDS, *["条例", "规定", "办法", "细则", "方案", "清单", "公示", "三定规定"]]
)
def test_every_document_kind_has_a_concept(kind: str) -> None:
    iri = concept("document-type", kind)
    assert iri is not None
    assert label(str(iri), "zh") == kind


def test_every_document_type_that_loaders_read_has_a_concept() -> None:
    head = tomllib.loads((ROOT / "loaders" / "data" / "head.toml").read_text("utf-8"))
    assert [word for word in head["types"]["words"] if not concept("document-type", word)] == []


@pytest.mark.parametrize(
    ("scheme", "word", "key"),
    [
        ("nameplate-kind", "加挂牌子", "added"),
        ("nameplate-kind", "合署办公", "colocated"),
        ("nameplate-kind", "对外名称", "external"),
        ("responsibility-kind", "主体", "principal"),
        ("responsibility-kind", "监管", "regulatory"),
        ("responsibility-kind", "领导", "leadership"),
        ("responsibility-kind", "属地", "territorial"),
        ("status", "not_started", "not_started"),
    ],
)
def test_what_records_say_leads_to_its_concept(scheme: str, word: str, key: str) -> None:
    assert str(concept(scheme, word)) == names.code_iri(scheme, key)


def test_what_is_not_in_a_list_has_no_concept_and_no_label() -> None:
    assert concept("status", "差不多") is None
    assert concept("nowhere", "报告") is None
    assert label(names.unit_iri("990121"), "zh") is None


def test_labels_of_topics_codes_schemes_and_terms() -> None:
    assert label(names.topic_iri("env"), "en") == "Ecological and environmental protection"
    assert label(names.code_iri("level", "township"), "zh") == "乡镇街道级"
    assert label(f"{names.CODES}status", "zh") == "状态"
    assert label(ZL.cooperatingBearer, "zh") == "配合单位"


def zl_terms_used() -> set[tuple[str, str]]:
    files = [path for folder in ("ontology", "graph", "api") for path in (ROOT / folder).rglob("*")]
    return {
        (match[1], str(path.relative_to(ROOT)))
        for path in files
        if path.suffix in {".py", ".rq", ".ttl"}
        for match in re.finditer(r"(?:\bzl:|\bZL\.|\{NS\})([A-Za-z]\w*)", path.read_text("utf-8"))
    }


def test_every_zl_term_that_is_used_is_defined() -> None:
    unknown = {(term, file) for term, file in zl_terms_used() if names.NS + term not in TERMS}
    assert not unknown
