"""Who leads whom, and in what: dispatched organs, stationed bodies, dual and vertical leadership, shared offices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.find.bodies import Body
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.resolve import Resolver
from loaders.state.named import named_bodies, past_lead, sentences
from loaders.structure import Unit
from ontology.records import Aspect, Control, ControlKind

_RE = patterns("controls")
_ASPECTS: Final[tuple[tuple[str, Aspect], ...]] = (
    ("考核", "appraisal"), ("考评", "appraisal"), ("评价", "appraisal"), ("指挥", "command"), ("调度", "command"),
    ("日常管理", "command"), ("业务", "business"), ("经费", "money"), ("工资", "money"), ("资产", "money"),
    ("财务", "money"), ("人员", "people"), ("编制", "people"), ("干部", "people"), ("人事", "people"),
    ("任免", "people"),
)  # fmt: skip


def state_controls(text: str, words: Words, units: Sequence[Unit], resolver: Resolver) -> tuple[Control, ...]:
    """The lines of control that paragraphs tell, each once. A line without an aspect holds for the body as a whole."""
    found: dict[tuple[object, ...], Control] = {}
    for unit in units:
        if _RE["control-word"].search(words.text, unit.start, unit.end):
            for one in _Paragraph(text, words, resolver).read(unit):
                found.setdefault((one.controlled, one.controller, one.relation, one.aspect), one)
    return tuple(found.values())


class _Paragraph:
    """Reads the sentences of one paragraph; what a later sentence says of aspects is of the body named last."""

    def __init__(self, text: str, words: Words, resolver: Resolver) -> None:
        self.original, self.words, self.text = text, words, words.text
        self.resolver = resolver
        self.led: Body | None = None
        self.relation: ControlKind = "dual"

    def read(self, unit: Unit) -> Iterator[Control]:
        for start, end in sentences(self.text, unit.start, unit.end):
            yield from self._relations(start, end)
            if self.led:
                yield from self._aspects(self.led, start, end)

    def _relations(self, start: int, end: int) -> Iterator[Control]:
        kinds: tuple[tuple[str, ControlKind], ...] = (
            ("vertical", "vertical"), ("organ", "dispatched-organ"), ("stationed", "stationed"),
            ("stationed-body", "stationed"), ("together", "colocated"), ("dual", "dual"),
        )  # fmt: skip
        for pattern, kind in kinds:
            for match in _RE[pattern].finditer(self.text, start, end):
                relation: ControlKind = kind
                if pattern == "organ" and match["kind"] != "机关":
                    relation = "dispatched-agency"
                led = self._last(*match.span("who")) if match["who"] else None
                led = led or (self.led if kind == "dual" else None)
                leaders = named_bodies(self.words, *match.span("by")) if match["by"] else ()
                if led:
                    self.led, self.relation = led, relation
                    for leader in leaders:
                        if leader.mention != led.mention:
                            yield self._control(led, leader, relation, None, start, end)

    def _aspects(self, led: Body, start: int, end: int) -> Iterator[Control]:
        for pattern in ("aspect", "by-aspect"):
            for match in _RE[pattern].finditer(self.text, start, end):
                leader = next(iter(named_bodies(self.words, *match.span("by"))), None)
                phrase = self.text[match.start() : match.end()]
                if leader and leader.mention != led.mention:
                    for aspect in dict.fromkeys(aspect for word, aspect in _ASPECTS if word in phrase):
                        yield self._control(led, leader, self.relation, aspect, start, end)
        for match in _RE["dual-bare"].finditer(self.text, start, end):
            leader = next(iter(named_bodies(self.words, *match.span("first"))), None)
            if leader and leader.mention != led.mention:
                yield self._control(led, leader, self.relation, None, start, end)

    def _last(self, start: int, end: int) -> Body | None:
        """The last body named in a stretch that begins a sentence or a clause."""
        for begin in (start, *(m.end() for m in re.finditer("[，、 ]|的|由|将", self.text[start:end]))):
            bodies = named_bodies(self.words, begin if begin == start else start + begin, end)
            if bodies:
                return bodies[-1]
        return None

    def _control(
        self, led: Body, leader: Body, relation: ControlKind, aspect: Aspect | None, start: int, end: int
    ) -> Control:
        controlled, controller = (self.resolver.institution(body).name for body in (led, leader))
        start = past_lead(self.text, start, end)
        return Control(controlled, controller, relation, aspect, start, end, self.original[start:end])
