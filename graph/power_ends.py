"""Powers that were handed on end when they are taken back from the body that had them."""

from __future__ import annotations

from rdflib import Graph

from graph.ends import state_end
from graph.evidence import key_of
from graph.questions import run
from graph.store import Store


def power_ends(store: Store) -> Graph:
    """The ends of transfers of powers: the first recall of the same item after it, from the same body or from all.

    Items are the same when their words are (`ontology.names.power_iri`); nothing is taken to be recalled by likeness.
    """
    rows = [row for row in run(store, "power-transfers") if row["since"]]
    found = Graph()
    recalls = [row for row in rows if key_of(row["mode"]) == "recalled"]
    for row in rows:
        later = [
            each
            for each in recalls
            if key_of(row["mode"]) != "recalled"
            and each["item"] == row["item"]
            and str(each["since"]) > str(row["since"])
            and each["from"] in (None, row["to"])
        ]
        if later:
            first = min(later, key=lambda each: (str(each["since"]), str(each["transfer"])))
            state_end(found, str(row["transfer"]), str(first["since"]), str(first["transfer"]), "power-recalled")
    return found
