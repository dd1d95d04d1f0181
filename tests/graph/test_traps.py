"""What is easily read wrongly in the sample report of 金平区, one test a trap; the traps of names, posts and grids are
tested with the questions on who is who.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from api.commands.common import sample_files
from loaders.pipeline import read_file
from ontology.divisions import Register
from ontology.records import Citation, Record


@cache
def record() -> Record:
    with sample_files() as files:
        return read_file(next(file for file in files if file.name == "self-check-report.txt"), Register.national())


def cited(words: str) -> list[Citation]:
    return [one for one in record().citations if words in (one.title or "") or words == one.number]


def test_3_a_paper_of_which_only_the_day_is_told_gives_the_day_and_no_number_of_its_own() -> None:
    """各街道三定文件已于2020年8月14日印发: the duties begin on that day; no citation is made up for the papers."""
    begun = [duty for duty in record().duties if duty.valid_from == "2020-08-14"]
    assert begun and all(duty.basis == ("汕机编发〔2020〕54号",) for duty in begun)
    assert not cited("三定")


def test_4_a_date_without_its_day_is_a_month_and_its_words_are_kept() -> None:
    assert record().document.date == "2020-12"
    assert "2020年12月  日" in record().text


@pytest.mark.parametrize("number", ["汕市环函〔2020〕476号", "汕金府办〔2016〕38号"])
def test_5_a_number_is_one_number_in_whatever_brackets(number: str) -> None:
    assert cited(number)


def test_5_square_brackets_are_read_as_tortoise_shells(tmp_path: Path) -> None:
    with sample_files() as files:
        text = next(file for file in files if file.name == "self-check-report.txt").read_text("utf-8")
    other = tmp_path / "report.txt"
    other.write_text(text.replace("汕市环函〔2020〕476号", "汕市环函[2020]476号"), "utf-8")
    numbers = {one.number for one in read_file(other, Register.national()).citations}
    assert numbers == {one.number for one in record().citations}


def test_6_a_letter_that_forwards_a_notice_is_another_document_than_the_notice() -> None:
    (letter,) = cited("汕市环函〔2020〕476号")
    assert letter.title is not None and letter.title.startswith("关于转发")
    assert letter.relation in ("responds_to", "cites")
    assert not [one for one in record().citations if one.number == letter.number and one is not letter]


def test_7_one_document_under_two_titles_is_not_merged_by_guess() -> None:
    """（2018年环境保护方面）in the body, （2018年环境保护部分）in the list of attachments."""
    assert len(cited("（2018年环境保护方面）")) == 1
    assert [title for title in record().document.attachments if "（2018年环境保护部分）" in title]


def test_8_one_code_is_another_indicator_in_another_year() -> None:
    named = {(one.year, one.name) for one in record().indicators if one.code == "C1"}
    assert named == {(2018, "污染物减排情况"), (2019, "主要污染物减排目标")}


def test_9_no_total_and_no_share_is_computed() -> None:
    """2017年为1分，2018年增加到2分, 2019年 5分: sums of other schemes; only single indicators are kept."""
    assert {one.points for one in record().indicators} == {1.0, 2.0, 3.0}
    assert not [one for one in record().indicators if one.year == 2017]
    assert not [name for name in type(record().indicators[0]).__slots__ if "share" in name or "total" in name]


def test_14_done_is_what_the_district_says_of_itself_and_nobody_verified() -> None:
    (issue,) = record().issues
    assert (issue.status, issue.status_claimed_by) == ("completed", "汕头市金平区人民政府")
    assert issue.verified_by is None


def test_16_a_quoted_plan_speaks_of_2016_the_report_of_2020() -> None:
    quoted = [duty for duty in record().duties if "四级网格" not in duty.quote and duty.valid_from == "2016-06-30"]
    assert len(quoted) >= 5
    assert all(duty.basis == ("汕金府办〔2016〕38号",) for duty in quoted)
    assert record().document.date == "2020-12"


def test_17_the_number_of_an_issue_is_that_of_the_feedback() -> None:
    assert [issue.ordinal for issue in record().issues] == ["六"]


def test_18_points_and_papers_are_no_outcome() -> None:
    """The report tells of plans, assessments and offices; no measure carries a result, nothing is taken from 成效."""
    assert not [duty for duty in record().duties if "成效" in duty.quote]
    assert not [measure for measure in record().measures if "%" in measure.quote]
