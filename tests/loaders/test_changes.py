"""Changes that a sentence on a reform tells, each worked out by hand from the sentence."""

from __future__ import annotations

import pytest

from tests.loaders.reading import record

COUNTY = "云水市青禾县"


def told(sentence: str) -> list[tuple[str, tuple[str, ...], str | None, tuple[str, ...]]]:
    """(kind, bodies before, what, bodies after) with the county's name left out."""
    events = record(f"青禾县机构改革方案\n一、{sentence}\n").reform_events
    return [
        (c.kind, tuple(n.replace(COUNTY, "") for n in c.before), c.what, tuple(n.replace(COUNTY, "") for n in c.after))
        for event in events
        for c in event.changes
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "before", "what", "after"),
    [
        ("组建县应急管理局。", "created", (), None, ("应急管理局",)),
        ("不再保留县旅游局。", "abolished", ("旅游局",), None, ()),
        ("深化改革，县旅游局同时撤销。", "abolished", ("旅游局",), None, ()),
        ("县旅游局更名为县文化和旅游局。", "renamed", ("旅游局",), None, ("文化和旅游局",)),
        ("将县旅游局改名为县文化和旅游局。", "renamed", ("旅游局",), None, ("文化和旅游局",)),
        (
            "将社区科、城管科合并为社区管理办公室。",
            "merged",
            ("社区科", "城管科"),
            None,
            ("社区管理办公室",),
        ),
        ("整合县文化局、县旅游局，组建县文化和旅游局。", "merged", ("文化局", "旅游局"), None, ("文化和旅游局",)),
        ("将县粮食局并入县商务局。", "merged", ("粮食局",), None, ("商务局",)),
        ("社区管理办公室分设为社区科和城管科。", "split", ("社区管理办公室",), None, ("社区科", "城管科")),
        ("将县林业局的全部职责划入县自然资源局。", "transferred", ("林业局",), None, ("自然资源局",)),
        ("将县水利局的湿地保护职责划转至县林业局。", "transferred", ("水利局",), "湿地保护职责", ("林业局",)),
        ("湿地保护职责由县水利局划转至县林业局。", "transferred", ("水利局",), "湿地保护职责", ("林业局",)),
        ("将县城管局承担的保洁职责下放至各街道办事处。", "transferred", ("城管局",), "保洁职责", ("各街道办事处",)),
        ("将保洁职责收回县城管局承担。", "transferred", (), "保洁职责", ("城管局",)),
        ("党政办公室不再加挂统计办公室牌子。", "plate-removed", ("党政办公室",), "统计办公室", ()),
        ("机构改革中，党政办公室加挂信访办公室牌子。", "plate-added", (), "信访办公室", ("党政办公室",)),
    ],
)
def test_each_kind_of_change(
    sentence: str, kind: str, before: tuple[str, ...], what: str | None, after: tuple[str, ...]
) -> None:
    assert (kind, before, what, after) in told(sentence)


def test_duties_of_several_givers_are_one_change_each() -> None:
    found = told("将县公安局的消防管理职责，以及县民政局的救灾、减灾职责整合，组建县应急管理局。")
    assert [change for change in found if change[0] == "transferred"] == [
        ("transferred", ("公安局",), "消防管理职责", ("应急管理局",)),
        ("transferred", ("民政局",), "救灾、减灾职责", ("应急管理局",)),
    ]
    assert ("created", (), None, ("应急管理局",)) in found


def test_two_renames_in_one_sentence() -> None:
    assert told("县环保局更名为县环境保护局，县环境保护局再改称县生态环境局。") == [
        ("renamed", ("环保局",), None, ("环境保护局",)),
        ("renamed", ("环境保护局",), None, ("生态环境局",)),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "县公安局负责调查，应当将案件线索移交县检察院。",
        "将扬尘行政处罚权下放至各街道办事处。",
        "撤销行政许可决定。",
        "不再保留各类牌子。",
        "整合资源开展巡查。",
        "将该地块划入保护区。",
    ],
)
def test_what_is_no_change_of_bodies_or_duties(sentence: str) -> None:
    assert told(sentence) == []


def test_a_plate_that_is_taken_down_is_not_taken_for_one_that_is_borne() -> None:
    assert record("青禾县机构改革方案\n一、党政办公室不再加挂统计办公室牌子。\n").nameplates == ()
