"""Competency questions on the basis and validity of duties and on rectification, with answers known from the texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.chain import trace
from graph.force import in_force
from graph.questions import run
from graph.store import Store
from graph.walk import walk
from ontology.names import fact_iri, institution_iri, topic_iri, unit_iri
from ontology.records import Record
from tests.graph.papers_of import listed, number, paper, stored

FUME = "餐饮油烟与露天烧烤"
BUREAU = "云水市青禾县城市管理局"
OLD, GRID, LATER, ACT = "青府〔2008〕3号", "青府办〔2012〕7号", "青府办〔2022〕4号", "青府〔2021〕6号"


def rests_on(record: Record, *basis: str) -> Record:
    return replace(record, duties=tuple(replace(duty, basis=basis) for duty in record.duties))


def texts() -> list[Record]:
    rule = paper(
        "青禾县餐饮油烟管理规定",
        "第一条 县城市管理局负责餐饮油烟监督管理。\n第二条 本规定自2008年6月1日起施行。",
        "2008年5月2日",
        OLD,
    )
    grid = paper(
        "青禾县人民政府办公室关于餐饮油烟巡查的通知",
        "一、依照《青禾县餐饮油烟管理规定》（青府〔2008〕3号）第十五条第二款，县城市管理局负责餐饮油烟巡查。",
        "2012年3月1日",
        GRID,
    )
    later = paper(
        "青禾县人民政府办公室关于餐饮油烟排查的通知",
        "一、根据《青禾县餐饮油烟管理规定》（青府〔2008〕3号），县城市管理局负责餐饮油烟排查。",
        "2022年3月1日",
        LATER,
    )
    repeal = paper(
        "青禾县人民政府关于废止部分文件的决定", "现决定废止《青禾县餐饮油烟管理规定》。", "2021年3月30日", ACT
    )
    return [rule, rests_on(grid, OLD), rests_on(later, OLD), repeal]


@pytest.fixture(scope="module")
def store() -> Store:
    return stored(*texts())


def duty_of(record: Record, of: str) -> str:
    [duty] = record.duties
    key = sorted(f"{holder.name} {holder.place} {holder.role}" for holder in duty.holders)
    return fact_iri("duty", number(of), str(duty.start), str(duty.end), *key)


def test_cq09_the_provision_on_which_a_duty_rests(store: Store) -> None:
    [row] = run(store, "duty-bases", duty=duty_of(texts()[1], GRID))
    assert (row["number"], row["article"]) == (OLD, "第十五条第二款")
    assert str(row["track"]).endswith("/state")
    assert str(row["quote"]).startswith("一、依照《青禾县餐饮油烟管理规定》")


@pytest.mark.parametrize(
    ("of", "day", "answer"),
    [
        (OLD, "2008-05-31", "no"),
        (OLD, "2020-01-01", "yes"),
        (OLD, "2021-03-30", "no"),
        (GRID, "2020-01-01", "unknown"),
        (GRID, "2012-02-29", "no"),
    ],
)
def test_cq10_in_force_on_a_date(store: Store, of: str, day: str, answer: str) -> None:
    [row] = run(store, "document-in-force", document=number(of), date=day)
    assert row["answer"] == answer == in_force(store, number(of), day).answer


def test_cq11_duties_on_a_basis_that_has_ended_and_is_still_cited(store: Store) -> None:
    assert run(store, "ended-bases", date="2021-03-29").rows == ()
    rows = run(store, "ended-bases", date="2026-01-01").rows
    assert {(row["quote"], row["to"], row["act"]) for row in rows} == {
        ("负责餐饮油烟巡查", "2021-03-30", number(ACT)),
        ("负责餐饮油烟排查", "2021-03-30", number(ACT)),
    }
    assert {row["later"] for row in rows} == {number(LATER)}


def test_cq12_what_each_level_says(store: Store) -> None:
    units = [unit_iri("990121"), unit_iri("9901")]
    rows = run(store, "said-by-level", topics=[topic_iri("env-air-fume")], units=units).rows
    assert [(row["number"], row["quote"], row["role"]) for row in rows] == [
        (OLD, "负责餐饮油烟监督管理", "responsible"),
        (GRID, "负责餐饮油烟巡查", "responsible"),
        (LATER, "负责餐饮油烟排查", "responsible"),
    ]


def test_cq13_the_first_document(store: Store) -> None:
    bureau = institution_iri(BUREAU, "990121")
    rows = run(store, "first-document", bearers=[bureau], topics=[topic_iri("env-air-fume")]).rows
    assert (rows[0]["begin"], rows[0]["number"], rows[0]["held"]) == ("2008-06-01", OLD, None)
    assert (rows[1]["number"], rows[1]["held"]) == (GRID, True)
    without = stored(*texts()[1:])
    rows = run(without, "first-document", bearers=[bureau], topics=[topic_iri("env-air-fume")]).rows
    assert (rows[0]["number"], rows[0]["held"]) == (GRID, False)


def issues() -> Store:
    return stored(
        paper(
            "青禾县省生态环境保护督察整改情况报告",
            "一、河口镇部分餐饮店油烟直排。\n责任单位：县城市管理局\n督导单位：县水利局\n整改时限：2021年12月底\n"
            "整改目标：全部安装净化设施。\n整改措施：2020年5月6日印发《青禾县油烟整治方案》（青府办〔2020〕9号）。\n"
            "整改进展：已完成，已通过县水利局验收。",
            "2021年12月20日",
        ),
        listed(
            "青禾县省生态环境保护督察反馈问题清单,,,,\n序号,问题,提出日期,提出单位,整改措施\n"
            "一,河口镇部分餐饮店油烟直排。,2021年6月1日,江岭省生态环境保护督察组,2021年7月1日开展检查\n"
        ),
    )


def test_cq29_the_full_row_of_an_issue() -> None:
    rows = run(issues(), "issue-table", units=[unit_iri("990121")]).rows
    [row] = [row for row in rows if row["status"]]
    assert (row["ordinal"], row["responsible"], row["supervisor"], row["deadline"], row["goal"]) == (
        "一",
        BUREAU,
        "云水市青禾县水利局",
        "2021-12-31",
        "全部安装净化设施",
    )
    assert (row["claimant"], row["verifier"]) == ("青禾县人民政府", "云水市青禾县水利局")


def test_cq30_and_cq32_evidence_and_claims() -> None:
    store = issues()
    iris = [str(row["issue"]) for row in run(store, "issues", date="2022-12-31")]
    found = {
        (row["date"], row["order"], row["number"], row["held"]) for row in run(store, "evidence-dates", issues=iris)
    }
    assert found == {("2020-05-06", "unknown", "青府办〔2020〕9号", False), ("2021-07-01", "after", None, None)}
    [claim] = run(store, "claims", issues=iris)
    assert (claim["claimant"], claim["verifier"]) == ("青禾县人民政府", "云水市青禾县水利局")
    assert str(claim["status"]).endswith("/completed")


def test_a_chain_marks_a_basis_that_is_gone_and_leaves_out_drafts_and_what_was_repealed(store: Store) -> None:
    def entries(day: str, of: Store = store) -> dict[str, list[str]]:
        found = trace(of, FUME, "990121", day).entries
        return {entry.quote: [f"{one.until} {one.act.number}" for one in entry.gone] for entry in found}

    assert entries("2021-01-01") == {"负责餐饮油烟监督管理": [], "负责餐饮油烟巡查": []}
    assert entries("2023-01-01") == {
        "负责餐饮油烟巡查": [f"2021-03-30 {ACT}"],
        "负责餐饮油烟排查": [f"2021-03-30 {ACT}"],
    }
    draft = paper("青禾县餐饮油烟管理规定（征求意见稿）", "第一条 县城市管理局负责餐饮油烟监督管理。", "2020年1月1日")
    assert entries("2023-01-01", stored(draft)) == {}


def test_the_walk_goes_up_and_down_step_by_step() -> None:
    law = paper("江岭省餐饮油烟条例", "第一条 县城市管理部门负责餐饮油烟监督管理。", "2007年1月1日", "江岭省第9号公告")
    rule = paper("青禾县餐饮油烟管理规定", "第一条 根据《江岭省餐饮油烟条例》第三条，制定本规定。", "2008年5月2日", OLD)
    plan = paper(
        "青禾县餐饮油烟工作方案", "一、为贯彻落实《青禾县餐饮油烟管理规定》，制定本方案。", "2009年5月2日", GRID
    )
    reply = paper(
        "青禾县人民政府办公室关于油烟整治的函", "县商务局：\n你局《关于油烟整治的请示》收悉。", "2009年6月2日", LATER
    )
    store = stored(law, rule, plan, reply)
    steps = [
        (step.way, step.depth, step.relation, step.cited.title, step.article) for step in walk(store, number(GRID))
    ]
    assert steps == [
        ("up", 1, "implements", "青禾县餐饮油烟管理规定", None),
        ("up", 2, "basedOn", "江岭省餐饮油烟条例", "第三条"),
    ]
    down = [(step.way, step.depth, step.citing.number) for step in walk(store, number(OLD)) if step.way == "down"]
    assert down == [("down", 1, GRID)]
    assert [(step.way, step.cited.title) for step in walk(store, number(LATER))] == [("letters", "关于油烟整治的请示")]
    assert [step.depth for step in walk(store, number(GRID), steps=1)] == [1]
