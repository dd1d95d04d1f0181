"""``/graphs``: the SPARQL 1.1 Graph Store HTTP Protocol. Anyone reads whole graphs; who has the token writes them."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from typing import Final
from urllib.parse import parse_qs
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.formats import TRIPLES
from api.open import PREFLIGHT, address, answer
from api.sparql import graph_iri, limited_body, utf8_type
from api.token import with_token
from api.updating import WRITING
from graph.oxigraph import parsed
from graph.store import DEFAULT, STATE, Store
from ontology.errors import ZelianError

router = APIRouter()
MULTIPART: Final = "multipart/form-data"
_METHODS: Final = ("GET", "HEAD", "PUT", "POST", "DELETE")


async def graphs(request: Request) -> Response:
    """A graph named by ``?graph=``, by ``?default`` (what was written without a graph), or by the address itself."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT | {"Allow": ", ".join((*_METHODS, "OPTIONS"))})
    if request.method in ("GET", "HEAD"):
        graph = await run_in_threadpool(_held, request, _named(request))
        return await answer(request, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", whole=True)
    with_token(request)
    if request.method == "DELETE":
        return await run_in_threadpool(_deleted, request, _named(request))
    new = request.method == "POST" and request.url.path.rstrip("/") == "/graphs" and not request.url.query
    graph = f"{address(request).rstrip('/')}/{uuid4()}" if new else _named(request)
    triples = await _sent(request, graph)
    return await run_in_threadpool(_written, request, graph, triples, new)


for _path in ("/graphs", "/graphs/{name:path}"):
    router.add_route(_path, graphs, [*_METHODS, "OPTIONS"], include_in_schema=False)


def _named(request: Request) -> str:
    """The IRI of the graph that a request is about. Raises E421 for our own, E422 when it is not clear."""
    asked = parse_qs(request.url.query, keep_blank_values=True)
    named, default = asked.get("graph", []), "default" in asked
    if not asked and request.url.path.rstrip("/") != "/graphs":
        named = [address(request)]
    if len(named) + default != 1:
        raise ZelianError("E422")
    if STATE in named:
        raise ZelianError("E421", graph=STATE)
    return DEFAULT if default else graph_iri(named[0])


def _held(request: Request, graph: str) -> str:
    """The graph, when the store has it. Raises E404 else."""
    if graph not in request.app.state.store.graph_names():
        raise ZelianError("E404", what=graph)
    return graph


async def _sent(request: Request, graph: str) -> str:
    """The triples of the body as N-Triples. Raises E210 (they do not parse), E410 (another media type) and E419."""
    kind = utf8_type(request, (*TRIPLES, MULTIPART) if request.method == "POST" else tuple(TRIPLES))
    body = await limited_body(request, request.app.state.settings.max_bytes)
    if kind != MULTIPART:
        return await run_in_threadpool(parsed, body, kind, graph)
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    parts = [
        (part.get_content_type(), part.get_payload(decode=True))
        for part in BytesParser(policy=policy.HTTP).parsebytes(head + body).iter_parts()
    ]
    if not parts or any(kind not in TRIPLES for kind, _ in parts):
        raise ZelianError("E410", type=", ".join(kind for kind, _ in parts), taken="、".join(TRIPLES))
    return "\n".join(parsed(sent, kind, graph) for kind, sent in parts if isinstance(sent, bytes))


def _written(request: Request, graph: str, triples: str, new: bool) -> Response:
    store: Store = request.app.state.store
    with WRITING:
        known = graph in store.graph_names()
        if request.method == "POST" and known:
            added = sorted(set(triples.split("\n")) - {"", *store.triples(graph)})
            if added:
                store.replace({}, add={graph: "\n".join(added)})
        else:
            store.replace({graph: triples})
    if known:
        return Response(status_code=204)
    return Response(status_code=201, headers={"Location": graph} if new else None)


def _deleted(request: Request, graph: str) -> Response:
    with WRITING:
        request.app.state.store.replace({_held(request, graph): ""})
    return Response(status_code=204)
