"""Gaps and overlaps on the sample corpus: the analyses, the commands and the pages."""

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
from api.commands.common import sample_files
from api.ingest import load
from api.settings import Settings
from graph.gaps import gaps
from graph.overlaps import overlaps
from graph.store import Store, open_store
from ontology.errors import ZelianError
from tests.api.command import run

COUNTY, STREET, DISTRICT, DAY = "990121", "990121001", "440511", "2022-06-01"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("samples") / "store"
    with open_store(place) as store, sample_files() as files:
        assert len(list(load(store, files, lang="en", max_bytes=1 << 24))) == len(files)
    return place


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    app = create_app(Settings(), store)
    app.state.clock = lambda: date(2022, 6, 1)
    with TestClient(app) as client:
        yield client


def states(store: Store, place: str, day: str, topic: str) -> dict[tuple[str, str], str]:
    return {(gap.topic.id, gap.level): gap.state for gap in gaps(store, place, day, topic=topic).gaps}


def test_a_narrower_duty_covers_a_topic_and_a_broader_one_is_a_general_clause(store: Store) -> None:
    found = states(store, STREET, DAY, "env-air")
    assert ("env-air", "township") not in found and ("env-air-fume", "township") not in found
    assert found["env-air-odour", "township"] == "general-only"
    assert found["env-air-vehicle", "county"] == "general-only"


def test_the_office_of_2020_has_only_a_general_clause_on_water(store: Store) -> None:
    """承担生态环境保护、人居环境整治等方面的工作 covers water in general; before it the street has nothing."""
    assert states(store, "440511001", "2020-12-31", "env-water")["env-water", "township"] == "general-only"
    assert states(store, "440511001", "2020-08-13", "env-water")["env-water", "township"] == "none"
    assert states(store, "440511001", "2020-12-31", "env-water")["env-water", "county"] == "too-few-documents"


def test_counts_and_what_would_fill_a_gap(store: Store) -> None:
    found = gaps(store, STREET, DAY, topic="env-air-fume", level="township")
    assert (found.covered, found.asked, found.gaps) == (1, 1, ())
    (gap,) = gaps(store, STREET, DAY, topic="env-noise", level="township").gaps[:1]
    assert "三定规定" in gap.zh and "staffing rules" in gap.en
    every = gaps(store, STREET, DAY)
    assert len(every.gaps) + every.covered == every.asked
    assert not {gap.topic.id for gap in every.gaps if gap.topic.id.startswith(("mech", "env-insp"))}


def test_the_lead_bodies_for_dust_come_first_with_both_sentences(store: Store) -> None:
    certain = [one for one in overlaps(store, COUNTY, DAY) if one.certain]
    assert overlaps(store, COUNTY, DAY)[: len(certain)] == tuple(certain)
    quotes = {frozenset((one.first.quote, one.second.quote)) for one in certain if one.topic.id == "env-air-dust"}
    assert frozenset((
        "负责公路施工扬尘和物料运输扬尘污染防治的监督管理", "负责房屋建筑和市政工程施工扬尘污染防治的监督管理"
    )) in quotes  # fmt: skip
    assert overlaps(store, DISTRICT, "2020-12-31") == ()


def test_a_place_or_date_that_is_none_is_refused(store: Store) -> None:
    for place, day, code in (("nowhere", DAY, "E305"), (COUNTY, "2022", "E306")):
        for ask in (gaps, overlaps):
            with pytest.raises(ZelianError) as caught:
                ask(store, place, day)
            assert caught.value.code == code


def test_the_commands(folder: Path) -> None:
    asked = ("--store", folder, "--place", "青禾县", "--date", DAY)
    told = run("overlaps", *asked, "--lang", "en")
    assert told.exit_code == 0 and "both are said to lead" in told.stdout and "交通运输局" in told.stdout
    rows = list(csv.DictReader(io.StringIO(run("overlaps", *asked, "--format", "csv").stdout)))
    assert {"env-air-dust"} <= {row["topic"] for row in rows}
    found = json.loads(run("gaps", *asked, "--topic", "env-noise", "--level", "county", "--format", "json").stdout)
    assert {gap["level"] for gap in found["gaps"]} == {"county"}
    assert "只有概括条款" in run("gaps", *asked, "--topic", "env-air", "--lang", "zh").stdout
    assert run("overlaps", "--store", folder, "--place", DISTRICT, "--date", "2020-12-31").exit_code == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages(client: TestClient, lang: str) -> None:
    page = client.get("/overlaps", params={"place": COUNTY, "lang": lang})
    assert page.status_code == 200 and "负责公路施工扬尘" in page.text and page.text.count("<section>") > 1
    page = client.get("/gaps", params={"place": STREET, "topic": "env-air", "lang": lang})
    assert page.status_code == 200 and ("只有概括条款" if lang == "zh" else "a general clause only") in page.text
    assert client.get("/gaps", params={"lang": lang}).status_code == 200
    assert client.get("/overlaps", params={"lang": lang}).status_code == 200


def test_the_pages_as_data(client: TestClient) -> None:
    found = client.get("/gaps.json", params={"place": STREET, "level": "township"}).json()
    assert (found["date"], found["found"]["place"]) == (DAY, STREET)
    table = client.get("/overlaps.csv", params={"place": COUNTY}).text
    assert table.startswith("\ufefftopic,area,certain,first_body")
    assert client.get("/gaps", params={"place": STREET, "level": "no"}).status_code == 400


def test_a_named_query_is_asked_as_of_today_unless_a_date_is_given(folder: Path) -> None:
    asked = ("query", "overview", "--store", folder, "--format", "csv")
    assert "env-air-fume" in run(*asked).stdout
    assert "env-air-fume" not in run(*asked, "--param", "date=2016-07-14").stdout
