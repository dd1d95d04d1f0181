"""A reform on the pages, in the answers and on the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.ingest import load
from api.settings import Settings
from graph.store import open_store
from ontology.names import institution_iri
from tests.api.command import run

DIVISIONS = (
    "代码,名称,级别,起始日期,终止日期\n99,江岭省,省级,,\n9901,云水市,地级,,\n990121,青禾县,县级,,\n"
    "990121001,临江街道,乡级,,\n990121002,东桥街道,乡级,,\n"
)
TEXTS = {
    "divisions.csv": DIVISIONS,
    "2016.txt": """青禾县人民政府办公室关于明确环境保护职责的通知
青府办〔2016〕8号

县政府各部门：
一、县环境保护局负责餐饮油烟污染防治工作。
二、县环境保护局负责农业面源污染治理工作。
三、县旅游局负责旅游景区环境整治。
四、县水利局负责河道采砂管理。

青禾县人民政府办公室
2016年3月5日
""",
    "2019.txt": """青禾县机构改革方案
青委办发〔2019〕5号

一、县环境保护局更名为县生态环境局。
二、将县环境保护局的农业面源污染治理职责划入县农业农村局。
三、不再保留县旅游局。

中共青禾县委办公室
2019年3月20日
""",
    "2020.txt": """青禾县人民政府办公室关于做好污染防治工作的通知
青府办〔2020〕2号

县政府各部门：
一、县生态环境局负责餐饮服务业油烟污染防治监督管理工作。
二、县应急管理局负责危险化学品安全监管。

青禾县人民政府办公室
2020年6月1日
""",
}
TEXTS["2021.txt"] = """青禾县人民政府关于下放行政执法权的决定
青府〔2021〕3号

一、将县水利局的河道采砂行政处罚权下放至临江街道办事处，由其以自己名义行使。
二、临江街道办事处是县人民政府的派出机关。

