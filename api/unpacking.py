"""Archives are unpacked in processes that can be killed, into a folder that goes away, under names of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from api.reading import Limits, Source, in_processes
from loaders.archives import BROKEN, Member, is_archive, may_be_archive, members
from ontology.errors import ZelianError

MEMBERS: Final = 10_000
TOTAL: Final = 2_000_000_000
RATIO: Final = 100
DEPTH: Final = 2
"""An archive holds at most this many files, unpacks to at most this many bytes and this many times its own size, and
holds archives that hold no further ones."""
_SMALL: Final = 10_000_000
"""Bytes that any archive may unpack to, however small it is."""
_CHUNK: Final = 1 << 20
_LONGEST_NAME: Final = 60
Wanted = Callable[[str], bool]


@contextmanager
def unpacked(files: Iterable[Path], wanted: Wanted, limits: Limits) -> Iterator[tuple[Source, ...]]:
    """The files, in their order, with the members of archives in the place of these, until the block ends.

    ``wanted`` says by its name which member is of a kind that is read (a function of a module).
    """
    chosen = tuple(files)
    packed = [path for path in chosen if _may_be_packed(path)]
    with TemporaryDirectory(prefix="zelian-") as folder:
        jobs = [_Archive(path, Path(folder, str(number))) for number, path in enumerate(packed)]
        found = dict(zip(packed, in_processes(partial(_start, wanted, limits.max_bytes), jobs, limits), strict=True))
        yield tuple(source for path in chosen for source in _sources(path, found.get(path)))


def _may_be_packed(path: Path) -> bool:
    try:
        return path.is_file() and may_be_archive(path)
    except OSError:  # its reader says what is wrong
        return False


def _sources(path: Path, found: tuple[Source, ...] | ZelianError | None) -> tuple[Source, ...]:
    if isinstance(found, ZelianError):
        return (Source(path, path, error=found),)
    return (Source(path, path),) if found is None else found


@dataclass(frozen=True, slots=True)
class _Archive:
    path: Path
    folder: Path

    @property
    def name(self) -> str:
        return self.path.name


def _start(wanted: Wanted, max_bytes: int) -> Callable[[_Archive], tuple[Source, ...] | None]:
    return partial(_unpack, wanted, max_bytes)


def _unpack(wanted: Wanted, max_bytes: int, archive: _Archive) -> tuple[Source, ...] | None:
    """What an archive holds; None for a file that is none. Raises E130–E137 when all of it is to be left alone."""
    if not is_archive(archive.path):
        return None
    archive.folder.mkdir()
    found = tuple(_Unpacking(archive, wanted, max_bytes).sources(archive.path, archive.path, 1))
    if {source.error.code if source.error else "" for source in found if not source.skipped} == {"E133"}:
        raise ZelianError("E133", path=archive.name)
    return found or (Source(archive.path, archive.path, skipped=True),)


class _Unpacking:
    """The unpacking of one archive and those in it, with what they may still take."""

    def __init__(self, archive: _Archive, wanted: Wanted, max_bytes: int) -> None:
        self._archive, self._wanted, self._max_bytes = archive, wanted, max_bytes
        self._limit = min(TOTAL, max(_SMALL, RATIO * archive.path.stat().st_size))
        self._bytes = self._members = self._files = 0

    def sources(self, path: Path, shown: Path, depth: int) -> Iterator[Source]:
        for member in members(path, shown.name):
            self._members += 1
            if self._members > MEMBERS:
                raise ZelianError("E130", path=self._archive.name, limit=f"{MEMBERS:,}")
            called = Path(shown, *PurePosixPath(member.name.lstrip("/")).parts)
            if member.problem:
                yield Source(path, called, error=ZelianError(member.problem, path=called))
            elif not self._wanted(member.name):
                yield Source(path, called, skipped=True)
            else:
                yield from self._member(member, called, depth)

    def _member(self, member: Member, called: Path, depth: int) -> Iterator[Source]:
        try:
            path = self._write(member, called)
            if not is_archive(path):
                yield Source(path, called)
            elif depth >= DEPTH:
                raise ZelianError("E136", path=called, limit=DEPTH)
            else:
                yield from self.sources(path, called, depth + 1)
                path.unlink()
        except ZelianError as error:
            if error.code in ("E130", "E131"):
                raise
            yield Source(self._archive.path, called, error=error)

    def _write(self, member: Member, called: Path) -> Path:
        """The member as a file: alone in a folder, under the end of its name."""
        if member.size > self._max_bytes:
            raise ZelianError("E106", path=called, size=f"{member.size:,}", limit=f"{self._max_bytes:,}")
        folder = self._archive.folder / str(self._files)
        self._files += 1
        folder.mkdir()
        path = folder / called.name[-_LONGEST_NAME:]
        try:
            with member.open() as source, path.open("xb") as target:
                while chunk := source.read(_CHUNK):
                    self._bytes += len(chunk)
                    if self._bytes > self._limit:
                        about = {"limit": f"{self._limit:,}", "total": f"{TOTAL:,}", "ratio": RATIO}
                        raise ZelianError("E131", path=self._archive.name, **about)
                    target.write(chunk)
        except BROKEN as error:
            raise ZelianError("E132", path=called, reason=f"{type(error).__name__}: {error}") from error
        return path
