"""``compare``: two dates of a place, or two places."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date as day
from typing import Annotated, Literal

import typer

from api.commands.asked import place_in
from api.commands.common import Lang, StoreOption, existing_store, out, print_csv, print_json
from api.render.compare import COLUMNS, cells, compare_lines
from graph.columns import columns
from graph.compare import compare as compared
from graph.differences import Comparison
from graph.store import Store
from ontology.errors import ZelianError


def compare(
    *,
    lang: Lang,
    place: Annotated[str, typer.Option(help="Place: code or name · 地区：代码或名称", show_default=False)],
    since: Annotated[str | None, typer.Option("--from", help="The earlier day, YYYY-MM-DD · 前一日期")] = None,
    until: Annotated[
        str | None, typer.Option("--to", help="The later day, YYYY-MM-DD · 后一日期", show_default="today")
    ] = None,
    other: Annotated[str | None, typer.Option("--with", help="Another place · 另一地区")] = None,
    date: Annotated[
        str | None, typer.Option(help="The day for two places · 两地对比的日期", show_default="today")
    ] = None,
    store: StoreOption = None,
    format: Annotated[
        Literal["text", "json", "csv", "svg"], typer.Option(help="Form of the output · 输出形式")
    ] = "text",
) -> int:
    """What differs before and after a reform, or between two places."""
    if bool(since) == bool(other):
        raise ZelianError("E530")
    with existing_store(store) as opened:
        found = _found(opened, place, since, until, other, date)
    if format == "json":
        print_json(asdict(found))
    elif format == "csv":
        print_csv(COLUMNS, map(cells, found.lines))
    elif format == "svg":
        print(columns(found, lang, lambda item: item.source.paper.iri))
    else:
        for line in compare_lines(found, lang):
            out(line)
    return 0 if found.lines else 1


def _found(
    store: Store, place: str, since: str | None, until: str | None, other: str | None, date: str | None
) -> Comparison:
    today = day.today().isoformat()
    here = place_in(store, place)
    if other:
        return compared(store, (here, date or today), (place_in(store, other), date or today))
    return compared(store, (here, since or today), (here, until or today))
