"""A small corpus by hand: the seed case, and a document whose every word tries to break a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.build import build
from graph.derived import derive
from graph.loading import put
from graph.oxigraph import Embedded
from graph.store import Store
from ontology.divisions import Register
from ontology.names import document_iri
from ontology.records import (
    Change,
    Citation,
    Coverage,
    Document,
    Duty,
    Holder,
    Institution,
    Issue,
    Measure,
    Nameplate,
    Record,
    ReformEvent,
    Rejected,
    Span,
)

HOSTILE = "\"'><img src=x onerror=window.broken=1></script><script>window.broken=1</script>{{6543*2}}"
GOVERNMENT = "汕头市金平区人民政府"
OFFICE = "汕头市金平区各街道综合行政执法办公室"
REPORT = (
    "金平区整改自查报告\n一、督察指出餐饮油烟扰民。整改完成。\n二、各街道综合行政执法办公室加挂生态环境保护办公室牌子，"
    "负责生态环境保护、人居环境整治等工作。区生态环境分局可以约谈。有关单位应当支持。\n"
)
ATTACK = f"标题{HOSTILE}\n区政府负责{HOSTILE}工作。\n"


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def report() -> Record:
    start, end = span(REPORT, "负责生态环境保护、人居环境整治等工作")
    plate = span(REPORT, "各街道综合行政执法办公室加挂生态环境保护办公室牌子")
    found = span(REPORT, "督察指出餐饮油烟扰民。")
    measure = span(REPORT, "整改完成。")
    holder = Holder(OFFICE, "各街道综合行政执法办公室", "responsible", True, "440511")
    basis = ("汕机编发〔2020〕54号",)
    return Record(
        file="report.txt", sha256="a" * 64, reader="text", text=REPORT,
        document=Document("金平区整改自查报告", "报告", "汕金府〔2020〕9号", GOVERNMENT, None, "2020-12", "440511"),
        duties=(Duty(REPORT[start:end], start, end, (holder,), "sec_2", ("生态环境保护",), basis, "2020-08-14",
                     rule="duty.test", confidence=0.95),),
        citations=(Citation(None, basis[0], 0, 5, relation="based_on"),),
        institutions=(
            Institution(OFFICE, "internal-office", "township", "440511", group=True, unit="street",
                        office="综合行政执法办公室"),
            Institution(GOVERNMENT, "government", "county", "440511"),
        ),
        nameplates=(Nameplate(OFFICE, "各街道综合行政执法办公室", "生态环境保护办公室", "加挂牌子", *plate,
                              quote=REPORT[slice(*plate)], place="440511", valid_from="2020-08-14", basis=basis),),
        issues=(Issue(REPORT[slice(*found)], *found, "六", "省督察组", "2018-01",
                      (Holder(GOVERNMENT, "区政府", "responsible", False, "440511"),), "不再扰民", "2020-12-31",
                      "completed", GOVERNMENT, ("餐饮油烟与露天烧烤",), "issue.test", 0.9),),
        measures=(Measure(REPORT[slice(*measure)], *measure, 0, evidence=("汕金府办〔2016〕38号",)),),
        coverage=Coverage(3, 1, (Rejected(*span(REPORT, "区生态环境分局可以约谈。"), "power"),),
                          (Span(*span(REPORT, "有关单位应当支持。")),)),
    )  # fmt: skip


def attack() -> Record:
    start, end = span(ATTACK, f"区政府负责{HOSTILE}工作。")
    name = f"金平区{HOSTILE}局"
    holder = Holder(name, HOSTILE, "lead", False, "440511")
    return Record(
        file=f"{HOSTILE}.txt", sha256="b" * 64, reader="text", text=ATTACK,
        document=Document(f"标题{HOSTILE}", "通知", f"号{HOSTILE}", HOSTILE, HOSTILE, "2020-01-01", "440511"),
        duties=(Duty(ATTACK[start:end], start, end, (holder,), HOSTILE, ("生态环境保护",), (f"《{HOSTILE}》",),
                     "2020-01-01", rule=HOSTILE),
                Duty(ATTACK[start + 5 : end], start + 5, end, (holder,), None, ("生态环境保护",), (), "2020-01-01"),),
        institutions=(Institution(name, "department", "county", "440511", aliases=(HOSTILE,)),),
        nameplates=(Nameplate(name, HOSTILE, HOSTILE, "加挂牌子", start, end, place="440511"),),
        issues=(Issue(HOSTILE, *span(ATTACK, HOSTILE), HOSTILE, HOSTILE, None, (holder,), HOSTILE, None, "completed",
                      HOSTILE, ("生态环境保护",)),),
        reform_events=(ReformEvent(HOSTILE, ATTACK, 0, len(ATTACK), "2020-06-01", HOSTILE, "440511", changes=(
            Change("renamed", (name,), (f"{HOSTILE}局",), HOSTILE, start, end, ATTACK[start:end]),)),),
        coverage=Coverage(1, 0, (Rejected(0, 20, HOSTILE),)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def corpus() -> Store:
    store, register = Embedded(), Register.national()
    put(store, [build(report(), register), build(attack(), register)], register)
    derive(store)
    return store


@pytest.fixture(scope="session")
def pages(corpus: Store) -> TestClient:
    return TestClient(create_app(Settings(), corpus, clock=lambda: date(2020, 12, 31)))


@pytest.fixture(scope="session")
def report_id() -> str:
    return document_iri("汕金府〔2020〕9号", None, None).rpartition("/")[2]


@pytest.fixture(scope="session")
def addresses(pages: TestClient, report_id: str) -> tuple[str, ...]:
    """One address of every kind of page, found by following the lists."""
    listed: Callable[[str], dict] = lambda path: pages.get(path).json()  # noqa: E731
    papers = [row["document"].rpartition("/")[2] for row in listed("/documents.json")["documents"]]
    facts = [listed(f"/documents/{paper}.json") for paper in papers]
    duties = [one["iri"].rpartition("/")[2] for fact in facts for one in fact["duties"]]
    bodies = [row["institution"].rpartition("/")[2] for row in listed("/institutions.json")["institutions"]]
    issues = [one["iri"].rpartition("/")[2] for one in listed("/issues.json")["issues"]]
    return (
        "/", "/chain", "/chain?topic=env&place=440511001", "/chain?topic=env-air-fume&place=440511", "/documents",
        "/candidates",
        "/compare", "/compare?place=440511&from=2019-12-31&to=2020-12-31", "/compare?place=440511&with=440511001",
        *(f"/documents/{paper}" for paper in papers), "/institutions", *(f"/institutions/{body}" for body in bodies),
        *(f"/duties/{duty}" for duty in duties), "/issues", *(f"/issues/{issue}" for issue in issues),
        "/conflicts", "/graph", "/places", "/places?q=鼓楼区", "/places/440511", "/places/440511008",
        "/places/440511018",
        *(f"/graph?node=document/{paper}" for paper in papers), *(f"/graph?node=institution/{body}" for body in bodies),
        *(f"/graph?node=duty/{duty}" for duty in duties), "/sparql", "/ns",
    )  # fmt: skip
