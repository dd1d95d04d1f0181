"""The store: a set of named graphs that answers SPARQL 1.1 and replaces whole graphs in one transaction.

An engine gives the verbs that are abstract in `Store` and the rest is built on them, so that the embedded store and a
remote server behave alike. The default graph of a query is the union of all named graphs; the union does not merge
equal triples of two graphs, so questions say ``SELECT DISTINCT``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar, Final, Self

from rdflib import Graph

from graph.results import Rows, read_rows
from ontology.names import NS

GRAPHS: Final = "https://w3id.org/zelian/graph/"
STATE: Final = f"{GRAPHS}state"
"""Holds the digest of every other named graph, written in the same transaction as the graph."""
DEFAULT: Final = f"{GRAPHS}default"
"""Holds what was written without naming a graph."""
DIGEST: Final = f"{NS}digest"
JSON_RESULTS: Final = "application/sparql-results+json"
N_TRIPLES: Final = "application/n-triples"
RESULTS: Final = frozenset([JSON_RESULTS, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
"""The media types of tables and truth values; all others are of graphs."""


class Store(ABC):
    """A SPARQL 1.1 dataset. Also a context manager that closes itself."""

    batch: ClassVar[int] = sys.maxsize
    """Most triples that one operation inserts."""

    @abstractmethod
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
        """The answer to a read query, serialised as the media type ``accept``.

        SELECT and ASK give SPARQL results (JSON, XML, CSV, TSV), CONSTRUCT and DESCRIBE give RDF (N-Triples, Turtle,
        JSON-LD, …). The graph lists restrict the dataset as ``default-graph-uri`` and ``named-graph-uri`` of the
        SPARQL 1.1 Protocol do. Of a graph at most ``most`` triples are given, each once. Relative IRIs are resolved
        against ``base``. Raises E202 for a query that does not parse, E203 for a media type that does not fit.
        """

    @abstractmethod
    def update(self, sparql: str, *, base: str | None = None) -> None:
        """Run a SPARQL 1.1 update: all of it or nothing. Relative IRIs are resolved against ``base``.

        Raises E205 for a store that is open for reading only, E210 for an update that does not parse.
        """

    @abstractmethod
    def close(self) -> None:
        """Write everything out and let go of the store."""

    @abstractmethod
    def published(self) -> str:
        """Where other processes read the store's present content: a folder that never changes, or a URL."""

    @property
    @abstractmethod
    def settled(self) -> bool:
        """Whether `version` and `published` are known, so that asking for them takes no time."""

    @abstractmethod
    def withdraw(self, place: str) -> None:
        """Remove what `published` gave for an earlier content and nobody opens any more."""

    @abstractmethod
    def triples(self, graph: str) -> list[str]:
        """The triples of a named graph: sorted lines of canonical N-Triples, without line ends."""

    def select(self, sparql: str) -> Rows:
        """The table that a SELECT query gives."""
        return read_rows(self.raw(sparql, JSON_RESULTS))

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK query."""
        return bool(json.loads(self.raw(sparql, JSON_RESULTS))["boolean"])

    def construct(self, sparql: str) -> Graph:
        """The graph that a CONSTRUCT or DESCRIBE query gives."""
        return Graph().parse(self.raw(sparql, N_TRIPLES), format="nt")

    def replace(self, graphs: Mapping[str, str], *, add: Mapping[str, str] | None = None) -> None:
        """Put ``graphs`` (IRI → N-Triples) in place of what they held, all in one transaction.

        An empty text removes the graph. ``add`` holds triples to add to other graphs, which must not have them yet.
        Nothing else in the store changes. Raises E210 for text that is not N-Triples.
        """
        steps = [step for graph in sorted(graphs) for step in self._replacement(graph, graphs[graph])]
        held = self.digests() if add else {}
        steps += [
            step for graph, text in sorted((add or {}).items()) for step in self._addition(graph, text, held.get(graph))
        ]
        self.run_steps(steps)

    def run_steps(self, steps: Sequence[str]) -> None:
        """Run updates one after the other, all of them or none. Each must give the same when it is run twice."""
        self.update(" ;\n".join(steps))

    def _replacement(self, graph: str, ntriples: str) -> Iterator[str]:
        yield f"DROP SILENT GRAPH <{graph}>"
        yield from _noted(graph, digest(ntriples))
        yield from self._insertion(graph, ntriples)

    def _addition(self, graph: str, ntriples: str, before: str | None) -> Iterator[str]:
        yield from _noted(graph, digest(ntriples, before))
        yield from self._insertion(graph, ntriples)

    def _insertion(self, graph: str, ntriples: str) -> Iterator[str]:
        lines = iter(ntriples.strip().split("\n") if ntriples.strip() else ())
        while text := "\n".join(islice(lines, self.batch)):
            yield f"INSERT DATA {{ GRAPH <{graph}> {{\n{text}\n}} }}"

    def change(self, sparql: str, touched: Collection[str] | None, base: str) -> None:
        """Run an update of somebody's own, and note the digests of the graphs that it may have changed.

        ``sparql`` is not empty and does not end with a semicolon (the engine reads no PREFIX after one, so that what is
        added comes last). The graphs that it may have changed are those among ``touched``, or all graphs when it is
        None. Their digests go in the same transaction as the change and are noted anew after it: in between, and after
        a crash there, the graphs count as changed.
        """
        graphs = None if touched is None else {*touched, DEFAULT} - {STATE}
        chosen = "" if graphs is None else f"VALUES ?graph {{ {' '.join(f'<{graph}>' for graph in sorted(graphs))} }}"
        held = f"GRAPH <{STATE}> {{ ?graph <{DIGEST}> ?digest }}"
        self.update(f"{sparql}\n;\nDELETE {{ {held} }} WHERE {{ {chosen} {held} }}", base=base)
        left = self.select(f"SELECT DISTINCT ?graph {{ {chosen} GRAPH ?graph {{ ?s ?p ?o }} }}").column("graph")
        noted = {str(graph): digest("\n".join(self.triples(str(graph)))) for graph in left if graph != STATE}
        if noted:
            self.update(" ;\n".join(step for graph, total in sorted(noted.items()) for step in _noted(graph, total)))

    def graph_names(self) -> tuple[str, ...]:
        """The IRIs of all named graphs but the store's own bookkeeping, sorted."""
        return tuple(sorted(self.digests()))

    def digests(self) -> dict[str, str]:
        """The `digest` of every named graph, by graph IRI: the same digest means the same triples."""
        rows = self.select(f"SELECT ?graph ?digest {{ GRAPH <{STATE}> {{ ?graph <{DIGEST}> ?digest }} }}")
        return {str(row["graph"]): str(row["digest"]) for row in rows}

    @property
    def version(self) -> str:
        """A string that changes with the content of the store and with nothing else (fit for an ETag)."""
        lines = "\n".join(f"{graph} {digest}" for graph, digest in sorted(self.digests().items()))
        return hashlib.sha256(lines.encode()).hexdigest()[:16]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def digest(ntriples: str, before: str | None = None) -> str:
    """The digest of a graph given as N-Triples, whatever the order of its lines; "" for a graph without triples.

    It is the sum of the lines' SHA-256 modulo 2²⁵⁶, so that the digest of a graph to which triples are added follows
    from the digest ``before``.

    >>> digest("b", digest("a")) == digest("b\\na") != digest("a")
    True
    """
    lines = (line for line in ntriples.split("\n") if line.strip())
    total = sum((int.from_bytes(hashlib.sha256(line.encode()).digest()) for line in lines), int(before or "0", 16))
    return f"{total % 2**256:064x}" if total else ""


def _noted(graph: str, sum_of_lines: str) -> Iterable[str]:
    yield f"DELETE WHERE {{ GRAPH <{STATE}> {{ <{graph}> <{DIGEST}> ?digest }} }}"
    if sum_of_lines:
        yield f'INSERT DATA {{ GRAPH <{STATE}> {{ <{graph}> <{DIGEST}> "{sum_of_lines}" }} }}'


def open_store(location: str | Path, *, read_only: bool = False) -> Store:
    """Open the store at ``location``: a folder (embedded Oxigraph, made when absent) or the URL of a SPARQL 1.1 server.

    ``read_only`` opens a folder as a snapshot that never changes; nothing is mended on a server then. Raises E201 when
    another process writes to the folder, E204 when the folder is no store, E206 when the server does not answer.
    """
    if str(location).startswith(("http://", "https://")):
        from graph.remote import connect  # noqa: PLC0415 - each engine is loaded only when it is used

        return connect(str(location), read_only=read_only)
    from graph.oxigraph import Embedded  # noqa: PLC0415

    return Embedded(Path(location), read_only=read_only)
