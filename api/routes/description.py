"""The service description of the endpoint (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import VOID

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}


def describe(endpoint: str, graphs: Iterable[str], media: Iterable[str], *, writable: bool) -> Graph:
    """What the service at ``endpoint`` understands, in which formats it answers, and which graphs it holds.

    The graph descriptions have IRIs derived from the endpoint's, so that nothing is a blank node.
    """
    described = Graph()
    described.bind("sd", SD)
    service, dataset = URIRef(endpoint), URIRef(f"{endpoint}#dataset")
    described.add((service, RDF.type, SD.Service))
    described.add((service, SD.endpoint, service))
    described.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    if writable:
        described.add((service, SD.supportedLanguage, SD.SPARQL11Update))
    described.add((service, SD.feature, SD.UnionDefaultGraph))
    described.add((service, SD.defaultDataset, dataset))
    for name in media:
        if name in _FORMAT:
            described.add((service, SD.resultFormat, URIRef(FORMATS + _FORMAT[name])))
    described.add((dataset, RDF.type, SD.Dataset))
    default = URIRef(f"{endpoint}#default")
    described.add((dataset, SD.defaultGraph, default))
    described.add((default, RDF.type, SD.Graph))
    described.add((default, RDF.type, VOID.Dataset))
    for number, name in enumerate(sorted(graphs)):
        graph = URIRef(f"{endpoint}#graph-{number}")
        described.add((dataset, SD.namedGraph, graph))
        described.add((graph, RDF.type, SD.NamedGraph))
        described.add((graph, SD.name, URIRef(name)))
    return described
