"""The Turtle files of the ontology, and what their terms are called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rdflib import RDFS, SKOS, Graph, Namespace, URIRef
from rdflib import Literal as Text

from ontology import names

ZL = Namespace(names.NS)
OA = Namespace("http://www.w3.org/ns/oa#")

Name = Literal["zelian", "codes", "topics", "shapes"]
Language = Literal["zh", "en"]


@cache
def graph(name: Name) -> Graph:
    """One of the Turtle files: the terms, the code lists, the topics or the SHACL shapes. Shared: do not change it."""
    return Graph().parse(data=_read(f"{name}.ttl"), format="turtle")


@cache
def context() -> Mapping[str, Any]:
    """The JSON-LD 1.1 context of the data: ``{"@context": {…}}``."""
    data: dict[str, Any] = json.loads(_read("context.jsonld"))
    return data


def label(iri: str, lang: Language) -> str | None:
    """What a class, property, code, topic or scheme is called; None for an IRI that is not of the ontology.

    >>> label("https://w3id.org/zelian/ns#Duty", "zh"), label(names.code_iri("role", "lead"), "en")
    ('职责', 'lead')
    """
    return _labels().get((str(iri), lang))


def concept(scheme: str, word: str) -> URIRef | None:
    """The concept of a code list that has ``word`` as its key or as one of its labels, in either language.

    >>> concept("document-type", "实施细则")
    rdflib.term.URIRef('https://w3id.org/zelian/codes/document-type/rules')
    """
    return _concepts().get((scheme, word))


def _read(file: str) -> str:
    return files("ontology").joinpath(file).read_text("utf-8")


@cache
def _labels() -> Mapping[tuple[str, str], str]:
    return {
        (str(iri), text.language): str(text)
        for name, naming in (("zelian", RDFS.label), ("codes", SKOS.prefLabel), ("topics", SKOS.prefLabel))
        for iri, text in graph(name).subject_objects(naming)
        if isinstance(text, Text) and text.language
    }


@cache
def _concepts() -> Mapping[tuple[str, str], URIRef]:
    return {
        (str(scheme).removeprefix(names.CODES), str(word)): iri
        for iri, scheme in graph("codes").subject_objects(SKOS.inScheme)
        for naming in (SKOS.altLabel, SKOS.prefLabel, SKOS.notation)
        for word in graph("codes").objects(iri, naming)
        if isinstance(iri, URIRef)
    }
