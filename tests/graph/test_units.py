"""Streets that come and go: members of a class of bodies on a date, and what stands where a street was.

By the lists of the statistics bureau 金平区 (440511) has 17 streets until October 2019 and 12 from 2019-10-31 on. 同益,
永祥, 新福 and 海安 became 小公园 (440511018), 金厦 and 东墩 became 金东 (440511019), 乌桥 went to 光华 (440511007).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import RDF, SKOS, Literal, URIRef

from graph.build import build
from graph.chain import trace
from graph.divisions import unit_graph
from graph.groups import KINDS
from graph.loading import put
from graph.oxigraph import Embedded
from graph.questions import run
from graph.reach import exists
from graph.store import Store
from graph.validate import validate
from loaders.find.lexicon import data
from ontology.divisions import Register
from ontology.names import CODES, code_iri, institution_iri, unit_iri
from ontology.records import Document, Duty, Holder, Institution, Record
from ontology.vocabulary import ZL, concept, graph

REGISTER = Register.national()
STREETS = "汕头市金平区各街道"
GROUP = institution_iri(STREETS, "440511")


def order(year: int) -> Record:
    """A document of one year by which each street of 金平区 protects its environment."""
    text = f"{year}年，各街道负责辖区内生态环境保护。"
    quote = "负责辖区内生态环境保护"
    start = text.index(quote)
    holder = Holder(STREETS, "各街道", "responsible", group=True, place="440511")
    return Record(
        file=f"{year}.txt",
        sha256=f"{year:064x}",
        reader="text",
        text=text,
        document=Document(title=f"金平区{year}年生态环境保护工作方案", date=f"{year}-06-30", place="440511"),
        institutions=(Institution(STREETS, "government", "township", "440511", group=True, unit="street"),),
        duties=(Duty(quote, start, start + len(quote), (holder,), topics=("生态环境保护",)),),
    )


def loaded(*years: int) -> Store:
    store = Embedded()
    put(store, [build(order(year), REGISTER) for year in years], REGISTER)
    return store


def members(store: Store, date: str) -> set[str]:
    return {
        str(row["name"]) for row in run(store, "group-members", group=GROUP) if exists(row["from"], row["to"], date)
    }


def bearers(store: Store, place: str, date: str) -> set[str]:
    return {entry.bearer.name for entry in trace(store, "env", place, date).entries}


def office(street: str) -> str:
    return f"汕头市金平区{street}街道办事处"


@pytest.mark.parametrize(
    ("years", "date", "number"),
    [
        ((2016,), "2018-12-31", 17),
        ((2016,), "2020-12-31", 12),
        ((2020,), "2020-12-31", 12),
        ((2016, 2020), "2018-12-31", 17),
        ((2016, 2020), "2019-10-30", 17),
        ((2016, 2020), "2019-10-31", 12),
    ],
)
def test_the_members_of_each_street_are_those_of_the_date(years: tuple[int, ...], date: str, number: int) -> None:
    assert len(members(loaded(*years), date)) == number


def test_a_document_of_2020_never_spoke_of_a_street_that_had_ended() -> None:
    assert office("同益") in members(loaded(2016), "2018-12-31")
    assert {office("小公园"), office("金东")} <= members(loaded(2020), "2020-12-31")
    assert office("同益") not in {str(row["name"]) for row in run(loaded(2020), "group-members", group=GROUP)}


@pytest.mark.parametrize(("date", "number"), [("2018-12-31", 17), ("2019-10-31", 12), ("2020-12-31", 12)])
def test_the_chain_at_the_district_has_the_streets_of_the_date(date: str, number: int) -> None:
    assert len(bearers(loaded(2016, 2020), "440511", date)) == number


def test_the_chain_at_a_street_that_ended() -> None:
    store = loaded(2016, 2020)
    assert bearers(store, "440511006", "2018-12-31") == {office("同益")}
    assert trace(store, "env", "440511006", "2018-12-31").instead is None
    assert bearers(store, "440511006", "2020-12-31") == set()
    later = trace(store, "env", "440511006", "2020-12-31")
    assert [(place.code, place.name) for place in later.instead or ()] == [("440511018", "汕头市金平区小公园街道")]
    assert bearers(store, "440511018", "2020-12-31") == {office("小公园")}


def test_the_chain_at_a_street_that_is_not_yet_there() -> None:
    chain = trace(loaded(2016), "env", "440511018", "2018-12-31")
    assert chain.entries == ()
    assert {place.name[-4:-2] for place in chain.instead or ()} == {"同益", "永祥", "新福", "海安"}


def test_a_place_that_no_list_has_says_nothing_of_its_existence() -> None:
    assert trace(loaded(2016), "env", "990121", "2018-12-31").instead is None


def test_replacements_are_written_with_their_ground() -> None:
    graph = unit_graph(["440511008"], REGISTER)
    old, new = URIRef(unit_iri("440511008")), URIRef(unit_iri("440511019"))
    assert set(graph.objects(old, ZL.replacedBy)) == {new}
    assert graph.value(new, ZL.code) == Literal("440511019")
    (node,) = graph.subjects(RDF.type, ZL.Replacement)
    assert (graph.value(node, ZL.replaced), graph.value(node, ZL.replacement)) == (old, new)
    assert graph.value(node, ZL.replacementGround) == URIRef(code_iri("replacement-ground", "units-below"))
    assert graph.value(node, ZL.share) == Literal(Decimal("0.7143"))
    assert graph.value(node, ZL.unitsCompared) == Literal(7)


def test_the_question_of_what_replaced_a_street() -> None:
    """The members of a group of 2016 include 东墩街道; 5 of its 7 communities are under 金东街道 in the next list."""
    [row] = run(loaded(2016), "replaced-by", units=[unit_iri("440511008")])
    assert (row["code"], row["name"], row["of"]) == ("440511019", "金东街道", 7)
    assert str(row["ground"]).endswith("/units-below") and float(row["share"] or 0) == 0.7143


def test_a_replacement_by_name_has_no_share() -> None:
    """沙县 became 沙县区 in 2021; its townships have new codes."""
    graph = unit_graph(["350427001"], REGISTER)
    grounds = {str(ground).rpartition("/")[2] for ground in graph.objects(None, ZL.replacementGround)}
    assert grounds == {"same-name", "units-below"}
    assert len(set(graph.objects(None, ZL.share))) == 1


def test_units_with_replacements_conform() -> None:
    dataset = build(order(2016), REGISTER)
    units = dataset.graph(URIRef("https://w3id.org/zelian/graph/divisions"))
    for triple in unit_graph(["440511", "440511006", "350427001"], REGISTER):
        units.add(triple)
    assert validate(dataset).conforms


@pytest.mark.parametrize(
    ("kind", "place", "reached"),
    [
        ("street", "440511001", True),
        ("street", "440511001001", True),
        ("street", "440511", True),
        ("street", "440513100", False),
        ("street", "440513100001", False),
        ("town", "440513100", True),
        ("township", "440511001", False),
        ("rural", "440513100", True),
        ("rural", "440511001", False),
        ("township-level", "440511001", True),
        ("grassroots", "440511001", True),
    ],
)
def test_a_group_of_the_whole_country_reaches_only_units_of_its_kind(kind: str, place: str, reached: bool) -> None:
    """石炮台街道 (440511001) is a street, 海门镇 (440513100) a town; so many members are kept in no store."""
    name = "全国的这一类单位"
    text = "这一类单位负责辖区内生态环境保护。"
    quote = "负责辖区内生态环境保护"
    start = text.index(quote)
    holder = Holder(name, "这一类单位", "responsible", group=True, place="100000")
    record = replace(
        order(2016),
        text=text,
        institutions=(Institution(name, "government", "township", "100000", group=True, unit=kind),),
        duties=(Duty(quote, start, start + len(quote), (holder,), topics=("生态环境保护",)),),
    )
    store = Embedded()
    put(store, [build(record, REGISTER)], REGISTER)
    assert (name in bearers(store, place, "2018-12-31")) is reached


def test_every_kind_of_unit_that_is_read_is_in_the_code_list() -> None:
    read = {kind for kind, _ in data("names.toml")["units"].values()}
    assert read <= set(KINDS)
    assert {str(concept("unit-kind", kind)) for kind in KINDS} == {
        str(iri) for iri in graph("codes").subjects(SKOS.inScheme, URIRef(f"{CODES}unit-kind"))
    }
