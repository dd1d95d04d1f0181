"""Loading: files are read, checked and put into a store, each document as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from rdflib import Dataset

from api.changes import Change, compare, duties_in
from graph.build import build
from graph.derived import derive
from graph.divisions import register_of
from graph.loading import put
from graph.papers import own_iri
from graph.store import Store
from graph.validate import Result, validate
from loaders.pipeline import read_file
from ontology.divisions import Register
from ontology.errors import ZelianError
from ontology.records import Division, Record
from ontology.vocabulary import Language

SUFFIXES: Final = (".txt", ".md", ".csv", ".xlsx")
_TABLES: Final = (".csv", ".xlsx")
_BATCH: Final = 20
FACTS: Final = (
    "duties", "issues", "measures", "nameplates", "reform_events", "grid_tiers", "indicators", "divisions", "problems"
)  # fmt: skip
Kind = Literal["auto", "document", "issues", "duties", "divisions"]
Outcome = Literal["new", "changed", "unchanged", "invalid", "failed"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The files to load, and those in the folders that are of no known kind."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a file.

    ``counts`` are its facts by field of the record. ``changes`` are the duties that its document gained, lost or
    changed against what the store held. ``findings`` say why an ``invalid`` document was not written. ``replaces`` is
    another file of the same run that holds the same document.
    """

    path: Path
    outcome: Outcome
    document: str | None = None
    title: str | None = None
    counts: tuple[tuple[str, int], ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Result, ...] = ()
    replaces: Path | None = None
    error: ZelianError | None = None


def select(paths: Iterable[Path]) -> Selection:
    """The files at ``paths``, sorted; folders are searched to the bottom. A file named by itself is always taken."""
    files: set[Path] = set()
    skipped: set[Path] = set()
    for path in paths:
        if path.is_dir():
            for found in path.rglob("*"):
                if found.is_file():
                    known = found.suffix.lower() in SUFFIXES and not found.name.startswith((".", "~$"))
                    (files if known else skipped).add(found)
        else:
            files.add(path)
    return Selection(tuple(sorted(files)), tuple(sorted(skipped - files)))


def divisions_in(files: Iterable[Path], max_bytes: int) -> tuple[Division, ...]:
    """The units that division lists among ``files`` state; files that cannot be read count for nothing here."""
    stated: list[Division] = []
    for path in files:
        if path.suffix.lower() in _TABLES:
            try:
                stated.extend(read_file(path, Register.national(), max_bytes=max_bytes).divisions)
            except ZelianError:
                continue
    return tuple(stated)


def load(
    store: Store, files: Sequence[Path], *, lang: Language, max_bytes: int, kind: Kind = "auto", workers: int = 1
) -> Iterator[FileReport]:
    """Load ``files`` into ``store`` and say of each, in their order, what became of it.

    Division lists among the files count for all of them, wherever they stand, and for later loads. Files are read and
    checked by ``workers`` processes. One that fails, or whose document violates the ontology's shapes, changes nothing.
    At the end, also when the caller stops before it, what follows from the documents together is derived anew.
    """
    register = register_of(store).extended(divisions_in(files, max_bytes))
    held = set(store.graph_names())
    seen: dict[str, Path] = {}
    try:
        for read in _read_all(files, _Reader(register, kind, lang, max_bytes), workers):
            if isinstance(read, FileReport):
                yield read
                continue
            yield _commit(store, read, register, held, seen)
            seen[read.document] = read.path
    finally:
        derive(store)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read and whose document conforms."""

    path: Path
    document: str
    title: str | None
    counts: tuple[tuple[str, int], ...]
    dataset: Dataset


class _Reader:
    """Reads and checks one file; what it needs goes to each process once."""

    def __init__(self, register: Register, kind: Kind, lang: Language, max_bytes: int) -> None:
        self._register, self._kind, self._lang, self._max_bytes = register, kind, lang, max_bytes

    def __call__(self, path: Path) -> _Read | FileReport:
        try:
            record = read_file(path, self._register, lang=self._lang, max_bytes=self._max_bytes)
            if not _is_kind(record, self._kind):
                raise ZelianError("E503", path=path.name, kind=self._kind)
            dataset = build(record, self._register)
            checked = validate(dataset)
        except ZelianError as error:
            return FileReport(path, "failed", error=error)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            return FileReport(path, "failed", error=ZelianError("E501", path=path.name, reason=reason))
        title, counts = record.document.title, _counts(record)
        if not checked.conforms:
            return FileReport(path, "invalid", title=title, counts=counts, findings=checked.violations)
        return _Read(path, own_iri(record.document, record.sha256, self._register), title, counts, dataset)


_reader: _Reader | None = None
"""The reader of a worker process."""


def _settle(reader: _Reader) -> None:
    global _reader  # noqa: PLW0603 - set once when a worker process starts
    _reader = reader


def _read_one(path: Path) -> _Read | FileReport:
    assert _reader is not None  # noqa: S101
    return _reader(path)


def _read_all(files: Sequence[Path], reader: _Reader, workers: int) -> Iterator[_Read | FileReport]:
    if workers <= 1 or len(files) <= 1:
        yield from map(reader, files)
        return
    batch = max(1, min(_BATCH, len(files) // workers))
    with ProcessPoolExecutor(workers, initializer=_settle, initargs=(reader,)) as pool:
        yield from pool.map(_read_one, files, chunksize=batch)


def _is_kind(record: Record, kind: Kind) -> bool:
    if kind == "auto":
        return True
    if kind == "document":
        return record.reader not in ("csv", "xlsx")
    return bool(getattr(record, kind))


def _counts(record: Record) -> tuple[tuple[str, int], ...]:
    counts = Counter({field: len(getattr(record, field)) for field in FACTS})
    return tuple((field, number) for field, number in counts.items() if number)


def _commit(store: Store, read: _Read, register: Register, held: set[str], seen: dict[str, Path]) -> FileReport:
    before = duties_in(store, read.document) if read.document in held else ()
    try:
        written = put(store, [read.dataset], register)
    except ZelianError as error:
        return FileReport(read.path, "failed", title=read.title, error=error)
    outcome: Outcome = "unchanged"
    if read.document not in held:
        outcome = "new"
    elif {read.document, f"{read.document}/inferred"}.intersection(written):
        outcome = "changed"
    held.add(read.document)
    changes = compare(before, duties_in(store, read.document)) if outcome != "unchanged" else ()
    return FileReport(
        read.path, outcome, read.document, read.title, read.counts, changes, replaces=seen.get(read.document)
    )
