"""Loading: files are read, checked and put into a store, each document as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from rdflib import Dataset

from api.changes import Change, compare, duties_in
from api.originals import Originals, digest_of
from api.preparing import prepared
from api.reading import Limits, Manner, Source, divisions_in, of_sources
from graph.build import build
from graph.derived import derive
from graph.divisions import register_of
from graph.loading import put
from graph.papers import own_iri
from graph.store import Store
from graph.validate import Result, validate
from loaders.archives import SUFFIXES as ARCHIVES
from loaders.columns import STANDARD, Columns
from ontology.divisions import Register
from ontology.errors import ZelianError
from ontology.records import Division, Record
from ontology.tables import TableRead
from ontology.vocabulary import Language

SUFFIXES: Final = (
    ".txt", ".md", ".html", ".htm", ".docx", ".doc", ".wps", ".pdf", ".ofd", ".csv", ".xlsx", ".xls"
)  # fmt: skip
FACTS: Final = (
    "duties", "issues", "measures", "nameplates", "reform_events", "grid_tiers", "indicators", "divisions", "problems"
)  # fmt: skip
Kind = Literal["auto", "document", "institutions", "issues", "duties", "divisions"]
Outcome = Literal["new", "changed", "unchanged", "invalid", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The files to load, and those in the folders that are of no known kind."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a file; ``skipped`` is a member of an archive that is of no known kind.

    ``counts`` are its facts by field of the record. ``changes`` are the duties that its document gained, lost or
    changed against what the store held. ``findings`` say why an ``invalid`` document was not written. ``replaces`` is
    another file of the same run that holds the same document. ``tables`` tell what the columns of its lists were taken
    for.
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
    tables: tuple[TableRead, ...] = ()


def select(paths: Iterable[Path]) -> Selection:
    """The files at ``paths``, sorted; folders are searched to the bottom. A file named by itself is always taken."""
    files: set[Path] = set()
    skipped: set[Path] = set()
    for path in paths:
        if path.is_dir():
            for found in path.rglob("*"):
                if found.is_file():
                    (files if is_known(str(found)) else skipped).add(found)
        else:
            files.add(path)
    return Selection(tuple(sorted(files)), tuple(sorted(skipped - files)))


def is_known(name: str) -> bool:
    """Is a file of this name, found in a folder or an archive, one to read?"""
    path = PurePosixPath(name)
    hidden = path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
    return path.suffix.lower() in (*SUFFIXES, *ARCHIVES) and not hidden


def load(
    store: Store,
    files: Sequence[Path],
    *,
    lang: Language,
    max_bytes: int,
    kind: Kind = "auto",
    workers: int = 1,
    seconds: float = 600.0,
    memory: int = 2_000_000_000,
    columns: Columns = STANDARD,
    originals: Originals | None = None,
) -> Iterator[FileReport]:
    """Load ``files`` into ``store`` and say of each, in their order, what became of it.

    Archives stand for the files in them. Division lists among the files count for all of them, wherever they stand,
    and for later loads. Files are read and checked by ``workers`` processes, each within `api.reading.Limits`. One that
    fails, or whose document violates the ontology's shapes, changes nothing. The file that a document was read from is
    kept in ``originals``. At the end, also when the caller stops before it, what follows from the documents together is
    derived anew.
    """
    limits = Limits(max_bytes, seconds, memory, workers)
    manner = Manner(max_bytes, lang, columns)
    with prepared(files, is_known, limits) as sources:
        register = register_of(store).extended(divisions_in(sources, limits, manner))
        start = partial(_start, register.stated, kind, manner)
        writer = _Writer(store, register, originals)
        try:
            for source, read in of_sources(start, sources, limits):
                yield writer.write(source, read) if isinstance(read, _Read) else _unread(source, read)
        finally:
            derive(store)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read and whose document conforms."""

    document: str
    sha256: str
    title: str | None
    counts: tuple[tuple[str, int], ...]
    dataset: Dataset
    tables: tuple[TableRead, ...]


@dataclass(frozen=True, slots=True)
class _Invalid:
    """A file that was read and whose document does not conform."""

    title: str | None
    counts: tuple[tuple[str, int], ...]
    findings: tuple[Result, ...]


def _start(stated: frozenset[Division], kind: Kind, manner: Manner) -> Callable[[Source], _Read | _Invalid]:
    return partial(_read, Register.national().extended(stated), kind, manner)


def _read(register: Register, kind: Kind, manner: Manner, source: Source) -> _Read | _Invalid:
    """Read and check one file; called in a worker process."""
    record = manner.record(register, source)
    if not _is_kind(record, kind):
        raise ZelianError("E503", path=source.name, kind=kind)
    dataset = build(record, register)
    checked = validate(dataset)
    title, counts = record.document.title, _counts(record)
    if not checked.conforms:
        return _Invalid(title, counts, checked.violations)
    iri = own_iri(record.document, record.sha256, register)
    return _Read(iri, record.sha256, title, counts, dataset, record.tables)


def _unread(source: Source, outcome: _Invalid | ZelianError | None) -> FileReport:
    if isinstance(outcome, _Invalid):
        return FileReport(
            source.shown, "invalid", title=outcome.title, counts=outcome.counts, findings=outcome.findings
        )
    return FileReport(source.shown, "failed" if outcome else "skipped", error=outcome)


def _is_kind(record: Record, kind: Kind) -> bool:
    if kind == "auto":
        return True
    if kind == "document":
        return record.reader not in ("csv", "xlsx", "xls")
    return bool(getattr(record, kind))


def _counts(record: Record) -> tuple[tuple[str, int], ...]:
    counts = Counter({field: len(getattr(record, field)) for field in FACTS})
    return tuple((field, number) for field, number in counts.items() if number)


class _Writer:
    """Writes the documents of a run into the store, one after the other."""

    def __init__(self, store: Store, register: Register, originals: Originals | None) -> None:
        self._store, self._register, self._originals = store, register, originals
        self._held = set(store.graph_names())
        self._seen: dict[str, Path] = {}

    def write(self, source: Source, read: _Read) -> FileReport:
        """Write a document and keep its original; says what that changed against what the store held."""
        known = read.document in self._held
        before = duties_in(self._store, read.document) if known else ()
        try:
            written = self._put(source, read)
        except ZelianError as error:
            return FileReport(source.shown, "failed", title=read.title, error=error)
        outcome: Outcome = "unchanged"
        if not known:
            outcome = "new"
        elif {read.document, f"{read.document}/inferred"}.intersection(written):
            outcome = "changed"
        self._held.add(read.document)
        replaces = self._seen.get(read.document)
        self._seen[read.document] = source.shown
        changes = compare(before, duties_in(self._store, read.document)) if outcome != "unchanged" else ()
        return FileReport(
            source.shown,
            outcome,
            read.document,
            read.title,
            read.counts,
            changes,
            replaces=replaces,
            tables=read.tables if outcome != "unchanged" else (),
        )

    def _put(self, source: Source, read: _Read) -> tuple[str, ...]:
        if self._originals is None:
            return put(self._store, [read.dataset], self._register)
        before = digest_of(self._store, read.document)
        self._originals.keep(source.path, read.sha256)
        try:
            return put(self._store, [read.dataset], self._register)
        finally:
            for digest in {before, read.sha256} - {None}:
                self._originals.tidy(self._store, str(digest))
