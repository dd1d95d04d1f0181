"""Which standing body hosts the office of a leading group, headquarters or other body for one matter."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.find.bodies import Body
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.resolve import Resolver
from loaders.state.named import named_bodies, sentences
from loaders.structure import Unit
from loaders.text import trimmed
from ontology.records import Control

_RE = patterns("controls")


def state_hosts(text: str, words: Words, units: Sequence[Unit], resolver: Resolver) -> tuple[Control, ...]:
    """A line ``hosted`` for each office of a group (县河道整治领导小组办公室设在县水利局), each once.

    The group is the one named last in the paragraph; an office of a group without a name of its own is left out.
    """
    found: dict[tuple[str, str], Control] = {}
    for unit in units:
        for pattern in ("hosted", "hosted-in"):
            for match in _RE[pattern].finditer(words.text, unit.start, unit.end):
                group = _group_before(words.text, unit.start, match.end())
                host = next(iter(named_bodies(words, *match.span("by"))), None)
                if group and host:
                    names = resolver.institution(group).name, resolver.institution(host).name
                    start, end = _sentence(words.text, unit, match.start("by"))
                    found.setdefault(names, Control(*names, "hosted", None, start, end, text[start:end]))
    return tuple(found.values())


def _group_before(text: str, start: int, end: int) -> Body | None:
    """The group that ``text[start:end]`` names last."""
    named = [match.span("group") for match in _RE["ad-hoc-group"].finditer(text, start, end)]
    return Body(text[slice(*named[-1])], *named[-1], "coordination-group") if named else None


def _sentence(text: str, unit: Unit, position: int) -> tuple[int, int]:
    """The sentence around a position of a paragraph, without the blanks before it."""
    start, end = next(span for span in sentences(text, unit.start, unit.end) if position < span[1])
    return trimmed(text, start, end, " ", "")
