"""Files are read in processes that can be killed: one that never ends or takes all memory harms no other."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

from api.offline import forbid_network
from api.worker import module_of
from api.workers import Died, TookTooLong, TooMuchMemory, Workers
from loaders.columns import STANDARD, Columns
from loaders.pipeline import read_file
from ontology.divisions import Register
from ontology.errors import ZelianError
from ontology.records import Division, Record
from ontology.vocabulary import Language

TABLES: Final = (".csv", ".xlsx", ".xls")
"""Files that can be lists of divisions, by their suffixes."""


class Named(Protocol):
    """A job on a file."""

    @property
    def name(self) -> str:
        """What to call the file in a sentence."""


Asked = TypeVar("Asked", bound=Named)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``shown`` is what to call it: its path, for a member of an archive that of both.

    ``docx`` is what was made of an old Word file. ``error`` says why there is nothing to read; ``skipped`` that it is a
    member of a kind that is not read.
    """

    path: Path
    shown: Path
    docx: Path | None = None
    error: ZelianError | None = None
    skipped: bool = False

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.shown.name

    @property
    def is_readable(self) -> bool:
        """Is there a file to read?"""
        return not self.skipped and self.error is None


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: bytes of the file, seconds, bytes of memory; and how many are read at a time."""

    max_bytes: int
    seconds: float = 600.0
    memory: int = 2_000_000_000
    workers: int = 1


def in_processes(
    start: Callable[[], Callable[[Asked], Result]], asked: Sequence[Asked], limits: Limits
) -> Iterator[Result | ZelianError]:
    """What the function that ``start`` gives makes of each thing, in their order, or the error in its place.

    The function is called in processes without network, as `api.workers.Workers` has it, within ``limits``.
    """
    if not asked:
        return
    count = min(limits.workers, len(asked))
    begin = partial(_offline, start)
    with Workers(
        count, begin, seconds=limits.seconds, memory=limits.memory, preload=("api.warm", module_of(start))
    ) as workers:
        for one, outcome in zip(asked, workers.each(asked), strict=True):
            yield _explained(outcome, one.name, limits) if isinstance(outcome, Exception) else outcome


def _offline(start: Callable[[], Callable[[Asked], Result]]) -> Callable[[Asked], Result]:
    forbid_network()
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # libraries print there what errors say in sentences
    return start()


def _explained(error: Exception, name: str, limits: Limits) -> ZelianError:
    match error:
        case ZelianError():
            return error
        case TookTooLong():
            return ZelianError("E120", path=name, limit=f"{limits.seconds:g}")
        case TooMuchMemory():
            return ZelianError("E121", path=name, limit=f"{limits.memory:,}")
        case Died():
            return ZelianError("E122", path=name, exit=error.code, limit=f"{limits.memory:,}")
    return ZelianError("E501", path=name, reason=f"{type(error).__name__}: {error}")


def of_sources(
    start: Callable[[], Callable[[Source], Result]], sources: Sequence[Source], limits: Limits
) -> Iterator[tuple[Source, Result | ZelianError | None]]:
    """Each source with what `in_processes` gives for it, else with its error; None for a skipped one."""
    read = in_processes(start, [source for source in sources if source.is_readable], limits)
    for source in sources:
        yield source, next(read) if source.is_readable else source.error


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are read: at most ``max_bytes`` each, problems said in ``lang``, headers told by ``columns``."""

    max_bytes: int
    lang: Language = "zh"
    columns: Columns = STANDARD

    def record(self, register: Register, source: Source) -> Record:
        """The record of a file; called in a worker process."""
        return read_file(
            source.path,
            register,
            lang=self.lang,
            max_bytes=self.max_bytes,
            columns=self.columns,
            docx=source.docx,
        )


def divisions_in(sources: Iterable[Source], limits: Limits, manner: Manner) -> tuple[Division, ...]:
    """The units that division lists among ``sources`` state; files that cannot be read count for nothing here."""
    tables = [source for source in sources if source.is_readable and source.path.suffix.lower() in TABLES]
    listed = in_processes(partial(_start_recording, frozenset(), manner), tables, limits)
    return tuple(unit for record in listed if not isinstance(record, ZelianError) for unit in record.divisions)


def records_of(
    sources: Sequence[Source], limits: Limits, manner: Manner
) -> Iterator[tuple[Source, Record | ZelianError | None]]:
    """The record of each file, in their order, or why there is none. Division lists among the files count for all."""
    stated = frozenset(divisions_in(sources, limits, manner))
    return of_sources(partial(_start_recording, stated, manner), sources, limits)


def _start_recording(stated: frozenset[Division], manner: Manner) -> Callable[[Source], Record]:
    return partial(manner.record, Register.national().extended(stated))
