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
        sparql,
        ontology,
        health,
    )
)
