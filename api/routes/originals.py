"""``/documents/{identifier}/original``: the file that a document was read from, to be saved, never shown as a page."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse

from api.originals import digest_of, media_type, originals_of
from api.pages.view import View, iri_of, view
from graph.questions import run
from ontology.errors import ZelianError

router = APIRouter()


@router.api_route("/documents/{identifier}/original", methods=["GET", "HEAD"], response_class=Response)
def original(identifier: str, seen: View = Depends(view)) -> FileResponse:  # noqa: B008
    """The original file of a document under its own name (RFC 6266)."""
    iri = iri_of("document", identifier)
    digest, kept = digest_of(seen.store, iri), originals_of(seen.settings.store, seen.settings.files)
    path = kept.find(digest) if kept and digest else None
    if path is None:
        raise ZelianError("E404", what=f"{identifier}/original")
    name = next((str(row["file"]) for row in run(seen.store, "documents") if row["document"] == iri), identifier)
    headers = {"Content-Type": media_type(path), "Content-Security-Policy": "sandbox", "ETag": f'"{digest}"'}
    return FileResponse(path, headers=headers, filename=name, content_disposition_type="attachment")
