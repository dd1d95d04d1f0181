"""The media types of answers: what a client may ask for, and what the engine writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.guard import Form

RESULTS: Final[Mapping[str, str]] = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
"""Media type that a client may ask for → media type of the engine; for SELECT and ASK. The first is the default."""
TRIPLES: Final[Mapping[str, str]] = {
    media: media
    for media in (
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    )
}
"""The same for CONSTRUCT, DESCRIBE and whole graphs."""


def offered(form: Form) -> Mapping[str, str]:
    """The media types for the answer to a query of that form."""
    return RESULTS if form in ("SELECT", "ASK") else TRIPLES
