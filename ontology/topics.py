"""The tree of topics (责任领域), as ``topics.ttl`` has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import RDF, SKOS, Graph
from rdflib.term import Node

from ontology import names, vocabulary


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of governance. ``terms`` are the Chinese words by which a text speaks of it, its own label first."""

    id: str
    zh: str
    en: str
    terms: tuple[str, ...]
    parent: str | None


@cache
def topics() -> Mapping[str, Topic]:
    """All topics by identifier, parents before children.

    >>> topics()["env-air-fume"].zh, topics()["env-air-fume"].parent
    ('餐饮油烟与露天烧烤', 'env-air')
    """
    graph = vocabulary.graph("topics")
    read = [_topic(graph, concept) for concept in graph.subjects(RDF.type, SKOS.Concept)]
    return {topic.id: topic for topic in sorted(read, key=lambda topic: topic.id)}


def by_label(zh: str) -> Topic | None:
    """The topic whose Chinese preferred label is ``zh``.

    >>> by_label("扬尘").id, by_label("道路扬尘")
    ('env-air-dust', None)
    """
    return _labels().get(zh)


def find(text: str) -> Topic | None:
    """The topic with ``text`` as its identifier, its label in either language, or one of its terms.

    >>> find("道路扬尘").id, find("dust").id, find("env-air-dust").zh
    ('env-air-dust', 'env-air-dust', '扬尘')
    """
    wanted = text.strip()
    identifier = terms().get(wanted) or _english().get(wanted.lower(), wanted)
    return topics().get(identifier)


def subtree(identifier: str) -> tuple[str, ...]:
    """The topic and all narrower ones, each parent before its children.

    >>> subtree("env-noise")
    ('env-noise', 'env-noise-industry', 'env-noise-life', 'env-noise-site')
    """
    return (identifier, *(below for child in _children().get(identifier, ()) for below in subtree(child)))


def ancestors(identifier: str) -> tuple[str, ...]:
    """The broader topics, nearest first.

    >>> ancestors("env-air-dust")
    ('env-air', 'env')
    """
    parent = topics()[identifier].parent
    return (parent, *ancestors(parent)) if parent else ()


@cache
def terms() -> Mapping[str, str]:
    """Every word that names a topic in a text, with the topic's identifier; no word names two topics."""
    return {term: topic.id for topic in topics().values() for term in topic.terms}


def _topic(graph: Graph, concept: Node) -> Topic:
    labels = {label.language: str(label) for label in graph.objects(concept, SKOS.prefLabel)}  # type: ignore[attr-defined]
    others = sorted(str(term) for term in graph.objects(concept, SKOS.altLabel))
    parent = graph.value(concept, SKOS.broader)
    return Topic(
        id=_identifier(concept),
        zh=labels["zh"],
        en=labels["en"],
        terms=(labels["zh"], *others),
        parent=_identifier(parent) if parent else None,
    )


def _identifier(concept: Node) -> str:
    return str(concept).removeprefix(names.TOPICS)


@cache
def _labels() -> Mapping[str, Topic]:
    return {topic.zh: topic for topic in topics().values()}


@cache
def _english() -> Mapping[str, str]:
    return {topic.en.lower(): topic.id for topic in topics().values()}


@cache
def _children() -> Mapping[str, tuple[str, ...]]:
    children: dict[str, tuple[str, ...]] = {}
    for topic in topics().values():
        if topic.parent:
            children[topic.parent] = (*children.get(topic.parent, ()), topic.id)
    return children
