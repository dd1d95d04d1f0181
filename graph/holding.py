"""Who has a duty on a date: from the body that a sentence names, through the changes that came after it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.changes import ChangeFact
from graph.moves import Borne, moves
from graph.succession import Path, Turn

Changes = Mapping[str, Sequence[ChangeFact]]


def holders(borne: Borne, changes: Changes, date: str) -> tuple[Path, ...]:
    """The paths of a duty from its bearer to those who have it on ``date``; none when nothing happened by then.

    ``changes`` are by the body before them. A renamed body keeps its duties. A path whose last turn has no body after
    it says that the duty ended there: its body went, and no sentence says who took the duty up.
    """
    return tuple(path for path in _walk(borne, borne.bearer, changes, date, ()) if path)


def _walk(borne: Borne, body: str, changes: Changes, date: str, before: Path) -> list[Path]:
    change = _next(replace(borne, bearer=body), changes.get(body, ()), date, before)
    if change is None:
        return [before]
    if change.kind != "renamed" and not moves(change, replace(borne, bearer=body)):
        return [(*before, Turn(body, None, change))]
    return [
        path
        for after in change.after
        for path in _walk(borne, after, changes, date, (*before, Turn(body, after, change)))
    ]


def _next(borne: Borne, changes: Sequence[ChangeFact], date: str, before: Path) -> ChangeFact | None:
    """The first change that touches the duty: of those of one day, the one that says most of where it goes."""
    used = {turn.change.iri for turn in before}
    since = before[-1].change.date or "" if before else None
    found = []
    for change in changes:
        day = change.date or ""
        begun = borne.begin is None or borne.begin < day if since is None else since <= day
        weight = _weight(borne, change)
        if begun and day <= date and change.iri not in used and weight is not None:
            found.append((day, weight, change.iri, change))
    return min(found)[3] if found else None


def _weight(borne: Borne, change: ChangeFact) -> int | None:
    """How much a change says of the duty, the least first; None when it does not touch it.

    A duty that is named goes before the whole body does, and both before a change of name of the same day.
    """
    if moves(change, borne):
        return 0 if change.what else 1
    if change.kind == "renamed" and borne.bearer not in change.after:
        return 2
    return 3 if borne.bearer in change.gone else None
