"""``/duties/ID``: one duty, its sentence in context, and how to cite it."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from api.pages.cite import bibtex, gb_t_7714
from api.pages.facts import duties, place_names
from api.pages.page import Page, page
from api.pages.view import View, iri_of, view
from graph.questions import run
from ontology.errors import ZelianError

router = APIRouter()
AROUND = 80
"""Code points of context shown before and after a sentence."""


@page(router, "/duties/{identifier}")
def duty(identifier: str, seen: View = Depends(view)) -> Page:  # noqa: B008
    """A duty: its sentence, who bears it, since when, on what basis, and by which rule it was read."""
    found = duties(seen.store, [iri_of("duty", identifier)], seen.date)
    if not found:
        raise ZelianError("E404", what=identifier)
    (one,) = found
    source = one.source
    text = next((str(row["text"]) for row in run(seen.store, "text", document=source.paper.iri)), "")
    issuer = next((row["issuer"] for row in run(seen.store, "documents") if row["document"] == source.paper.iri), None)
    data = {
        "duty": one,
        "before": text[max(0, source.start - AROUND) : source.start],
        "after": text[source.end : source.end + AROUND],
        "place": place_names(seen.store, [one.place]).get(one.place or ""),
        "citation": gb_t_7714(source.paper, str(issuer or "")),
        "bibtex": bibtex(source.paper, str(issuer or "")),
    }
    return Page("duty.html", data)
