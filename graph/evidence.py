"""What stands behind an answer: documents, places, bodies with their nameplates, and passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from graph.clusters import clusters, reasons
from graph.draft import level_of
from graph.judged import judgements
from graph.links import Body, Paper, Place, Plate, Same, Source
from graph.questions import run
from graph.reach import exists
from graph.results import Row, Value
from graph.store import Store
from ontology.divisions import Register
from ontology.names import DATA
from ontology.records import Level


def text(value: Value) -> str | None:
    """A cell as plain text."""
    return None if value is None else str(value)


def key_of(value: Value) -> str | None:
    """The key of a concept of a code list: the last part of its IRI."""
    return None if value is None else str(value).rpartition("/")[2]


def papers(store: Store, iris: Iterable[str]) -> dict[str, Paper]:
    """Documents by IRI, as they describe themselves, else as others cite them."""
    found: dict[str, Paper] = {}
    for row in sorted(run(store, "papers", papers=sorted(set(iris))), key=lambda row: row["sha256"] is None):
        iri = str(row["paper"])
        known = found.get(iri, Paper(iri, held=row["sha256"] is not None))
        found[iri] = Paper(
            iri,
            known.title or text(row["title"]),
            known.number or text(row["number"]),
            known.issued or text(row["issued"]),
            known.precision or text(row["precision"]),
            known.held,
            known.file or text(row["file"]),
        )
    return found


def source(row: Row, documents: Mapping[str, Paper]) -> Source:
    """The passage that an answer's row names by document, start and end."""
    document = str(row["document"])
    paper = documents.get(document) or Paper(document)
    page = row.get("page")
    start, end = int(row["start"] or 0), int(row["end"] or 0)
    return Source(paper, text(row.get("eid")), start, end, int(page) if page else None)


def place_of(code: str, name: str | None = None) -> Place:
    """A place by its code; a name that the store does not have comes from the national register."""
    return Place(code, name or Register.national().full_name(code) or code, level_of(code) or "community")


def places(store: Store, units: Iterable[str]) -> dict[str, Place]:
    """Administrative units by IRI."""
    wanted = sorted(set(units))
    found = {unit: place_of(unit.removeprefix(f"{DATA}unit/")) for unit in wanted}
    for row in run(store, "units", units=wanted):
        code = str(row["code"])
        found[str(row["unit"])] = place_of(code, Register.national().full_name(code) or text(row["name"]))
    return found


def bodies(store: Store, iris: Iterable[str], date: str) -> dict[str, Body]:
    """Bodies by IRI, with the nameplates that they bear on ``date`` and what is one body with them by judgements."""
    wanted = sorted(set(iris))
    rows = run(store, "institution", bodies=wanted)
    where = places(store, {str(row["place"]) for row in rows if row["place"]})
    plates, same = _plates(store, wanted, date), same_as(store, wanted)
    found: dict[str, Body] = {}
    for row in sorted(rows, key=_inferred):
        iri, place = str(row["body"]), where.get(str(row["place"]))
        level = cast(Level | None, key_of(row["level"])) or (place.level if place else None)
        body = Body(
            iri,
            str(row["name"]),
            level,
            key_of(row["kind"]),
            place,
            _inferred(row),
            tuple(plates[iri]),
            same.get(iri, ()),
        )
        known = found.setdefault(iri, body)
        found[iri] = replace(known, level=known.level or level, place=known.place or place)
    return found


def same_as(store: Store, iris: Iterable[str]) -> dict[str, tuple[Same, ...]]:
    """The other institutions of the cluster of each one that has others, with the judgements that hold it together."""
    made = judgements(store)
    if not made:
        return {}
    found = clusters(made)
    why = reasons(made, found)
    joined = {iri: [one for one in found.members(iri) if one != iri] for iri in iris if iri in found.of}
    named = sorted({one for others in joined.values() for one in others})
    names = {str(row["body"]): str(row["name"]) for row in run(store, "institution", bodies=named)} if named else {}
    return {
        iri: tuple(
            Same(one, names.get(one, one), tuple(each.why for each in why[iri]),
                 tuple(sorted({each.by for each in why[iri] if each.by})))
            for one in others
        )
        for iri, others in joined.items()
    }  # fmt: skip


def _inferred(row: Row) -> bool:
    """Whether a row comes from a graph of inferred facts."""
    return str(row["graph"]).endswith("/inferred")


def _plates(store: Store, iris: Iterable[str], date: str) -> Mapping[str, list[Plate]]:
    rows = [
        row
        for row in run(store, "nameplates", bodies=tuple(iris))
        if exists(row["from"] or row["issued"], row["to"], date)
    ]
    documents = papers(store, {str(row["document"]) for row in rows})
    found: dict[str, list[Plate]] = defaultdict(list)
    for row in rows:
        kind = key_of(row["kind"]) or ""
        since, until = text(row["from"]), text(row["to"])
        plate = Plate(str(row["plate"]), str(row["name"]), kind, since, until, source(row, documents))
        found[str(row["body"])].append(plate)
    return found
