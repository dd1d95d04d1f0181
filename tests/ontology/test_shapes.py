"""Every shape has an example that conforms to all shapes and one that breaks this shape and no other."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology import names
from ontology.vocabulary import ZL, graph

SHAPES = "https://w3id.org/zelian/shapes/"
EXAMPLES = Path(str(files("ontology").joinpath("examples")))
NAMES = sorted(str(shape).removeprefix(SHAPES) for shape in graph("shapes").subjects(RDF.type, SH.NodeShape))
WARNINGS = {"self-governing-bearer", "start-before-basis", "evidence-before-finding", "active-after-end"}


def results(data: Graph) -> Graph:
    _, report, _ = validate(data, shacl_graph=graph("shapes"), allow_warnings=True)
    assert isinstance(report, Graph)
    return report


def owner(shape: Node) -> str:
    """The named shape that a shape is, or is part of."""
    while not (isinstance(shape, URIRef) and str(shape).startswith(SHAPES)):
        shape = next(iter(graph("shapes").subjects(None, shape)))
    return str(shape).removeprefix(SHAPES)


def broken(report: Graph) -> set[str]:
    return {owner(shape) for shape in report.objects(None, SH.sourceShape)}


@pytest.mark.parametrize("folder", ["valid", "invalid"])
def test_every_shape_has_an_example(folder: str) -> None:
    assert sorted(path.stem for path in (EXAMPLES / folder).glob("*.ttl")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_valid_example_conforms_to_every_shape(name: str) -> None:
    report = results(Graph().parse(EXAMPLES / "valid" / f"{name}.ttl"))
    assert broken(report) == set(), report.serialize()


@pytest.mark.parametrize("name", NAMES)
def test_the_valid_example_is_looked_at_by_its_shape(name: str) -> None:
    data = Graph().parse(EXAMPLES / "valid" / f"{name}.ttl")
    shape, shapes = URIRef(f"{SHAPES}{name}"), graph("shapes")
    of_class = {node for target in shapes.objects(shape, SH.targetClass) for node in data.subjects(RDF.type, target)}
    with_property = {
        node for target in shapes.objects(shape, SH.targetSubjectsOf) for node in data.subjects(target, None)
    }
    assert of_class | with_property


@pytest.mark.parametrize("name", NAMES)
def test_the_invalid_example_breaks_its_own_shape_only(name: str) -> None:
    report = results(Graph().parse(EXAMPLES / "invalid" / f"{name}.ttl"))
    assert broken(report) == {name}, report.serialize()


@pytest.mark.parametrize("name", NAMES)
def test_only_what_is_shown_beside_the_data_is_a_warning(name: str) -> None:
    report = results(Graph().parse(EXAMPLES / "invalid" / f"{name}.ttl"))
    expected = SH.Warning if name in WARNINGS else SH.Violation
    assert set(report.objects(None, SH.resultSeverity)) == {expected}


@pytest.mark.parametrize("name", NAMES)
def test_what_breaks_is_said_in_both_languages(name: str) -> None:
    report = results(Graph().parse(EXAMPLES / "invalid" / f"{name}.ttl"))
    for shape in report.objects(None, SH.sourceShape):
        languages = [getattr(text, "language", None) for text in graph("shapes").objects(shape, SH.message)]
        assert sorted(languages) == ["en", "zh"]


def test_the_shapes_are_shacl() -> None:
    conforms, _, text = validate(graph("shapes"), shacl_graph=graph("shapes"), meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        (ZL.level, "level"),
        (ZL.status, "status"),
        (ZL.nameplateKind, "nameplate-kind"),
        (ZL.changeKind, "change-kind"),
        (ZL.responsibilityKind, "responsibility-kind"),
    ],
)
def test_the_values_that_a_shape_allows_are_those_of_the_code_list(path: URIRef, scheme: str) -> None:
    shapes, codes = graph("shapes"), graph("codes")
    lists = [values for shape in shapes.subjects(SH.path, path) for values in shapes.objects(shape, SH["in"])]
    assert len(lists) == 1
    assert set(Collection(shapes, lists[0])) == set(codes.subjects(SKOS.inScheme, URIRef(f"{names.CODES}{scheme}")))


@pytest.mark.parametrize(
    ("name", "words", "instead"),
    [
        ("document", "zl:documentType document-type:establishment-order", "zl:documentType ex:order"),
        ("document", '"2021-03-01"^^xsd:date', '"2021-03"'),
        ("document", 'zl:fileName "qinghe.txt"', 'zl:fileName "a.txt", "b.txt"'),
        ("passage", "oa:start 9", "oa:start -9"),
        ("passage", "oa:end 19", "oa:end 19, 20"),
        ("passage", '"list_1__item_2"', '"list_1__item_2", "list_1__item_3"'),
        ("fact", "prov:wasDerivedFrom ex:passage ; ", ""),
        ("fact", "prov:wasDerivedFrom ex:passage", "prov:wasDerivedFrom ex:document"),
        ("fact", "zl:confidence 0.9", "zl:confidence 9.0e-1"),
        ("duty", 'dcterms:description "负责生态环境保护工作"@zh ;', ""),
        ("duty", "responsibility-kind:territorial", "responsibility-kind:legal"),
        ("duty", "zl:general false", "zl:general 0"),
        ("role", "zl:bearer ex:office", "zl:bearer ex:other, ex:office"),
        ("role", " ; zl:responsibleBearer ex:office", ""),
        ("nameplate", "nameplate-kind:added", "nameplate-kind:painted"),
        ("nameplate", " ; zl:nameplateOf ex:office", ""),
        ("name", '"网格长"@zh', '"网格长"@zh, "一级网格长"@zh'),
        ("name", '"网格长"@zh', '"网格长"'),
        ("institution", "level:township", "level:township ; org:classification ex:kind"),
        ("institution-group", "zl:groupScope ex:county", "zl:groupScope ex:county, ex:city"),
        ("institution-group", "zl:groupKind unit-kind:street", 'zl:groupKind "street"'),
        ("unit", "zl:within ex:city", "zl:within ex:city, ex:province"),
        ("unit", " ; zl:within ex:city", ""),
        ("indicator", '"2021"^^xsd:gYear', "2021"),
        ("reform-event", '"2021-03-12"^^xsd:date', '"2021-03-12"'),
        ("change", "change-kind:abolished", "change-kind:forgotten"),
        ("grid-tier", ' ; zl:gridUnit "社区"', ""),
        ("issue", 'dcterms:description "负责生态环境保护工作"@zh ; ', ""),
        ("self-governing-bearer", "zl:cooperatingBearer", "zl:leadBearer"),
        ("active-after-end", "2024-01-01", "2021-03-11"),
        (
            "active-after-end",
            'zl:validFrom "2021-03-12"^^xsd:date ; zl:datePrecision "day" .',
            "zl:topic <https://w3id.org/zelian/topics/env> . ex:document <http://purl.org/dc/terms/issued> "
            '"2024-01-02"^^<http://www.w3.org/2001/XMLSchema#date> .',
        ),
    ],
)
def test_each_condition_of_a_shape_can_break(name: str, words: str, instead: str) -> None:
    text = (EXAMPLES / "valid" / f"{name}.ttl").read_text("utf-8")
    assert text.count(words) == 1
    prefixes = "@prefix org: <http://www.w3.org/ns/org#> .\n@prefix ex: <https://w3id.org/zelian/id/example/> .\n"
    assert broken(results(Graph().parse(data=prefixes + text.replace(words, instead)))) == {name}
