"""Which duties a change moves: all of a body, or those of the matter that its words name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.changes import ChangeFact
from graph.evidence import text
from graph.questions import run
from graph.results import Row
from graph.store import Store
from ontology.names import TOPICS
from ontology.topics import subtree

_MATTER: Final = re.compile(
    r"(?:等|相关|有关|方面的?|的)*(?:监督管理|管理|监管|监督|指导|行政)*(?:职责|职能|工作|业务|事项|项目)+$"
)
_JOINT: Final = re.compile(r"[、，]|以及|(?<=.)[和及与](?=.)")
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Borne:
    """A duty as one of its bearers has it; ``begin`` is its first day, else the day of its document."""

    duty: str
    bearer: str
    begin: str | None
    quote: str
    general: bool
    topics: frozenset[str]


def borne(row: Row, bearer: str, topics: Iterable[str]) -> Borne:
    """The duty of a row as ``bearer`` has it; ``topics`` are IRIs."""
    on = frozenset(topic.removeprefix(TOPICS) for topic in topics)
    return Borne(str(row["duty"]), bearer, begin_of(row), str(row["quote"]), row["general"] is True, on)


def begin_of(row: Row) -> str | None:
    """The first day of a duty by its own words, else the day of its document."""
    return text(row["from"] or row["issued"])


def borne_by(store: Store, bodies: Iterable[str]) -> tuple[Borne, ...]:
    """The duties of ``bodies``, once for each of these that bears it."""
    wanted = sorted(set(bodies))
    found: dict[tuple[str, str], list[Row]] = {}
    for row in run(store, "borne-by", bearers=wanted) if wanted else ():
        found.setdefault((str(row["duty"]), str(row["bearer"])), []).append(row)
    return tuple(
        borne(rows[0], bearer, (str(row["topic"]) for row in rows if row["topic"]))
        for (_, bearer), rows in found.items()
    )


def moves(change: ChangeFact, duty: Borne) -> bool:
    """Whether a change takes a duty from its bearer to another body.

    A merger and a transfer of everything move all duties. A transfer of a named matter moves the duties whose topics
    all lie in the topics of the matter, and those whose words hold the matter's own; never a catch-all clause.
    """
    if duty.bearer not in change.before or duty.bearer in change.after:
        return False
    if change.kind == "merged" or (change.kind == "transferred" and change.what is None):
        return True
    if change.kind != "transferred" or duty.general:
        return False
    fields = {narrower for topic in change.topics for narrower in subtree(topic)}
    on_topic = bool(duty.topics) and duty.topics <= fields
    return on_topic or any(matter in duty.quote for matter in matters(change.what or ""))


def matters(what: str) -> tuple[str, ...]:
    """The matters that the words of a transfer name, without the words for duty and management.

    >>> matters("救灾、消防管理职责"), matters("相关职责")
    (('救灾', '消防'), ())
    """
    parts = (_MATTER.sub("", part) for part in _JOINT.split(what))
    return tuple(part for part in parts if len(part) >= _SHORTEST)
