"""``/overlaps``: two bodies that lead, or answer alone, for one topic in one area."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from api.pages.choices import place_code, places
from api.pages.page import Page, Table, page
from api.pages.view import View, view
from api.render.findings import OVERLAP_COLUMNS, overlap_row
from graph.overlaps import overlaps

router = APIRouter()


@page(router, "/overlaps")
def overlap_list(place: str = "", seen: View = Depends(view)) -> Page:  # noqa: B008
    """The overlaps at ``place`` on the date of the view, both sentences side by side; none is decided."""
    found = overlaps(seen.store, place_code(seen.store, place), seen.date) if place else ()
    extra: dict[str, Any] = {"places": places(seen.store), "place": place}
    return Page("overlaps.html", {"overlaps": found}, Table(OVERLAP_COLUMNS, list(map(overlap_row, found))), extra)
