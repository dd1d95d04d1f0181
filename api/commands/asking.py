"""``chain``, ``query`` and ``queries``: questions to a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date as calendar
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.commands.asked import asked
from api.commands.common import DateOption, Lang, StoreOption, existing_store, out, print_json, settings
from api.guard import Limits, check
from api.render.chain import chain_lines
from api.render.table import print_table
from graph.chain import trace
from graph.questions import question, questions
from graph.results import Iri, Rows, Value, read_rows
from graph.store import JSON_RESULTS
from graph.swimlane import swimlane
from ontology.errors import ZelianError
from ontology.vocabulary import Language, label

_MEDIA = {
    "table": JSON_RESULTS,
    "json": JSON_RESULTS,
    "csv": "text/csv",
    "xml": "application/sparql-results+xml",
    "ttl": "text/turtle",
}


def chain(
    *,
    lang: Lang,
    topic: Annotated[str | None, typer.Option(help="Topic: identifier or word · 主题：标识或词语")] = None,
    issue: Annotated[str | None, typer.Option(help="An issue's IRI or identifier · 问题的 IRI 或标识")] = None,
    duty: Annotated[str | None, typer.Option(help="A duty's IRI or identifier · 职责的 IRI 或标识")] = None,
    place: Annotated[str | None, typer.Option(help="Place: code or name · 地区：代码或名称")] = None,
    date: DateOption = None,
    store: StoreOption = None,
    format: Annotated[
        Literal["text", "json", "svg", "html"], typer.Option(help="Form of the output · 输出形式")
    ] = "text",
) -> int:
    """Who is responsible for a topic at a place on a date, level by level."""
    with existing_store(store) as opened:
        wanted = asked(opened, topic, issue, duty, place, date)
        found = trace(opened, wanted.topic, wanted.place, wanted.date)
    if format == "json":
        print_json(asdict(found))
    elif format == "svg":
        print(swimlane(found, lang, lambda row: row.source.paper.iri))
    elif format == "html":
        from api.render.html import chain_page  # noqa: PLC0415 - the web's templates take a second to import

        print(chain_page(found, lang))
    else:
        for line in chain_lines(found, lang):
            out(line)
    return 0 if found.entries or found.issues else 1


def query(
    name: Annotated[
        str, typer.Argument(help="Name of a query, SPARQL file, or - · 查询名、SPARQL 文件或 -", show_default=False)
    ],
    *,
    lang: Lang,
    param: Annotated[
        list[str] | None,
        typer.Option(help="name=value; date is today unless given · 参数，名称=值；date 默认今天", show_default=False),
    ] = None,
    store: StoreOption = None,
    format: Annotated[
        Literal["table", "json", "csv", "xml", "ttl"], typer.Option(help="Form of the output · 输出形式")
    ] = "table",
) -> int:
    """Ask a named query or one in SPARQL (reading only)."""
    sparql = _sparql(name, param or ())
    with existing_store(store) as opened:
        answer = opened.raw(sparql, _MEDIA[format])
    if format == "table":
        _print_table(answer, lang)
    else:
        sys.stdout.write(answer.decode() if answer.endswith(b"\n") else f"{answer.decode()}\n")
    return 0


def queries(*, lang: Lang) -> int:
    """List the named queries with their parameters."""
    for each in questions():
        taken = "  ".join(f"{name}={kind}" for name, kind in each.parameters.items())
        out(f"{each.name}  {each.zh if lang == 'zh' else each.en}" + (f"  ({taken})" if taken else ""))
    return 0


def _sparql(name: str, given: Iterable[str]) -> str:
    """The text of a query. A name of a named query goes before a file of that name.

    Raises E301, E302, E303, E513 or E517, and E401 to E408 for SPARQL that may not run (updates, SERVICE).
    """
    known = {each.name for each in questions()}
    if name in known:
        kinds = question(name).parameters
        values = {key: value.split() if kinds.get(key) == "iris" else value for key, value in map(_pair, given)}
        if "date" in kinds:
            values.setdefault("date", calendar.today().isoformat())
        return question(name).bind(**values)
    if name != "-" and not Path(name).is_file():
        raise ZelianError("E301", name=name, known="、".join(sorted(known)))
    try:
        sparql = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ZelianError("E517", path=name, reason=error) from None
    limits = settings()
    check(sparql, Limits(limits.query_bytes, limits.query_depth, limits.query_parts))
    return sparql


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise ZelianError("E513", given=given)
    return name, value


def _print_table(answer: bytes, lang: Language) -> None:
    data = json.loads(answer)
    if "boolean" in data:
        out(str(data["boolean"]).lower())
        return
    rows: Rows = read_rows(answer)
    print_table(rows.columns, [[_shown(value, lang) for value in row.values()] for row in rows])


def _shown(value: Value, lang: Language) -> Value:
    """A cell for people: what a term of the ontology is called, else the value."""
    return (label(value, lang) if isinstance(value, Iri) else None) or value
