"""What begins or ends by another document's act: the day, the act and the ground, stated on the fact itself."""

from __future__ import annotations

from rdflib import XSD, Graph, Literal, URIRef

from graph.questions import run
from graph.store import Store
from ontology.names import code_iri
from ontology.vocabulary import ZL


def ends(store: Store) -> Graph:
    """The ends of the duties of bodies that a reform abolished after the duty began.

    A duty that is stated to begin on the day of the reform or later is not ended by it: the text takes the body to be
    there. One whose beginning is unknown is ended.
    """
    found = Graph()
    for row in run(store, "duties-abolished"):
        begin = row["from"] or row["issued"]
        if begin is None or str(begin) < str(row["date"]):
            _end(found, URIRef(str(row["duty"])), str(row["date"]), URIRef(str(row["event"])), "body-abolished")
    return found


def _end(found: Graph, fact: URIRef, day: str, by: URIRef, ground: str) -> None:
    found.add((fact, ZL.validTo, Literal(day, datatype=XSD.date)))
    found.add((fact, ZL.endedBy, by))
    found.add((fact, ZL.endGround, URIRef(code_iri("end-ground", ground))))
