"""Whose list a table of duties is, when no column names bearers: by its caption, the title or the issuer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.head import Head
from loaders.resolve import Resolver
from loaders.state.clauses import Clauses
from loaders.state.headings import read_heading
from loaders.structure import Unit, unit_at

_RE = patterns("tables")
_CAPTION_LINES = 4
_TOWNSHIP_DIGITS = 9


class Owners:
    """Finds the owners of the lists of one document."""

    def __init__(self, words: Words, units: Sequence[Unit], head: Head, resolver: Resolver) -> None:
        self.words, self.units, self.head, self.resolver = words, units, head, resolver
        self.clauses = Clauses(words)

    def of(self, start: int, since: int) -> tuple[Body, ...]:
        """The owner of a table at ``start``; ``since``: where what stands above it ends, such as a table."""
        unit = unit_at(self.units, start)
        lines = self.units[max(0, unit.index + 1 - _CAPTION_LINES) : unit.index + 1] if unit else []
        spans = [(line.start, line.end) for line in reversed(lines) if line.start >= since]
        above = [unit, *unit.ancestors()] if unit else []
        return (
            next((owner for span in spans if (owner := self.named(*span))), ())
            or next((bodies for line in above if (bodies := read_heading(self.clauses, line))), ())
            or self.named(0, self.head.body)
            or self._issuer()
        )

    def named(self, start: int, end: int) -> tuple[Body, ...]:
        """The owner in a title (青禾县水利局权责清单) that stands in ``start:end``.

        >>> from ontology.divisions import Register
        >>> text = "青禾县水利局权责清单"
        >>> owners = Owners(Words(text), (), Head(), Resolver(Register.national(), None))
        >>> [body.mention for body in owners.named(0, len(text))]
        ['青禾县水利局']
        """
        for match in _RE["own-list"].finditer(self.words.text, start, end):
            phrase = read_phrase(self.words, *match.span("who"))
            if phrase and phrase.end >= match.end("who"):
                return phrase.bodies
            if town := _RE["township"].fullmatch(match["who"]):
                return (self._town(town, match.start("who")),)
        return ()

    def _town(self, town: re.Match[str], start: int) -> Body:
        """清泽县松岭镇: its government; in a document of the township itself the county goes without saying."""
        own = len(self.resolver.place or "") == _TOWNSHIP_DIGITS
        begin = town.start("name") if own else 0
        return Body(f"{town[0][begin:]}人民政府", start + begin, start + town.end(), "government")

    def _issuer(self) -> tuple[Body, ...]:
        """A township that makes a list speaks of itself."""
        issuer = self.head.issuer
        at = self.words.text.find(issuer) if issuer and _RE["township-authority"].search(issuer) else -1
        phrase = read_phrase(self.words, at, at + len(issuer)) if issuer and at >= 0 else None
        return phrase.bodies if phrase else ()
