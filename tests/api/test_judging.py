"""Judging on the command line and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from api.settings import Settings
from graph.build import build
from graph.derived import derive
from graph.judged import judgements
from graph.loading import put
from graph.store import Store, open_store
from tests.api.command import run
from tests.graph.histories import REGISTER, Paper, iri, stored

SHORT, FULL = "县环保局", "县环境保护局"
PAPERS = (
    Paper("青府办〔2016〕8号", "2016-03-05").duty(SHORT, "县环保局负责餐饮油烟治理"),
    Paper("青府办〔2018〕3号", "2018-04-01").duty(FULL, "县环境保护局负责扬尘治理"),
)
RULING = {"first": iri(SHORT), "second": iri(FULL), "verdict": "same", "why": "简称", "by": "甲"}
TOKEN = {"authorization": "Bearer s3cret"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store") as opened:
        for paper in PAPERS:
            put(opened, [build(paper.record(), REGISTER)], REGISTER)
        derive(opened)
    return tmp_path / "store"


@pytest.fixture
def store() -> Store:
    return stored(*PAPERS)


@pytest.fixture
def pages(store: Store) -> Iterator[TestClient]:
    settings = Settings(token=SecretStr("s3cret"))
    yield TestClient(create_app(settings, store, clock=lambda: date(2021, 1, 1)))


def test_the_command_lists_records_and_logs(folder: Path) -> None:
    listed = run("judge", "--list", "--place", "青禾县", "--store", folder)
    assert listed.exit_code == 0
    for words in (SHORT, FULL, "县环保局负责餐饮油烟治理", "县环境保护局负责扬尘治理", "展开简称后名称相同"):
        assert words in listed.stdout
    made = run("judge", SHORT, FULL, "same", "--why", "简称", "--by", "甲", "--store", folder)
    assert (made.exit_code, "已记下：同一" in made.stdout) == (0, True)
    assert run("judge", "--list", "--store", folder).exit_code == 1
    logged = run("judge", "--log", "--store", folder, lang="en")
    assert all(words in logged.stdout for words in ("same", SHORT, FULL, "甲", "简称"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["县气象局", FULL, "same", "--why", "x"], "没有名为“县气象局”的机构"),
        ([SHORT, FULL, "perhaps", "--why", "x"], "same / different / unsure"),
        ([SHORT, FULL, "same"], "--why"),
        ([SHORT], "--list"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(folder: Path, arguments: list[str], words: str) -> None:
    said = run("judge", *arguments, "--store", folder)
    assert said.exit_code == 2
    assert words in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_judgement_by_http(pages: TestClient, store: Store) -> None:
    before = pages.get("/candidates.json").json()
    assert [(one["score"], len(one["reasons"])) for one in before["candidates"]] == [(0.7, 2)]
    answer = pages.post("/judgements", json=RULING, headers=TOKEN)
    assert (answer.status_code, answer.json()["verdict"]) == (201, "same")
    after = pages.get("/candidates.json").json()
    assert (after["candidates"], after["judgements"][0]["judgement"]["by"]) == ([], "甲")
    assert [one.why for one in judgements(store)] == ["简称"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({"authorization": "Basic eA=="}, 401), ({"authorization": "Bearer no"}, 403),
     ({"cookie": "token=s3cret"}, 401)],
)  # fmt: skip
def test_without_the_token_nothing_is_written(
    pages: TestClient, store: Store, headers: dict[str, str], status: int
) -> None:
    answer = pages.post("/judgements", json=RULING, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert judgements(store) == ()


def test_a_server_without_a_token_is_read_only(store: Store) -> None:
    pages = TestClient(create_app(Settings(), store))
    assert pages.post("/judgements", json=RULING, headers=TOKEN).status_code == 403
    assert '<form class="judge"' not in pages.get("/candidates", headers={"accept": "text/html"}).text


@pytest.mark.parametrize(
    "body",
    [
        {**RULING, "verdict": "maybe"},
        {**RULING, "more": 1},
        {**RULING, "why": ""},
        {**RULING, "first": "县气象局"},
        {**RULING, "second": iri(SHORT)},
        {key: RULING[key] for key in ("first", "second")},
        [],
        {**RULING, "why": "长" * 2001},
    ],
)
def test_what_does_not_fit_is_refused(pages: TestClient, store: Store, body: object) -> None:
    answer = pages.post("/judgements", json=body, headers=TOKEN)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert judgements(store) == ()


def test_a_form_of_another_site_cannot_write(pages: TestClient, store: Store) -> None:
    assert pages.post("/judgements", data=RULING, headers=TOKEN).status_code == 422
    assert judgements(store) == ()


def test_the_page_shows_both_sides_and_the_log(pages: TestClient) -> None:
    page = pages.get("/candidates?lang=en", headers={"accept": "text/html"}).text
    for words in (SHORT, FULL, "县环保局负责餐饮油烟治理", "short names spelled out", 'type="password"'):
        assert words in page
    pages.post("/judgements", json=RULING, headers=TOKEN)
    assert "简称" in pages.get("/candidates", headers={"accept": "text/html"}).text
    assert pages.get("/candidates.csv").status_code == 200


def test_the_page_of_an_institution_has_the_names_and_duties_of_its_cluster(pages: TestClient) -> None:
    address = f"/institutions/{iri(SHORT).rpartition('/')[2]}"
    alone = pages.get(f"{address}.json").json()
    assert [one["quote"] for one in alone["duties"]] == ["县环保局负责餐饮油烟治理"]
    pages.post("/judgements", json=RULING, headers=TOKEN)
    joined = pages.get(f"{address}.json").json()
    assert {one["quote"] for one in joined["duties"]} == {"县环保局负责餐饮油烟治理", "县环境保护局负责扬尘治理"}
    assert [(one["name"], one["since"]) for one in joined["names"]] == [(SHORT, "2016-03-05"), (FULL, "2018-04-01")]
    page = pages.get(address, headers={"accept": "text/html"}).text
    assert "经认定为同一机构" in page and "简称" in page and "青府办〔2018〕3号" in page
    pages.post("/judgements", json={**RULING, "verdict": "unsure"}, headers=TOKEN)
    assert pages.get(f"{address}.json").json()["duties"] == alone["duties"]
