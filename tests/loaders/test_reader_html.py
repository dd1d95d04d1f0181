"""Web pages as sites of governments make them: what is the document and what is the page around it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.pipeline import read_text
from loaders.readers import read
from loaders.text import Text
from tests.loaders.reading import REGISTER

PAGES = Path(__file__).resolve().parents[3] / "shared/data/samples/html"
TITLE = "青禾县人民政府办公室关于做好河道保洁工作的通知"
BODY = """<p>各镇人民政府、各街道办事处：</p>
<p>为做好全县河道保洁工作，根据有关规定，现将有关事项通知如下。</p>
<p>一、县水利局<b>牵头</b>制定<span>河道保洁</span>工作方案，县财政局负责落实工作经费。</p>
<p>二、各街道办事处负责组织开展辖区内河道的日常保洁，社区居民委员会协助做好宣传教育工作。</p>
<p>青禾县人民政府办公室</p><p>2021年3月2日</p>"""
LINES = [
    "各镇人民政府、各街道办事处：",
    "为做好全县河道保洁工作，根据有关规定，现将有关事项通知如下。",
    "一、县水利局牵头制定河道保洁工作方案，县财政局负责落实工作经费。",
    "二、各街道办事处负责组织开展辖区内河道的日常保洁，社区居民委员会协助做好宣传教育工作。",
    "青禾县人民政府办公室",
    "2021年3月2日",
]
MENU = "".join(
    f'<li><a href="/c{n}/">{word}</a></li>' for n, word in enumerate(["首页", "新闻", "公开", "服务", "互动"])
)


def page(body: str, head: str = "") -> Text:
    return read(
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), "a"
    )


def lines(body: str, head: str = "") -> list[str]:
    return page(body, head).string.rstrip("\n").split("\n")


def grid(text: Text) -> list[tuple[str, int, int, int, int]]:
    [table] = text.tables
    return [(text.string[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in table.cells]


LAYOUTS = {
    "container among menus, facts as divs": f"""
      <div class="header"><h1>青禾县人民政府</h1><ul class="nav">{MENU}</ul></div>
      <div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/gk/">政务公开</a></div>
      <div class="xxgk"><div><span>索 引 号：</span>QH001/2021-00003</div>
      <div><span>文　　号：</span>青府办〔2021〕3号</div>
      <div><span>发布机构：</span>青禾县人民政府办公室</div><div><span>成文日期：</span>2021年3月2日</div></div>
      <h2 class="tit">{TITLE}</h2><div class="share">分享到：<a href="#">微信</a></div>
      <div class="TRS_Editor"><style>.TRS_Editor p{{margin:0}}</style>{BODY}</div>
      <div class="xgwz">相关文章<ul>{MENU}</ul></div>
      <div class="footer">版权所有：青禾县人民政府　江ICP备99012100号</div>""",
    "page laid out by tables, facts as a table, nothing named": f"""
      <table width="1000"><tr><td colspan="2"><a href="/">首页</a> <a href="/x/">公开</a></td></tr>
      <tr><td width="200"><ul>{MENU}</ul></td><td>
      <table><tr><td>索引号</td><td>QH001/2021-00003</td><td>主题分类</td><td>水利</td></tr>
      <tr><td>文号</td><td>青府办〔2021〕3号</td><td>成文日期</td><td>2021年3月2日</td></tr>
      <tr><td>发布机构</td><td colspan="3">青禾县人民政府办公室</td></tr></table>
      <table><tr><td align="center">{TITLE}</td></tr><tr><td>{BODY}</td></tr></table></td></tr>
      <tr><td colspan="2">版权所有：青禾县人民政府　江公网安备 99012102000001号</td></tr></table>""",
    "facts as a definition list, body divided by line ends": f"""
      <dl><dt>索引号：</dt><dd>QH001/2021-00003</dd><dt>文号：</dt><dd>青府办〔2021〕3号</dd>
      <dt>发布机构：</dt><dd>青禾县人民政府办公室</dd><dt>成文日期：</dt><dd>2021年3月2日</dd></dl>
      <h1>{TITLE}</h1><div id="zoom">{re.sub("</?p>", "<br>", BODY)}</div>
      <p>上一篇：<a href="a.html">关于防汛的通知</a></p><p>下一篇：没有了</p>""",
    "facts in one line, words of tools after them": f"""
      <div class="main"><div class="title">{TITLE}</div>
      <p class="info">文号：青府办〔2021〕3号　　来源：青禾县人民政府办公室　发布时间：2021-03-02
      09:30　浏览次数：<i>3</i>
      　字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]　打印</p>
      <div class="article-content">{BODY}</div><p>责任编辑：张某</p><p>扫一扫在手机打开当前页</p></div>""",
    "facts as list items, elements of HTML5, hidden copies": f"""
      <header><nav><ul>{MENU}</ul></nav></header>
      <main><ul><li><b>索引号：</b>QH001/2021-00003</li><li><b>文号：</b>青府办〔2021〕3号</li>
      <li><b>发文机关：</b>青禾县人民政府办公室</li><li><b>成文日期：</b>2021年3月2日</li></ul>
      <article><h1>{TITLE}</h1>{BODY}<p style="display: none">由县教育局负责，不显示。</p></article></main>
      <aside><p>县林业局负责植树，最新消息。</p></aside><footer><p>网站标识码：9901210001</p></footer>""",
    "one form around all, menus in plain divs": f"""
      <form action="x.aspx" id="form1"><div><div>{MENU.replace("li>", "span>")}</div>
      <div>您现在的位置：<a href="/">首页</a>&gt;&gt;正文</div>
      <div>索引号：QH001/2021-00003　文号：青府办〔2021〕3号</div>
      <div>发文机关：青禾县人民政府办公室　成文日期：2021年3月2日</div>
      <div><div>{TITLE}</div><div>{BODY}</div></div>
      <div>【字体：大 中 小】【打印本页】【关闭窗口】</div></div></form>""",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_document_is_told_from_the_page(name: str) -> None:
    found = lines(LAYOUTS[name], f"<title>{TITLE}_青禾县人民政府</title>")
    facts = [
        line for line in found if re.match("(索引号|文号|主题分类|发布机构|发文机关|成文日期|来源|发布时间)：", line)
    ]
    assert found == [*facts, TITLE, *LINES]
    record = read_text(page(LAYOUTS[name]), "a.html", "", REGISTER)
    document = record.document
    assert (document.title, document.number) == (TITLE, "青府办〔2021〕3号")
    assert (document.issuer, document.date) == ("青禾县人民政府办公室", "2021-03-02")
    borne = {(holder.mention, duty.quote) for duty in record.duties for holder in duty.holders}
    assert ("县财政局", "负责落实工作经费") in borne


def test_meta_elements_stand_in_for_a_block_that_is_not_shown() -> None:
    head = (
        f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2021-03-02 09:30">'
        '<meta name="ContentSource" content="青禾县人民政府办公室">'
    )
    assert lines(BODY, head) == [
        f"标题：{TITLE}",
        "发布日期：2021-03-02 09:30",
        "来源：青禾县人民政府办公室",
        TITLE,
        *LINES,
    ]


def test_what_a_page_hides_is_kept_when_it_is_the_document() -> None:
    assert lines(f'<div class="nav">{MENU}</div><div style="display:none">{BODY}</div>') == LINES
    assert lines(f'<div class="footer">{BODY}</div>') == LINES
    assert lines(f"<ul>{MENU}</ul>") == ["首页", "新闻", "公开", "服务", "互动"]


def test_blocks_follow_the_paragraphs() -> None:
    text = page("<div>县水利局<i>负责</i>\n  巡查，<br>建立台账。<p>第二段\n折行</p>尾部 and\nEnglish</div>")
    assert [text.string[b.start : b.end] for b in text.blocks] == [
        "县水利局负责巡查，",
        "建立台账。",
        "第二段折行",
        "尾部 and English",
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<ol><li>甲</li><li>乙</li></ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li>甲</li><li value=9>乙<li>丙</ol>", ["3.甲", "9.乙", "10.丙"]),
        ("<ol reversed><li>甲</li><li>乙</li></ol>", ["2.甲", "1.乙"]),
        ("<ol type=a start=26><li>甲</li><li>乙</li></ol>", ["z.甲", "aa.乙"]),
        ("<ol type=I start=4><li>甲</li><li>乙</li></ol>", ["IV.甲", "V.乙"]),
        ("<ol type=A start=0><li>甲</li></ol>", ["0.甲"]),
        ("<ol><li>甲<ol type=i><li>子</li></ol></li><li><p>乙</p><p>续</p></li></ol>", ["1.甲", "i.子", "2.乙", "续"]),
        ("<ol><li>一、甲</li><li>2.乙</li></ol>", ["一、甲", "2.乙"]),
        ("<ol style='list-style: none'><li>甲</li></ol>", ["甲"]),
        ("<ol style='list-style-type:upper-roman'><li>甲</li></ol>", ["I.甲"]),
        ("<ul><li>甲</li><li>乙</li></ul>", ["甲", "乙"]),
        ("<ol><li></li><li>乙</li></ol>", ["2.乙"]),
    ],
)
def test_numbers_of_lists_as_they_are_seen(source: str, shown: list[str]) -> None:
    assert lines(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("面积10<sup>4</sup>m<sup>2</sup>，PM<sub>2.5</sub>。", "面积10⁴m²，PM2.5。"),
        ("水务局<sup>[1]</sup>负责", "水务局[1]负责"),
        ("A&amp;B&lt;C&#19968;&hellip;&ldquo;县&rdquo;&nbsp;&nbsp;长", "A&B<C一…“县”\u00a0\u00a0长"),
        ("县水利局<del>县环保局</del><s>旧</s><ins>新增</ins>负责", "县水利局新增负责"),
        ("<ruby>礐<rp>（</rp><rt>què</rt><rp>）</rp></ruby>石", "礐石"),
        ("<!--[if gte mso 9]><xml><o:p>x</o:p></xml><![endif]-->县<![if !supportLists]>一、<![endif]>局", "县一、局"),
        ("县<script>var a='<p>由乙局负责</p>'</script><noscript>丙局</noscript>局", "县局"),
        ("县<span style='color:red;visibility:hidden'>隐</span><span hidden>藏</span>局负责", "县局负责"),
        ("<pre>县水利局\n  负责  巡查</pre>", "县水利局\n负责 巡查"),
    ],
)
def test_words_inside_a_line(source: str, shown: str) -> None:
    assert "\n".join(lines(f"<div>{source}</div>")) == shown


def test_spans_of_cells() -> None:
    text = page(
        "<table border=1><caption>任务分工表</caption><tfoot><tr><td>合计<td>2<td></tfoot>"
        "<thead><tr><th rowspan=2>事项<th colspan=2>单位</tr><tr><th>牵头<th>配合</tr></thead>"
        "<tbody><tr><td rowspan=0>巡查<td colspan=99>县水利局</tr><tr></tr>"
        "<tr><td>县财政局<td>县公安局</tr></tbody></table>"
    )
    assert text.string.startswith("任务分工表\n事项\t单位\n")
    assert grid(text) == [
        ("事项", 0, 0, 2, 1),
        ("单位", 0, 1, 1, 2),
        ("牵头", 1, 1, 1, 1),
        ("配合", 1, 2, 1, 1),
        ("巡查", 2, 0, 2, 1),
        ("县水利局", 2, 1, 1, 2),
        ("县财政局", 3, 1, 1, 1),
        ("县公安局", 3, 2, 1, 1),
        ("合计", 4, 0, 1, 1),
        ("2", 4, 1, 1, 1),
        ("", 4, 2, 1, 1),
    ]


def test_spans_that_overlap_or_leave_the_table_are_cut() -> None:
    rows = (
        "<tr><td>甲<td rowspan=2>乙<td rowspan=1000000>丙</tr>"
        "<tr><td colspan=1000000>丁</tr><tr><td colspan=-1 rowspan=x>戊<td colspan='2'>己</tr>"
    )
    assert grid(page(f"<table border=1>{rows}</table>")) == [
        ("甲", 0, 0, 1, 1),
        ("乙", 0, 1, 2, 1),
        ("丙", 0, 2, 3, 1),
        ("丁", 1, 0, 1, 1),
        ("戊", 2, 0, 1, 1),
        ("己", 2, 1, 1, 1),
    ]


def test_tables_that_lay_out_are_read_as_lines() -> None:
    inner = "<table border=1><tr><td>事项<td>单位<tr><td>巡查<td>县水利局</table>"
    text = page(f"<table><tr><td>甲段，如下。</td><td>乙段。{inner}</td></tr></table>")
    assert text.string == "甲段，如下。\n乙段。\n事项\t单位\n巡查\t县水利局\n"
    assert len(text.tables) == 1
    assert not page(f"<table><tr><td>{BODY}</td><td>旁注</td></tr></table>").tables
    assert not page("<table role=presentation border=1><tr><td>甲<td>乙<tr><td>丙<td>丁</table>").tables


def test_words_between_cells_stand_above_the_table() -> None:
    text = page("<table border=1>表一<tr><td>事项<td>单位<tr><td>巡查<td>县水利局<div>注</div></table>")
    assert text.string == "表一\n事项\t单位\n巡查\t县水利局 注\n"


def test_attachments() -> None:
    text = page(
        '<div class="TRS_Editor"><p>请遵照执行，按时完成。</p><p>附件：1.<a href="P1.docx">任务分工表</a></p>'
        '<p>2.<a href="P2.xlsx">巡查制度</a></p><p><a href="P3.pdf">关于河道保洁的通知.pdf</a></p></div>'
        '<div class="fj">附件下载：<a href="./P4%20%E8%A1%A8.wps">点击下载</a></div>'
        '<a href="other.html">附件2：网格图</a>'
        '<a href="#top">附件</a><a href="http://[bad/x.zip" title="数据包">下载</a>'
    )
    assert text.string == "请遵照执行，按时完成。\n附件：1.任务分工表\n2.巡查制度\n"
    assert text.attachments == (
        "任务分工表",
        "巡查制度",
        "关于河道保洁的通知.pdf",
        "P4 表.wps",
        "附件2：网格图",
        "数据包",
    )


def test_links_to_other_pages_after_the_document() -> None:
    more = '<p>相关链接：</p><p><a href="a.html">关于防汛的通知</a></p><p><a href="b.html">图解</a></p>'
    assert lines(f'<div id="zoom">{BODY}{more}</div>') == LINES
    assert lines(f'<div id="zoom">{BODY}<p>相关链接：</p><p>见县政府网站。</p></div>') == [
        *LINES,
        "相关链接：",
        "见县政府网站。",
    ]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (BODY.encode("gb18030"), 0),
        (BODY.encode("utf-16"), 0),
        (b"\xef\xbb\xbf" + BODY.encode(), 0),
        (BODY.encode()[:-8] + b"\xe5</p>" * 2, 2),
        (BODY.encode("gb18030").replace("财".encode("gb18030"), b"\xff\x20"), 1),
        (BODY.replace("财", "\0").encode(), 1),
    ],
    ids=["gb2312 that is gb18030", "utf-16", "bom", "broken utf-8", "broken gb18030", "nul"],
)
def test_encodings(data: bytes, count: int) -> None:
    head = "<html><meta http-equiv=Content-Type content='text/html; charset={}'>"
    wide, charset = data.startswith(b"\xff\xfe"), "utf-8" if b"\xe5" in data[:60] else "gb2312"
    start = head.format(charset)
    text = read(
        start.encode("utf-16") + data[2:] if wide else data[:3] * data.startswith(b"\xef") + start.encode() + data, "a"
    )
    assert LINES[1] in text.string
    assert [(notice.code, dict(notice.about)["count"]) for notice in text.notices] == [("L015", count)] * bool(count)


def test_xhtml_with_an_xml_declaration() -> None:
    source = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">'
        '<!ENTITY y "&x;&x;">]>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head>'
        '<body><div class="a"/><p>县水利局<br/>负责巡查&y;。</p></body></html>'
    )
    assert read(source.encode(), "a.xhtml").string.split("\n")[-3:-1] == ["县水利局", "负责巡查&y;。"]


def test_page_with_the_name_of_an_office_file() -> None:
    source = '<html xmlns:x="urn:x"><body><table border=1><tr><td x:num>1<td>县水利局<tr><td>2<td>县财政局</table>'
    assert read(source.encode("gb18030"), "清单.xls").string == "1\t县水利局\n2\t县财政局\n"
    assert read(source.partition("<body>")[2].encode(), "清单.doc").reader == "html"


EXPECTED = {
    "01_5365945.html": (49, 0, "各省、自治区、直辖市人民政府，国务院各部委", "（此件公开发布）"),
    "05_5361158.html": (56, 0, "各省、自治区、直辖市人民政府，国务院各部委", "（此件公开发布）"),
    "15_5353308.html": (45, 0, "各省、自治区、直辖市人民政府，国务院各部委", "（此件公开发布）"),
    "20_5351713.html": (42, 0, "各省、自治区、直辖市人民政府，国务院各部委", "一九九六年一月二十五日"),
    "33_5351177.html": (96, 0, "现公布修订后的", "第三十六条　本条例自2019年1月1日起施行。"),
    "37_5347465.html": (48, 0, "各省、自治区、直辖市人民政府，国务院各部委", "（此件公开发布）"),
    "57_5342665.html": (77, 0, "各省、自治区、直辖市人民政府，国务院各部委", "（此件公开发布）"),
    "59_5339579.html": (34, 0, "各省、自治区、直辖市人民政府，国务院各部委", "（此件公开发布）"),
    "shicheng_2018_hezhangzhi_xiangzhen_kaohe.html": (2, 155, "石城县2018年度河长制", "县河长办"),
}
"""Lines (7 of them facts) and cells of each page, the beginning of its first sentence and its last words, by hand."""


@pytest.mark.skipif(not PAGES.is_dir(), reason="no pages are at hand")
@pytest.mark.parametrize("name", EXPECTED)
def test_pages_of_sites(name: str) -> None:
    blocks, cells, first, last = EXPECTED[name]
    text = read((PAGES / name).read_bytes(), name)
    assert (len(text.blocks), sum(len(table.cells) for table in text.tables)) == (blocks, cells)
    found = text.string.rstrip("\n").split("\n")
    assert any(line.startswith(first) for line in found[:12])
    assert found[-1].endswith(last)
    assert not re.search("扫一扫|分享|打印", text.string)
