"""The rows of a table with known columns: units of a division list, duties, issues with their measures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.find.bodies import read_bodies
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words, data
from loaders.find.topics import find_topics
from loaders.resolve import Resolver
from loaders.state.cited import Cited
from loaders.state.clauses import Clauses
from loaders.state.duties import is_general
from loaders.state.issues import status_of, verifier
from loaders.text import Cell, plain
from ontology.divisions import short_code
from ontology.errors import message
from ontology.records import Division, Duty, Holder, Issue, Level, Measure, Problem, Role

_DATA = data("columns.toml")
_ROLES: dict[str, Role] = {word: role for role, words in _DATA["roles"].items() for word in words}
_LEVELS: dict[str, Level] = {word: level for level, words in _DATA["levels"].items() for word in words}
_LEVEL_OF_WIDTH: dict[int, Level] = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "community"}
_BEARERS: tuple[tuple[str, Role | None], ...] = (
    ("lead", "lead"),
    ("bearer", None),
    ("cooperate", "cooperate"),
    ("supervise", "supervise"),
)
_CODE = re.compile(r"\d{2,12}")

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its header found: the column of each meaning, the rows below and the cells above."""

    columns: dict[str, int]
    rows: tuple[Row, ...]
    above: Row


class RowReader:
    """Reads grids of one file one after the other and keeps what their rows state."""

    def __init__(self, string: str, words: Words, resolver: Resolver, cited: Cited, lang: str) -> None:
        self.string, self.words = string, words
        self.resolver, self.cited, self.lang = resolver, cited, lang
        self.clauses = Clauses(words)
        self.duties: list[Duty] = []
        self.issues: list[Issue] = []
        self.measures: list[Measure] = []
        self.divisions: list[Division] = []
        self.problems: list[Problem] = []
        self._columns: dict[str, int] = {}

    def read(self, grid: Grid) -> None:
        """Takes every row as what the columns of the grid make it."""
        self._columns = grid.columns
        for number, row in enumerate(grid.rows, 1):
            if "code" in grid.columns and "name" in grid.columns:
                self._division(row)
            elif "problem" in grid.columns:
                self._issue(row)
            elif "duty" in grid.columns:
                self._duty(row, number)

    # cells -----------------------------------------------------------------------------------------------------

    def _cell(self, row: Row, column: str) -> Cell | None:
        at = self._columns.get(column)
        return next((cell for cell in row if cell.column == at and cell.end > cell.start), None)

    def _words_of(self, row: Row, column: str) -> str:
        cell = self._cell(row, column)
        return self.string[cell.start : cell.end].strip() if cell else ""

    def _date(self, row: Row, column: str) -> str | None:
        dates = find_dates(plain(self._words_of(row, column)))
        return dates[0].value if dates else None

    def _documents(self, cell: Cell | None) -> tuple[str, ...]:
        return self.cited.names(self.cited.within(cell.start, cell.end)) if cell else ()

    def _holders(self, row: Row, role: Role) -> tuple[Holder, ...]:
        """The bodies of all columns of bearers; ``role`` is that of a column that gives none."""
        holders: dict[Holder, None] = {}
        for column, fixed in _BEARERS:
            cell = self._cell(row, column)
            for body in read_bodies(self.words, cell.start, cell.end) if cell else ():
                holders[self.resolver.holder(body, fixed or role)] = None
        return tuple(holders)

    # kinds of rows ---------------------------------------------------------------------------------------------

    def _division(self, row: Row) -> None:
        code, name = self._words_of(row, "code"), self._words_of(row, "name")
        if not name or not _CODE.fullmatch(code):
            return
        digits = short_code(code)
        level = _LEVELS.get(self._words_of(row, "level")) or _LEVEL_OF_WIDTH.get(len(digits))
        if level:
            begin, end = self._date(row, "valid_from"), self._date(row, "valid_to")
            self.divisions.append(Division(digits, name, level, begin, end))

    def _duty(self, row: Row, number: int) -> None:
        cell = self._cell(row, "duty")
        if cell is None:
            return
        holders = self._holders(row, self._role(row, cell))
        if not holders:
            about = message("L007", self.lang, row=number, column="责任单位")
            self.problems.append(Problem("warning", "L007", about, cell.start, cell.end))
            return
        quote = self.string[cell.start : cell.end]
        self.duties.append(
            Duty(
                quote=quote,
                start=cell.start,
                end=cell.end,
                holders=holders,
                eid=f"tbl__tr_{number}",
                topics=find_topics(quote + self._words_of(row, "topic")),
                basis=self._documents(self._cell(row, "basis")),
                general=is_general(quote),
                place=self.resolver.place,
                rule="duty.table-row",
                confidence=0.95,
            )
        )

    def _role(self, row: Row, duty: Cell) -> Role:
        """What the column of roles says, else the main verb of the duty."""
        told = self._words_of(row, "role")
        return next((role for word, role in _ROLES.items() if word in told), None) or self.clauses.role(
            duty.start, duty.end
        )

    def _issue(self, row: Row) -> None:
        cell = self._cell(row, "problem")
        if cell is None:
            return
        quote = self.string[cell.start : cell.end]
        deadline = self._words_of(row, "deadline")
        self.issues.append(
            Issue(
                quote=quote,
                start=cell.start,
                end=cell.end,
                ordinal=self._words_of(row, "ordinal") or None,
                raised_by=self._words_of(row, "raised_by") or None,
                raised_on=self._date(row, "raised_on"),
                responsible=self._holders(row, "responsible"),
                goal=self._words_of(row, "goal") or None,
                deadline=self._date(row, "deadline") or deadline or None,
                status=status_of(self._words_of(row, "status") + deadline),
                verified_by=self._verifier(row),
                topics=find_topics(quote),
                rule="issue.table-row",
                confidence=0.95,
            )
        )
        measure = self._cell(row, "measures")
        if measure:
            words = self.string[measure.start : measure.end]
            evidence = self._documents(measure)
            number = len(self.issues) - 1
            date = self._date(row, "measures")
            self.measures.append(Measure(words, measure.start, measure.end, number, evidence=evidence, date=date))

    def _verifier(self, row: Row) -> str | None:
        told = (self._cell(row, column) for column in ("status", "measures"))
        return verifier(self.words, [(cell.start, cell.end) for cell in told if cell], self.resolver)
