"""Bytes to text: one module a format; nothing here knows what the words mean. The format is told by the content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from loaders.readers import plain_text, sheet
from loaders.text import Text
from ontology.errors import ZelianError

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "DOC/XLS/WPS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)


def read_bytes(path: Path, max_bytes: int) -> tuple[Text, str]:
    """The text of a file and the SHA-256 of its bytes. Raises ``ZelianError`` E101–E109 when it cannot be read."""
    name = path.name
    try:
        if path.is_dir():
            raise ZelianError("E103", path=name)
        size = path.stat().st_size
        if size > max_bytes:
            raise ZelianError("E106", path=name, size=f"{size:,}", limit=f"{max_bytes:,}")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ZelianError("E101", path=str(path)) from None
    except PermissionError:
        raise ZelianError("E109", path=name) from None
    if not data.strip():
        raise ZelianError("E102", path=name)
    return _read(data, name), hashlib.sha256(data).hexdigest()


def _read(data: bytes, name: str) -> Text:
    if data.startswith(b"PK\x03\x04"):
        return sheet.read_workbook(data, name)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ZelianError("E107", path=name, kind=kind)
    string = plain_text.decode(data, name)
    if name.lower().endswith(".csv"):
        return sheet.read_csv(string, name)
    return Text(string, "text")
