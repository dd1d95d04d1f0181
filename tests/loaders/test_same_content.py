"""Same content, same facts: a document gives one record whatever format it is saved in, but for positions."""

from __future__ import annotations

from typing import Any

import pytest
from rdflib import Literal

from graph.build import build
from loaders.pipeline import read_text
from loaders.readers import read
from ontology.records import Record
from ontology.vocabulary import OA, ZL
from tests.loaders.reading import REGISTER, borne
from tests.loaders.saving import FORMATS, OFFICE, Written, doc, reread

BEFORE = (
    "各镇人民政府、各街道办事处，县政府有关部门：",
    "为落实《国务院办公厅关于加强环境监管执法的通知》（国办发〔2014〕56号），健全基层环境监管体系，结合我县实际，现就有关事项通知如下：",
    "一、县环境保护局负责全县网格化环境监管的业务指导和信息汇总工作，对二级网格工作情况进行抽查，并按月向县人民政府报告网格运行情况。",
    "二、网格员的业务培训由县环境保护局会同县人力资源和社会保障局负责。",
    "三、各单位分工如下：",
)
AFTER = (
    "四、县财政局应当将网格化管理工作经费纳入年度预算。",
    "五、2017年度街道、镇绩效考核设置环境监管网格化指标共10分（其中：H1网格巡查覆盖率4分，H2环境问题按时办结率4分，H3环境信访投诉办理2分）。",
    "青禾县人民政府办公室",
    "2016年7月15日",
)
TITLE = "青禾县人民政府办公室关于做好环境监管网格化工作的通知"
PLAIN = Written(
    TITLE,
    BEFORE,
    (
        ("序号", "任务", "责任单位"),
        ("1", "开展餐饮油烟日常巡查并建立台账", "县城市管理局"),
        ("2", "查处建筑工地扬尘污染", "县住房和城乡建设局"),
    ),
    AFTER,
    merged=False,
)
MERGED = Written(
    TITLE,
    BEFORE,
    (
        ("序号", "任务", "责任单位"),
        ("1", "开展餐饮油烟日常巡查并建立台账", "县城市管理局"),
        ("2", "查处露天焚烧行为", ""),
    ),
    AFTER,
    merged=True,
)
POSITIONS = ("start", "end", "pages", "file", "sha256", "reader", "characters")


def facts(found: Record) -> Any:
    """The record without positions and without what is said of the reading."""
    return _without(found.to_json())


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(each) for key, each in value.items() if key not in POSITIONS}
    return [_without(each) for each in value] if isinstance(value, list | tuple) else value


def record(data: bytes, name: str) -> Record:
    found = read_text(read(data, name), name, "", REGISTER)
    for fact in (*found.duties, *found.issues, *found.measures, *found.nameplates):
        assert found.text[fact.start : fact.end] == fact.quote
    return found


def test_the_document_states_what_it_says() -> None:
    found = record(PLAIN.txt(), "a.txt")
    assert found.document.title == TITLE
    assert (found.document.issuer, found.document.date) == ("青禾县人民政府办公室", "2016-07-15")
    assert ("县城市管理局", "responsible", "开展餐饮油烟日常巡查并建立台账") in borne(found)
    assert ("县财政局", "responsible", "将网格化管理工作经费纳入年度预算") in borne(found)
    assert [each.code for each in found.indicators] == ["H1", "H2", "H3"]
    assert len(borne(found)) == 7


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "txt"])
def test_every_format_gives_the_facts_of_the_text(name: str) -> None:
    assert facts(record(FORMATS[name](PLAIN), f"a.{name}")) == facts(record(PLAIN.txt(), "a.txt"))


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_old_word_files_give_the_facts_of_the_text() -> None:
    assert facts(record(reread(doc(PLAIN.docx())), "a.doc")) == facts(record(PLAIN.txt(), "a.txt"))


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_old_word_files_without_libreoffice_give_the_facts_and_a_notice() -> None:
    found = record(doc(PLAIN.docx()), "a.doc")
    assert [problem.code for problem in found.problems if problem.code == "L012"] == ["L012"]
    assert borne(found) == borne(record(PLAIN.txt(), "a.txt"))


def test_a_passage_of_a_file_with_pages_has_its_page() -> None:
    many = Written(TITLE, [*BEFORE, *["为方便群众，各窗口按规定公示办事流程。"] * 40], PLAIN.rows, AFTER, merged=False)
    found = record(many.pdf(), "a.pdf")
    assert len(found.pages) > 1
    dataset = build(found, REGISTER)
    [fund] = {s for s, _, _, _ in dataset.quads((None, OA.exact, Literal("将网格化管理工作经费纳入年度预算"), None))}
    assert {page for _, _, page, _ in dataset.quads((fund, ZL.page, None, None))} == {Literal(len(found.pages))}


@pytest.mark.parametrize("name", ["docx", "html", "pdf", "ofd"])
def test_a_cell_that_covers_two_rows_holds_for_both_in_every_format_that_has_such(name: str) -> None:
    found = record(FORMATS[name](MERGED), f"a.{name}")
    assert ("县城市管理局", "responsible", "查处露天焚烧行为") in borne(found)
    assert facts(found) == facts(record(MERGED.docx(), "a.docx"))
