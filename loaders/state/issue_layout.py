"""Where the issues of a rectification paper and their fields stand, in any layout.

Labelled lines (整改目标：…), labelled headings with lines under them, numbered items with labelled lines, several
labels in one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.find.lexicon import data
from loaders.find.patterns import patterns
from loaders.head import Head
from loaders.structure import Unit
from loaders.text import plain, trimmed

_RE = patterns("issues")
_LABELS: dict[str, str] = {word: name for name, words in data("issues.toml")["labels"].items() for word in words}
_SHORTEST_ISSUE = 8


@dataclass(slots=True)
class IssueDraft:
    """An issue at ``start:end``, the spans of its fields by name, and the index of the unit where it begins."""

    start: int
    end: int
    ordinal: str | None
    unit: int
    fields: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def told(self, name: str, text: str) -> list[str]:
        """The words of a field, one string a span."""
        return [text[start:end] for start, end in self.fields.get(name, ()) if start < end]


def is_rectification(text: str) -> bool:
    """Does a text speak of putting right what an inspection found?"""
    return bool(_RE["rectification"].search(text))


def lay_out_issues(flat: str, units: Sequence[Unit], head: Head) -> list[IssueDraft]:
    """The issues in the order of the text."""
    layout = _Layout(flat, head)
    for unit in units:
        layout.take(unit)
    return [draft for draft in layout.drafts if draft.end > draft.start]


class _Layout:
    """``current`` is the field that an unlabelled line goes on with, ``holder`` the unit of its label."""

    def __init__(self, flat: str, head: Head) -> None:
        self.flat, self.head = flat, head
        self.rectification = is_rectification(head.title or "") or is_rectification(flat[head.body : head.body + 300])
        self.drafts: list[IssueDraft] = []
        self.current: str | None = None
        self.holder: Unit | None = None
        self._taken: set[int] = set()  # units that went into the fields of the issue last begun

    def take(self, unit: Unit) -> None:
        label = _RE["label"].match(self.flat, unit.start, unit.end)
        if label is None or not (label["mark"] or unit.children or unit.style):
            self._unlabelled(unit)
            return
        name = _LABELS[label["label"]]
        if name == "problem":
            if unit.quoted or not self.rectification:
                return
            further = _RE["inline-label"].search(self.flat, label.end(), unit.end)
            self.drafts.append(self._begin(label.end(), further.start() if further else unit.end, unit))
        elif not self._belongs(unit):
            parent = unit.parent
            if parent is None or not self._is_issue(parent, name):
                self.current = None
                return
            self.drafts.append(self._begin(parent.start, parent.end, parent))
        self.current, self.holder = name, unit
        self._values(name, label.end(), unit.end)

    def _unlabelled(self, unit: Unit) -> None:
        leaves = self.holder is not None and _leaves(unit, self.holder)
        if self.current and self.holder and self.drafts and not leaves:
            self._extend(self.drafts[-1], self.current, unit)
            self._taken.add(unit.index)
        elif unit.style and leaves:
            self.current = None

    def _belongs(self, unit: Unit) -> bool:
        """Is the line a field of the issue last begun, and not of the next numbered item?"""
        if not self.drafts:
            return False
        parent = unit.parent.index if unit.parent else -1
        return parent <= self.drafts[-1].unit or unit.style != "" or parent in self._taken

    def _is_issue(self, unit: Unit, name: str) -> bool:
        """Is a numbered item with a labelled line under it an issue without a label of its own?"""
        return (
            self.rectification
            and name != "status"
            and bool(unit.style)
            and unit.end - unit.start > _SHORTEST_ISSUE
            and not _RE["label"].match(self.flat, unit.start, unit.end)
        )

    def _begin(self, start: int, end: int, unit: Unit) -> IssueDraft:
        self._taken = set()
        start, end = _trimmed(self.flat, start, end)
        own = _RE["numeral"].search(unit.label) if unit.start == start else None
        start, ordinal = self._past_ordinal(start, end)
        return IssueDraft(start, end, ordinal or (own[0] if own else self._title_ordinal()), unit.index)

    def _past_ordinal(self, start: int, end: int) -> tuple[int, str | None]:
        numbered = _RE["ordinal"].match(self.flat[start:end])
        return (start + numbered.end(), numbered[1]) if numbered else (start, None)

    def _title_ordinal(self) -> str | None:
        for source in (plain(self.head.title or ""), self.flat[self.head.body : self.head.body + 80]):
            if named := _RE["title-ordinal"].search(source):
                return named[1] or named[2]
        return None

    def _extend(self, draft: IssueDraft, name: str, unit: Unit) -> None:
        if name != "problem":
            draft.fields.setdefault(name, []).append((unit.start, unit.end))
            return
        start, end = _trimmed(self.flat, unit.start, unit.end)
        if draft.end <= draft.start:
            draft.start, _ = self._past_ordinal(start, end)
        draft.end = end

    def _values(self, name: str, start: int, end: int) -> None:
        """The fields of one line, where several labels may follow one another."""
        marks = [(name, start, start)]
        for match in _RE["inline-label"].finditer(self.flat, start, end):
            marks.append((_LABELS[match["label"]], match.start(), match.end()))
        stops = [*(start for _, start, _ in marks[1:]), end]
        for (label, _, begin), stop in zip(marks, stops, strict=True):
            if label != "problem":
                self.drafts[-1].fields.setdefault(label, []).append(_trimmed(self.flat, begin, stop))


def _leaves(unit: Unit, holder: Unit) -> bool:
    """Does a unit stand outside what the label's unit covers?"""
    if holder.style:
        return holder not in unit.ancestors()
    return bool(unit.style) and unit.parent is not holder.parent


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    return trimmed(flat, start, end, " ：，。；\n“", " 。；\n")