青禾县人民政府
2020年9月1日
"""
EARLY, LATE = "2018-12-31", "2020-12-31"
ADDRESS = f"/compare?place=990121&from={EARLY}&to={LATE}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("reform")
    for name, text in TEXTS.items():
        (where / name).write_text(text, "utf-8")
    with open_store(where / "store") as store:
        reports = list(load(store, [where / name for name in TEXTS], lang="zh", max_bytes=1 << 20))
    assert [report.outcome for report in reports] == ["new"] * 5
    return where / "store"


@pytest.fixture(scope="module")
def pages(folder: Path) -> Iterator[TestClient]:
    with open_store(folder, read_only=True) as store:
        yield TestClient(create_app(Settings(), store, clock=lambda: date(2021, 1, 1)))


def kinds(lines: list[dict]) -> dict[str, str]:
    return {(line["left"] or line["right"])["quote"]: line["kinds"][0] for line in lines}


EXPECTED = {
    "负责餐饮油烟污染防治工作": "renamed",
    "负责农业面源污染治理工作": "moved",
    "负责旅游景区环境整治": "lost",
    "负责河道采砂管理": "kept",
    "负责危险化学品安全监管": "new",
}


def test_json_says_what_became_of_each_duty(pages: TestClient) -> None:
    found = pages.get(ADDRESS.replace("/compare", "/compare.json")).json()["comparison"]
    assert kinds(found["lines"]) == EXPECTED
    renamed = next(line for line in found["lines"] if line["kinds"][0] == "renamed")
    assert renamed["right"]["quote"] == "负责餐饮服务业油烟污染防治监督管理工作"
    assert [one["quote"] for one in renamed["path"]] == ["县环境保护局更名为县生态环境局"]


def test_csv_has_both_sentences(pages: TestClient) -> None:
    text = pages.get(ADDRESS.replace("/compare", "/compare.csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    moved = next(row for row in rows if row["kinds"] == "moved")
    assert (moved["left_body"], moved["right_body"]) == ("云水市青禾县环境保护局", "云水市青禾县农业农村局")
    assert "划入县农业农村局" in moved["by"]


@pytest.mark.parametrize(("lang", "words"), [("zh", ("更名", "消失", "新增")), ("en", ("renamed", "lost", "new"))])
def test_the_page_shows_the_picture_and_the_table(pages: TestClient, lang: str, words: tuple[str, ...]) -> None:
    page = pages.get(f"{ADDRESS}&lang={lang}", headers={"accept": "text/html"}).text
    for word in (*words, "负责旅游景区环境整治", "青委办发〔2019〕5号"):
        assert word in page
    picture = pages.get(f"{ADDRESS.replace('/compare', '/compare.svg')}&lang={lang}").text
    assert (picture.count("<path "), picture.count("<a ")) == (3, 8)


def test_without_a_question_there_is_the_form(pages: TestClient) -> None:
    page = pages.get("/compare", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "<form" in page.text
    assert "<svg" not in page.text


@pytest.mark.parametrize("query", ["place=990121&from=2019&to=2020-01-01", "place=某地&from=2019-01-01&to=2020-01-01"])
def test_what_cannot_be_compared_is_said(pages: TestClient, query: str) -> None:
    assert pages.get(f"/compare.json?{query}").status_code in (400, 422)


def test_the_page_of_a_body_says_what_became_of_it(pages: TestClient) -> None:
    address = "/institutions/" + institution_iri("云水市青禾县环境保护局", "990121").rpartition("/")[2]
    data = pages.get(f"{address}.json").json()
    assert [[one["after"]["name"] for one in path] for path in data["became"]] == [["云水市青禾县生态环境局"]]
    assert [one["kind"] for one in data["changes"]] == ["renamed", "transferred"]
    page = pages.get(address, headers={"accept": "text/html"}).text
    assert "更名：" in page
    assert "农业面源污染治理职责" in page
    assert pages.get(f"{address}.json?date=2018-01-01").json()["became"] == []


def test_the_page_of_a_body_says_which_powers_passed_and_who_leads_it(pages: TestClient) -> None:
    bureau = "/institutions/" + institution_iri("云水市青禾县水利局", "990121").rpartition("/")[2]
    [power] = pages.get(f"{bureau}.json").json()["powers"]
    assert (power["item"], power["side"], power["inName"]) == (
        "河道采砂行政处罚权",
        "from",
        "云水市青禾县临江街道办事处",
    )
    assert power["force"] == "no_end"
    office = "/institutions/" + institution_iri("云水市青禾县临江街道办事处", "990121001").rpartition("/")[2]
    page = pages.get(office, headers={"accept": "text/html"}).text
    assert "河道采砂行政处罚权" in page
    assert "赋权" in page
    assert "派出机关" in page


def test_the_chain_names_the_body_of_today(pages: TestClient) -> None:
    found = pages.get("/chain.json?topic=农业农村污染防治&place=990121&date=2021-01-01").json()["chain"]
    [entry] = [entry for step in found["steps"] for entry in step["entries"]]
    assert entry["bearer"]["name"] == "云水市青禾县农业农村局"
    assert entry["path"][0]["before"]["name"] == "云水市青禾县环境保护局"


def test_the_command_line_compares(folder: Path) -> None:
    given = ["compare", "--place", "青禾县", "--from", EARLY, "--to", LATE, "--store", folder]
    told = run(*given)
    assert told.exit_code == 0
    assert "[更名" in told.stdout
    assert "未见承接机构" in told.stdout
    assert "[renamed" in run(*given, lang="en").stdout
    assert kinds(json.loads(run(*given, "--format", "json").stdout)["lines"]) == EXPECTED
    assert run(*given, "--format", "csv").stdout.startswith("kinds,left_body")
    assert run(*given, "--format", "svg").stdout.startswith("<svg")
    assert run("compare", "--place", "临江街道", "--with", "东桥街道", "--store", folder).exit_code == 1
    assert run("compare", "--place", "青禾县", "--store", folder).exit_code == 2
