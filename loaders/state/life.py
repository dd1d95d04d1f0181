"""The life of a document: when it was printed, from when and until when it applies, its stage and its track.

Only the document's own words count. A term such as 有效期五年 is counted from its own first day; 试行 and 暂行 are a
stage and no end, and nothing ends by a general rule.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.find.dates import find_dates
from loaders.find.numerals import number_value
from loaders.find.patterns import patterns
from loaders.head import Head
from loaders.structure import Unit
from loaders.text import plain
from ontology.dates import day_after
from ontology.records import Stage, Track

_RE = patterns("life")
_MARK = re.compile(r"[。；\n]")
_DAY = 10  # characters of a date to the day


@dataclass(frozen=True, slots=True)
class Life:
    """Dates as in `ontology.records.Document`."""

    printed: str | None = None
    effective: str | None = None
    expires: str | None = None
    stage: Stage | None = None
    track: Track | None = None


def state_life(flat: str, units: Sequence[Unit], head: Head) -> Life:
    """What a document says of its own life; a plan quoted in it speaks for itself and not for the document.

    >>> from loaders.head import read_head
    >>> from loaders.structure import read_structure
    >>> t = (
    ...     "青禾县河道管理办法（试行）\\n第一条 本办法自2021年5月1日起施行，有效期五年。\\n"
    ...     "青禾县人民政府\\n2021年3月2日\\n"
    ... )
    >>> units = read_structure(t)
    >>> life = state_life(t, units, read_head(t, t, units))
    >>> life.effective, life.expires, life.stage, life.track
    ('2021-05-01', '2026-05-01', 'trial', 'state')
    """
    issued = head.date.value if head.date else None
    printed = _printed(flat)
    own = [unit for unit in units if not unit.quoted]
    effective = _effective(flat, own, issued, printed)
    expires = _expires(flat, own, effective)
    if expires and effective and expires <= effective:
        expires = None
    return Life(printed, effective, expires, _stage(head.title), _track(head))


def _printed(flat: str) -> str | None:
    lines = list(_RE["printed"].finditer(flat))
    days = find_dates(lines[-1]["day"]) if lines else []
    return days[0].value if days else None


def _effective(flat: str, units: Sequence[Unit], issued: str | None, printed: str | None) -> str | None:
    """The first day by the last clause that speaks of this document: rules on their own beginning stand at the end."""
    for unit in reversed(units):
        for match in reversed(list(_RE["takes-effect"].finditer(flat, unit.start, unit.end))):
            before = _clause_before(flat, unit.start, match.start())
            if _RE["others"].search(before) and not _RE["own"].search(before):
                continue
            if day := _counted(match, issued, printed):
                return day
    return None


def _clause_before(flat: str, first: int, end: int) -> str:
    """The words of the sentence before ``end``."""
    marks = list(_MARK.finditer(flat, first, end))
    return flat[marks[-1].end() if marks else first : end]


def _counted(match: re.Match[str], issued: str | None, printed: str | None) -> str | None:
    if _RE["from-issue"].search(match["from"]):
        day = (printed or issued) if match["from"].startswith("印发") else issued
    else:
        days = find_dates(match["from"])
        day = days[0].value if days else None
    if day is None or match["days"] is None:
        return day
    if len(day) < _DAY or _RE["working-days"].search(match[0]):
        return None
    return (date.fromisoformat(day) + timedelta(days=number_value(match["days"]))).isoformat()


def _expires(flat: str, units: Sequence[Unit], effective: str | None) -> str | None:
    """The day from which the document no longer holds by its own words."""
    for unit in reversed(units):
        until = _RE["valid-until"].search(flat, unit.start, unit.end)
        days = [d.value for d in find_dates(until["day"]) if d.value] if until else []
        if until and days and _is_own(_clause_before(flat, unit.start, until.start())):
            return day_after(days[-1])
        term = _RE["valid-for"].search(flat, unit.start, unit.end)
        if term and effective and len(effective) == _DAY and _is_own(_clause_before(flat, unit.start, term.start())):
            return _later(effective, number_value(term["count"]) * (12 if term["unit"] == "年" else 1))
    return None


def _is_own(before: str) -> bool:
    """A term is the document's own when it stands alone, after its name or after the clause on its beginning."""
    return not _RE["numbered"].sub("", before).strip("，（ ") or any(
        _RE[key].search(before) for key in ("own", "takes-effect")
    )


def _later(day: str, months: int) -> str:
    begun = date.fromisoformat(day)
    years, month = divmod(begun.month - 1 + months, 12)
    year = begun.year + years
    return date(year, month + 1, min(begun.day, monthrange(year, month + 1)[1])).isoformat()


def _stage(title: str | None) -> Stage | None:
    flat = plain(title or "")
    if _RE["draft"].search(flat):
        return "draft"
    return "trial" if _RE["trial"].search(flat) else None


def _track(head: Head) -> Track | None:
    """By who issued it; where nobody signs, by the series of its number."""
    if head.issuer:
        names = [name for name in _RE["joint"].split(head.issuer) if name]
        tracks: set[Track] = {"party" if _RE["party"].search(plain(name)) else "state" for name in names}
        return tracks.pop() if len(tracks) == 1 else "joint"
    if head.number:
        return "party" if _RE["party-number"].match(plain(head.number)) else "state"
    return None
