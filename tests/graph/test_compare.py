"""A street before and after a reform, and two streets side by side; every line worked out by hand."""

from __future__ import annotations

import pytest

from graph.compare import compare
from graph.differences import Comparison
from graph.similarity import LEAST, alike, core
from ontology.errors import ZelianError
from tests.graph.histories import COUNTY, STREET, Paper, stored

OTHER = "990121002"
BEFORE, AFTER = "2019-12-31", "2020-12-31"

OLD = (
    Paper("青街发〔2016〕1号", "2016-05-01", STREET)
    .duty("城市管理科", "负责市容环境日常巡查")
    .duty("城市管理科", "协助做好渣土车辆检查", role="cooperate")
    .duty("综合治理办公室", "负责网格员管理")
    .duty("社区科", "负责指导社区居委会")
    .duty("老龄科", "负责老年人优待证办理")
    .duty("文化站", "负责群众文化活动")
    .duty("统计科", "负责统计调查")
    .duty("宣传科", "负责新闻发布")
    .plate("城市管理科", "环保办公室")
    .plate("城市管理科", "爱卫办公室")
)
REFORM = (
    Paper("青编发〔2020〕4号", "2020-06-30", STREET)
    .reform("综合治理办公室更名为平安建设办公室", ("renamed", ["综合治理办公室"], ["平安建设办公室"], None))
    .reform(
        "将城市管理科的渣土车辆检查职责划入综合行政执法队",
        ("transferred", ["城市管理科"], ["综合行政执法队"], "渣土车辆检查职责"),
    )
    .reform("不再保留老龄科", ("abolished", ["老龄科"], [], None))
    .reform("社区科、文化站合并为社区服务中心", ("merged", ["社区科", "文化站"], ["社区服务中心"], None))
    .reform("城市管理科不再加挂爱卫办公室牌子", ("plate-removed", ["城市管理科"], [], "爱卫办公室"))
)
NEW = (
    Paper("青街发〔2020〕9号", "2020-09-01", STREET)
    .duty("综合行政执法队", "牵头开展渣土车辆检查", role="lead")
    .duty("城市管理科", "负责辖区市容环境的日常巡查工作")
    .duty("社区服务中心", "指导社区居民委员会工作")
    .duty("市民诉求中心", "办理热线诉求")
    .duty("宣传科", "负责政务新媒体运营")
)


def lines(found: Comparison) -> dict[str, tuple[tuple[str, ...], str | None]]:
    """By the words on the left, else on the right: the kinds, and the body on the right."""
    return {
        (line.left or line.right).quote: (line.kinds, line.right and line.right.body.name)  # type: ignore[union-attr]
        for line in found.lines
    }


def test_before_and_after_a_reform() -> None:
    found = compare(stored(*(OLD, REFORM, NEW)), (STREET, BEFORE), (STREET, AFTER))
    assert lines(found) == {
        "负责市容环境日常巡查": (("kept",), "城市管理科"),
        "协助做好渣土车辆检查": (("role_changed", "moved"), "综合行政执法队"),
        "负责网格员管理": (("renamed",), "平安建设办公室"),
        "负责指导社区居委会": (("merged", "reworded"), "社区服务中心"),
        "负责老年人优待证办理": (("lost",), None),
        "负责群众文化活动": (("merged",), "社区服务中心"),
        "负责统计调查": (("kept",), "统计科"),
        "负责新闻发布": (("kept",), "宣传科"),
        "办理热线诉求": (("new",), "市民诉求中心"),
        "负责政务新媒体运营": (("new",), "宣传科"),
    }
    assert (found.left.bodies, found.left.duties) == (7, 8)
    assert (found.right.bodies, found.right.duties) == (7, 9)
    assert {each.plate.name: each.kind for each in found.plates} == {"环保办公室": "kept", "爱卫办公室": "lost"}
    assert [paper.number for paper in found.left.papers] == ["青街发〔2016〕1号"]


