"""Readers against markitdown on the same files: speed, memory, and what each keeps.

Run: ``uv run --with 'markitdown[docx,pdf,xls,xlsx]' python bench/readers.py FOLDER``. Every file is read by each of the
two in a fresh process, as often as fits into half a second; the shortest time of the processor counts, that of child
processes with it, without imports. Peak memory is that of the process, with imports. Characters are Chinese ones;
cells are those of tables that hold words, in markdown those between bars (but NaN and Unnamed, which stand there for
empty ones). A line a format: sums over the files that both read; then the files that one could not read.
Exit status 1 when Zelian could not read a file that markitdown reads.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

LIBRARIES = ("zelian", "markitdown")
LIMIT = 300
REPEATED = 0.5
HAN = re.compile("[\u4e00-\u9fff]")
EMPTY = re.compile(r"\s*(?:NaN|Unnamed: \d+)?\s*")
RULE = re.compile(r"[\s|:-]+")


class Run(NamedTuple):
    """What one library did with one file; ``failed`` says why it did not."""

    kind: str = ""
    seconds: float = 0.0
    pages: int = 1
    memory: float = 0.0
    han: int = 0
    cells: int = 0
    failed: str = ""


def zelian(path: Path) -> Callable[[], Run]:
    from loaders.readers import read  # noqa: PLC0415 - each process imports one library
    from loaders.readers.kinds import kind_of  # noqa: PLC0415

    def work() -> Run:
        data = path.read_bytes()
        text = read(data, path.name)
        cells = sum(cell.end > cell.start for table in text.tables for cell in table.cells)
        pages = max((block.page or 1 for block in text.blocks), default=1)
        return Run(kind_of(data, path.name), pages=pages, han=len(HAN.findall(text.string)), cells=cells)

    return work


def markitdown(path: Path) -> Callable[[], Run]:
    from markitdown import MarkItDown  # noqa: PLC0415

    converter = MarkItDown(enable_plugins=False)

    def work() -> Run:
        text = converter.convert_local(str(path)).text_content
        rows = [line.strip() for line in text.split("\n") if line.strip().startswith("|")]
        rows = [row for row in rows if not RULE.fullmatch(row)]
        cells = sum(not EMPTY.fullmatch(cell) for row in rows for cell in row.strip("|").split("|"))
        return Run(han=len(HAN.findall(text)), cells=cells)

    return work


def spent() -> float:
    """Seconds of the processor that this process and its children have taken."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure(library: str, path: Path) -> Run:
    """Reads the file in this process; the shortest of the runs that fit into the time."""
    work = {"zelian": zelian, "markitdown": markitdown}[library](path)
    times: list[float] = []
    while not times or sum(times) + min(times) < REPEATED:
        start = spent()
        run = work()
        times.append(spent() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return run._replace(seconds=min(times), memory=peak)


def apart(library: str, path: Path) -> Run:
    """The same in a process of its own."""
    command = [sys.executable, __file__, library, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return Run(failed=f"more than {LIMIT} s")
    if done.returncode:
        said = done.stderr.strip().split("\n")
        return Run(failed=said[-1][:150] if said[-1] else f"exit status {done.returncode}")
    return Run(*json.loads(done.stdout.split("\n")[-2]))


def table(found: dict[str, list[tuple[Run, Run]]]) -> None:
    """A line a format: both libraries, and Zelian's speed and memory over those of markitdown."""
    columns = {"files/s": 8, "pages/s": 8, "peak MB": 7, "characters": 10, "cells": 8}
    print(" " * 28 + "".join(f"{name:^{2 * width}}" for name, width in columns.items()) + "   speed  memory")
    both = "".join(f"{'zelian':>{width}}{'other':>{width}}" for width in columns.values())
    print(f"{'format':<10}{'files':>8}{'pages':>8}  {both}")
    for kind, runs in sorted(found.items()):
        ours, theirs = [run for run, _ in runs], [run for _, run in runs]
        pages = sum(run.pages for run in ours)
        took = [sum(run.seconds for run in side) for side in (ours, theirs)]
        peak = [max(run.memory for run in side) for side in (ours, theirs)]
        kept = [(sum(run.han for run in side), sum(run.cells for run in side)) for side in (ours, theirs)]
        print(
            f"{kind:<10}{len(runs):>8}{pages:>8}  "
            f"{len(runs) / took[0]:>8.1f}{len(runs) / took[1]:>8.1f}{pages / took[0]:>8.1f}{pages / took[1]:>8.1f}"
            f"{peak[0]:>7.0f}{peak[1]:>7.0f}{kept[0][0]:>10,}{kept[1][0]:>10,}{kept[0][1]:>8,}{kept[1][1]:>8,}"
            f"{took[1] / took[0]:>7.1f}x{peak[0] / peak[1]:>7.2f}x"
        )


def main() -> int:
    if sys.argv[1] in LIBRARIES:
        try:
            print("\n" + json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
        except Exception as error:
            print(" ".join(f"{type(error).__name__}: {error}".split()), file=sys.stderr)
            return 1
        return 0
    found: dict[str, list[tuple[Run, Run]]] = defaultdict(list)
    failures: list[str] = []
    worse = False
    for path in sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file()):
        ours, theirs = (apart(library, path) for library in LIBRARIES)
        for library, run in zip(LIBRARIES, (ours, theirs), strict=True):
            if run.failed:
                failures.append(f"{path.name}: {library}: {run.failed}")
        worse |= bool(ours.failed) and not theirs.failed
        if not ours.failed and not theirs.failed:
            found[ours.kind].append((ours, theirs))
    table(found)
    print("\nNot read:", *(failures or ["none"]), sep="\n  ")
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())
