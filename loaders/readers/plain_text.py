"""Plain text and Markdown; a file of comma-separated rows is a table whatever it is called."""

from __future__ import annotations

from loaders.readers.delimited import is_csv, read_csv
from loaders.readers.encoding import decode_mended
from loaders.text import Notice, Text


def read(data: bytes, name: str) -> Text:
    """The text of a file as it stands; of a few broken characters, such as a cut one at its end, there is a notice."""
    string, broken = decode_mended(data, name)
    if is_csv(string):
        return read_csv(string, name, broken)
    return Text(string, "text", notices=(Notice("L015", (("count", broken),)),) if broken else ())
