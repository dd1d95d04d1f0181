"""Table files: division lists, duty lists and issue lists, by synonyms of their column headers (``data/columns.toml``).

Columns may stand in any order; rows above the header are the title and who made the list. The facts are those of a text:
each is quoted from its cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.find.bodies import Body, read_phrase
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words, data
from loaders.find.topics import find_topics
from loaders.head import Head
from loaders.places import first_place
from loaders.resolve import Resolver
from loaders.state.citations import state_citations
from loaders.state.clauses import Clauses
from loaders.state.duties import is_general
from loaders.text import Cell, Table, Text, plain
from ontology.divisions import Register, short_code
from ontology.errors import message
from ontology.records import (
    Citation,
    Coverage,
    Division,
    Document,
    Duty,
    Holder,
    Issue,
    Level,
    Measure,
    Problem,
    Record,
    Role,
)

_DATA = data("columns.toml")
_COLUMNS: dict[str, str] = {word: name for name, words in _DATA["columns"].items() for word in words}
_ROLES: tuple[tuple[str, Role], ...] = tuple((word, role) for role, words in _DATA["roles"].items() for word in words)
_LEVELS: dict[str, Level] = {word: level for level, words in _DATA["levels"].items() for word in words}
_LEVEL_OF_WIDTH: dict[int, Level] = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "community"}
_BEARERS: tuple[tuple[str, Role | None], ...] = (
    ("lead", "lead"),
    ("bearer", None),
    ("cooperate", "cooperate"),
    ("supervise", "supervise"),
)
_MAKER = re.compile(r"(?:编制|制表|填报|发布|公开)(?:单位|机关)[：:]?\s*(?P<who>[\u4e00-\u9fff]{4,40})")


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with its header found: what each column is and the rows below."""

    columns: dict[str, int]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[Cell, ...]


def read_tables(text: Text, name: str, sha256: str, register: Register, lang: str) -> Record:
    """The record of a table file: divisions when a column gives codes, issues when one gives problems, else duties."""
    grids = [grid for table in text.tables if (grid := _grid(text.string, table)) is not None]
    flat = plain(text.string)
    words = Words(flat)
    head = _head(text.string, flat, grids)
    place = next((p for source in (head.issuer, head.title) if source and (p := first_place(source, register))), None)
    resolver = Resolver(register, place, {})
    citations = state_citations(text.string, flat, head)
    duties: list[Duty] = []
    issues: list[Issue] = []
    measures: list[Measure] = []
    divisions: list[Division] = []
    problems: list[Problem] = []
    for grid in grids:
        for number, row in enumerate(grid.rows, 1):
            if "code" in grid.columns and "name" in grid.columns:
                divisions.extend(_division(text.string, grid, row))
            elif "problem" in grid.columns:
                _add_issue(text.string, words, grid, row, resolver, citations, issues, measures)
            elif "duty" in grid.columns:
                _add_duty(text.string, words, grid, row, number, resolver, citations, duties, problems, lang)
    if not (duties or issues or divisions):
        problems.append(Problem("notice", "L001", message("L001", lang)))
    return Record(
        file=name,
        sha256=sha256,
        reader=text.reader,
        text=text.string,
        document=Document(
            head.title, head.type, None, head.issuer, None, head.date.value if head.date else None, place
        ),
        duties=tuple(duties),
        citations=citations,
        institutions=tuple(sorted(resolver.institutions.values(), key=lambda i: (i.name, i.place or ""))),
        issues=tuple(issues),
        measures=tuple(measures),
        divisions=tuple(divisions),
        coverage=Coverage(len(duties), len(duties)),
        problems=tuple(problems),
    )


def _grid(string: str, table: Table) -> _Grid | None:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    order = [tuple(rows[r]) for r in sorted(rows)]
    for i, row in enumerate(order[:12]):
        columns: dict[str, int] = {}
        for cell in row:
            meaning = _meaning(string[cell.start : cell.end])
            if meaning:
                columns.setdefault(meaning, cell.column)
        if len(columns) >= 2:
            above = tuple(cell for r in order[:i] for cell in r if cell.end > cell.start)
            return _Grid(columns, tuple(order[i + 1 :]), above)
    return None


def _meaning(header: str) -> str | None:
    flat = re.sub(r"\s+", "", plain(header))
    if flat in _COLUMNS:
        return _COLUMNS[flat]
    fitting = [word for word in _COLUMNS if len(word) > 2 and word in flat and len(flat) <= len(word) + 8]
    return _COLUMNS[max(fitting, key=len)] if fitting else None


def _head(string: str, flat: str, grids: list[_Grid]) -> Head:
    """Title, maker and date from the rows above the header."""
    above = list({string[cell.start : cell.end]: cell for grid in grids for cell in reversed(grid.above)}.values())[
        ::-1
    ]
    title = string[above[0].start : above[0].end].strip() if above else None
    whole = " ".join(flat[cell.start : cell.end] for cell in above)
    maker = _MAKER.search(whole)
    dates = find_dates(" ".join(flat[cell.start : cell.end] for cell in above[1:]))
    kind = re.search(r"(清单|目录|名单|方案|表)(?:（[^（）]*）)?$", plain(title)) if title else None
    return Head(
        title,
        kind[1] if kind else None,
        None,
        maker["who"] if maker else None,
        None,
        max(dates, key=lambda d: len(d.value or ""), default=None),
        (),
        0,
        (),
    )


