"""What a loader says of the lists that it read: a part of the record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, and what it was taken for (a key of ``loaders/data/columns.toml``) or None."""

    header: str
    meaning: str | None


@dataclass(frozen=True, slots=True)
class TableRead:
    """A list that was read row by row, at ``start:end``."""

    start: int
    end: int
    rows: int
    columns: tuple[Column, ...]
