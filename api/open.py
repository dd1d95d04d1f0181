"""What the addresses for other people's programs share: answers by worker processes, limits, caches, other origins."""

from __future__ import annotations

import re
from typing import Final

from fastapi import Request, Response

from api.answering import Asked, Graphs
from api.settings import Settings
from api.workers import Cancelled

OPEN: Final = ("/sparql", "/graphs")
"""The addresses that scripts of other sites may read."""
CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Zelian-Limits, Zelian-Truncated, Zelian-Unknown-Graphs",
}
"""Scripts of any site may read; the token is not among what they may send."""
PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


_VARIES: Final = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}


def address(request: Request) -> str:
    """The address of the request without its query: the IRI that relative IRIs are resolved against."""
    return re.split("[?#]", str(request.url), maxsplit=1)[0]


def limits_header(settings: Settings) -> dict[str, str]:
    """The limits of a query as a header (a dictionary of RFC 8941)."""
    seconds, rows, memory = settings.query_seconds, settings.query_rows, settings.query_memory
    return {"Zelian-Limits": f"seconds={seconds:g}, rows={rows}, memory={memory}"}


async def answer(request: Request, query: str, graphs: Graphs | None = None, *, whole: bool = False) -> Response:
    """The answer to a query about a dataset; 304 when the client has the one to the store's present version.

    ``whole`` gives all of it, however long it is. An answer that is another each time has no ETag. A query that nobody
    waits for is stopped. Raises what `api.queries.Queries.run` raises.
    """
    state, sent = request.app.state, request.headers
    zipped = "gzip" in sent.get("accept-encoding", "")
    known = sent.get("if-none-match", "")
    asked = Asked(query, graphs, sent.get("accept", ""), address(request), known, zipped, whole)
    try:
        found = await state.queries.run(asked, lambda: _gone(request))
    except Cancelled:
        return Response(status_code=499)  # nobody reads it; the log of the server does
    return Response(found.content, found.status, limits_header(state.settings) | _VARIES | found.headers)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
