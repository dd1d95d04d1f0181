"""``/candidates``: pairs of institutions that may be one body, to work through; ``/judgements``: to rule on them."""

from __future__ import annotations

import logging
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.pages.choices import place_code, places
from api.pages.page import Page, Table, page
from api.pages.paging import paged
from api.pages.view import View, view
from api.token import with_token
from graph.judgements import LONGEST, judge
from graph.store import Store
from graph.work import log, open_candidates, sentences
from ontology.errors import ZelianError

router = APIRouter()
COLUMNS = ("score", "first", "first_name", "second", "second_name", "reasons")
SHOWN = 20
"""Candidates on one page."""
_LONGEST_BODY = 20_000
_log = logging.getLogger("zelian.judgements")
_writing = Lock()


class Ruling(BaseModel):
    """What is posted: two institutions (IRIs or names), whether they are one, and why."""

    model_config = ConfigDict(extra="forbid", strict=True)
    first: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    second: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    verdict: Annotated[str, Field(pattern="^(same|different|unsure)$")]
    why: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    by: Annotated[str, Field(max_length=LONGEST)] | None = None


@page(router, "/candidates")
def candidate_list(place: str = "", page: int = 1, seen: View = Depends(view)) -> Page:  # noqa: B008
    """The candidates at ``place`` (name or code; none: everywhere) that are not settled, and the log of judgements."""
    found = open_candidates(seen.store, [place_code(seen.store, place)] if place else ())
    shown, paging = paged(found, page, SHOWN)
    logged = log(seen.store)
    rows = [(one.score, one.first.iri, one.first.name, one.second.iri, one.second.name,
             "; ".join(reason.zh if seen.lang == "zh" else reason.en for reason in one.reasons))
            for one in found]  # fmt: skip
    data = {
        "candidates": shown,
        "paging": paging,
        "judgements": logged.ruled,
        "conflicts": logged.clusters.conflicts,
    }
    extra = {"sentences": sentences(seen.store, shown), "places": places(seen.store), "place": place,
             "names": logged.names, "writable": seen.settings.token is not None}  # fmt: skip
    return Page("candidates.html", data, Table(COLUMNS, rows), extra)


@router.post("/judgements", status_code=201, dependencies=[Depends(with_token)])
async def rule(request: Request) -> Response:
    """Record a judgement: JSON with first, second, verdict, why and, if wanted, by."""
    asked = await _read(request)
    made = await run_in_threadpool(_record, request.app.state.store, asked)
    return JSONResponse(made, 201)


async def _read(request: Request) -> Ruling:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise ZelianError("E549", reason=f"Content-Type {media or '–'}")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_BODY:
            raise ZelianError("E549", reason=f"> {_LONGEST_BODY} bytes")
    try:
        return Ruling.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        raise ZelianError("E549", reason=f"{'.'.join(map(str, first['loc']))} {first['msg']}".strip()) from None


def _record(store: Store, asked: Ruling) -> dict[str, object]:
    with _writing:
        made = judge(store, asked.first, asked.second, asked.verdict, asked.why, asked.by)
    _log.info("%s: %s %s %s", made.verdict, made.first, made.second, made.by)
    return {"judgement": made.iri, "first": made.first, "second": made.second, "verdict": made.verdict,
            "why": made.why, "by": made.by, "when": made.when}  # fmt: skip
