"""Pdf files: what is printed comes back as the paragraphs, cells and margins that were put in."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from loaders.readers import pdf as reader
from loaders.readers import read
from loaders.text import Text
from ontology.errors import ZelianError
from tests.loaders.printing import FONT, body, drawn, flush, pdf, table, title

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "samples" / "office"
DUTY = (
    "青禾县水利局负责全县河道巡查工作，每季度组织一次联合检查，发现问题的，应当在5个工作日内交由属地乡镇人民政府整改，"
    "并将整改情况报送县河长制办公室备案。"
)


def lines(text: Text) -> list[str]:
    return [text.string[block.start : block.end] for block in text.blocks if block.kind == "paragraph"]


def cells(text: Text, number: int = 0) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): text.string[cell.start : cell.end] for cell in text.tables[number].cells}


def sample(name: str) -> Text:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip("the sample files are not at hand")
    return read(path.read_bytes(), name)


def test_paragraphs_go_on_over_lines_and_pages() -> None:
    articles = [f"第{number}条 {DUTY * 3}" for number in "一二三四五六七八"]
    story = [
        title("青禾县人民政府办公室关于印发\n河道管护责任分工方案的通知"),
        flush("各乡镇人民政府，县直各单位："),
        *map(body, articles),
        body("一、总体要求"),
        body("根据《江岭省河道管理条例》（江政发〔2016〕38号）和有关规定，制定本方案。"),
    ]
    text = read(pdf(story), "a.pdf")
    assert lines(text) == [
        "青禾县人民政府办公室关于印发",
        "河道管护责任分工方案的通知",
        "各乡镇人民政府，县直各单位：",
        *articles,
        "一、总体要求",
        "根据《江岭省河道管理条例》（江政发〔2016〕38号）和有关规定，制定本方案。",
    ]
    pages = [block.page for block in text.blocks]
    assert pages == sorted(pages)
    assert {pages[0], pages[-1]} == {1, 4}


def test_running_headers_and_page_numbers_are_margins() -> None:
    text = read(pdf([body(DUTY * 3)] * 9, header="青禾县人民政府公报", footer="— {page} —"), "a.pdf")
    assert lines(text) == [DUTY * 3] * 9
    assert [words.replace(" ", "") for words in text.margins] == [
        "青禾县人民政府公报",
        *(f"—{page}—" for page in range(1, 5)),
    ]


def test_a_table_goes_on_over_pages_with_its_header_once_and_merged_cells() -> None:
    work = "开展河道巡查和清理，落实管护责任，建立巡查台账"
    rows = [["序号", "工作任务", "责任单位", "备注"]]
    rows += [[str(i), work, "县水利局\n县生态环境局" if i % 2 else "县自然资源局", ""] for i in range(1, 31)]
    rows[1][3] = "每季度"
    text = read(pdf([body("分工如下："), table(rows, [40, 200, 100, 90], [(3, 1, 3, 3), (1, 5, 2, 5)])]), "a.pdf")
    assert lines(text) == ["分工如下："]
    [table_read] = text.tables
    expected = {(r, c): words.replace("\n", " ") for r, row in enumerate(rows) for c, words in enumerate(row)}
    for covered in ((2, 3), (3, 3), (5, 2)):
        del expected[covered]
    assert cells(text) == expected
    assert {(c.row, c.column): (c.rows, c.columns) for c in table_read.cells if (c.rows, c.columns) != (1, 1)} == {
        (1, 3): (3, 1),
        (5, 1): (1, 2),
    }
    assert [block.page for block in text.blocks] == [1, 1]


def test_the_repeated_header_may_stand_below_a_title_row() -> None:
    head, widths = ["序号", "事项", "责任单位"], [60, 200, 150]
    rows = [[str(i), "河道巡查和保洁", "县水利局"] for i in range(1, 11)]
    first = table([["河道管护责任清单", "", ""], head, *rows[:6]], widths, [(0, 0, 2, 0)])
    text = read(pdf([first, PageBreak(), table([head, *rows[6:]], widths)]), "a.pdf")
    [whole] = text.tables
    assert {cell.row for cell in whole.cells} == set(range(12))
    assert [words for (_, column), words in cells(text).items() if column == 0][2:] == [str(i) for i in range(1, 11)]


def test_rows_of_the_next_page_are_not_taken_for_the_rest_of_a_row() -> None:
    row = ["", "落实河道巡查和保洁责任", "84181030"]
    widths = [60, 12 * 11, 56]
    first = table([["类别", "事项名称和要求", "编号"], ["巡查", *row[1:]], row], widths, [(0, 1, 0, 2)])
    text = read(pdf([first, PageBreak(), table([row, row], widths, [(0, 0, 0, 1)])]), "a.pdf")
    assert [words for (_, column), words in cells(text).items() if column == 2] == ["编号", *["84181030"] * 4]
    assert [(c.row, c.rows) for c in text.tables[0].cells if c.column == 0] == [(0, 1), (1, 4)]


def test_a_number_in_brackets_and_blanks_of_the_text_layer_are_joined() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 16)
        for y, words in (
            (700, "    为规范河道管护，根据《江岭省河道条例》和云政发〔2016〕38"),
            (672, "号文件，制定本办法。"),
        ):
            canvas.drawString(80, y, words)
        canvas.drawString(80, 644, "本办法自 2020 年 1 月 1 日起施行，有效期 5 年。")

    assert lines(read(drawn(draw), "a.pdf")) == [
        "为规范河道管护，根据《江岭省河道条例》和云政发〔2016〕38号文件，制定本办法。",
        "本办法自2020年1月1日起施行，有效期5年。",
    ]


@pytest.mark.parametrize("turn", ["page", "text"])
def test_a_landscape_table_on_a_turned_page(turn: str) -> None:
    def draw(canvas: Canvas) -> None:
        if turn == "page":
            canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas.setFont(FONT, 14)
        canvas.drawString(60, 500, "附件：青禾县河道巡查责任清单")
        canvas.grid([60, 200, 400], [400, 430, 460])
        for x, y, words in ((70, 440, "事项"), (210, 440, "责任单位"), (70, 410, "河道巡查"), (210, 410, "县水利局")):
            canvas.drawString(x, y, words)

    text = read(drawn(draw), "a.pdf")
    assert lines(text) == ["附件：青禾县河道巡查责任清单"]
    assert list(cells(text).values()) == ["事项", "责任单位", "河道巡查", "县水利局"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = "左栏文字" * 3, "右栏文字" * 3

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 14)
        canvas.drawString(80, 740, "青禾县河道管护工作简报")
        for i in range(12):
            canvas.drawString(80, 700 - 20 * i, left)
            canvas.drawString(320, 700 - 20 * i, right)

    assert lines(read(drawn(draw), "a.pdf")) == ["青禾县河道管护工作简报", left * 12 + right * 12]


def test_labels_beside_values_stay_on_their_lines() -> None:
    values = [
        "县水利局",
        "县生态环境局",
        "2020年底前",
        "陈某某",
        "长期坚持",
        "县河长制办公室",
        "已完成",
        "王某某",
        "无",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 14)
        for i, value in enumerate(values):
            canvas.drawString(80, 700 - 20 * i, "责任单位：")
            canvas.drawString(320, 700 - 20 * i, value)

    assert lines(read(drawn(draw), "a.pdf")) == [f"责任单位：  {value}" for value in values]


def test_encrypted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 16)
        canvas.drawString(80, 700, "青禾县水利局负责河道巡查。")

    opens = drawn(draw, encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0))
    assert lines(read(opens, "a.pdf")) == ["青禾县水利局负责河道巡查。"]
    with pytest.raises(ZelianError) as caught:
        read(drawn(draw, encrypt=StandardEncryption("user", ownerPassword="owner")), "a.pdf")
    assert caught.value.code == "E112"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf([body(DUTY)])[:400]], ids=["head", "none", "cut"]
)
def test_broken(content: bytes) -> None:
    with pytest.raises(ZelianError) as caught:
        read(content, "a.pdf")
    assert caught.value.code == "E108"


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    with pytest.raises(ZelianError) as caught:
        read(pdf([body(DUTY * 3)] * 9), "a.pdf")
    assert (caught.value.code, caught.value.about["limit"]) == ("E118", "2")


def test_a_page_of_rules_without_end_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 16)
        canvas.drawString(80, 700, "青禾县地形图")
        for i in range(3000):
            canvas.line(i % 500, 100 + i / 10, i % 500 + 50, 100 + i / 10)
            canvas.line(i / 10, 100, i / 10, 600 - i % 400)

    text = read(drawn(draw), "a.pdf")
    assert "青禾县地形图" in text.string
    assert not text.tables


def test_sample_table_over_six_pages() -> None:
    text = sample("14_guangdong_buyuchufa_qingdan_table.pdf")
    assert lines(text) == ["附件2", "广东省生态环境不予行政处罚的轻微违法行为目录"]
    assert text.margins == ("1", "2", "3", "4", "5", "6")
    rows = cells(text)
    assert [rows[0, c] for c in range(5)] == ["序号", "类别", "违法行为", "违反条款", "不予处罚的情节"]
    assert [rows[r, 0] for r in range(1, 22)] == [*map(str, range(1, 21)), "备注"]
    assert rows[14, 4].endswith("（4）在责令改正期限内改正违法行为，危害后果轻微。")
    [first] = [cell for cell in text.tables[0].cells if (cell.row, cell.column) == (1, 1)]
    assert (first.rows, rows[1, 1]) == (3, "建设项目管理")


@pytest.mark.parametrize("name", ["14_guangdong_buyuchufa_qingdan_table.pdf", "17_fujian_short_table.pdf"])
def test_cells_of_samples_are_those_of_pdfplumber(name: str) -> None:
    """But for headers, which are repeated there, and for one row in each that the page break parts."""
    ours = {re.sub(r"\s", "", words) for words in cells(sample(name)).values()}
    with pdfplumber.open(SAMPLES / name) as document:
        rows = [row for page in document.pages for table in page.extract_tables() for row in table]
    theirs = [re.sub(r"\s", "", words) for row in rows for words in row if words]
    assert len(theirs) > 100
    parted = [words for words in theirs if words not in ours]
    assert len(parted) == 2
    assert "".join(parted) in ours


def test_sample_table_with_a_column_head_over_two_columns() -> None:
    text = sample("17_fujian_short_table.pdf")
    rows = cells(text)
    assert (rows[0, 2], rows[1, 2]) == ("税则号列", "彩色的卫星电视接收机（在设计上不带有视频显示器或屏幕的）")
    codes = [words for (_, column), words in rows.items() if column == 3]
    assert len(codes) == 48
    assert all(len(code) == 8 and code.isdecimal() for code in codes)
    appliances = {
        words: cell.rows for cell in text.tables[0].cells if (words := rows[cell.row, cell.column]) and cell.column == 1
    }
    assert appliances == {"产品名称": 1, "电视机": 16, "电冰箱": 16, "洗衣机": 6, "房间空气调节器": 7, "微型计算机": 3}


def test_a_broken_page_is_named_and_the_rest_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        for words in ("第一页", "第二页"):
            canvas.setFont(FONT, 16)
            canvas.drawString(80, 700, f"{words}由县水利局负责。")
            canvas.showPage()

    content = drawn(draw)
    last = content.rindex(b"/Type /Page\n")
    text = read(content[:last] + b"/Type /Pane\n" + content[last + 12 :], "a.pdf")
    assert lines(text) == ["第一页由县水利局负责。"]
    assert [(notice.code, dict(notice.about)) for notice in text.notices] == [("L025", {"pages": "2"})]
