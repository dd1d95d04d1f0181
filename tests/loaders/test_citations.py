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
    assert citation.article == "第十五条第二款"


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
