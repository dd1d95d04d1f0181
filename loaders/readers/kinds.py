"""The format of a file, told by its content; names count only where the content leaves it open (csv or prose)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

import olefile

from ontology.errors import ZelianError

_MAGIC: Final = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
_HTML: Final = re.compile(
    rb"^(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|body|meta|title|style|script|link|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(rb"^\s*<\?xml\b")
_WORKBOOKS: Final = (".xls", ".et")
_SNIFFED: Final = 4096
_TAR_MARK: Final = slice(257, 262)
BROKEN_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What reading a damaged zip raises."""
MAX_UNPACKED: Final = 256 << 20
"""Most bytes that the parts of a zipped format (docx, xlsx, ofd) may have together when they are unpacked."""


def kind_of(data: bytes, name: str) -> str:
    """The format: "docx", "xlsx", "ofd", "zip", "doc", "xls", "pdf", "tar", "html", "csv", "text" or a name in capitals
    of one that is not read.

    Raises E108 for a broken zip or OLE file and E112 for an encrypted one.
    """
    head = data[:_SNIFFED]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, name)
    if head.startswith(olefile.MAGIC):
        return _ole_kind(data, name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[_TAR_MARK] == b"ustar":
        return "tar"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    flat = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    if _HTML.match(flat):
        return "html"
    if _XML.match(flat):
        return "XML"
    return "csv" if name.lower().endswith(".csv") else "text"


def may_be_doc(path: Path) -> bool:
    """Does a file begin as old Word files do, and is not called a workbook?"""
    if path.suffix.lower() in _WORKBOOKS or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(olefile.MAGIC)) == olefile.MAGIC
    except OSError:
        return False


def unpacked_size(data: bytes) -> int:
    """The bytes of a zip's members together, as its directory states them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(info.file_size for info in archive.infolist())


def _zip_kind(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info.filename for info in archive.infolist()]
    except BROKEN_ZIP as error:
        raise ZelianError("E108", path=name, reason=error) from None
    if any(member.startswith("xl/") for member in members):
        return "xlsx"
    if any(member.startswith("word/") for member in members):
        return "docx"
    if any(member.rpartition("/")[2].lower() == "ofd.xml" for member in members):
        return "ofd"
    return "PPTX" if any(member.startswith("ppt/") for member in members) else "zip"


def _ole_kind(data: bytes, name: str) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {entry[0] for entry in ole.listdir()}
            faults = _issues(ole)
    except (OSError, ValueError, IndexError, TypeError, KeyError) as error:
        raise ZelianError("E108", path=name, reason=error) from None
    if "EncryptedPackage" in streams:
        raise ZelianError("E112", path=name)
    if "WordDocument" in streams:
        return "doc"
    if streams & {"Workbook", "Book"}:
        return "xls"
    if faults:
        raise ZelianError("E108", path=name, reason=faults[0][1])
    return "OLE"


def _issues(ole: Any) -> list[Any]:
    """What olefile found wrong with the file (it is not in its type stubs): pairs of a kind and a sentence."""
    found: list[Any] = ole.parsing_issues
    return found
