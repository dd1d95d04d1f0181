"""Text to units: lines and numbered items, each knowing what it stands under (编章节条款项目; 一、（一）1.（1）①).

A unit is a line, or a part of a line where the numbering runs on within it. Numbering that stands in quotation marks
belongs to an inner document: it does not disturb the outer numbering, which goes on after the closing mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from loaders.find.lexicon import data

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Style:
    """A style of numbering (``data/numbering.toml``)."""

    key: str
    name: str
    pattern: re.Pattern[str]
    inline: bool


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


def _load_styles() -> tuple[Style, ...]:
    rows: list[dict[str, Any]] = data("numbering.toml")["style"]
    return tuple(Style(r["key"], r["name"], re.compile(r["pattern"]), r.get("inline", False)) for r in rows)


STYLES = _load_styles()
_BY_KEY = {style.key: style for style in STYLES}
_INLINE = {
    "cn-paren": re.compile(r"(?<=[。；：;“])[ ]*(?=（[一二三四五六七八九十]{1,3}）)"),
    "arabic": re.compile(r"(?<=[。；：“])[ ]*(?=\d{1,2}[.、](?:(?!\d)|(?=20\d\d年)))"),
    "arabic-paren": re.compile(r"(?<=[。；：“])[ ]*(?=（\d{1,2}）)"),
    "circled": re.compile(r"(?<=[。；：“，])[ ]*(?=[①-⑳])"),
}


def number_value(numeral: str) -> int:
    """The value of a Chinese, Arabic or circled numeral.

    >>> number_value("二十一"), number_value("12"), number_value("③")
    (21, 12, 3)
    """
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    if numeral in _CIRCLED:
        return _CIRCLED.index(numeral) + 1
    total, digit = 0, 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += max(digit, 1) * {"十": 10, "百": 100, "千": 1000}.get(char, 1)
            digit = 0
    return total + digit


def read_structure(plain: str) -> list[Unit]:
    """The units of a text (as :func:`loaders.text.plain` gives it) in reading order, with parents and eIds."""
    units: list[Unit] = []
    open_units: list[Unit] = []
    base = 0  # how many of the open units lie outside the inner document that is being read
    article: Unit | None = None
    for start, end in _lines(plain):
        style, match = _label(plain, start, end)
        begin = match.end() if match else start
        while begin < end and plain[begin] == " ":
            begin += 1
        unit = Unit(len(units), begin, end, quoted=base > 0)
        if style and match:
            unit.style, unit.label = style.key, match[0]
            unit.number = number_value(next(g for g in match.groups() if g))
            _close(open_units, style.key, base)
        elif open_units and _closes_list(plain, open_units[-1], article):
            while open_units and open_units[-1] is not article:
                open_units.pop()
        unit.parent = open_units[-1] if open_units else None
        if unit.parent:
            unit.parent.children.append(unit)
        if style:
            open_units.append(unit)
            article = unit if style.key == "article" else article
            if style.key in ("part", "chapter", "section"):
                article = None
        unit.eid = _eid(unit, units)
        units.append(unit)
        depth = plain.count("“", start, end) - plain.count("”", start, end)
        if not base and depth > 0 and _opens_document(plain, start, end):
            base = len(open_units)
        elif base and depth < 0:
            del open_units[base:]
            base = 0
    return units


def _lines(plain: str) -> list[tuple[int, int]]:
    """Spans of non-empty lines, divided where numbering runs on within a line."""
    spans: list[tuple[int, int]] = []
    position = 0
    for line in plain.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        while start < end and plain[start] == " ":
            start += 1
        while end > start and plain[end - 1] == " ":
            end -= 1
        if start < end:
            spans.extend(_divided(plain, start, end))
    return spans


def _divided(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start]
    for key, pattern in _INLINE.items():
        expected = None
        style, match = _label(plain, start, end)
        if style and match and style.key == key:
            expected = number_value(next(g for g in match.groups() if g)) + 1
        for gap in pattern.finditer(plain, start, end):
            numbered = _BY_KEY[key].pattern.match(plain, gap.end(), end)
            if not numbered:
                continue
            value = number_value(next(g for g in numbered.groups() if g))
            if value == expected or (expected is None and (value == 1 or plain[gap.start() - 1] == "“")):
                cuts.append(gap.end())
                expected = value + 1
    cuts = sorted(set(cuts))
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True) if plain[a:b].strip()]


def _label(plain: str, start: int, end: int) -> tuple[Style | None, re.Match[str] | None]:
    begin = start + 1 if plain[start] == "“" else start
    for style in STYLES:
        match = style.pattern.match(plain, begin, end)
        if match:
            return style, match
    return None, None


def _close(open_units: list[Unit], key: str, base: int) -> None:
    """An item of a style already open closes that one and all below it; a coarser style closes finer ones."""
    rank = {style.key: i for i, style in enumerate(STYLES)}
    for i, unit in enumerate(open_units[base:], base):
        if unit.style == key or (rank[key] <= 3 and rank[unit.style] > rank[key]):
            del open_units[i:]
            return


def _closes_list(plain: str, last: Unit, article: Unit | None) -> bool:
    """An unnumbered line after the items of an article is the article's next paragraph."""
    return article is not None and last is not article and last.style not in ("article",)


def _opens_document(plain: str, start: int, end: int) -> bool:
    opening = plain.rfind("“", start, end)
    return plain.find("”", opening, end) < 0 and _label(plain, opening, opening + 20)[0] is not None


def _eid(unit: Unit, units: list[Unit]) -> str:
    prefix = f"{unit.parent.eid}__" if unit.parent and unit.parent.eid else ""
    if unit.style:
        return f"{prefix}{_BY_KEY[unit.style].name}_{unit.number}"
    siblings = unit.parent.children if unit.parent else [u for u in units if u.parent is None] + [unit]
    return f"{prefix}para_{sum(1 for u in siblings if not u.style and u.index <= unit.index)}"
