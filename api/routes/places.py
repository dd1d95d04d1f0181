"""``/places``: the administrative units over time; what lies in each, who governs it and what became of it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from api.pages.page import Page, Table, page
from api.pages.paging import paged
from api.pages.units import UnitRow, bodies_of, governing, searched, successors, unit_row
from api.pages.view import View, view
from graph.divisions import register_of
from graph.evidence import papers
from graph.questions import run
from ontology.divisions import COUNTRY, Register
from ontology.errors import ZelianError
from ontology.names import unit_iri

router = APIRouter()
COLUMNS = ("code", "name", "full_name", "level", "kind", "first_seen", "last_seen", "exists")


@page(router, "/places")
def places(q: str = "", page: int = 1, seen: View = Depends(view)) -> Page:  # noqa: B008
    """The units with the code or the name ``q``, whether they exist on the date or not; without it, the provinces."""
    register = register_of(seen.store)
    wanted = q.strip()
    found = searched(register, wanted) if wanted else register.children(COUNTRY, seen.date)
    rows = [unit_row(register, unit, seen.date) for unit in found]
    shown, paging = paged(rows, page, seen.settings.page_rows)
    return Page("places.html", {"places": shown, "paging": paging}, _table(rows), {"q": q})


@page(router, "/places/{code}")
def place(code: str, page: int = 1, seen: View = Depends(view)) -> Page:  # noqa: B008
    """A unit on the date: its names, what it lies in, what replaced it, the units below, its bodies and documents."""
    register = register_of(seen.store)
    history = register.history(code)
    if not history:
        raise ZelianError("E404", what=code)
    below = [unit_row(register, unit, seen.date) for unit in register.children(code, seen.date)]
    bodies = bodies_of(seen.store, unit_iri(code))
    shown, paging = paged(bodies, page, seen.settings.page_rows)
    about = _documents(seen, code)
    data = {
        "place": _now(register, code, seen.date),
        "within": [unit_row(register, unit, seen.date) for unit in register.ancestors(code)],
        "names": [unit_row(register, unit, seen.date) for unit in history],
        "replaced_by": successors(register, register.replaced_by(code)),
        "replaces": successors(register, register.replaces(code)),
        "units": below,
        "bodies": governing(seen.store, shown, seen.date),
        "paging": paging,
        "documents": about[: seen.settings.page_rows],
        "documents_total": len(about),
    }
    return Page("place.html", data, _table(below))


def _now(register: Register, code: str, date: str) -> UnitRow:
    """The unit under its name of the date, else under its latest one."""
    rows = [unit_row(register, unit, date) for unit in register.history(code)]
    return next((row for row in rows if row.exists), rows[-1])


def _documents(seen: View, code: str) -> list[Any]:
    found = papers(seen.store, map(str, run(seen.store, "papers-in", units=[unit_iri(code)]).column("paper")))
    return sorted(found.values(), key=lambda paper: (paper.issued or "", paper.title or "", paper.iri), reverse=True)


def _table(rows: list[UnitRow]) -> Table:
    return Table(COLUMNS, [[getattr(row, name) for name in COLUMNS] for row in rows])
