"""Competency questions on the sample corpus, with the answers that its documents give when they are read by hand."""

from __future__ import annotations

import pytest

from graph.questions import run
from graph.reach import units_around
from graph.results import Row
from graph.store import Store
from ontology.names import code_iri, topic_iri
from tests.graph.samples import sample_store

COUNTY, STREET, DISTRICT = "990121", "990121001", "440511"
FUME = "env-air-fume"


@pytest.fixture(scope="module")
def store() -> Store:
    return sample_store()


def key(row: Row, column: str) -> str:
    return str(row[column]).rpartition("/")[2]


def handed(store: Store, place: str, topic: str, date: str) -> list[tuple[str, object, object, object]]:
    rows = run(store, "cq05-handed-down", units=units_around(store, place), topics=[topic_iri(topic)], date=date)
    return [(key(row, "level"), row["act"], row["name"], row["role"]) for row in rows]


def test_cq05_from_the_finding_to_the_grid(store: Store) -> None:
    found = handed(store, STREET, FUME, "2022-06-01")
    assert [line for line in found if line[1] == "finding"] == [
        ("prefecture", "finding", "云水市生态环境局", "supervise"),
        ("county", "finding", "云水市青禾县城市管理和综合执法局", "responsible"),
        ("township", "finding", "云水市青禾县临江街道办事处", "responsible"),
    ]
    assert [level for level, *_ in found] == sorted(
        (level for level, *_ in found),
        key=["central", "province", "prefecture", "county", "township", "community", "grid"].index,
    )
    assert ("township", "duty", "云水市青禾县临江街道综合行政执法办公室", "lead") in found
    assert ("community", "duty", "云水市青禾县社区居民委员会", "responsible") in found
    assert ("grid", "duty", "云水市青禾县网格员", "responsible") in found
    assert not any("镇人民政府" in str(name) or "村民委员会" in str(name) for _, _, name, _ in found)


def test_cq05_shows_the_broken_hops(store: Store) -> None:
    """Before the regulation of 2019 no document of the corpus speaks of the levels above the county."""
    found = handed(store, STREET, FUME, "2017-01-01")
    assert [level for level, act, *_ in found if act is None] == ["central", "province", "prefecture"]
    assert [name for level, _, name, _ in found if level == "township"] == ["云水市青禾县街道办事处"]
    assert [act for _, act, *_ in handed(store, STREET, FUME, "2016-07-14")] == [None] * 7


def test_cq08_the_hosts_of_the_leading_groups(store: Store) -> None:
    """领导小组办公室设在县环境保护局 (2016), 领导小组办公室设在云水市生态环境局青禾分局: the group of each paper."""
    rows = run(store, "cq08-hosted-groups", called="领导小组", date="2022-12-31")
    assert {(row["name"], row["host_name"], str(row["since"])) for row in rows} == {
        ("云水市青禾县环境监管网格化管理工作领导小组", "云水市青禾县环境保护局", "2016-07-15"),
        ("云水市青禾县生态环境保护督察整改工作领导小组", "云水市生态环境局青禾分局", "2021-11-12"),
    }


def states(store: Store, place: str, topic: str, date: str) -> dict[str, object]:
    rows = run(store, "cq19-broken-hops", units=units_around(store, place), topics=[topic_iri(topic)], date=date)
    return {key(row, "level"): row["state"] for row in rows}


def test_cq19_a_hop_is_received_where_a_document_of_the_level_itself_states_the_duty(store: Store) -> None:
    """Provincial regulation, county plan and lists, a street's own establishment; the rest is named from above only."""
    assert states(store, STREET, FUME, "2022-06-01") == {
        "central": "not-received",
        "province": "received",
        "prefecture": "not-received",
        "county": "received",
        "township": "received",
        "community": "not-received",
        "grid": "not-received",
    }
    assert states(store, STREET, FUME, "2020-09-24")["township"] == "not-received"
    assert states(store, "990121002", FUME, "2022-06-01")["township"] == "not-received"


