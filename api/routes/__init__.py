"""The addresses of the server, one module a kind of thing."""

from __future__ import annotations

from api.routes import (
    candidates,
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
        candidates,
        duties,
        issues,
        network,
        sparql,
        ontology,
        health,
    )
    for module in (overview, chain, compare, documents, institutions, candidates, duties, issues, network, sparql, ontology, health)
)
