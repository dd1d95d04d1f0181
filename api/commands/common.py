"""What all commands share: options, the way errors are said, and the opening of stores."""

from __future__ import annotations

import csv
import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from pydantic import ValidationError

from api.ingest import select
from api.lang import plain, preferred
from api.reading import Limits
from api.settings import Settings
from graph.store import Store, open_store
from ontology.errors import ZelianError
from ontology.vocabulary import Language

Lang = Annotated[Language, typer.Option(default_factory=preferred, help="Language · 语言", show_default="locale")]
StoreOption = Annotated[
    str | None, typer.Option("--store", help="Folder or URL of the store · 存储的位置", show_default="ZELIAN_STORE")
]
DateOption = Annotated[str | None, typer.Option(help="As of this day, YYYY-MM-DD · 截至日期", show_default="today")]
Command = Callable[..., int]
SAMPLES: Final = ("jinping", "qinghe")


def guarded(command: Command) -> Callable[..., None]:
    """The command for Typer: what it returns is the exit code, and what goes wrong is one sentence on stderr."""

    @functools.wraps(command)
    def run(**given: Any) -> None:
        try:
            code = command(**given)
            sys.stdout.flush()
        except ZelianError as error:
            complain(error, given["lang"])
            code = 2
        except KeyboardInterrupt:
            code = 130
        except BrokenPipeError:  # whoever read the output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        except Exception as error:
            if sys.flags.dev_mode:
                raise
            complain(ZelianError("E514", reason=f"{type(error).__name__}: {error}"), given["lang"])
            code = 2
        raise typer.Exit(code)

    return run


def out(text: str = "") -> None:
    """A line on stdout, without control characters: a document must not steer the terminal."""
    print(plain(text), flush=True)


def print_json(value: object) -> None:
    """A value as JSON on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table as CSV on stdout, under a header."""
    csv.writer(sys.stdout).writerows([columns, *rows])


def print_blocks(blocks: Iterable[Iterable[str]]) -> None:
    """Blocks of lines on stdout, a blank line between two."""
    for number, lines in enumerate(blocks):
        if number:
            out()
        for line in lines:
            out(line)


def complain(error: ZelianError, lang: Language) -> None:
    """An error's sentence on stderr."""
    print(plain(error.text(lang)), file=sys.stderr)


@contextmanager
def sample_files() -> Iterator[tuple[Path, ...]]:
    """The files of the sample corpus that comes with the program."""
    with as_file(files("api").joinpath("samples")) as folder:
        yield select([folder / name for name in SAMPLES]).files


def settings() -> Settings:
    """The settings. Raises E502 for one that does not fit."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"ZELIAN_{first['loc'][0]}".upper()
        raise ZelianError("E502", name=name, value=first["input"], reason=first["msg"]) from None


def limits() -> Limits:
    """What reading a file may take, by the settings."""
    given = settings()
    return Limits(given.max_bytes, given.read_seconds, given.read_memory)


def existing_store(location: str | None, *, read_only: bool = True) -> Store:
    """The store at ``location``, else at that of the settings. Raises E504 when there is none."""
    place = location or settings().store
    if not place.startswith(("http://", "https://")) and not Path(place, "CURRENT").is_file():
        raise ZelianError("E504", path=place)
    return open_store(place, read_only=read_only)
