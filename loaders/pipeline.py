"""A file in, a record out: read → structure → find → state → resolve. Only this module knows the order."""

from __future__ import annotations

import re
from pathlib import Path

from loaders.coverage import measure_coverage
from loaders.find.dates import DateMention
from loaders.find.lexicon import Words, data
from loaders.head import Head, read_head
from loaders.places import first_place, local_area
from loaders.readers import read_bytes
from loaders.resolve import Resolver, find_aliases, find_owners
from loaders.state.citations import state_citations
from loaders.state.context import Grounds
from loaders.state.duties import DutyReader
from loaders.state.finish import finish_duties
from loaders.state.grids import state_grid_tiers
from loaders.state.indicators import state_indicators
from loaders.state.issues import state_issues
from loaders.state.nameplates import state_nameplates
from loaders.state.reforms import state_reforms
from loaders.structure import read_structure
from loaders.tables import read_tables
from loaders.text import Text, plain
from ontology.divisions import COUNTRY, Register
from ontology.errors import message
from ontology.records import Document, Problem, Record

_CENTRAL = ("国务院", "中共中央", "全国人民代表大会", "中华人民共和国")
_REPORTING = frozenset(data("head.toml")["reporting"]["words"])


def read_file(path: Path, register: Register, *, lang: str = "zh", max_bytes: int = 32 << 20) -> Record:
    """The record of one file. ``lang`` is the language of the problems that it lists.

    Raises :class:`ontology.errors.ZelianError` (E1xx) when the file cannot be read.
    """
    text, sha256 = read_bytes(path, max_bytes)
    return read_text(text, path.name, sha256, register, lang=lang)


def read_text(text: Text, name: str, sha256: str, register: Register, *, lang: str = "zh") -> Record:
    """The record of a text that a reader gave."""
    if text.tables:
        return read_tables(text, name, sha256, register, lang)
    string = text.string
    flat = plain(string)
    words = Words(flat)
    units = read_structure(flat)
    head = read_head(string, flat, units, words)
    place = place_of(head, register)
    resolver = Resolver(
        register,
        place,
        find_aliases(flat),
        find_owners(flat),
        local_area(head.issuer, head.title) if place is None else {},
    )
    document = Document(
        title=head.title, type=head.type, number=head.number, issuer=head.issuer,
        addressee=resolver.full_name(head.addressee) if head.addressee else None,
        date=head.date.value if head.date else None, place=place, attachments=head.attachments,
    )  # fmt: skip
    citations = state_citations(string, flat, head)
    proper = head.proper(units)
    reporting = head.type in _REPORTING
    rectification = state_issues(string, words, proper, head, resolver, citations)
    issues = rectification.issues
    duties = DutyReader(words, proper, reporting=reporting, apart=rectification.lines).read()
    grounds = Grounds(flat, units, citations)
    plates = state_nameplates(words, resolver, grounds)
    stated = finish_duties(string, flat, duties, resolver, grounds, citations, issues)
    return Record(
        file=name,
        sha256=sha256,
        reader=text.reader,
        text=string,
        document=document,
        duties=stated,
        citations=citations,
        nameplates=plates,
        issues=issues,
        measures=rectification.measures,
        reform_events=state_reforms(string, words, proper, resolver, grounds),
        grid_tiers=state_grid_tiers(string, words, proper, resolver, grounds),
        indicators=state_indicators(string, flat),
        institutions=tuple(sorted(resolver.institutions.values(), key=lambda i: (i.name, i.place or ""))),
        coverage=measure_coverage(words, proper, stated, duties.refusals, issues, reporting=reporting),
        problems=_problems(head.date, place, not stated and not issues, resolver, lang),
    )


def place_of(head: Head, register: Register) -> str | None:
    """The code of the area that the document is about: from the issuer, else the title, number or addressee.

    A title that encloses a document on a part of that area (《临江街道职能配置…规定》) makes it that part.
    """
    for source in (head.issuer, head.title, head.number, head.addressee):
        if not source:
            continue
        if source.startswith(_CENTRAL) or (source is head.issuer and _is_ministry(source)):
            return COUNTRY
        found = first_place(source, register)
        if found:
            enclosed = re.search(r"《([^《》]+)(?:职能配置|主要职责|内设机构|机构编制|机构设置)", head.title or "")
            part = first_place(enclosed[1], register) if enclosed else None
            return part if part and part.startswith(found) else found
    return None


def _is_ministry(name: str) -> bool:
    return name.endswith("部") and len(name) <= 10


def _problems(
    date: DateMention | None, place: str | None, nothing: bool, resolver: Resolver, lang: str
) -> tuple[Problem, ...]:
    problems = []
    if nothing:
        problems.append(Problem("notice", "L001", message("L001", lang)))
    if place is None:
        problems.append(Problem("warning", "L002", message("L002", lang)))
    if date and date.blank_day:
        problems.append(Problem("notice", "L006", message("L006", lang, raw=date.value), date.start, date.end))
    for body in resolver.unplaced:
        problems.append(Problem("notice", "L003", message("L003", lang, mention=body.mention), body.start, body.end))
    return tuple(problems)
