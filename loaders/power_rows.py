"""The rows of a power list: items that are conferred on townships, entrusted to them, or taken back from them."""

from __future__ import annotations

from loaders.find.bodies import Body, read_bodies
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.resolve import Resolver
from loaders.row import Grid, Row
from ontology.records import PowerTransfer, TransferMode

_RE = patterns("powers")
_MODES: tuple[tuple[str, TransferMode], ...] = (
    ("list-of-recalled", "recalled"),
    ("list-of-entrusted", "entrusted"),
    ("list-of-conferred", "conferred"),
)
_GIVERS = ("lead", "upper", "bearer")


def governing(township: str) -> str:
    """The authority that a township's name stands for.

    >>> governing("青禾县临江街道"), governing("青禾县白石镇"), governing("青禾县白石镇人民政府")
    ('青禾县临江街道办事处', '青禾县白石镇人民政府', '青禾县白石镇人民政府')
    """
    return township + ("办事处" if township.endswith("街道") else "人民政府" if township.endswith(("镇", "乡")) else "")


def mode_of(heading: str) -> TransferMode | None:
    """What a list does with powers, by its title or the heading above it; None for a list of duties.

    >>> mode_of("上级部门收回事项清单"), mode_of("基本履职事项清单")
    ('recalled', None)
    """
    return next((mode for key, mode in _MODES if _RE[key].search(heading)), None)


def power_rows(
    grid: Grid, string: str, words: Words, resolver: Resolver, township: str | None
) -> tuple[PowerTransfer, ...]:
    """One transfer a row of a grid with the columns ``item`` and ``taker``; none when its heading names no power list.

    ``township`` is the resolved name of the body whose list it is: a recalled item goes from it to the taker, any other
    item from the department of the row to it, where no taker is named. The words of the column ``manner`` are the
    condition.
    """
    mode = mode_of(grid.heading)
    found = []
    for row in grid.rows if mode else ():
        item = _cell(grid, row, "item") or _cell(grid, row, "duty")
        if item is None:
            continue
        takers = [resolver.institution(body).name for body in _bodies(grid, row, "taker", string, words)]
        givers = [resolver.institution(body).name for key in _GIVERS for body in _bodies(grid, row, key, string, words)]
        giver, taker = (township, next(iter(takers), None)) if mode == "recalled" else (
            next(iter(givers), None), next(iter(takers), township))  # fmt: skip
        manner = _manner(grid, row, string)
        assert mode is not None  # noqa: S101 - no rows are read without a mode
        found.append(
            PowerTransfer(
                item=string[item[0] : item[1]],
                mode=mode,
                from_=giver,
                to=taker,
                in_name_of=None,
                condition=string[manner[0] : manner[1]] if manner else None,
                start=item[0],
                end=item[1],
                quote=string[item[0] : item[1]],
                valid_from=None,
                basis=(),
                place=resolver.place,
            )
        )
    return tuple(found)


def _cell(grid: Grid, row: Row, column: str) -> tuple[int, int] | None:
    at = grid.columns.get(column)
    return next(((cell.start, cell.end) for cell in row if cell.column == at and cell.end > cell.start), None)


def _manner(grid: Grid, row: Row, string: str) -> tuple[int, int] | None:
    """Where the row says how the item is dealt with: in a column of its own, or behind who takes it."""
    cell = _cell(grid, row, "taker")
    told = _RE["list-manner"].search(string, *cell) if cell else None
    return _cell(grid, row, "manner") or (told.span("manner") if told else None)


def _bodies(grid: Grid, row: Row, column: str, string: str, words: Words) -> list[Body]:
    cell = _cell(grid, row, column)
    if cell is None:
        return []
    lead = _RE["taker-name"].match(string[slice(*cell)])
    start = cell[0] + (lead.end() if lead else 0)
    end = next((at for at in (string.find(mark, start, cell[1]) for mark in "。；\n") if at >= 0), cell[1])
    return read_bodies(words, start, end)
