"""The key-value block that web pages put before a document; keys may be spaced (名  称)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from loaders.find.dates import DateMention, find_dates
from loaders.find.lexicon import data
from loaders.find.papers import read_number
from loaders.structure import Unit

_MEANINGS: dict[str, str] = {key: meaning for meaning, names in data("head.toml")["metadata"].items() for key in names}
_FIRST_LINES = 16
_SPACED_KEY = 4


@dataclass(slots=True)
class Metadata:
    """What the block gives, and the indices of the units that it takes."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: DateMention | None = None
    lines: frozenset[int] = field(default_factory=frozenset)


def read_metadata(text: str, plain: str, units: Sequence[Unit]) -> Metadata:
    """The block at the top of a text; a single line with one key is none.

    >>> from loaders.structure import read_structure
    >>> t = "文 号：青府办〔2021〕3号\\n发布机构：青禾县人民政府办公室\\n关于做好巡查工作的通知"
    >>> found = read_metadata(t, t, read_structure(t))
    >>> found.number, found.issuer, sorted(found.lines)
    ('青府办〔2021〕3号', '青禾县人民政府办公室', [0, 1])
    """
    found = Metadata()
    lines = set()
    several = False
    for unit in units[:_FIRST_LINES]:
        keys = list(_key().finditer(plain, unit.start, unit.end))
        if not keys or keys[0].start() != unit.start or not _is_block_line(plain, unit, keys):
            continue
        lines.add(unit.index)
        several |= len(keys) > 1
        stops = [*(key.start() for key in keys[1:]), unit.end]
        for key, stop in zip(keys, stops, strict=True):
            _take(found, re.sub(r"\s+", "", key[0]), text, plain, key.end(), stop)
    found.lines = frozenset(lines)
    return found if len(lines) > 1 or several else Metadata()


@cache
def _key() -> re.Pattern[str]:
    return re.compile("|".join(r"\s*".join(key) + r"(?=[\s：]|$)" for key in _MEANINGS))


def _is_block_line(plain: str, unit: Unit, keys: list[re.Match[str]]) -> bool:
    """Several keys, a colon or wide blanks tell a line of the block from a heading of the same word."""
    line = plain[unit.start : unit.end]
    return len(keys) > 1 or "：" in line or "  " in line or keys[0].end() - unit.start >= _SPACED_KEY


def _take(found: Metadata, key: str, text: str, plain: str, start: int, end: int) -> None:
    value = text[start:end].strip(" ：:\u3000")
    meaning = _MEANINGS[key]
    if not value:
        return
    if meaning == "date":
        found.date = found.date or next(iter(find_dates(plain[start:end])), None)
    elif meaning == "written":
        found.date = next(iter(find_dates(plain[start:end])), found.date)
    elif meaning == "number":
        found.number = read_number(plain, start, end)
    elif meaning == "title":
        found.title = found.title or value
    elif meaning == "issuer":
        found.issuer = found.issuer or value
