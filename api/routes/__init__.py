"""The addresses of the server, one module a kind of thing."""

from __future__ import annotations

from api.routes import (
    candidates,
    chain,
    compare,
    conflicts,
    documents,
    duties,
    gaps,
    graphs,
    health,
    institutions,
    issues,
    network,
    ontology,
    originals,
    overlaps,
    overview,
    places,
    sparql,
)

ROUTERS = tuple(
    module.router
    for module in (
        sparql,
        graphs,
        overview,
        chain,
        compare,
        documents,
        originals,
        places,
        institutions,
        candidates,
        duties,
        issues,
        conflicts,
        gaps,
        overlaps,
        network,
        ontology,
        health,
    )
)
