"""Errors as the web sees them: a status for each code, and problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi.responses import JSONResponse

from ontology.errors import ZelianError

STATUS = {
    "E202": 400,  # the query does not parse
    "E203": 406,
    "E209": 403,
    "E301": 404,
    "E303": 400,
    "E304": 404,
    "E305": 404,
    "E306": 400,
    "E401": 400,
    "E402": 403,
    "E403": 403,
    "E404": 404,
    "E405": 403,
    "E406": 406,
    "E407": 413,
    "E408": 422,
    "E409": 503,
    "E410": 415,
    "E411": 400,
    "E412": 405,
    "E413": 400,
    "E414": 500,
    "E210": 400,
    "E416": 503,
    "E417": 503,
    "E418": 503,
    "E419": 413,
    "E420": 400,
    "E421": 403,
    "E422": 400,
    "E541": 422,
    "E542": 422,
    "E543": 422,
    "E544": 422,
    "E545": 422,
    "E546": 403,
    "E547": 401,
    "E548": 403,
    "E549": 422,
}
"""Every other code is a fault of the server's own data or store: 500."""


def status(error: ZelianError) -> int:
    """The HTTP status of an error."""
    return STATUS.get(error.code, 500)


def problem(error: ZelianError, number: int) -> JSONResponse:
    """The problem in both languages: ``detail`` is Chinese, ``detail_en`` English."""
    place = {key: value for key, value in error.about.items() if key in ("line", "column", "limit")}
    body = {
        "type": "about:blank",
        "title": HTTPStatus(number).phrase,
        "status": number,
        "code": error.code,
        "detail": error.text("zh"),
        "detail_en": error.text("en"),
        **place,
    }
    headers = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "5"}}.get(number)
    return JSONResponse(body, number, headers, media_type="application/problem+json")
