"""OFD files: words by their positions, from pages, templates and composite objects; hostile files end in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.readers import ofd as reader
from loaders.readers import package, read
from loaders.text import Text
from ontology.errors import ZelianError
from tests.loaders.ofd_maker import NS, document, ofd, page, root, rule, words
from tests.loaders.packing import zipped

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "samples" / "ofd"
DUTY = (
    "青禾县水利局负责全县河道巡查工作，每季度组织一次联合检查，发现问题的，应当交由属地乡镇人民政府整改，"
    "并报县河长制办公室备案。"
)
UNIT = (
    f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{words(0, 5, "县水利局")}</ofd:Content></ofd:CompositeGraphicUnit>'
)


def paragraph(string: str, y: float) -> str:
    """A paragraph set between 30 and 180 mm: 28 characters on the first line, 30 on each other."""
    rest = [string[i : i + 30] for i in range(28, len(string), 30)]
    return words(40, y, string[:28]) + "".join(words(30, y + 10 + 10 * i, line) for i, line in enumerate(rest))


def lines(text: Text) -> list[str]:
    return [text.string[block.start : block.end] for block in text.blocks if block.kind == "paragraph"]


def sample(name: str) -> Text:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip("the sample files are not at hand")
    return read(path.read_bytes(), name)


def code_of(content: bytes) -> str:
    with pytest.raises(ZelianError) as caught:
        read(content, "a.ofd")
    return caught.value.code


def test_lines_are_joined_to_paragraphs_over_pages() -> None:
    first, second = (
        page(paragraph(DUTY, 40) + paragraph(DUTY[:58], 80)),
        page(words(30, 40, DUTY[58:]) + paragraph(DUTY, 50)),
    )
    text = read(ofd(first, second), "a.ofd")
    assert lines(text) == [DUTY, DUTY, DUTY]
    assert [block.page for block in text.blocks] == [1, 1, 2]


def test_objects_of_one_character_each() -> None:
    objects = "".join(words(30 + 5 * i, 60, char) for i, char in enumerate("县水利局负责巡查。"))
    assert lines(read(ofd(page(objects)), "a.ofd")) == ["县水利局负责巡查。"]


def test_deltas_with_repeats_and_a_gap() -> None:
    assert lines(read(ofd(page(words(30, 50, "责任单位：县水利局", deltas="g 4 5 20 g 3 5"))), "a.ofd")) == [
        "责任单位：  县水利局"
    ]


def test_a_matrix_moves_what_it_holds() -> None:
    small = words(30, 40, "河道巡查", size=1.0).replace("<ofd:TextObject", '<ofd:TextObject CTM="5 0 0 5 0 0"')
    assert lines(read(ofd(page(small + words(50, 44.4, "由县水利局负责"))), "a.ofd")) == ["河道巡查由县水利局负责"]


def test_composite_objects_and_templates_show_what_they_hold() -> None:
    content = ofd(
        page('<ofd:CompositeObject ID="3" Boundary="60 45 50 10" ResourceID="7"/>', template="8"),
        common='<ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:TemplatePage ID="8" BaseLoc="/Doc_0/Tpl.xml"/>',
        parts={
            "Doc_0/Res.xml": f"<ofd:Res {NS}><ofd:CompositeGraphicUnits>{UNIT}</ofd:CompositeGraphicUnits></ofd:Res>",
            "Doc_0/Tpl.xml": page(words(30, 50, "责任单位：")),
        },
    )
    assert lines(read(content, "a.ofd")) == ["责任单位： 县水利局"]


def test_running_headers_of_a_template_are_margins() -> None:
    common = '<ofd:TemplatePage ID="8" BaseLoc="Tpl.xml"/>'
    pages = [page(paragraph(DUTY, 60) + words(100, 280, f"— {i} —"), template="8") for i in (1, 2)]
    text = read(ofd(*pages, common=common, parts={"Doc_0/Tpl.xml": page(words(80, 20, "青禾县人民政府公报"))}), "a.ofd")
    assert lines(text) == [DUTY, DUTY]
    assert text.margins == ("青禾县人民政府公报", "— 1 —", "— 2 —")


def test_a_table_from_drawn_lines() -> None:
    rules = "".join(rule(30, y, 150, y) for y in (40, 50, 60)) + "".join(rule(x, 40, x, 60) for x in (30, 150))
    objects = (
        rules
        + rule(90, 50, 90, 60)
        + words(60, 47, "河道管护责任")
        + words(32, 57, "河道巡查")
        + words(92, 57, "县水利局")
    )
    text = read(ofd(page(words(30, 30, "分工如下：") + objects)), "a.ofd")
    [table] = text.tables
    found = [(c.row, c.column, c.columns, text.string[c.start : c.end]) for c in table.cells]
    assert found == [(0, 0, 2, "河道管护责任"), (1, 0, 1, "河道巡查"), (1, 1, 1, "县水利局")]
    assert lines(text) == ["分工如下："]


def test_names_of_parts_in_any_style_and_documents_one_after_another() -> None:
    content = zipped(
        {
            "ofd.xml": root("/Doc_0/Document.xml", "doc_1\\Document.xml"),
            "Doc_0/Document.xml": document(["/Doc_0/pages/P1.xml"]),
            "Doc_0/Pages/p1.XML": page(words(30, 50, "第一份文件")),
            "Doc_1/Document.xml": document(
                ["../Doc_1/P2.xml", "missing.xml"], more="<ofd:Attachments>A.xml</ofd:Attachments>"
            ),
            "Doc_1/P2.xml": page(words(30, 50, "第二份文件")),
            "Doc_1/A.xml": f'<ofd:Attachments {NS}><ofd:Attachment Name="责任清单.xlsx"/></ofd:Attachments>',
        }
    )
    text = read(content, "a.ofd")
    assert lines(text) == ["第一份文件", "第二份文件"]
    assert [block.page for block in text.blocks] == [1, 2]
    assert text.attachments == ("责任清单.xlsx",)
    assert [(notice.code, dict(notice.about)) for notice in text.notices] == [("L025", {"pages": "3"})]


def test_entities_are_not_resolved_and_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    head = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "{"爆" * 9}">]>'
    for entity in "xy":
        string = page(words(30, 50, "甲XX乙", deltas="g 9 5")).replace("XX", f"&{entity};")
        content = ofd(page(words(30, 60, "县水利局")), head + string)
        assert "机密" not in read(content, "a.ofd").string
        assert "爆" not in read(content, "a.ofd").string


def test_an_entity_bomb_is_a_broken_page() -> None:
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "爆">{levels}]>' + page(words(30, 50, "甲XX")).replace("XX", "&e11;")
    text = read(ofd(page(words(30, 60, "县水利局")), bomb), "a.ofd")
    assert lines(text)[0] == "县水利局"


def test_composites_that_hold_themselves_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_MARKS", 2000)
    again = '<ofd:CompositeObject ID="3" Boundary="0 0 1 1" ResourceID="7"/>' * 50
    unit = UNIT.replace("</ofd:Content>", again + "</ofd:Content>")
    content = ofd(
        page(again),
        common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
        parts={"Doc_0/Res.xml": f"<ofd:Res {NS}>{unit}</ofd:Res>"},
    )
    assert code_of(content) == "E119"


def test_limits_of_size_and_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    content = ofd(page(words(30, 50, "县水利局")), page(words(30, 50, "负责巡查。")))
    monkeypatch.setattr(reader, "MAX_PAGES", 1)
    assert code_of(content) == "E118"
    monkeypatch.undo()
    monkeypatch.setattr(package, "MAX_UNPACKED", 500)
    assert code_of(content) == "E111"


def test_a_file_without_pages_or_words() -> None:
    assert code_of(ofd(page(""))) == "E115"
    assert code_of(zipped({"OFD.xml": root("Doc_0/Document.xml")})) == "E108"
    assert code_of(zipped({"OFD.xml": b"<broken"})) == "E108"


def test_numbers_beyond_measure() -> None:
    for wild in ("1e999", "-1e999", "9" * 400):
        objects = (
            words(30, 50, "县水利局")
            + words(30, 60, "负责巡查。").replace('X="0"', f'X="{wild}"')
            + rule(30, 40, 90, 40)
        )
        content = ofd(page(objects.replace("M 0 0", f"M {wild} 0")))
        assert lines(read(content, "a.ofd")) == ["县水利局"]
    assert lines(read(ofd(page(words(30, 50, "县水利局", deltas="g 999999999 5"))), "a.ofd")) == ["县水利局"]


def test_sample_approval() -> None:
    text = sample("01_n_pifu.ofd")
    assert lines(text)[:5] == [
        "测试符路桥区卫生局文件",
        "路卫发〔2011〕76号",
        "关于同意张阿三同志辞职的批复",
        "区中医院：",
        "你院《关于给张阿三同志辞职的请示》（路中医发〔2011〕10号）收悉。",
    ]
    assert text.margins == ("— 1 —", "— 2 —")


def test_sample_standard_with_a_table() -> None:
    text = sample("10_z_standard_table.ofd")
    [table] = text.tables
    rows = [text.string[cell.start : cell.end] for cell in table.cells]
    assert len(rows) == 20
    assert rows[:4] == ["名称", "类型", "说明", "可选/必选"]
    assert rows[-4:] == ["Glyphs", "ST_Array", "变换关系中字型索引列表", "可选"]


def test_sample_with_words_in_composite_objects_and_columns() -> None:
    text = sample("14_y_text_in_composite.ofd")
    assert any(
        line.startswith("海关总署通过多年档案信息化建设，档案管理工作基本实现了从档案实体管理向档案信息管理的过渡")
        for line in lines(text)
    )


def test_sample_with_paths_from_the_root() -> None:
    assert lines(sample("08_path_unstd_lianjuedingshu.ofd"))[1] == "立案决定书"


def test_sample_with_a_broken_glyph_map_is_unsure() -> None:
    text = sample("11_ano_manual_badglyph.ofd")
    assert [(notice.code, dict(notice.about)) for notice in text.notices] == [("L024", {"pages": "1–3"})]
    assert {block.confidence for block in text.blocks} == {0.5}


@pytest.mark.parametrize("name", ["03_testPathFillOpacity_han.ofd", "12_doc1File_11pages.ofd"])
def test_sample_is_plausible(name: str) -> None:
    assert not sample(name).notices
