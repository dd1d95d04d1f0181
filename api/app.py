"""The server: `create_app` puts the pages, the SPARQL endpoint and the ontology before a store."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from importlib.resources import files

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from api.headers import Headers
from api.negotiate import best
from api.pages.template import render
from api.pages.view import Clock, view
from api.problem import problem, status
from api.queries import Queries
from api.recall import Recall
from api.routes import ROUTERS
from api.routes.sparql import METHODS, PATHS, sparql
from api.settings import Settings
from api.straight import Straight
from graph.store import Store
from ontology.errors import ZelianError

_log = logging.getLogger("zelian")


class _Application(FastAPI):
    """The application behind what sees each request first: kept answers, headers, the shortest way to queries."""

    front: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self
        await self.front(scope, receive, send)

    async def routed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request by the layers and routes of FastAPI."""
        await super().__call__(scope, receive, send)


def create_app(settings: Settings, store: Store, *, clock: Clock = date.today) -> FastAPI:
    """The application over an open store, which the caller closes. ``clock`` gives the date of pages that name none."""
    app = _Application(
        title="Zelian 责链", docs_url=None, redoc_url=None, openapi_url="/openapi.json", lifespan=_with_processes
    )
    app.state.settings, app.state.store, app.state.clock = settings, store, clock
    app.state.queries = Queries(store, settings)
    straight = Straight(app.routed, paths=PATHS, methods=METHODS, endpoint=sparql, failed=_either)
    app.front = Recall(Headers(straight), store=store, most=settings.query_kept)
    for folder in ("static", "vendor"):
        app.mount(f"/{folder}", StaticFiles(directory=str(files("api").joinpath(f"pages/{folder}"))), name=folder)
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(ZelianError, _expected)
    app.add_exception_handler(HTTPException, _routing)
    app.add_exception_handler(RequestValidationError, _parameters)
    app.add_exception_handler(Exception, _unexpected)
    return app


@asynccontextmanager
async def _with_processes(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.queries.close()


async def _either(request: Request, error: Exception) -> Response:
    return await (_expected if isinstance(error, ZelianError) else _unexpected)(request, error)


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, ZelianError)  # noqa: S101 - registered for this class only
    return _failed(request, error, status(error))


async def _routing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 405:
        return _failed(request, ZelianError("E412", method=request.method), 405)
    return _failed(request, ZelianError("E404", what=request.url.path), error.status_code)


async def _parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    first = error.errors()[0]
    wrong = ZelianError("E413", name=first["loc"][-1], value=first.get("input"), expected=first["msg"])
    return _failed(request, wrong, 400)


async def _unexpected(request: Request, error: Exception) -> Response:
    _log.exception("%s %s", request.method, request.url, exc_info=error)
    return _failed(request, ZelianError("E414"), 500)


def _failed(request: Request, error: ZelianError, number: int) -> Response:
    """The error as a page for a browser that opened a page, else as problem+json."""
    wants_page = best(request.headers.get("accept", ""), ["application/problem+json", "text/html"]) == "text/html"
    if not wants_page or request.url.path.endswith((".json", ".csv")):
        return problem(error, number)
    try:
        seen = view(request)
    except ZelianError:
        seen = view(Request({**request.scope, "query_string": b""}))
    return HTMLResponse(render("error.html", seen, {"error": error, "number": number}), number)
