"""``gaps`` and ``overlaps``: topics without a responsible body, and topics with two."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

import typer

from api.commands.asked import day_asked, place_in, topic_named
from api.commands.common import DateOption, Lang, StoreOption, existing_store, out, print_blocks, print_csv, print_json
from api.lang import say
from api.render.findings import GAP_COLUMNS, OVERLAP_COLUMNS, gap_line, gap_row, overlap_lines, overlap_row
from graph.gaps import gaps as gaps_at
from graph.overlaps import overlaps as overlaps_at
from ontology.records import Level

Place = Annotated[str, typer.Option(help="Place: code or name · 地区：代码或名称", show_default=False)]
Format = Annotated[Literal["text", "json", "csv"], typer.Option(help="Form of the output · 输出形式")]


def gaps(
    *,
    lang: Lang,
    place: Place,
    date: DateOption = None,
    topic: Annotated[str | None, typer.Option(help="Topic: identifier or word · 主题：标识或词语")] = None,
    level: Annotated[Level | None, typer.Option(help="Level of government · 层级")] = None,
    store: StoreOption = None,
    format: Format = "text",
) -> int:
    """Topics without a responsible body at a level, and what kind of document would fill each gap."""
    with existing_store(store) as opened:
        found = gaps_at(
            opened, place_in(opened, place), day_asked(date),
            topic=topic and topic_named(topic), level=level,
        )  # fmt: skip
    if format == "json":
        print_json(asdict(found))
    elif format == "csv":
        print_csv(GAP_COLUMNS, [gap_row(gap, lang) for gap in found.gaps])
    else:
        for gap in found.gaps:
            out(gap_line(gap, lang))
        for filling in dict.fromkeys(gap.zh if lang == "zh" else gap.en for gap in found.gaps):
            out(f"  {filling}")
        out(say("gaps_of", lang, gaps=len(found.gaps), asked=found.asked, covered=found.covered))
    return 0 if found.gaps else 1


def overlaps(
    *, lang: Lang, place: Place, date: DateOption = None, store: StoreOption = None, format: Format = "text"
) -> int:
    """Two bodies that lead, or answer alone, for one topic in one area on one day, with both sentences."""
    with existing_store(store) as opened:
        found = overlaps_at(opened, place_in(opened, place), day_asked(date))
    if format == "json":
        print_json([asdict(each) | {"certain": each.certain} for each in found])
    elif format == "csv":
        print_csv(OVERLAP_COLUMNS, [overlap_row(each) for each in found])
    else:
        print_blocks(overlap_lines(each, lang) for each in found)
    return 0 if found else 1
