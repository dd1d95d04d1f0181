"""One record's triples while they are put together: the document's own graph and the graph of what is inferred."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import Final

from rdflib import DCTERMS, ORG, PROV, RDF, SKOS, XSD, Dataset, Literal, URIRef

from graph.papers import cited_iri, number_and_title, own_iri
from ontology.dates import first_day, last_day, precision
from ontology.divisions import Register
from ontology.names import code_iri, fact_iri, institution_iri, normal_name, normal_number, topic_iri, unit_iri
from ontology.records import Holder, Institution, Level, Record
from ontology.topics import find
from ontology.vocabulary import OA, ZL, concept

_LEVELS: Final[dict[int, Level]] = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "community"}
_BEARERS: Final = {
    "lead": ZL.leadBearer,
    "responsible": ZL.responsibleBearer,
    "cooperate": ZL.cooperatingBearer,
    "supervise": ZL.supervisingBearer,
}


def level_of(code: str) -> Level | None:
    """The level of a unit, by its code.

    >>> level_of("440511"), level_of("100000")
    ('county', 'central')
    """
    return "central" if code == "100000" else _LEVELS.get(len(code))


class Draft:
    """Collects the triples of ``record``. Everything it mints is named by content: no counters, no blank nodes."""

    def __init__(self, record: Record, register: Register) -> None:
        self.record = record
        self.register = register
        self.iri = URIRef(own_iri(record.document, record.sha256, register))
        self.dataset = Dataset()
        self.stated = self.dataset.graph(self.iri)
        self.inferred = self.dataset.graph(URIRef(f"{self.iri}/inferred"))
        self.groups: dict[URIRef, Institution] = {}
        self._named = {normal_name(alias): body for body in record.institutions for alias in body.aliases}
        self._named |= {normal_name(body.name): body for body in record.institutions}
        self._numbers = {
            normal_name(c.title): normal_number(c.number) for c in record.citations if c.title and c.number
        }
        self._known = {(normal_name(body.name), body.place): body for body in record.institutions}

    def add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal | str | None) -> None:
        """State something in the document's graph; a string is a plain literal, None says nothing."""
        if value is not None:
            self.stated.add((subject, predicate, Literal(value) if type(value) is str else value))  # type: ignore[arg-type]

    def fact(self, kind: URIRef, name: str, start: int, end: int, *key: str) -> URIRef:
        """A new fact of class ``kind`` that the text states from ``start`` to ``end``."""
        iri = URIRef(fact_iri(name, self.iri, str(start), str(end), *key))
        self.add(iri, RDF.type, kind)
        self.add(iri, ZL.inDocument, self.iri)
        return iri

    def passage(self, start: int, end: int, eid: str | None = None) -> URIRef:
        """The words from ``start`` to ``end`` (Web Annotation: text position and quote selector)."""
        iri = URIRef(fact_iri("passage", self.iri, str(start), str(end)))
        self.add(iri, RDF.type, ZL.Passage)
        self.add(iri, ZL.inDocument, self.iri)
        self.add(iri, OA.start, Literal(start))
        self.add(iri, OA.end, Literal(end))
        self.add(iri, OA.exact, self.record.text[start:end])
        self.add(iri, ZL.eid, eid)
        if self.record.pages:
            self.add(iri, ZL.page, Literal(bisect_right(self.record.pages, start)))
        return iri

    def read(self, fact: URIRef, passage: URIRef, rule: str, confidence: float) -> None:
        """Note where and how a fact was read."""
        self.add(fact, PROV.wasDerivedFrom, passage)
        self.add(fact, ZL.rule, rule or None)
        self.add(fact, ZL.confidence, Literal(Decimal(str(confidence))))

    def date(self, subject: URIRef, predicate: URIRef, text: str | None) -> None:
        """A date as its earliest day, with its precision."""
        if text and (precise := precision(text)):
            self.add(subject, predicate, _day(first_day(text)))
            self.add(subject, ZL.datePrecision, precise)

    def day(self, subject: URIRef, predicate: URIRef, text: str | None) -> None:
        """A date as its earliest day, where its precision is of no account."""
        if text and precision(text):
            self.add(subject, predicate, _day(first_day(text)))

    def deadline(self, subject: URIRef, text: str | None) -> None:
        """The last day by which something must be done; words that are no date (长期坚持) become a note."""
        if text and precision(text):
            self.add(subject, ZL.deadline, _day(last_day(text)))
        elif text:
            self.add(subject, SKOS.note, Literal(text, lang="zh"))

    def unit(self, subject: URIRef, predicate: URIRef, code: str | None) -> None:
        """A relation to an administrative unit."""
        self.add(subject, predicate, URIRef(unit_iri(code)) if code else None)

    def paper(self, number: str | None, title: str | None) -> URIRef:
        """Another document: by its number, which a citation elsewhere in the record may give, else by its title."""
        number = normal_number(number) if number else self._numbers.get(normal_name(title or ""))
        iri = URIRef(cited_iri(number, title, self.record.document.place, self.register))
        self.add(iri, RDF.type, ZL.Document)
        self.add(iri, ZL.documentNumber, number)
        self.add(iri, DCTERMS.title, Literal(title, lang="zh") if title else None)
        return iri

    def basis(self, subject: URIRef, references: tuple[str, ...]) -> None:
        """The documents on which a fact rests."""
        for reference in references:
            self.add(subject, ZL.basis, self.paper(*number_and_title(reference)))

    def bearers(self, fact: URIRef, holders: tuple[Holder, ...]) -> None:
        """Who bears a fact, by role and by the super-property."""
        for holder in holders:
            body = self.body(holder.name, holder.place, group=holder.group)
            self.add(fact, ZL.bearer, body)
            self.add(fact, _BEARERS[holder.role], body)

    def topics(self, fact: URIRef, words: tuple[str, ...]) -> None:
        """The topics of a fact; a word that names no topic is kept as a plain subject."""
        for word in words:
            topic = find(word)
            self.add(fact, ZL.topic if topic else DCTERMS.subject, URIRef(topic_iri(topic.id)) if topic else word)

    def body(self, name: str, place: str | None = None, *, group: bool = False) -> URIRef:
        """The body, post or class of bodies called ``name``: as the record describes it, else by name and place."""
        described = self._known.get((normal_name(name), place))
        if described is None and place is None:
            described = self._named.get(normal_name(name))
        return self.describe(described or Institution(name, place=place, level=level_of(place or ""), group=group))

    def describe(self, body: Institution) -> URIRef:
        """State what the record knows of a body."""
        iri = URIRef(institution_iri(body.name, body.place, self.iri))
        if (iri, SKOS.prefLabel, None) in self.stated:
            return iri
        self.add(iri, SKOS.prefLabel, Literal(body.name, lang="zh"))
        for alias in body.aliases:
            self.add(iri, SKOS.altLabel, Literal(alias, lang="zh"))
        for name in body.former:
            self.add(iri, ZL.formerName, Literal(name, lang="zh"))
        if body.staff is not None:
            self.add(iri, ZL.staff, Literal(body.staff))
        self.add(iri, ORG.classification, URIRef(code_iri("institution-kind", body.kind)))
        level = body.level or level_of(body.place or "")
        self.add(iri, ZL.level, URIRef(code_iri("level", level)) if level else None)
        self.add(iri, ZL.localTo, None if body.place else self.iri)
        (self._describe_group if body.group else self._describe_single)(iri, body)
        return iri

    def _describe_group(self, iri: URIRef, body: Institution) -> None:
        self.groups[iri] = body
        self.add(iri, RDF.type, ZL.InstitutionGroup)
        self.unit(iri, ZL.groupScope, body.place)
        self.add(iri, ZL.groupKind, concept("unit-kind", body.unit or ""))
        self.add(iri, ZL.groupOffice, body.office or None)

    def _describe_single(self, iri: URIRef, body: Institution) -> None:
        post = body.kind == "post"
        self.add(iri, RDF.type, ZL.Post if post else ZL.Institution)
        self.unit(iri, ZL.jurisdiction, body.place)
        if body.parent and normal_name(body.parent) != normal_name(body.name):
            self.add(iri, ORG.postIn if post else ORG.subOrganizationOf, self.body(body.parent))


def _day(text: str) -> Literal:
    return Literal(text, datatype=XSD.date)
