"""``gaps`` and ``overlaps``: topics without a responsible body, and topics with two."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date as calendar
from typing import Annotated, Literal

import typer

from api.commands.asked import place_in, topic_named
from api.commands.common import Lang, StoreOption, existing_store, out
from api.lang import say
from api.render.findings import GAP_COLUMNS, OVERLAP_COLUMNS, gap_line, gap_row, overlap_lines, overlap_row
from graph.gaps import gaps as gaps_at
from graph.overlaps import overlaps as overlaps_at
from ontology.records import Level

Place = Annotated[str, typer.Option(help="Place: code or name · 地区：代码或名称", show_default=False)]
Date = Annotated[str | None, typer.Option(help="As of this day, YYYY-MM-DD · 截至日期", show_default="today")]
Format = Annotated[Literal["text", "json", "csv"], typer.Option(help="Form of the output · 输出形式")]


def gaps(
    *,
    lang: Lang,
    place: Place,
    date: Date = None,
    topic: Annotated[str | None, typer.Option(help="Topic: identifier or word · 主题：标识或词语")] = None,
    level: Annotated[Level | None, typer.Option(help="Level of government · 层级")] = None,
    store: StoreOption = None,
    format: Format = "text",
) -> int:
    """Topics without a responsible body at a level, and what kind of document would fill each gap."""
    with existing_store(store) as opened:
        found = gaps_at(
            opened, place_in(opened, place), date or calendar.today().isoformat(),
            topic=topic and topic_named(topic), level=level,
        )  # fmt: skip
    if format == "json":
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    elif format == "csv":
        _print_csv(GAP_COLUMNS, [gap_row(gap, lang) for gap in found.gaps])
    else:
        for gap in found.gaps:
            out(gap_line(gap, lang))
        for filling in dict.fromkeys(gap.zh if lang == "zh" else gap.en for gap in found.gaps):
            out(f"  {filling}")
        out(say("gaps_of", lang, gaps=len(found.gaps), asked=found.asked, covered=found.covered))
    return 0 if found.gaps else 1


def overlaps(*, lang: Lang, place: Place, date: Date = None, store: StoreOption = None, format: Format = "text") -> int:
    """Two bodies that lead, or answer alone, for one topic in one area on one day, with both sentences."""
    with existing_store(store) as opened:
        found = overlaps_at(opened, place_in(opened, place), date or calendar.today().isoformat())
    if format == "json":
        print(json.dumps([asdict(each) | {"certain": each.certain} for each in found], ensure_ascii=False, indent=1))
    elif format == "csv":
        _print_csv(OVERLAP_COLUMNS, [overlap_row(each) for each in found])
    else:
        for number, each in enumerate(found):
            if number:
                out()
            for line in overlap_lines(each, lang):
                out(line)
    return 0 if found else 1


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    csv.writer(sys.stdout).writerows([columns, *rows])
