"""What a sentence on a reform changes: bodies set up, ended, renamed, merged, split, and duties that move.

A change names the bodies before and after it. Powers that move are not told here: they are no duties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.find.bodies import Body
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.state.named import named_bodies, past_lead, sentences, subject_before
from loaders.structure import Unit
from ontology.records import ChangeKind

_RE = patterns("reforms")


@dataclass(frozen=True, slots=True)
class Draft:
    """A change whose bodies are not yet resolved; ``words`` is what moves as the text has it, the giver included."""

    kind: ChangeKind
    start: int
    end: int
    before: tuple[Body, ...] = ()
    after: tuple[Body, ...] = ()
    what: str | None = None
    words: str | None = None


def read_changes(words: Words, unit: Unit) -> list[Draft]:
    """The changes that a paragraph tells, each once, in the order of the text.

    >>> from loaders.structure import read_structure
    >>> text = "将农业面源污染治理职责划入县生态环境局。"
    >>> [(c.kind, c.what, c.after[0].mention) for c in read_changes(Words(text), read_structure(text)[0])]
    [('transferred', '农业面源污染治理职责', '县生态环境局')]
    """
    founds = bool(_RE["founds"].search(words.text, unit.start, unit.end))
    found: dict[tuple[object, ...], Draft] = {}
    for sentence in sentences(words.text, unit.start, unit.end):
        for draft in _Reader(words, *sentence).read(founds=founds):
            names = [tuple(body.mention for body in side) for side in (draft.before, draft.after)]
            found.setdefault((draft.kind, *names, draft.what), draft)
    return list(found.values())


class _Reader:
    """Reads one sentence."""

    def __init__(self, words: Words, start: int, end: int) -> None:
        self.words, self.text = words, words.text
        self.start, self.end = start, end

    def read(self, *, founds: bool) -> Iterator[Draft]:
        off = list(self._matches("plate-off"))
        yield from self._plates(off)
        yield from self._renamed()
        read = self.start
        for pattern in ("merges", "puts-together", "are-merged", "joins"):
            for match in self._matches(pattern):
                if match.end() > read:
                    yield from self._together(match)
                    read = match.end()
        for match in self._matches("splits"):
            yield from self._bodies_change("split", match, least=2)
        for match in self._matches("moves"):
            yield from self._moved(*match.span("before"), named_bodies(self.words, *match.span("after")))
        for pattern in ("abolishes", "is-abolished"):
            for match in self._matches(pattern):
                if not any(plate.start() <= match.start() < plate.end() for plate in off):
                    yield from self._one_by_one("abolished", "before", named_bodies(self.words, *match.span("before")))
        for match in self._matches("creates") if founds else ():
            yield from self._one_by_one("created", "after", named_bodies(self.words, *match.span("after")))

    def _matches(self, pattern: str) -> Iterator[re.Match[str]]:
        return _RE[pattern].finditer(self.text, self.start, self.end)

    def _draft(self, kind: ChangeKind, **more: object) -> Draft:
        start = past_lead(self.text, self.start, self.end)
        return Draft(kind, start, self.end, **more)  # type: ignore[arg-type]

    def _one_by_one(self, kind: ChangeKind, side: str, bodies: tuple[Body, ...]) -> Iterator[Draft]:
        yield from (self._draft(kind, **{side: (body,)}) for body in bodies)

    def _bodies_change(self, kind: ChangeKind, match: re.Match[str], *, least: int) -> Iterator[Draft]:
        before, after = named_bodies(self.words, *match.span("before")), named_bodies(self.words, *match.span("after"))
        if before and len(after) >= least:
            yield self._draft(kind, before=before, after=after)

    def _renamed(self) -> Iterator[Draft]:
        for match in self._matches("renames"):
            after = named_bodies(self.words, match.end(), self.end)[:1]
            before = subject_before(self.words, self.start, match.start())
            if before and after and before.mention != after[0].mention:
                yield self._draft("renamed", before=(before,), after=after)

    def _together(self, match: re.Match[str]) -> Iterator[Draft]:
        """Bodies or duties that are put together in one body."""
        after = named_bodies(self.words, *match.span("after"))[:1]
        if not after:
            return
        start, end = match.span("before")
        if _RE["duty-noun"].search(self.text, start, end):
            yield from self._moved(start, end, after)
        elif before := named_bodies(self.words, start, end):
            before = tuple(body for body in before if body.mention != after[0].mention)
            if before:
                yield self._draft("merged", before=before, after=after)

    def _moved(self, start: int, end: int, after: tuple[Body, ...]) -> Iterator[Draft]:
        """Duties that go over to ``after``, one change for each giver that the words name."""
        if not after or not _RE["duty-noun"].search(self.text, start, end):
            return
        for begin, stop, givers, rest in self._parts(start, end):
            bodies = givers
            what = _RE["held-by"].sub("", self.text[rest:stop]).strip("的 ，、")
            if giver := _RE["given-by"].search(self.text, rest, stop):
                named = named_bodies(self.words, *giver.span("from"))
                bodies, what = named or bodies, self.text[rest : giver.start()] if named else what
            if _RE["whole"].search(what):
                what = ""
            if (what or bodies) and not _RE["power-noun"].search(what):
                words = self.text[begin:stop]
                yield self._draft("transferred", before=bodies, after=after, what=what or None, words=words)

    def _parts(self, start: int, end: int) -> list[tuple[int, int, tuple[Body, ...], int]]:
        """The parts of a list of duties: (start, end, givers, where the duty's own words begin)."""
        parts: list[tuple[int, int, tuple[Body, ...], int]] = []
        for begin in (start, *(m.end() for m in _RE["part-begins"].finditer(self.text, start, end))):
            if parts and begin < parts[-1][3]:
                continue
            giver = self._giver(begin, end)
            if giver is None and parts:
                continue
            if parts:
                gap = next(m.start() for m in _RE["part-begins"].finditer(self.text, start, end) if m.end() == begin)
                parts[-1] = (parts[-1][0], gap, *parts[-1][2:])
            parts.append((begin, end, *(giver or ((), begin))))
        return parts

    def _giver(self, start: int, end: int) -> tuple[tuple[Body, ...], int] | None:
        """The bodies whose duties a part of a list begins with, and where the duty begins."""
        possessive = self.text.find("的", start, end)
        limit = possessive if possessive >= 0 else end
        bodies = named_bodies(self.words, start, limit)
        between = self.text[bodies[-1].end : limit] if bodies else ""
        reads = bodies and (possessive < 0 or not between or _RE["holding"].search(between))
        return (bodies, bodies[-1].end) if reads else None

    def _plates(self, matches: list[re.Match[str]]) -> Iterator[Draft]:
        for match in matches:
            host = subject_before(self.words, self.start, match.start())
            names = f"{match['plate']}{match['list'] or ''}"
            for name in _RE["plate-joint"].split(names):
                plate = re.sub("(?:的)?(?:牌子|牌匾|标牌)$", "", name).strip('“”"的 和及、')
                if host and plate and host.mention != plate:
                    yield self._draft("plate-removed", before=(host,), what=plate)
