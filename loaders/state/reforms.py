"""Reform events: bodies set up, abolished, renamed, duties moved; with the day and the document that the paragraph gives."""

from __future__ import annotations

import re

from loaders.find.bodies import read_phrase
from loaders.find.lexicon import Words
from loaders.resolve import Resolver
from loaders.state.context import Grounds
from loaders.structure import Unit
from ontology.records import ReformEvent

_CREATES = re.compile(r"(?P<verb>组建|新组建|设置|设立|成立)(?!了|以|由|在)(?P<what>[^，。；：\n]{2,60})")
_ABOLISHES = re.compile(r"(?:不再保留|撤销)(?P<what>[^，。；：\n]{2,60})")
_RENAMES = re.compile(r"(?P<old>[\u4e00-\u9fff（）]{3,30}?)(?:更名为|改名为|改称)(?P<new>[\u4e00-\u9fff（）]{3,30})")
_MOVES = re.compile(
    r"将(?P<what>[^。；\n]{2,80}?)(?:划入|划转(?:至|到|给)?|整合(?:到|划入|为)?|移交(?:给|至)?|并入|承接)(?P<to>[\u4e00-\u9fff（）]{3,30})?"
)
_CONTEXT = re.compile(
    r"(?P<label>(?:\d{4}年)?的?[\u4e00-\u9fff]{0,14}(?:体制改革|机构改革|“大部制”改革|综合行政执法改革|改革方案))|不再保留|更名为|划入|组建"
)


def state_reforms(
    text: str, words: Words, units: list[Unit], resolver: Resolver, grounds: Grounds
) -> tuple[ReformEvent, ...]:
    """One event a paragraph that speaks of a reform and names what it set up, abolished, renamed or moved."""
    events = []
    for unit in units:
        context = _CONTEXT.search(words.text, unit.start, unit.end)
        if context is None:
            continue
        created = _names(words, _CREATES, unit)
        abolished = _names(words, _ABOLISHES, unit)
        renamed = tuple(f"{_tail(m['old'])}→{m['new']}" for m in _RENAMES.finditer(words.text, unit.start, unit.end))
        moved = tuple(m["what"] for m in _MOVES.finditer(words.text, unit.start, unit.end))
        if not (created or abolished or renamed or moved):
            continue
        since, basis = grounds.of(unit.start)
        label = (context["label"] or "").replace("的", "", 1) or "机构调整"
        events.append(
            ReformEvent(
                label,
                text[unit.start : unit.end],
                unit.start,
                unit.end,
                since,
                basis[0] if basis else None,
                resolver.place,
                created,
                abolished,
                renamed,
                moved,
            )
        )
    return tuple(events)


def _tail(name: str) -> str:
    return re.sub(r"^.*(?:将|把|原)", "", name)


def _names(words: Words, pattern: re.Pattern[str], unit: Unit) -> tuple[str, ...]:
    found: list[str] = []
    for match in pattern.finditer(words.text, unit.start, unit.end):
        phrase = read_phrase(words, match.start("what"), match.end("what"))
        if phrase:
            found.extend(body.mention for body in phrase.bodies)
    return tuple(dict.fromkeys(found))
