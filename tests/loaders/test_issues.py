"""Issues in the layouts of rectification papers."""

from __future__ import annotations

import pytest

from ontology.records import Issue
from tests.loaders.reading import record, table

TITLE = "青禾县生态环境保护督察反馈问题整改方案\n"


def only(text: str) -> Issue:
    [issue] = record(text).issues
    return issue


def bearers(issue: Issue) -> list[tuple[str, str]]:
    return [(holder.mention, holder.role) for holder in issue.responsible]


LINES = (
    TITLE
    + "一、反馈问题：部分河段保洁不到位。\n整改目标：河面干净。\n整改措施：\n（一）增加保洁频次。\n（二）建立台账。\n"
    "责任单位：县水利局\n配合单位：各镇人民政府\n督导单位：县纪委监委\n整改时限：2024年11月底前\n整改进展：已完成整改。\n"
)


def test_labelled_lines() -> None:
    issue = only(LINES)
    assert issue.quote == "部分河段保洁不到位"
    assert issue.goal == "河面干净"
    assert bearers(issue) == [("县水利局", "responsible"), ("各镇人民政府", "cooperate"), ("县纪委监委", "supervise")]
    assert (issue.deadline, issue.status) == ("2024-11", "completed")


def test_each_numbered_measure_is_one() -> None:
    assert [(m.quote, m.issue) for m in record(LINES).measures] == [("增加保洁频次。", 0), ("建立台账。", 0)]


def test_labelled_lines_are_not_read_as_duties() -> None:
    assert not [duty for duty in record(LINES).duties if "县纪委监委" in duty.quote]


def test_several_labels_in_one_line() -> None:
    issue = only(TITLE + "一、反馈问题：河段保洁不到位。责任单位：县水利局。整改时限：2024年6月30日前。")
    assert issue.quote == "河段保洁不到位"
    assert (bearers(issue), issue.deadline) == ([("县水利局", "responsible")], "2024-06-30")


def test_labels_as_headings_with_lines_under_them() -> None:
    text = (
        "青禾县督察反馈问题（第十项）整改完成情况公示\n一、整改任务\n部分河段保洁不到位。\n"
        "二、责任单位\n县水利局\n三、整改完成情况\n已完成整改。\n"
    )
    issue = only(text)
    assert (issue.quote, issue.ordinal, issue.status) == ("部分河段保洁不到位", "十", "completed")
    assert bearers(issue) == [("县水利局", "responsible")]


def test_numbered_items_with_labelled_lines() -> None:
    text = (
        f"{TITLE}（一）部分河段垃圾清理不及时、保洁不到位。\n整改措施：增加保洁频次。\n责任单位：县水利局\n"
        "（二）部分排污口没有完成规范化整治工作。\n整改措施：完成整治。\n责任单位：县生态环境局\n"
    )
    first, second = record(text).issues
    assert (first.quote, second.quote) == ("部分河段垃圾清理不及时、保洁不到位", "部分排污口没有完成规范化整治工作")
    assert (bearers(first), bearers(second)) == ([("县水利局", "responsible")], [("县生态环境局", "responsible")])
    assert [m.issue for m in record(text).measures] == [0, 1]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("已完成整改", "completed"),
        ("正在推进", "in_progress"),
        ("尚未启动", "not_started"),
        ("基本完成，正在整改", "in_progress"),
        ("有关情况见附件", None),
    ],
)
def test_status(told: str, status: str | None) -> None:
    assert only(TITLE + f"一、反馈问题：河段保洁不到位。\n责任单位：县水利局\n整改进展：{told}。").status == status


@pytest.mark.parametrize(
    ("term", "deadline", "status"),
    [
        ("2024年底前", "2024", None),
        ("立行立改，长期坚持", None, "long_term"),
        ("收到通知后三十日内", "收到通知后三十日内", None),
    ],
)
def test_deadline(term: str, deadline: str | None, status: str | None) -> None:
    issue = only(TITLE + f"一、反馈问题：河段保洁不到位。\n责任单位：县水利局\n整改时限：{term}")
    assert (issue.deadline, issue.status) == (deadline, status)


def test_inspection_that_raised_it_belongs_to_the_province() -> None:
    issue = only(
        "青禾县人民政府关于省生态环境保护督察反馈问题的整改方案\n一、反馈问题：河段保洁不到位。\n责任单位：县水利局"
    )
    assert issue.raised_by == "江岭省生态环境保护督察"


def test_authority_of_the_place_when_nobody_is_named() -> None:
    issue = only("青禾县人民政府关于督察反馈问题的整改方案\n一、反馈问题：河段保洁不到位。\n整改目标：河面干净。")
    assert [holder.name for holder in issue.responsible] == ["云水市青禾县人民政府"]


def test_other_papers_have_no_issues() -> None:
    assert record("青禾县河道保洁方案\n一、存在问题：河段保洁不到位。\n责任单位：县水利局").issues == ()


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("已完成整改，已于2021年12月10日通过县水利局现场验收。", "县水利局"),
        ("已完成，经县水利局核查属实。", "县水利局"),
        ("经县水利局同意销号。", "县水利局"),
        ("已完成。", None),
        ("已完成，须经县水利局验收。", None),
        ("已完成，经县水利局验收后销号。", None),
    ],
)
def test_who_verified_a_result(told: str, who: str | None) -> None:
    text = (
        "青禾县督察整改情况报告\n一、部分河段保洁不到位。\n责任单位：河口镇人民政府\n"
        f"整改进展：{told}\n青禾县人民政府\n2021年12月20日\n"
    )
    [issue] = record(text).issues
    assert issue.verified_by == (who and f"云水市青禾{who}")


def test_an_issue_list_tells_when_and_by_whom_an_issue_was_raised() -> None:
    rows = (
        "青禾县督察反馈问题清单,,,\n序号,问题,提出日期,提出单位,整改进展\n"
        "六,部分河段保洁不到位,2018年1月9日,江岭省督察组,已完成\n"
    )
    [issue] = table(rows).issues
    assert (issue.ordinal, issue.raised_on, issue.raised_by) == ("六", "2018-01-09", "江岭省督察组")
