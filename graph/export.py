"""Quads as text: canonical N-Triples of each graph, and whole stores in the formats of the RDF world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import Dataset, Graph, URIRef

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


def nquads(store: Store) -> Iterator[str]:
    """All quads of a store as lines of canonical N-Quads, sorted by graph, then by triple.

    The same documents give the same lines, in whatever order they were loaded.
    """
    for graph in store.graph_names():
        for line in store.triples(graph):
            yield f"{line.removesuffix(' .')} <{graph}> ."


def export(store: Store, kind: str) -> Iterator[str]:
    """The store as "nq", "ttl", "trig" or "jsonld", piece by piece. Turtle is the union of all graphs.

    Raises E307 for any other kind.
    """
    if kind not in RDF_FORMATS:
        raise ZelianError("E307", kind=kind, known="、".join(RDF_FORMATS))
    if kind == "nq":
        yield from (f"{line}\n" for line in nquads(store))
        return
    dataset = Dataset(default_union=True)
    for prefix, iri in (("zl", NS), ("id", DATA)):
        dataset.bind(prefix, iri)
    for name in store.graph_names():
        target = dataset if kind == "ttl" else dataset.graph(URIRef(name))
        target.parse(data="\n".join(store.triples(name)), format="nt")
    if kind == "jsonld":
        yield dataset.serialize(format="json-ld", context=vocabulary.context())
    else:
        yield dataset.serialize(format=RDF_FORMATS[kind])
