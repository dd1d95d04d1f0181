"""Plain text and Markdown; a file of comma-separated rows is a table whatever it is called."""

from __future__ import annotations

from loaders.readers.delimited import is_csv, read_csv
from loaders.readers.encoding import decode
from loaders.text import Text


def read(data: bytes, name: str) -> Text:
    """The text of a file as it stands."""
    string = decode(data, name)
    return read_csv(string, name) if is_csv(string) else Text(string, "text")
