"""The same issue in two papers, claims that contradict, and evidence that is older than what it answers."""

from __future__ import annotations

from pathlib import Path

from graph.conflicts import Conflict, conflicts
from graph.proofs import Doubt, check_evidence
from graph.same_issues import issues_at, same_issues
from graph.store import Store
from loaders.pipeline import read_file
from ontology.divisions import Register
from ontology.records import Record
from tests.graph.papers_of import listed, paper, stored

SAMPLE = Path(__file__).parents[2] / "api/samples/jinping/self-check-report.txt"
LIST = (
    "汕头市金平区省环境保护督察反馈问题清单,,,,\n序号,问题,提出日期,提出单位,责任单位\n"
    "六,环境监管网格化工作只规定了各镇政府（街道办）和区有关部门的环境管理职责，没有细化到行政村（居委）一级，"
    "基层的生态环境保护职责不清晰，环境监管“一岗双责”落实不到位。,2018年1月9日,广东省环境保护督察组,金平区人民政府\n"
    "七,内河涌沿线仍有生活污水直排。,2018年1月9日,广东省环境保护督察组,金平区人民政府\n"
)


def doubts(store: Store) -> dict[str, list[Doubt]]:
    found: dict[str, list[Doubt]] = {}
    for doubt in check_evidence(store, "2026-01-01", place="440511"):
        found.setdefault(doubt.kind, []).append(doubt)
    return found


def test_the_measure_is_older_than_the_finding_once_the_list_gives_its_day() -> None:
    national = Register.national()
    report = read_file(SAMPLE, national)
    assert "older-than-finding" not in doubts(stored(report, register=national))
    found = doubts(stored(report, listed(LIST, register=national), register=national))
    [old] = found["older-than-finding"]
    assert (old.dated, old.raised) == ("2016-06-30", "2018-01-09")
    assert old.paper is not None and old.paper.number == "汕金府办〔2016〕38号"
    assert old.raised_in is not None and old.raised_in.paper.title == "汕头市金平区省环境保护督察反馈问题清单"
    assert old.why is not None
    assert (old.why.verdict, old.why.reasons) == ("same", ("number", "raiser", "words"))
    [bare] = found["claim-only"]
    assert bare.claimant == "汕头市金平区人民政府"
    assert {doubt.paper.number for doubt in found["not-at-hand"] if doubt.paper} >= {
        "汕金府办〔2016〕38号",
        "汕机编发〔2020〕54号",
    }


def report(date: str, told: str, ordinal: str = "一", issue: str = "河口镇部分河段保洁不到位、垃圾堆积。") -> Record:
    body = f"{ordinal}、{issue}\n责任单位：河口镇人民政府\n整改措施：开展清理。\n整改进展：{told}"
    return paper("青禾县省生态环境保护督察整改情况报告", body, date)


def rows(status: str, issue: str = "河口镇部分河段保洁不到位、垃圾堆积。", day: str = "2021年9月1日") -> Record:
    return listed(
        f"云水市督察整改核查情况清单,,,,\n云水市生态环境局,,,,\n{day},,,,\n序号,问题,责任单位,整改进展\n一,{issue},河口镇人民政府,{status}\n"
    )


def statuses(found: tuple[Conflict, ...]) -> list[tuple[bool, list[str]]]:
    return [(each.certain, [claim.status for claim in each.claims]) for each in found]


def test_claims_that_contradict_stand_side_by_side() -> None:
    store = stored(report("2021年6月1日", "已完成。"), rows("正在整改"))
    assert statuses(conflicts(store, "2026-01-01")) == [(True, ["completed", "in_progress"])]
    assert conflicts(store, "2021-08-31") == ()
    assert statuses(conflicts(store, "2026-01-01", "99")) == [(True, ["completed", "in_progress"])]
    assert conflicts(store, "2026-01-01", "44") == ()


def test_progress_is_no_contradiction() -> None:
    assert conflicts(stored(report("2022年6月1日", "已完成。"), rows("正在整改")), "2026-01-01") == ()


def test_like_words_are_a_candidate_and_merged_by_nobody() -> None:
    store = stored(
        report("2021年6月1日", "已完成。", "二"), rows("正在整改", "河口镇部分河段长期保洁不到位、垃圾堆积。")
    )
    [pair] = same_issues(issues_at(store))
    assert (pair.verdict, pair.reasons) == ("candidate", ("likeness",))
    assert statuses(conflicts(store, "2026-01-01")) == [(False, ["completed", "in_progress"])]


def test_the_same_words_found_on_two_days_are_two_findings() -> None:
    first = LIST.replace("2018年1月9日", "2021年9月2日").replace("反馈问题清单", "第二轮反馈问题清单")
    national = Register.national()
    store = stored(listed(LIST, register=national), listed(first, register=national), register=national)
    assert same_issues(issues_at(store)) == ()


def test_a_verified_claim_is_not_a_bare_one() -> None:
    bare = check_evidence(stored(report("2021年6月1日", "已完成。")), "2026-01-01", place="990121")
    assert [doubt.kind for doubt in bare] == ["claim-only"]
    told = "已完成，已于2021年5月20日通过云水市生态环境局现场验收。"
    assert check_evidence(stored(report("2021年6月1日", told)), "2026-01-01", place="990121") == ()
