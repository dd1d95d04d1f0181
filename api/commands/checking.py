"""``conflicts`` and ``evidence``: claims that contradict each other, and what is doubtful about a rectification."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date as calendar
from typing import Annotated, Literal

import typer

from api.commands.asked import place_in
from api.commands.common import Lang, StoreOption, existing_store, out
from api.render.checks import (
    CONFLICT_COLUMNS,
    DOUBT_COLUMNS,
    conflict_lines,
    conflict_rows,
    doubt_lines,
    doubt_row,
)
from graph.conflicts import conflicts as conflicting
from graph.dates import precision
from graph.proofs import check_evidence
from ontology.errors import ZelianError
from ontology.names import DATA

Place = Annotated[str | None, typer.Option(help="Place: code or name · 地区：代码或名称")]
Date = Annotated[str | None, typer.Option(help="As of this day, YYYY-MM-DD · 截至日期", show_default="today")]
Format = Annotated[Literal["table", "json", "csv"], typer.Option(help="Form of the output · 输出形式")]


def conflicts(
    *, lang: Lang, place: Place = None, date: Date = None, store: StoreOption = None, format: Format = "table"
) -> int:
    """Claims of different documents about one issue that contradict each other, side by side."""
    with existing_store(store) as opened:
        found = conflicting(opened, _day(date), place and place_in(opened, place))
    if format == "json":
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    elif format == "csv":
        rows = [row for number, each in enumerate(found, 1) for row in conflict_rows(number, each, lang)]
        _print_csv(CONFLICT_COLUMNS, rows)
    else:
        _print_lines([list(conflict_lines(each, lang)) for each in found])
    return 0 if found else 1


def evidence(
    *,
    lang: Lang,
    issue: Annotated[str | None, typer.Option(help="An issue's IRI or identifier · 问题的 IRI 或标识")] = None,
    place: Place = None,
    date: Date = None,
    store: StoreOption = None,
    format: Format = "table",
) -> int:
    """What is doubtful about the evidence that problems were put right."""
    iri = issue if not issue or issue.startswith(DATA) else f"{DATA}issue/{issue}"
    with existing_store(store) as opened:
        found = check_evidence(opened, _day(date), issue=iri, place=place and place_in(opened, place))
    if format == "json":
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    elif format == "csv":
        _print_csv(DOUBT_COLUMNS, [doubt_row(each, lang) for each in found])
    else:
        _print_lines([list(doubt_lines(each, lang)) for each in found])
    return 0 if found else 1


def _day(date: str | None) -> str:
    if date and precision(date) != "day":
        raise ZelianError("E306", date=date)
    return date or calendar.today().isoformat()


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerows([columns, *rows])


def _print_lines(blocks: Iterable[Sequence[str]]) -> None:
    for number, lines in enumerate(blocks):
        if number:
            out()
        for line in lines:
            out(line)
