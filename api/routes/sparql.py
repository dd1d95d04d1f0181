"""``/sparql``: the protocol for programs, an editor for people, the service description when nothing is asked."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from api.answering import Job
from api.cut import bounded
from api.formats import RESULTS, TRIPLES, offered
from api.guard import Checked, Limits, check, require_graphs
from api.negotiate import best
from api.open import PREFLIGHT, address, answer, limits_header
from api.pages.template import render
from api.pages.view import View, view
from api.routes.description import describe
from api.settings import Settings
from api.sparql import FORM_SPREAD, Graphs, Query, Update, operation
from api.token import may_write, with_token
from api.updating import update
from graph.oxigraph import rewritten
from graph.questions import questions
from ontology.errors import ZelianError
from ontology.names import PREFIXES

router = APIRouter()
EDITOR_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; " \
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"  # fmt: skip
"""The editor writes style attributes; nothing that a document says is on its page."""


async def sparql(request: Request) -> Response:
    """The SPARQL 1.1 Protocol: queries, and updates with the token."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT | {"Allow": PREFLIGHT["Access-Control-Allow-Methods"]})
    settings = request.app.state.settings
    asked = await operation(request, settings.max_bytes if may_write(request) else settings.query_bytes * FORM_SPREAD)
    if isinstance(asked, Query):
        return await _answered(request, asked)
    if isinstance(asked, Update):
        with_token(request)
        await run_in_threadpool(update, request.app.state.store, asked, limits(settings), address(request))
        return Response(status_code=204)
    return await run_in_threadpool(_welcome, request, request.headers.get("accept", ""))


for _path in ("/sparql", "/sparql/"):
    router.add_route(_path, sparql, ["GET", "HEAD", "POST", "OPTIONS"], include_in_schema=False)


def limits(settings: Settings) -> Limits:
    """The limits on the text of a query that the settings give."""
    return Limits(settings.query_bytes, settings.query_depth, settings.query_parts)


async def _answered(request: Request, asked: Query) -> Response:
    state, accept, base = request.app.state, request.headers.get("accept", ""), address(request)
    checked = check(asked.text, limits(state.settings), base)
    media = best(accept, list(offered(checked.form)))
    if media is None:
        raise ZelianError("E406", accept=accept, offered="、".join(offered(checked.form)))
    graphs, unknown = await run_in_threadpool(_dataset, request, asked, checked) if _names_graphs(asked, checked) \
        else (None, ())  # fmt: skip
    rows = state.settings.query_rows
    text = bounded(asked.text, checked.tokens, rows) if checked.form == "SELECT" else asked.text
    job = Job("", asked.text, text, offered(checked.form)[media], graphs, base, rows, zipped=False)
    answered = await answer(request, job, media, repeatable=checked.repeatable)
    if unknown:
        answered.headers["Zelian-Unknown-Graphs"] = ", ".join(
            f"<{quote(iri, safe=':/?#[]@!&+;=%')}>" for iri in unknown
        )
    return answered


def _names_graphs(asked: Query, checked: Checked) -> bool:
    return bool(asked.graphs or checked.default_graphs or checked.named_graphs)


def _dataset(request: Request, asked: Query, checked: Checked) -> tuple[Graphs, tuple[str, ...]]:
    """The graphs to read, and those of the request that the store does not have: they are empty, as the protocol says.

    Raises E405 for what FROM or FROM NAMED name and the store does not have, and for files.
    """
    held = request.app.state.store.graph_names()
    if asked.graphs is None:
        require_graphs((*checked.default_graphs, *checked.named_graphs), held)
        return (checked.default_graphs, checked.named_graphs), ()
    unknown = tuple(iri for graphs in asked.graphs for iri in graphs if iri not in held)
    require_graphs((iri for iri in unknown if urlsplit(iri).scheme.lower() not in ("http", "https", "urn")), held)
    return asked.graphs, unknown


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
