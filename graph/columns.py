"""A comparison as a picture: two columns of cards, one row a duty, a line from each duty to what carries it on.

SVG 1.1 in the manner of `graph.swimlane`: no style sheet, no script, text at 13 px. What happened to a duty is shown by
the colour and the dash of its line and by a word at its beginning, so that it also reads in greyscale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from graph.differences import Comparison, Item, Kind, Line, Side
from graph.swimlane import BLUE, GREEN, GREY, LINE, ORANGE, draw_text, wrap
from graph.xml_text import xml_text
from ontology.names import code_iri
from ontology.vocabulary import Language, label

PURPLE: Final = "#7A3E8E"
_LOOK: Final[dict[Kind, tuple[str, str | None]]] = {
    "kept": (GREY, None),
    "reworded": (GREY, "7 4"),
    "renamed": (BLUE, "2 3"),
    "moved": (ORANGE, None),
    "merged": (ORANGE, "9 3"),
    "split": (ORANGE, "2 3"),
    "role_changed": (PURPLE, "7 4"),
    "new": (GREEN, None),
    "lost": (ORANGE, None),
}
_WIDE, _BETWEEN, _EDGE, _TOP, _PAD, _GAP = 360, 300, 24, 66, 12, 14
_HEADING: Final = {
    "zh": "{place} · {date}（{bodies} 个主体，{duties} 项职责）",
    "en": "{place} · {date} (bodies: {bodies}, duties: {duties})",
}
_TITLE: Final = {"zh": "对比：{left} ⇄ {right}", "en": "Comparison: {left} ⇄ {right}"}

Link = Callable[[Item], str]
"""The address of the sentence of a duty."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A duty in its column; ``number`` is its line's."""

    number: int
    item: Item
    lines: tuple[str, ...]
    mark: Kind | None

    @property
    def height(self) -> int:
        return LINE * len(self.lines) + 10


def columns(found: Comparison, lang: Language, link: Link) -> str:
    """The picture of a comparison as an ``<svg>`` element; ``link`` gives where each duty leads to."""
    left = _cards((line.left, number, line, "lost") for number, line in enumerate(found.lines))
    right = _cards((line.right, number, line, "new") for number, line in enumerate(found.lines))
    height = _TOP + max(_height(left), _height(right), 60) + _GAP
    width = 2 * (_EDGE + _WIDE) + _BETWEEN
    sides = [f"{side.place.name} {side.date}" for side in (found.left, found.right)]
    picture = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}", "width": str(width),
        "height": str(height), "role": "group", "font-size": "13",
        "font-family": "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif",
    })  # fmt: skip
    SubElement(picture, "title").text = xml_text(_TITLE[lang].format(left=sides[0], right=sides[1]))
    starts = _draw_column(picture, found.left, left, _EDGE, lang, link)
    ends = _draw_column(picture, found.right, right, width - _EDGE - _WIDE, lang, link)
    for number, line in enumerate(found.lines):
        if number in starts and number in ends:
            _draw_line(picture, line, (_EDGE + _WIDE, starts[number]), (width - _EDGE - _WIDE, ends[number]), lang)
    return tostring(picture, encoding="unicode")


def name(kind: Kind, lang: Language) -> str:
    """What a kind of difference is called."""
    return label(code_iri("difference", kind), lang) or kind


Cards = dict[str, list[_Row]]


def _cards(items: Iterable[tuple[Item | None, int, Line, Kind]]) -> Cards:
    """The duties by body, in the order of their first line."""
    cards: Cards = {}
    for item, number, line, alone in items:
        if item:
            mark = alone if line.kinds == (alone,) else None
            room = _WIDE - 2 * _PAD - (52 if mark else 0)
            cards.setdefault(item.body.iri, []).append(_Row(number, item, wrap(item.quote, room, 2), mark))
    return cards


def _height(cards: Cards) -> int:
    return sum(_head(rows) + sum(row.height for row in rows) + _GAP + 6 for rows in cards.values())


