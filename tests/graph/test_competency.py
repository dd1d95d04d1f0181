"""The competency questions and the named query that answers each, asked of the sample corpus."""

from __future__ import annotations

import pytest

from graph.questions import Parameter, question, questions, run
from graph.reach import units_around
from graph.store import Store
from ontology.names import code_iri, document_iri, institution_iri, topic_iri, unit_iri
from tests.graph.samples import sample_store

QUERIES = {
    "CQ01": "cq01-who-holds",
    "CQ02": "cq02-duties-of-body",
    "CQ04": "cq04-body-or-sign",
    "CQ05": "cq05-handed-down",
    "CQ06": "cq06-upward",
    "CQ07": "cq07-control",
    "CQ08": "cq08-hosted-groups",
    "CQ09": "duty-bases",
    "CQ10": "document-in-force",
    "CQ11": "ended-bases",
    "CQ12": "said-by-level",
    "CQ13": "first-document",
    "CQ14": "cq14-changes",
    "CQ15": "cq15-receivers",
    "CQ16": "cq16-capacity",
    "CQ17": "cq17-recalled",
    "CQ18": "cq18-coverage",
    "CQ19": "cq19-broken-hops",
    "CQ21": "cq21-overlaps",
    "CQ24": "cq24-committees-responsible",
    "CQ29": "issue-table",
    "CQ30": "evidence-dates",
    "CQ32": "claims",
    "CQ34": "cq34-grid-tiers",
    "CQ36": "cq36-indicator-points",
}
NO_ANSWER = {"CQ07", "CQ11", "CQ15", "CQ17"}
"""The corpus has no dual leadership, no repeal, no stated duty of an abolished body and no power taken back."""
PLACE = "440511001"
OFFICE = institution_iri("汕头市金平区石炮台街道综合行政执法办公室", PLACE)
RENAMED = institution_iri("云水市青禾县临江街道城市建设办公室", "990121001")

OF_ITS_OWN: dict[str, dict[str, Parameter]] = {
    "CQ04": {"called": "生态环境保护办公室"},
    "CQ15": {"body": institution_iri("云水市青禾县临江街道环境保护工作站", "990121001")},
}


@pytest.fixture(scope="module")
def store() -> Store:
    return sample_store()


@pytest.fixture(scope="module")
def given(store: Store) -> dict[str, Parameter]:
    """A value for each parameter that a question has, by its name."""
    place = [*units_around(store, "990121001"), *units_around(store, PLACE)]
    issues = {str(row["issue"]) for row in run(store, "issue-table", units=place)}
    duty = next(row["duty"] for row in run(store, "cq02-duties-of-body", bodies=[OFFICE], date="2022-06-01"))
    return {
        "place": unit_iri(PLACE),
        "units": place,
        "level": code_iri("level", "township"),
        "topics": [topic_iri("env"), topic_iri("env-air-fume")],
        "body": RENAMED,
        "bodies": [OFFICE],
        "bearers": [institution_iri("汕头市金平区各街道综合行政执法办公室", "440511")],
        "issues": sorted(issues),
        "duty": str(duty),
        "called": "领导小组",
        "document": document_iri("青府办〔2016〕27号", None, None),
        "date": "2022-06-01",
        "since": "2016-01-01",
        "until": "2022-06-01",
    }


@pytest.mark.parametrize(("number", "name"), QUERIES.items())
def test_the_sample_corpus_answers(store: Store, given: dict[str, Parameter], number: str, name: str) -> None:
    asked = question(name)
    assert asked.zh.startswith(f"{number} ") and asked.en.startswith(f"{number} ")
    known = given | OF_ITS_OWN.get(number, {})
    rows = run(store, name, **{parameter: known[parameter] for parameter in asked.parameters})
    assert rows.columns == asked.columns
    assert bool(rows.rows) == (number not in NO_ANSWER)


def test_no_question_claims_a_number_that_is_not_its_own() -> None:
    claimed = {one.zh.split()[0]: one.name for one in questions() if one.zh.startswith("CQ")}
    assert claimed == QUERIES
