"""The query operation of the SPARQL 1.1 Protocol: a request in, an answer out. Read-only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from fastapi import Request

from api.executor import Executor
from api.guard import Limits, check, require_graphs
from api.negotiate import best
from graph.store import Store
from ontology.errors import ZelianError

RESULTS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
"""Media type that a client may ask for → media type of the store; for SELECT and ASK. The first is the default."""
TRIPLES = {
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/ld+json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
}
"""The same for CONSTRUCT and DESCRIBE."""
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
_PARAMETERS = ("query", "update", "default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query reads; none at all stands for the whole store."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the dataset that the request names, which goes before the one that the query names."""

    query: str
    dataset: Dataset | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The serialised result and its media type."""

    body: bytes
    media_type: str


async def operation(request: Request) -> Operation | None:
    """The query operation of a request (GET, form POST or direct POST); None when it has no query.

    Raises E402 for an update, E410 for another kind of body, E411 for several queries.
    """
    given = _fields(request.url.query)
    body = await request.body() if request.method == "POST" else b""
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/sparql-update":
            raise ZelianError("E402")
        if kind == QUERY:
            given["query"] = [*given.get("query", []), _utf8(body, kind)]
        elif kind == FORM:
            given = {**given, **_fields(_utf8(body, kind))}
        else:
            raise ZelianError("E410", type=kind)
    return _operation(given)


def _fields(encoded: str) -> dict[str, list[str]]:
    try:
        fields = parse_qs(encoded, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise ZelianError("E410", type=FORM) from None
    return {name: values for name, values in fields.items() if name in _PARAMETERS}


def _utf8(body: bytes, kind: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise ZelianError("E410", type=kind) from None


def _operation(given: dict[str, list[str]]) -> Operation | None:
    if "update" in given:
        raise ZelianError("E402")
    queries = given.get("query", [])
    if len(queries) > 1:
        raise ZelianError("E411", count=len(queries))
    if not queries:
        return None
    default, named = given.get("default-graph-uri", ()), given.get("named-graph-uri", ())
    return Operation(queries[0], Dataset(tuple(default), tuple(named)) if default or named else None)


def answer(asked: Operation, accept: str, store: Store, executor: Executor, limits: Limits) -> Answer:
    """Run the query and serialise its result as ``accept`` likes best.

    Raises the errors of `guard.check`, E202 (syntax), E406 (no acceptable media type) and E409 (too slow).
    """
    checked = check(asked.query, limits)
    dataset = asked.dataset or Dataset(checked.default_graphs, checked.named_graphs)
    require_graphs((*dataset.default, *dataset.named), store.graph_names())
    offered = RESULTS if checked.form in ("SELECT", "ASK") else TRIPLES
    media = best(accept, list(offered))
    if media is None:
        raise ZelianError("E406", accept=accept, offered="、".join(offered))
    return Answer(executor.run(lambda: _ask(store, asked.query, offered[media], dataset)), media)


def _ask(store: Store, query: str, media: str, dataset: Dataset) -> bytes:
    if dataset == Dataset():
        return store.raw(query, media)
    return store.raw(query, media, default_graphs=dataset.default, named_graphs=dataset.named)
