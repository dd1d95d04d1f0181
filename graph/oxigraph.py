"""The embedded store: Oxigraph in a folder or in memory."""

from __future__ import annotations

import re
import shutil
import weakref
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, TypeAlias
from uuid import uuid4

import pyoxigraph as ox

from graph.store import DEFAULT, Store
from ontology.errors import ZelianError
from ontology.names import PREFIXES

_Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_AT: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
READERS: Final = "readers"
"""The folder in a store's own folder with its published versions."""
_CLASSES: Final = re.compile(r",? *\['.*?'\](?=,|$)")


class Embedded(Store):
    """Oxigraph in ``folder``, or in memory when it is None. One process at a time can write to a folder."""

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        self._read_only = read_only
        self._version: str | None = None
        self._store = _open(folder, read_only)
        self._folder = folder
        self._editions: Path | None = None
        self._edition: str | None = None
        self._writes = 0
        if folder and not read_only:
            shutil.rmtree(folder / READERS, ignore_errors=True)  # left over from a process that was killed

    def raw(
        self,
        sparql: str,
        accept: str,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        most: int | None = None,
        base: str | None = None,
    ) -> bytes:
        """See `Store.raw`."""
        return serialised(self._answer(sparql, default_graphs, named_graphs, base), accept, most)

    def _answer(
        self, sparql: str, default: Sequence[str] | None, named: Sequence[str] | None, base: str | None
    ) -> _Answer:
        try:
            if default is None and named is None:
                return self._store.query(sparql, base_iri=base, use_default_graph_as_union=True)
            return self._store.query(
                sparql,
                base_iri=base,
                default_graph=[ox.NamedNode(iri) for iri in default or ()],
                named_graphs=[ox.NamedNode(iri) for iri in named or ()],
            )
        except SyntaxError as error:
            raise _syntax_error("E202", error) from None

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """See `Store.update`."""
        if self._read_only:
            raise ZelianError("E205")
        try:
            self._store.update(sparql, base_iri=base)
            if next(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None):
                self._store.update(f"ADD DEFAULT TO <{DEFAULT}> ; DROP DEFAULT")
        except SyntaxError as error:
            raise _syntax_error("E210", error) from None
        self._version = self._edition = None
        self._writes += 1

    def close(self) -> None:
        """See `Store.close`."""
        if not self._read_only:
            self._store.flush()
        self._store = ox.Store()
        if self._editions:
            shutil.rmtree(self._editions, ignore_errors=True)

    def triples(self, graph: str) -> list[str]:
        """See `Store.triples`."""
        return canonical(self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b"")

    @property
    def version(self) -> str:
        """See `Store.version`; kept between writes, since no other process can write."""
        if self._version is None:
            self._version = super().version
        return self._version

    def published(self) -> str:
        """See `Store.published`: a copy beside the store's own files (hard links where the file system has them)."""
        if self._folder and self._read_only:
            return str(self._folder)
        if self._edition:
            return self._edition
        writes = self._writes
        edition = str(self._own_folder() / uuid4().hex)
        if self._folder:
            self._store.backup(edition)
        else:
            copy = ox.Store(edition)
            copy.bulk_extend(self._store)
            copy.flush()
        self._edition = edition if writes == self._writes else None
        return edition

    @property
    def settled(self) -> bool:
        """See `Store.settled`."""
        return self._version is not None and (self._edition is not None or self._read_only)

    def _own_folder(self) -> Path:
        if self._editions is None and self._folder:
            self._editions = self._folder / READERS
            self._editions.mkdir(exist_ok=True)
        elif self._editions is None:
            self._editions = Path(mkdtemp(prefix="zelian-"))
            weakref.finalize(self, shutil.rmtree, self._editions, ignore_errors=True)
        return self._editions

    def withdraw(self, place: str) -> None:
        """See `Store.withdraw`."""
        if self._editions and Path(place).parent == self._editions:
            shutil.rmtree(place, ignore_errors=True)


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


def parsed(body: bytes, media: str, base: str) -> str:
    """RDF of a media type as sorted lines of canonical N-Triples. Raises E210 (it does not parse) and E203.

    The graphs of a dataset are read as one.
    """
    kind = ox.RdfFormat.from_media_type(media)
    if kind is None:
        raise ZelianError("E203", accept=media)
    try:
        triples = {quad.triple for quad in ox.parse(body, format=kind, base_iri=base)}
    except SyntaxError as error:
        place = {"line": error.lineno or 1, "column": error.offset or 1}
        raise ZelianError("E210", **place, reason=" ".join(error.msg.split())) from None
    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return "\n".join(sorted(filter(None, text.split("\n"))))


def rewritten(ntriples: bytes, accept: str) -> bytes:
    """N-Triples as the RDF media type ``accept``, with our prefixes. Raises E203 for another media type.

    >>> line = b'<https://w3id.org/zelian/id/a> <https://w3id.org/zelian/ns#rule> "x" .'
    >>> rewritten(line, "text/turtle").decode().splitlines()[-1]
    'id:a zl:rule "x" .'
    """
    kind = ox.RdfFormat.from_media_type(accept)
    if kind is None:
        raise ZelianError("E203", accept=accept)
    if kind in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return ntriples
    triples = (quad.triple for quad in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))
    return ox.serialize(triples, format=kind, prefixes=PREFIXES) or b""


def rewritten_triples(ntriples: bytes, accept: str, most: int | None) -> bytes:
    """N-Triples of another engine as a media type: at most ``most`` triples, each once. Raises E203."""
    triples = _each_once(quad.triple for quad in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))
    canonical_text = ox.serialize(islice(triples, most), format=ox.RdfFormat.N_TRIPLES) or b""
    return rewritten(canonical_text, accept)


def rewritten_results(body: bytes, accept: str) -> bytes:
    """JSON results of another engine as a media type. Raises E203."""
    return serialised(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON), accept)


def check_query(sparql: str, base: str | None) -> None:
    """Raise E202 for a query that does not parse."""
    try:
        ox.Store().query(sparql, base_iri=base)
    except SyntaxError as error:
        raise _syntax_error("E202", error) from None


def check_update(sparql: str, base: str) -> None:
    """Raise E210 for an update that does not parse."""
    try:
        ox.Store().update(sparql, base_iri=base)
    except SyntaxError as error:
        raise _syntax_error("E210", error) from None


def serialised(answer: _Answer, accept: str, most: int | None = None) -> bytes:
    """An answer as the media type ``accept``; of a graph at most ``most`` triples, each once. Raises E203."""
    try:
        if isinstance(answer, ox.QueryTriples):
            rdf = ox.RdfFormat.from_media_type(accept)
            if rdf is not None:
                if most is None:
                    return answer.serialize(format=rdf) or b""
                return ox.serialize(islice(_each_once(answer), most), format=rdf) or b""
        else:
            results = ox.QueryResultsFormat.from_media_type(accept)
            if results is not None:
                return answer.serialize(format=results) or b""
    finally:
        del answer  # an answer must die in its own thread, not with the traceback of an error
    raise ZelianError("E203", accept=accept)


def _each_once(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    seen = set[ox.Triple]()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple
