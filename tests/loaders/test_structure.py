"""Numbering of official documents (GB/T 9704: 一、（一）1.（1）; laws: 编章节条款项) to a tree of units."""

from __future__ import annotations

import pytest

from loaders.find.numerals import number_value
from loaders.structure import read_structure, unit_at
from loaders.text import plain, trimmed


def outline(text: str) -> list[tuple[str, str]]:
    return [(unit.eid, text[unit.start : unit.end]) for unit in read_structure(plain(text))]


def test_levels_nest_in_the_order_of_gb_t_9704() -> None:
    text = "一、总体要求\n（一）目标\n1.第一步\n（1）排查\n①河道\n（二）原则\n二、任务"
    assert outline(text) == [
        ("sec_1", "总体要求"),
        ("sec_1__list_1", "目标"),
        ("sec_1__list_1__point_1", "第一步"),
        ("sec_1__list_1__point_1__subpoint_1", "排查"),
        ("sec_1__list_1__point_1__subpoint_1__indent_1", "河道"),
        ("sec_1__list_2", "原则"),
        ("sec_2", "任务"),
    ]


def test_other_styles_of_numbering() -> None:
    text = "Ⅰ.总体要求\n㈠目标\n⒈第一步\n⑴排查\n(2)整治\n3)巩固\n⒉第二步\nⅡ.任务"
    assert [eid for eid, _ in outline(text)] == [
        "sec_1",
        "sec_1__list_1",
        "sec_1__list_1__point_1",
        "sec_1__list_1__point_1__subpoint_1",
        "sec_1__list_1__point_1__subpoint_2",
        "sec_1__list_1__point_1__subpoint_3",
        "sec_1__list_1__point_2",
        "sec_2",
    ]


def test_law_nests_and_items_restart_in_each_article() -> None:
    text = (
        "第一章 总则\n第一条 目的。\n第二章 职责\n第二条 下列职责：\n（一）巡查；\n（二）宣传。\n"
        "第三条 下列职责：\n（一）查处。"
    )
    assert [eid for eid, _ in outline(text)] == [
        "chp_1",
        "chp_1__art_1",
        "chp_2",
        "chp_2__art_2",
        "chp_2__art_2__list_1",
        "chp_2__art_2__list_2",
        "chp_2__art_3",
        "chp_2__art_3__list_1",
    ]


def test_line_after_the_items_of_an_article_is_its_next_paragraph() -> None:
    text = "第二条 下列职责：\n（一）巡查。\n前款规定适用于街道。\n第三条 附则。"
    assert outline(text)[2:] == [("art_2__para_1", "前款规定适用于街道。"), ("art_3", "附则。")]


def test_numbering_that_runs_on_within_a_line_divides_it() -> None:
    text = "（一）巡查；（二）宣传；（三）整改。"
    assert outline(text) == [("list_1", "巡查；"), ("list_2", "宣传；"), ("list_3", "整改。")]


def test_number_out_of_order_within_a_line_does_not_divide_it() -> None:
    assert len(outline("（一）按照前述；（四）的要求办理。")) == 1


def test_inner_document_in_quotation_marks_does_not_disturb_the_outer_numbering() -> None:
    text = "一、印发方案，规定“\n一、目标\n二、任务”\n二、落实方案"
    units = read_structure(text)
    assert [unit.quoted for unit in units] == [False, False, False, False]
    text = "一、印发方案：“一、目标\n二、任务”\n二、落实方案"
    units = read_structure(text)
    assert [(text[u.start : u.end], u.quoted) for u in units][-2:] == [("任务”", True), ("落实方案", False)]
    assert units[-1].eid == "sec_2"


@pytest.mark.parametrize(
    "line", ["1.5万元资金已到位", "（试行）", "第五条、第六条规定的职责", "一是加强领导", "2020.8.14 发布"]
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    [unit] = read_structure(plain(line))
    assert unit.style == ""


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("三千二百", 3200), ("⑳", 20), ("〇", 0), ("２１", 21)],
)
def test_numerals(numeral: str, value: int) -> None:
    assert number_value(numeral) == value


def test_paragraphs_count_within_their_parent() -> None:
    assert [eid for eid, _ in outline("甲\n乙\n一、丙\n丁\n戊")] == [
        "para_1",
        "para_2",
        "sec_1",
        "sec_1__para_1",
        "sec_1__para_2",
    ]


def test_unit_at_is_the_last_that_begins_before() -> None:
    units = read_structure("一、甲\n二、乙")
    assert unit_at(units, 0) is None
    assert unit_at(units, 2) is units[0]
    assert unit_at(units, 99) is units[1]


def test_plain_keeps_the_length_and_unifies_width() -> None:
    text = "<p>１．由Ａ局(区)负责,依［２０２０］３号</p>"
    assert len(plain(text)) == len(text)
    assert plain(text).strip() == "1.由A局（区）负责，依〔2020〕3号"


def test_trimmed_never_leaves_the_span() -> None:
    assert trimmed("。。。", 0, 3, "。") == (3, 3)
    assert trimmed(" 甲 乙 ", 1, 2, " ") == (1, 2)
