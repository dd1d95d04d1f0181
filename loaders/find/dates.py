"""Dates in official style: to the day, the month or the year; numerals Arabic or Chinese; the day left blank.

Bodies such as ``2020年底前`` (a term) and ``2016年以来`` (an open beginning) keep the year and say which they are.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from loaders.find.numerals import number_value
from loaders.find.patterns import patterns

Bearing = Literal["on", "until", "since"]

_RE = patterns("dates")


class DateMention(NamedTuple):
    """A date in the text. ``value`` is an ISO date as precise as the text, None when no such day exists."""

    start: int
    end: int
    value: str | None
    bearing: Bearing
    blank_day: bool


def find_dates(plain: str) -> list[DateMention]:
    """All dates of the text in order.

    >>> text = "自2020年8月14日起；2020年12月  日；2024年11月底前；2020年2月30日"
    >>> [(d.value, d.bearing, d.blank_day) for d in find_dates(text)]
    [('2020-08-14', 'since', False), ('2020-12', 'on', True), ('2024-11', 'until', False), (None, 'on', False)]
    >>> find_dates("二〇二〇年八月十四日")[0].value
    '2020-08-14'
    """
    found = []
    for match in _RE["date"].finditer(plain):
        month = number_value(match["month"]) if match["month"] else None
        day = number_value(match["day"]) if match["day"] else None
        blank = match["blank"] is not None and day is None
        value = _iso(number_value(match["year"]), month, day)
        found.append(DateMention(match.start(), match.end(), value, _bearing(match["tail"] or ""), blank))
    for match in _RE["iso"].finditer(plain):
        value = _iso(*(int(match[part]) for part in ("year", "month", "day")))
        found.append(DateMention(match.start(), match.end(), value, "on", False))
    return sorted(found)


def _bearing(tail: str) -> Bearing:
    if _RE["until"].search(tail):
        return "until"
    return "since" if _RE["since"].match(tail) else "on"


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
