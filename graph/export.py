"""Quads as text: canonical N-Triples of each graph, and whole stores in the formats of the RDF world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import Dataset, Graph, URIRef

from graph.questions import run
from graph.store import Store
from ontology import vocabulary
from ontology.errors import ZelianError
from ontology.names import DATA, NS

_DEFAULT: Final = "urn:x-rdflib:default"
RDF_FORMATS: Final = {"nq": "nquads", "ttl": "turtle", "trig": "trig", "jsonld": "json-ld"}


def ntriples(graph: Graph) -> str:
    """A graph as N-Triples, its lines sorted.

    >>> ntriples(Graph().parse(data='<http://a.org/s> <http://a.org/p> "责" , "任" .'))
    '<http://a.org/s> <http://a.org/p> "任" .\\n<http://a.org/s> <http://a.org/p> "责" .'
    """
    return "\n".join(sorted(line for line in graph.serialize(format="nt").split("\n") if line))


def graphs_of(dataset: Dataset) -> dict[str, str]:
    """The named graphs of a dataset as sorted N-Triples, by IRI; a graph without triples is an empty text."""
    return {str(graph.identifier): ntriples(graph) for graph in dataset.graphs() if str(graph.identifier) != _DEFAULT}


def nquads(store: Store, on: str | None = None) -> Iterator[str]:
    """All quads of a store as lines of canonical N-Quads, sorted by graph, then by triple.

    The same documents give the same lines, in whatever order they were loaded. ``on``: as of a date (YYYY-MM-DD).
    """
    for graph, lines in _graphs(store, on):
        for line in lines:
            yield f"{line.removesuffix(' .')} <{graph}> ."


def _graphs(store: Store, on: str | None) -> Iterator[tuple[str, list[str]]]:
    """The graphs of a store; as of a date without what had not begun or had ended, and what points to it."""
    out = {f"<{thing}>" for thing in run(store, "out-of-force", date=on).column("thing")} if on else set()
    for graph in store.graph_names():
        if f"<{graph.removesuffix('/inferred')}>" in out:
            continue
        lines = store.triples(graph)
        yield graph, [line for line in lines if out.isdisjoint(line.removesuffix(" .").split(" ", 2))] if out else lines


def export(store: Store, kind: str, on: str | None = None) -> Iterator[str]:
    """The store as "nq", "ttl", "trig" or "jsonld", piece by piece. Turtle is the union of all graphs.

    ``on``: as of a date; later documents, and what had not begun or had ended, are left out. Raises E307 for any other
    kind, E303 for what is no date.
    """
    if kind not in RDF_FORMATS:
        raise ZelianError("E307", kind=kind, known="、".join(RDF_FORMATS))
    if kind == "nq":
        yield from (f"{line}\n" for line in nquads(store, on))
        return
    dataset = Dataset(default_union=True)
    for prefix, iri in (("zl", NS), ("id", DATA)):
        dataset.bind(prefix, iri)
    for name, lines in _graphs(store, on):
        target = dataset if kind == "ttl" else dataset.graph(URIRef(name))
        target.parse(data="\n".join(lines), format="nt")
    if kind == "jsonld":
        yield dataset.serialize(format="json-ld", context=vocabulary.context())
    else:
        yield dataset.serialize(format=RDF_FORMATS[kind])
