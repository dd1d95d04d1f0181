"""Nameplates: one body with a further name (加挂X牌子, X（Y）, 与X合署办公, 对外称X)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Tag, Words, data
from loaders.find.patterns import patterns
from loaders.resolve import Resolver
from loaders.state.grounds import Grounds
from loaders.structure import unit_at
from loaders.text import trimmed
from ontology.records import Nameplate

_RE = patterns("nameplates")
_KINDS = data("kinds.toml")
_CARRIES_PLATE = frozenset(_KINDS["carries_plate"]["words"])
_IS_PLATE = frozenset(_KINDS["is_plate"]["words"])
_END = re.compile("[。；\n]")
_REACH = 100
_SHORTEST = 3


def state_nameplates(text: str, words: Words, resolver: Resolver, grounds: Grounds) -> tuple[Nameplate, ...]:
    """All nameplates of the text, each host and plate once; the statement with 加挂 counts before a bracket.

    The host of a bracket must be an office and so must the name inside: 各镇人民政府（街道办事处） names two bodies.
    """
    reader = _PlateReader(text, words, resolver, grounds)
    for pattern, kind in (("added", "加挂牌子"), ("outward", "对外名称")):
        for match in reader.matches(pattern):
            reader.add(reader.host_before(match.start()), match, "plate", kind, match.end())
    for pattern, kind in (("together", "合署办公"), ("one-body", "加挂牌子")):
        for match in reader.matches(pattern):
            reader.add(reader.last_body(*match.span("host")), match, "plate", kind, match.end())
    for match in reader.matches("together-elided"):
        reader.add(reader.office_of_item(match.start()), match, "plate", "合署办公", match.end())
    for match in _RE["bracket"].finditer(words.text):
        reader.add(reader.host_of_bracket(match), match, "inside", "加挂牌子", match.end() - 1)
    return tuple(sorted(reader.found.values(), key=lambda plate: plate.start))


class _PlateReader:
    """Finds the bodies that carry plates, and keeps the plates found."""

    def __init__(self, raw: str, words: Words, resolver: Resolver, grounds: Grounds) -> None:
        self.raw, self.words, self.text = raw, words, words.text
        self.resolver, self.grounds = resolver, grounds
        self.found: dict[tuple[str, str], Nameplate] = {}
        self._ends = [m.start() for m in _END.finditer(self.text)]

    def matches(self, pattern: str) -> Iterator[re.Match[str]]:
        """Matches of a named pattern in the sentences that speak of plates at all."""
        done = -1
        for word in _RE["plate-word"].finditer(self.text):
            start, end = self._sentence(word.start())
            if start > done:
                yield from _RE[pattern].finditer(self.text, start, min(end + 1, len(self.text)))
                done = start

    def _sentence(self, position: int) -> tuple[int, int]:
        before = bisect_left(self._ends, position)
        start = self._ends[before - 1] + 1 if before else 0
        return start, self._ends[before] if before < len(self._ends) else len(self.text)

    def host_before(self, position: int) -> Body | None:
        """The body that carries the plate: the last one named before the verb in the sentence; when the sentence goes
        on about the office named before (与X合署办公，加挂…), that office.
        """
        before = self.text[self._sentence(position)[0] : position].strip()
        if not before or _RE["host-left-out"].match(before):
            return self.office_of_item(position)
        return self.last_body(self._sentence(position)[0], position)

    def office_of_item(self, position: int) -> Body | None:
        """The office with which the numbered item begins."""
        unit = unit_at(self.grounds.units, position)
        if unit is None or not unit.style:
            return None
        founded = _RE["founds"].match(self.text, unit.start, position)
        phrase = read_phrase(self.words, founded.end() if founded else unit.start, position)
        return phrase.bodies[0] if phrase else None

    def host_of_bracket(self, match: re.Match[str]) -> Body | None:
        """The office directly before a bracket that holds the name of an office of the same tier."""
        inside = match["inside"]
        if _RE["not-a-name"].search(inside) or not self._is_plate(*match.span("inside")):
            return None
        host = self.last_body(max(0, match.start() - 30), match.start())
        if host is None or host.kind not in _CARRIES_PLATE or host.end != match.start():
            return None
        return None if host.mention.startswith("各") and inside.startswith("各") else host

    def _is_plate(self, start: int, end: int) -> bool:
        phrase = read_phrase(self.words, start, end)
        if phrase is None or phrase.end != end:
            return False
        return all(body.kind in _IS_PLATE and not body.mention.startswith("各") for body in phrase.bodies)

    def last_body(self, start: int, end: int) -> Body | None:
        """The body whose name ends last in ``start:end``."""
        unit = unit_at(self.grounds.units, end - 1)
        start = max(start, end - _REACH, unit.start if unit else 0)
        begins = [start, *(m.end() for m in _RE["name-begins"].finditer(self.text, start, end))]
        heads = [t for t in self.words.between(start, end) if t.tags & Tag.HEAD and t.end <= end]
        for head in reversed(heads):
            for begin in begins[: bisect_right(begins, head.start)]:
                phrase = read_phrase(self.words, begin, end)
                if phrase and phrase.bodies[-1].end >= head.end:
                    if self.text.startswith("作为", begin):
                        break
                    return phrase.bodies[-1]
        return None

    def add(self, host: Body | None, match: re.Match[str], group: str, kind: str, end: int) -> None:
        """Keeps the plates of a match, unless the host is not known or carries them already.

        The passage runs from the host, if it stands in the same sentence, to the ``end`` of the match.
        """
        if host is None:
            return
        known = self.resolver.institution(host)
        position = match.start(group)
        since, basis = self.grounds.of(position)
        begin = host.start if self._sentence(position)[0] <= host.start < position else match.start()
        begin, end = trimmed(self.text, begin, end, " \n")
        for plate in _RE["plate-joint"].split(match[group]):
            name = plate.strip("“”两个块 ")
            key = (host.mention, name)
            if len(name) >= _SHORTEST and name != host.mention and key not in self.found:
                quote = self.raw[begin:end]
                self.found[key] = Nameplate(known.name, *key, kind, begin, end, quote, known.place, since, basis)
