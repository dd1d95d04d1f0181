"""How long reading, loading and asking take on this machine, on the sample documents repeated under other numbers."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from api.commands.common import sample_files
from api.ingest import load
from api.reading import Limits, Manner, Source, divisions_in
from graph.chain import trace
from graph.store import open_store
from loaders.pipeline import read_file
from ontology.divisions import Register

COPIES = 20
LIMIT = 1 << 30
CHAINS = (("env", "440511001", "2020-12-31"), ("env-air-fume", "990121001", "2022-12-31"))


def main() -> None:
    with sample_files() as samples, tempfile.TemporaryDirectory() as folder:
        files = [*samples, *(_copy(file, number, Path(folder)) for file in samples for number in range(1, COPIES))]
        register = Register.national().extended(
            divisions_in([Source(file, file) for file in samples], Limits(LIMIT), Manner(LIMIT))
        )
        size = sum(len(read_file(file, register).text) for file in files)
        seconds = _timed(lambda: [read_file(file, register) for file in files])
        print(f"read    {len(files)} files, {size:,} characters: {seconds:.2f} s, {size / seconds:,.0f} characters/s")
        for workers in (1, 2):
            with open_store(Path(folder, f"store-{workers}")) as store:
                seconds = _timed(lambda: list(load(store, files, lang="en", max_bytes=LIMIT, workers=workers)))  # noqa: B023
                per_file = 1000 * seconds / len(files)
                print(f"load    {len(files)} files, {workers} workers: {seconds:.2f} s, {per_file:.0f} ms a file")
        with open_store(Path(folder, "store-1")) as store:
            for asked in CHAINS:
                seconds = min(_timed(lambda: trace(store, *asked)) for _ in range(5))  # noqa: B023 - called at once
                entries = len(trace(store, *asked).entries)
                print(f"chain   {' '.join(asked)}: {1000 * seconds:.0f} ms, {entries} entries")


def _copy(file: Path, number: int, folder: Path) -> Path:
    """The same document under another number, so that it is another document; tables are copied as they are."""
    path = folder / f"{file.stem}-{number}{file.suffix}"
    if file.suffix == ".txt":
        path.write_text(f"测试发〔2000〕{number}号\n\n{file.read_text('utf-8')}", "utf-8")
    else:
        path.write_bytes(file.read_bytes())
    return path


def _timed(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