def _head(rows: list[_Row]) -> int:
    return LINE * len(wrap(rows[0].item.body.name, _WIDE - 2 * _PAD, 2, 14)) + 14


def _draw_column(picture: Element, side: Side, cards: Cards, x: int, lang: Language, link: Link) -> dict[int, int]:
    """Draw a column; gives the height at which the line of each duty meets it."""
    heading = _HEADING[lang].format(place=side.place.name, date=side.date, bodies=side.bodies, duties=side.duties)
    for number, text in enumerate(wrap(heading, _WIDE, 2, 15)):
        draw_text(picture, text, x, 26 + 20 * number, {"font-size": "15", "font-weight": "700"})
    meets: dict[int, int] = {}
    y = _TOP
    for rows in cards.values():
        head, tall = _head(rows), _head(rows) + sum(row.height for row in rows) + 6
        look = {"x": str(x), "y": str(y), "width": str(_WIDE), "height": str(tall), "rx": "5"}
        SubElement(picture, "rect", {**look, "fill": "#FFFFFF", "stroke": BLUE})
        for number, text in enumerate(wrap(rows[0].item.body.name, _WIDE - 2 * _PAD, 2, 14)):
            draw_text(picture, text, x + _PAD, y + 21 + LINE * number, {"font-size": "14", "font-weight": "700"})
        below = y + head
        for row in rows:
            meets[row.number] = below + row.height // 2
            _draw_row(picture, row, x, below, lang, link)
            below += row.height
        y += tall + _GAP
    return meets


def _draw_row(picture: Element, row: _Row, x: int, y: int, lang: Language, link: Link) -> None:
    entry = SubElement(picture, "a", {"href": xml_text(link(row.item)), "class": "row", "data-key": str(row.number)})
    SubElement(entry, "title").text = xml_text(row.item.quote)
    look = {"x": str(x + 4), "y": str(y), "width": str(_WIDE - 8), "height": str(row.height - 2), "rx": "3"}
    SubElement(entry, "rect", {**look, "fill": "#FFFFFF", "fill-opacity": "0"})
    for number, text in enumerate(row.lines):
        draw_text(entry, text, x + _PAD, y + 17 + LINE * number, {})
    if row.mark:
        colour = _LOOK[row.mark][0]
        said = f"{'+' if row.mark == 'new' else '×'} {name(row.mark, lang)}"
        end = {"fill": colour, "font-size": "12", "text-anchor": "end", "font-weight": "700"}
        draw_text(entry, said, x + _WIDE - _PAD, y + 17, end)


def _draw_line(picture: Element, line: Line, start: tuple[int, int], end: tuple[int, int], lang: Language) -> None:
    colour, dash = _LOOK[line.kinds[0]]
    middle = (start[0] + end[0]) // 2
    curve = f"M{start[0]} {start[1]} C{middle} {start[1]} {middle} {end[1]} {end[0]} {end[1]}"
    look = {"d": curve, "fill": "none", "stroke": colour, "stroke-width": "2"}
    SubElement(picture, "path", {**look, **({"stroke-dasharray": dash} if dash else {})})
    for number, text in enumerate(wrap(said(line, lang), _BETWEEN - 20, 1, 11)):
        paint = {"fill": colour, "font-size": "11", "stroke": "#FFFFFF", "stroke-width": "3", "paint-order": "stroke"}
        draw_text(picture, text, start[0] + 8, start[1] - 5 + 12 * number, paint)


def said(line: Line, lang: Language) -> str:
    """The kinds of a line in words, a change of role with both roles."""
    words = []
    for kind in line.kinds:
        roles = ""
        if kind == "role_changed" and line.left and line.right:
            before, after = (label(code_iri("role", side.role), lang) for side in (line.left, line.right))
            roles = f"{'：' if lang == 'zh' else ': '}{before}→{after}"
        words.append(name(kind, lang) + roles)
    return ("、" if lang == "zh" else ", ").join(words)
