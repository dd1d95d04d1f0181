"""The SPARQL 1.1 Protocol at /sparql, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from api.app import create_app
from api.guard import Limits, check
from api.negotiate import best
from api.settings import Settings
from graph.oxigraph import Embedded
from graph.store import Store
from ontology.errors import ZelianError

SAYS = "https://example.org/says"
G, H = "https://example.org/g", "https://example.org/文件"
DATA = {G: '<https://example.org/a> <https://example.org/says> "负责环保" .',
        H: '<https://example.org/b> <https://example.org/says> "负责治水" .'}  # fmt: skip
WHO = "SELECT ?who ?what { ?who <https://example.org/says> ?what } ORDER BY ?who"
FORM = "application/x-www-form-urlencoded"
LIMITS = Limits(size=100_000, depth=100, parts=2_000)


@pytest.fixture(scope="module")
def store() -> Store:
    store = Embedded()
    store.replace(DATA)
    return store


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(query_workers=1), store)) as client:
        yield client


def names(body: bytes) -> list[str]:
    return [row["who"]["value"][-1] for row in json.loads(body)["results"]["bindings"]]


@pytest.mark.parametrize("send", [
    lambda client, query: client.get("/sparql", params={"query": query}),
    lambda client, query: client.post("/sparql", data={"query": query}),
    lambda client, query: client.post("/sparql", content=query, headers={"content-type": "application/sparql-query"}),
    lambda client, query: client.post(
        "/sparql", content=query, headers={"content-type": "application/sparql-query; charset=UTF-8"}),
])  # fmt: skip
def test_the_three_ways_to_ask_give_the_union_of_all_graphs(client: TestClient, send) -> None:
    answer = send(client, WHO)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/sparql-results+json")
    assert names(answer.content) == ["a", "b"]


def test_a_percent_encoded_chinese_iri_is_decoded_once(client: TestClient) -> None:
    encoded = "https://example.org/%E6%96%87"
    client.app.state.store.replace({f"{G}/encoded": f"<{encoded}> <https://example.org/is> <{encoded}> ."})
    query = f"ASK {{ <{encoded}> ?p ?o }}"
    for answer in (client.post("/sparql", content="query=" + quote(query, safe=""), headers={"content-type": FORM}),
                   client.get("/sparql?query=" + quote(query, safe=""))):  # fmt: skip
        assert answer.json()["boolean"] is True


@pytest.mark.parametrize(("parameters", "found"), [
    ({"default-graph-uri": G}, ["a"]),
    ({"default-graph-uri": H}, ["b"]),
    ({"default-graph-uri": [G, H]}, ["a", "b"]),
    ({"named-graph-uri": G}, []),
])  # fmt: skip
def test_the_dataset_that_the_request_names(client: TestClient, parameters: dict[str, str], found: list[str]) -> None:
    assert names(client.get("/sparql", params={"query": WHO, **parameters}).content) == found


def test_the_dataset_of_the_request_goes_before_that_of_the_query(client: TestClient) -> None:
    query = WHO.replace("{", f"FROM <{H}> {{", 1)
    assert names(client.get("/sparql", params={"query": query}).content) == ["b"]
    assert names(client.get("/sparql", params={"query": query, "default-graph-uri": G}).content) == ["a"]


def test_a_named_graph_of_the_query(client: TestClient) -> None:
    query = "PREFIX e: <https://example.org/> SELECT ?who FROM NAMED e:g { GRAPH ?g { ?who ?p ?o } }"
    assert names(client.get("/sparql", params={"query": query}).content) == ["a"]


@pytest.mark.parametrize(("accept", "media"), [
    ("application/sparql-results+json", "application/sparql-results+json"),
    ("application/json", "application/json"),
    ("application/sparql-results+xml, text/csv;q=0.9", "application/sparql-results+xml"),
    ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values; charset=utf-8"),
    ("text/csv", "text/csv; charset=utf-8"),
    ("application/xml", "application/xml"),
    ("text/html, application/xhtml+xml, */*;q=0.1", "application/sparql-results+json"),
])  # fmt: skip
def test_results_in_the_format_that_accept_likes_best(client: TestClient, accept: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": WHO}, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)


def test_csv_and_xml_hold_the_same_table(client: TestClient) -> None:
    csv = client.get("/sparql", params={"query": WHO}, headers={"accept": "text/csv"}).text
    assert csv.splitlines() == ["who,what", "https://example.org/a,负责环保", "https://example.org/b,负责治水"]
    xml = client.get("/sparql", params={"query": WHO}, headers={"accept": "application/sparql-results+xml"}).content
    literals = ElementTree.fromstring(xml).iter("{http://www.w3.org/2005/sparql-results#}literal")  # noqa: S314
    assert [literal.text for literal in literals] == ["负责环保", "负责治水"]


@pytest.mark.parametrize(("accept", "media", "parser"), [
    ("*/*", "text/turtle; charset=utf-8", "turtle"),
    ("application/n-triples", "application/n-triples", "nt"),
    ("application/ld+json", "application/ld+json", "json-ld"),
    ("application/trig", "application/trig", "trig"),
    ("application/n-quads", "application/n-quads", "nquads"),
    ("application/rdf+xml;q=0.9, text/html", "application/rdf+xml", "xml"),
])  # fmt: skip
@pytest.mark.parametrize("query", [f"CONSTRUCT WHERE {{ ?s <{SAYS}> ?o }}", f"DESCRIBE ?s {{ ?s <{SAYS}> ?o }}"])
def test_graphs_by_accept(client: TestClient, query: str, accept: str, media: str, parser: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.headers["content-type"] == media
    graph = Dataset(default_union=True) if parser in ("trig", "nquads") else Graph()
    assert len(graph.parse(data=answer.content, format=parser)) == 2


def test_a_graph_is_not_given_as_a_table(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "DESCRIBE <x:y>"}, headers={"accept": "text/csv"})
    assert (answer.status_code, answer.json()["code"]) == (406, "E406")


@pytest.mark.parametrize(("query", "status", "code"), [
    ("", 400, "E401"),
    ("hello", 400, "E401"),
    ("INSERT DATA { <x:a> <x:b> 1 }", 403, "E402"),
    ("PREFIX e: <x:> WITH e:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", 403, "E402"),
    ("LOAD <http://192.0.2.1/>", 403, "E402"),
    ("SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }", 403, "E403"),
    ("SELECT * { SeRvIcEsIlEnT<http://192.0.2.1/>{} }", 403, "E403"),
    ("ASK { ?s ?p 1SERVICE<http://192.0.2.1/>{} }", 403, "E403"),
    ("PREFIX : <http://192.0.2.1/> ASK { SERVICE:x {} }", 403, "E403"),
    ("ASK { \\u0053ERVICE <http://192.0.2.1/> {} }", 403, "E403"),
    ('ASK { BIND("a\\u0022" AS ?x) SERVICE <http://192.0.2.1/> {} BIND("b" AS ?y) }', 403, "E403"),
    ("SELECT * FROM <http://192.0.2.1/x> { ?s ?p ?o }", 403, "E405"),
    ("SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }", 403, "E405"),
    ("PREFIX e: <http://192.0.2.1/> SELECT * FROM e:x { ?s ?p ?o }", 403, "E405"),
    ("BASE <http://192.0.2.1/> SELECT * FROM <x> { ?s ?p ?o }", 403, "E405"),
    ("ASK {" + "#" * 100_000 + "\n}", 413, "E407"),
    ("ASK " + "{" * 20_000 + "}" * 20_000, 422, "E408"),
    ("ASK { FILTER(" + "1+" * 8_000 + "1) }", 422, "E408"),
    ("ASK { " + "OPTIONAL{?s a ?o}" * 4_000 + "}", 422, "E408"),
    ("ASK { ?s a " + "(" * 150 + "1" + ")" * 150 + " }", 422, "E408"),
])  # fmt: skip
def test_what_is_refused(client: TestClient, query: str, status: int, code: str) -> None:
    answer = client.post("/sparql", data={"query": query})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code
    assert answer.json()["detail"] != answer.json()["detail_en"]


@pytest.mark.parametrize("query", [
    'ASK { ?s ?p "SERVICE INSERT" } # SERVICE <x:y> {}',
    "ASK { ?SERVICE <https://example.org/SERVICE> ?o }",
    "PREFIX e: <https://example.org/> ASK { ?s e:SERVICE ?o }",
    "ASK { ?s ?p '''it's SERVICE''' FILTER(?s<?p && ?p>?s) }",
    "SELECT * { ?s ?p ?o } VALUES ?o { " + '"x" ' * 9_000 + "}",
])  # fmt: skip
def test_what_only_looks_forbidden_is_answered(client: TestClient, query: str) -> None:
    assert client.post("/sparql", data={"query": query}).status_code == 200


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_of_the_request_that_the_store_does_not_hold_is_empty_and_the_answer_says_so(
    client: TestClient, parameter: str
) -> None:
    answer = client.get("/sparql", params={"query": WHO, parameter: "http://192.0.2.1/数据.ttl"})
    assert (answer.status_code, names(answer.content)) == (200, [])
    assert answer.headers["Zelian-Unknown-Graphs"] == "<http://192.0.2.1/%E6%95%B0%E6%8D%AE.ttl>"
    refused = client.get("/sparql", params={"query": WHO, parameter: "file:///etc/passwd"})
    assert (refused.status_code, refused.json()["code"]) == (403, "E405")


def test_a_syntax_error_says_line_and_column(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK\n{ ?s ?p trueX<x:y> }"})
    assert (answer.status_code, answer.json()["code"]) == (400, "E202")
    assert answer.json()["line"] == 2
    assert answer.json()["column"] >= 9  # after "?p "
    assert "第 2 行" in answer.json()["detail"]


@pytest.mark.parametrize(("content", "kind", "status"), [
    ("update=CLEAR%20ALL", FORM, 403),
    ("CLEAR ALL", "application/sparql-update", 403),
    ("query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM, 400),
    ("", FORM, 400),
    ("ASK {}", "text/plain", 415),
    ("ASK {}".encode("utf-16"), "application/sparql-query", 415),
    ("query=%FF", FORM, 415),
])  # fmt: skip
def test_requests_that_are_not_of_the_protocol(client: TestClient, content: bytes, kind: str, status: int) -> None:
    answer = client.post("/sparql", content=content, headers={"content-type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_updates_by_get_and_other_methods_are_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"update": "CLEAR ALL"}).status_code == 405
    assert client.put("/sparql", content="x").status_code == 405
    assert client.head("/sparql", params={"query": WHO}).status_code == 200


@given(st.text(alphabet="SELECTASKserviceFROM<>{}()\"'#?:.\\u0053 \n", max_size=80))
def test_any_text_is_checked_without_another_error(text: str) -> None:
    try:
        check(text, LIMITS)
    except ZelianError as error:
        assert error.code in {"E401", "E402", "E403", "E408"}


@given(st.integers(0, 10), st.integers(0, 10))
def test_the_higher_quality_wins(first: int, second: int) -> None:
    chosen = best(f"text/turtle;q={first / 10}, application/n-triples;q={second / 10}",
                  ["text/turtle", "application/n-triples"])  # fmt: skip
    expected = None if first == second == 0 else "text/turtle" if first >= second else "application/n-triples"
    assert chosen == expected
