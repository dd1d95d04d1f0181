"""Is the server alive, and is there anything in the store?"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from ontology.errors import ZelianError

router = APIRouter()


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz")
def healthz() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz")
def readyz(request: Request) -> JSONResponse:
    """The store answers and holds at least one graph; 503 when it does not."""
    try:
        graphs = len(request.app.state.store.graph_names())
    except ZelianError as error:
        return JSONResponse({"status": "store does not answer", "detail": error.text("zh")}, 503)
    if not graphs:
        return JSONResponse({"status": "empty", "graphs": 0}, 503)
    return JSONResponse({"status": "ready", "graphs": graphs})