def _cell(grid: _Grid, row: tuple[Cell, ...], column: str) -> Cell | None:
    at = grid.columns.get(column)
    return next((cell for cell in row if cell.column == at and cell.end > cell.start), None) if at is not None else None


def _division(string: str, grid: _Grid, row: tuple[Cell, ...]) -> list[Division]:
    code, name = _cell(grid, row, "code"), _cell(grid, row, "name")
    if code is None or name is None or not re.fullmatch(r"\d{2,12}", string[code.start : code.end].strip()):
        return []
    digits = short_code(string[code.start : code.end].strip())
    level_cell = _cell(grid, row, "level")
    level = _LEVELS.get(string[level_cell.start : level_cell.end]) if level_cell else None
    level = level or _LEVEL_OF_WIDTH.get(len(digits))
    if level is None:
        return []
    begin, end = (_date(string, _cell(grid, row, column)) for column in ("valid_from", "valid_to"))
    return [Division(digits, string[name.start : name.end].strip(), level, begin, end)]


def _date(string: str, cell: Cell | None) -> str | None:
    dates = find_dates(plain(string[cell.start : cell.end])) if cell else []
    return dates[0].value if dates else None


def _bodies(words: Words, cell: Cell | None) -> list[Body]:
    """All bodies of a cell, whatever separates them."""
    found: list[Body] = []
    position = cell.start if cell else 0
    while cell and position < cell.end:
        phrase = read_phrase(words, position, cell.end)
        if phrase is None:
            gap = re.compile(r"[，；、 ]+").search(words.text, position, cell.end)
            if gap is None:
                break
            position = gap.end()
            continue
        found.extend(phrase.bodies)
        position = phrase.end + 1
    return found


def _holders(
    string: str, words: Words, grid: _Grid, row: tuple[Cell, ...], role: Role, resolver: Resolver
) -> tuple[Holder, ...]:
    holders = [
        resolver.holder(body, fixed or role)
        for column, fixed in _BEARERS
        for body in _bodies(words, _cell(grid, row, column))
    ]
    return tuple(dict.fromkeys(holders))


def _add_duty(
    string: str,
    words: Words,
    grid: _Grid,
    row: tuple[Cell, ...],
    number: int,
    resolver: Resolver,
    citations: tuple[Citation, ...],
    duties: list[Duty],
    problems: list[Problem],
    lang: str,
) -> None:
    cell = _cell(grid, row, "duty")
    if cell is None:
        return
    quote = string[cell.start : cell.end]
    stated = _cell(grid, row, "role")
    told = string[stated.start : stated.end] if stated else ""
    role = next((r for word, r in _ROLES if word in told), None) or Clauses(words).role(cell.start, cell.end)
    holders = _holders(string, words, grid, row, role, resolver)
    if not holders:
        problems.append(
            Problem("warning", "L007", message("L007", lang, row=number, column="责任单位"), cell.start, cell.end)
        )
        return
    basis_cell = _cell(grid, row, "basis")
    basis = [
        c.number or c.title or ""
        for c in citations
        if basis_cell and (c.number or c.title or "\0") in string[basis_cell.start : basis_cell.end]
    ]
    topic = _cell(grid, row, "topic")
    about = quote + (string[topic.start : topic.end] if topic else "")
    duties.append(
        Duty(
            quote,
            cell.start,
            cell.end,
            holders,
            f"tbl__tr_{number}",
            find_topics(about),
            tuple(basis),
            general=is_general(quote),
            place=resolver.place,
            rule="duty.table-row",
            confidence=0.95,
        )
    )


def _add_issue(
    string: str,
    words: Words,
    grid: _Grid,
    row: tuple[Cell, ...],
    resolver: Resolver,
    citations: tuple[Citation, ...],
    issues: list[Issue],
    measures: list[Measure],
) -> None:
    cell = _cell(grid, row, "problem")
    if cell is None:
        return
    quote = string[cell.start : cell.end]

    def value(column: str) -> str | None:
        found = _cell(grid, row, column)
        return string[found.start : found.end].strip() or None if found else None

    told = f"{value('status') or ''}{value('deadline') or ''}"
    status = next((s for s, phrases in data("issues.toml")["status"].items() if any(p in told for p in phrases)), None)
    issues.append(
        Issue(
            quote, cell.start, cell.end, ordinal=value("ordinal"), responsible=_holders(string, words, grid, row, "responsible", resolver), goal=value("goal"),
            deadline=_date(string, _cell(grid, row, "deadline")) or value("deadline"), status=status, topics=find_topics(quote), rule="issue.table-row", confidence=0.95,
        )
    )  # fmt: skip
    measure = _cell(grid, row, "measures")
    if measure:
        words_of = string[measure.start : measure.end]
        cited = tuple(c.number or c.title or "" for c in citations if string[c.start : c.end] in words_of)
        measures.append(Measure(words_of, measure.start, measure.end, len(issues) - 1, evidence=cited))
