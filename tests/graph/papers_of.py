"""Documents of 青禾县 as the loaders read them, and stores of them."""

from __future__ import annotations

import hashlib

from graph.build import build
from graph.derived import derive
from graph.loading import put
from graph.oxigraph import Embedded
from graph.store import Store
from loaders.pipeline import read_text
from loaders.readers.delimited import read_csv
from loaders.text import Text
from ontology.divisions import Register
from ontology.names import document_iri
from ontology.records import Record
from tests.graph.histories import REGISTER


def paper(title: str, body: str, date: str, number: str | None = None, issuer: str = "青禾县人民政府") -> Record:
    """A document with its head and foot."""
    head = f"{title}\n{number}\n" if number else f"{title}\n"
    string = f"{head}{body}\n{issuer}\n{date}\n"
    return read_text(Text(string, "text"), f"{title}.txt", _sha256(string), REGISTER)


def listed(rows: str, register: Register = REGISTER) -> Record:
    """A list from a csv file."""
    return read_text(read_csv(rows, "list.csv"), "list.csv", _sha256(rows), register)


def stored(*records: Record, register: Register = REGISTER) -> Store:
    store = Embedded()
    for record in records:
        put(store, [build(record, register)], register)
    derive(store)
    return store


def number(of: str) -> str:
    """The IRI of the document with a number."""
    return document_iri(of, None, None)


def _sha256(string: str) -> str:
    return hashlib.sha256(string.encode()).hexdigest()
