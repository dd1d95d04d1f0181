"""The pages on a date: what had ended is marked, what was not yet said is not shown."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.graph.histories import Paper, stored

OLD, NEW = "县环境保护局", "县生态环境局"


@pytest.fixture(scope="module")
def history() -> TestClient:
    """A bureau has a duty from 2016 on and is abolished on 20 March 2019, when another is set up."""
    store = stored(
        Paper("青府办〔2016〕8号", "2016-03-05").duty(OLD, "负责油烟治理", "生态环境保护"),
        Paper("青委办发〔2019〕5号", "2019-03-20").reform(
            "组建县生态环境局，不再保留县环境保护局",
            ("created", (), (NEW,), None), ("abolished", (OLD,), (), None)),
    )  # fmt: skip
    return TestClient(create_app(Settings(), store))


def listed(pages: TestClient, date: str) -> dict[str, tuple[str, int]]:
    rows: list[dict[str, Any]] = pages.get(f"/institutions.json?date={date}").json()["institutions"]
    return {row["name"]: (row["force"], row["duties"]) for row in rows}


def shown(pages: TestClient, address: str) -> str:
    return pages.get(address, headers={"accept": "text/html"}).text


def test_the_list_of_institutions_marks_what_ended_and_counts_what_is_in_force(history: TestClient) -> None:
    assert listed(history, "2019-03-19") == {OLD: ("holds", 1), NEW: ("not_yet", 0)}
    assert listed(history, "2019-03-20") == {OLD: ("ended", 0), NEW: ("no_end", 0)}
    page = shown(history, "/institutions?date=2019-03-20")
    assert "2019-03-20 终止" in page and "设立" not in page.partition("<tbody>")[2]
    assert "截至 2019-03-20 已起始、未见当日已终止的职责" in page
    page = shown(history, "/institutions?date=2019-03-19&lang=en")
    assert "begins on 2019-03-20" in page and "ended on" not in page


def test_a_duty_says_that_it_ended(history: TestClient) -> None:
    body = history.get("/institutions.json?q=环境保护局").json()["institutions"][0]["institution"].rpartition("/")[2]
    [duty] = history.get(f"/institutions/{body}.json?date=2019-03-20").json()["duties"]
    assert (duty["force"], duty["until"]) == ("ended", "2019-03-20")
    address = f"/duties/{duty['iri'].rpartition('/')[2]}"
    assert history.get(f"{address}.json?date=2019-03-19").json()["duty"]["force"] == "holds"
    assert "已终止" in shown(history, f"{address}?date=2019-03-20")


def test_the_issues_of_a_date(pages: TestClient) -> None:
    """The report of December 2020 says that the issue raised in January 2018 is completed."""
    address, others = "", []
    for date, status in (("2017-12-31", None), ("2018-06-01", None), ("2020-12-01", "completed")):
        found = pages.get(f"/issues.json?date={date}").json()["issues"]
        mine = [one for one in found if one["ordinal"] == "六"]
        others.append(len(mine))
        for one in mine:
            address = f"/issues/{one['iri'].rpartition('/')[2]}"
            assert (one["status"] or "").rpartition("/")[2] == (status or "")
    assert others == [0, 1, 1]
    assert "截至 2018-06-01 已提出的问题" in shown(pages, "/issues?date=2018-06-01")
    assert "尚未提出" in shown(pages, f"{address}?date=2017-12-31")
    assert "已提出；载明进展的文件在此日之后" in shown(pages, f"{address}?date=2018-06-01")
    assert "the document that states the status is later" not in shown(pages, f"{address}?date=2020-12-01&lang=en")
