"""Which document is meant: by its number, else by its title and place."""

from __future__ import annotations

import re
from typing import Final

from ontology.divisions import Register
from ontology.names import document_iri, normal_name, normal_number
from ontology.records import Document

_NUMBER: Final = re.compile(r"〔\d{4}〕.*\d+号$|令.*\d+号$|令第.+号$")
_CENTRAL: Final = ("中共中央", "中央", "国务院", "全国", "中华人民共和国", "国家")
_LONGEST_PLACE: Final = 20


def own_iri(document: Document, sha256: str, register: Register) -> str:
    """The IRI of a document that was read."""
    return document_iri(document.number, document.title, _title_place(document.title, document.place, register), sha256)


def cited_iri(number: str | None, title: str | None, place: str | None, register: Register) -> str:
    """The IRI of a document that one of the area ``place`` names."""
    return document_iri(number, title, _title_place(title, place, register))


def number_and_title(reference: str) -> tuple[str | None, str | None]:
    """A reference is a document number or else a title.

    >>> number_and_title("汕机编发[2020]54号"), number_and_title("《排污许可管理条例》")
    (('汕机编发〔2020〕54号', None), (None, '排污许可管理条例'))
    """
    number = normal_number(reference)
    return (number, None) if _NUMBER.search(number) else (None, reference.strip("《》"))


def _title_place(title: str | None, place: str | None, register: Register) -> str | None:
    """The place that belongs to a title's key: none when the title itself begins with a place or a central body."""
    start = normal_name(title or "").lstrip("《〈")
    names = register.names()
    if start.startswith(_CENTRAL) or any(start[:end] in names for end in range(2, _LONGEST_PLACE)):
        return None
    return place
