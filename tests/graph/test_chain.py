"""The chain, on the seed case: a street of 金平区 before and after the reform of 2020."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.build import build
from graph.chain import Chain, Entry, trace
from graph.loading import put
from graph.oxigraph import Embedded
from graph.store import Store
from ontology.divisions import Register
from ontology.errors import ZelianError
from ontology.records import Document, Duty, Holder, Institution, Record
from tests.graph.seed import COMMITTEES, OFFICES, TEXT, record

STREET = "440511001"
OFFICE = "汕头市金平区石炮台街道综合行政执法办公室"


@pytest.fixture(scope="module")
def store() -> Store:
    store, register = Embedded(), Register.national()
    put(store, [build(record(), register), build(rules(), register)], register)
    return store


def rules() -> Record:
    """A law and a city rule: duties of the centre, of a province at a broader topic, and of another district."""
    text = "国务院主管生态环境保护。省人民政府负责城市管理。龙湖区人民政府负责生态环境保护。"

    def duty(words: str, name: str, place: str, topic: str) -> Duty:
        start = text.index(words)
        return Duty(words, start, start + len(words), (Holder(name, name, place=place),), topics=(topic,))

    return Record(
        file="law.txt",
        sha256="1a" * 32,
        reader="text",
        text=text,
        document=Document(title="环境保护规定", date="2014-04-24", place="100000"),
        institutions=(
            Institution("国务院", "government", "central", "100000"),
            Institution("广东省人民政府", "government", "province", "44"),
            Institution("汕头市龙湖区人民政府", "government", "county", "440507"),
        ),
        duties=(
            duty("主管生态环境保护", "国务院", "100000", "生态环境保护"),
            duty("负责城市管理", "广东省人民政府", "44", "生态环境保护"),
            duty("负责生态环境保护", "汕头市龙湖区人民政府", "440507", "生态环境保护"),
        ),
    )


def of(chain: Chain, level: str) -> tuple[Entry, ...]:
    return next(step.entries for step in chain.steps if step.level == level)


def test_after_the_reform_the_street_office_bears_it_under_its_nameplate(store: Store) -> None:
    (entry,) = of(trace(store, "env", STREET, "2020-12-31"), "township")
    assert entry.bearer.name == OFFICE
    assert entry.bearer.inferred
    assert [plate.name for plate in entry.bearer.plates] == ["生态环境保护办公室"]
    assert entry.via is not None and entry.via.name == OFFICES
    assert entry.quote == "负责生态环境保护、人居环境整治等工作"
    assert [paper.number for paper in entry.basis] == ["汕机编发〔2020〕54号"]
    assert (entry.since, entry.precision, entry.ground, entry.until) == ("2020-08-14", "day", "stated", None)
    assert TEXT[entry.source.start : entry.source.end] == entry.quote
    assert entry.source.eid == "list_1__item_2"
    assert (entry.source.paper.issued, entry.source.paper.precision) == ("2020-12-01", "month")
    assert not entry.basis[0].held and entry.source.paper.held


def test_before_the_reform_only_the_communities_bear_it(store: Store) -> None:
    chain = trace(store, "env", STREET, "2020-08-01")
    assert of(chain, "township") == ()
    assert {(entry.bearer.name, entry.since) for entry in of(chain, "community")} == {(COMMITTEES, "2016-06-30")}


def test_a_level_without_a_duty_is_a_break_that_names_what_would_fill_it(store: Store) -> None:
    chain = trace(store, "env", STREET, "2020-08-01")
    assert [gap.level for gap in chain.breaks] == ["prefecture", "county", "township", "grid"]
    assert "三定规定" in chain.breaks[0].zh and "staffing rules" in chain.breaks[0].en


def test_bodies_of_other_places_are_not_in_it_and_those_above_are(store: Store) -> None:
    chain = trace(store, "env", STREET, "2020-12-31")
    names = {entry.bearer.name for entry in chain.entries}
    assert {"国务院", "广东省人民政府"} <= names
    assert "汕头市龙湖区人民政府" not in names
    assert of(chain, "central")[0].ground == "document"


def test_roles_and_topics_are_told_apart(store: Store) -> None:
    chain = trace(store, "env", STREET, "2020-12-31")
    helping = next(entry for entry in chain.entries if entry.role == "cooperate")
    assert (helping.match, helping.topics[0].zh) == ("narrower", "餐饮油烟与露天烧烤")
    fume = trace(store, "餐饮油烟", STREET, "2020-12-31")
    matches = {(entry.bearer.level, entry.match, entry.general) for entry in fume.entries}
    assert ("community", "exact", False) in matches
    assert ("township", "broader", True) in matches


def test_a_duty_read_with_little_confidence_is_left_out_and_counted(store: Store) -> None:
    chain = trace(store, "env", STREET, "2020-12-31")
    assert chain.uncertain == 1
    assert "完成上级交办的其他任务" not in {entry.quote for entry in chain.entries}
    lenient = trace(store, "env", STREET, "2020-12-31", least_confidence=0)
    assert lenient.uncertain == 0
    assert "完成上级交办的其他任务" in {entry.quote for entry in lenient.entries if entry.general}


def test_at_the_district_each_street_of_the_date_has_its_office(store: Store) -> None:
    """金平区 had 17 streets at the end of 2018 and 12 from 31 October 2019 on (statistics bureau)."""
    offices = {entry.bearer.name for entry in of(trace(store, "env", "440511", "2020-12-31"), "township")}
    assert len(offices) == 12
    assert OFFICE in offices and "汕头市金平区小公园街道综合行政执法办公室" in offices
    assert of(trace(store, "env", "440507", "2020-12-31"), "township") == ()


def test_the_issue_comes_with_who_must_mend_it_and_who_says_it_is_done(store: Store) -> None:
    chain = trace(store, "env", STREET, "2020-12-31")
    (issue,) = chain.issues
    assert (issue.raised_by, issue.raised_on) == ("广东省环境保护督察组", "2018-01-09")
    assert (issue.status, issue.claimed_by) == ("completed", "汕头市金平区人民政府")
    assert [(answer.body.name, answer.role) for answer in issue.answerable] == [("汕头市金平区人民政府", "responsible")]
    assert trace(store, "env", STREET, "2018-01-08").issues == ()


def test_the_documents_searched_are_named(store: Store) -> None:
    chain = trace(store, "env", STREET, "2020-12-31")
    assert {paper.title for paper in chain.papers} == {"环境保护规定", record().document.title}


def test_a_group_of_bodies_without_register_counts_by_its_scope(store: Store) -> None:
    elsewhere = trace(store, "env", "440507", "2020-12-31")
    assert of(elsewhere, "community") == ()


def test_a_city_under_the_centre_has_no_break_at_the_prefecture(store: Store) -> None:
    chain = trace(store, "env", "110101", "2020-12-31")
    assert "prefecture" not in {gap.level for gap in chain.breaks}


def test_order_of_loading_makes_no_difference(store: Store) -> None:
    other, register = Embedded(), Register.national()
    put(other, [build(rules(), register)], register)
    put(other, [build(record(), register)], register)
    assert trace(other, "env", STREET, "2020-12-31") == trace(store, "env", STREET, "2020-12-31")


@pytest.mark.parametrize(
    ("topic", "place", "date", "code"),
    [
        ("没有", STREET, "2020-12-31", "E304"),
        ("env", "44051", "2020-12-31", "E305"),
        ("env", "44", "2020-02-30", "E306"),
    ],
)
def test_what_is_no_topic_place_or_date_is_refused(store: Store, topic: str, place: str, date: str, code: str) -> None:
    with pytest.raises(ZelianError) as caught:
        trace(store, topic, place, date)
    assert caught.value.code == code


def test_a_duty_ends_with_the_unit_of_its_bearer() -> None:
    """金厦街道 (440511003) is in the register of 2018 and not in that of 31 October 2019."""
    store, register = Embedded(), Register.national()
    early = replace(record(), duties=tuple(replace(duty, valid_from="2015-01-01") for duty in record().duties))
    put(store, [build(early, register)], register)
    assert len(of(trace(store, "env", "440511003", "2018-12-31"), "township")) == 1
    assert of(trace(store, "env", "440511003", "2019-10-31"), "township") == ()
