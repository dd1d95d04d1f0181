"""Administrative units as RDF: those that the documents speak of, and what contains them, in one named graph."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final, cast

from rdflib import RDF, SKOS, XSD, Dataset, Graph, Literal, URIRef

from graph.groups import life
from graph.store import GRAPHS, Store
from ontology.dates import first_day, last_day
from ontology.divisions import Register
from ontology.names import DATA, code_iri, fact_iri, unit_iri
from ontology.records import Division, Level
from ontology.replacements import Replacement
from ontology.vocabulary import ZL

DIVISIONS: Final = f"{GRAPHS}divisions"
_UNITS: Final = f"{DATA}unit/"


def codes_in(dataset: Dataset) -> frozenset[str]:
    """The codes of all units that a record's quads speak of."""
    terms = {term for s, _, o, _ in dataset.quads() for term in (s, o) if isinstance(term, URIRef)}
    return frozenset(term.removeprefix(_UNITS) for term in terms if term.startswith(_UNITS))


def unit_graph(codes: Iterable[str], register: Register) -> Graph:
    """The triples of the units of ``codes``, of what replaced them and of all that contain them.

    Codes that the register lacks are left out.
    """
    graph = Graph()
    known = {code for code in codes if register.unit(code)}
    known |= {to.code for code in known for to in register.replaced_by(code)}
    for code in known | {unit.code for below in known for unit in register.ancestors(below)}:
        _add_unit(graph, code, register)
    return graph


def register_of(store: Store) -> Register:
    """The national register with the units that division lists loaded into ``store`` have stated."""
    rows = store.select(
        f"""PREFIX zl: <{ZL}> PREFIX skos: <{SKOS}>
        SELECT DISTINCT ?code ?name ?level ?from ?last {{ GRAPH <{DIVISIONS}> {{
          ?unit zl:code ?code ; skos:prefLabel ?name ; zl:level ?level
          OPTIONAL {{ ?unit zl:firstSeen ?from }} OPTIONAL {{ ?unit zl:lastSeen ?last }} }} }}"""
    )
    national = Register.national()
    stated = [row for row in rows if national.unit(str(row["code"])) is None]
    return _extended(
        frozenset(
            Division(
                str(row["code"]),
                str(row["name"]),
                cast(Level, str(row["level"]).rpartition("/")[2]),
                cast(str | None, row["from"]),
                cast(str | None, row["last"]),
            )
            for row in stated
        )
    )


@lru_cache(maxsize=4)
def _extended(stated: frozenset[Division]) -> Register:
    """The register is immutable and dear to index: one for each set of stated units."""
    return Register.national().extended(stated) if stated else Register.national()


def _add_unit(graph: Graph, code: str, register: Register) -> None:
    unit = URIRef(unit_iri(code))
    names = register.history(code)
    graph.add((unit, RDF.type, ZL.AdministrativeUnit))
    graph.add((unit, ZL.code, Literal(code)))
    graph.add((unit, SKOS.prefLabel, Literal(names[-1].name, lang="zh")))
    for former in names[:-1]:
        graph.add((unit, SKOS.altLabel, Literal(former.name, lang="zh")))
    if names[-1].parent:
        graph.add((unit, ZL.within, URIRef(unit_iri(names[-1].parent))))
    graph.add((unit, ZL.level, URIRef(code_iri("level", names[-1].level))))
    for predicate, day in (
        (ZL.firstSeen, names[0].first_seen and first_day(names[0].first_seen)),
        (ZL.lastSeen, names[-1].last_seen and last_day(names[-1].last_seen)),
        *life(names[0].valid_from, names[-1].valid_to),
    ):
        if day:
            graph.add((unit, predicate, Literal(day, datatype=XSD.date)))
    for found in register.replaced_by(code):
        _add_replacement(graph, unit, found)


def _add_replacement(graph: Graph, unit: URIRef, found: Replacement) -> None:
    new = URIRef(unit_iri(found.code))
    node = URIRef(fact_iri("replacement", unit, new))
    graph.add((unit, ZL.replacedBy, new))
    graph.add((node, RDF.type, ZL.Replacement))
    graph.add((node, ZL.replaced, unit))
    graph.add((node, ZL.replacement, new))
    graph.add((node, ZL.replacementGround, URIRef(code_iri("replacement-ground", found.ground))))
    if found.share is not None and found.of is not None:
        graph.add((node, ZL.share, Literal(Decimal(str(round(found.share, 4))))))
        graph.add((node, ZL.unitsCompared, Literal(found.of)))
