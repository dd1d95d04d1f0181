"""Answers of SELECT queries as plain Python values (SPARQL 1.1 Query Results JSON Format)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {
    f"{XSD}{name}": kind
    for kind, names in (
        (int, ("integer", "int", "long", "nonNegativeInteger")),
        (float, ("decimal", "double", "float")),
    )
    for name in names
}


class Iri(str):
    """An IRI among other strings: an answer's cell, or a parameter that must be written ``<…>``."""

    __slots__ = ()


Value = str | int | float | bool | None
"""A cell: an `Iri`, a string (also for dates), a number, a truth value, or None where nothing is bound."""
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: column names and one dict a row, in the order of the query. Every column is a key of every row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> tuple[Value, ...]:
        """All values of one column."""
        return tuple(row[name] for row in self.rows)


def read_rows(body: bytes) -> Rows:
    """Parse a result in ``application/sparql-results+json``.

    >>> read_rows(b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal",'
    ...           b'"value":"3","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}').rows
    ({'n': 3},)
    """
    data = json.loads(body)
    columns = tuple(data["head"]["vars"])
    rows = tuple(
        {name: _value(binding[name]) if name in binding else None for name in columns}
        for binding in data["results"]["bindings"]
    )
    return Rows(columns, rows)


def _value(cell: dict[str, Any]) -> Value:
    text: str = cell["value"]
    if cell["type"] == "uri":
        return Iri(text)
    datatype = cell.get("datatype")
    if datatype == f"{XSD}boolean":
        return text in ("true", "1")
    return _NUMBERS[datatype](text) if datatype in _NUMBERS else text
