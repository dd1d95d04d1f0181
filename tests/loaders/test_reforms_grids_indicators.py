"""Reform events, tiers of grid plans and weights of assessments."""

from __future__ import annotations

import pytest

from loaders.state.indicators import state_indicators
from tests.loaders.reading import record


def test_reform_paragraph_with_all_kinds_of_change() -> None:
    [event] = record(
        "青禾县机构改革方案\n一、根据青编〔2020〕12号文件，自2020年9月25日起，组建县综合行政执法局，不再保留县城市管理局，"
        "县环境保护局更名为县生态环境局，将环境巡查职责划入县综合行政执法局。"
    ).reform_events
    assert event.created == ("县综合行政执法局",)
    assert event.abolished == ("县城市管理局",)
    assert event.renamed == ("县环境保护局→县生态环境局",)
    assert event.transferred == ("环境巡查职责",)
    assert (event.date, event.basis) == ("2020-09-25", "青编〔2020〕12号")


def test_ordinary_work_is_no_reform() -> None:
    assert record("县水利局组织开展河道巡查，成立以来成效明显。").reform_events == ()


def test_the_passage_of_a_tier_is_its_whole_statement() -> None:
    text = "（一）二级网格以镇为单位，责任主体为镇人民政府，网格长由镇长担任。"
    [tier] = record(text).grid_tiers
    assert tier.quote == text[tier.start : tier.end] == text.removeprefix("（一）")


def test_grid_tiers_with_unit_and_responsible_body() -> None:
    tiers = record(
        "青禾县网格化环境监管方案\n一、网格划分\n（一）一级网格以县为单位，责任主体为县人民政府。\n"
        "（二）二级网格以镇为单位，责任主体为镇人民政府。\n（三）三级网格为各村、社区。"
    ).grid_tiers
    assert [(tier.tier, tier.unit, tier.responsible) for tier in tiers] == [
        (1, "县", "县人民政府"),
        (2, "镇", "镇人民政府"),
        (3, "各村、社区", None),
    ]


def test_grid_that_is_only_mentioned_is_no_tier() -> None:
    assert record("依托二级网格开展巡查。").grid_tiers == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C1污染物减排情况1分", [(None, "C1", "污染物减排情况", 1.0)]),
        (
            "2018年考核指标：C1减排情况1分，C2河长制落实2.5分",
            [(2018, "C1", "减排情况", 1.0), (2018, "C2", "河长制落实", 2.5)],
        ),
        (
            "考核内容：河道保洁（5分）；台账资料（3分）。",
            [(None, None, "河道保洁", 5.0), (None, None, "台账资料", 3.0)],
        ),
        ("2018年考核。\nC1减排情况1分", [(None, "C1", "减排情况", 1.0)]),
        ("会议时间：下午（30分）开始", []),
        ("完成率90%，得满分", []),
    ],
)
def test_indicators(text: str, expected: list[tuple[int | None, str | None, str, float]]) -> None:
    assert [(i.year, i.code, i.name, i.points) for i in state_indicators(text)] == expected


def test_scheme_is_the_one_named_before() -> None:
    [indicator] = state_indicators("纳入2018年环保责任考核指标体系，其中C1减排情况1分")
    assert indicator.scheme == "环保责任考核指标体系"
