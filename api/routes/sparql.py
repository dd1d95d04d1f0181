"""``/sparql``: the protocol for programs, an editor for people, the service description when nothing is asked."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from api.guard import Limits
from api.negotiate import best
from api.pages.template import render
from api.pages.view import View, view
from api.routes.description import describe
from api.settings import Settings
from api.sparql import RESULTS, TRIPLES, answer, operation
from graph.questions import questions
from ontology.errors import ZelianError

router = APIRouter()
EDITOR_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; " \
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"  # fmt: skip
"""The editor writes style attributes; nothing that a document says is on its page."""


@router.api_route("/sparql", methods=["GET", "HEAD", "POST"], include_in_schema=False)
async def sparql(request: Request) -> Response:
    """The SPARQL 1.1 Protocol's query operation, read-only."""
    asked = await operation(request)
    accept = request.headers.get("accept", "")
    if asked is None:
        return await run_in_threadpool(_welcome, request, accept)
    state = request.app.state
    found = await run_in_threadpool(answer, asked, accept, state.store, state.executor, limits(state.settings))
    return Response(found.body, media_type=found.media_type, headers={"Vary": "Accept"})


def limits(settings: Settings) -> Limits:
    """The limits on a query that the settings give."""
    return Limits(settings.query_bytes, settings.query_depth, settings.query_parts)


def _welcome(request: Request, accept: str) -> Response:
    if request.method == "POST":
        raise ZelianError("E411", count=0)
    media = best(accept, [*TRIPLES, "text/html"])
    if media is None:
        raise ZelianError("E406", accept=accept, offered="、".join([*TRIPLES, "text/html"]))
    if media == "text/html":
        return _editor(view(request))
    endpoint = str(request.url.replace(query="", fragment=""))
    description = describe(endpoint, request.app.state.store.graph_names(), [*RESULTS, *TRIPLES])
    return Response(description.serialize(format=_RDFLIB[media], encoding="utf-8"), media_type=media)


_RDFLIB = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


def _editor(seen: View) -> Response:
    examples = [question for question in questions() if not question.parameters]
    data = {"examples": examples, "settings": seen.settings}
    return HTMLResponse(render("sparql.html", seen, data), headers={"Content-Security-Policy": EDITOR_POLICY})
