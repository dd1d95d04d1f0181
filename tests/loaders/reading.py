"""Short ways to read a text of our own as the tests need it."""

from __future__ import annotations

from loaders.pipeline import read_text
from loaders.readers.delimited import read_csv
from loaders.text import Text
from ontology.divisions import Register
from ontology.records import Division, Record

FICTION = (
    Division("99", "江岭省", "province"),
    Division("9901", "云水市", "prefecture"),
    Division("990121", "青禾县", "county"),
    Division("990121001", "临江街道", "township"),
    Division("990121100", "河口镇", "township"),
)
REGISTER = Register.national().extended(FICTION)


def record(text: str) -> Record:
    """The record of a running text."""
    return read_text(Text(text, "text"), "a.txt", "", REGISTER)


def table(text: str) -> Record:
    """The record of a csv file."""
    return read_text(read_csv(text, "a.csv"), "a.csv", "", REGISTER)


def borne(found: Record) -> list[tuple[str, str, str]]:
    """Duties as (bearer as mentioned, role, words), one a holder."""
    return [(holder.mention, holder.role, duty.quote) for duty in found.duties for holder in duty.holders]
