"""Lists of every kind in sheets and in Word files: merged headers, several lists a sheet, columns given by a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.columns import read_mapping
from loaders.pipeline import read_text
from loaders.readers import read
from loaders.readers.delimited import read_csv
from ontology.errors import ZelianError
from ontology.records import Record
from ontology.tables import Column
from tests.loaders.docx_files import cell, docx, p
from tests.loaders.docx_files import table as word_table
from tests.loaders.reading import REGISTER, borne, table

Rows = Sequence[Sequence[object]]


def record(data: bytes, name: str) -> Record:
    found = read_text(read(data, name), name, "", REGISTER)
    for fact in (*found.duties, *found.issues, *found.nameplates):
        assert found.text[fact.start : fact.end] == fact.quote
    return found


def workbook(fill: Callable[[Workbook], None]) -> Record:
    book = Workbook()
    fill(book)
    data = io.BytesIO()
    book.save(data)
    return record(data.getvalue(), "a.xlsx")


def fill(sheet: Worksheet, rows: Rows, *merged: str) -> None:
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)


SEVERAL: Rows = (
    ["青禾县水利局权责清单（2021年版）"],
    ["编制单位：青禾县水利局", None, None, "2021年3月2日"],
    ["序号", "职责事项", "责任分工", None],
    [None, None, "牵头科室", "配合单位"],
    [1, "河道巡查", "河湖管理股", "县公安局"],
    ["一、河道管理（2项）"],
    [2, "河道保洁", None, "各镇人民政府"],
    [],
    ["县水利局问题整改清单"],
    ["序号", "问题", "责任单位", "整改时限"],
    [1, "河段保洁不到位", "县水利局", "2024年11月底前"],
    ["注：以上按月更新"],
)


def test_two_lists_of_one_sheet_with_merged_headers_cells_titles_and_sections() -> None:
    found = workbook(
        lambda book: fill(book.worksheets[0], SEVERAL, "A1:D1", "A3:A4", "B3:B4", "C3:D3", "C5:C7", "A6:B6", "A9:D9")
    )
    assert borne(found) == [
        ("河湖管理股", "lead", "河道巡查"),
        ("县公安局", "cooperate", "河道巡查"),
        ("河湖管理股", "lead", "河道保洁"),
        ("各镇人民政府", "cooperate", "河道保洁"),
    ]
    assert [(issue.quote, issue.deadline) for issue in found.issues] == [("河段保洁不到位", "2024-11")]
    assert (found.document.title, found.document.date) == ("青禾县水利局权责清单（2021年版）", "2021-03-02")
    assert [(len(read.columns), read.rows) for read in found.tables] == [(4, 2), (4, 1)]
    assert found.tables[0].columns[2] == Column("责任分工 / 牵头科室", "lead")
    assert not [problem for problem in found.problems if problem.code == "L007"]


def test_every_sheet_is_read_and_a_hidden_one_is_named() -> None:
    def two(book: Workbook) -> None:
        fill(book.worksheets[0], [["职责", "责任单位"], ["开展河道巡查", "县水利局"]])
        fill(book.create_sheet("另一张"), [["责任单位", "职责"], ["县公安局", "查处违法行为"]])
        fill(book.create_sheet("草稿"), [["职责", "责任单位"], ["不应读取", "县财政局"]])
        book.worksheets[2].sheet_state = "hidden"

    found = workbook(two)
    assert borne(found) == [("县水利局", "responsible", "开展河道巡查"), ("县公安局", "responsible", "查处违法行为")]
    assert [problem.message for problem in found.problems if problem.code == "L010"] == [
        "工作表“草稿”是隐藏的，没有读取。"
    ]


def test_headers_below_a_cell_that_spans_them_need_not_be_known_themselves() -> None:
    found = workbook(
        lambda book: fill(
            book.worksheets[0],
            [["职责事项", "责任单位", None], [None, "县级", "乡级"], ["河道巡查", "县水利局", "各镇人民政府"]],
            "A1:A2",
            "B1:C1",
        )
    )
    assert borne(found) == [("县水利局", "responsible", "河道巡查"), ("各镇人民政府", "responsible", "河道巡查")]
    assert found.tables[0].columns[1:] == (Column("责任单位 / 县级", "bearer"), Column("责任单位 / 乡级", "bearer"))


def test_a_header_that_stands_again_on_a_new_page_is_no_row() -> None:
    row = "职责,责任单位\n"
    found = table(f"{row}开展河道巡查,县水利局\n{row}清理河道垃圾,县城管局\n")
    assert [quote for _, _, quote in borne(found)] == ["开展河道巡查", "清理河道垃圾"]
    assert len(found.tables) == 1


def test_a_list_of_institutions() -> None:
    found = table(
        "青禾县临江街道机构设置一览表,,,,\n机构名称,加挂牌子,上级,编制,主要职责\n"
        "综合行政执法办公室,生态环境保护办公室、安全生产监督管理办公室,临江街道办事处,8,1.负责生态环境保护；2.负责城市管理执法。\n"
        "党政综合办公室,无,临江街道办事处,5名,承担机关日常事务\n张三,,,,\n"
    )
    office = "云水市青禾县临江街道综合行政执法办公室"
    assert [(plate.office, plate.plate) for plate in found.nameplates] == [
        (office, "生态环境保护办公室"),
        (office, "安全生产监督管理办公室"),
    ]
    bodies = {body.name: body for body in found.institutions}
    assert (bodies[office].staff, bodies[office].parent) == (8, "云水市青禾县临江街道办事处")
    assert bodies["云水市青禾县临江街道党政综合办公室"].staff == 5
    assert borne(found) == [
        ("综合行政执法办公室", "responsible", "负责生态环境保护"),
        ("综合行政执法办公室", "responsible", "负责城市管理执法"),
        ("党政综合办公室", "responsible", "承担机关日常事务"),
    ]
    assert [problem.code for problem in found.problems] == ["L011"]


def test_a_scoring_table_gives_indicators_and_no_duties() -> None:
    found = table(
        "青禾县2023年度污染防治攻坚战考核评分表,,,,\n序号,一级指标,二级指标,分值,考核单位\n"
        "C1,水环境,断面水质达标情况,10,县生态环境局\nC2,水环境,河道保洁,5.5分,县水利局\n3,合计,,15.5,\n"
    )
    assert [(each.year, each.code, each.name, each.points) for each in found.indicators] == [
        (2023, "C1", "断面水质达标情况", 10),
        (2023, "C2", "河道保洁", 5.5),
    ]
    assert {each.scheme for each in found.indicators} == {"青禾县2023年度污染防治攻坚战考核评分表"}
    assert not found.duties


def test_a_table_among_the_paragraphs_of_a_word_file() -> None:
    rows = word_table(
        cell("序号") + cell("任务") + cell("责任单位"),
        cell("1") + cell("开展河道巡查") + cell("县水利局", merge="restart"),
        cell("2") + cell("清理河道垃圾") + cell("", merge="continue"),
    )
    body = (
        p("青禾县人民政府办公室关于加强河道管理的通知")
        + p("一、县公安局负责查处违法行为。")
        + rows
        + p("二、各镇负责宣传。")
    )
    found = record(docx(body), "a.docx")
    assert borne(found) == [
        ("县公安局", "responsible", "负责查处违法行为"),
        ("县水利局", "responsible", "开展河道巡查"),
        ("县水利局", "responsible", "清理河道垃圾"),
        ("各镇", "responsible", "负责宣传"),
    ]
    assert found.tables[0].columns == (Column("序号", "ordinal"), Column("任务", "duty"), Column("责任单位", "bearer"))


def test_a_form_is_no_list() -> None:
    rows = word_table(
        cell("单位名称") + cell("县水利局") + cell("联系人") + cell("张某"), cell("事由") + cell("申请", span=3)
    )
    found = record(docx(p("审批表") + rows), "a.docx")
    assert not found.tables
    assert not found.duties


# headers that a file gives -------------------------------------------------------------------------------------


def test_a_mapping_file_says_what_a_column_is(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text('bearer = ["谁来办"]\nduty = ["办什么"]\nnone = ["单位"]\n', "utf-8")
    known = read_mapping(tmp_path / "columns.toml")
    text = read_csv("办什么,谁来办,单位\n开展河道巡查,县水利局,县公安局\n", "a.csv")
    found = read_text(text, "a.csv", "", REGISTER, columns=known)
    assert borne(found) == [("县水利局", "responsible", "开展河道巡查")]
    assert found.tables[0].columns[2] == Column("单位", None)
    assert borne(read_text(text, "a.csv", "", REGISTER)) == []


@pytest.mark.parametrize("content", ['who = ["谁"]', "bearer = 3", "bearer = [", 'bearer = "谁"'])
def test_a_mapping_file_that_does_not_fit_says_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "columns.toml").write_text(content, "utf-8")
    with pytest.raises(ZelianError) as caught:
        read_mapping(tmp_path / "columns.toml")
    assert caught.value.code == "E110"
    assert "columns.toml" in caught.value.text("en")
