"""``/``: what the store holds, as a matrix of topics and levels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from fastapi import APIRouter, Depends

from api.pages.choices import places, topic_choices
from api.pages.page import Page, Table, page
from api.pages.view import View, view
from graph.questions import run
from ontology.errors import ZelianError
from ontology.names import NS, TOPICS
from ontology.records import LEVELS
from ontology.topics import subtree, topics

router = APIRouter()
COUNTED = ("Document", "Duty", "Institution", "InstitutionGroup", "Nameplate", "Issue", "CoverageNote")


@dataclass(frozen=True, slots=True)
class Line:
    """A topic's numbers of duties by level; 0 is a break."""

    id: str
    zh: str
    en: str
    depth: int
    counts: dict[str, int]


@page(router, "/")
def overview(topic: str = "", seen: View = Depends(view)) -> Page:  # noqa: B008
    """How many duties in force there are on each topic at each level; ``topic`` shows it and what is narrower."""
    if topic and topic not in topics():
        raise ZelianError("E304", topic=topic)
    lines = _lines(seen, set(subtree(topic)) if topic else set(topics()))
    most = max((count for line in lines for count in line.counts.values()), default=1)
    rows = [(line.id, line.zh, line.en, *(line.counts[level] for level in LEVELS)) for line in lines]
    extra = {
        "most": most,
        "topics": topic_choices(),
        "places": places(seen.store),
        "chosen": {"topic": topic, "place": seen.query.get("place", "")},
    }
    data = {"matrix": lines, "facts": _facts(seen)}
    return Page("overview.html", data, Table(("id", "zh", "en", *LEVELS), rows), extra)


def _lines(seen: View, wanted: set[str]) -> list[Line]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(LEVELS, 0))
    for row in run(seen.store, "overview", date=seen.date):
        level = str(row["level"]).rpartition("/")[2]
        counts[str(row["topic"]).removeprefix(TOPICS)][level] = int(row["duties"] or 0)
    order = [choice for choice in topic_choices() if choice.id in wanted and choice.id in counts]
    return [Line(choice.id, choice.zh, choice.en, choice.depth, counts[choice.id]) for choice in order]


def _facts(seen: View) -> dict[str, int]:
    things = {str(row["class"]): int(row["things"] or 0) for row in run(seen.store, "void")}
    counted = {name: things.get(NS + name, 0) for name in COUNTED}
    return {**counted, "Document": len({row["document"] for row in run(seen.store, "documents")})}
