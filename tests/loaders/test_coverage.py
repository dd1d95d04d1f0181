"""Every sentence that looks like a duty is exactly one of extracted, rejected for a reason, or unexplained."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from loaders.find.lexicon import data
from ontology.records import Record
from tests.loaders.reading import record

TITLE = "青禾县人民政府关于河道管理的意见\n"
TEXT = TITLE + (
    "一、县水利局负责河道巡查。排污单位应当建立台账。河道整治应当及时完成。\n"
    "二、县人民政府可以委托第三方开展保洁；县水利局应当配合。本意见所称职责，是指巡查职责。\n"
    "三、为了落实职责，制定本意见。承担的是另一回事情，各种说法很多很多，谁也说不清楚。\n"
)


def check(found: Record) -> None:
    coverage = found.coverage
    assert coverage.duty_sentences == coverage.extracted + len(coverage.rejected) + len(coverage.unexplained)
    apart = sorted((part.start, part.end) for part in (*coverage.rejected, *coverage.unexplained))
    assert all(first[1] <= second[0] for first, second in pairwise(apart))
    for start, end in apart:
        assert not any(duty.start < end and start < duty.end for duty in found.duties)
    assert {part.why for part in coverage.rejected} <= set(data("reasons.toml"))


def test_sentences_are_counted_once() -> None:
    check(record(TEXT))


def test_reasons_are_those_of_the_sentences() -> None:
    found = record(TEXT)
    assert [(found.text[r.start : r.end], r.why) for r in found.coverage.rejected] == [
        ("排污单位应当建立台账", "private"),
        ("河道整治应当及时完成", "no-bearer"),
        ("县人民政府可以委托第三方开展保洁", "power"),
        ("本意见所称职责，是指巡查职责", "definition"),
        ("为了落实职责，制定本意见", "purpose"),
    ]
    assert [found.text[s.start : s.end] for s in found.coverage.unexplained] == [
        "承担的是另一回事情，各种说法很多很多，谁也说不清楚"
    ]


@pytest.mark.parametrize("reason", data("reasons.toml"))
def test_every_reason_is_told_in_both_languages(reason: str) -> None:
    told = data("reasons.toml")[reason]
    assert re.search(r"[\u4e00-\u9fff]", told["zh"])
    assert told["en"].isascii()


def test_lines_of_an_issue_are_rejected_as_such() -> None:
    found = record(
        "青禾县督察反馈问题整改方案\n一、反馈问题：县水利局未履行职责，应当巡查的河段没有巡查。\n责任单位：县水利局"
    )
    check(found)
    assert "issue" in {part.why for part in found.coverage.rejected}


def test_long_sentence_is_read_in_parts_and_told() -> None:
    found = record("县水利局负责河道巡查，" * 300 + "。")
    [problem] = [problem for problem in found.problems if problem.code == "L008"]
    assert (problem.start, problem.end) == (0, 300 * 11)
    assert all(found.text[duty.start : duty.end] == duty.quote for duty in found.duties)
    check(found)
