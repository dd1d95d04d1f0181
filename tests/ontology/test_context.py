"""The JSON-LD context covers every term and loses nothing."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.compare import isomorphic

from ontology import names
from ontology.vocabulary import context, graph

TERMS = context()["@context"]
EXAMPLES = sorted(Path(str(files("ontology").joinpath("examples", "valid"))).glob("*.ttl"))
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPED = {"date", "decimal", "integer", "boolean", "gYear"}


def local(kind: URIRef) -> set[str]:
    return {str(term).removeprefix(names.NS) for term in graph("zelian").subjects(RDF.type, kind)}


def test_every_zl_name_is_a_term_of_the_ontology_and_the_other_way_round() -> None:
    iris = [value["@id"] if isinstance(value, dict) else str(value) for value in TERMS.values()]
    named = {iri.removeprefix("zl:") for iri in iris if iri.startswith("zl:")}
    assert named == local(OWL.Class) | local(OWL.ObjectProperty) | local(OWL.DatatypeProperty) | local(RDF.Property)


@pytest.mark.parametrize("name", sorted(local(OWL.ObjectProperty)))
def test_relations_are_iris(name: str) -> None:
    assert TERMS[name] == {"@id": f"zl:{name}", "@type": "@id"}


@pytest.mark.parametrize("name", sorted(local(OWL.DatatypeProperty)))
def test_values_are_typed_as_their_range(name: str) -> None:
    kind = str(graph("zelian").value(URIRef(f"{names.NS}{name}"), RDFS.range)).removeprefix(XSD)
    if kind in TYPED:
        assert TERMS[name] == {"@id": f"zl:{name}", "@type": f"xsd:{kind}"}
    else:
        assert "@type" not in TERMS[name]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_round_trip(path: Path) -> None:
    data = Graph().parse(path)
    written = data.serialize(format="json-ld", context=TERMS)
    assert isomorphic(Graph().parse(data=written, format="json-ld"), data)


def test_compact_json_reads_as_intended() -> None:
    """Written by hand, not by a serialiser."""
    document = {
        "@context": TERMS,
        "id": "https://w3id.org/zelian/id/duty/1",
        "type": "Duty",
        "description": {"zh": "负责生态环境保护工作"},
        "bearer": "https://w3id.org/zelian/id/institution/1",
        "validFrom": "2021-03-12",
        "general": False,
        "confidence": "0.95",
        "validityGround": "stated",
    }
    expected = """
        @prefix zl: <https://w3id.org/zelian/ns#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://w3id.org/zelian/id/duty/1> a zl:Duty ; dcterms:description "负责生态环境保护工作"@zh ;
            zl:bearer <https://w3id.org/zelian/id/institution/1> ; zl:validFrom "2021-03-12"^^xsd:date ;
            zl:general false ; zl:confidence 0.95 ; zl:validityGround "stated" ."""
    read = Graph().parse(data=json.dumps(document), format="json-ld")
    assert isomorphic(read, Graph().parse(data=expected, format="turtle"))
