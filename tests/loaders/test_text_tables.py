"""Tables copied into a running text: layouts, lost spans, broken cells, and what is not a table."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.loaders.reading import borne, record, table
from tests.loaders.test_any_text import FRAGMENTS, SLOW, check

TASKS = """青禾县河道管理任务分工表
类别\t主要任务\t牵头部门\t配合部门\t完成时限
一、巡查保洁
巡查\t1.开展河道巡查，建立台账；2.及时上报违法线索。\t县水利局\t县公安局、各镇人民政府\t2024年6月底前
清理河道垃圾\t县住房城乡建设局\t各镇人民政府\t长期坚持
二、执法查处
执法\t查处非法采砂，
依法追究责任\t县水利局\t县公安局\t2024年底前
- 2 -
类别\t主要任务\t牵头部门\t配合部门\t完成时限
督查\t督促各镇人民政府落实巡查制度\t县政府督查室\t县水利局\t每季度
青禾县河长制办公室
2024年3月2日
"""


def test_tabs_with_items_lost_spans_a_broken_cell_and_a_header_on_each_page() -> None:
    found = record(TASKS)
    assert borne(found) == [
        ("县水利局", "lead", "开展河道巡查，建立台账"),
        ("县公安局", "cooperate", "开展河道巡查，建立台账"),
        ("各镇人民政府", "cooperate", "开展河道巡查，建立台账"),
        ("县水利局", "lead", "及时上报违法线索"),
        ("县公安局", "cooperate", "及时上报违法线索"),
        ("各镇人民政府", "cooperate", "及时上报违法线索"),
        ("县住房城乡建设局", "lead", "清理河道垃圾"),
        ("各镇人民政府", "cooperate", "清理河道垃圾"),
        ("县水利局", "lead", "查处非法采砂，\n依法追究责任"),
        ("县公安局", "cooperate", "查处非法采砂，\n依法追究责任"),
        ("县政府督查室", "lead", "督促各镇人民政府落实巡查制度"),
        ("县水利局", "cooperate", "督促各镇人民政府落实巡查制度"),
    ]
    assert [duty.deadline for duty in found.duties] == ["2024-06", "2024-06", None, "2024", None]
    assert [duty.eid for duty in found.duties][::2] == ["tbl__tr_1", "tbl__tr_2", "tbl__tr_4"]
    assert (found.document.issuer, found.document.date) == ("青禾县河长制办公室", "2024-03-02")
    assert (found.coverage.duty_sentences, found.coverage.extracted) == (5, 5)
    check(found)


def test_wide_blanks_the_bearer_first_and_its_span_lost() -> None:
    found = record(
        "镇直部门任务安排\n责任科室  序号  工作任务  责任人\n"
        "镇党政办公室  1  负责文件收发和档案管理  张某\n"
        "镇农业农村办公室  2  指导各村民委员会做好秸秆禁烧工作  李某\n"
        "  3  开展农作物病虫害防治，  王某\n"
        "镇应急管理办公室  4  组织开展安全生产检查  赵某\n\n各科室要加强协作。\n"
    )
    assert borne(found) == [
        ("镇党政办公室", "responsible", "负责文件收发和档案管理"),
        ("镇农业农村办公室", "supervise", "指导各村民委员会做好秸秆禁烧工作"),
        ("镇农业农村办公室", "responsible", "开展农作物病虫害防治"),
        ("镇应急管理办公室", "responsible", "组织开展安全生产检查"),
        ("各科室", "responsible", "加强协作"),
    ]


def test_markdown_without_bearers_is_borne_by_the_body_in_the_title() -> None:
    found = record(
        "# 青禾县水利局权责清单\n\n| 编号 | 职权名称 | 设定依据 |\n| :--- | --- | --- |\n"
        "| 1 | 组织编制水资源规划 | 《中华人民共和国水法》 |\n| 2 | 负责河道采砂的监督管理 | 青府办〔2021〕3号 |\n\n"
        "一、工作要求\n县水利局应当定期更新清单。\n"
    )
    assert borne(found) == [
        ("青禾县水利局", "responsible", "组织编制水资源规划"),
        ("青禾县水利局", "responsible", "负责河道采砂的监督管理"),
        ("县水利局", "responsible", "定期更新清单"),
    ]
    assert {holder.name for duty in found.duties for holder in duty.holders} == {"云水市青禾县水利局"}
    assert [duty.basis for duty in found.duties] == [("中华人民共和国水法",), ("青府办〔2021〕3号",), ()]


def test_issues_with_columns_in_another_order_stand_among_those_of_the_text() -> None:
    found = record(
        "青禾县关于省生态环境保护督察反馈问题的整改方案\n一、反馈问题：部分村庄污水直排。\n责任单位：河口镇人民政府\n"
        "二、其他问题\n整改时限\t责任人\t存在问题\t整改措施\t责任单位\t整改进展\n"
        "2024年6月底前\t王某\t部分河段垃圾清理不及时。\t1.增加保洁频次；2.落实包干责任。\t县水利局（牵头）；河口镇人民政府\t已完成\n"
        "长期坚持\t李某\t污水管网建设滞后。\t加快管网建设\t县住房城乡建设局\t正在推进\n"
    )
    first, second, third = found.issues
    assert [issue.quote for issue in found.issues] == ["部分村庄污水直排", "部分河段垃圾清理不及时", "污水管网建设滞后"]
    assert [(h.mention, h.role) for h in second.responsible] == [
        ("县水利局", "lead"),
        ("河口镇人民政府", "responsible"),
    ]
    assert (second.deadline, second.status, second.raised_by) == ("2024-06", "completed", first.raised_by)
    assert (third.deadline, third.status) == (None, "in_progress")
    assert [(measure.issue, measure.quote) for measure in found.measures] == [
        (1, "增加保洁频次"),
        (1, "落实包干责任"),
        (2, "加快管网建设"),
    ]
    assert not found.duties


LISTS = """青禾县河口镇履行职责事项清单
（一）基本履职事项清单
序号\t事项名称
1\t开展河道巡查，发现问题及时上报
2\t做好矛盾纠纷调处，指导各村民委员会开展工作
（二）配合履职事项清单
序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责
1\t畜禽养殖污染防治\t县农业农村局（牵头）；县公安局\t县农业农村局：1.组织制定规划；2.会同县财政局安排资金。县公安局：依法处置阻碍执法的行为。\t1.开展摸底排查；2.协助现场执法。
2\t饮水安全\t县水利局\t1.建设供水工程；2.开展水质检测。\t做好宣传引导
（三）上级部门收回事项清单
序号\t事项名称\t承接部门及工作方式
1\t对违法采砂的处罚\t承接部门：县水利局。工作方式：开展日常执法检查。
2\t燃气经营许可\t承接部门：县住房城乡建设局。工作方式：依法办理许可。
"""


def test_the_three_lists_of_a_township() -> None:
    found = record(LISTS)
    town = "河口镇人民政府"
    assert borne(found) == [
        (town, "responsible", "开展河道巡查，发现问题及时上报"),
        (town, "responsible", "做好矛盾纠纷调处"),
        (town, "supervise", "指导各村民委员会开展工作"),
        ("县农业农村局", "lead", "畜禽养殖污染防治"),
        ("县公安局", "responsible", "畜禽养殖污染防治"),
        ("县农业农村局", "responsible", "组织制定规划"),
        ("县农业农村局", "responsible", "会同县财政局安排资金"),
        ("县财政局", "cooperate", "会同县财政局安排资金"),
        ("县公安局", "responsible", "依法处置阻碍执法的行为"),
        (town, "cooperate", "开展摸底排查"),
        (town, "cooperate", "协助现场执法"),
        ("县水利局", "responsible", "饮水安全"),
        ("县水利局", "responsible", "建设供水工程"),
        ("县水利局", "responsible", "开展水质检测"),
        (town, "cooperate", "做好宣传引导"),
        ("县水利局", "responsible", "对违法采砂的处罚"),
        ("县水利局", "responsible", "开展日常执法检查"),
        ("县住房城乡建设局", "responsible", "燃气经营许可"),
        ("县住房城乡建设局", "responsible", "依法办理许可"),
    ]
    towns = {holder for duty in found.duties for holder in duty.holders if holder.mention == town}
    assert {(holder.name, holder.place) for holder in towns} == {("云水市青禾县河口镇人民政府", "990121100")}
    assert {duty.eid for duty in found.duties if "采砂" in duty.quote} == {"list_3__tbl_3__tr_1"}
    check(found)


def test_header_of_two_lines_with_its_spans_lost() -> None:
    found = record(
        "青禾县整治工作任务表\n序号\t整治事项\t分工\n牵头单位\t配合单位\n"
        "1\t开展占道经营整治\t县城市管理局\t县公安局\n2\t开展农贸市场整治\t县市场监管局\t各镇人民政府\n"
    )
    assert borne(found) == [
        ("县城市管理局", "lead", "开展占道经营整治"),
        ("县公安局", "cooperate", "开展占道经营整治"),
        ("县市场监管局", "lead", "开展农贸市场整治"),
        ("各镇人民政府", "cooperate", "开展农贸市场整治"),
    ]


def test_row_without_a_bearer_is_a_problem_and_unexplained() -> None:
    found = record(
        "工作任务表\n序号\t工作任务\t责任单位\n1\t开展河道巡查\t\n2\t清理河道垃圾\t县水利局\n3\t整治排污口\t县水利局\n"
    )
    assert [duty.quote for duty in found.duties] == ["清理河道垃圾", "整治排污口"]
    assert "L007" in [problem.code for problem in found.problems]
    [span] = found.coverage.unexplained
    assert found.text[span.start : span.end] == "开展河道巡查"


@pytest.mark.parametrize(
    "text",
    [
        "关于巡查工作的通知\n责任单位：县水利局  完成时限：2024年6月\n县水利局负责组织河道巡查。\n",
        "序号  姓名  电话\n1  张某  12345\n2  李某  23456\n县水利局负责组织河道巡查。\n",
        "工作任务  责任单位\n县水利局负责组织河道巡查。\n",
    ],
    ids=["labels", "other-columns", "no-rows"],
)
def test_text_that_is_no_table_is_read_as_text(text: str) -> None:
    assert ("县水利局", "responsible", "负责组织河道巡查") in borne(record(text))


def test_csv_cells_are_read_alike() -> None:
    found = table(
        "青禾县河口镇配合履职事项清单,,,\n序号,事项名称,上级部门职责,配合职责\n"
        "1,污染防治,县水利局：1.组织巡查；2.清理河道。,1.摸底排查；2.协助执法。\n"
    )
    assert borne(found) == [
        ("县水利局", "responsible", "组织巡查"),
        ("县水利局", "responsible", "清理河道"),
        ("河口镇人民政府", "cooperate", "摸底排查"),
        ("河口镇人民政府", "cooperate", "协助执法"),
    ]


WORDS = FRAGMENTS | st.sampled_from(
    ["职责", "责任单位", "问题", "事项名称", "序号", "1", "", "一、党建", "\n", "承接部门"]
)


@SLOW
@given(st.lists(st.lists(WORDS, max_size=5), max_size=10), st.sampled_from(["\t", "  ", "|"]))
@example([["县水利局", "**", "县水利局"]], "\t")
def test_any_table_in_a_text(rows: list[list[str]], divider: str) -> None:
    text = "\n".join(divider.join(row) for row in rows)
    found = record(f"序号{divider}事项名称{divider}责任单位\n{text}")
    check(found)
    assert found == record(found.text)
