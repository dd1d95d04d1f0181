"""The report on a loaded file as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from api.changes import Change
from api.ingest import FileReport
from api.lang import say
from graph.validate import Result
from ontology.tables import Column, TableRead
from ontology.vocabulary import Language


def report_lines(report: FileReport, lang: Language) -> Iterator[str]:
    """One line on the file, then lines on what is wrong with it or what changed in its duties."""
    counts = " · ".join(f"{say(field, lang)} {number}" for field, number in report.counts)
    title = f"《{report.title}》" if report.title else ""
    yield "  ".join(part for part in (say(report.outcome, lang), str(report.path), title, counts) if part)
    if report.error:
        yield f"  {report.error.text(lang)}"
    for result in report.findings:
        yield f"  {say('violation', lang)}: {result_line(result, lang)}"
    if report.replaces:
        yield f"  {say('same_document', lang, path=report.replaces)}"
    for table in _summed(report.tables):
        yield f"  {columns_line(table, lang)}"
    if report.outcome == "changed":
        for change in report.changes:
            yield f"  {change_line(change, lang)}"


def _summed(tables: Iterable[TableRead]) -> list[TableRead]:
    """Lists with the same columns as one, with the rows of all."""
    found: dict[tuple[Column, ...], TableRead] = {}
    for table in tables:
        before = found.get(table.columns)
        found[table.columns] = replace(before, rows=before.rows + table.rows) if before else table
    return list(found.values())


def columns_line(table: TableRead, lang: Language) -> str:
    """What the columns of a list were taken for.

    >>> columns_line(TableRead(0, 9, 2, (Column("落实科室", "bearer"), Column("备注", None))), "zh")
    '表格（2 行）: 落实科室 → 承担者 · 备注 → 未采用'
    """
    meanings = [say(f"column_{column.meaning or 'none'}", lang) for column in table.columns]
    told = (f"{column.header} → {meaning}" for column, meaning in zip(table.columns, meanings, strict=True))
    return f"{say('table', lang, rows=table.rows)}: {' · '.join(told)}"


def change_line(change: Change, lang: Language) -> str:
    """What became of a duty, who bears it, its words; of a changed one also who bore it and what differs.

    >>> change_line(Change("changed", "负责排查", ("县水务局",), ("县水利局",), ("bearers", "deadline")), "zh")
    '变更（承担者、时限）: 县水利局 → 县水务局: 负责排查'
    """
    comma, opened, closed = ("、", "（", "）") if lang == "zh" else (", ", " (", ")")
    aspects = comma.join(say(f"aspect_{aspect}", lang) for aspect in change.aspects)
    who = [change.before, change.bearers] if change.before not in ((), change.bearers) else [change.bearers]
    said = f"{opened}{aspects}{closed}" if aspects else ""
    return f"{say(change.kind, lang)}{said}: {' → '.join(comma.join(names) for names in who)}: {change.quote}"


def result_line(result: Result, lang: Language) -> str:
    """What a shape says of a thing, which thing, and the value at fault."""
    return f"{result.zh if lang == 'zh' else result.en} <{result.focus}> {result.value or ''}".rstrip()
