"""``/ns``: the terms and code lists, for people and for programs; ``/id/…``: from a thing to its page."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from api.negotiate import best
from api.pages.template import render
from api.pages.view import View, view
from ontology import names, vocabulary
from ontology.errors import ZelianError

router = APIRouter()
_FORMATS = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/n-triples": "nt"}


@router.head("/ns", include_in_schema=False)
@router.get("/ns")
def terms(request: Request, seen: View = Depends(view)) -> Response:  # noqa: B008
    """The ontology: a page in a browser, else Turtle, JSON-LD or N-Triples by Accept."""
    offered = [*_FORMATS, "text/html"]
    media = best(request.headers.get("accept", ""), offered)
    if media is None:
        raise ZelianError("E406", accept=request.headers["accept"], offered="、".join(offered))
    if media != "text/html":
        body = vocabulary.graph("zelian").serialize(format=_FORMATS[media], encoding="utf-8")
        return Response(body, media_type=media, headers={"Vary": "Accept"})
    kinds = {"Classes": _described((OWL.Class, RDFS.Class)), "Properties": _described(_PROPERTIES)}
    return HTMLResponse(render("ns.html", seen, {"kinds": kinds, "namespace": names.NS}), headers={"Vary": "Accept"})


@router.head("/id/{kind}/{identifier}", include_in_schema=False)
@router.get("/id/{kind}/{identifier}")
def thing(kind: str, identifier: str, request: Request, seen: View = Depends(view)) -> Response:  # noqa: B008
    """303 from a thing to the page about it, or to its description in RDF where there is none or RDF is asked for."""
    iri = f"{names.DATA}{kind}/{identifier}"
    address = seen.page_of(iri)
    wanted = best(request.headers.get("accept", ""), ["text/html", "application/json", *_FORMATS])
    if address is None or wanted in _FORMATS:
        address = seen.href("/sparql", query=f"DESCRIBE <{iri}>")
    return RedirectResponse(address, 303)


_PROPERTIES = (RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def _described(types: tuple[URIRef, ...]) -> list[dict[str, object]]:
    graph = vocabulary.graph("zelian")
    found = {subject for kind in types for subject in graph.subjects(RDF.type, kind) if isinstance(subject, URIRef)}
    return [
        {
            "id": str(term).removeprefix(names.NS),
            "labels": _texts(graph, term, (RDFS.label, SKOS.prefLabel)),
            "definitions": _texts(graph, term, (SKOS.definition,)),
            "parents": sorted(str(parent) for kind in (RDFS.subClassOf, RDFS.subPropertyOf)
                              for parent in graph.objects(term, kind)),
        }
        for term in sorted(found)
        if str(term).startswith(names.NS)
    ]  # fmt: skip


def _texts(graph: Graph, term: Node, predicates: tuple[URIRef, ...]) -> dict[str, str]:
    texts = [text for predicate in predicates for text in graph.objects(term, predicate)]
    return {text.language or "": str(text) for text in texts if isinstance(text, Literal)}
