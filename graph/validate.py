"""Whether a document's quads satisfy the ontology's shapes (W3C SHACL)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyshacl
from rdflib import RDF, SH, XSD, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from graph.questions import run
from graph.store import Store
from ontology import vocabulary
from ontology.vocabulary import ZL

SHAPES: Final = "https://w3id.org/zelian/shapes/"


@dataclass(frozen=True, slots=True)
class Result:
    """One result: the thing it is about, the value that is wrong, the shape's key, and its sentence."""

    focus: str
    value: str | None
    shape: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Report:
    """``violations`` must be put right before a document is loaded; ``warnings`` are shown beside its data."""

    violations: tuple[Result, ...]
    warnings: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return not self.violations


def validate(dataset: Dataset) -> Report:
    """Check the quads of one document (from `graph.build.build`) against ``ontology/shapes.ttl``, all graphs as one.

    Takes some tenths of a second for a document; it is not meant for whole stores.
    """
    data = Graph()
    for subject, predicate, value, _ in dataset.quads():
        data.add((subject, predicate, value))
    _, results, _ = pyshacl.validate(data, shacl_graph=vocabulary.graph("shapes"), allow_warnings=True)
    found = sorted(
        (
            (results.value(node, SH.resultSeverity), _result(results, node))
            for node in results.subjects(RDF.type, SH.ValidationResult)
        ),
        key=lambda pair: (pair[1].focus, pair[1].shape, pair[1].value or ""),
    )
    return Report(
        tuple(result for severity, result in found if severity == SH.Violation),
        tuple(result for severity, result in found if severity != SH.Violation),
    )


def validate_stored(store: Store, document: str) -> Report:
    """Check a document of ``store``, with the ends of its bearers that other documents state."""
    dataset = Dataset()
    for name in (document, f"{document}/inferred"):
        dataset.graph(URIRef(name)).parse(data="\n".join(store.triples(name)), format="nt")
    for row in run(store, "ended-bearers", document=document):
        ended = URIRef(str(row["body"])), ZL.validTo
        if not any(dataset.quads((*ended, None, None))):
            dataset.default_graph.add((*ended, Literal(str(row["to"]), datatype=XSD.date)))
    return validate(dataset)


def _result(results: Graph, node: Node) -> Result:
    said = {text.language: str(text) for text in results.objects(node, SH.resultMessage) if isinstance(text, Literal)}
    value = results.value(node, SH.value)
    return Result(
        focus=str(results.value(node, SH.focusNode)),
        value=None if value is None else str(value),
        shape=_owner(results.value(node, SH.sourceShape)),
        zh=said.get("zh", ""),
        en=said.get("en", ""),
    )


def _owner(shape: Node | None) -> str:
    """The key of the named shape that a shape is part of."""
    shapes = vocabulary.graph("shapes")
    while shape is not None and not str(shape).startswith(SHAPES):
        shape = next(shapes.subjects(None, shape), None)
    return str(shape or "").removeprefix(SHAPES)
