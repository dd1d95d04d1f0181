"""Archives: what a zip or a tar holds, one member after the other. Nothing is written here, and no name is trusted.

docx, xlsx and ofd are zips too (ECMA-376 part 2, GB/T 33190): those are documents, told by what they hold.
"""

from __future__ import annotations

import contextlib
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import IO, Final

from ontology.errors import ZelianError

SUFFIXES: Final = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".tbz2", ".xz", ".txz")
BROKEN: Final = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
"""What reading a damaged archive raises; ``OSError`` is that of gzip and bz2."""
_MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_DOCUMENTS: Final = frozenset(("[Content_Types].xml", "OFD.xml"))
_LOCAL_HEADER: Final = 30
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path there ("/" between), the size that it states, and a way to its bytes.

    ``problem`` is the code of the message that says why it is not to be read.
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]]
    problem: str | None = None


def may_be_archive(path: Path) -> bool:
    """Does the file begin like an archive? A quick look, for `is_archive` to be asked of few files."""
    with path.open("rb") as file:
        head = file.read(512)
    return head.startswith(_MAGIC) or head[257:262] == b"ustar" or path.suffix.lower() == ".tar"


def is_archive(path: Path) -> bool:
    """Is the file a zip that is no document, or a tar, compressed or not? A damaged zip counts when it is called so."""
    if not may_be_archive(path):
        return False
    if not _is_zip(path):
        try:
            return tarfile.is_tarfile(path)
        except BROKEN:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not _DOCUMENTS.intersection(archive.namelist())
    except BROKEN:
        return path.suffix.lower() in SUFFIXES


def members(path: Path, name: str) -> Iterator[Member]:
    """The files in an archive, which stays open between them. Raises E132 when it is damaged, E137 for a zip bomb."""
    try:
        yield from _zip_members(path, name) if _is_zip(path) else _tar_members(path)
    except BROKEN as error:
        raise ZelianError("E132", path=name, reason=f"{type(error).__name__}: {error}") from error


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _zip_members(path: Path, name: str) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
        for one, following in pairwise(entries):
            if one.header_offset + _LOCAL_HEADER + one.compress_size > following.header_offset:
                raise ZelianError("E137", path=name)
        for entry in archive.infolist():
            called = _zip_name(entry)
            if not called.endswith("/"):
                yield Member(called, entry.file_size, partial(archive.open, entry), _zip_problem(entry, called))


def _zip_name(entry: zipfile.ZipInfo) -> str:
    r"""The name of a zip's entry: UTF-8 where its flag says so, else UTF-8 or GB18030 (programs for Chinese Windows).

    >>> _zip_name(zipfile.ZipInfo("通知.txt".encode("gb18030").decode("cp437")))
    '通知.txt'
    """
    called = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        called = _decoded(called.encode("cp437", "replace"))
    return called.replace("\\", "/")


def _zip_problem(entry: zipfile.ZipInfo, called: str) -> str | None:
    if entry.flag_bits & _ENCRYPTED:
        return "E133"
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        return "E135"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        return "E138"
    return _unsafe(called)


def _tar_members(path: Path) -> Iterator[Member]:
    with tarfile.open(path, "r:*") as archive:
        for entry in archive:
            if not entry.isdir():
                called = _decoded(entry.name.encode("utf-8", "surrogateescape"))
                problem = _unsafe(called) if entry.isreg() else "E135"
                yield Member(called, entry.size, partial(_tar_file, archive, entry), problem)


def _tar_file(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(entry)
    assert file is not None  # noqa: S101 - it is a regular file
    return file


def _decoded(name: bytes) -> str:
    """UTF-8 or GB18030; where it can be both, the one that gives Chinese: 通知 in GB18030 is valid UTF-8.

    >>> [_decoded("通知".encode(encoding)) for encoding in ("gb18030", "utf-8")]
    ['通知', '通知']
    """
    readings = []
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            readings.append(name.decode(encoding))
    chinese = (reading for reading in readings if any(letter >= "\u2e80" for letter in reading))
    return name.decode() if name.isascii() else next(chinese, name.decode("utf-8", "replace"))


def _unsafe(called: str) -> str | None:
    """E134 for a path that leads out of the archive or begins at a root or a drive.

    >>> [_unsafe(name) for name in ("甲/乙.txt", "甲/../../乙.txt", "/etc/passwd", "C:/乙.txt", "甲\\0.txt")]
    [None, 'E134', 'E134', 'E134', 'E134']
    """
    parts = called.split("/")
    bad = called.startswith("/") or ".." in parts or parts[0].endswith(":") or "\0" in called
    return "E134" if bad or not parts[-1] else None
