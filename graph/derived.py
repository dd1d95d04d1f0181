"""What follows from several documents together: one named graph, made anew from all the others.

A rule is a function of the store's other graphs alone, so that the same documents, loaded in whatever order, give the
same derived graph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rdflib import Graph

from graph.clusters import same_bodies
from graph.ends import ends
from graph.export import ntriples
from graph.lives import lives
from graph.power_ends import power_ends
from graph.store import GRAPHS, Store, digest

DERIVED: Final = f"{GRAPHS}derived"
_RULES: Final[tuple[Callable[[Store], Graph], ...]] = (ends, power_ends, lives, same_bodies)


def derive(store: Store) -> None:
    """Bring the derived graph up to date with the documents and judgements of the store."""
    found = Graph()
    for rule in _RULES:
        found += rule(store)
    lines = ntriples(found)
    if store.digests().get(DERIVED, "") != digest(lines):
        store.replace({DERIVED: lines})
