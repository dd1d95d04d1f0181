"""Text to units: lines and numbered items, each knowing what it stands under (编章节条款项目; 一、（一）1.（1）①).

A unit is a line, or a part of a line where the numbering runs on within it. Numbering that stands in quotation marks
belongs to an inner document: it does not disturb the outer numbering, which goes on after the closing mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.find.lexicon import data
from loaders.find.numerals import first_number
from loaders.text import trimmed

_DIVISIONS = ("part", "chapter", "section")
_COARSE = (*_DIVISIONS, "article", "decimal-1", "decimal-2", "decimal-3")


@dataclass(frozen=True, slots=True)
class Style:
    """A style of numbering (``data/numbering.toml``). ``rank`` is its place in the order of styles."""

    key: str
    rank: int
    name: str
    pattern: re.Pattern[str]
    divides: re.Pattern[str] | None


@dataclass(slots=True)
class Unit:
    """A numbered item or an unnumbered line. ``start`` is where its words begin, after its number."""

    index: int
    start: int
    end: int
    style: str = ""
    number: int = 0
    label: str = ""
    parent: Unit | None = None
    quoted: bool = False
    eid: str = ""
    children: list[Unit] = field(default_factory=list)

    def ancestors(self) -> list[Unit]:
        """What it stands under, nearest first."""
        found: list[Unit] = []
        unit = self.parent
        while unit:
            found.append(unit)
            unit = unit.parent
        return found


def _load_styles() -> dict[str, Style]:
    return {
        row["key"]: Style(
            row["key"],
            rank,
            row["name"],
            re.compile(row["pattern"]),
            re.compile(row["divides"]) if "divides" in row else None,
        )
        for rank, row in enumerate(data("numbering.toml")["style"])
    }


STYLES = _load_styles()


def read_structure(plain: str) -> list[Unit]:
    """The units of a text (as :func:`loaders.text.plain` gives it) in reading order, with parents and eIds.

    >>> text = "第一条 乡镇人民政府履行下列职责：（一）组织巡查；（二）宣传教育。"
    >>> [(unit.eid, text[unit.start : unit.end]) for unit in read_structure(text)]
    [('art_1', '乡镇人民政府履行下列职责：'), ('art_1__list_1', '组织巡查；'), ('art_1__list_2', '宣传教育。')]
    """
    outline = _Outline(plain)
    position = 0
    for line in plain.split("\n"):
        start, end = trimmed(plain, position, position + len(line), " ")
        position += len(line) + 1
        if start < end:
            for first, last in _divided(plain, start, end):
                outline.add(first, last)
    return outline.units


def unit_at(units: Sequence[Unit], position: int) -> Unit | None:
    """The last unit that begins at or before a position."""
    index = bisect_right(units, position, key=lambda unit: unit.start)
    return units[index - 1] if index else None


class _Outline:
    """The units read so far and those among them that are still open."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.units: list[Unit] = []
        self._open: list[Unit] = []
        self._outer = 0  # how many of the open units lie outside the inner document that is being read
        self._quoting = False
        self._article: Unit | None = None
        self._paragraphs: Counter[int] = Counter()

    def add(self, start: int, end: int) -> None:
        """Takes a line, or a part of one, as the next unit."""
        style, match = _label(self.plain, start, end)
        begin, _ = trimmed(self.plain, match.end() if match else start, end, " ", "")
        unit = Unit(len(self.units), begin, end, quoted=self._quoting)
        if style and match:
            unit.style, unit.label, unit.number = style.key, match[0], first_number(match)
            self._close(style)
        elif self._ends_list():
            while self._open and self._open[-1] is not self._article:
                self._open.pop()
        unit.parent = self._open[-1] if self._open else None
        if unit.parent:
            unit.parent.children.append(unit)
        if style:
            self._open.append(unit)
            self._article = unit if style.key == "article" else None if style.key in _DIVISIONS else self._article
        unit.eid = self._eid(unit, style)
        self.units.append(unit)
        self._quotation(start, end)

    def _close(self, style: Style) -> None:
        """An item of a style already open closes that one and all below it; a coarser style closes finer ones."""
        for i in range(self._outer, len(self._open)):
            other = self._open[i].style
            if other == style.key or (style.key in _COARSE and STYLES[other].rank > style.rank):
                del self._open[i:]
                return

    def _ends_list(self) -> bool:
        """An unnumbered line after the items of an article is the article's next paragraph."""
        return self._article is not None and bool(self._open) and self._open[-1].style != "article"

    def _quotation(self, start: int, end: int) -> None:
        """An inner document begins with a numbered item after an opening mark and ends with the closing one."""
        depth = self.plain.count("“", start, end) - self.plain.count("”", start, end)
        if not self._outer and depth > 0 and self._opens_document(start, end):
            self._outer = len(self._open)
        elif self._outer and depth < 0:
            del self._open[self._outer :]
            self._outer = 0
        self._quoting = self._outer > 0

    def _opens_document(self, start: int, end: int) -> bool:
        opening = self.plain.rfind("“", start, end)
        return (
            self.plain.find("”", opening, end) < 0
            and _label(self.plain, opening, min(opening + 20, len(self.plain)))[0] is not None
        )

    def _eid(self, unit: Unit, style: Style | None) -> str:
        prefix = f"{unit.parent.eid}__" if unit.parent else ""
        if style:
            return f"{prefix}{style.name}_{unit.number}"
        parent = unit.parent.index if unit.parent else -1
        self._paragraphs[parent] += 1
        return f"{prefix}para_{self._paragraphs[parent]}"


def _divided(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts of a line, divided where numbering of one style counts on from its first item."""
    own, label = _label(plain, start, end)
    cuts = {start}
    for style in STYLES.values():
        if style.divides is None:
            continue
        expected = first_number(label) + 1 if own is style and label else None
        for gap in style.divides.finditer(plain, start, end):
            numbered = style.pattern.match(plain, gap.end(), end)
            if not numbered:
                continue
            value = first_number(numbered)
            if value == expected or (expected is None and (value == 1 or plain[gap.start() - 1] == "“")):
                cuts.add(gap.end())
                expected = value + 1
    return [(a, b) for a, b in pairwise([*sorted(cuts), end]) if plain[a:b].strip()]


def _label(plain: str, start: int, end: int) -> tuple[Style | None, re.Match[str] | None]:
    begin = start + 1 if plain[start] == "“" else start
    for style in STYLES.values():
        match = style.pattern.match(plain, begin, end)
        if match:
            return style, match
    return None, None
