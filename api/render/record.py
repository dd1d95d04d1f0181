"""A record as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.lang import plain, say
from ontology.names import code_iri
from ontology.records import Holder, Record
from ontology.vocabulary import Language, label


def record_tables(record: Record, lang: Language, console: Console) -> None:
    """Print the document's head, a table for each kind of fact, the coverage and the notices."""
    document = record.document
    _print(console, None, (record.file, ""), [
        (say(field, lang), getattr(document, field))
        for field in ("title", "number", "type", "issuer", "addressee", "date", "place") if getattr(document, field)
    ])  # fmt: skip
    for field, columns, rows in _facts(record, lang):
        if rows:
            heading = f"{say(field, lang)} ({len(rows)})"
            _print(console, heading, [say(column, lang) for column in columns], rows)
    coverage = record.coverage
    console.print(plain(say("coverage", lang, sentences=coverage.duty_sentences, extracted=coverage.extracted,
                            rejected=len(coverage.rejected), unexplained=len(coverage.unexplained))))  # fmt: skip
    for problem in record.problems:
        console.print(plain(f"{problem.code} {problem.message}"))
    console.print()


def _facts(
    record: Record, lang: Language
) -> Iterable[tuple[str, Sequence[str], list[Sequence[str | float | None]]]]:
    """Each kind of fact with its columns and rows."""
    yield "duties", ("bearer", "quote", "topics", "basis", "since", "rule", "confidence"), [
        (bearers(duty.holders, lang), duty.quote, "、".join(duty.topics), "、".join(duty.basis), duty.valid_from,
         duty.rule, duty.confidence)
        for duty in record.duties
    ]  # fmt: skip
    yield "issues", ("quote", "bearer", "deadline", "status"), [
        (issue.quote, bearers(issue.responsible, lang), issue.deadline, issue.status) for issue in record.issues
    ]
    yield "measures", ("quote", "status", "date"), [(each.quote, each.status, each.date) for each in record.measures]
    yield "nameplates", ("office", "plate", "kind", "since", "basis"), [
        (plate.office, plate.plate, plate.kind, plate.valid_from, "、".join(plate.basis)) for plate in record.nameplates
    ]
    yield "reform_events", ("quote", "date", "basis"), [
        (event.quote, event.date, event.basis) for event in record.reform_events
    ]
    yield "grid_tiers", ("level", "name", "bearer"), [
        (tier.tier, tier.unit, tier.responsible) for tier in record.grid_tiers
    ]
    yield "indicators", ("date", "code", "name", "number"), [
        (each.year, each.code, each.name, each.points) for each in record.indicators
    ]
    yield "citations", ("number", "title"), [(each.number, each.title) for each in record.citations]
    yield "divisions", ("code", "name", "level", "since", "until"), [
        (unit.code, unit.name, label(code_iri("level", unit.level), lang), unit.valid_from, unit.valid_to)
        for unit in record.divisions
    ]


def bearers(holders: Iterable[Holder], lang: Language) -> str:
    """Who bears a fact, each with the role in brackets."""
    return "、".join(f"{holder.name}（{label(code_iri('role', holder.role), lang)}）" for holder in holders)


def _print(
    console: Console, title: str | None, columns: Sequence[str], rows: Iterable[Sequence[str | float | None]]
) -> None:
    table = Table(*columns, title=title and Text(title), title_justify="left", show_lines=False)
    for row in rows:
        table.add_row(*(Text("" if cell is None else plain(str(cell))) for cell in row))
    console.print(table)