def test_every_line_has_its_sentences_and_the_act() -> None:
    found = compare(stored(OLD, REFORM, NEW), (STREET, BEFORE), (STREET, AFTER))
    by_words = {line.left.quote: line for line in found.lines if line.left}
    moved = by_words["协助做好渣土车辆检查"]
    assert moved.right is not None
    assert (moved.left.source.paper.number, moved.right.source.paper.number) == (
        "青街发〔2016〕1号",
        "青街发〔2020〕9号",
    )  # type: ignore[union-attr]
    assert [(one.kind, one.quote) for one in moved.path] == [
        ("transferred", "将城市管理科的渣土车辆检查职责划入综合行政执法队")
    ]
    assert [(one.kind, one.after) for one in by_words["负责老年人优待证办理"].path] == [("abolished", None)]
    silent = {words for words, line in by_words.items() if line.silent}
    assert silent == {"负责新闻发布", "负责群众文化活动"}


def test_nothing_between_two_days_without_papers() -> None:
    found = compare(stored(OLD, REFORM, NEW), (STREET, "2017-01-01"), (STREET, "2018-01-01"))
    assert {line.kinds for line in found.lines} == {("kept",)}
    assert len(found.lines) == 8


def test_two_places_on_one_day() -> None:
    east = Paper("东街发〔2020〕1号", "2020-01-01", OTHER)
    store = stored(
        Paper("临街发〔2020〕1号", "2020-01-01", STREET)
        .duty("执法办公室", "负责市容环境日常巡查")
        .duty("执法办公室", "协助查处油烟污染", role="cooperate")
        .duty("平安办公室", "负责网格员管理")
        .duty("党建办公室", "负责党员教育"),
        east.duty("执法办公室", "负责市容环境巡查")
        .duty("执法办公室", "牵头查处油烟污染", role="lead")
        .duty("网格中心", "负责网格员队伍管理")
        .duty("经济办公室", "负责招商引资"),
    )
    found = compare(store, (STREET, "2021-01-01"), (OTHER, "2021-01-01"))
    assert lines(found) == {
        "负责市容环境日常巡查": (("kept",), "执法办公室"),
        "协助查处油烟污染": (("role_changed",), "执法办公室"),
        "负责网格员管理": (("moved", "reworded"), "网格中心"),
        "负责党员教育": (("lost",), None),
        "负责招商引资": (("new",), "经济办公室"),
    }


def test_a_county_is_compared_with_what_lies_in_it() -> None:
    store = stored(OLD, Paper("青发〔2016〕1号", "2016-01-01").duty("县水利局", "负责河道采砂管理"))
    found = compare(store, (COUNTY, "2017-01-01"), (COUNTY, "2018-01-01"))
    assert "负责河道采砂管理" in lines(found)
    assert len(found.lines) == 9


@pytest.mark.parametrize(("place", "date", "code"), [("青禾", BEFORE, "E305"), (STREET, "2019", "E306")])
def test_what_is_no_place_or_day_is_refused(place: str, date: str, code: str) -> None:
    with pytest.raises(ZelianError) as caught:
        compare(stored(), (place, date), (STREET, AFTER))
    assert caught.value.code == code


REWORDED = [
    ("协助做好渣土车辆检查", "牵头开展渣土运输车辆检查"),
    ("负责餐饮油烟污染的监督管理", "负责餐饮服务业油烟污染防治监督管理工作"),
    ("负责辖区内企业安全生产检查", "组织开展辖区企业安全生产监督检查"),
    ("做好退役军人服务保障", "负责退役军人的服务和保障工作"),
    ("负责扬尘污染防治工作", "负责建筑工地扬尘污染防治"),
    ("指导社区居委会工作", "指导和帮助社区居民委员会开展工作"),
]
DIFFERENT = [
    ("负责建筑工地扬尘污染防治监管", "负责餐饮油烟污染防治监管"),
    ("统一领导全国的应急工作", "负责本行政区域内的防汛工作"),
    ("指导社区居委会工作", "指导社区物业管理工作"),
]


def test_likeness_parts_what_is_reworded_from_what_is_another_duty() -> None:
    assert [pair for pair in REWORDED if alike(*pair) < LEAST] == []
    assert [pair for pair in DIFFERENT if alike(*pair) >= LEAST] == []
    assert core("负责") == "负责"
