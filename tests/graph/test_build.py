"""Records to quads: determinism, shapes, group members, independence of the order of loading."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, ORG, PROV, RDF, SKOS, BNode, Dataset, Literal, URIRef

from graph.build import build
from graph.divisions import DIVISIONS, register_of
from graph.export import export, graphs_of, nquads
from graph.groups import members
from graph.loading import put
from graph.oxigraph import Embedded
from graph.store import digest
from graph.validate import validate
from ontology.divisions import Register
from ontology.names import code_iri, document_iri, institution_iri, unit_iri
from ontology.records import Division, Document, Institution, Record
from ontology.vocabulary import OA, ZL
from tests.graph.seed import DISTRICT, OFFICES, TEXT, record

REGISTER = Register.national()
QUINGHE = (
    Division("99", "江岭省", "province"),
    Division("9901", "云水市", "prefecture"),
    Division("990121", "青禾县", "county"),
    Division("990121001", "临江街道", "township", "2019-01", None),
    Division("990121002", "东桥街道", "township", None, "2018-12"),
)


def small(name: str, place: str) -> Record:
    text = f"{name}负责防汛。"
    return Record(
        file=f"{name}.txt",
        sha256=f"{len(name):064x}",
        reader="text",
        text=text,
        document=Document(title=f"{name}职责", place=place),
        institutions=(Institution(name, "government", place=place),),
    )


RECORDS = (
    record(),
    small("汕头市龙湖区人民政府", "440507"),
    small("南京市鼓楼区人民政府", "320106"),
    small("徐州市鼓楼区人民政府", "320302"),
)


def canonical(records: tuple[Record, ...], *, at_once: bool = False) -> list[str]:
    store = Embedded()
    datasets = [build(one, REGISTER) for one in records]
    for batch in [datasets] if at_once else [[dataset] for dataset in datasets]:
        put(store, batch, REGISTER)
    return [store.version, *nquads(store)]


def test_the_same_record_gives_the_same_quads() -> None:
    assert graphs_of(build(record(), REGISTER)) == graphs_of(build(record(), REGISTER))


def test_the_order_of_loading_makes_no_difference() -> None:
    expected = canonical(RECORDS, at_once=True)
    assert len(expected) > 300
    for order in permutations(RECORDS):
        assert canonical(order) == expected


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(RECORDS), min_size=4, max_size=8).filter(lambda some: len({r.file for r in some}) == 4))
def test_loading_again_makes_no_difference(records: list[Record]) -> None:
    assert canonical(tuple(records)) == canonical(RECORDS)


def test_the_seed_conforms_and_the_committees_are_a_warning() -> None:
    report = validate(build(record(), REGISTER))
    assert report.violations == ()
    assert {finding.shape for finding in report.warnings} == {"self-governing-bearer"}
    assert all(finding.zh and finding.en for finding in report.warnings)


def test_a_duty_whose_quote_is_not_in_the_text_is_a_violation() -> None:
    wrong = replace(record(), duties=(replace(record().duties[0], quote="负责一切"),))
    report = validate(build(wrong, REGISTER))
    assert not report.conforms
    assert {finding.shape for finding in report.violations} == {"description"}


def test_nothing_is_a_blank_node_and_every_fact_has_its_passage() -> None:
    dataset = build(record(), REGISTER)
    assert not [term for quad in dataset.quads() for term in quad[:3] if isinstance(term, BNode)]
    passages = dataset.graph(URIRef(document_iri(None, record().document.title, None)))
    for passage in passages.subjects(RDF.type, ZL.Passage):
        start, end = (int(str(passages.value(passage, at))) for at in (OA.start, OA.end))
        assert str(passages.value(passage, OA.exact)) == TEXT[start:end]
    for kind in (ZL.Duty, ZL.Nameplate, ZL.Issue, ZL.GridTier, ZL.Indicator, ZL.CoverageNote, ZL.Claim):
        found = list(passages.subjects(RDF.type, kind))
        assert found, kind
        assert all((fact, PROV.wasDerivedFrom, None) in passages for fact in found)


def test_a_document_cited_with_its_number_is_the_same_when_cited_by_title() -> None:
    title, number = "金平区环境监管网格化工作方案", "汕金府办〔2016〕38号"
    by_title = replace(record(), duties=(replace(record().duties[0], basis=(f"《{title}》",)),))
    stated = build(by_title, REGISTER).graph(URIRef(document_iri(None, record().document.title, None)))
    (duty,) = stated.subjects(RDF.type, ZL.Duty)
    assert stated.value(duty, ZL.basis) == URIRef(document_iri(number, None, None))


def test_month_and_words_as_dates() -> None:
    graph = build(record(), REGISTER).graph(URIRef(document_iri(None, record().document.title, None)))
    document = graph.identifier
    assert str(graph.value(document, DCTERMS.issued)) == "2020-12-01"
    assert str(graph.value(document, ZL.datePrecision)) == "month"
    (issue,) = graph.subjects(RDF.type, ZL.Issue)
    assert graph.value(issue, ZL.deadline) is None
    assert graph.value(issue, SKOS.note) == Literal("长期坚持", lang="zh")


def test_members_of_a_group_are_the_units_of_the_register() -> None:
    """金平区 has 12 streets from 2019 on; those of 2018 that had ended before the office began are no members."""
    dataset = build(record(), REGISTER)
    inferred = dataset.graph(URIRef(f"{document_iri(None, record().document.title, None)}/inferred"))
    group = URIRef(institution_iri(OFFICES, "440511"))
    assert len(set(inferred.objects(group, ORG.hasMember))) == 12
    name = "汕头市金平区小公园街道综合行政执法办公室"
    member = URIRef(institution_iri(name, "440511018"))
    assert inferred.value(member, SKOS.prefLabel) == Literal(name, lang="zh")
    assert inferred.value(member, ZL.jurisdiction) == URIRef(unit_iri("440511018"))
    assert str(inferred.value(member, ZL.validFrom)) == "2019-10-31"
    gone = URIRef(institution_iri("汕头市金平区金厦街道综合行政执法办公室", "440511003"))
    assert (gone, None, None) not in inferred
    (plate,) = inferred.subjects(ZL.nameplateOf, member)
    assert str(inferred.value(plate, SKOS.prefLabel)) == "生态环境保护办公室"


@pytest.mark.parametrize(("kind", "count"), [("street", 19), ("town", 0), ("community", 0)])
def test_units_by_kind(kind: str, count: int) -> None:
    assert len(list(members(REGISTER, "440511", kind))) == count


def test_counties_of_a_city_are_its_districts_and_counties() -> None:
    """汕头市: 金平、龙湖、濠江、潮阳、潮南、澄海六区，南澳一县。"""
    names = {unit.name for unit in members(REGISTER, "4405", "county")}
    assert names >= {"金平区", "龙湖区", "濠江区", "潮阳区", "潮南区", "澄海区", "南澳县"}


def test_two_districts_of_one_name_are_two_bodies() -> None:
    store = Embedded()
    put(store, [build(one, REGISTER) for one in RECORDS[2:]], REGISTER)
    assert institution_iri("鼓楼区人民政府", "320106") != institution_iri("鼓楼区人民政府", "320302")
    assert store.select(f"SELECT DISTINCT ?b {{ ?b <{ZL.jurisdiction}> <{unit_iri('320106')}> }}").rows != ()


def test_an_unplaced_body_stays_local_to_its_document() -> None:
    dataset = build(record(), REGISTER)
    document = URIRef(document_iri(None, record().document.title, None))
    stated = dataset.graph(document)
    inspector = URIRef(institution_iri("广东省环境保护督察组", None, str(document)))
    assert stated.value(inspector, ZL.localTo) == document
    district = URIRef(institution_iri(DISTRICT, "440511"))
    assert stated.value(district, ZL.level) == URIRef(code_iri("level", "county"))
    assert stated.value(district, ZL.localTo) is None


def test_a_unit_that_a_list_renames_is_described_anew() -> None:
    store, listing = Embedded(), small("青禾县", "990121")
    for name in ("青禾县", "青禾市"):
        register = REGISTER.extended([Division("99", "江岭省", "province"), Division("990121", name, "county")])
        put(store, [build(listing, register)], register)
    names = store.select(f"SELECT ?name {{ <{unit_iri('990121')}> <{SKOS.prefLabel}> ?name }}").column("name")
    assert names == ("青禾市",)
    assert store.digests()[DIVISIONS] == digest("\n".join(store.triples(DIVISIONS)))


def test_stated_divisions_outlive_the_run_that_read_them() -> None:
    register = REGISTER.extended(QUINGHE)
    listing = replace(small("青禾县", "990121"), divisions=QUINGHE)
    store = Embedded()
    put(store, [build(listing, register)], register)
    again = register_of(store)
    assert again.full_name("990121001") == "云水市青禾县临江街道"
    for code in (division.code for division in QUINGHE):
        for date in ("2018-12-30", "2018-12-31", "2019-01-01"):
            assert again.exists(code, date) == register.exists(code, date), (code, date)
    before = store.triples(DIVISIONS)
    put(store, [build(RECORDS[1], REGISTER)], REGISTER)
    assert set(before) <= set(store.triples(DIVISIONS))


def test_exports_hold_the_same_triples() -> None:
    store = Embedded()
    put(store, [build(record(), REGISTER)], REGISTER)
    lines = list(nquads(store))
    for kind, form in (("trig", "trig"), ("jsonld", "json-ld")):
        read = Dataset().parse(data="".join(export(store, kind)), format=form)
        assert len(list(read.quads())) == len(lines)
    assert "".join(export(store, "nq")) == "".join(f"{line}\n" for line in lines)
