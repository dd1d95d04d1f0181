"""Named questions: every file is described, bound safely and gives the columns it names."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from graph.build import build
from graph.loading import put
from graph.network import ego, graphml, whole
from graph.oxigraph import Embedded
from graph.questions import Parameter, question, questions, run
from graph.store import Store
from ontology.divisions import Register
from ontology.errors import ZelianError
from ontology.names import document_iri, institution_iri, topic_iri, unit_iri
from ontology.vocabulary import ZL
from tests.graph.seed import COMMITTEES, DISTRICT, OFFICES, TEXT, record

DOCUMENT = document_iri(None, record().document.title, None)
GROUP = institution_iri(OFFICES, "440511")
EXAMPLES: dict[str, Parameter] = {
    "iri": DOCUMENT,
    "iris": (DOCUMENT,),
    "text": "责",
    "date": "2020-12-31",
    "integer": 3,
}


@pytest.fixture(scope="module")
def store() -> Store:
    store, register = Embedded(), Register.national()
    put(store, [build(record(), register)], register)
    return store


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_every_question_says_what_it_asks_and_gives_its_columns(store: Store, name: str) -> None:
    asked = question(name)
    assert asked.zh.endswith("？") and asked.en.endswith("?")
    rows = run(store, name, **{parameter: EXAMPLES[kind] for parameter, kind in asked.parameters.items()})
    assert rows.columns == asked.columns


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_no_question_uses_not_exists_with_a_path_or_forgets_distinct(name: str) -> None:
    query = question(name).query.upper()
    assert "NOT EXISTS" not in query
    assert "SELECT DISTINCT" in query or "GROUP BY" in query or name == "text"


def counted(store: Store, name: str, **values: Parameter) -> int:
    return len(run(store, name, **values))


def test_the_overview_counts_each_duty_once_a_topic_and_level(store: Store) -> None:
    after = {
        (row["topic"], str(row["level"]).rpartition("/")[2]): row["duties"]
        for row in run(store, "overview", date="2020-12-31")
    }
    assert after[topic_iri("env"), "township"] == 2
    assert after[topic_iri("env"), "community"] == 1
    before = {str(row["level"]).rpartition("/")[2] for row in run(store, "overview", date="2020-08-01")}
    assert before == {"community"}


def test_the_office_has_its_names_its_nameplate_and_its_duties(store: Store) -> None:
    office = institution_iri("汕头市金平区石炮台街道综合行政执法办公室", "440511001")
    (described,) = run(store, "institution", bodies=[office])
    assert described["name"] == "汕头市金平区石炮台街道综合行政执法办公室"
    assert described["place"] == unit_iri("440511001")
    (plate,) = run(store, "nameplates", bodies=[office])
    assert (plate["name"], plate["from"]) == ("生态环境保护办公室", "2020-08-14")
    assert [row["group"] for row in run(store, "members", members=[office])] == [GROUP]
    assert counted(store, "duties-of", bearers=[GROUP], date="2020-12-31") == 2
    assert counted(store, "group-members", group=GROUP) == 12
    assert [row["name"] for row in run(store, "aliases", institution=institution_iri(DISTRICT, "440511"))] == ["区政府"]


def test_the_list_of_institutions_counts_duties(store: Store) -> None:
    listed = {row["name"]: row for row in run(store, "institutions", date="2020-12-31")}
    assert listed[COMMITTEES]["duties"] == 2
    assert listed[DISTRICT]["duties"] == 0
    assert len(listed) == 4 + 12


def test_the_document_its_text_and_its_facts(store: Store) -> None:
    (document,) = run(store, "documents")
    assert (document["issued"], document["precision"], document["issuer"]) == ("2020-12-01", "month", DISTRICT)
    (body,) = run(store, "text", document=DOCUMENT)
    assert body["text"] == TEXT
    facts = run(store, "facts", document=DOCUMENT)
    counts = {
        kind: sum(str(row["class"]).endswith(f"#{kind}") for row in facts) for kind in ("Duty", "Issue", "CoverageNote")
    }
    assert counts == {"Duty": 4, "Issue": 1, "CoverageNote": 2}
    assert {row["reason"] for row in facts if row["reason"]} == {"power", "unexplained"}
    cited = {row["number"] for row in run(store, "citations", document=DOCUMENT) if row["citing"] == DOCUMENT}
    assert cited == {"汕金府办〔2016〕38号", "汕机编发〔2020〕54号"}


def test_the_issue_and_its_measure(store: Store) -> None:
    (issue,) = run(store, "issues", date="2020-12-31")
    assert (issue["ordinal"], issue["raiser"], issue["claimant"]) == ("六", "广东省环境保护督察组", DISTRICT)
    (measure,) = run(store, "measures", issue=str(issue["issue"]))
    assert str(measure["status"]).endswith("/completed")


def test_parameters_are_written_safely() -> None:
    asked = replace(question("text"), parameters={"words": "text"}, query="SELECT ($words AS ?text) {}")
    for value in ('"} DROP ALL #', "a\\", "b\nc\t\r", "$words", "\\u0041", "'责链'"):
        assert Embedded().select(asked.bind(words=value)).rows == ({"text": value},)
    with pytest.raises(ZelianError) as caught:
        question("text").bind(document="http://example.org/> ?p ?o } #")
    assert caught.value.code == "E303"


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("no-such", {}, "E301"),
        ("overview", {}, "E302"),
        ("overview", {"date": "2020-12-31", "more": "1"}, "E302"),
        ("overview", {"date": "2020-12"}, "E303"),
        ("text", {"document": "no iri"}, "E303"),
    ],
)
def test_a_wrong_call_says_what_is_expected(store: Store, name: str, values: dict[str, Parameter], code: str) -> None:
    with pytest.raises(ZelianError) as caught:
        run(store, name, **values)
    assert caught.value.code == code


def test_the_surroundings_of_an_institution(store: Store) -> None:
    network = ego(store, GROUP, steps=1)
    kinds = {network.nodes[node]["kind"] for node in network}
    assert {"InstitutionGroup", "Institution", "Duty", "Nameplate", "AdministrativeUnit"} <= kinds
    assert network.nodes[GROUP] == {"step": 0, "kind": "InstitutionGroup", "label": OFFICES}
    assert network.graph["found"] == len(network) == 1 + 12 + 2 + 1 + 1
    cut = ego(store, GROUP, steps=2, limit=10)
    assert len(cut) == 10 and GROUP in cut
    assert cut.graph["found"] > len(network)


def test_graphml_can_be_read_whatever_a_document_is_called() -> None:
    store, register = Embedded(), Register.national()
    document = replace(record().document, title="关于巡查的通知\x1b\x00<&>\ufffe\U00020000")
    put(store, [build(replace(record(), document=document), register)], register)
    labels = {label for _, label in nx.parse_graphml("".join(graphml(whole(store)))).nodes(data="label")}
    assert "关于巡查的通知��<&>�\U00020000" in labels


def test_the_network_of_the_store_as_graphml(store: Store) -> None:
    network = whole(store)
    read = nx.parse_graphml("".join(graphml(network)), force_multigraph=True)
    assert (len(read), read.number_of_edges()) == (len(network), network.number_of_edges())
    assert read.nodes[GROUP]["label"] == OFFICES
    assert {data["relation"] for _, target, data in read.edges(data=True) if target == GROUP} == {
        ZL.responsibleBearer.toPython(),
        ZL.nameplateOf.toPython(),
    }
