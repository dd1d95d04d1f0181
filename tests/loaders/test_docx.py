"""Word files: what stands on the page when all changes are accepted."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from loaders.readers import read
from ontology.errors import ZelianError
from tests.loaders.docx_files import cell, docx, level, lists, p, r, table
from tests.loaders.packing import zipped

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Article"><w:name w:val="Article"/><w:pPr><w:numPr><w:ilvl w:val="4"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Article"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)
LEVELS = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircleChinese", "%4"),
    level(4, "chineseCountingThousand", "第%5条"),
    level(5, "upperRoman", "%1.%6", "<w:isLgl/>"),
    level(6, "bullet", "\uf0b7"),
)
RESTARTED = (
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
NUMBERED = [
    p("总体要求", num="1"),
    p("目标", num="1", level=1),
    p("原则", num="1", level=1),
    p("依法", num="1", level=2),
    p("公开", num="1", level=2),
    p("列出", num="1", level=3),
    p("主要任务", num="1"),
    p("巡查", num="1", level=1),
    p("分级", num="1", level=5),
    *[p(f"任务{n}", num="1") for n in range(3, 12)],
    p("另一列表", num="2"),
    p("适用", style="Article"),
    p("范围", style="Own"),
    p("无编号"),
    p("要点", num="1", level=6),
]
SEEN = [
    "一、总体要求", "（一）目标", "（二）原则", "1.依法", "2.公开", "① 列出", "二、主要任务", "（一）巡查", "2.1 分级",
    *(f"{numeral}、任务{n}" for n, numeral in enumerate(["三", "四", "五", "六", "七", "八", "九", "十", "十一"], 3)),
    "一、另一列表", "第一条 适用", "第二条 范围", "无编号", "要点",
]  # fmt: skip


def lines(data: bytes) -> list[str]:
    return read(data, "a.docx").string.split("\n")[:-1]


def test_automatic_numbers_are_those_that_are_seen() -> None:
    assert lines(docx("".join(NUMBERED), numbering=lists(*LEVELS, nums=RESTARTED), styles=STYLES)) == SEEN


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_automatic_numbers_are_those_of_libreoffice(tmp_path: Path) -> None:
    """All but 分级, since LibreOffice does not know legal numbers (isLgl, ECMA-376 17.9.4)."""
    common = [paragraph for paragraph in NUMBERED if "分级" not in paragraph]
    data = docx("".join(common), numbering=lists(*LEVELS, nums=RESTARTED), styles=STYLES)
    (tmp_path / "a.docx").write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True)
    theirs = (tmp_path / "a.txt").read_text("utf-8-sig").split("\n")
    bare = ["".join(line.split()).lstrip("\uf0b7•") for line in theirs if line.strip()]
    assert ["".join(line.split()) for line in lines(data)] == bare


def test_insertions_are_in_and_deletions_out() -> None:
    body = (
        f"<w:p>{r('由区')}<w:del><w:r><w:delText>环保局</w:delText></w:r></w:del><w:ins>{r('生态环境分局')}</w:ins>{r('负责。')}</w:p>"
        f"<w:p><w:moveFrom>{r('旧处')}</w:moveFrom><w:moveTo>{r('新处')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('前半')}</w:p><w:p>{r('后半')}</w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>整段删去</w:delText></w:r></w:del></w:p>"
        f"<w:p>{r('末段')}</w:p>"
    )
    assert lines(docx(body)) == ["由区生态环境分局负责。", "新处", "前半后半", "末段"]


def test_fields_hidden_text_readings_and_contents() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("2021年3月2日")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>{r('看得见')}</w:p>"
        f"<w:p><w:r><w:ruby><w:rt>{r('què')}</w:rt><w:rubyBase>{r('礐')}</w:rubyBase></w:ruby></w:r>{r('石街道')}</w:p>"
        + p("第一章 总则……1", style="TOC1")
        + "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>"
    )
    assert lines(docx(body, styles=STYLES)) == ["2021年3月2日", "看得见", "礐石街道", "第一行", "第二行"]


def test_boxes_notes_headers() -> None:
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    body = (
        f"<w:p>{r('正文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("下一段")
    )
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r("脚注文字")}</w:p></w:footnote>'
    )
    found = read(docx(body, footnotes=notes, header1=p("内部资料"), footer1=p("第1页")), "a.docx")
    assert found.string == "正文\n框内文字\n下一段\n脚注文字\n"
    assert [block.kind for block in found.blocks] == ["paragraph", "text-box", "paragraph", "footnote"]
    assert found.margins == ("内部资料", "第1页")


def test_merged_cells_keep_their_spans_and_numbers() -> None:
    body = table(
        cell("职责清单", span=3),
        cell("事项", merge="restart") + cell("分工", span=2),
        cell("", merge="continue") + cell("牵头单位") + cell("配合单位"),
        cell("河道巡查") + cell("县水利局", merge="restart") + cell("县公安局\n县财政局"),
        cell("河道保洁") + cell("", merge="continue") + cell(""),
    )
    found = read(docx(body), "a.docx")
    assert found.string == (
        "职责清单\n事项\t分工\n\t牵头单位\t配合单位\n河道巡查\t县水利局\t县公安局 县财政局\n河道保洁\t\t\n"
    )
    [made] = found.tables
    spans = {found.string[c.start : c.end]: (c.row, c.column, c.rows, c.columns) for c in made.cells if c.start < c.end}
    assert spans["职责清单"] == (0, 0, 1, 3)
    assert spans["事项"] == (1, 0, 2, 1)
    assert spans["分工"] == (1, 1, 1, 2)
    assert spans["县水利局"] == (3, 1, 2, 1)


def test_a_frame_of_one_column_holds_paragraphs_and_a_table_in_a_cell_is_words_of_it() -> None:
    assert lines(docx(table(cell("第一段\n第二段")))) == ["第一段", "第二段"]
    inner = table(cell("甲") + cell("乙"))
    outer = f"<w:tbl><w:tr><w:tc>{p('外')}{inner}</w:tc>{cell('右')}</w:tr></w:tbl>"
    assert lines(docx(outer)) == ["外 甲 乙\t右"]


def entity(declared: str) -> bytes:
    words = "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"
    document = f'<!DOCTYPE d [{declared}]><w:document xmlns:w="w"><w:body>{words}</w:body></w:document>'
    return zipped({"word/document.xml": document})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (entity('<!ENTITY a SYSTEM "file:///etc/passwd">'), "E113"),
        (entity('<!ENTITY b "责责责责责责责责责责"><!ENTITY a "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'), "E113"),
        (docx(p("甲"))[:-200], "E108"),
        (zipped({"word/document.xml": "<w:document"}), "E108"),
        (zipped({"word/other.xml": "<a/>"}), "E108"),
        (docx(""), "E102"),
    ],
    ids=["external entity", "entity bomb", "cut short", "broken xml", "no document", "no words"],
)
def test_hostile_and_broken_files(data: bytes, code: str) -> None:
    with pytest.raises(ZelianError) as caught:
        read(data, "a.docx")
    assert caught.value.code == code
    assert "a.docx" in caught.value.text("zh")


def test_a_bomb_is_told_by_its_size_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(300):
            member.write(b" " * (1 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(ZelianError) as caught:
        read(path.read_bytes(), "bomb.docx")
    assert caught.value.code == "E111"
