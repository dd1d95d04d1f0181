"""``/gaps``: topics without a responsible body at a level of a place."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from api.pages.choices import place_code, places, topic_choices
from api.pages.page import Page, Table, page
from api.pages.view import View, view
from api.render.findings import GAP_COLUMNS, gap_row
from graph.gaps import gaps
from ontology.errors import ZelianError
from ontology.records import LEVELS

router = APIRouter()


@page(router, "/gaps")
def gap_list(place: str = "", topic: str = "", level: str = "", seen: View = Depends(view)) -> Page:  # noqa: B008
    """The gaps of ``place`` on the date of the view, for ``topic`` and what is narrower, at ``level``."""
    extra = {
        "places": places(seen.store),
        "topics": topic_choices(),
        "chosen": {"place": place, "topic": topic, "level": level},
    }
    if level and level not in LEVELS:
        raise ZelianError("E413", name="level", value=level, expected=" / ".join(LEVELS))
    if not place:
        return Page("gaps.html", {"found": None}, Table(GAP_COLUMNS, []), extra)
    code = place_code(seen.store, place)
    found = gaps(seen.store, code, seen.date, topic=topic or None, level=level or None)
    rows = [gap_row(gap, seen.lang) for gap in found.gaps]
    return Page("gaps.html", {"found": found}, Table(GAP_COLUMNS, rows), extra)
