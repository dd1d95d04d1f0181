"""The tree of topics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SKOS, URIRef

from ontology import names, topics
from ontology.vocabulary import graph

IDS = sorted(topics.topics())


def test_there_are_125_topics_60_of_them_of_the_environment() -> None:
    assert len(IDS) == 125
    assert len(topics.subtree("env")) == 60


def test_no_two_topics_share_a_label_or_a_term() -> None:
    every = list(topics.topics().values())
    assert len({topic.zh for topic in every}) == len(every)
    assert len({topic.en.lower() for topic in every}) == len(every)
    words = [term for topic in every for term in topic.terms]
    assert len(words) == len(set(words)) == len(topics.terms())


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("env-air-fume", "env-air-fume"),
        ("餐饮油烟与露天烧烤", "env-air-fume"),
        ("餐饮油烟", "env-air-fume"),
        ("cooking fumes and open-air barbecue", "env-air-fume"),
        (" 油烟扰民 ", "env-air-fume"),
        ("生态环境保护", "env"),
        ("环境信访", "env-supv-complaint"),
        ("信访", "law-petition"),
        ("12345", "admin-hotline"),
    ],
)
def test_find(text: str, identifier: str) -> None:
    found = topics.find(text)
    assert found is not None
    assert found.id == identifier


@pytest.mark.parametrize("text", ["", "天气", "环境", "env-air-", "餐饮"])
def test_what_is_no_topic_is_not_found(text: str) -> None:
    assert topics.find(text) is None


def test_a_label_is_not_a_term() -> None:
    found = topics.by_label("扬尘")
    assert found is not None
    assert found.id == "env-air-dust"
    assert topics.by_label("道路扬尘") is None


def test_subtree_and_ancestors_of_air() -> None:
    assert topics.subtree("env-air") == (
        "env-air",
        "env-air-boiler",
        "env-air-burn",
        "env-air-dust",
        "env-air-fume",
        "env-air-heavy",
        "env-air-industry",
        "env-air-odour",
        "env-air-vehicle",
    )
    assert topics.ancestors("env-air-fume") == ("env-air", "env")
    assert topics.ancestors("env") == ()


@given(st.sampled_from(IDS), st.sampled_from(IDS))
def test_a_topic_is_below_its_ancestors_and_nowhere_else(upper: str, lower: str) -> None:
    assert (lower in topics.subtree(upper)) == (upper == lower or upper in topics.ancestors(lower))


@given(st.sampled_from(sorted(topics.terms())))
def test_every_term_finds_its_topic(term: str) -> None:
    found = topics.find(term)
    assert found is not None
    assert found.id == topics.terms()[term]
    assert term in found.terms


@pytest.mark.parametrize("identifier", IDS)
def test_the_turtle_is_sound_skos(identifier: str) -> None:
    turtle, concept = graph("topics"), URIRef(names.topic_iri(identifier))
    scheme = URIRef(names.TOPICS.removesuffix("/"))
    broader = list(turtle.objects(concept, SKOS.broader))
    assert (concept, RDF.type, SKOS.Concept) in turtle
    assert (concept, SKOS.inScheme, scheme) in turtle
    assert ((concept, SKOS.topConceptOf, scheme) in turtle) == (not broader)
    assert ((scheme, SKOS.hasTopConcept, concept) in turtle) == (not broader)
    assert len(broader) <= 1
    assert set(turtle.subjects(SKOS.broader, concept)) == set(turtle.objects(concept, SKOS.narrower))
    assert not set(turtle.objects(concept, SKOS.prefLabel)) & set(turtle.objects(concept, SKOS.altLabel))
    assert 3 <= len(topics.topics()[identifier].terms) <= 7
