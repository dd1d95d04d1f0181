"""A record as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.lang import plain, say
from api.render.load import columns_line
from api.render.table import print_table
from ontology.names import code_iri
from ontology.records import Duty, Holder, Record
from ontology.vocabulary import Language, label

_HEAD = ("title", "number", "type", "issuer", "addressee", "date", "place")
Rows = list[Sequence[object]]


def print_record(record: Record, lang: Language) -> None:
    """Print the document's head, a table for each kind of fact, the coverage and the notices."""
    head: Rows = [(say(field, lang), getattr(record.document, field)) for field in _HEAD]
    head.append((say("attachments", lang), "、".join((*record.document.attachments, *record.attachments))))
    print_table(("", ""), [row for row in head if row[1]], record.file)
    for field, columns, rows in _facts(record, lang):
        if rows:
            print_table([say(column, lang) for column in columns], rows, f"{say(field, lang)} ({len(rows)})")
    for table in record.tables:
        print(plain(columns_line(table, lang)))
    coverage = record.coverage
    counts = {"rejected": len(coverage.rejected), "unexplained": len(coverage.unexplained)}
    print(say("coverage", lang, sentences=coverage.duty_sentences, extracted=coverage.extracted, **counts))
    for problem in record.problems:
        print(plain(f"{problem.code} {problem.message}"))
    print()


def _facts(record: Record, lang: Language) -> Iterable[tuple[str, Sequence[str], Rows]]:
    """Each kind of fact with its columns and rows."""
    yield "duties", ("bearer", "quote", "topics", "basis", "rule"), [_duty(duty, lang) for duty in record.duties]
    yield (
        "issues",
        ("quote", "bearer", "deadline", "status"),
        [(issue.quote, _holders(issue.responsible, lang), issue.deadline, issue.status) for issue in record.issues],
    )
    yield "measures", ("quote", "status", "date"), [(each.quote, each.status, each.date) for each in record.measures]
    yield (
        "nameplates",
        ("office", "plate", "kind", "since", "basis"),
        [
            (plate.office, plate.plate, plate.kind, plate.valid_from, "、".join(plate.basis))
            for plate in record.nameplates
        ],
    )
    yield (
        "reform_events",
        ("quote", "date", "basis"),
        [(event.quote, event.date, event.basis) for event in record.reform_events],
    )
    yield (
        "grid_tiers",
        ("level", "name", "bearer"),
        [(tier.tier, tier.unit, tier.responsible) for tier in record.grid_tiers],
    )
    yield (
        "indicators",
        ("year", "code", "name", "points"),
        [(each.year, each.code, each.name, each.points) for each in record.indicators],
    )
    yield "citations", ("number", "title"), [(each.number, each.title) for each in record.citations]
    yield (
        "divisions",
        ("code", "name", "level", "since", "until"),
        [
            (unit.code, unit.name, label(code_iri("level", unit.level), lang), unit.valid_from, unit.valid_to)
            for unit in record.divisions
        ],
    )


def _duty(duty: Duty, lang: Language) -> Sequence[object]:
    basis = [*duty.basis, say("from_day", lang, date=duty.valid_from) if duty.valid_from else ""]
    rule = f"{duty.rule} {duty.confidence}"
    return _holders(duty.holders, lang), duty.quote, "、".join(duty.topics), " ".join(basis).strip(), rule


def _holders(holders: Iterable[Holder], lang: Language) -> str:
    """Who bears a fact, each with the role in brackets."""
    return "、".join(f"{holder.name}（{label(code_iri('role', holder.role), lang)}）" for holder in holders)
