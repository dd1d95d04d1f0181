"""Which columns the cells of a row stand in that has fewer cells than its table: row spans are lost in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from loaders.find.bodies import read_phrase
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.text import plain

_RE = patterns("tables")
BEARERS = frozenset(("lead", "bearer", "cooperate", "supervise", "person", "upper", "taker"))
_SHORT = frozenset(("deadline", "status", "role", "topic"))
_WIDEST = 12


def fits(meaning: str | None, cell: str) -> int:
    """How well the words of a cell are what the column holds; below 0 they are something else.

    >>> fits("ordinal", "12"), fits("bearer", "县水利局"), fits("bearer", "清理河道垃圾"), fits("duty", "12")
    (3, 2, -2, -2)
    """
    number = bool(_RE["row-number"].fullmatch(cell))
    if meaning == "ordinal":
        return 3 if number else -3
    if number:
        return -2
    flat = plain(cell)
    if meaning == "deadline":
        return 2 if find_dates(flat) or _RE["term"].search(flat) else -1
    if meaning is None or meaning in _SHORT:
        return 0
    phrase = read_phrase(Words(flat), 0, len(flat))
    if meaning in BEARERS:
        return 2 if phrase else -2
    return -1 if phrase and phrase.end >= len(flat) else 1


def place_cells(cells: Sequence[str], columns: Mapping[str, Sequence[int]], width: int) -> tuple[tuple[int, ...], int]:
    """The columns of the cells, in order, by which they fit best, and how well; when in doubt, those to the right.

    >>> place_cells(["清理河道", "县水利局"], {"ordinal": (0,), "duty": (1,), "bearer": (2,)}, 3)
    ((1, 2), 3)
    """
    meanings = {column: meaning for meaning, held in columns.items() for column in held}
    if len(cells) >= width or width > _WIDEST:
        choices = [tuple(range(max(0, width - len(cells)), width))]
    else:
        choices = list(combinations(range(width), len(cells)))
    fit = [[fits(meanings.get(column), cell) for column in range(width)] for cell in cells]
    scored = [(sum(fit[i][column] for i, column in enumerate(chosen)), sum(chosen), chosen) for chosen in choices]
    score, _, best = max(scored)
    return best, score
