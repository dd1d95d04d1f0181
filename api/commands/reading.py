"""``extract`` and ``load``: files in."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import Progress

from api.commands.common import Lang, StoreOption, complain, limits, out, settings
from api.ingest import SUFFIXES, FileReport, Kind, is_known, select
from api.ingest import load as load_files
from api.lang import plain, say
from api.originals import originals_of
from api.preparing import prepared
from api.reading import Manner, records_of
from api.render.load import report_lines
from api.render.record import print_record
from graph.store import open_store
from loaders.columns import STANDARD, Columns, read_mapping
from ontology.errors import ZelianError
from ontology.records import Record
from ontology.vocabulary import Language

Files = Annotated[list[Path], typer.Argument(help="Files · 文件", show_default=False)]
Paths = Annotated[list[Path], typer.Argument(help="Files and folders · 文件和文件夹", show_default=False)]
ColumnsOption = Annotated[
    Path | None, typer.Option("--columns", help="File of headers and what they mean · 表头对照文件", show_default=False)
]


def extract(
    files: Files,
    *,
    lang: Lang,
    format: Annotated[Literal["jsonl", "table", "html"], typer.Option(help="Form of the output · 输出形式")] = "jsonl",
    columns: ColumnsOption = None,
) -> int:
    """What files state, with the sentences that say so; no store needed."""
    fruitful = failed = False
    for record in read_each(files, lang, _known(columns)):
        if record is None:
            failed = True
            continue
        fruitful = fruitful or _states_facts(record)
        _print(record, format, lang)
    return 2 if failed else 0 if fruitful else 1


def _known(columns: Path | None) -> Columns:
    return read_mapping(columns) if columns else STANDARD


def read_each(files: Sequence[Path], lang: Language, columns: Columns = STANDARD) -> Iterator[Record | None]:
    """The record of each file, in their order; None for one that cannot be read, after a sentence on stderr.

    Archives stand for the files in them; those of no known kind are named on stderr.
    """
    allowed = limits()
    with prepared(files, is_known, allowed) as sources:
        for source, record in records_of(sources, allowed, Manner(allowed.max_bytes, lang, columns)):
            if isinstance(record, ZelianError):
                complain(record, lang)
                yield None
            elif record is None:
                print(plain(f"{say('skipped', lang)}  {source.shown}"), file=sys.stderr)
            else:
                yield record


def _states_facts(record: Record) -> bool:
    return any((record.duties, record.issues, record.nameplates, record.reform_events, record.grid_tiers,
                record.indicators, record.divisions))  # fmt: skip


def _print(record: Record, format: str, lang: Language) -> None:
    if format == "jsonl":
        print(json.dumps(record.to_json(), ensure_ascii=False))
    elif format == "html":
        from api.render.html import record_page  # noqa: PLC0415 - the web's templates take a second to import

        print(record_page(record, lang))
    else:
        print_record(record, lang)


def load(
    paths: Paths,
    *,
    lang: Lang,
    store: StoreOption = None,
    kind: Annotated[Kind, typer.Option(help="What the files must be · 文件应是什么")] = "auto",
    workers: Annotated[int, typer.Option(min=1, help="Processes that read · 读取进程数")] = 1,
    columns: ColumnsOption = None,
) -> int:
    """Put documents and lists into a store; loading again replaces."""
    chosen = select(paths)
    for path in chosen.skipped:
        out(f"{say('skipped', lang)}  {path}")
    if not chosen.files:
        raise ZelianError("E516", suffixes=" ".join(SUFFIXES))
    known = _known(columns)
    given = settings()
    location = store or given.store
    with open_store(location) as opened:
        reports = load_files(
            opened,
            chosen.files,
            lang=lang,
            max_bytes=given.max_bytes,
            kind=kind,
            workers=workers,
            seconds=given.read_seconds,
            memory=given.read_memory,
            originals=originals_of(location, given.files),
            columns=known,
        )
        return print_reports(reports, len(chosen.files), lang)


def print_reports(reports: Iterable[FileReport], files: int, lang: Language) -> int:
    """Print each report as it comes, then the sum; gives the exit code: 2 for failures, 1 for invalid documents."""
    outcomes: Counter[str] = Counter()
    for report in _with_progress(reports, files, lang):
        outcomes[report.outcome] += 1
        for line in report_lines(report, lang):
            out(line)
    named = " · ".join(f"{say(outcome, lang)} {number}" for outcome, number in sorted(outcomes.items()))
    out(say("total", lang, files=outcomes.total(), outcomes=named))
    return 2 if outcomes["failed"] else 1 if outcomes["invalid"] else 0


def _with_progress(reports: Iterable[FileReport], files: int, lang: Language) -> Iterator[FileReport]:
    """The reports, with a bar on a terminal while they are waited for."""
    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal, redirect_stdout=sys.stdout.isatty()
    ) as bar:
        task = bar.add_task(say("loading", lang), total=files)
        for number, report in enumerate(reports, 1):
            bar.update(task, completed=number, total=max(number, files))
            yield report
