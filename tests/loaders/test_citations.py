"""Documents that a text names: titles, numbers by GB/T 9704, how they are used."""

from __future__ import annotations

import pytest

from loaders.find.papers import find_papers, read_number
from loaders.text import plain
from tests.loaders.reading import record


def named(text: str) -> list[tuple[str | None, str | None]]:
    return [(paper.title, paper.number) for paper in find_papers(text, plain(text))]


@pytest.mark.parametrize(
    "written",
    [
        "青府办〔2016〕38号",
        "青府办[2016]38号",
        "青府办〔2016〕第38号",
        "青府办【２０１６】３８号",
        "青府办〔2016〕\n38 号",
        "青府办［2016］ 038号",
    ],
)
def test_number_in_any_brackets_and_width(written: str) -> None:
    assert read_number(plain(written), 0, len(written)) == "青府办〔2016〕38号"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据《江岭省河道管理条例》第五条", [("江岭省河道管理条例", None)]),
        ("按照青府办〔2016〕38号文件要求", [(None, "青府办〔2016〕38号")]),
        ("《河长制工作方案》（青办发〔2017〕5号）", [("河长制工作方案", "青办发〔2017〕5号")]),
        ("《关于印发〈河长制\n工作方案〉的通知》", [("关于印发〈河长制工作方案〉的通知", None)]),
        ("，县政府关于加强河道管理的意见（青府〔2018〕2号）", [("县政府关于加强河道管理的意见", "青府〔2018〕2号")]),
        ("江岭省人民政府令第12号公布", [(None, "江岭省人民政府令第12号")]),
        ("填写《巡查登记表》，核发《排污许可证》", []),
        ("青府办〔2016〕38号和青府办〔2016〕39号", [(None, "青府办〔2016〕38号"), (None, "青府办〔2016〕39号")]),
    ],
)
def test_papers(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert named(text) == expected


def test_mention_stands_where_it_says() -> None:
    text = "请按《河长制工作方案》（青办发[2017]5号）执行。"
    [paper] = find_papers(text, plain(text))
    assert text[paper.start : paper.end] == "《河长制工作方案》（青办发[2017]5号"


HEAD = "青禾县人民政府关于加强河道管理的意见\n青府〔2021〕7号\n各镇人民政府：\n"


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("根据《江岭省河道管理条例》，制定本意见。", "based_on"),
        ("《青禾县河道管理办法》同时废止。", "repeals"),
        ("《江岭省河道管理条例》另有规定的，从其规定。", "cites"),
        ("你局《关于河道整治的请示》收悉。", "responds_to"),
    ],
)
def test_relation(sentence: str, relation: str) -> None:
    [citation] = record(HEAD + sentence).citations
    assert citation.relation == relation


def test_article_is_kept() -> None:
    [citation] = record(HEAD + "依照《江岭省河道管理条例》第十五条第二款的规定处理。").citations
    assert (citation.article, citation.eid) == ("第十五条第二款", "art_15__para_2")


def test_each_document_once_and_title_and_number_are_joined() -> None:
    text = (
        HEAD + "按照《河长制工作方案》办理。\n按照《河长制工作方案》（青办发〔2017〕5号）办理。\n"
        "青办发〔2017〕5号文件要求巡查。"
    )
    [citation] = record(text).citations
    assert (citation.title, citation.number) == ("河长制工作方案", "青办发〔2017〕5号")


def test_own_title_and_number_are_no_citations() -> None:
    assert (
        record(HEAD + "《青禾县人民政府关于加强河道管理的意见》（青府〔2021〕7号）自印发之日起施行。").citations == ()
    )


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("为深入贯彻落实《江岭省河道管理条例》，制定本意见。", "implements"),
        ("为落实《河道整治规划》，根据《江岭省河道管理条例》第五条，制定本意见。", "implements based_on"),
        ("《河长制工作方案》第三条规定：“各镇应当巡查。”", "quotes"),
        ("对《青禾县河道管理办法》作如下修改：", "amends"),
        ("将《青禾县河道管理办法》第三条修改为：", "amends"),
        ("现将《江岭省河道管理方案》转发给你们，请执行。", "forwards"),
        ("县政府决定废止《甲管理办法》《乙管理办法》。", "repeals repeals"),
        ("《甲管理办法》《乙管理办法》（青府〔2010〕5号）同时废止。", "repeals repeals"),
        ("按《甲管理办法》自2021年5月1日起施行，《乙管理办法》同时废止。", "based_on repeals"),
        ("《甲管理办法》第九条同时废止。", "amends"),
        ("县政府决定宣布《甲管理办法》等3件文件失效。", "voids"),
        ("下列文件自本意见印发之日起停止执行：\n1.《甲管理办法》\n2.《乙管理办法》", "repeals repeals"),
        ("按照《甲管理办法》办理。\n《甲管理办法》同时废止。", "repeals"),
    ],
)
def test_use(sentence: str, relation: str) -> None:
    sentence = sentence.replace("按《", "按照《")
    assert " ".join(citation.relation for citation in record(HEAD + sentence).citations) == relation


def test_a_title_that_forwards_or_carries_out() -> None:
    forwarded = "青禾县人民政府转发江岭省人民政府关于加强河道管理意见的通知\n"
    assert record(forwarded + "各镇人民政府：\n请认真执行。").citations == ()
    [citation] = record("青禾县人民政府关于转发《河道管理方案》的通知\n各镇人民政府：\n请认真执行。").citations
    assert citation.relation == "forwards"
    [citation] = record("青禾县实施《江岭省河道管理条例》办法\n第一条 各镇人民政府负责巡查。").citations
    assert citation.relation == "implements"


def test_the_day_of_a_repeal() -> None:
    [old] = record(HEAD + "《甲管理办法》自2021年3月30日起废止。").citations
    assert (old.relation, old.date) == ("repeals", "2021-03-30")
    [old] = record(HEAD + "《甲管理办法》同时废止。").citations
    assert (old.relation, old.date) == ("repeals", None)


def test_a_clean_up_list() -> None:
    text = (
        "青禾县人民政府关于规范性文件清理结果的通知\n青府〔2022〕9号\n各镇人民政府：\n现公布清理结果。\n"
        "废止的规范性文件目录\n1.《甲管理办法》（青府〔2008〕3号）\n宣布失效的规范性文件目录\n"
        "2.关于加强秸秆禁烧工作的通知（青府办〔2012〕7号）\n3.《乙管理办法》\n继续有效的规范性文件目录\n4.《丙管理办法》\n"
    )
    uses = [(one.number or one.title, one.relation) for one in record(text).citations]
    assert uses == [
        ("青府〔2008〕3号", "repeals"),
        ("青府办〔2012〕7号", "voids"),
        ("乙管理办法", "voids"),
        ("丙管理办法", "cites"),
    ]
