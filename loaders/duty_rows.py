"""Rows of lists of duties: borne by the bodies of their columns, by those that a cell names, or by the list's owner.

A township's lists name departments above it too: what the list asks of them and of the township are different columns
(配合履职事项), or the department takes the matter over (上级部门收回事项).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.cells import Part, numbered_items, parts_of, read_bearers, role_in
from loaders.find.bodies import Body, read_bodies
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words
from loaders.find.topics import find_topics
from loaders.resolve import Resolver
from loaders.row import RowCells
from loaders.rules import confidence
from loaders.state.cited import Cited
from loaders.state.clauses import Clauses, Draft, Refusal, Setting
from loaders.state.duties import is_general
from loaders.state.finish import quote_span
from loaders.state.sentence import read_sentence
from loaders.text import Cell
from ontology.errors import message
from ontology.records import Duty, Problem, Role, Span

_RULE = "duty.table-row"
_SHARED = frozenset(("upper", "upper_duty", "own_duty", "taker", "manner"))

Bearers = Sequence[tuple[Body, Role | None]]


@dataclass(frozen=True, slots=True)
class _Place:
    """The row that is read: its number and the eId of its table."""

    row: RowCells
    number: int
    table: str


class DutyRows:
    """Reads rows one by one. ``asked``: stretches that should say a duty; ``refusals``: those that say none."""

    def __init__(self, string: str, words: Words, resolver: Resolver, cited: Cited, lang: str) -> None:
        self.string, self.words, self.text = string, words, words.text
        self.resolver, self.cited, self.lang = resolver, cited, lang
        self.clauses = Clauses(words)
        self.found: dict[tuple[int, int], Duty] = {}
        self.asked: dict[Span, None] = {}
        self.refusals: list[Refusal] = []
        self.problems: list[Problem] = []
        self._read_cells: set[int] = set()  # where cells begin; a merged cell stands in several rows

    @property
    def duties(self) -> list[Duty]:
        """The duties read so far; a matter whose cell covers several rows is one, borne by the bodies of them all."""
        return list(self.found.values())

    def read(self, row: RowCells, number: int, table: str, owner: tuple[Body, ...], header: RowCells) -> None:
        """Takes one row; ``owner`` bears what no other body is named for."""
        place = _Place(row, number, table)
        if _SHARED & row.columns.keys():
            self._shared(place, owner or self._class_in(header))
        else:
            self._assigned(place, owner)

    # columns of bearers, or none -------------------------------------------------------------------------------

    def _assigned(self, place: _Place, owner: tuple[Body, ...]) -> None:
        cell = place.row.cell("duty", "measures", "item")
        if cell is None:
            return
        bearers = [(body, told) for named, role in place.row.bearers() for body, told in self._bearers(named, role)]
        if bearers:
            for start, end in numbered_items(self.text, cell.start, cell.end):
                self._state(place, start, end, bearers)
            return
        if cell.start in self._read_cells:
            return
        self._read_cells.add(cell.start)
        before = len(self.found) + len(self.refusals)
        for part in parts_of(self.words, cell.start, cell.end):
            self._read(place, part, part.bodies or owner)
        if len(self.found) + len(self.refusals) == before:
            self._nobody(place, cell)

    def _bearers(self, cell: Cell | Part, role: Role | None) -> Bearers:
        """The bodies of a cell; without a role of their own or of the column, the duty tells it."""
        named = read_bearers(self.words, cell.start, cell.end, role or "responsible")
        return [(body, told if role or told != "responsible" else None) for body, told in named]

    # what a township and the departments above it do ------------------------------------------------------------

    def _shared(self, place: _Place, owner: tuple[Body, ...]) -> None:
        row = place.row
        taken = self._parts(row.cell("taker"))
        named = [row.cell("upper"), *(part for part in taken if part.holds in (None, "taker"))]
        above = [bearer for cell in named if cell for bearer in self._bearers(cell, None)]
        bodies = tuple(body for body, _ in above)
        item, own = row.cell("item", "duty"), row.cell("own_duty")
        if item and above:
            self._state(place, item.start, item.end, above)
        for part in [*self._parts(row.cell("upper_duty")), *self._parts(row.cell("manner")), *taken]:
            if part.holds == "manner" or (part.holds is None and part not in taken):
                self._read(place, part, part.bodies or bodies)
        for part in self._parts(own):
            with_others = {"upper", "upper_duty"} & row.columns.keys()
            self._read(place, part, part.bodies or owner, "cooperate" if with_others else None)
        if item and not (above or own):
            self._nobody(place, item)

    def _parts(self, cell: Cell | None) -> list[Part]:
        return parts_of(self.words, cell.start, cell.end) if cell else []

    def _class_in(self, header: RowCells) -> tuple[Body, ...]:
        """乡镇（街道）配合职责: the class of bodies that the header of their column names."""
        cell = header.cell("own_duty")
        return tuple(read_bodies(self.words, cell.start, cell.end)[:1]) if cell else ()

    # duties ----------------------------------------------------------------------------------------------------

    def _read(self, place: _Place, part: Part, subject: tuple[Body, ...], role: Role | None = None) -> None:
        """The sentences of every numbered item, as of a list of the duties of ``subject``."""
        setting = Setting(subject, bool(subject), rule=_RULE, role=role)
        for start, end in numbered_items(self.text, part.start, part.end):
            self.asked[Span(start, end)] = None
            for sentence in self.clauses.sentences(start, end):
                reading = read_sentence(self.clauses, *sentence, setting)
                self.refusals += reading.refusals
                for draft in reading.drafts:
                    self._draft(place, draft)

    def _draft(self, place: _Place, draft: Draft) -> None:
        start, end = quote_span(self.text, draft.start, draft.end)
        if end - start > 1:
            self._add(place, start, end, draft.bearers, draft.rule)

    def _state(self, place: _Place, start: int, end: int, bearers: Bearers) -> None:
        """The words are one duty of the bearers; whose role is not told has that of the role column or main verb."""
        start, end = quote_span(self.text, start, end)
        if start >= end:
            return
        told = role_in(place.row.words("role")) or self.clauses.role(start, end)
        self.asked[Span(start, end)] = None
        self._add(place, start, end, [(body, role or told) for body, role in bearers], _RULE)

    def _add(self, place: _Place, start: int, end: int, bearers: Sequence[tuple[Body, Role]], rule: str) -> None:
        holders = [self.resolver.holder(body, role) for body, role in bearers]
        known = self.found.get((start, end))
        if known:
            self.found[start, end] = replace(known, holders=tuple(dict.fromkeys((*known.holders, *holders))))
            return
        quote, basis = self.string[start:end], place.row.cell("basis")
        terms = [d.value for text in (self.text[start:end], place.row.flat("deadline")) for d in find_dates(text)]
        self.found[start, end] = Duty(
            quote=quote,
            start=start,
            end=end,
            holders=tuple(dict.fromkeys(holders)),
            eid=f"{place.table}__tr_{place.number}",
            topics=find_topics(quote + place.row.words("topic")),
            basis=self.cited.names(self.cited.within(basis.start, basis.end)) if basis else (),
            deadline=terms[-1] if terms else None,
            general=is_general(quote),
            place=self.resolver.place,
            rule=rule,
            confidence=confidence(rule),
        )

    def _nobody(self, place: _Place, cell: Cell) -> None:
        self.asked[Span(cell.start, cell.end)] = None
        about = message("L007", self.lang, row=place.number, column="责任单位")
        self.problems.append(Problem("warning", "L007", about, cell.start, cell.end))
