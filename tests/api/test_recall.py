"""Answers that are given again: only to the same request, only while the store's content is the same."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.oxigraph import Embedded

G = "https://example.org/g"
ALL = "SELECT ?s ?o { ?s <https://example.org/says> ?o } ORDER BY ?s"


def lines(count: int) -> str:
    return "\n".join(f'<https://example.org/{n:04}> <https://example.org/says> "责任{n}" .' for n in range(count))


@pytest.fixture
def store() -> Embedded:
    store = Embedded()
    store.replace({G: lines(3)})
    return store


@pytest.fixture
def client(store: Embedded) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(query_workers=1, query_kept=1_000_000), store)) as client:
        client.get("/sparql", params={"query": "ASK {}"})  # the first answer publishes the store
        yield client


def again(answer: httpx.Response) -> bool:
    """Does an answer say that it was kept?"""
    return answer.headers.get("cache-status") == "zelian; hit"


def twice(client: TestClient, asked: dict[str, str], **headers: str) -> tuple[httpx.Response, httpx.Response]:
    first, second = (client.get("/sparql", params=asked, headers=headers) for _ in range(2))
    return first, second


def test_the_same_request_has_the_same_answer_from_memory(client: TestClient) -> None:
    first, second = twice(client, {"query": ALL})
    assert (again(first), again(second)) == (False, True)
    assert (second.status_code, second.content) == (200, first.content)
    assert {**second.headers, "cache-status": None} == {**first.headers, "cache-status": None}
    assert [row["o"]["value"] for row in second.json()["results"]["bindings"]] == ["责任0", "责任1", "责任2"]


def test_no_worker_is_asked(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/sparql", params={"query": ALL})
    monkeypatch.delattr(client.app.state, "queries")  # type: ignore[attr-defined]
    assert again(client.get("/sparql", params={"query": ALL}))


def test_what_is_written_is_seen(client: TestClient, store: Embedded) -> None:
    first, second = twice(client, {"query": ALL})
    assert again(second)
    store.replace({G: lines(4)})
    after = client.get("/sparql", params={"query": ALL})
    assert (again(after), len(after.json()["results"]["bindings"])) == (False, 4)
    store.replace({G: lines(3)})
    assert client.get("/sparql", params={"query": ALL}).content == first.content


@pytest.mark.parametrize(("header", "value"), [
    ("Accept", "text/csv"), ("Accept-Encoding", "identity"), ("Host", "other.example"),
])  # fmt: skip
def test_another_request_has_an_answer_of_its_own(client: TestClient, header: str, value: str) -> None:
    query = {"query": "CONSTRUCT { <here> ?p ?o } WHERE { ?s ?p ?o }" if header == "Host" else ALL}
    twice(client, query)
    other = client.get("/sparql", params=query, headers={header: value})
    assert not again(other)
    expected = {"Accept": "s,o", "Accept-Encoding": '{"head"', "Host": "<http://other.example/here>"}[header]
    assert other.text.startswith(expected) or expected in other.text
    assert again(client.get("/sparql", params=query, headers={header: value}))


def test_a_dataset_is_part_of_the_request(client: TestClient) -> None:
    assert len(twice(client, {"query": ALL})[1].json()["results"]["bindings"]) == 3
    none = client.get("/sparql", params={"query": ALL, "default-graph-uri": "https://example.org/none"})
    assert (none.json()["results"]["bindings"], again(none)) == ([], False)


def test_a_client_that_has_the_answer_need_not_get_it_again(client: TestClient) -> None:
    first, second = twice(client, {"query": ALL})
    for _ in range(2):
        known = client.get("/sparql", params={"query": ALL}, headers={"If-None-Match": second.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
    stale = client.get("/sparql", params={"query": ALL}, headers={"If-None-Match": 'W/"old.1"'})
    assert (stale.status_code, stale.content) == (200, first.content)


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?n) {}", "SELECT * {", "ASK { SERVICE <http://x/> {} }"])
def test_what_differs_each_time_and_errors_are_not_kept(client: TestClient, query: str) -> None:
    assert [again(one) for one in twice(client, {"query": query})] == [False, False]


def test_the_page_is_not_kept(client: TestClient) -> None:
    pages = [client.get(f"/sparql?lang={lang}", headers={"Accept": "text/html"}) for lang in ("zh", "en", "zh", "en")]
    assert not any(map(again, pages))
    assert [page.text for page in pages[:2]] == [page.text for page in pages[2:]]
    assert pages[0].text != pages[1].text


@pytest.mark.parametrize(("most", "kept"), [(0, False), (20_000, False), (2_000_000, True)])
def test_the_memory_is_limited(most: int, *, kept: bool) -> None:
    store = Embedded()
    store.replace({G: lines(200)})
    with TestClient(create_app(Settings(query_workers=1, query_kept=most), store)) as client:
        client.get("/sparql", params={"query": "ASK {}"})
        assert again(twice(client, {"query": ALL})[1]) is kept


def test_the_least_lately_asked_goes_first(store: Embedded) -> None:
    with TestClient(create_app(Settings(query_workers=1, query_kept=40_000), store)) as client:
        asked = [{"query": f"{ALL} LIMIT {n}"} for n in range(1, 31)]
        for one in asked:
            client.get("/sparql", params=one)
        kept = [again(client.get("/sparql", params=one)) for one in (asked[-1], asked[0])]
        assert kept == [True, False]
