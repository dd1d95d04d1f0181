"""The adoption lines of a law: 2017年4月26日 …常务委员会…通过 根据2023年5月31日…修正."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.find.dates import DateMention, find_dates
from loaders.find.papers import read_number
from loaders.find.patterns import patterns
from loaders.structure import Unit

_RE = patterns("head")
_MOST_LINES = 12
_REACH = 120
_ADOPTS = ("通过", "公布", "发布")
_ENACTS = ("通过", "修订", "修正")


@dataclass(slots=True)
class Adoption:
    """The body that adopted the law, the day it was last adopted or amended, the number of its order."""

    who: str | None = None
    date: DateMention | None = None
    order: str | None = None


def read_adoption(plain: str, units: Sequence[Unit], at: int) -> tuple[Adoption, int]:
    """The adoption lines that begin at unit ``at`` and the index of the unit after them.

    >>> from loaders.structure import read_structure
    >>> t = "（2021年4月26日江岭省第十届人民代表大会常务委员会第三次会议通过）"
    >>> found, _ = read_adoption(t, read_structure(t), 0)
    >>> found.who, found.date.value
    ('江岭省人民代表大会常务委员会', '2021-04-26')
    >>> t += "\\n2023年5月5日江岭省第十一届人民代表大会常务委员会第二次会议修订"
    >>> read_adoption(t, read_structure(t), 0)[0].date.value
    '2023-05-05'
    """
    found = Adoption()
    enacted: list[DateMention] = []
    last = at
    for i in range(at, min(at + _MOST_LINES, len(units))):
        unit = units[i]
        line = plain[unit.start : unit.end]
        if unit.style or "。" in line or not _RE["adoption-line"].search(line):
            break
        last = i + 1
        order = read_number(plain, unit.start, unit.end)
        found.order = found.order or order
        days = find_dates(line)
        stops = [*(day.start for day in days[1:]), len(line)]
        for day, stop in zip(days, stops, strict=False):
            who = _adopter(line, day.end) or (order.partition("令")[0] if order else None)
            placed = day._replace(start=day.start + unit.start, end=day.end + unit.start)
            if who and not found.who:
                found.who, found.date = who, placed
            acts = _RE["act"].findall(line, day.end, stop)
            if day.value and acts and acts[-1] in _ENACTS:
                enacted.append(placed)
    if found.who:
        found.date = max(enacted, key=lambda day: day.value or "", default=found.date)
    return found, last


def _adopter(line: str, start: int) -> str | None:
    """Who acted after the day that ends at ``start``; approval by another body counts for nothing."""
    act = _RE["adopted"].search(line, start, start + _REACH)
    if act is None or act["act"] not in _ADOPTS:
        return None
    who = _RE["session"].sub("", act["who"] + act["rest"])
    return _RE["adopted-by"].sub("", _RE["meeting"].sub("", who))
