"""The embedded store: Oxigraph in a folder or in memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.store import Store
from ontology.errors import ZelianError

_Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_AT: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CLASSES: Final = re.compile(r",? *\['.*?'\](?=,|$)")


class Embedded(Store):
    """Oxigraph in ``folder``, or in memory when it is None. One process at a time can write to a folder."""

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        self._read_only = read_only
        self._version: str | None = None
        self._store = _open(folder, read_only)

    def raw(
        self,
        sparql: str,
        accept: str,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> bytes:
        """See `Store.raw`."""
        return _serialised(self._answer(sparql, default_graphs, named_graphs), accept)

    def _answer(self, sparql: str, default: Sequence[str] | None, named: Sequence[str] | None) -> _Answer:
        try:
            if default is None and named is None:
                return self._store.query(sparql, use_default_graph_as_union=True)
            return self._store.query(
                sparql,
                default_graph=[ox.NamedNode(iri) for iri in default or ()],
                named_graphs=[ox.NamedNode(iri) for iri in named or ()],
            )
        except SyntaxError as error:
            raise _syntax_error("E202", error) from None

    def update(self, sparql: str) -> None:
        """See `Store.update`."""
        if self._read_only:
            raise ZelianError("E205")
        try:
            self._store.update(sparql)
        except SyntaxError as error:
            raise _syntax_error("E210", error) from None
        self._version = None

    def close(self) -> None:
        """See `Store.close`."""
        if not self._read_only:
            self._store.flush()
        self._store = ox.Store()

    def triples(self, graph: str) -> list[str]:
        """See `Store.triples`."""
        return canonical(self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b"")

    @property
    def version(self) -> str:
        """See `Store.version`; kept between writes, since no other process can write."""
        if self._version is None:
            self._version = super().version
        return self._version

    def snapshot(self, folder: Path) -> None:
        """Copy the store into the new folder ``folder`` (hard links where the file system has them)."""
        self._store.backup(str(folder))


def canonical(ntriples: bytes) -> list[str]:
    """Lines of N-Triples in canonical form, sorted, each once.

    >>> canonical(b'<http://a.org/s> <http://a.org/p>   "\\\\u8d23" .')
    ['<http://a.org/s> <http://a.org/p> "责" .']
    """
    parsed = ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)
    text = (ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return sorted(set(text.split("\n")) - {""})


def _open(folder: Path | None, read_only: bool) -> ox.Store:
    try:
        if folder is None:
            return ox.Store()
        if read_only:
            return ox.Store.read_only(str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(folder))
    except OSError as error:
        code = "E201" if "lock" in str(error).lower() else "E204"
        raise ZelianError(code, path=folder, reason=error) from None


def _syntax_error(code: str, error: SyntaxError) -> ZelianError:
    """What Oxigraph says ("error at 2:7: expected …") with line and column apart, without its character classes."""
    found = _AT.match(error.msg)
    line, column, reason = found.groups() if found else (1, 1, error.msg)
    return ZelianError(code, line=int(line), column=int(column), reason=_CLASSES.sub("", " ".join(reason.split())))


def _serialised(answer: _Answer, accept: str) -> bytes:
    try:
        if isinstance(answer, ox.QueryTriples):
            rdf = ox.RdfFormat.from_media_type(accept)
            if rdf is not None:
                return answer.serialize(format=rdf) or b""
        else:
            results = ox.QueryResultsFormat.from_media_type(accept)
            if results is not None:
                return answer.serialize(format=results) or b""
    finally:
        del answer  # an answer must die in its own thread, not with the traceback of an error
    raise ZelianError("E203", accept=accept)
