"""What the columns of a table hold, by synonyms of their headers (``data/columns.toml``), in one or two header rows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from loaders.find.lexicon import data
from loaders.text import plain

_COLUMNS: dict[str, str] = {word: name for name, words in data("columns.toml")["columns"].items() for word in words}
_ENDINGS: dict[str, str] = {word: name for name, words in data("columns.toml")["endings"].items() for word in words}
_LONGER_HEADER = 8
_SHORT_HEADER = 6
_LONGEST_HEADER = 24
_MATTERS = frozenset(("duty", "item", "problem", "measures", "upper_duty", "own_duty"))


def meaning(header: str) -> str | None:
    """What a column holds: by its header, else by the longest known header inside a longer one, else by its ending.

    >>> meaning("责任 单位"), meaning("县级责任单位（部门）"), meaning("整治事项"), meaning("备注")
    ('bearer', 'bearer', 'item', None)
    """
    flat = re.sub(r"\s+", "", plain(header))
    if flat in _COLUMNS:
        return _COLUMNS[flat]
    inside = [word for word in _COLUMNS if len(word) > 2 and word in flat and len(flat) <= len(word) + _LONGER_HEADER]
    if inside:
        return _COLUMNS[max(inside, key=len)]
    return _ENDINGS.get(flat[-2:]) if len(flat) <= _SHORT_HEADER else None


def columns_of(header: Mapping[int, str]) -> dict[str, int]:
    """The column of each meaning in a row of headers by column; of two columns of one meaning the first.

    >>> columns_of({0: "序号", 1: "事项名称", 2: "责任单位"})
    {'ordinal': 0, 'item': 1, 'bearer': 2}
    """
    found: dict[str, int] = {}
    for column, words in header.items():
        told = meaning(words)
        if told:
            found.setdefault(told, column)
    return found


def is_second_header(above: Mapping[int, str], below: Mapping[int, str]) -> bool:
    """Does a row of headers go on in the next one, under a cell that spans several columns?

    Each cell of the next row repeats the one above or is a header itself, and at least one is.

    >>> is_second_header({0: "序号", 1: "分工", 2: "分工"}, {0: "序号", 1: "责任单位", 2: "配合单位"})
    True
    """
    own = {column: words for column, words in below.items() if words and words != above.get(column)}
    return bool(own) and all(len(words) <= _LONGEST_HEADER and meaning(words) for words in own.values())


def states_matters(columns: Mapping[str, int]) -> bool:
    """Do rows under these columns say what is to be done or put right?"""
    return bool(_MATTERS & columns.keys())
