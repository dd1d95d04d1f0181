"""``/institutions``: the bodies, and for each its names, nameplates and duties over time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Depends

from api.pages.facts import duties, force, level_rank, merged, place_names
from api.pages.page import Page, Table, page
from api.pages.paging import paged
from api.pages.reforms import became, control, hosting, powers, told
from api.pages.timeline import timeline
from api.pages.view import View, iri_of, view
from graph.evidence import papers, same_as, text
from graph.names_over_time import NameInTime, names_over_time
from graph.questions import run
from graph.reach import exists
from graph.results import Row, Value
from ontology.errors import ZelianError
from ontology.records import LEVELS

router = APIRouter()
COLUMNS = ("institution", "class", "name", "kind", "level", "place", "from", "to", "force", "duties")


@page(router, "/institutions")
def institutions(q: str = "", level: str = "", page: int = 1, seen: View = Depends(view)) -> Page:  # noqa: B008
    """The bodies with their duties; ``q`` keeps those with these words in their name, ``level`` those of one level."""
    if level and level not in LEVELS:
        raise ZelianError("E413", name="level", value=level, expected=" / ".join(LEVELS))
    found = [
        {**row, "force": force(text(row["from"]), text(row["to"]), seen.date)}
        for row in run(seen.store, "institutions", date=seen.date)
        if q in str(row["name"]) and level in ("", str(row["level"]).rpartition("/")[2])
    ]
    found.sort(key=lambda row: (level_rank(row["level"]), str(row["name"])))
    shown, paging = paged(found, page, seen.settings.page_rows)
    names = place_names(seen.store, (row["place"] for row in found))
    table = Table(COLUMNS, [[row[name] for name in COLUMNS] for row in found])
    extra = {"q": q, "level": level, "places": names}
    return Page("institutions.html", {"institutions": list(shown), "paging": paging}, table, extra)


@page(router, "/institutions/{identifier}")
def institution(identifier: str, seen: View = Depends(view)) -> Page:  # noqa: B008
    """A body: names, place, nameplates with their time, and its duties, also those that it has as one of a group."""
    iri = iri_of("institution", identifier)
    rows = run(seen.store, "institution", bodies=[iri]).rows
    if not rows:
        raise ZelianError("E404", what=identifier)
    same = same_as(seen.store, [iri]).get(iri, ())
    whole = [iri, *(one.iri for one in same)]
    groups = sorted({str(group) for group in run(seen.store, "members", members=whole).column("group")})
    rows_of = run(seen.store, "duties-of", bearers=[*whole, *groups], date=seen.date)
    borne = [(str(row["duty"]), str(row["bearer"])) for row in rows_of]
    own = {*whole, *groups}
    stated = duties(seen.store, (duty for duty, _ in borne), seen.date)
    via = {duty: bearer for duty, bearer in borne if bearer in groups}
    members = _members(seen, iri)
    names = names_over_time(seen.store, whole)
    scope = [{"place": row["scope"], **row} for row in run(seen.store, "group", group=iri)]
    data = {
        "institution": merged(rows),
        "same": same,
        "names": names,
        "signs": _signs(seen, whole, names),
        "group": next(iter(scope), None),
        "aliases": sorted({str(row["name"]) for row in run(seen.store, "aliases", institution=iri)}),
        "plates": _plates(seen, whole),
        "posts": _posts(seen, rows),
        "became": became(seen.store, iri, seen.date),
        "changes": told(seen.store, iri, seen.date),
        "powers": powers(seen.store, iri, seen.date),
        "control": control(seen.store, iri, seen.date),
        "hosting": hosting(seen.store, iri, seen.date),
        "duties": stated,
        "groups": _named(seen, groups),
        "members": members,
        "subordinates": _once(run(seen.store, "subordinates", institution=iri), "body"),
        "parents": _named(seen, sorted({str(row["parent"]) for row in rows if row["parent"]})),
    }
    places = place_names(seen.store, (row["place"] for row in [*rows, *members, *scope]))
    lines = [(one.iri, role, one.quote, one.since, one.until, one.force, one.source.paper.number, one.source.eid)
             for one in stated for role in (bearer.role for bearer in one.bearers if bearer.iri in own)]  # fmt: skip
    extra = {"places": places, "via": via, "own": own, "timeline": timeline(names, seen.date),
             "labels": {one.iri: one.name for one in same} | {iri: str(rows[0]["name"])}}  # fmt: skip
    columns = ("duty", "role", "quote", "since", "until", "force", "document", "eid")
    return Page("institution.html", data, Table(columns, lines), extra)


def _once(rows: Iterable[Row], key: str) -> list[Row]:
    found: dict[Value, Row] = {}
    for row in rows:
        found.setdefault(row[key], row)
    return list(found.values())


def _named(seen: View, bodies: list[str]) -> list[Row]:
    return _once(run(seen.store, "institution", bodies=bodies), "body") if bodies else []


def _members(seen: View, group: str) -> list[Row]:
    """The members of a group that exist on the date of the view, as far as the register of units tells."""
    rows = _once(run(seen.store, "group-members", group=group), "member")
    return [row for row in rows if exists(row["from"], row["to"], seen.date)]


def _signs(seen: View, bodies: list[str], names: Iterable[NameInTime]) -> list[Row]:
    """The nameplates of other bodies that read as one of these names does."""
    called = sorted({one.name for one in names if one.sort != "plate"})
    rows = [row for name in called for row in run(seen.store, "cq04-body-or-sign", called=name)]
    return [row for row in rows if row["what"] == "sign" and row["host"] not in bodies]


def _posts(seen: View, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """How many posts each document grants the body."""
    stated = _once((row for row in rows if row["staff"]), "graph")
    known = papers(seen.store, (str(row["graph"]) for row in stated))
    return [{"staff": row["staff"], "paper": known[str(row["graph"])]} for row in stated]


def _plates(seen: View, bodies: list[str]) -> list[dict[str, Any]]:
    rows = _once(run(seen.store, "nameplates", bodies=bodies), "plate")
    known = papers(seen.store, (str(row["document"]) for row in rows))
    return [
        {**row, "paper": known[str(row["document"])],
         "force": force(text(row["from"] or row["issued"]), text(row["to"]), seen.date)}
        for row in rows
    ]  # fmt: skip
