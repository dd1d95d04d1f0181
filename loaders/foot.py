"""The foot of a document: the signing bodies, the date, the list of attachments (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.find.dates import DateMention, find_dates
from loaders.find.lexicon import Tag, scan
from loaders.find.papers import clean_title
from loaders.find.patterns import patterns
from loaders.structure import Unit

_RE = patterns("head")
_MARK = re.compile(r"[。：，；！]")
_MOST_LINES = 3
_LONGEST_NAME = 40
_SHORTEST_BODY = 6
_ATTACHMENT_STYLES = ("arabic", "arabic-paren")

Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signed (None when no body stands above the date), when, and where the lines stand."""

    body: str | None
    date: DateMention
    lines: Lines


def read_sign_off(text: str, plain: str, units: Sequence[Unit], at: int) -> SignOff | None:
    """The first line that is a date, and the lines of the signing body above it; several bodies are joined by 、."""
    for i in range(at, len(units)):
        unit = units[i]
        if not _RE["sign-date"].match(plain[unit.start : unit.end]):
            continue
        days = find_dates(plain[unit.start : unit.end])
        if days:
            names, start = _signers(text, plain, units[max(at, i - _MOST_LINES) : i])
            body = ("、" if all(_is_body(name) for name in names) else "").join(names)
            day = days[0]._replace(start=unit.start + days[0].start, end=unit.start + days[0].end)
            lines = (unit.start if start is None else start, unit.end)
            return SignOff(body if _is_body(body) else None, day, lines)
    return None


def read_print_line(text: str, plain: str, units: Sequence[Unit]) -> SignOff | None:
    """The last line, when it tells who printed the document and when.

    >>> from loaders.structure import read_structure
    >>> t = "第六条 本规定自印发之日起施行。\\n青禾县人民政府办公室　　2021年3月2日印发"
    >>> plain = t.replace("　", " ")
    >>> found = read_print_line(t, plain, read_structure(plain))
    >>> found.body, found.date.value
    ('青禾县人民政府办公室', '2021-03-02')
    """
    unit = units[-1] if units else None
    who = _RE["printed"].match(plain[unit.start : unit.end]) if unit else None
    days = find_dates(plain[unit.start : unit.end]) if unit and who else []
    if not (unit and who and days and _is_body(who["who"].strip())):
        return None
    day = days[0]._replace(start=unit.start + days[0].start, end=unit.start + days[0].end)
    return SignOff(who["who"].strip(), day, (unit.start, unit.end))


def _signers(text: str, plain: str, above: Sequence[Unit]) -> tuple[list[str], int | None]:
    """The names above the date and where the first of their lines begins."""
    names: list[str] = []
    start = None
    for unit in reversed(above):
        line = plain[unit.start : unit.end]
        if unit.style or len(line) > _LONGEST_NAME or _MARK.search(line):
            break
        names[:0] = text[unit.start : unit.end].split()
        start = unit.start
    return names, start


def _is_body(name: str) -> bool:
    """Does the name end like that of a body, and is it more than the end of one broken over two lines?"""
    last = scan(name)[-1:]
    return bool(last) and bool(last[0].tags & Tag.HEAD) and last[0].end == len(name) >= _SHORTEST_BODY


def read_attachments(text: str, plain: str, units: Sequence[Unit], at: int) -> tuple[tuple[str, ...], Lines | None]:
    """Titles after 附件：, one a number or one a line, and where the list stands.

    >>> from loaders.structure import read_structure
    >>> t = "附件：1.任务分工表\\n2.《巡查办法》（略）"
    >>> read_attachments(t, t, read_structure(t), 0)
    (('任务分工表', '巡查办法'), (0, 22))
    """
    for i in range(at, len(units)):
        head = None if units[i].style else _RE["attachments"].match(plain, units[i].start)
        if head is None:
            continue
        last = units[i]
        found = _attachments(text[head.end() : last.end])
        for item in units[i + 1 :]:
            if item.style not in _ATTACHMENT_STYLES:
                break
            found += _attachments(text[item.start : item.end])
            last = item
        return tuple(found), (units[i].start, last.end)
    return (), None


def _attachments(line: str) -> list[str]:
    return [_attachment(raw) for raw in _RE["next-attachment"].split(line.strip()) if raw]


def _attachment(raw: str) -> str:
    title = clean_title(_RE["attachment-number"].sub("", raw)).rstrip("；;。.")
    quoted = _RE["attachment-title"].match(title)
    return quoted[1] if quoted else _RE["attachment-note"].sub("", title)
