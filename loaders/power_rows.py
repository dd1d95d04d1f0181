"""The rows of a power list: items that are conferred on townships, entrusted to them, or taken back from them."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.find.bodies import Body, read_bodies
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.resolve import Resolver
from loaders.row import Grid, RowCells
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
    if mode is None:
        return ()
    rows = (RowCells(string, grid.columns, cells) for cells in grid.rows)
    found = (_transfer(row, mode, words, resolver, township) for row in rows)
    return tuple(power for power in found if power)


def _transfer(
    row: RowCells, mode: TransferMode, words: Words, resolver: Resolver, township: str | None
) -> PowerTransfer | None:
    item = row.cell("item", "duty")
    if item is None:
        return None
    taker = _first_name(row, ("taker",), words, resolver)
    giver = _first_name(row, _GIVERS, words, resolver)
    quote = row.string[item.start : item.end]
    return PowerTransfer(
        item=quote,
        mode=mode,
        from_=township if mode == "recalled" else giver,
        to=taker if mode == "recalled" else taker or township,
        in_name_of=None,
        condition=_manner(row),
        start=item.start,
        end=item.end,
        quote=quote,
        valid_from=None,
        basis=(),
        place=resolver.place,
    )


def _first_name(row: RowCells, columns: Sequence[str], words: Words, resolver: Resolver) -> str | None:
    """The first body that the columns name, resolved."""
    names = [resolver.institution(body).name for column in columns for body in _bodies(row, column, words)]
    return next(iter(names), None)


def _manner(row: RowCells) -> str | None:
    """How the item is dealt with: in a column of its own, or behind who takes it."""
    own, taker = row.cell("manner"), row.cell("taker")
    if own:
        return row.string[own.start : own.end]
    told = _RE["list-manner"].search(row.string, taker.start, taker.end) if taker else None
    return told["manner"] if told else None


def _bodies(row: RowCells, column: str, words: Words) -> list[Body]:
    cell = row.cell(column)
    if cell is None:
        return []
    lead = _RE["taker-name"].match(row.string[cell.start : cell.end])
    start = cell.start + (lead.end() if lead else 0)
    stops = (row.string.find(mark, start, cell.end) for mark in "。；\n")
    return read_bodies(words, start, next((at for at in stops if at >= 0), cell.end))
