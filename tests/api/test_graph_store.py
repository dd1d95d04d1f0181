"""The SPARQL 1.1 Graph Store HTTP Protocol at /graphs, a row a requirement; the numbers are its sections."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from rdflib import Graph

from api.app import create_app
from api.settings import Settings
from graph.oxigraph import Embedded
from graph.store import STATE, digest

G = "https://example.org/g"
ONE = '<https://example.org/a> <https://example.org/says> "治水" .'
TWO = '<https://example.org/b> <https://example.org/says> "环保" .'
WORD = "open-sesame"
TOKEN = {"Authorization": f"Bearer {WORD}"}
TURTLE = TOKEN | {"Content-Type": "text/turtle; charset=utf-8"}
NAMED = {"graph": G}


@pytest.fixture
def client() -> Iterator[TestClient]:
    store = Embedded()
    store.replace({G: ONE})
    with TestClient(create_app(Settings(query_workers=1, token=WORD), store)) as client:
        yield client


def lines(client: TestClient, graph: str = G) -> list[str]:
    held = client.app.state.store.triples(graph)
    assert client.app.state.store.digests().get(graph, "") == digest("\n".join(held))
    return [line.split('"')[1] for line in held]


@pytest.mark.parametrize(("accept", "media", "parser"), [
    ("*/*", "text/turtle; charset=utf-8", "turtle"),
    ("application/rdf+xml", "application/rdf+xml", "xml"),
    ("application/n-triples", "application/n-triples", "nt"),
    ("application/ld+json", "application/ld+json", "json-ld"),
])  # fmt: skip
def test_get_and_head(client: TestClient, accept: str, media: str, parser: str) -> None:
    """5.2 GET gives the graph in the format that the client accepts, 5.6 HEAD the same without a body."""
    found = client.get("/graphs", params=NAMED, headers={"Accept": accept})
    assert (found.status_code, found.headers["content-type"]) == (200, media)
    assert len(Graph().parse(data=found.content, format=parser)) == 1
    assert "etag" in found.headers
    head = client.head("/graphs", params=NAMED, headers={"Accept": accept})
    assert (head.status_code, head.headers, head.content) == (200, found.headers, b"")


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
def test_a_graph_that_is_not_there(client: TestClient, method: str) -> None:
    assert client.request(method, "/graphs", params={"graph": f"{G}/x"}, headers=TOKEN).status_code == 404


def test_put_creates_and_replaces(client: TestClient) -> None:
    """5.3: 201 for a new graph, 200 or 204 for one that was there; what it held is gone."""
    assert client.put("/graphs", params={"graph": f"{G}/new"}, content=TWO, headers=TURTLE).status_code == 201
    assert client.put("/graphs", params=NAMED, content=TWO, headers=TURTLE).status_code == 204
    assert lines(client) == lines(client, f"{G}/new") == ["环保"]
    assert "环保" in client.get("/graphs", params=NAMED).text


def test_post_adds(client: TestClient) -> None:
    """5.5: the merge of what was there and what is sent; what was there already is not written again."""
    assert client.post("/graphs", params=NAMED, content=f"{ONE}\n{TWO}", headers=TURTLE).status_code == 204
    assert lines(client) == ["治水", "环保"]


def test_post_of_several_parts(client: TestClient) -> None:
    part = '--x\r\nContent-Disposition: form-data; name="{0}"; filename="{0}"\r\nContent-Type: {1}\r\n\r\n{2}\r\n'
    parts = ("a", "text/turtle; charset=utf-8", TWO), ("b", "application/n-triples", TWO.replace("环保", "安全"))
    body = "".join(part.format(*one) for one in parts) + "--x--\r\n"
    headers = TOKEN | {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/graphs", params=NAMED, content=body.encode(), headers=headers).status_code == 204
    assert sorted(lines(client)) == ["安全", "治水", "环保"]


def test_post_without_a_graph_makes_one(client: TestClient) -> None:
    made = client.post("/graphs", content=TWO, headers=TURTLE)
    assert made.status_code == 201
    assert made.headers["location"].startswith("http://testserver/graphs/")
    assert "环保" in client.get(made.headers["location"]).text  # 4.1 the address is the graph's IRI


def test_delete(client: TestClient) -> None:
    """5.4."""
    assert client.delete("/graphs", params=NAMED, headers=TOKEN).status_code == 204
    assert client.app.state.store.graph_names() == ()


def test_the_default_graph_is_what_was_written_without_a_graph(client: TestClient) -> None:
    assert client.get("/graphs?default").status_code == 404
    assert client.put("/graphs?default", content=TWO, headers=TURTLE).status_code == 201
    assert len(Graph().parse(data=client.get("/graphs?default").content, format="turtle")) == 1


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_writing_needs_the_token(client: TestClient, method: str) -> None:
    found = client.request(method, "/graphs", params=NAMED, content=TWO, headers={"Content-Type": "text/turtle"})
    assert found.status_code == 401
    assert lines(client) == ["治水"]


@pytest.mark.parametrize(("method", "path", "kind", "body", "status"), [
    ("PUT", f"?graph={G}", "text/turtle", "<a> <b>", 400),
    ("PUT", f"?graph={G}", "text/plain", ONE, 415),
    ("PUT", f"?graph={G}", "text/turtle; charset=gb18030", ONE, 415),
    ("PUT", f"?graph={G}", "multipart/form-data; boundary=x", "", 415),
    ("PUT", "", "text/turtle", ONE, 400),
    ("PUT", f"?graph={G}&default", "text/turtle", ONE, 400),
    ("PUT", "?graph=relative", "text/turtle", ONE, 400),
    ("PUT", "?graph=x:%3E%7D%20%3BDROP%20ALL", "text/turtle", ONE, 400),
    ("PUT", f"?graph={STATE}", "text/turtle", ONE, 403),
    ("GET", f"?graph={STATE}", "text/turtle", None, 403),
    ("PATCH", f"?graph={G}", "text/turtle", ONE, 405),
])  # fmt: skip
def test_errors(client: TestClient, method: str, path: str, kind: str, body: str | None, status: int) -> None:
    found = client.request(method, f"/graphs{path}", content=body, headers=TOKEN | {"Content-Type": kind})
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    assert lines(client) == ["治水"]


def test_a_body_over_the_limit_is_not_taken() -> None:
    with TestClient(create_app(Settings(token=WORD, max_bytes=1_000), Embedded())) as client:
        found = client.put("/graphs", params=NAMED, content="#" * 1_001, headers=TURTLE)
        assert (found.status_code, found.json()["code"], found.json()["limit"]) == (413, "E419", 1_000)
