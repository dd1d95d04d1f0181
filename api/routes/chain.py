"""``/chain``: who is responsible for a topic at a place on a date, as a picture and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Response
from markupsafe import Markup

from api.pages.choices import TopicChoice, place_code, places, topic_choices
from api.pages.page import Page, Table, page
from api.pages.view import View, view
from graph.chain import trace
from graph.links import Chain, Entry, Finding
from graph.swimlane import swimlane
from ontology.topics import find

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form shows as asked for."""

    topic: str
    place: str


COLUMNS = ("level", "bearer", "bearer_iri", "role", "quote", "since", "until", "basis", "document", "eid", "start",
           "end", "duty", "general", "confidence")  # fmt: skip


@page(router, "/chain")
def chain(topic: str = "", place: str = "", seen: View = Depends(view)) -> Page:  # noqa: B008
    """The chain of ``topic`` at ``place``, each by identifier or name, on ``date``; without them, the form."""
    found = _traced(topic, place, seen) if topic and place else None
    choices: tuple[TopicChoice, ...] = topic_choices()
    asked = Chosen(found.topic.id if found else topic, found.place.code if found else place)
    extra = {"topics": choices, "places": places(seen.store), "chosen": asked, "picture": ""}
    if found is None:
        return Page("chain.html", {"chain": None}, extra=extra)
    extra["picture"] = Markup(_picture(found, seen))  # noqa: S704 - made by an XML serialiser
    return Page("chain.html", {"chain": found}, Table(COLUMNS, [_line(entry) for entry in found.entries]), extra)


@router.get("/chain.svg")
def chain_picture(topic: str, place: str, seen: View = Depends(view)) -> Response:  # noqa: B008
    """The picture of a chain as a file."""
    return Response(_picture(_traced(topic, place, seen), seen), media_type="image/svg+xml")


def _traced(topic: str, place: str, seen: View) -> Chain:
    known = find(topic)
    return trace(seen.store, known.id if known else topic, place_code(seen.store, place, seen.date), seen.date)


def _picture(found: Chain, seen: View) -> str:
    def address(row: Entry | Finding) -> str:
        return seen.sentence(row.source.paper.iri, row.duty if isinstance(row, Entry) else row.iri)

    return swimlane(found, seen.lang, address)


def _line(entry: Entry) -> tuple[object, ...]:
    basis = "; ".join(paper.called for paper in entry.basis)
    source = entry.source
    return (entry.bearer.level, entry.bearer.name, entry.bearer.iri, entry.role, entry.quote, entry.since, entry.until,
            basis, source.paper.called, source.eid, source.start, source.end, entry.duty,
            entry.general, entry.confidence)  # fmt: skip
