"""Tables: columns by the meaning of their headers, in any order."""

from __future__ import annotations

import io
from itertools import permutations
from pathlib import Path

import pytest
from openpyxl import Workbook

from loaders.pipeline import read_file
from ontology.records import Record
from tests.loaders.reading import REGISTER, borne, table

COLUMNS = {
    "职责事项": "开展河道巡查",
    "牵头单位": "县水利局",
    "配合单位": "县公安局、各镇人民政府",
    "职责依据": "青府办〔2021〕3号",
}


@pytest.mark.parametrize("order", list(permutations(COLUMNS))[::5], ids="/".join)
def test_columns_in_any_order(order: tuple[str, ...]) -> None:
    found = table(",".join(order) + "\n" + ",".join(COLUMNS[column] for column in order) + "\n")
    assert borne(found) == [
        ("县水利局", "lead", "开展河道巡查"),
        ("县公安局", "cooperate", "开展河道巡查"),
        ("各镇人民政府", "cooperate", "开展河道巡查"),
    ]
    assert found.duties[0].basis == ("青府办〔2021〕3号",)


def test_rows_above_the_header_give_title_maker_and_date() -> None:
    found = table(
        "青禾县水利局职责清单,,\n编制单位：青禾县水利局,,2021年3月2日\n序号,职责,责任单位\n1,负责河道巡查,县水利局\n"
    )
    document = found.document
    assert (document.title, document.type, document.issuer) == ("青禾县水利局职责清单", "清单", "青禾县水利局")
    assert (document.date, document.place) == ("2021-03-02", "990121")
    assert found.duties[0].eid == "tbl__tr_1"


@pytest.mark.parametrize(
    ("told", "role"), [("牵头", "lead"), ("配合", "cooperate"), ("监督", "supervise"), ("", "responsible")]
)
def test_column_of_roles(told: str, role: str) -> None:
    [(_, found, _)] = borne(table(f"职责,责任单位,角色\n开展河道巡查,县水利局,{told}\n"))
    assert found == role


def test_row_without_a_bearer_is_a_problem_with_its_number() -> None:
    found = table("职责,责任单位\n开展河道巡查,县水利局\n清理垃圾,\n")
    assert len(found.duties) == 1
    [problem] = found.problems
    assert problem.code == "L007"
    assert "2" in problem.message


def test_issue_rows() -> None:
    found = table(
        "序号,反馈问题,整改目标,整改措施,责任单位,整改时限,整改进展\n"
        "1,河段保洁不到位,河面干净,按青府办〔2021〕3号文件增加频次,县水利局,2024年11月底前,已完成\n"
    )
    [issue] = found.issues
    assert (issue.ordinal, issue.goal, issue.deadline, issue.status) == ("1", "河面干净", "2024-11", "completed")
    [measure] = found.measures
    assert (measure.issue, measure.evidence) == (0, ("青府办〔2021〕3号",))


def test_division_list() -> None:
    found = table("区划代码,名称,起始日期\n990121002000,东关街道,2019-10-31\n99012,坏行,\nabc,坏行,\n")
    assert [(d.code, d.name, d.level, d.valid_from) for d in found.divisions] == [
        ("990121002", "东关街道", "township", "2019-10-31")
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators(mark: str) -> None:
    text = "职责,责任单位\n开展河道巡查,县水利局\n".replace(",", mark)
    assert borne(table(text)) == [("县水利局", "responsible", "开展河道巡查")]


def test_table_of_something_else_gives_nothing_and_says_so() -> None:
    found = table("姓名,电话\n张某,12345\n")
    assert not found.duties
    assert [problem.code for problem in found.problems] == ["L001"]


def workbook(path: Path) -> Record:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["青禾县职责清单", None, None],
        ["职责", "责任单位", "配合单位"],
        ["开展河道巡查", "县水利局", "县公安局"],
        ["清理河道垃圾", None, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B3:B4")
    data = io.BytesIO()
    book.save(data)
    path.write_bytes(data.getvalue())
    return read_file(path, REGISTER)


def test_merged_cells_hold_for_every_row_that_they_cover(tmp_path: Path) -> None:
    found = workbook(tmp_path / "a.xlsx")
    assert found.document.title == "青禾县职责清单"
    assert borne(found) == [
        ("县水利局", "responsible", "开展河道巡查"),
        ("县公安局", "cooperate", "开展河道巡查"),
        ("县水利局", "responsible", "清理河道垃圾"),
    ]
    assert all(found.text[duty.start : duty.end] == duty.quote for duty in found.duties)
