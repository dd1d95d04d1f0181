"""No more rows than the limit: in the query, so that the engine stops; in the answer, which says that it was cut."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final
from xml.sax.saxutils import quoteattr

from graph.tokens import Token

_CSV_ROW: Final = re.compile(rb'(?:[^"\n]|"[^"]*")*\n')


def bounded(query: str, seen: Sequence[Token], rows: int) -> str:
    """A SELECT query that gives at most one row more than ``rows``, by which a longer answer is known.

    >>> from graph.tokens import tokens
    >>> text = "SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 900 # all"
    >>> bounded(text, list(tokens(text)), 50)
    'SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 51 # all'
    >>> text = "SELECT * { ?s ?p ?o } # all"
    >>> bounded(text, list(tokens(text)), 50)
    'SELECT * { ?s ?p ?o } # all\\nLIMIT 51\\n'
    """
    outside = [token for token in seen if token.depth <= 0]
    for place, token in enumerate(outside):
        if "LIMIT" in token.word:
            return _lowered(query, outside[place : place + 2], rows)
    if sum((token.kind == "open") - (token.kind == "close") for token in seen):
        return query  # it does not parse: the engine says where
    at = next((token.start for token in outside if token.word == "VALUES"), len(query))
    return f"{query[:at]}\nLIMIT {rows + 1}\n{query[at:]}"


def _lowered(query: str, limit: Sequence[Token], rows: int) -> str:
    number = limit[-1]
    if limit[0].word != "LIMIT" or not number.text.isascii() or not number.text.isdigit() or int(number.text) <= rows:
        return query
    return f"{query[: number.start]}{rows + 1}{query[number.start + len(number.text) :]}"


def cut(body: bytes, media: str, rows: int, about: str) -> tuple[bytes, bool]:
    """A SELECT answer with at most ``rows`` rows, and whether some were left off.

    JSON and XML that were cut hold the IRI ``about`` among the links of their head. ``media`` is one of the engine's.
    """
    return _CUTS[media](body, rows, about)


def _cut_json(body: bytes, rows: int, about: str) -> tuple[bytes, bool]:
    if body.count(b"{") <= rows:
        return body, False
    answer = json.loads(body)
    found = answer.get("results", {}).get("bindings", [])
    if len(found) <= rows:
        return body, False
    head = {**answer["head"], "link": [about]}
    kept = {"head": head, "results": {"bindings": found[:rows]}}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode(), True


def _cut_xml(body: bytes, rows: int, about: str) -> tuple[bytes, bool]:
    if body.count(b"<result>") <= rows:
        return body, False
    parts = body.split(b"<result>", rows + 1)
    kept = b"<result>".join(parts[: rows + 1])
    link = f"<link href={quoteattr(about)}/></head>".encode()
    return kept.replace(b"</head>", link, 1) + b"</results></sparql>", True


def _cut_lines(row: re.Pattern[bytes]) -> Callable[[bytes, int, str], tuple[bytes, bool]]:
    def cut_lines(body: bytes, rows: int, about: str) -> tuple[bytes, bool]:
        if body.count(b"\n") <= rows + 1:
            return body, False
        ends = [found.end() for found in islice(row.finditer(body), rows + 2)]
        return (body[: ends[rows]], True) if len(ends) == rows + 2 else (body, False)

    return cut_lines


_CUTS: Final[Mapping[str, Callable[[bytes, int, str], tuple[bytes, bool]]]] = {
    "application/sparql-results+json": _cut_json,
    "application/sparql-results+xml": _cut_xml,
    "text/csv": _cut_lines(_CSV_ROW),
    "text/tab-separated-values": _cut_lines(re.compile(rb"[^\n]*\n")),
}
