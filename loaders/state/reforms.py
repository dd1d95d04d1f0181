"""Reform events: bodies set up, abolished, renamed, duties moved; with the day and the document of the paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loaders.find.bodies import Body
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.find.topics import find_topics
from loaders.resolve import Resolver
from loaders.state.changes import Draft, read_changes
from loaders.state.grounds import Grounds
from loaders.structure import Unit
from ontology.records import Change, Nameplate, ReformEvent

_RE = patterns("reforms")
_UNNAMED = "机构调整"
_FOUNDS = frozenset(("created", "merged", "split"))


def state_reforms(
    text: str,
    words: Words,
    units: Sequence[Unit],
    resolver: Resolver,
    grounds: Grounds,
    nameplates: Sequence[Nameplate] = (),
) -> tuple[ReformEvent, ...]:
    """One event a paragraph that speaks of a reform and names what it set up, abolished, renamed or moved.

    A nameplate that such a paragraph adds is one of its changes.
    """
    events = (
        _event(text, words, unit, resolver, grounds, nameplates)
        for unit in units
        if _RE["reform-word"].search(words.text, unit.start, unit.end)
    )
    return tuple(event for event in events if event)


def _event(
    text: str, words: Words, unit: Unit, resolver: Resolver, grounds: Grounds, nameplates: Sequence[Nameplate]
) -> ReformEvent | None:
    drafts = read_changes(words, unit)
    since, basis = grounds.of(unit.start)
    named = _RE["reform"].search(words.text, unit.start, unit.end)
    changes = [_change(text, draft, resolver) for draft in drafts]
    changes += [
        Change("plate-added", (), (plate.office,), plate.plate, plate.start, plate.end, text[plate.start : plate.end])
        for plate in nameplates
        if plate.kind == "加挂牌子" and unit.start <= plate.start < unit.end
    ]
    if not changes:
        return None
    return ReformEvent(
        label=((named["label"] if named else "") or "").replace("的", "", 1) or _UNNAMED,
        quote=text[unit.start : unit.end],
        start=unit.start,
        end=unit.end,
        date=since,
        basis=basis[0] if basis else None,
        place=resolver.place,
        created=_mentions(body for draft in drafts if draft.kind in _FOUNDS for body in draft.after),
        abolished=_mentions(body for draft in drafts if draft.kind == "abolished" for body in draft.before),
        renamed=tuple(f"{d.before[0].mention}→{d.after[0].mention}" for d in drafts if d.kind == "renamed"),
        transferred=tuple(draft.words for draft in drafts if draft.words),
        changes=tuple(changes),
    )


def _mentions(bodies: Iterable[Body]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(body.mention for body in bodies))


def _change(text: str, draft: Draft, resolver: Resolver) -> Change:
    before, after = (tuple(resolver.institution(body).name for body in side) for side in (draft.before, draft.after))
    topics = find_topics(draft.what) if draft.kind == "transferred" and draft.what else ()
    return Change(draft.kind, before, after, draft.what, draft.start, draft.end, text[draft.start : draft.end], topics)
