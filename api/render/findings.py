"""Gaps and overlaps as rows and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.lang import say
from api.render.chain import concept, located, one_line, short
from graph.gaps import Gap
from graph.overlaps import Overlap, Side
from ontology.vocabulary import Language

GAP_COLUMNS: Final = ("topic", "zh", "en", "level", "state", "would_fill")
OVERLAP_COLUMNS: Final = ("topic", "area", "certain", *(f"{which}_{name}" for which in ("first", "second") for name in (
    "body", "role", "member", "quote", "since", "document", "start", "end")))  # fmt: skip


def gap_row(gap: Gap, lang: Language) -> tuple[object, ...]:
    """A gap as a row of a table."""
    filling = gap.zh if lang == "zh" else gap.en
    return gap.topic.id, gap.topic.zh, gap.topic.en, gap.level, gap.state, filling


def gap_line(gap: Gap, lang: Language) -> str:
    """A gap in one line: level, topic, and which of the values it has."""
    topic = gap.topic.zh if lang == "zh" else gap.topic.en
    return f"{concept('level', gap.level, lang)}  {topic}  {say(f'gap_{gap.state}', lang)}"


def overlap_row(overlap: Overlap) -> tuple[object, ...]:
    """An overlap as a row of a table, both sides in it."""
    return overlap.topic.id, overlap.area.code, overlap.certain, *_cells(overlap.first), *_cells(overlap.second)


def overlap_lines(overlap: Overlap, lang: Language) -> Iterator[str]:
    """The topic and the area, then each body with its role, its sentence and where that stands."""
    topic = overlap.topic.zh if lang == "zh" else overlap.topic.en
    yield f"{topic}  {overlap.area.name}  {say('overlap_certain' if overlap.certain else 'overlap_possible', lang)}"
    for side in (overlap.first, overlap.second):
        member = f" ({say('as_member', lang)})" if side.via else ""
        yield f"  {side.name} · {concept('role', side.role, lang)}{member}"
        yield f"    {one_line(side.quote)}"
        yield f"    {side.since or ''} {located(side.source, lang)}".rstrip()


def _cells(side: Side) -> tuple[object, ...]:
    at = side.source
    return side.name, side.role, side.via is not None, side.quote, side.since, short(at.paper), at.start, at.end
