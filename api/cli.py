"""The command line ``zelian``. Exit codes: 0 good, 1 nothing found to do or data that do not conform, 2 error."""

from __future__ import annotations

import sys

import typer

from api.commands.asking import chain, queries, query
from api.commands.checking import conflicts, evidence
from api.commands.common import guarded
from api.commands.comparing import compare
from api.commands.finding import gaps, overlaps
from api.commands.judging import judge
from api.commands.keeping import export, info, validate
from api.commands.reading import extract, load
from api.commands.rules import rules
from api.commands.serving import demo, serve
from api.lang import preferred, say

COMMANDS = (
    demo,
    load,
    extract,
    rules,
    chain,
    compare,
    conflicts,
    evidence,
    gaps,
    overlaps,
    judge,
    query,
    queries,
    validate,
    export,
    info,
    serve,
)
app = typer.Typer(
    name="zelian",
    help=say("help", preferred()),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 100},
)
for command in COMMANDS:
    app.command(help=say(f"help_{command.__name__}", preferred()))(guarded(command))


def main() -> None:
    """Run the command that the arguments name."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="zelian")
