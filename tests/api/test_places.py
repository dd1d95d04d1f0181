"""The pages of places: the register of units on a date, what replaced what, and what the documents have on a place."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

JSON = {"accept": "application/json"}


def get(pages: TestClient, address: str) -> dict[str, Any]:
    answer = pages.get(address, headers=JSON)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(("date", "number"), [("2018-12-31", 17), ("2019-10-31", 12), ("2020-12-31", 12)])
def test_the_units_below_are_those_of_the_date(pages: TestClient, date: str, number: int) -> None:
    """金平区 has 17 streets in the list of 2018 and 12 in that of 31 October 2019."""
    found = get(pages, f"/places/440511?date={date}")
    assert len(found["units"]) == number
    assert all(unit["exists"] and unit["kind"] == "street" for unit in found["units"])
    rows = list(csv.DictReader(io.StringIO(pages.get(f"/places/440511.csv?date={date}").content.decode("utf-8-sig"))))
    assert [row["code"] for row in rows] == [unit["code"] for unit in found["units"]]


def test_a_street_that_ended(pages: TestClient) -> None:
    found = get(pages, "/places/440511008?date=2020-12-31")
    assert (found["place"]["full_name"], found["place"]["exists"]) == ("汕头市金平区东墩街道", False)
    assert found["place"]["last_seen"] == "2018-10-31"
    assert [above["code"] for above in found["within"]] == ["440511", "4405", "44", "100000"]
    [new] = found["replaced_by"]
    assert (new["code"], new["of"], new["ground"]) == ("440511019", 7, "units-below")
    assert new["share"] == pytest.approx(5 / 7)
    assert get(pages, "/places/440511008?date=2018-12-31")["place"]["exists"]
    shown = pages.get("/places/440511008?date=2020-12-31", headers={"accept": "text/html"}).text
    assert "在 2020-12-31 不存在" in shown and "7 个下级区划中的 5 个" in shown
    english = pages.get("/places/440511008?date=2020-12-31&lang=en", headers={"accept": "text/html"}).text
    assert "Does not exist on 2020-12-31" in english and "5 of 7 units below" in english


def test_a_street_that_took_over_others(pages: TestClient) -> None:
    found = get(pages, "/places/440511018")
    assert [old["name"][6:8] for old in found["replaces"]] == ["同益", "海安", "新福", "永祥"]
    assert found["replaced_by"] == []


def test_a_unit_that_was_renamed_has_both_names_with_their_time(pages: TestClient) -> None:
    """桥东区 of 邢台 has been 襄都区 since 2020."""
    found = get(pages, "/places/130502?date=2019-12-31")
    assert found["place"]["name"] == "桥东区"
    assert get(pages, "/places/130502?date=2021-12-31")["place"]["name"] == "襄都区"
    assert [(row["name"], row["first_seen"], row["last_seen"]) for row in found["names"]] == [
        ("桥东区", None, "2019-10-31"),
        ("襄都区", "2020-06-30", None),
    ]


def test_the_bodies_of_a_street_and_their_duties_on_the_date(pages: TestClient) -> None:
    """The office of each street bears one duty from 14 August 2020 on, as one of a group."""
    [office] = get(pages, "/places/440511001?date=2020-12-31")["bodies"]
    assert (office["name"], office["duties"]) == ("汕头市金平区石炮台街道综合行政执法办公室", {"responsible": 1})
    [before] = get(pages, "/places/440511001?date=2020-08-13")["bodies"]
    assert before["duties"] == {}


def test_the_documents_of_a_place(pages: TestClient) -> None:
    found = get(pages, "/places/440511")
    assert "金平区整改自查报告" in {paper["title"] for paper in found["documents"]}
    assert found["documents_total"] == 2
    assert get(pages, "/places/440507")["documents_total"] == 0


def test_the_tree_begins_with_the_provinces(pages: TestClient) -> None:
    """34 units of province level."""
    found = get(pages, "/places")
    assert found["paging"]["total"] == 34
    assert {place["level"] for place in found["places"]} == {"province"}
    assert [place["code"] for place in get(pages, "/places/44")["units"]][:2] == ["4401", "4402"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("440511008", ["440511008"]),
        ("汕头市石炮台街道", ["440511001"]),
        ("沙县", ["350427"]),
        ("石炮台街", ["440511001"]),
        ("999999", []),
        ("没有的地方", []),
    ],
)
def test_search_by_name_or_code(pages: TestClient, words: str, codes: list[str]) -> None:
    assert [place["code"] for place in get(pages, f"/places?q={words}")["places"]][:4] == codes


def test_what_is_no_place(pages: TestClient) -> None:
    assert pages.get("/places/999999", headers=JSON).status_code == 404
    assert pages.get("/places?page=99", headers=JSON).status_code == 400


def test_the_iri_of_a_unit_leads_to_its_page(pages: TestClient) -> None:
    answer = pages.get("/id/unit/440511", headers={"accept": "text/html"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/places/440511")


def test_a_chain_at_a_street_that_ended_points_to_what_stands_there(pages: TestClient) -> None:
    address = "/chain?topic=env&place=440511008&date=2020-12-31"
    assert [one["code"] for one in get(pages, address)["chain"]["instead"]] == ["440511019"]
    shown = pages.get(address, headers={"accept": "text/html"}).text
    assert "不存在" in shown and "place=440511019" in shown and "/places/440511008" in shown
    assert get(pages, "/chain?topic=env&place=440511008&date=2018-12-31")["chain"]["instead"] is None


@pytest.mark.parametrize(("date", "code"), [("2019-01-01", "220381"), ("2022-01-01", "220184")])
def test_a_chain_at_a_name_that_moved_to_another_code_is_that_of_the_date(
    pages: TestClient, date: str, code: str
) -> None:
    """公主岭市 lay in 四平 until 2020 and lies in 长春 since."""
    assert get(pages, f"/chain?topic=env&place=公主岭市&date={date}")["chain"]["place"]["code"] == code
