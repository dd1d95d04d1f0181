"""``/sparql``: the protocol for programs, an editor for people, the service description when nothing is asked."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from api.formats import RESULTS, TRIPLES
from api.negotiate import best
from api.open import PREFLIGHT, address, answer, limits_header
from api.pages.template import render
from api.pages.view import View, view
from api.queries import limits
from api.routes.description import describe
from api.sparql import FORM_SPREAD, Query, Update, operation
from api.token import may_write, with_token
from api.updating import update
from graph.oxigraph import rewritten
from graph.questions import questions
from ontology.errors import ZelianError
from ontology.names import PREFIXES

router = APIRouter()
PATHS = ("/sparql", "/sparql/")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
EDITOR_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; " \
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"  # fmt: skip
"""The editor writes style attributes; nothing that a document says is on its page."""


async def sparql(request: Request) -> Response:
    """The SPARQL 1.1 Protocol: queries, and updates with the token."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT | {"Allow": PREFLIGHT["Access-Control-Allow-Methods"]})
    settings = request.app.state.settings
    writes = request.method == "POST" and may_write(request)
    asked = await operation(request, settings.max_bytes if writes else settings.query_bytes * FORM_SPREAD)
    if isinstance(asked, Query):
        return await answer(request, asked.text, asked.graphs)
    if isinstance(asked, Update):
        with_token(request)
        await run_in_threadpool(update, request.app.state.store, asked, limits(settings), address(request))
        return Response(status_code=204)
    return await run_in_threadpool(_welcome, request, request.headers.get("accept", ""))


for _path in PATHS:
    router.add_route(_path, sparql, METHODS, include_in_schema=False)


def _welcome(request: Request, accept: str) -> Response:
    if request.method == "POST":
        raise ZelianError("E411", count=0)
    media = best(accept, [*TRIPLES, "text/html"])
    if media is None:
        raise ZelianError("E406", accept=accept, offered="、".join([*TRIPLES, "text/html"]))
    state = request.app.state
    headers = limits_header(state.settings) | {"Vary": "Accept"}
    if media == "text/html":
        return _editor(view(request), headers)
    described = describe(
        address(request), state.store.graph_names(), [*RESULTS, *TRIPLES], writable=state.settings.token is not None
    )
    return Response(rewritten(described.serialize(format="nt", encoding="utf-8"), media), 200, headers, media)


def _editor(seen: View, headers: dict[str, str]) -> Response:
    examples = [question for question in questions() if not question.parameters]
    data = {"examples": examples, "settings": seen.settings, "prefixes": PREFIXES}
    return HTMLResponse(render("sparql.html", seen, data), headers=headers | {"Content-Security-Policy": EDITOR_POLICY})
