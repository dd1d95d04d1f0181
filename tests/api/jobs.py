"""Jobs for worker processes that end badly, each in its own way; picklable, since they are functions of a module."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ontology.errors import ZelianError


class OfTwoError(Exception):
    """An exception that pickles and does not come out again: its arguments are not those of its constructor."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)


def _hog(mebibytes: str) -> int:
    return len([bytearray(1 << 20) for _ in range(int(mebibytes))])


def _hidden_hog(_: str) -> None:
    try:
        _hog("4000")
    except MemoryError as error:
        raise ZelianError("E108", path="a.xlsx", reason="MemoryError") from error


def _orphan(file: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(file).write_text(str(child.pid))
    time.sleep(600)


def _fail(word: str) -> None:
    raise ZelianError("E101", path=word)


def _fail_oddly(word: str) -> None:
    raise OfTwoError(word, word)


JOBS: dict[str, Callable[[str], object]] = {
    "echo": lambda word: word,
    "pid": lambda _: os.getpid(),
    "big": lambda size: b"\0" * int(size),
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "spin": lambda _: next(number for number in iter(int, 1) if number),
    "backtrack": lambda _: re.match(r"(a+)+b", "a" * 60),
    "abort": lambda _: os.abort(),
    "exit": lambda code: os._exit(int(code)),
    "hog": _hog,
    "hidden-hog": _hidden_hog,
    "orphan": _orphan,
    "fail": _fail,
    "fail-oddly": _fail_oddly,
    "unpicklable": lambda _: lambda: None,
    "exit-softly": lambda code: sys.exit(int(code)),
}


def do(job: tuple[str, str]) -> object:
    name, argument = job
    return JOBS[name](argument)


def start() -> Callable[[tuple[str, str]], object]:
    return do


def start_and_count(log: Path) -> Callable[[tuple[str, str]], object]:
    with log.open("a") as file:
        file.write(f"{os.getpid()}\n")
    return do


def broken_start() -> Callable[[tuple[str, str]], object]:
    raise ZelianError("E204", path="store", reason="not here")
