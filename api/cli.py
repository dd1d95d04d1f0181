"""The command line ``zelian``. Exit codes: 0 good, 1 nothing found to do or data that do not conform, 2 error."""

from __future__ import annotations

import sys

import typer

from api.commands.asking import chain, queries, query
from api.commands.common import guarded
from api.commands.keeping import export, info, validate
from api.commands.reading import extract, load
from api.commands.serving import demo, serve

COMMANDS = (demo, load, extract, chain, query, queries, validate, export, info, serve)
app = typer.Typer(
    name="zelian",
    help="Zelian 责链: who is responsible for what, where, since when, by which sentence · 谁负责什么，出自哪句",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(guarded(command))


def main() -> None:
    """Run the command that the arguments name."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="zelian")
