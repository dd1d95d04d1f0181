"""``/compare``: what differs between two dates of a place, or between two places, as a picture and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Query, Response
from markupsafe import Markup

from api.pages.choices import place_code, places
from api.pages.page import Page, Table, page
from api.pages.view import View, view
from api.render.compare import COLUMNS, cells
from graph.columns import columns
from graph.compare import compare
from graph.differences import KINDS, Comparison, Item

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: ``place`` on two days, or with another place on the day of the view."""

    place: str = ""
    since: str = Query("", alias="from", description="YYYY-MM-DD")
    until: str = Query("", alias="to", description="YYYY-MM-DD")
    other: str = Query("", alias="with", description="another place")

    @property
    def complete(self) -> bool:
        """Whether there is something to compare."""
        return bool(self.place and (self.other or (self.since and self.until)))


@page(router, "/compare")
def compared(asked: Asked = Depends(), seen: View = Depends(view)) -> Page:  # noqa: B008
    """What differs at ``place`` between the days ``from`` and ``to``, or from the place ``with`` on ``date``."""
    extra = {"places": places(seen.store), "asked": asked, "kinds": KINDS, "picture": ""}
    if not asked.complete:
        return Page("compare.html", {"comparison": None}, extra=extra)
    found = _found(asked, seen)
    extra["picture"] = Markup(_picture(found, seen))  # noqa: S704 - made by an XML serialiser
    rows = [cells(line) for line in found.lines]
    return Page("compare.html", {"comparison": found}, Table(COLUMNS, rows), extra)


@router.get("/compare.svg")
def comparison_picture(asked: Asked = Depends(), seen: View = Depends(view)) -> Response:  # noqa: B008
    """The picture of a comparison as a file."""
    return Response(_picture(_found(asked, seen), seen), media_type="image/svg+xml")


def _found(asked: Asked, seen: View) -> Comparison:
    place = place_code(seen.store, asked.place)
    if asked.other:
        return compare(seen.store, (place, seen.date), (place_code(seen.store, asked.other), seen.date))
    return compare(seen.store, (place, asked.since), (place, asked.until))


def _picture(found: Comparison, seen: View) -> str:
    def address(item: Item) -> str:
        return seen.sentence(item.source.paper.iri, item.duty)

    return columns(found, seen.lang, address)
