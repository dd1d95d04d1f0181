"""One row of a table: its cells by what their columns hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.columns import Held
from loaders.find.bodies import Body
from loaders.text import Cell, plain
from ontology.records import Role

Row = tuple[Cell, ...]

_BEARERS: tuple[tuple[str, Role | None], ...] = (
    ("lead", "lead"),
    ("bearer", None),
    ("cooperate", "cooperate"),
    ("supervise", "supervise"),
)


@dataclass(frozen=True, slots=True)
class RowCells:
    """The cells of one row of the text ``string``; ``columns`` tells where each meaning stands."""

    string: str
    columns: Held
    cells: Row

    def cell(self, *meanings: str) -> Cell | None:
        """The first cell with words in it, of the columns with these meanings."""
        for meaning in meanings:
            for cell in self._all(meaning):
                return cell
        return None

    def _all(self, meaning: str) -> list[Cell]:
        held = self.columns.get(meaning, ())
        return [cell for cell in self.cells if cell.column in held and self.string[cell.start : cell.end].strip()]

    def words(self, meaning: str) -> str:
        """What stands in the column, "" when nothing does."""
        cell = self.cell(meaning)
        return self.string[cell.start : cell.end].strip() if cell else ""

    def flat(self, meaning: str) -> str:
        """The same as rules see it."""
        return plain(self.words(meaning))

    def bearers(self) -> Iterator[tuple[Cell, Role | None]]:
        """The cells of bearers and the role that each column gives; of persons only when no body has a column."""
        named = [(cell, role) for column, role in _BEARERS for cell in self._all(column)]
        person = self.cell("person") if not named else None
        return iter([(person, None)] if person else named)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its header found: the column of each meaning, the header's cells, the rows below, the cells above.

    ``heading``: the words above it; ``owner``: whom its title names as the bearer of its rows; ``eid``: its eId.
    """

    columns: Held
    header: Row
    rows: tuple[Row, ...]
    above: Row = ()
    heading: str = ""
    owner: tuple[Body, ...] = ()
    eid: str = "tbl"
