"""The SPARQL 1.1 Protocol and Service Description, a row a requirement; the numbers are sections of the standards."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from api.app import create_app
from api.settings import Settings
from graph.oxigraph import Embedded
from graph.store import DEFAULT, digest

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SAYS = "<https://example.org/says>"
G, H = "https://example.org/g", "https://example.org/h"
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
WORD = "open-sesame"
TOKEN = {"Authorization": f"Bearer {WORD}"}
ALL = "SELECT ?what { ?who " + SAYS + " ?what } ORDER BY ?what"


def line(who: str, what: str) -> str:
    return f'<https://example.org/{who}> {SAYS} "{what}" .'


@pytest.fixture
def store() -> Embedded:
    store = Embedded()
    store.replace({G: line("a", "治水"), H: line("b", "环保")})
    return store


@pytest.fixture
def client(store: Embedded) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(query_workers=1, token=WORD), store)) as client:
        yield client


@pytest.fixture(scope="module")
def reading() -> Iterator[TestClient]:
    store = Embedded()
    store.replace(
        {G: line("a", "治水"), H: line("b", "环保"), f"{G}/long": "\n".join(line("l", str(n)) for n in range(300))}
    )
    with TestClient(create_app(Settings(query_workers=1), store)) as client:
        yield client


def ask(found: httpx.Response) -> bool:
    assert found.status_code == 200, found.text
    return bool(found.json()["boolean"])


def form(**fields: str) -> str:
    return "&".join(f"{name.replace('_', '-')}={quote(value, safe='')}" for name, value in fields.items())


HAS_A, HAS_B = (f"ASK {{ <https://example.org/{who}> {SAYS} ?what }}" for who in "ab")
IN_G = f"ASK {{ GRAPH <{G}> {{ <https://example.org/a> {SAYS} ?what }} }}"


@pytest.mark.parametrize(("method", "path", "kind", "body", "expected"), [
    ("GET", "?" + form(query=HAS_A), None, None, True),  # 2.1.1 query via GET
    ("GET", "/?" + form(query=HAS_A), None, None, True),  # the same address with a slash
    ("POST", "", FORM, form(query=HAS_A), True),  # 2.1.2 query via URL-encoded POST
    ("POST", "", f"{FORM}; charset=UTF-8", form(query=HAS_A), True),
    ("POST", "", QUERY, HAS_A, True),  # 2.1.3 query via POST directly
    ("POST", "", f'{QUERY}; charset="utf-8"', HAS_A, True),
    ("GET", "?" + form(query=HAS_A, default_graph_uri=H), None, None, False),  # 2.1.4 dataset
    ("POST", "", FORM, form(query=HAS_A, default_graph_uri=H), False),
    ("POST", "?" + form(default_graph_uri=H), QUERY, HAS_A, False),
    ("POST", "?" + form(default_graph_uri=G), QUERY, HAS_A, True),
    ("GET", "?" + form(query=HAS_A, default_graph_uri=G) + "&" + form(default_graph_uri=H), None, None, True),
    ("GET", "?" + form(query=HAS_A, named_graph_uri=G), None, None, False),  # named graphs alone: an empty default
    ("GET", "?" + form(query=IN_G, named_graph_uri=G), None, None, True),
    ("GET", "?" + form(query=IN_G, named_graph_uri=H), None, None, False),
    ("GET", "?" + form(query=IN_G, default_graph_uri=G), None, None, False),
    ("POST", "?" + form(named_graph_uri=G), QUERY, IN_G.replace("ASK", f"ASK FROM <{H}>"), True),  # the request's wins
    ("GET", "?" + form(query="ASK {}", unknown="x"), None, None, True),
])  # fmt: skip
def test_queries(
    reading: TestClient, method: str, path: str, kind: str | None, body: str | None, expected: bool
) -> None:
    headers = {"Content-Type": kind} if kind else {}
    assert ask(reading.request(method, f"/sparql{path}", content=body, headers=headers)) is expected


@pytest.mark.parametrize(("method", "path", "kind", "body", "status"), [
    ("PUT", "?" + form(query="ASK {}"), FORM, "", 405),  # 2.1: GET or POST
    ("DELETE", "?" + form(query="ASK {}"), None, None, 405),
    ("GET", "?" + form(query="ASK {}") + "&" + form(query="ASK {}"), None, None, 400),  # exactly one query
    ("POST", "?" + form(query="ASK {}"), QUERY, "ASK {}", 400),
    ("POST", "", FORM, form(query="ASK {}", update="CLEAR ALL"), 400),
    ("POST", "", FORM, "", 400),
    ("POST", "", "text/plain", "ASK {}", 415),  # 2.1.2, 2.1.3: the two media types
    ("POST", "", None, form(query="ASK {}"), 415),
    ("POST", "", None, "ASK {}", 415),
    ("POST", "", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),  # UTF-8 only
    ("POST", "", QUERY, "ASK {}".encode("utf-16"), 415),
    ("POST", "", FORM, b"query=ASK%20%7B%7D%FF", 415),
    ("GET", "?" + form(query="ASK {"), None, None, 400),  # 2.1.6 errors
    ("GET", "?" + form(query="ASK {}", default_graph_uri="not an IRI"), None, None, 400),
    ("GET", "?" + form(update="CLEAR ALL"), None, None, 405),  # 2.2: an update is sent by POST
    ("POST", "", FORM, form(update="CLEAR NAMED") + "&" + form(update="CLEAR DEFAULT"), 400),  # exactly one update
    ("POST", "", "text/plain", "CLEAR NAMED", 415),
    ("POST", "", None, form(update="CLEAR NAMED"), 415),
    ("POST", "", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16"), 415),
    ("POST", "", FORM, form(update="CLEAR XYZ"), 400),
    ("POST", "", UPDATE, f"LOAD <http://192.0.2.1/> INTO GRAPH <{G}>", 403),
    ("POST", "", UPDATE, f"\\u004cOAD SILENT <http://192.0.2.1/> INTO GRAPH <{G}>", 403),
    ("POST", "", UPDATE, f"LOADSILENT<file:///etc/passwd>INTO GRAPH <{G}>", 403),
    ("POST", "", UPDATE, "INSERT { ?s ?p ?o } WHERE { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }", 403),
    ("POST", "", UPDATE, "CLEAR GRAPH <https://w3id.org/zelian/graph/state>", 403),
    ("POST", "?" + form(using_named_graph_uri=G), UPDATE, f"WITH <{G}> DELETE {{ ?s ?p 1 }} WHERE {{ ?s ?p 1 }}", 400),
    ("POST", "?" + form(using_graph_uri=G), UPDATE, f"DELETE {{ ?s ?p ?o }} USING <{G}> WHERE {{ ?s ?p ?o }}", 400),
    ("POST", "?" + form(using_graph_uri=G), UPDATE, f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}", 400),
])  # fmt: skip
def test_errors(client: TestClient, method: str, path: str, kind: str | None, body: Any, status: int) -> None:
    before = client.app.state.store.version
    headers = TOKEN | ({"Content-Type": kind} if kind else {})
    found = client.request(method, f"/sparql{path}", content=body, headers=headers)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    assert found.headers["access-control-allow-origin"] == "*"
    assert client.app.state.store.version == before


NEW = f'INSERT DATA {{ GRAPH <{H}> {{ <https://example.org/c> {SAYS} "安全" }} }}'
COPY_OF_NAMED = f"INSERT {{ GRAPH <{H}/new> {{ ?who {SAYS} ?what }} }} WHERE {{ GRAPH ?g {{ ?who {SAYS} ?what }} }}"
COPY = f"INSERT {{ GRAPH <{H}/new> {{ ?who {SAYS} ?what }} }} WHERE {{ ?who {SAYS} ?what }}"


@pytest.mark.parametrize(("path", "kind", "body", "left"), [
    ("", FORM, form(update=NEW), {G: ["治水"], H: ["安全", "环保"]}),  # 2.2.1 update via URL-encoded POST
    ("", UPDATE, NEW, {G: ["治水"], H: ["安全", "环保"]}),  # 2.2.2 update via POST directly
    ("", UPDATE, f"{NEW} ; # 注", {G: ["治水"], H: ["安全", "环保"]}),
    ("", UPDATE, "CLEAR ALL", {}),
    ("", UPDATE, "", {G: ["治水"], H: ["环保"]}),
    ("", UPDATE, f"PREFIX e: <{G}/> PREFIX f: <x:> DROP GRAPH <{G}> ; # 注\n", {H: ["环保"]}),
    ("", UPDATE, f"DROP GRAPH <{G}>", {H: ["环保"]}),
    ("", UPDATE, f"DELETE WHERE {{ GRAPH ?g {{ ?who {SAYS} '治水' }} }}", {H: ["环保"]}),
    ("?" + form(using_graph_uri=G), UPDATE, COPY, {G: ["治水"], H: ["环保"], f"{H}/new": ["治水"]}),  # 2.2.3 dataset
    ("", FORM, form(update=COPY, using_graph_uri=H), {G: ["治水"], H: ["环保"], f"{H}/new": ["环保"]}),
    ("?" + form(using_named_graph_uri=G), UPDATE, COPY_OF_NAMED, {G: ["治水"], H: ["环保"], f"{H}/new": ["治水"]}),
    ("", UPDATE, f'INSERT DATA {{ <c> {SAYS} "无图" }}', {G: ["治水"], H: ["环保"], DEFAULT: ["无图"]}),
])  # fmt: skip
def test_updates(client: TestClient, path: str, kind: str, body: str, left: dict[str, list[str]]) -> None:
    store: Embedded = client.app.state.store
    assert ask(client.post("/sparql", content=HAS_A, headers={"Content-Type": QUERY}))  # a worker has the old version
    done = client.post(f"/sparql{path}", content=body, headers=TOKEN | {"Content-Type": kind})
    assert (done.status_code, done.content) == (204, b"")
    assert {graph: sorted(one.split('"')[1] for one in store.triples(graph)) for graph in store.graph_names()} == left
    assert store.digests() == {graph: digest("\n".join(store.triples(graph))) for graph in left}
    seen = client.get("/sparql", params={"query": ALL}, headers={"Accept": "text/csv"}).text.split()[1:]
    assert sorted(seen) == sorted(what for each in left.values() for what in each)


def test_relative_iris_are_resolved_against_the_address(client: TestClient) -> None:
    done = client.post("/sparql", content="INSERT DATA { GRAPH <g> { <s> <p> <test> } }",
                       headers=TOKEN | {"Content-Type": UPDATE})  # fmt: skip
    assert done.status_code == 204
    assert ask(client.get("/sparql", params={"query": "ASK { GRAPH <http://testserver/g> { ?s ?p <test> } }"}))


def test_an_update_that_does_not_parse_says_where(client: TestClient) -> None:
    found = client.post("/sparql", content=f"{NEW} ;\n  CLEAR XYZ", headers=TOKEN | {"Content-Type": UPDATE})
    assert (found.status_code, found.json()["line"]) == (400, 2)
    assert 9 <= found.json()["column"] <= 12  # XYZ, or what should come after it


@pytest.mark.parametrize(("headers", "status"), [
    ({}, 401), ({"Authorization": "Bearer wrong"}, 403), ({"Authorization": "Basic eA=="}, 401),
])  # fmt: skip
def test_updates_need_the_token(client: TestClient, headers: dict[str, str], status: int) -> None:
    for kind, body in ((UPDATE, "CLEAR ALL"), (FORM, form(update="CLEAR ALL"))):
        found = client.post("/sparql", content=body, headers=headers | {"Content-Type": kind})
        assert found.status_code == status
    assert client.app.state.store.graph_names() == (G, H)


def test_updates_are_off_without_a_token_in_the_settings(reading: TestClient) -> None:
    found = reading.post("/sparql", data={"update": "CLEAR ALL"}, headers=TOKEN)
    assert (found.status_code, found.json()["code"]) == (403, "E546")


@pytest.mark.parametrize(("accept", "parser"), [
    ("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml"),
    ("application/ld+json", "json-ld"), ("*/*", "turtle"),
])  # fmt: skip
def test_service_description(reading: TestClient, accept: str, parser: str) -> None:
    """Service Description 2: GET on the endpoint without a query gives RDF with a service whose endpoint it is."""
    described = Graph().parse(data=reading.get("/sparql", headers={"Accept": accept}).content, format=parser)
    service = URIRef("http://testserver/sparql")
    assert (service, RDF.type, SD.Service) in described
    assert list(described.objects(None, SD.endpoint)) == [service]
    assert set(described.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert SD.UnionDefaultGraph in set(described.objects(service, SD.feature))
    assert {str(one).rpartition("/")[2] for one in described.objects(service, SD.resultFormat)} == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
        "N-Quads", "TriG", "JSON-LD", "RDF_XML"}  # fmt: skip
    dataset = described.value(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in described
    named = {str(described.value(graph, SD.name)) for graph in described.objects(dataset, SD.namedGraph)}
    assert named == {G, H, f"{G}/long"}
    assert not any(isinstance(term, Literal) and not str(term) for triple in described for term in triple)


def test_updates_are_described_where_they_are_taken(client: TestClient) -> None:
    described = Graph().parse(data=client.get("/sparql").content, format="turtle")
    assert SD.SPARQL11Update in set(described.objects(None, SD.supportedLanguage))


def test_head_options_and_other_origins(reading: TestClient) -> None:
    asked = "/sparql?" + form(query=HAS_A)
    head, whole = reading.head(asked), reading.get(asked)
    assert (head.status_code, head.content, head.headers) == (200, b"", whole.headers)
    assert whole.headers["access-control-allow-origin"] == "*"
    preflight = reading.options("/sparql", headers={"Origin": "https://elsewhere.org",
                                                    "Access-Control-Request-Method": "POST"})  # fmt: skip
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (204, "*")
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "authorization" not in preflight.headers["access-control-allow-headers"].lower()


def test_compression(reading: TestClient) -> None:
    asked = "/sparql?" + form(query=ALL)
    with reading.stream("GET", asked, headers={"Accept-Encoding": "gzip"}) as zipped:
        packed = b"".join(zipped.iter_raw())
    plain = reading.get(asked, headers={"Accept-Encoding": "identity"})
    assert (zipped.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 2
    for found in (zipped, plain):
        assert {name.strip() for name in found.headers["vary"].split(",")} == {"Accept", "Accept-Encoding"}


def test_the_etag_follows_the_data_and_the_format(client: TestClient) -> None:
    asked = "/sparql?" + form(query=ALL)
    first = client.get(asked)
    same = client.get(asked, headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    as_csv = client.get(asked, headers={"If-None-Match": first.headers["etag"], "Accept": "text/csv"})
    assert as_csv.status_code == 200
    client.post("/sparql", content=NEW, headers=TOKEN | {"Content-Type": UPDATE})
    later = client.get(asked, headers={"If-None-Match": first.headers["etag"]})
    assert (later.status_code, "安全" in later.text) == (200, True)
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"}).headers
