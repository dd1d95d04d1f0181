"""Duties that went over to other bodies: who has them on the date of a chain, and by which changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.changes import ChangeFact
from graph.evidence import bodies, papers
from graph.holding import holders
from graph.links import Body, Paper, Passing, Source
from graph.moves import borne
from graph.questions import run
from graph.reach import Reach
from graph.results import Row
from graph.store import Store
from graph.succession import Path, onward


@dataclass(frozen=True, slots=True)
class Handover:
    """``paths`` by (duty, body that its sentence names or means): only those to which something happened."""

    paths: Mapping[tuple[str, str], tuple[Path, ...]]
    bodies: Mapping[str, Body]
    papers: Mapping[str, Paper]

    def holders(self, duty: str, body: str, group: str | None) -> list[tuple[str, tuple[Passing, ...]]]:
        """The bodies that have the duty on the date, each with how it came to it; none when it ended with its body."""
        paths = self.paths.get((duty, body)) or self.paths.get((duty, group or "")) or ()
        found = [(path[-1].after, self.passings(path)) for path in paths]
        return [(after, path) for after, path in found if after] if paths else [(body, ())]

    def passings(self, path: Path) -> tuple[Passing, ...]:
        """A path with its names and sentences."""
        return tuple(
            Passing(
                change.iri,
                change.kind,
                self.bodies[turn.before],
                self.bodies[turn.after] if turn.after else None,
                change.date,
                change.precision,
                change.ground == "stated",
                change.quote,
                Source(self.papers[change.document], None, change.start, change.end),
                tuple(self.papers[paper] for paper in change.basis),
            )
            for turn in path
            for change in (turn.change,)
        )


def carried_on(store: Store, duties: Iterable[str]) -> frozenset[str]:
    """Those of ``duties`` that ended for their bearer since they went over to another body."""
    wanted = sorted(set(duties))
    return frozenset(map(str, run(store, "received", facts=wanted).column("fact"))) if wanted else frozenset()


def handover(
    store: Store,
    duties: Sequence[Row],
    bearers: Mapping[str, Sequence[Row]],
    topics: Mapping[str, Sequence[Row]],
    reached: Reach,
    date: str,
) -> Handover:
    """What became of each duty in the hands of each of its bearers within reach."""
    named = {
        (str(row["duty"]), iri)
        for row in duties
        for bearer in bearers[str(row["duty"])]
        for pair in reached.bodies.get(str(bearer["bearer"]), ())
        for iri in pair
        if iri
    }
    rows = {str(row["duty"]): row for row in duties}
    on = {duty: [str(each["topic"]) for each in topics[duty]] for duty in rows}
    known = onward(store, {body for _, body in named}, date)
    found = {
        (duty, body): paths
        for duty, body in sorted(named)
        if known[body] and (paths := holders(borne(rows[duty], body, on[duty]), known, date))
    }
    return described(store, found, date)


def described(store: Store, paths: Mapping[tuple[str, str], tuple[Path, ...]], date: str) -> Handover:
    """Paths with the bodies and documents that they speak of."""
    turns = [turn for several in paths.values() for path in several for turn in path]
    iris = {iri for turn in turns for iri in (turn.before, turn.after) if iri}
    return Handover(paths, bodies(store, iris, date), papers(store, _papers(turn.change for turn in turns)))


def _papers(changes: Iterable[ChangeFact]) -> set[str]:
    return {paper for change in changes for paper in (change.document, *change.basis)}
