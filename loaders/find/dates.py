"""Dates in official style: to the day, the month or the year; numerals Arabic or Chinese; the day left blank.

Bodies such as ``2020年底前`` (a term) and ``2016年以来`` (an open beginning) keep the year and say which they are.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from loaders.structure import number_value

Bearing = Literal["on", "until", "since"]

_NUMERAL = "〇零○一二三四五六七八九十"
_DATE = re.compile(
    rf"(?<![\d{_NUMERAL}])(?P<year>(?:19|20)\d\d|[二一][〇零○九][{_NUMERAL}]{{2}})年"
    rf"(?: ?(?P<month>\d{{1,2}}|[{_NUMERAL}]{{1,3}})月(?:(?P<blank> *)(?P<day>\d{{1,2}}|[{_NUMERAL}]{{1,3}})?日)?)?"
    r"(?P<tail>年?底(?:前|之前)?|末前?|前|之前|以前|起|以来|至今|年初|初)?"
)
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")


class DateMention(NamedTuple):
    """A date in the text. ``value`` is an ISO date as precise as the text, None when no such day exists."""

    start: int
    end: int
    value: str | None
    bearing: Bearing
    blank_day: bool


def _year(raw: str) -> int:
    if raw.isascii():
        return int(raw)
    return int("".join(str(number_value(c)) if c not in "〇零○" else "0" for c in raw))


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


def find_dates(plain: str) -> list[DateMention]:
    """All dates of the text in order.

    >>> [(d.value, d.bearing, d.blank_day) for d in find_dates("自2020年8月14日起；2020年12月  日；2024年11月底前；2020年2月30日")]
    [('2020-08-14', 'since', False), ('2020-12', 'on', True), ('2024-11', 'until', False), (None, 'on', False)]
    >>> find_dates("二〇二〇年八月十四日")[0].value
    '2020-08-14'
    """
    found = []
    for match in _DATE.finditer(plain):
        month = number_value(match["month"]) if match["month"] else None
        day = number_value(match["day"]) if match["day"] else None
        tail = match["tail"] or ""
        bearing: Bearing = (
            "until"
            if "前" in tail or "底" in tail or "末" in tail
            else "since"
            if tail in ("起", "以来", "至今")
            else "on"
        )
        blank = match["blank"] is not None and day is None
        found.append(DateMention(match.start(), match.end(), _iso(_year(match["year"]), month, day), bearing, blank))
    for match in _ISO.finditer(plain):
        value = _iso(int(match["year"]), int(match["month"]), int(match["day"]))
        found.append(DateMention(match.start(), match.end(), value, "on", False))
    return sorted(found)
