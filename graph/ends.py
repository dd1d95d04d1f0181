"""What begins or ends by another document's act: the day, the act and the ground, stated on the fact itself.

Only a sentence ends something: a body that is abolished, a duty that moves, a plate that is taken down. Nothing ends by
a general rule, and an act ends only what began before it: a duty stated later takes its body to be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import XSD, Graph, Literal, URIRef

from graph.changes import ChangeFact, all_changes
from graph.holding import holders
from graph.moves import borne_by
from graph.questions import run
from graph.store import Store
from graph.succession import Path
from ontology.dates import ALL_TIME
from ontology.names import code_iri, normal_name
from ontology.vocabulary import ZL


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a fact; ``receivers`` are the bodies with which it goes on."""

    day: str
    act: str
    ground: str
    receivers: tuple[str, ...] = ()


def ends(store: Store) -> Graph:
    """The ends of bodies, duties and nameplates by changes, and the beginnings of bodies."""
    changes = [change for change in all_changes(store) if change.date]
    found = Graph()
    _bodies(found, changes)
    _duties(found, store, changes)
    _plates(found, store, changes)
    return found


def state_end(found: Graph, fact: str, day: str, act: str, ground: str, receivers: Iterable[str] = ()) -> None:
    """State that a fact ended."""
    found.add((URIRef(fact), ZL.validTo, Literal(day, datatype=XSD.date)))
    found.add((URIRef(fact), ZL.endedBy, URIRef(act)))
    found.add((URIRef(fact), ZL.endGround, URIRef(code_iri("end-ground", ground))))
    for receiver in receivers:
        found.add((URIRef(fact), ZL.receivedBy, URIRef(receiver)))


def _bodies(found: Graph, changes: Sequence[ChangeFact]) -> None:
    """The first and last days of bodies, as far as their changes leave one interval.

    A body that is set up again after its end has two lives, which one pair of days cannot tell: it gets none.
    """
    begun: dict[str, ChangeFact] = {}
    gone: dict[str, ChangeFact] = {}
    for change in changes:
        for body in change.after if change.kind in ("created", "renamed", "merged", "split") else ():
            if body not in change.before and not (change.kind == "merged" and len(change.before) == 1):
                begun.setdefault(body, change)
        for body in change.gone:
            gone.setdefault(body, change)
    for body in sorted(begun.keys() | gone.keys()):
        first, last = begun.get(body), gone.get(body)
        if first and last and str(first.date) >= str(last.date):
            continue
        if first:
            found.add((URIRef(body), ZL.validFrom, Literal(first.date, datatype=XSD.date)))
            found.add((URIRef(body), ZL.begunBy, URIRef(first.iri)))
        if last:
            state_end(found, body, str(last.date), last.iri, "body-abolished")


def _duties(found: Graph, store: Store, changes: Sequence[ChangeFact]) -> None:
    """A duty has ended when none of its bearers has it any more: at the last of their ends."""
    by_body: dict[str, list[ChangeFact]] = {}
    for change in changes:
        for body in change.before:
            by_body.setdefault(body, []).append(change)
    ended: dict[str, dict[str, _End | None]] = {}
    for each in borne_by(store, by_body):
        ended.setdefault(each.duty, {})[each.bearer] = _end(holders(each, by_body, ALL_TIME))
    for row in run(store, "bearers", facts=sorted(ended)) if ended else ():
        ended[str(row["fact"])].setdefault(str(row["bearer"]), None)
    for duty, by_bearer in sorted(ended.items()):
        known = [end for end in by_bearer.values() if end]
        if len(known) == len(by_bearer):
            last = max(known, key=lambda end: (end.day, end.act))
            receivers = {receiver for end in known for receiver in end.receivers}
            state_end(found, duty, last.day, last.act, last.ground, sorted(receivers))


def _end(paths: Sequence[Path]) -> _End | None:
    """How a body came to bear a duty no longer: by the first turn of its path that is no change of name."""
    turns = [next((turn for turn in path if turn.change.kind != "renamed"), None) for path in paths]
    first = min(
        (turn for turn in turns if turn), key=lambda turn: (str(turn.change.date), turn.change.iri), default=None
    )
    if first is None:
        return None
    change = first.change
    if first.after is None:
        return _End(str(change.date), change.iri, "body-abolished")
    return _End(str(change.date), change.iri, "duty-transferred", change.after)


def _plates(found: Graph, store: Store, changes: Sequence[ChangeFact]) -> None:
    hosts = sorted({body for change in changes for body in (*change.gone, *_undressed(change))})
    for row in run(store, "nameplates", bodies=hosts) if hosts else ():
        begin, host, name = row["from"] or row["issued"], str(row["body"]), normal_name(str(row["name"]))
        for change in changes:
            off = host in _undressed(change) and normal_name(change.what or "") == name
            if (off or host in change.gone) and (begin is None or str(begin) < str(change.date)):
                state_end(
                    found, str(row["plate"]), str(change.date), change.iri, "plate-removed" if off else "body-abolished"
                )
                break


def _undressed(change: ChangeFact) -> tuple[str, ...]:
    """The bodies whose plate a change takes down."""
    return change.before if change.kind == "plate-removed" else ()
