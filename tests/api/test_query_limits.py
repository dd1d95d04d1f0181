"""What a query may use, and what becomes of one that wants more, of the process that ran it, and of the others."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
from fastapi.testclient import TestClient
from rdflib import Graph

from api.app import create_app
from api.cut import bounded
from api.settings import Settings
from graph.oxigraph import Embedded
from graph.store import open_store
from graph.tokens import tokens
from tests.api.served import served

G = "https://example.org/g"
LINES = [f'<https://example.org/{n:04}> <https://example.org/says> "{n},\\n\\"责<result>\\"{{" .' for n in range(1_000)]
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?l) }"
_GROWTH = (f"BIND(CONCAT({','.join([f'?a{step}'] * 8)}) AS ?a{step + 1})" for step in range(12))
HUNGRY = f'ASK {{ BIND("责" AS ?a0) {" ".join(_GROWTH)} FILTER(STRLEN(?a12) > 1) }}'
"""Makes a string eight times as long, twelve times."""
WHAT = "SELECT ?who ?what { ?who <https://example.org/says> ?what } ORDER BY ?who"
SR = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture(scope="module")
def store() -> Embedded:
    store = Embedded()
    store.replace({G: "\n".join(LINES)})
    return store


@pytest.fixture(scope="module")
def cutting(store: Embedded) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(query_workers=1, query_rows=7), store)) as client:
        yield client


def table(body: bytes, media: str) -> tuple[int, bool]:
    """How many rows an answer has, and whether its body says that it was cut."""
    if media == "text/csv":
        return len(list(csv.reader(body.decode().splitlines(keepends=True)))) - 1, False
    if media == "text/tab-separated-values":
        return body.count(b"\n") - 1, False
    if media.endswith("json"):
        answer = json.loads(body)
        return len(answer["results"]["bindings"]), "#rows-7" in str(answer["head"].get("link"))
    root = ElementTree.fromstring(body)  # noqa: S314 - our own answer
    links = [link.get("href", "") for link in root.iter(f"{SR}link")]
    return len(list(root.iter(f"{SR}result"))), any("#rows-7" in link for link in links)


@pytest.mark.parametrize(("media", "says"), [
    ("application/sparql-results+json", True), ("application/sparql-results+xml", True), ("text/csv", False),
    ("text/tab-separated-values", False),
])  # fmt: skip
@pytest.mark.parametrize(("end", "rows", "cut"), [
    ("", 7, True), ("LIMIT 8", 7, True), ("LIMIT 7", 7, False), ("LIMIT 6", 6, False), ("LIMIT 900 OFFSET 2", 7, True),
    ("OFFSET 995", 5, False), ("OFFSET 993", 7, False), ("VALUES ?who { <https://example.org/0001> }", 1, False),
    ("#LIMIT 3", 7, True), ("LIMIT8", 7, True),
])  # fmt: skip
def test_a_table_is_cut_and_says_so(
    cutting: TestClient, media: str, says: bool, end: str, rows: int, cut: bool
) -> None:
    found = cutting.get("/sparql", params={"query": f"{WHAT} {end}"}, headers={"Accept": media})
    assert found.status_code == 200, found.text
    assert table(found.content, media) == (rows, cut and says)
    assert found.headers.get("zelian-truncated") == ("rows=7" if cut else None)
    assert found.headers["zelian-limits"] == "seconds=20, rows=7, memory=1500000000"


def test_the_rows_that_are_left_are_the_first(cutting: TestClient) -> None:
    found = cutting.get("/sparql", params={"query": WHAT}, headers={"Accept": "text/csv"})
    assert [row[0][-4:] for row in csv.reader(found.text.splitlines(keepends=True))][1:] == [
        f"{n:04}" for n in range(7)
    ]


@pytest.mark.parametrize(("media", "parser", "said"), [
    ("text/turtle", "turtle", "cut after 7 triples"), ("application/n-triples", "nt", "cut after 7 triples"),
    ("application/rdf+xml", "xml", "cut after 7 triples"), ("application/ld+json", "json-ld", ""),
])  # fmt: skip
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ?s { ?s ?p ?o }"])
def test_a_graph_is_cut_and_says_so(cutting: TestClient, query: str, media: str, parser: str, said: str) -> None:
    found = cutting.get("/sparql", params={"query": query}, headers={"Accept": media})
    assert found.headers["zelian-truncated"] == "rows=7"
    assert len(Graph().parse(data=found.content, format=parser)) == 7
    assert said in found.text
    whole = cutting.get("/sparql", params={"query": f"{query} LIMIT 7"}, headers={"Accept": media})
    assert ("zelian-truncated" in whole.headers, "cut after" in whole.text) == (False, False)


def test_a_whole_graph_is_never_cut(cutting: TestClient) -> None:
    found = cutting.get("/graphs", params={"graph": G}, headers={"Accept": "application/n-triples"})
    assert sorted(found.text.splitlines()) == LINES


@pytest.mark.parametrize("query", [
    "SELECT * { { SELECT ?a { ?a ?b ?c } LIMIT 5 } }",
    "SELECT (COUNT(*) AS ?LIMIT) { ?a ?b 'LIMIT 3' } GROUP BY ?a HAVING (COUNT(*) > 1) ORDER BY DESC(?a)",
    "PREFIX LIMIT: <x:> SELECT * FROM LIMIT:x { ?a LIMIT:p ?c }",
])  # fmt: skip
def test_the_limit_is_that_of_the_outermost_query(query: str) -> None:
    assert bounded(query, list(tokens(query)), 9) == f"{query}\nLIMIT 10\n"


def test_the_page_states_the_limits(cutting: TestClient) -> None:
    page = cutting.get("/sparql?lang=en", headers={"Accept": "text/html"})
    for limit in ("20 seconds", "7 rows", "1,500,000,000 bytes of memory"):
        assert limit in page.text
    assert page.headers["zelian-limits"].startswith("seconds=20,")


def test_a_query_over_time_is_stopped_while_others_go_on(store: Embedded) -> None:
    settings = Settings(query_workers=2, query_seconds=1)
    with TestClient(create_app(settings, store)) as client:
        client.get("/sparql", params={"query": "ASK {}"})
        found: list[httpx.Response] = []
        slow = threading.Thread(target=lambda: found.append(client.get("/sparql", params={"query": RUNAWAY})))
        slow.start()
        time.sleep(0.2)
        assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
        assert slow.is_alive()
        slow.join(10)
        assert (found[0].status_code, found[0].json()["code"], found[0].json()["limit"]) == (503, "E409", 1.0)
        for _ in range(4):  # the process that was stopped has another in its place
            assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_query_over_memory_is_stopped_and_its_process_replaced(store: Embedded) -> None:
    settings = Settings(query_workers=1, query_seconds=60, query_memory=400_000_000)
    with TestClient(create_app(settings, store)) as client:
        found = client.get("/sparql", params={"query": HUNGRY})
        assert (found.status_code, found.json()["code"], found.json()["limit"]) == (503, "E417", 400_000_000)
        assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_query_whose_client_has_gone_is_stopped(store: Embedded) -> None:
    with served(create_app(Settings(query_workers=1, query_seconds=300), store)) as address:
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code == 200
        where = urlsplit(address)
        with socket.create_connection((where.hostname, where.port)) as gone:
            gone.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=20).json()["boolean"] is True


def test_a_process_that_ended_while_it_was_idle_is_replaced(store: Embedded) -> None:
    with TestClient(create_app(Settings(query_workers=1), store)) as client:
        client.get("/sparql", params={"query": WHAT})
        (worker,) = client.app.state.queries._workers._workers  # type: ignore[attr-defined]
        os.kill(worker._process.pid, signal.SIGKILL)
        time.sleep(0.5)
        assert client.get("/sparql", params={"query": WHAT}).status_code == 200


def test_a_busy_server_says_so(store: Embedded) -> None:
    with served(create_app(Settings(query_workers=1, query_seconds=1), store)) as address:
        with ThreadPoolExecutor(6) as clients:
            asked = clients.map(lambda _: httpx.get(f"{address}/sparql?query={quote(RUNAWAY)}", timeout=30), range(6))
            found = list(asked)
        assert {one.status_code for one in found} == {503}
        assert {one.json()["code"] for one in found} == {"E409", "E416"}
        assert all(int(one.headers["retry-after"]) >= 1 for one in found)
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_what_is_written_is_read_by_the_next_query(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.replace({G: LINES[0]})
        with TestClient(create_app(Settings(query_workers=2), store)) as client:
            for count in range(1, 6):
                store.replace({G: "\n".join(LINES[:count])})
                found = client.get(
                    "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s <https://example.org/says> ?o }"}
                )
                assert found.json()["results"]["bindings"][0]["n"]["value"] == str(count)
            assert len(list((tmp_path / "store" / "readers").iterdir())) <= 2
    assert not (tmp_path / "store" / "readers").exists()
    with open_store(tmp_path / "store") as store:
        assert len(store.triples(G)) == 5


def test_a_fault_of_the_program_is_answered_like_any_error(store: Embedded, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings(query_workers=1), store)
    monkeypatch.setattr(app.state.queries, "run", lambda *_: 1 / 0)
    with TestClient(app) as client:
        found = client.get("/sparql", params={"query": WHAT})
    assert (found.status_code, found.json()["code"]) == (500, "E414")
    assert found.headers["access-control-allow-origin"] == "*"
    assert "default-src 'self'" in found.headers["content-security-policy"]
