"""Puts records into a store: each document's graphs and the units it speaks of, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import Dataset, Graph

from graph.divisions import DIVISIONS, codes_in, unit_graph
from graph.export import graphs_of, ntriples
from graph.store import Store, digest
from ontology.divisions import Register


def put(store: Store, datasets: Sequence[Dataset], register: Register) -> tuple[str, ...]:
    """Replace the graphs of the documents in ``datasets`` (from `graph.build.build`), all or none.

    The units that they speak of, and all that contain them, are added to the graph of divisions. Documents whose graphs
    are as they were are not written again. Gives the IRIs of the graphs that were written.
    """
    held = store.digests()
    graphs: dict[str, str] = {}
    for dataset in datasets:
        graphs |= graphs_of(dataset)
    changed = {iri: text for iri, text in graphs.items() if held.get(iri, "") != digest(text)}
    units = unit_graph(frozenset().union(*(codes_in(dataset) for dataset in datasets)), register)
    new = "\n".join(sorted(_lines(units) - (known := _known(store, units))))
    if known - _lines(units):
        changed[DIVISIONS] = "\n".join(sorted({*store.triples(DIVISIONS)} - known | _lines(units)))
        new = ""
    if changed or new:
        store.replace(changed, add={DIVISIONS: new} if new else None)
    return tuple(sorted({*changed, *([DIVISIONS] if new else ())}))


def _lines(graph: Graph) -> set[str]:
    return set(ntriples(graph).split("\n")) - {""}


def _known(store: Store, units: Graph) -> set[str]:
    """What the store's graph of divisions has on these units."""
    described = " ".join(sorted(unit.n3() for unit in set(units.subjects())))
    return _lines(
        store.construct(
            f"CONSTRUCT {{ ?unit ?property ?value }} WHERE {{ VALUES ?unit {{ {described} }} "
            f"GRAPH <{DIVISIONS}> {{ ?unit ?property ?value }} }}"
        )
    )
