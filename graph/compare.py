"""Two dates of a place, or two places on a date: which duties were kept, renamed, moved, reworded, gained, lost.

Every duty on the left is set beside the duty on the right that carries it on: the same statement, unless a newer one
says the same in like words (`graph.similarity`). What changed between them follows from the bodies, their succession,
the roles and the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.changes import ChangeFact
from graph.differences import KINDS, Comparison, Item, Kind, Line, PlateLine, Side
from graph.evidence import places
from graph.handover import described
from graph.links import Body
from graph.matching import SAME, match, needed
from graph.reach import check
from graph.similarity import alike, core
from graph.standing import Held, Standing, standing
from graph.store import Store
from graph.succession import Path, paths
from ontology.names import unit_iri


def compare(store: Store, left: tuple[str, str], right: tuple[str, str]) -> Comparison:
    """Compare what stands at two places (codes) on two days (YYYY-MM-DD): ``left`` and ``right`` are (place, date).

    For one place the left day must be the earlier. Raises E305 or E306 for a place or day that is none.
    """
    for place, date in (left, right):
        check(place, date)
    before, after = standing(store, *left), standing(store, *right)
    drafts = list(_over_time(store, before, after) if left[0] == right[0] else _across(store, before, after))
    known = described(store, {("", str(n)): (draft.path,) for n, draft in enumerate(drafts)}, right[1])
    lines = tuple(
        Line(each.kinds, _item(each.left), _item(each.right), known.passings(each.path), each.likeness, each.silent)
        for each in sorted(drafts, key=_order)
    )
    left_side = _side(store, before, [line.left for line in lines if line.left])
    right_side = _side(store, after, [line.right for line in lines if line.right])
    return Comparison(left_side, right_side, lines, tuple(_plates(store, before, after)))


@dataclass(frozen=True, slots=True)
class _Draft:
    kinds: tuple[Kind, ...]
    left: Held | None
    right: Held | None
    path: Path = ()
    likeness: float | None = None
    silent: bool = False


def _over_time(store: Store, left: Standing, right: Standing) -> Iterator[_Draft]:
    """Two days of one place: a newer statement carries an older one on, else the older one itself while it stands.

    A newer statement of another body carries a duty on only where no newer document states duties of the body itself.
    """
    old = {held.duty for held in left.held}
    newer = [held for held in right.held if held.duty not in old]
    spoken = {held.body.iri for held in newer}
    still = {_statement(held): held for held in right.held}
    onward = paths(store, {held.body.iri for held in left.held}, right.date)
    later = {body: {body, *(path[-1].after or "" for path in each)} for body, each in onward.items()}

    def may(one: Held, other: Held) -> float | None:
        if other.body.iri in later[one.body.iri]:
            return needed(one, other, one_body=True)
        itself = still.get(_statement(one))
        moved = itself is not None and itself.body.iri == other.body.iri
        return needed(one, other, one_body=moved) if moved or not spoken & later[one.body.iri] else None

    pairs = {pair.left: newer[pair.right] for pair in match(left.held, newer, may)}
    for number, held in enumerate(left.held):
        itself = still.get(_statement(held))
        other = pairs.get(number) or itself
        if other is None:
            ended = onward[held.body.iri][:1]
            yield _Draft(("lost",), held, None, _since(ended[0] if ended else (), left.date))
            continue
        known = [itself.path] if itself and itself.body.iri == other.body.iri else onward[held.body.iri]
        path = next((path for path in known if path and path[-1].after == other.body.iri), ())
        silent = number not in pairs and bool(spoken & later[held.body.iri])
        yield _both(held, other, _since(path, left.date), held.body.iri == other.body.iri, silent=silent)
    paired = {id(held) for held in pairs.values()}
    yield from (_Draft(("new",), None, held) for held in newer if id(held) not in paired)


def _across(store: Store, left: Standing, right: Standing) -> Iterator[_Draft]:
    """Two places on their days: bodies are the same office when their names are, without that of the place."""
    offices = {held.body.iri: _office(held.body) for held in (*left.held, *right.held)}

    def may(one: Held, other: Held) -> float | None:
        return needed(one, other, one_body=offices[one.body.iri] == offices[other.body.iri])

    pairs = {pair.left: pair.right for pair in match(left.held, right.held, may)}
    for number, held in enumerate(left.held):
        if number in pairs:
            other = right.held[pairs[number]]
            yield _both(held, other, (), offices[held.body.iri] == offices[other.body.iri])
        else:
            yield _Draft(("lost",), held, None)
    used = set(pairs.values())
    yield from (_Draft(("new",), None, held) for number, held in enumerate(right.held) if number not in used)


def _statement(held: Held) -> tuple[str, str, str]:
    """The sentence that a duty rests on, in the hands of the body that it names."""
    return held.duty, held.role, held.path[0].before if held.path else held.body.iri


def _since(path: Path, date: str) -> Path:
    return tuple(turn for turn in path if str(turn.change.date) > date)


def _both(left: Held, right: Held, path: Path, one_body: bool, *, silent: bool = False) -> _Draft:
    likeness = SAME if left.quote == right.quote else round(alike(left.quote, right.quote), 1)
    kinds: set[Kind] = set() if one_body else {_of_turn(turn.change) for turn in path} or {"moved"}
    if left.role != right.role:
        kinds.add("role_changed")
    if core(left.quote) != core(right.quote):
        kinds.add("reworded")
    if not kinds:
        kinds.add("kept")
    return _Draft(tuple(kind for kind in KINDS if kind in kinds), left, right, path, likeness, silent)


def _of_turn(change: ChangeFact) -> Kind:
    kinds: dict[str, Kind] = {"renamed": "renamed", "merged": "merged", "split": "split"}
    return kinds.get(change.kind, "moved")


def _office(body: Body) -> str:
    """A body's name without that of its place: 云水市青禾县临江街道执法办公室 is 执法办公室."""
    return body.name.removeprefix(body.place.name) if body.place else body.name


def _plates(store: Store, left: Standing, right: Standing) -> Iterator[PlateLine]:
    onward = paths(store, {host.iri for host, _ in left.plates}, right.date)
    one_place = left.place == right.place

    def key(host: Body, name: str) -> tuple[str, str]:
        """A host goes on under its later name; in another place it is the office of the same name."""
        later = onward.get(host.iri, ())[:1]
        renamed = later and all(turn.change.kind == "renamed" for turn in later[0])
        return (((later[0][-1].after or "") if renamed else host.iri) if one_place else _office(host)), name

    then = {key(host, plate.name): (host, plate) for host, plate in left.plates}
    now = {key(host, plate.name): (host, plate) for host, plate in right.plates}
    for each, (host, plate) in sorted(then.items()):
        yield PlateLine("kept" if each in now else "lost", host, plate)
    yield from (PlateLine("new", *now[each]) for each in sorted(now.keys() - then.keys()))


def _item(held: Held | None) -> Item | None:
    return Item(held.duty, held.quote, held.body, held.role, held.source) if held else None


def _side(store: Store, side: Standing, items: Sequence[Item]) -> Side:
    place = places(store, [unit_iri(side.place)])[unit_iri(side.place)]
    return Side(place, side.date, len({item.body.iri for item in items}), len(items), side.papers)


def _order(draft: _Draft) -> tuple[object, ...]:
    held = draft.left or draft.right
    assert held is not None  # noqa: S101 - a line has a side
    return (
        draft.left is None,
        held.body.level or "",
        held.body.name,
        held.source.paper.iri,
        held.source.start,
        held.role,
    )
