"""What became of a body: the changes that lead from it to the bodies of a date, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.changes import ChangeFact, changes_of
from graph.store import Store

_ORDER: Final = ("renamed", "merged", "split", "transferred", "abolished")
"""Which change tells most of what became of a body when several are of one day."""


@dataclass(frozen=True, slots=True)
class Turn:
    """``before`` became ``after`` (IRIs) by ``change``; ``after`` None: it ended, and no receiver is told."""

    before: str
    after: str | None
    change: ChangeFact


Path = tuple[Turn, ...]


def today(store: Store, body: str, date: str) -> tuple[Path, ...]:
    """The paths from ``body`` to what carries on for it on ``date`` (YYYY-MM-DD), one a body that it led to.

    A body that nothing happened to by then has none. A split leads to each part. Changes without any date count for
    no path. An abolished body leads to the receiver of all its duties where a document tells one.
    """
    return paths(store, [body], date)[body]


def paths(store: Store, bodies: Iterable[str], date: str) -> dict[str, tuple[Path, ...]]:
    """The paths of several bodies."""
    wanted = sorted(set(bodies))
    known = onward(store, wanted, date)
    return {body: tuple(path for path in _walk(body, "", known, ()) if path) for body in wanted}


def onward(store: Store, bodies: Iterable[str], date: str) -> dict[str, list[ChangeFact]]:
    """The dated changes by ``date`` that begin in the bodies or in what they became, by the body before, in order."""
    known: dict[str, list[ChangeFact]] = {}
    waiting = sorted(set(bodies))
    while waiting:
        known |= {body: [] for body in waiting}
        for change in changes_of(store, waiting, "before"):
            if change.date and change.date <= date:
                for body in {*change.before} & {*waiting}:
                    known[body].append(change)
        waiting = sorted({after for body in waiting for each in known[body] for after in each.after} - known.keys())
    return known


def leads_on(change: ChangeFact) -> bool:
    """Whether a change tells what became of a whole body: not when one duty moves or a plate is hung."""
    return change.kind in _ORDER and (change.kind != "transferred" or change.what is None)


def next_change(changes: Sequence[ChangeFact], body: str, since: str) -> ChangeFact | None:
    """The first change after which ``body`` is no longer what it was ``since`` a day.

    Of several of one day, or when the body is abolished and its duties go over on another day, the one that names what
    carries on.
    """
    later = [each for each in changes if leads_on(each) and (each.date or "") >= since and {*each.after} != {body}]
    if not later:
        return None
    first = min(later, key=lambda change: (change.date or "", _ORDER.index(change.kind), change.iri))
    if first.kind == "abolished":
        named = [change for change in later if change.after]
        return min(named, key=lambda change: (change.date or "", change.iri), default=first)
    return first


def _walk(body: str, since: str, known: Mapping[str, Sequence[ChangeFact]], before: Path) -> list[Path]:
    used = {turn.change.iri for turn in before}
    change = next_change([change for change in known.get(body, ()) if change.iri not in used], body, since)
    if change is None:
        return [before]
    if not change.after:
        return [(*before, Turn(body, None, change))]
    return [
        path
        for after in change.after
        if after != body
        for path in _walk(after, change.date or "", known, (*before, Turn(body, after, change)))
    ]
