"""``/graph``: what stands around one thing, as a picture and as a table."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from api.pages.language import translations
from api.pages.page import Page, Table, page
from api.pages.view import View, view
from graph.network import Network, ego
from graph.view import picture
from ontology import names
from ontology.errors import ZelianError
from ontology.vocabulary import label

router = APIRouter()
NAMES = {
    "hasMember": "has as a member",
    "subOrganizationOf": "is under",
    "postIn": "is a post in",
    "originalOrganization": "before the change",
    "resultingOrganization": "after the change",
}
"""What the relations of the W3C Organization Ontology are called; the catalogue has them in Chinese."""
COLUMNS = ("source", "source_label", "relation", "target", "target_label")


@page(router, "/graph")
def network(node: str = "", seen: View = Depends(view)) -> Page:  # noqa: B008
    """The ego network of ``node``, an IRI or ``kind/identifier``; without it, what can be asked."""
    if not node:
        return Page("network.html", {"node": None})
    centre = node if ":" in node else names.DATA + node
    around = ego(seen.store, centre, limit=seen.settings.graph_nodes)
    if len(around) < 2:
        raise ZelianError("E404", what=node)

    def said(relation: str) -> str:
        name = relation.rpartition("#")[2]
        return label(relation, seen.lang) or translations(seen.lang).gettext(NAMES.get(name, name))

    nodes = [{"id": iri, **data} for iri, data in around.nodes(data=True)]
    rows = [
        (source, around.nodes[source]["label"], relation, target, around.nodes[target]["label"])
        for source, target, relation in sorted(around.edges(keys=True))
    ]
    data = {
        "node": centre,
        "label": around.nodes[centre]["label"],
        "shown": len(around),
        "total": around.graph["found"],
        "nodes": nodes,
        "links": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
    }
    addresses = {iri: _address(seen, around, iri) for iri in around}
    extra = {"picture": picture(around, said, addresses.get), "addresses": addresses, "said": said}
    return Page("network.html", data, Table(COLUMNS, rows), extra)


def _address(seen: View, around: Network, iri: str) -> str | None:
    """The page of a node, where it has one; a document that is only cited has none."""
    held = around.nodes[iri]["kind"] != "Document" or seen.holds(iri)
    return seen.page_of(iri) if held else None