def test_cq19_names_the_papers_that_lack(store: Store) -> None:
    """The report of 金平区 quotes the grid plan of 2016, which is not in the corpus."""
    rows = run(
        store,
        "cq19-broken-hops",
        units=units_around(store, DISTRICT),
        topics=[topic_iri("env-supv-grid")],
        date="2020-12-31",
    )
    found = {key(row, "level"): (row["state"], row["duties"], row["missing"]) for row in rows}
    assert found["community"] == ("not-received", 3, "汕金府办〔2016〕38号")
    assert found["county"] == ("none", 0, None)


def coverage(store: Store, place: str, level: str, date: str, *topics: str) -> dict[str, object]:
    rows = run(
        store,
        "cq18-coverage",
        units=units_around(store, place),
        level=code_iri("level", level),
        topics=[topic_iri(topic) for topic in topics],
        date=date,
    )
    return {key(row, "topic"): row["state"] for row in rows}


def test_cq18_has_four_values(store: Store) -> None:
    asked = ("env", FUME, "env-noise", "law-petition")
    assert coverage(store, STREET, "township", "2022-06-01", *asked) == {
        "env": "general-only",
        FUME: "specific",
        "env-noise": "none",
        "law-petition": "specific",
    }
    before = coverage(store, STREET, "township", "2016-07-14", *asked)
    assert set(before.values()) == {"too-few-documents"}


def test_cq18_who_only_helps_is_not_responsible(store: Store) -> None:
    """协助县有关部门做好突发环境事件应急处置工作: the street helps, it does not bear the topic."""
    assert coverage(store, STREET, "township", "2022-06-01", "env-risk") == {"env-risk": "none"}


def test_cq18_a_topic_that_the_street_leads_is_no_gap(store: Store) -> None:
    """The first version of this question (DOMAIN §6, Q7) accused every street of its own topics."""
    street = coverage(store, "440511001", "township", "2020-12-31", "city-enforce", "env")
    assert street == {"city-enforce": "specific", "env": "general-only"}
    assert coverage(store, "440511001", "township", "2020-08-13", "city-enforce") == {"city-enforce": "none"}


def overlaps(store: Store, place: str, date: str) -> set[tuple[str, str, frozenset[object]]]:
    rows = run(store, "cq21-overlaps", units=units_around(store, place), date=date)
    return {(key(row, "topic"), key(row, "area"), frozenset((row["firstName"], row["secondName"]))) for row in rows}


def test_cq21_the_two_leads_for_dust(store: Store) -> None:
    """The list of duties of April 2022 has two lead bodies for dust."""
    dust = ("env-air-dust", COUNTY, frozenset({"云水市青禾县住房和城乡建设局", "云水市青禾县交通运输局"}))
    assert dust in overlaps(store, COUNTY, "2022-06-01")
    assert dust not in overlaps(store, COUNTY, "2022-03-31")


def test_cq21_each_street_in_its_own_area_is_no_overlap(store: Store) -> None:
    """Twelve offices of 金平区 have the same duties, each in its street."""
    assert overlaps(store, DISTRICT, "2020-12-31") == set()


def test_cq21_an_office_of_a_street_does_not_overlap_with_the_street(store: Store) -> None:
    names = {name for _, _, pair in overlaps(store, STREET, "2022-06-01") for name in pair}
    assert "云水市青禾县临江街道综合行政执法办公室" not in names


def test_cq36_the_same_code_is_another_indicator_in_another_year(store: Store) -> None:
    rows = run(store, "cq36-indicator-points", units=units_around(store, DISTRICT), date="2020-12-31")
    assert [(row["year"], row["code"], row["name"], row["points"], row["was"]) for row in rows] == [
        ("2018", "C1", "污染物减排情况", 1, None),
        ("2019", "C1", "主要污染物减排目标", 2, "污染物减排情况"),
        ("2019", "C2", "水质控制", 3, None),
        ("2018", "E10", "环境管理", 1, None),
    ]
    assert not run(store, "cq36-indicator-points", units=units_around(store, DISTRICT), date="2020-11-30").rows
