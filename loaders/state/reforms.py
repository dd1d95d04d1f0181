"""Reform events: bodies set up, abolished, renamed, duties moved; with the day and the document of the paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.find.bodies import read_phrase
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.resolve import Resolver
from loaders.state.grounds import Grounds
from loaders.structure import Unit
from ontology.records import ReformEvent

_RE = patterns("reforms")
_UNNAMED = "机构调整"


def state_reforms(
    text: str, words: Words, units: Sequence[Unit], resolver: Resolver, grounds: Grounds
) -> tuple[ReformEvent, ...]:
    """One event a paragraph that speaks of a reform and names what it set up, abolished, renamed or moved."""
    events = (
        _event(text, words, unit, resolver, grounds)
        for unit in units
        if _RE["reform-word"].search(words.text, unit.start, unit.end)
    )
    return tuple(event for event in events if event)


def _event(text: str, words: Words, unit: Unit, resolver: Resolver, grounds: Grounds) -> ReformEvent | None:
    reform = _RE["reform"].search(words.text, unit.start, unit.end)
    if reform is None:
        return None
    renames = _RE["renames"].finditer(words.text, unit.start, unit.end)
    changes = {
        "created": _names(words, "creates", unit, resolver),
        "abolished": _names(words, "abolishes", unit, resolver),
        "renamed": tuple(f"{_RE['before-old-name'].sub('', m['old'])}→{m['new']}" for m in renames),
        "transferred": tuple(m["what"] for m in _RE["moves"].finditer(words.text, unit.start, unit.end)),
    }
    if not any(changes.values()):
        return None
    since, basis = grounds.of(unit.start)
    return ReformEvent(
        label=(reform["label"] or "").replace("的", "", 1) or _UNNAMED,
        quote=text[unit.start : unit.end],
        start=unit.start,
        end=unit.end,
        date=since,
        basis=basis[0] if basis else None,
        place=resolver.place,
        **changes,
    )


def _names(words: Words, pattern: str, unit: Unit, resolver: Resolver) -> tuple[str, ...]:
    found: list[str] = []
    for match in _RE[pattern].finditer(words.text, unit.start, unit.end):
        phrase = read_phrase(words, *match.span("what"))
        for body in phrase.bodies if phrase else ():
            resolver.institution(body)
            found.append(body.mention)
    return tuple(dict.fromkeys(found))
