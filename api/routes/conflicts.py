"""``/conflicts``: claims of different documents about one issue that contradict each other."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from api.pages.choices import place_code, places
from api.pages.page import Page, Table, page
from api.pages.view import View, view
from api.render.checks import CONFLICT_COLUMNS, conflict_rows, same_line
from graph.conflicts import conflicts

router = APIRouter()


@page(router, "/conflicts")
def conflict_list(place: str = "", seen: View = Depends(view)) -> Page:  # noqa: B008
    """The contradictions by the date of the view, at and around ``place`` or everywhere; none is decided."""
    found = conflicts(seen.store, seen.date, place_code(seen.store, place) if place else None)
    rows = [row for number, each in enumerate(found, 1) for row in conflict_rows(number, each, seen.lang)]
    extra = {"places": places(seen.store), "place": place, "same_line": same_line}
    return Page("conflicts.html", {"conflicts": found}, Table(CONFLICT_COLUMNS, rows), extra)
