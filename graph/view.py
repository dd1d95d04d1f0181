"""A network as pyvis describes it, for our own page: positions from here, no physics, plain-text tooltips."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import networkx as nx
from pyvis.network import Network as Drawing

from graph.network import Network

_LOOK: Final[Mapping[str, tuple[str, str]]] = {
    "Institution": ("box", "#E6F0F7"),
    "InstitutionGroup": ("ellipse", "#E6F0F7"),
    "Post": ("ellipse", "#E6F0F7"),
    "Duty": ("box", "#FFFFFF"),
    "Document": ("box", "#DDF0EA"),
    "Issue": ("box", "#FBE9DD"),
    "Measure": ("box", "#FBE9DD"),
}
_OTHER: Final = ("ellipse", "#F6F6F6")
_ROOM: Final = 150
"""Pixels along a ring that one node needs."""
_GAP: Final = 110
_WIDE: Final = 1.6
"""Labels are wider than high, so rings are ellipses."""


def picture(network: Network, name: Callable[[str], str], address: Callable[[str], str | None]) -> dict[str, Any]:
    """Nodes, edges and options for vis-network's ``Network``.

    ``name`` says what a relation (its IRI) is called; a double click on a node leads to its ``address``.
    """
    drawn = Drawing(directed=True)
    for iri, (x, y) in rings(network).items():
        data = network.nodes[iri]
        shape, fill = _LOOK.get(data["kind"], _OTHER)
        is_centre = data["step"] == 0
        colour = {"background": fill, "border": "#B34700" if is_centre else "#00568A"}
        drawn.add_node(iri, label=_short(data["label"]), shape=shape, color=colour, title=data["label"], x=x, y=y,
                       borderWidth=3 if is_centre else 1, address=address(iri))  # fmt: skip
    for source, target, relation in network.edges(keys=True):
        said = name(relation)
        drawn.add_edge(source, target, label=said, title=said, color="#595959")
    return {"nodes": drawn.nodes, "edges": drawn.edges, "options": OPTIONS}


OPTIONS: Final[Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "edges": {"smooth": False, "font": {"size": 11, "color": "#595959", "strokeWidth": 4}},
    "nodes": {"font": {"size": 14, "color": "#1A1A1A", "multi": False}, "margin": 8},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "navigationButtons": False},
}


def rings(network: Network) -> dict[str, tuple[int, int]]:
    """A place for each node: rings around the centre, nearest first, as many to a ring as it has room for.

    On a ring a node stands near those that it is related to further in.
    """
    places: dict[str, tuple[int, int]] = {}
    steps = nx.get_node_attributes(network, "step")
    radius = 0
    for step in sorted(set(steps.values())):
        waiting = sorted(
            (node for node in network if steps[node] == step), key=lambda node: (_angle(network, node, places), node)
        )
        rings_needed = _rings_needed(len(waiting), radius)
        for number in range(rings_needed):
            ring = waiting[number::rings_needed]
            for place, node in enumerate(ring):
                angle = 2 * math.pi * (place + number / rings_needed) / len(ring) - math.pi
                places[node] = (round(_WIDE * radius * math.cos(angle)), round(radius * math.sin(angle)))
            radius += _GAP if step else 2 * _GAP
    return places


def _rings_needed(nodes: int, radius: int) -> int:
    rings, room = 0, 0
    while room < nodes:
        room += max(1, int(2 * math.pi * (radius + rings * _GAP) * _WIDE * 0.8 / _ROOM))
        rings += 1
    return rings


def _angle(network: Network, node: str, places: Mapping[str, tuple[int, int]]) -> float:
    """Where on the ring within the node's first relative stands."""
    for relative in sorted(nx.all_neighbors(network, node)):
        if relative in places:
            x, y = places[relative]
            return math.atan2(y, x)
    return 0.0


def _short(text: str, most: int = 14) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
