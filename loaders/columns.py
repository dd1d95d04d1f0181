"""What the columns of a table hold, by synonyms of their headers (``data/columns.toml``), in one or more rows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from loaders.find.lexicon import data
from loaders.text import plain
from ontology.errors import ZelianError

_LONGER_HEADER: Final = 8
_SHORT_HEADER: Final = 6
_SHORTEST_INSIDE: Final = 2
LONGEST_HEADER: Final = 24
_MATTERS: Final = frozenset(("duty", "item", "problem", "measures", "upper_duty", "own_duty"))
_DESCRIBES: Final = frozenset(("plate", "parent", "staff", "duty"))
BEARERS: Final = ("lead", "bearer", "cooperate", "supervise")
"""The meanings that several columns of a table may have."""
Held = dict[str, tuple[int, ...]]
"""Meaning → the columns that hold it, from left to right."""
_NOTHING: Final = "none"
"""In a mapping, the meaning of columns that are to be passed over."""


class Columns:
    """Tells what a column holds. ``words``: headers and their meanings; ``endings``: of short headers that are none."""

    def __init__(self, words: Mapping[str, str], endings: Mapping[str, str]) -> None:
        self._words, self._endings = dict(words), dict(endings)
        self._inside = re.compile("|".join(re.escape(word) for word in self._words if len(word) > _SHORTEST_INSIDE))

    def extended(self, headers: Mapping[str, Iterable[str]]) -> Columns:
        """The same with further ``headers`` by their meaning, which count before those that are known."""
        return Columns(
            self._words | {_flat(each): name for name, given in headers.items() for each in given}, self._endings
        )

    def meaning(self, header: str) -> str | None:
        """By the header, else by the longest known header inside a longer one, else by its ending.

        >>> [STANDARD.meaning(words) for words in ("责任 单位", "县级责任单位（部门）", "整治事项", "备注")]
        ['bearer', 'bearer', 'item', None]
        """
        flat = _flat(header)
        if flat in self._words:
            told = self._words[flat]
            return None if told == _NOTHING else told
        if self._inside.search(flat):  # most words of a table hold no header: they need no search for the longest
            fit = len(flat) - _LONGER_HEADER
            inside = [w for w in self._words if len(w) > _SHORTEST_INSIDE and w in flat and len(w) >= fit]
            if inside:
                return self.meaning(max(inside, key=len))
        return self._endings.get(flat[-2:]) if len(flat) <= _SHORT_HEADER else None

    def of(self, header: Mapping[int, str]) -> Held:
        """The columns of each meaning in a row of headers by column; several only where they name bearers.

        >>> STANDARD.of({0: "序号", 1: "事项名称", 2: "县级责任单位", 3: "镇级责任单位"})
        {'ordinal': (0,), 'item': (1,), 'bearer': (2, 3)}
        """
        found: dict[str, tuple[int, ...]] = {}
        for column, words in header.items():
            told = self.meaning(words)
            if told and (told in BEARERS or told not in found):
                found[told] = (*found.get(told, ()), column)
        return found

    def go_on(self, above: Mapping[int, str], below: Mapping[int, str]) -> bool:
        """Does a row of headers go on in the next one, under a cell that spans several columns?

        Each cell of the next row repeats the one above or is a header itself, and at least one is.

        >>> STANDARD.go_on({0: "序号", 1: "分工", 2: "分工"}, {0: "序号", 1: "责任单位", 2: "配合单位"})
        True
        """
        own = {column: words for column, words in below.items() if words and words != above.get(column)}
        return bool(own) and all(len(words) <= LONGEST_HEADER and self.meaning(words) for words in own.values())


def _standard() -> Columns:
    read = data("columns.toml")
    words, endings = ({w: name for name, ws in read[key].items() for w in ws} for key in ("columns", "endings"))
    return Columns(words, endings)


def _flat(header: str) -> str:
    return re.sub(r"\s+", "", plain(header))


STANDARD: Final = _standard()
MEANINGS: Final = (*data("columns.toml")["columns"], _NOTHING)
"""All that a column can be taken for; ``none`` is for a column to be passed over."""


def states_matters(columns: Collection[str]) -> bool:
    """Do rows under these columns say what is to be done or put right?"""
    return not _MATTERS.isdisjoint(columns)


def lists_institutions(columns: Collection[str]) -> bool:
    """Do rows under these columns describe a body each?"""
    return "name" in columns and "code" not in columns and not _DESCRIBES.isdisjoint(columns)


def lists_indicators(columns: Collection[str]) -> bool:
    """Do rows under these columns give points for something?"""
    return "points" in columns and any(name.startswith("indicator") or name in ("item", "duty") for name in columns)


def states_rows(columns: Collection[str]) -> bool:
    """Do rows under these columns state anything at all?"""
    units = "code" in columns and "name" in columns
    return units or states_matters(columns) or lists_institutions(columns) or lists_indicators(columns)


def read_mapping(path: Path) -> Columns:
    """The known headers and those of a mapping file: TOML with a list of headers for each meaning (`MEANINGS`).

    ::

        bearer = ["落实科室"]
        none = ["备注单位"]

    Raises E101 (no file) and E110 (not such a file).
    """
    try:
        given = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ZelianError("E101", path=path) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ZelianError("E110", path=path, reason=error) from None
    for name, headers in given.items():
        if name not in MEANINGS:
            raise ZelianError("E110", path=path, reason=f"{name} ∉ {', '.join(MEANINGS)}")
        if not isinstance(headers, list) or not all(isinstance(header, str) for header in headers):
            raise ZelianError("E110", path=path, reason=f"{name} = {headers!r}")
    return STANDARD.extended(given)
