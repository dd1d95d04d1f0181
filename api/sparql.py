"""The operations of the SPARQL 1.1 Protocol, section 2: what a request asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from fastapi import Request

from api.answering import Graphs
from ontology.errors import ZelianError

QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
FORM: Final = "application/x-www-form-urlencoded"
FORM_SPREAD: Final = 4
"""Bytes that one byte of a query may take in a form (``%E8`` and names around it)."""
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\ud800-\udfff]*")
Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """A query with the dataset that the request names, which goes before the one that the query names."""

    text: str
    graphs: Graphs | None


@dataclass(frozen=True, slots=True)
class Update:
    """An update with the dataset that the request names for its WHERE clauses."""

    text: str
    graphs: Graphs | None


async def operation(request: Request, most_bytes: int) -> Query | Update | None:
    """The operation of a request (GET, form POST or direct POST); None when it has none.

    Raises E410 (another kind of body), E411 (not one query or update), E412 (an update by GET), E419 (a body of more
    than ``most_bytes``).
    """
    given = _fields(request.scope["query_string"])
    if request.method == "POST":
        kind = utf8_type(request, (QUERY, UPDATE, FORM))
        body = await limited_body(request, most_bytes)
        if kind == FORM:
            sent = _fields(body)
            given = {name: given.get(name, []) + sent.get(name, []) for name in given | sent}
        else:
            given.setdefault("query" if kind == QUERY else "update", []).append(_utf8(body, kind))
    return _operation(given, request.method)


def utf8_type(request: Request, taken: tuple[str, ...]) -> str:
    """The media type of the body, when it is one of ``taken`` in UTF-8. Raises E410 for another."""
    sent = request.headers.get("content-type", "")
    kind, *parameters = (part.strip().lower() for part in sent.split(";"))
    charsets = [value.strip(' "') for name, _, value in (one.partition("=") for one in parameters) if name == "charset"]
    if kind not in taken or any(charset not in ("utf-8", "utf8") for charset in charsets):
        raise ZelianError("E410", type=sent, taken="、".join(taken))
    return kind


async def limited_body(request: Request, most: int) -> bytes:
    """The body, when it has at most that many bytes. Raises E419 as soon as it has more."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise ZelianError("E419", limit=most)
    return bytes(body)


def _fields(encoded: bytes) -> Fields:
    """The fields of a form, decoded once."""
    try:
        decoded = parse_qs(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise ZelianError("E410", type=FORM, taken="UTF-8") from None
    return decoded


def _utf8(body: bytes, kind: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise ZelianError("E410", type=kind, taken="UTF-8") from None


def _operation(given: Fields, method: str) -> Query | Update | None:
    queries, updates = given.get("query", []), given.get("update", [])
    if updates and method != "POST":
        raise ZelianError("E412", method=f"update {method}")
    if len(queries) + len(updates) > 1:
        raise ZelianError("E411", count=len(queries) + len(updates))
    if updates:
        return Update(updates[0], _graphs(given, "using-graph-uri", "using-named-graph-uri"))
    return Query(queries[0], _graphs(given, "default-graph-uri", "named-graph-uri")) if queries else None


def _graphs(given: Fields, default: str, named: str) -> Graphs | None:
    graphs = tuple(map(graph_iri, given.get(default, ()))), tuple(map(graph_iri, given.get(named, ())))
    return graphs if any(graphs) else None


def graph_iri(given: str) -> str:
    """The absolute IRI that a request gives for a graph. Raises E422 for what is none."""
    if not _ABSOLUTE.fullmatch(given):
        raise ZelianError("E422")
    return given
