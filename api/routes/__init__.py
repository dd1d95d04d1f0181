"""The addresses of the server, one module a kind of thing."""

from __future__ import annotations

from api.routes import (
    chain,
    compare,
    conflicts,
    documents,
    duties,
    health,
    institutions,
    issues,
    network,
    ontology,
    overview,
    sparql,
)

ROUTERS = tuple(
    module.router
    for module in (
        overview,
        chain,
        compare,
        documents,
        institutions,
        duties,
        issues,
        conflicts,
        network,
        sparql,
        ontology,
        health,
    )
)
