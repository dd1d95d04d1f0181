"""A text without some of its characters, in which every character knows where it stood.

The rules read the view; the facts that they find are moved back once, when the record is complete.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from loaders.text import Cell, Table
from ontology.records import Record


@dataclass(frozen=True, slots=True)
class View:
    """``string`` is what is left of a text; ``places[i]`` is where its character ``i`` stands in that text."""

    string: str
    places: Sequence[int]

    @classmethod
    def whole(cls, string: str) -> View:
        """The view from which nothing is taken."""
        return cls(string, range(len(string)))

    def without(self, cuts: Iterable[tuple[int, int]]) -> View:
        """The view less the stretches ``cuts`` of its string, which may overlap.

        >>> view = View.whole("区 水务 局").without([(1, 2), (4, 5)])
        >>> view.string, view.original(0, 4)
        ('区水务局', (0, 6))
        """
        pieces: list[str] = []
        places: list[int] = []
        position = 0
        for start, end in sorted(cuts):
            if position < start:
                pieces.append(self.string[position:start])
                places.extend(self.places[position:start])
            position = max(position, end)
        if not position:
            return self
        places.extend(self.places[position:])
        return View("".join([*pieces, self.string[position:]]), places)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where ``start:end`` stands in the text, from its first character to its last."""
        if start < end:
            return self.places[start], self.places[end - 1] + 1
        at = self.places[start] if start < len(self.places) else self.places[-1] + 1 if self.places else 0
        return at, at

    def tables(self, tables: Iterable[Table]) -> tuple[Table, ...]:
        """Tables of the text as they stand in the view."""
        return tuple(Table(table.name, tuple(self._cell(cell) for cell in table.cells)) for table in tables)

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, start=bisect_left(self.places, cell.start), end=bisect_left(self.places, cell.end))

    def restored(self, record: Record, text: str) -> Record:
        """The record of the view as that of ``text``: places are those of the text, quotes its own words."""
        if self.string == text:
            return record
        moved: Record = self._moved(record, text)
        return replace(moved, text=text)

    def _moved(self, value: Any, text: str) -> Any:
        if isinstance(value, tuple):
            return tuple(self._moved(each, text) for each in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changed = {f.name: self._moved(getattr(value, f.name), text) for f in fields(value)}
        start, end = changed.get("start"), changed.get("end")
        if start is not None and end is not None:
            changed["start"], changed["end"] = self.original(start, end)
            if len(changed.get("quote", "")) == end - start > 0:
                changed["quote"] = text[changed["start"] : changed["end"]]
        return replace(value, **changed)
