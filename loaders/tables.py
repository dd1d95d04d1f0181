"""Table files: division lists, duty lists, issue lists and institution lists, by synonyms of their column headers."""

from __future__ import annotations

from loaders.text import Text
from ontology.divisions import Register
from ontology.records import Document, Record


def read_tables(text: Text, name: str, sha256: str, register: Register, lang: str) -> Record:
    """The record of a table file."""
    return Record(name, sha256, text.reader, text.string, Document())
