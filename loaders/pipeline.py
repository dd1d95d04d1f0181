"""A file in, a record out: read → clean → structure → find → state → resolve. Only this module knows the order."""

from __future__ import annotations

from pathlib import Path

from loaders.columns import STANDARD, Columns
from loaders.coverage import measure_coverage
from loaders.find.lexicon import Words, data
from loaders.find.naming import find_aliases, find_former, find_owners
from loaders.head import Head, read_head
from loaders.lists import find_lists, table_read, without
from loaders.noise import clean
from loaders.places import local_area, place_of
from loaders.readers import read_bytes
from loaders.reading import as_read
from loaders.resolve import Resolver
from loaders.rows import RowReader
from loaders.state.citations import state_citations
from loaders.state.cited import Cited
from loaders.state.clauses import LONGEST_SENTENCE
from loaders.state.controls import state_controls
from loaders.state.duties import Duties, read_duties
from loaders.state.finish import finish_duties
from loaders.state.grids import state_grid_tiers
from loaders.state.grounds import Grounds
from loaders.state.hosts import state_hosts
from loaders.state.indicators import state_indicators
from loaders.state.issues import state_issues
from loaders.state.life import Life, state_life
from loaders.state.nameplates import state_nameplates
from loaders.state.powers import state_powers
from loaders.state.reforms import state_reforms
from loaders.structure import read_structure
from loaders.tables import read_tables
from loaders.text import Text, plain
from loaders.text_grids import divide_cells, grids_of
from ontology.divisions import Register
from ontology.errors import message
from ontology.records import Document, Problem, Record

_REPORTING = frozenset(data("head.toml")["reporting"]["words"])


def read_file(
    path: Path,
    register: Register,
    *,
    lang: str = "zh",
    max_bytes: int = 32 << 20,
    columns: Columns = STANDARD,
    docx: Path | None = None,
) -> Record:
    """The record of one file. ``lang`` is the language of the problems that it lists, ``columns`` knows headers.

    ``docx`` is what `loaders.readers.office.to_docx` made of an old Word file: it is read in its place.

    Raises :class:`ontology.errors.ZelianError` (E1xx) when the file cannot be read.
    """
    text, sha256 = read_bytes(path, max_bytes, docx)
    return read_text(text, path.name, sha256, register, lang=lang, columns=columns)


def read_text(
    text: Text, name: str, sha256: str, register: Register, *, lang: str = "zh", columns: Columns = STANDARD
) -> Record:
    """The record of a text that a reader gave.

    >>> text = Text("汕头市金平区人民政府关于河道巡查的意见\\n一、区水务局负责组织河道巡查。\\n", "text")
    >>> [duty] = read_text(text, "a.txt", "", Register.national()).duties
    >>> duty.quote, duty.holders[0].name, duty.holders[0].place
    ('负责组织河道巡查', '汕头市金平区水务局', '440511')
    """
    cleaned, view = clean(text, columns)
    read = read_tables if cleaned.sheets else _read_running
    return as_read(view.restored(read(cleaned, name, sha256, register, lang, columns), text.string), text, lang)


def _read_running(text: Text, name: str, sha256: str, register: Register, lang: str, columns: Columns) -> Record:
    string = text.string
    tables = find_lists(text, columns)
    flat = divide_cells(plain(string), text.tables, tables)
    words = Words(flat)
    units = read_structure(without(flat, tables))
    head = read_head(string, flat, units)
    place = place_of(head, register)
    area = local_area(head.issuer, head.title) if place is None else {}
    resolver = Resolver(
        register,
        place,
        find_aliases(flat),
        find_owners(flat),
        area,
        find_former(flat),
        head.date.value if head.date else None,
        string,
    )
    document = _document(head, place, resolver, state_life(flat, units, head))
    citations = state_citations(string, flat, head)
    cited = Cited(flat, citations)
    grounds = Grounds(flat, units, cited)
    proper = head.proper(units)
    reporting = head.type in _REPORTING
    rows = RowReader(string, words, resolver, cited, head, lang)
    for grid in grids_of(tables, words, units, head, resolver):
        rows.read(grid)
    found = state_issues(string, words, proper, head, resolver, cited).joined(rows.issues, rows.measures)
    drafted = read_duties(words, proper, reporting=reporting, apart=found.lines, body=head.body)
    nameplates = (*rows.nameplates, *state_nameplates(string, words, resolver, grounds))
    written = finish_duties(string, drafted.drafts, resolver, grounds, found.issues)
    duties = tuple(sorted((*written, *rows.duties), key=lambda duty: (duty.start, duty.end)))
    return Record(
        file=name,
        sha256=sha256,
        reader=text.reader,
        text=string,
        document=document,
        duties=duties,
        citations=citations,
        nameplates=nameplates,
        issues=found.issues,
        measures=found.measures,
        reform_events=state_reforms(string, words, proper, resolver, grounds, nameplates),
        powers=(*state_powers(string, words, proper, resolver, grounds), *rows.powers),
        controls=(
            *state_controls(string, words, proper, resolver),
            *state_hosts(string, words, proper, resolver),
        ),
        grid_tiers=state_grid_tiers(string, proper, grounds),
        indicators=(*rows.indicators, *state_indicators(without(flat, tables))),
        institutions=resolver.institutions(),
        tables=tuple(table_read(string, table) for table in tables),
        coverage=measure_coverage(
            flat,
            proper,
            [*duties, *drafted.attributions],
            [*drafted.refusals, *rows.refusals],
            found.issues,
            reporting=reporting,
            rows=rows.asked,
        ),
        problems=(*_problems(head, resolver, drafted, lang, nothing=not duties and not found.issues), *rows.problems),
    )


def _document(head: Head, place: str | None, resolver: Resolver, life: Life) -> Document:
    return Document(
        title=head.title,
        type=head.type,
        number=head.number,
        issuer=head.issuer,
        addressee=resolver.full_name(head.addressee) if head.addressee else None,
        date=head.date.value if head.date else None,
        place=place,
        attachments=head.attachments,
        printed=life.printed,
        effective=life.effective,
        expires=life.expires,
        stage=life.stage,
        track=life.track,
    )


def _problems(head: Head, resolver: Resolver, drafted: Duties, lang: str, *, nothing: bool) -> tuple[Problem, ...]:
    problems = []
    if nothing:
        problems.append(Problem("notice", "L001", message("L001", lang)))
    if resolver.place is None:
        problems.append(Problem("warning", "L002", message("L002", lang)))
    if head.date and head.date.blank_day:
        about = message("L006", lang, raw=head.date.value)
        problems.append(Problem("notice", "L006", about, head.date.start, head.date.end))
    for start, end in drafted.cut:
        problems.append(Problem("notice", "L008", message("L008", lang, limit=f"{LONGEST_SENTENCE:,}"), start, end))
    return (*problems, *resolver.problems(lang))
