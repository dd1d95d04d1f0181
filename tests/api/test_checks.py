"""Contradicting claims, doubtful evidence and the life of documents on the command line, in answers and on pages."""

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
from api.settings import Settings
from graph.store import open_store
from tests.api.command import run

ISSUE = "河口镇部分餐饮店油烟直排。"
TEXTS = {
    "divisions.csv": "代码,名称,级别\n99,江岭省,省级\n9901,云水市,地级\n990121,青禾县,县级\n990121100,河口镇,乡级\n",
    "rule.txt": "青禾县餐饮油烟管理规定（试行）\n青府〔2008〕3号\n第一条 县城市管理局负责餐饮油烟监督管理。\n"
    "第二条 本规定自2008年6月1日起施行。\n青禾县人民政府\n2008年5月2日\n",
    "plan.txt": "青禾县餐饮油烟巡查方案\n青府办〔2012〕7号\n"
    "一、根据《青禾县餐饮油烟管理规定（试行）》（青府〔2008〕3号）第一条，设立油烟巡查队，由县城市管理局负责餐饮油烟巡查。\n"
    "青禾县人民政府办公室\n2012年3月1日\n",
    "repeal.txt": "青禾县人民政府关于废止部分文件的决定\n青府〔2021〕6号\n"
    "现决定废止《青禾县餐饮油烟管理规定（试行）》（青府〔2008〕3号）。\n青禾县人民政府\n2021年3月30日\n",
    "report.txt": f"青禾县省生态环境保护督察整改情况报告\n一、{ISSUE}\n责任单位：河口镇人民政府\n"
    "整改措施：2020年5月6日印发《青禾县油烟整治方案》（青府办〔2020〕9号）。\n整改进展：已完成。\n"
    "青禾县人民政府\n2021年6月1日\n",
    "list.csv": "云水市督察整改核查情况清单,,,,\n编制单位：云水市生态环境局,,,,\n2021年9月1日,,,,\n"
    f"序号,问题,提出日期,责任单位,整改进展\n一,{ISSUE},2021年1月5日,河口镇人民政府,正在整改\n",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lives")
    for name, text in TEXTS.items():
        (folder / "texts" / name).parent.mkdir(exist_ok=True)
        (folder / "texts" / name).write_text(text, "utf-8")
    assert run("load", folder / "texts", "--store", folder / "store").exit_code == 0
    return folder / "store"


@pytest.fixture(scope="module")
def pages(store: Path) -> Iterator[TestClient]:
    with open_store(store, read_only=True) as opened:
        yield TestClient(create_app(Settings(), opened, clock=lambda: date(2026, 1, 1)))


def test_conflicts_on_the_command_line(store: Path) -> None:
    found = run("conflicts", "--place", "青禾县", "--store", store)
    assert found.exit_code == 0
    assert "青禾县人民政府称：已完成" in found.stdout and "云水市生态环境局称：进行中" in found.stdout
    rows = list(csv.DictReader(io.StringIO(run("conflicts", "--store", store, "--format", "csv").stdout)))
    assert [(row["conflict"], row["status"], row["date"]) for row in rows] == [
        ("1", "已完成", "2021-06-01"),
        ("1", "进行中", "2021-09-01"),
    ]
    [told] = json.loads(run("conflicts", "--store", store, "--format", "json").stdout)
    assert [claim["status"] for claim in told["claims"]] == ["completed", "in_progress"]
    before = run("conflicts", "--store", store, "--date", "2021-08-31")
    assert (before.exit_code, before.stdout) == (1, "")


def test_evidence_on_the_command_line(store: Path) -> None:
    found = run("evidence", "--place", "青禾县", "--store", store)
    assert found.exit_code == 0
    assert "措施的日期（2020-05-06）早于问题提出的日期（2021-01-05）" in found.stdout
    assert "作为佐证的文件未载入：青府办〔2020〕9号" in found.stdout
    english = run("evidence", "--place", "青禾县", "--store", store, lang="en").stdout
    assert "The measure (2020-05-06) is older than the finding (2021-01-05)" in english
    told = json.loads(run("evidence", "--store", store, "--format", "json").stdout)
    assert {doubt["kind"] for doubt in told} == {"older-than-finding", "not-at-hand", "claim-only"}
    [one] = {doubt["issue"]["iri"] for doubt in told}
    by_issue = run("evidence", "--issue", one.rpartition("/")[2], "--store", store, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(by_issue.stdout)))) == len(told)
    assert run("evidence", "--issue", "none", "--store", store).exit_code == 2
    assert run("evidence", "--date", "2021", "--store", store).exit_code == 2


def test_the_page_of_contradictions(pages: TestClient) -> None:
    [told] = pages.get("/conflicts.json").json()["conflicts"]
    assert told["certain"] is True
    assert pages.get("/conflicts.json?place=44").json()["conflicts"] == []
    rows = list(csv.DictReader(io.StringIO(pages.get("/conflicts.csv").content.decode("utf-8-sig"))))
    assert [row["status"] for row in rows] == ["已完成", "进行中"]
    assert "相互矛盾的说法" in pages.get("/conflicts").text
    assert "Contradicting claims" in pages.get("/conflicts?lang=en").text


def test_the_page_of_an_issue_shows_what_is_doubtful(pages: TestClient) -> None:
    issues = pages.get("/issues.json").json()["issues"]
    [reported] = [one for one in issues if one["status"].endswith("/completed")]
    page = pages.get(f"/issues/{reported['iri'].rpartition('/')[2]}").text
    assert "措施的日期（2020-05-06）早于问题提出的日期（2021-01-05）" in page
    assert "原文相同" in page and "未见核实" in page


def test_the_page_of_a_document_tells_its_life_and_its_surroundings(pages: TestClient) -> None:
    papers = {
        row["number"]: row["document"].rpartition("/")[2] for row in pages.get("/documents.json").json()["documents"]
    }
    rule = papers["青府〔2008〕3号"]
    told = pages.get(f"/documents/{rule}.json").json()
    assert (told["force"]["answer"], told["force"]["ground"], told["force"]["until"]) == (
        "no",
        "repealed",
        "2021-03-30",
    )
    assert {(step["way"], step["citing"]["number"]) for step in told["walk"]} == {
        ("down", "青府办〔2012〕7号"),
        ("changes", "青府〔2021〕6号"),
    }
    before = pages.get(f"/documents/{rule}.json?date=2020-01-01").json()["force"]
    assert (before["answer"], before["ground"]) == ("yes", "before-end")
    page = pages.get(f"/documents/{rule}").text
    assert "自 2021-03-30 起废止" in page and "下位落实" in page and "试行" in page


def test_a_duty_whose_basis_is_gone_is_marked_everywhere(store: Path, pages: TestClient) -> None:
    chain = run("chain", "--topic", "餐饮油烟", "--place", "青禾县", "--store", store).stdout
    assert "负责餐饮油烟监督管理" not in chain
    assert "依据已终止（文件废止）：青府〔2008〕3号，自 2021-03-30 起，见 青府〔2021〕6号" in chain
    earlier = run("chain", "--topic", "餐饮油烟", "--place", "青禾县", "--date", "2020-01-01", "--store", store).stdout
    assert "负责餐饮油烟监督管理" in earlier and "依据已终止" not in earlier
    told = pages.get("/chain.json?topic=env-air-fume&place=990121").json()["chain"]
    [entry] = [entry for step in told["steps"] for entry in step["entries"]]
    assert [gone["until"] for gone in entry["gone"]] == ["2021-03-30"]
    assert "依据已于 2021-03-30 终止" in pages.get(f"/duties/{entry['duty'].rpartition('/')[2]}").text
