"""What the addresses for other people's programs share: answers by worker processes, limits, caches, other origins."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from zlib import crc32

from fastapi import Request, Response

from api.answering import Job
from api.settings import Settings
from api.workers import Cancelled

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


def address(request: Request) -> str:
    """The address of the request without its query: the IRI that relative IRIs are resolved against."""
    return str(request.url.replace(query="", fragment=""))


def limits_header(settings: Settings) -> dict[str, str]:
    """The limits of a query as a header (a dictionary of RFC 8941)."""
    seconds, rows, memory = settings.query_seconds, settings.query_rows, settings.query_memory
    return {"Zelian-Limits": f"seconds={seconds:g}, rows={rows}, memory={memory}"}


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def answer(request: Request, job: Job, media: str, *, repeatable: bool) -> Response:
    """The answer to a job as the media type ``media``; 304 when the client has the one to the store's present version.

    An answer that is another each time (``repeatable`` is false) has no ETag. A query that nobody waits for is stopped.
    Raises what `api.queries.Queries.run` raises.
    """
    state = request.app.state
    kind = f"{crc32(f'{media} {job.rows}'.encode()):x}"
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    has = (lambda version: f'"{version}.{kind}"' in known) if repeatable and any(known) else None
    headers = limits_header(state.settings) | {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    try:
        version, body = await state.queries.run(replace(job, zipped=zipped), _gone(request), has)
    except Cancelled:
        return Response(status_code=499)  # nobody reads it; the log of the server does
    if repeatable:
        headers["ETag"] = f'W/"{version}.{kind}"'
    if body is None:
        return Response(status_code=304, headers=headers)
    if body.zipped:
        headers["Content-Encoding"] = "gzip"
    if body.cut:
        headers["Zelian-Truncated"] = f"rows={job.rows}"
    return Response(body.content, 200, headers, media)
