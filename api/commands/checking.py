"""``conflicts`` and ``evidence``: claims that contradict each other, and what is doubtful about a rectification."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

import typer

from api.commands.asked import day_asked, fact_named, place_in
from api.commands.common import DateOption, Lang, StoreOption, existing_store, print_blocks, print_csv, print_json
from api.render.checks import (
    CONFLICT_COLUMNS,
    DOUBT_COLUMNS,
    conflict_lines,
    conflict_rows,
    doubt_lines,
    doubt_row,
)
from graph.conflicts import conflicts as conflicting
from graph.proofs import check_evidence

Place = Annotated[str | None, typer.Option(help="Place: code or name · 地区：代码或名称")]
Format = Annotated[Literal["table", "json", "csv"], typer.Option(help="Form of the output · 输出形式")]


def conflicts(
    *, lang: Lang, place: Place = None, date: DateOption = None, store: StoreOption = None, format: Format = "table"
) -> int:
    """Claims of different documents about one issue that contradict each other, side by side."""
    with existing_store(store) as opened:
        found = conflicting(opened, day_asked(date), place and place_in(opened, place))
    if format == "json":
        print_json([asdict(each) for each in found])
    elif format == "csv":
        rows = [row for number, each in enumerate(found, 1) for row in conflict_rows(number, each, lang)]
        print_csv(CONFLICT_COLUMNS, rows)
    else:
        print_blocks(conflict_lines(each, lang) for each in found)
    return 0 if found else 1


def evidence(
    *,
    lang: Lang,
    issue: Annotated[str | None, typer.Option(help="An issue's IRI or identifier · 问题的 IRI 或标识")] = None,
    place: Place = None,
    date: DateOption = None,
    store: StoreOption = None,
    format: Format = "table",
) -> int:
    """What is doubtful about the evidence that problems were put right."""
    iri = issue and fact_named(issue, "issue")
    with existing_store(store) as opened:
        found = check_evidence(opened, day_asked(date), issue=iri, place=place and place_in(opened, place))
    if format == "json":
        print_json([asdict(each) for each in found])
    elif format == "csv":
        print_csv(DOUBT_COLUMNS, [doubt_row(each, lang) for each in found])
    else:
        print_blocks(doubt_lines(each, lang) for each in found)
    return 0 if found else 1
