"""Parts of the store as a network (NetworkX) for pictures, measures and exports.

Nodes are things by IRI with the attributes ``label``, ``kind`` (the name of their class in the ontology: Institution,
Duty, Document, …) and ``step`` (how far from the centre); edges have ``relation`` (the IRI of the property). Which
relations count is said in ``queries/relations.rq`` and ``queries/neighbours.rq``, so no class has code of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

import networkx as nx

from graph.questions import run
from graph.results import Rows
from graph.store import Store
from graph.xml_text import xml_text
from ontology.names import CODES, NS, TOPICS
from ontology.vocabulary import label

Network: TypeAlias = "nx.MultiDiGraph[str]"
_HUBS: Final = {"Topic", "AdministrativeUnit", "Document"}
"""Kinds that a walk does not go through: everything of a topic, place or document is one step from everything else."""
_CLASSES: Final = (
    "Institution",
    "InstitutionGroup",
    "Post",
    "Duty",
    "Issue",
    "Measure",
    "Nameplate",
    "ReformEvent",
    "GridTier",
    "Inspection",
    "Claim",
    "Document",
    "AdministrativeUnit",
)


def ego(store: Store, centre: str, *, steps: int = 2, limit: int = 300) -> Network:
    """What has a name and lies within ``steps`` relations of ``centre``: at most ``limit`` nodes, the nearest first.

    The network's ``graph["found"]`` is how many nodes there were before the cut.
    """
    network: Network = nx.MultiDiGraph()
    network.add_node(centre, step=0)
    frontier = [centre]
    for step in range(1, steps + 1):
        rows = run(store, "neighbours", nodes=frontier)
        _connect(network, rows)
        new = sorted(node for node, data in network.nodes(data=True) if "step" not in data)
        nx.set_node_attributes(network, dict.fromkeys(new, step), "step")
        _name(store, network, new if step > 1 else [centre, *new])
        frontier = [node for node in new if network.nodes[node]["kind"] not in _HUBS]
    nameless = [node for node, data in network.nodes(data=True) if data["kind"] == "Thing" and node != centre]
    network.remove_nodes_from(nameless)
    nearest = sorted(network.nodes, key=lambda node: (network.nodes[node]["step"], node))
    network.graph["found"] = len(nearest)
    network.remove_nodes_from(nearest[limit:])
    return network


def whole(store: Store) -> Network:
    """All things in the store and their relations; ``step`` is 0 throughout."""
    network: Network = nx.MultiDiGraph()
    _connect(network, run(store, "relations"))
    nx.set_node_attributes(network, dict.fromkeys(network, 0), "step")
    _name(store, network, sorted(network.nodes))
    network.graph["found"] = len(network)
    return network


def graphml(network: Network) -> Iterator[str]:
    """The network in GraphML, line by line."""
    yield from (f"{line}\n" for line in nx.generate_graphml(network))


def _connect(network: Network, rows: Rows) -> None:
    for row in rows:
        source, relation, target = str(row["source"]), str(row["relation"]), str(row["target"])
        network.add_edge(source, target, key=relation, relation=relation)


def _name(store: Store, network: Network, nodes: Iterable[str]) -> None:
    """Give nodes their labels and kinds: concepts from the ontology, the rest from the store."""
    wanted = list(nodes)
    for node in wanted:
        concept = "Topic" if node.startswith(TOPICS) else "Concept" if node.startswith(CODES) else "Thing"
        network.nodes[node].update(kind=concept, label=label(node, "zh") or node)
    for row in run(store, "labels", things=[node for node in wanted if network.nodes[node]["kind"] == "Thing"]):
        data, kind = network.nodes[str(row["thing"])], str(row["class"]).removeprefix(NS)
        if kind in _CLASSES and data["kind"] == "Thing":
            data.update(kind=kind, label=xml_text(str(row["label"])))
