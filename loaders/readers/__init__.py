"""Bytes to text: a module for each format with ``read(data, name) -> Text``; none knows what the words mean."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final

from loaders.readers.kinds import kind_of
from loaders.text import Text
from ontology.errors import ZelianError

_READERS: Final = {
    "text": "plain_text",
    "csv": "delimited",
    "xlsx": "workbook",
    "xls": "workbook",
    "docx": "docx",
    "doc": "doc",
    "html": "html",
    "pdf": "pdf",
    "ofd": "ofd",
}
"""Format → the module of this package that reads it; a module is imported when the first such file comes."""


def read_bytes(path: Path, max_bytes: int, docx: Path | None = None) -> tuple[Text, str]:
    """The text of a file and the SHA-256 of its bytes. Raises ``ZelianError`` E101–E119 when it cannot be read.

    ``docx`` is what `loaders.readers.office.to_docx` made of the file; it is read in its place.
    """
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
    old = docx is not None and kind_of(data, name) == "doc"
    text = replace(read(docx.read_bytes(), name), reader="doc") if docx and old else read(data, name)
    return text, hashlib.sha256(data).hexdigest()


def read(data: bytes, name: str) -> Text:
    """The text of the bytes of a file called ``name``, by the reader of its format. Raises as `read_bytes` does."""
    kind = kind_of(data, name)
    if kind not in _READERS:
        raise ZelianError("E107", path=name, kind=kind)
    text: Text = import_module(f"loaders.readers.{_READERS[kind]}").read(data, name)
    return text
