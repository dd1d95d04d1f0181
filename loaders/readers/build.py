"""Puts together the text of a file: paragraphs as lines, rows of tables as lines with a tab between two cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.text import Block, BlockKind, Cell, Notice, Table, Text
from ontology.errors import ZelianError

MAX_CHARACTERS = 50_000_000
MAX_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class CellWords:
    """What stands in a cell, and which rows and columns (from 0) it covers."""

    row: int
    column: int
    words: str
    rows: int = 1
    columns: int = 1


class TextBuilder:
    """Takes paragraphs and tables in reading order; ``name`` is that of the file, for errors."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._parts: list[str] = []
        self._length = self._cells = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._margins: dict[str, None] = {}
        self._attachments: dict[str, None] = {}
        self._notices: dict[Notice, None] = {}

    def paragraph(
        self, words: str, kind: BlockKind = "paragraph", *, page: int | None = None, confidence: float = 1.0
    ) -> None:
        """A paragraph as it is read, its line breaks kept; one without words is a blank line."""
        words = words.rstrip()
        start = self._add(words + "\n")
        if words:
            self._blocks.append(Block(start, start + len(words), kind, page, confidence))

    def table(
        self, cells: Iterable[CellWords], name: str = "", *, page: int | None = None, confidence: float = 1.0
    ) -> None:
        """A table; where rows or columns have no cell of their own, a merged cell covers them or nothing stands."""
        placed = sorted(cells, key=lambda cell: (cell.row, cell.column))
        if not placed:
            return
        self._cells += len(placed)
        if self._cells > MAX_CELLS:
            raise ZelianError("E116", path=self.name, limit=f"{MAX_CELLS:,}")
        start = self._length
        self._tables.append(Table(name, tuple(self._rows(placed))))
        self._blocks.append(Block(start, self._length - 1, "table", page, confidence))

    def _rows(self, placed: list[CellWords]) -> Iterator[Cell]:
        row = column = 0
        for cell in placed:
            if cell.row > row:
                self._add("\n" * (cell.row - row))
                row, column = cell.row, 0
            self._add("\t" * (cell.column - column))
            column = cell.column
            flat = " ".join(cell.words.split())
            start = self._add(flat)
            yield Cell(row, column, start, start + len(flat), cell.rows, cell.columns)
        self._add("\n")

    def margin(self, words: str) -> None:
        """A running header or footer."""
        if flat := " ".join(words.split()):
            self._margins[flat] = None

    def attachment(self, name: str) -> None:
        """The name of a file that the document offers beside its text."""
        if flat := " ".join(name.split()):
            self._attachments[flat] = None

    def notice(self, code: str, **about: object) -> None:
        """Something about the reading that a person should know (a code of ``messages.toml``)."""
        self._notices[Notice(code, tuple(sorted(about.items())))] = None

    def _add(self, words: str) -> int:
        """Appends words; gives where they begin."""
        start = self._length
        self._length += len(words)
        if self._length > MAX_CHARACTERS:
            raise ZelianError("E117", path=self.name, limit=f"{MAX_CHARACTERS:,}")
        self._parts.append(words)
        return start

    def text(self, reader: str, *, sheets: bool = False) -> Text:
        """The text. Raises E102 when no words were given."""
        string = "".join(self._parts)
        if not string.strip():
            raise ZelianError("E102", path=self.name)
        return Text(
            string,
            reader,
            tuple(self._tables),
            tuple(self._blocks),
            sheets,
            tuple(self._margins),
            tuple(self._attachments),
            tuple(self._notices),
        )
