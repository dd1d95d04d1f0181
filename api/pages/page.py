"""A page: one answer that is given as HTML, JSON or, where it is a table, CSV."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, JSONResponse

from api.negotiate import best
from api.pages.template import render
from api.pages.view import View, view
from ontology.errors import ZelianError

MEDIA = {"text/html": "html", "application/json": "json", "text/csv": "csv"}


@dataclass(frozen=True, slots=True)
class Table:
    """The table twin of a page: column names and rows of plain values."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows. ``data`` is what JSON gives and the template sees; ``extra`` is for the template alone."""

    template: str
    data: Mapping[str, Any]
    table: Table | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


Handler = Callable[..., Page]


def page(router: APIRouter, path: str) -> Callable[[Handler], Handler]:
    """Serve what the decorated function returns at ``path``, ``path.json`` and ``path.csv`` ("/": ``/index.json``)."""

    def register(handler: Handler) -> Handler:
        stem = "/index" if path == "/" else path
        for suffix in ("json", "csv"):
            _route(router, f"{stem}.{suffix}", suffix, handler)
        _route(router, path, "", handler)
        return handler

    return register


def _route(router: APIRouter, path: str, suffix: str, handler: Handler) -> None:
    def respond(request: Request, seen: View = Depends(view), shown: Page = Depends(handler)) -> Response:  # noqa: B008
        media = suffix or _wanted(request.headers.get("accept", ""), shown)
        response = _FORMS[media](seen, shown)
        response.headers["Vary"] = "Accept"
        return response

    for method in ("GET", "HEAD"):
        router.add_api_route(
            path,
            respond,
            methods=[method],
            name=f"{handler.__name__}{'_' + suffix if suffix else ''}",
            description=handler.__doc__,
            response_class=Response,
            include_in_schema=suffix == "json" and method == "GET",
        )


def _wanted(accept: str, shown: Page) -> str:
    offered = [media for media in MEDIA if media != "text/csv" or shown.table]
    media = best(accept, offered)
    if media is None:
        raise ZelianError("E406", accept=accept, offered="、".join(offered))
    return MEDIA[media]


def _html(seen: View, shown: Page) -> Response:
    return HTMLResponse(render(shown.template, seen, {**shown.data, **shown.extra, "has_table": bool(shown.table)}))


def _json(seen: View, shown: Page) -> Response:
    body = {"date": seen.date, **{key: _plain(value) for key, value in shown.data.items()}}
    return JSONResponse(jsonable_encoder(body))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _csv(_: View, shown: Page) -> Response:
    if shown.table is None:
        raise ZelianError("E406", accept="text/csv", offered="text/html、application/json")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(shown.table.columns)
    writer.writerows([_cell(value) for value in row] for row in shown.table.rows)
    return Response(text.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8")


def _cell(value: object) -> object:
    """A spreadsheet program must not take a cell of a document for a formula."""
    return f"'{value}" if isinstance(value, str) and re.match(r"[=+\-@\t\r]", value) else value


_FORMS: Mapping[str, Callable[[View, Page], Response]] = {"html": _html, "json": _json, "csv": _csv}
