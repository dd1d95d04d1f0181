"""What a reader can choose from: topics and places."""

from __future__ import annotations

from dataclasses import dataclass

from graph.divisions import register_of
from graph.questions import run
from graph.store import Store
from ontology.errors import ZelianError
from ontology.names import unit_iri
from ontology.topics import ancestors, subtree, topics


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic, and how deep it lies in the tree."""

    id: str
    zh: str
    en: str
    depth: int


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """An administrative unit of the store."""

    code: str
    name: str


def topic_choices() -> tuple[TopicChoice, ...]:
    """All topics, each before its narrower ones."""
    roots = [topic.id for topic in topics().values() if topic.parent is None]
    return tuple(
        TopicChoice(each, topics()[each].zh, topics()[each].en, len(ancestors(each)))
        for root in roots
        for each in subtree(root)
    )


def places(store: Store) -> tuple[PlaceChoice, ...]:
    """The units that the store's documents speak of."""
    units = run(store, "units-in", place=unit_iri("100000")).column("unit")
    rows = run(store, "units", units=tuple(str(unit) for unit in units)) if units else ()
    return tuple(PlaceChoice(str(row["code"]), str(row["name"])) for row in rows)


def place_code(store: Store, place: str, on: str | None = None) -> str:
    """The code of a place given by its code or name; of a unit and one of its name that replaced it, that of the date.

    Raises E413 for a name that no unit or several units have.
    """
    wanted = place.strip()
    if wanted.isdigit():
        return wanted
    register = register_of(store)
    codes = register.apart({unit.code for unit in register.find(wanted)}, on)
    if len(codes) == 1:
        return codes[0]
    known = "、".join(sorted(codes)[:8])
    raise ZelianError("E413", name="place", value=place, expected=f"GB/T 2260 code / 区划代码 {known}".strip())
