"""Namespaces and the making of IRIs: deterministic, ASCII, from normalised keys; no counters, no blank nodes."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata

NS = "https://w3id.org/zelian/ns#"
CODES = "https://w3id.org/zelian/codes/"
TOPICS = "https://w3id.org/zelian/topics/"
DATA = os.environ.get("ZELIAN_BASE_IRI", "https://w3id.org/zelian/id/")
"""Start of every data IRI (setting ``ZELIAN_BASE_IRI``)."""

PREFIXES = {
    "zl": NS,
    "id": DATA,
    "topic": TOPICS,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes by which answers and the editor shorten IRIs."""

_OPEN = dict.fromkeys("[［【〖(（〔", "〔")
_CLOSE = dict.fromkeys("]］】〗)）〕", "〕")
_BRACKETS = str.maketrans({**_OPEN, **_CLOSE})


def normal_name(name: str) -> str:
    """A name as it is compared: NFKC, no white space, one style of brackets.

    >>> normal_name("纪工委(监察组)") == normal_name("纪工委（ 监察组 ）")
    True
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).translate(_BRACKETS)


def normal_number(number: str) -> str:
    """A document number in the form of GB/T 9704: ``汕市环函[2020]476号`` is ``汕市环函〔2020〕476号``.

    >>> normal_number("国办发【２０１４】 第56 号")
    '国办发〔2014〕56号'
    """
    return re.sub(r"〕第?0*(?=\d)", "〕", normal_name(number))


def _minted(kind: str, *key: str) -> str:
    digest = hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:20]
    return f"{DATA}{kind}/{digest}"


def document_iri(number: str | None, title: str | None, place: str | None, sha256: str = "") -> str:
    """A document: by its number, else by its title and place, else by its content.

    The place counts only for a title that does not itself begin with the name of a place or of a central body;
    the caller passes ``None`` otherwise, so that a citation of the title finds the same IRI.
    """
    if number:
        return _minted("document", "number", normal_number(number))
    if title:
        return _minted("document", "title", re.sub(r"[《》〈〉<>]", "", normal_name(title)), place or "")
    return _minted("document", "content", sha256)


def institution_iri(name: str, place: str | None, document: str = "") -> str:
    """An institution: its normalised name within its place, or within its document when the place is not known."""
    return _minted("institution", normal_name(name), place or document)


def fact_iri(kind: str, document: str, *key: str) -> str:
    """A fact of a document (``kind``: duty, issue, measure, passage, …)."""
    return _minted(kind, document, *key)


def power_iri(item: str, place: str | None, document: str = "") -> str:
    """A power item: its normalised name within its place, or within its document when the place is not known."""
    return _minted("power", re.sub(r"[的、，,]", "", normal_name(item)), place or document)


def unit_iri(code: str) -> str:
    """An administrative unit, by its code."""
    return f"{DATA}unit/{code}"


def topic_iri(identifier: str) -> str:
    """A topic concept, by the identifier in the topic tree (``env-air-fume``)."""
    return f"{TOPICS}{identifier}"


def code_iri(scheme: str, key: str) -> str:
    """A concept of a code list: ``code_iri("role", "lead")``."""
    return f"{CODES}{scheme}/{key}"
