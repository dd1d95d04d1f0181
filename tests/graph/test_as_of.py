"""What the lists and counts say on a date: duties and bodies that ended by a later document's act are not in force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.build import build
from graph.derived import derive
from graph.export import nquads
from graph.loading import put
from graph.oxigraph import Embedded
from graph.questions import run
from graph.store import Store
from ontology.names import topic_iri
from ontology.records import Issue
from tests.graph.histories import REGISTER, Paper, iri, stored

AIR = "生态环境保护"
OLD, NEW, MONEY = "县环境保护局", "县生态环境局", "县财政局"


@pytest.fixture(scope="module")
def store() -> Store:
    """In 2016 two bodies are given a duty each, in 2018 a draft gives a third; in 2019 one of the bodies goes."""
    return stored(
        Paper("青府办〔2016〕8号", "2016-03-05").duty(OLD, "负责油烟治理", AIR).duty(MONEY, "负责经费保障", AIR),
        Paper("青府办〔2018〕2号", "2018-02-01", draft=True).duty(MONEY, "负责经费审核", AIR),
        Paper("青委办发〔2019〕5号", "2019-03-20")
        .reform("组建县生态环境局", ("created", (), (NEW,), None))
        .reform("不再保留县环境保护局", ("abolished", (OLD,), (), None)),
    )  # fmt: skip


def listed(store: Store, date: str) -> dict[object, tuple[object, ...]]:
    rows = run(store, "institutions", date=date)
    return {row["name"]: (row["from"], row["to"], row["duties"]) for row in rows}


def test_a_duty_is_not_counted_after_the_reform_that_ended_it(store: Store) -> None:
    life = ("2019-03-20", None, 0)
    assert listed(store, "2016-03-04") == {OLD: (None, "2019-03-20", 0), MONEY: (None, None, 0), NEW: life}
    assert listed(store, "2019-03-19") == {OLD: (None, "2019-03-20", 1), MONEY: (None, None, 1), NEW: life}
    assert listed(store, "2019-03-20") == {OLD: (None, "2019-03-20", 0), MONEY: (None, None, 1), NEW: life}


@pytest.mark.parametrize(("date", "expected"), [("2016-03-04", []), ("2019-03-19", [(2, 2)]), ("2019-03-20", [(1, 1)])])
def test_the_overview_leaves_out_what_ended(store: Store, date: str, expected: list[tuple[int, int]]) -> None:
    rows = [row for row in run(store, "overview", date=date) if row["topic"] == topic_iri("env")]
    assert [(row["duties"], row["bearers"]) for row in rows] == expected


@pytest.mark.parametrize(
    ("date", "old", "money"),
    [
        ("2016-03-04", "not_yet", ["draft", "not_yet"]),
        ("2019-03-19", "holds", ["draft", "no_end"]),
        ("2019-03-20", "ended", ["draft", "no_end"]),
    ],
)
def test_the_duties_of_a_body_are_marked(store: Store, date: str, old: str, money: list[str]) -> None:
    assert run(store, "duties-of", bearers=[iri(OLD)], date=date).column("force") == (old,)
    assert sorted(map(str, run(store, "duties-of", bearers=[iri(MONEY)], date=date).column("force"))) == money


def test_a_duty_of_an_undated_document_has_no_known_begin() -> None:
    undated = stored(Paper("青府办〔2016〕9号", None).duty(MONEY, "负责经费保障", AIR))
    assert run(undated, "duties-of", bearers=[iri(MONEY)], date="2000-01-01").column("force") == ("unknown",)
    assert listed(undated, "2000-01-01")[MONEY] == (None, None, 1)


def test_a_plate_ends_where_another_document_takes_it_down() -> None:
    store = stored(
        Paper("青编〔2016〕1号", "2016-01-01").plate(MONEY, "县国有资产管理办公室"),
        Paper("青编〔2019〕1号", "2019-01-01").reform(
            "县财政局不再加挂县国有资产管理办公室牌子", ("plate-removed", (MONEY,), (), "县国有资产管理办公室")),
    )  # fmt: skip
    [plate] = run(store, "nameplates", bodies=[iri(MONEY)])
    assert (plate["issued"], plate["to"]) == ("2016-01-01", "2019-01-01")


def test_issues_are_those_raised_by_the_date_with_what_was_said_by_then() -> None:
    record = Paper("青府〔2021〕9号", "2021-12-20").record()
    start = len(record.text)
    found = Issue(
        "油烟直排", start, start + 4, "一", "县督察组", "2021-06-01", status="completed", status_claimed_by="县人民政府"
    )
    store = Embedded()
    put(store, [build(replace(record, text=record.text + "油烟直排", issues=(found,)), REGISTER)], REGISTER)
    derive(store)

    def asked(date: str) -> list[tuple[object, object]]:
        rows = run(store, "issues", date=date)
        return [(row["claimant"], str(row["status"]).rpartition("/")[2]) for row in rows]

    assert asked("2021-05-31") == []
    assert asked("2021-06-01") == asked("2021-12-19") == [(None, "None")]
    assert asked("2021-12-20") == [("县人民政府", "completed")]


@pytest.mark.parametrize(
    ("date", "smoke", "money"), [("2016-03-04", 0, 0), ("2019-03-19", 1, 1), ("2019-03-20", 0, 1), (None, 1, 1)]
)
def test_an_export_holds_what_was_in_force(store: Store, date: str | None, smoke: int, money: int) -> None:
    lines = [line for line in nquads(store, date) if "/description>" in line]
    assert [sum(quote in line for line in lines) for quote in ("负责油烟治理", "负责经费保障")] == [smoke, money]
