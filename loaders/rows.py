"""The rows of a table with known columns: units of a division list, duties, issues with their measures."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from loaders.cells import numbered_items, read_bearers
from loaders.columns import lists_indicators, lists_institutions
from loaders.duty_rows import DutyRows
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words, data
from loaders.find.topics import find_topics
from loaders.head import Head
from loaders.indicator_rows import indicator_of
from loaders.institution_rows import described_body, plates
from loaders.power_rows import governing, power_rows
from loaders.resolve import Resolver
from loaders.row import Grid, RowCells
from loaders.rules import confidence
from loaders.state.cited import Cited
from loaders.state.clauses import Refusal
from loaders.state.issues import deadline_of, status_of, verifier, who_raised
from loaders.text import trimmed
from ontology.divisions import short_code
from ontology.errors import message
from ontology.records import (
    Division,
    Duty,
    Holder,
    Indicator,
    Issue,
    Level,
    Measure,
    Nameplate,
    PowerTransfer,
    Problem,
    Span,
)

_LEVELS: dict[str, Level] = {word: level for level, words in data("columns.toml")["levels"].items() for word in words}
_LEVEL_OF_WIDTH: dict[int, Level] = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "community"}
_CODE = re.compile(r"\d{2,12}")
_MARKS = " 。；，\n"


class RowReader:
    """Reads grids of one file one after the other and keeps what their rows state."""

    def __init__(self, string: str, words: Words, resolver: Resolver, cited: Cited, head: Head, lang: str) -> None:
        self.string, self.words, self.resolver, self.cited, self.head = string, words, resolver, cited, head
        self.lang = lang
        self.duty_rows = DutyRows(string, words, resolver, cited, lang)
        self.issues: list[Issue] = []
        self.measures: list[Measure] = []
        self.divisions: list[Division] = []
        self.powers: list[PowerTransfer] = []
        self.nameplates: list[Nameplate] = []
        self.indicators: list[Indicator] = []

    @property
    def duties(self) -> list[Duty]:
        """The duties read so far."""
        return self.duty_rows.duties

    @property
    def asked(self) -> Collection[Span]:
        """The stretches that should say a duty."""
        return self.duty_rows.asked

    @property
    def refusals(self) -> list[Refusal]:
        """Those of them that say none, and why."""
        return self.duty_rows.refusals

    @property
    def problems(self) -> list[Problem]:
        """What could not be read."""
        return self.duty_rows.problems

    def read(self, grid: Grid) -> None:
        """Takes every row as what the columns of the grid make it."""
        header = RowCells(self.string, grid.columns, grid.header)
        start = next((cell.start for row in grid.rows for cell in row), 0)
        raised_by = who_raised(self.words, self.head, self.resolver, start) if "problem" in grid.columns else None
        self.powers += power_rows(grid, self.string, self.words, self.resolver, self._township(grid))
        for number, cells in enumerate(grid.rows, 1):
            row = RowCells(self.string, grid.columns, cells)
            if "code" in grid.columns and "name" in grid.columns:
                self._division(row)
            elif "problem" in grid.columns:
                self._issue(row, raised_by)
            elif lists_indicators(grid.columns):
                self._indicator(row, grid)
            elif lists_institutions(grid.columns):
                self._institution(row, number, grid.eid, header)
            else:
                self.duty_rows.read(row, number, grid.eid, grid.owner, header)

    def _township(self, grid: Grid) -> str | None:
        """The authority of the township whose list it is."""
        if not grid.owner:
            return self.head.issuer
        owner = grid.owner[0]
        return self.resolver.institution(replace(owner, mention=governing(owner.mention))).name

    def _date(self, row: RowCells, column: str) -> str | None:
        dates = find_dates(row.flat(column))
        return dates[0].value if dates else None

    def _division(self, row: RowCells) -> None:
        code, name = row.words("code"), row.words("name")
        if not name or not _CODE.fullmatch(code):
            return
        digits = short_code(code)
        level = _LEVELS.get(row.words("level")) or _LEVEL_OF_WIDTH.get(len(digits))
        if level:
            begin, end = self._date(row, "valid_from"), self._date(row, "valid_to")
            self.divisions.append(Division(digits, name, level, begin, end))

    def _indicator(self, row: RowCells, grid: Grid) -> None:
        found = indicator_of(row, grid.heading or self.head.title)
        if found and found not in self.indicators:
            self.indicators.append(found)

    def _institution(self, row: RowCells, number: int, table: str, header: RowCells) -> None:
        body = described_body(row, self.words, self.resolver)
        if body is None:
            if cell := row.cell("name"):
                about = message("L011", self.lang, row=number, name=row.words("name"))
                self.problems.append(Problem("warning", "L011", about, cell.start, cell.end))
            return
        self.nameplates += plates(row, body, self.words, self.resolver)
        own = {name: column for name, column in row.columns.items() if name in ("duty", "basis", "topic")}
        if row.cell("duty"):
            self.duty_rows.read(replace(row, columns=own), number, table, (body,), header)

    # issues ----------------------------------------------------------------------------------------------------

    def _issue(self, row: RowCells, raised_by: str | None) -> None:
        cell = row.cell("problem")
        if cell is None:
            return
        start, end = trimmed(self.words.text, cell.start, cell.end, _MARKS)
        holders = self._responsible(row)
        before = self.issues[-1] if self.issues else None
        if before and before.start == start:
            whole = tuple(dict.fromkeys((*before.responsible, *holders)))
            self.issues[-1] = replace(before, responsible=whole)
        elif start < end:
            self.issues.append(self._stated(row, start, end, holders, raised_by))
        else:
            return
        self._measures(row)

    def _stated(self, row: RowCells, start: int, end: int, holders: tuple[Holder, ...], raised_by: str | None) -> Issue:
        deadline = row.cell("deadline")
        status = status_of(row.words("status"), row.words("deadline"))
        return Issue(
            quote=self.string[start:end],
            start=start,
            end=end,
            ordinal=row.words("ordinal") or None,
            raised_by=row.words("raised_by") or raised_by,
            raised_on=self._date(row, "raised_on"),
            responsible=holders,
            goal=row.words("goal") or None,
            deadline=deadline_of(self.string, self.words.text, [(deadline.start, deadline.end)] if deadline else []),
            status=status,
            status_claimed_by=self.head.issuer if status in ("completed", "in_progress") else None,
            verified_by=self._verifier(row),
            topics=find_topics(self.string[start:end]),
            rule="issue.table-row",
            confidence=confidence("issue.table-row"),
        )

    def _responsible(self, row: RowCells) -> tuple[Holder, ...]:
        found = [
            self.resolver.holder(body, told)
            for cell, role in row.bearers()
            for body, told in read_bearers(self.words, cell.start, cell.end, role or "responsible")
        ]
        return tuple(dict.fromkeys(found))

    def _measures(self, row: RowCells) -> None:
        """One measure a numbered item of the cell; rows that a merged cell covers give it once."""
        cell = row.cell("measures")
        if cell is None or (self.measures and self.measures[-1].end >= cell.start >= self.measures[-1].start):
            return
        evidence = self.cited.names(self.cited.within(cell.start, cell.end))
        date = self._date(row, "measures")
        for start, end in numbered_items(self.words.text, cell.start, cell.end):
            named = self.cited.names(self.cited.within(start, end)) if evidence else ()
            words, issue = self.string[start:end], len(self.issues) - 1
            self.measures.append(Measure(words, start, end, issue, evidence=named, date=date))

    def _verifier(self, row: RowCells) -> str | None:
        told = (row.cell(column) for column in ("status", "measures"))
        return verifier(self.words, [(cell.start, cell.end) for cell in told if cell], self.resolver)
