"""``rules``: what the rules say, and how often each fires."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.commands.common import Lang, out, sample_files
from api.commands.reading import read_each
from api.ingest import SUFFIXES, select
from api.lang import plain, say
from api.render.rules import rule_lines, rules_json, write_csv
from loaders.rules import Tally
from ontology.errors import ZelianError
from ontology.vocabulary import Language


def rules(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders · 文件和文件夹", show_default="samples")
    ] = None,
    *,
    lang: Lang,
    format: Annotated[Literal["text", "json", "csv"], typer.Option(help="Form of the output · 输出形式")] = "text",
) -> int:
    """List the rules with their examples, and how often each fired in files, else in the sample corpus."""
    if not paths:
        with sample_files() as samples:
            return _count(samples, format, lang)
    chosen = select(paths)
    for path in chosen.skipped:
        print(plain(f"{say('skipped', lang)}  {path}"), file=sys.stderr)
    if not chosen.files:
        raise ZelianError("E516", suffixes=" ".join(SUFFIXES))
    return _count(chosen.files, format, lang)


def _count(files: Sequence[Path], format: str, lang: Language) -> int:
    tally, failed = Tally(), False
    for record in read_each(files, lang):
        if record:
            tally.add(record)
        else:
            failed = True
    usages = tally.usages()
    if format == "json":
        print(rules_json(usages, tally.documents))
    elif format == "csv":
        write_csv(usages, sys.stdout)
    else:
        for line in rule_lines(usages, tally.documents, lang):
            out(line)
    return 2 if failed else 0 if any(usage.facts for usage in usages) else 1
