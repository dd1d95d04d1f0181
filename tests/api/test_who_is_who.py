"""Competency questions and the traps of DOMAIN on the sample documents, read, loaded and asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.ingest import load, select
from graph.oxigraph import Embedded
from graph.questions import run
from graph.results import Rows
from graph.store import Store
from ontology.names import institution_iri, topic_iri, unit_iri

SAMPLES = Path(__file__).parents[2] / "api" / "samples"
STREET = "汕头市金平区石炮台街道"
OFFICE = f"{STREET}综合行政执法办公室"
SIGN = "生态环境保护办公室"
PLACE = "440511001"


@pytest.fixture(scope="module")
def store() -> Store:
    opened = Embedded()
    files = select([SAMPLES / "jinping", SAMPLES / "qinghe"]).files
    assert {report.outcome for report in load(opened, files, lang="zh", max_bytes=1 << 24)} == {"new"}
    return opened


def quotes(rows: Rows) -> set[str]:
    return {str(row["quote"]) for row in rows}


def held(store: Store, topic: str, date: str) -> list[tuple[str, str]]:
    rows = run(store, "cq01-who-holds", place=unit_iri(PLACE), topics=[topic_iri(topic)], date=date)
    return sorted({(str(row["name"]), str(row["role"])) for row in rows})


def test_cq01_who_holds_a_topic_in_which_role(store: Store) -> None:
    assert (OFFICE, "responsible") in held(store, "env", "2020-12-31")
    assert (OFFICE, "responsible") not in held(store, "env", "2020-08-13")


def test_cq02_the_duties_of_one_office_on_a_date(store: Store) -> None:
    office = institution_iri(OFFICE, PLACE)
    rows = run(store, "cq02-duties-of-body", bodies=[office], date="2020-12-31")
    assert "承担生态环境保护、人居环境整治等方面的工作" in quotes(rows)
    assert all(row["via"] for row in rows), "the document states them for the class of offices"
    assert {row["role"] for row in rows} == {"responsible", "cooperate"}
    assert len(run(store, "cq02-duties-of-body", bodies=[office], date="2020-08-13")) == 0


def test_cq04_body_or_sign(store: Store) -> None:
    rows = [row for row in run(store, "cq04-body-or-sign", called=SIGN) if "金平区" in str(row["host_name"])]
    assert {row["what"] for row in rows} == {"sign"}
    assert {(str(row["from"]), row["to"]) for row in rows} == {("2020-08-14", None)}
    assert OFFICE in {str(row["host_name"]) for row in rows}
    assert {row["what"] for row in run(store, "cq04-body-or-sign", called=OFFICE)} == {"body"}


def test_cq24_committees_made_responsible(store: Store) -> None:
    rows = [row for row in run(store, "cq24-committees-responsible") if "金平区" in str(row["name"])]
    found = {str(row["quote"]) for row in rows}
    assert "及时、稳妥地调查处理收到的投诉举报和发生的环境污染纠纷" in found
    assert not any(quote.startswith("协助") for quote in found)


def test_cq34_grid_tiers(store: Store) -> None:
    rows = run(store, "cq34-grid-tiers")
    plan = {(row["tier"], str(row["unit"])) for row in rows if row["number"] == "青府办〔2016〕27号"}
    assert plan == {(1, "县"), (2, "街道、镇"), (3, "社区、行政村")}
    assert {row["tier"] for row in rows if "四级网格" in str(row["quote"])} == {4}


# ------------------------------------------------------------------------------------------- Traps


def test_trap_1_a_bracket_names_signs_not_bodies(store: Store) -> None:
    plates = {str(row["name"]) for row in run(store, "nameplates", bodies=[institution_iri(OFFICE, PLACE)])}
    assert plates == {"综合行政执法队", SIGN}
    listed = {str(row["name"]) for row in run(store, "institutions", date="2020-12-31")}
    assert not {name for name in listed if name.startswith("汕头市金平区") and name.endswith((SIGN, "综合行政执法队"))}


def test_trap_2_environment_is_a_duty_and_no_field_of_enforcement(store: Store) -> None:
    rows = run(store, "cq02-duties-of-body", bodies=[institution_iri(OFFICE, PLACE)], date="2020-12-31")
    on: dict[str, set[str]] = {}
    for row in rows:
        on.setdefault(str(row["quote"]), set()).add(str(row["topic"]))
    enforcement = next(topics for quote, topics in on.items() if "综合行政执法工作" in quote)
    environment = next(topics for quote, topics in on.items() if quote.startswith("承担生态环境保护"))
    assert topic_iri("env") in environment
    assert topic_iri("env") not in enforcement


@pytest.mark.parametrize(
    ("trap", "words", "role"),
    [
        ("10", "组建社区环保监督队伍", "responsible"),
        ("10", "协助二级、三级网格排查", "cooperate"),
        ("11", "调查处理收到的投诉举报", "responsible"),
        ("11", "协助上级网格查处本辖区", "cooperate"),
    ],
)
def test_traps_10_and_11_own_duty_and_help_are_told_apart(store: Store, trap: str, words: str, role: str) -> None:
    committee = institution_iri("汕头市金平区社区居委会", "440511")
    rows = run(store, "cq02-duties-of-body", bodies=[committee], date="2020-12-31")
    assert {row["role"] for row in rows if words in str(row["quote"])} == {role}


def test_trap_12_the_addressee_is_one_nested_office(store: Store) -> None:
    rows = store.select("PREFIX zl: <https://w3id.org/zelian/ns#> SELECT ?to { ?paper zl:addressedTo ?to }")
    assert "汕头市生态环境保护督察整改工作领导小组整改调度组办公室" in {str(row["to"]) for row in rows}


def test_trap_13_who_heads_a_grid_is_a_post_and_bears_nothing_as_a_person_or_body(store: Store) -> None:
    """配备网格长1名（由居委会主要负责人担任）: a duty of the committee; its head bears none."""
    committee = institution_iri("汕头市金平区社区居委会", "440511")
    rows = run(store, "cq02-duties-of-body", bodies=[committee], date="2020-12-31")
    (team,) = {(row["quote"], row["role"]) for row in rows if "网格长" in str(row["quote"])}
    assert str(team[0]).startswith("组建社区环保监督队伍") and team[1] == "responsible"
    names = {str(row["name"]) for row in run(store, "institutions", date="2020-12-31")}
    assert not {name for name in names if name.startswith("汕头市金平区") and "负责人" in name}
    assert not {name for name in names if "担任" in name}


def test_trap_13_the_duty_of_a_head_of_grid_is_the_post_s(store: Store) -> None:
    """网格长由本级责任主体的主要负责人担任，是本网格环境监管的第一责任人, in the plan of 青禾县."""
    heads = [row for row in run(store, "institutions", date="2020-12-31") if str(row["name"]).endswith("网格长")]
    assert [str(row["kind"]).rpartition("/")[2] for row in heads] == ["post"]
    rows = run(store, "cq02-duties-of-body", bodies=[str(heads[0]["institution"])], date="2020-12-31")
    assert {row["quote"] for row in rows} == {"是本网格环境监管的第一责任人"}


def test_trap_15_the_park_office_of_an_attachment_is_no_grid_subject_of_the_text(store: Store) -> None:
    rows = run(store, "cq34-grid-tiers")
    assert not any("工业园区" in str(row["name"]) for row in rows)
    titles = {str(row["title"]) for row in store.select(
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?title { ?paper dcterms:title ?title }")}  # fmt: skip
    assert "金平区各街道社区居委工业园区办环境监管网格化管理人员名单" in titles
