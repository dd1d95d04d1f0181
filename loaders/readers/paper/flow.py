"""Lines to paragraphs: a line that has no room for what begins the next one goes on there, unless that is set apart."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.readers.paper.lines import outermost
from loaders.readers.paper.marks import Line, pitch

_TOKEN: Final = re.compile(
    r"[（(《〈“‘「『〔【\[]*(?:[0-9A-Za-z.%‰+/:@_~-]+|[^\s])[，。、；：！？）)》〉”’」』〕】\],.;:!?%…]*"
)
_NUMBER: Final = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,6}[编章节条][ \u3000]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|(?:\d{1,3}|[a-z])[）)]|\d{1,3}(?:[、．]|\.(?!\d))|[①-⑳⑴-⒇]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=[ \u3000\u4e00-\u9fff])|[-−–—－•·●○■□◆◇▪➢✓\uf000-\uf0ff] ?(?![-−–—－])"
)
_ENDS: Final = "。；：！？”）》…"
_DIGITS: Final = re.compile(r"[\d一二三四五六七八九十百零〇]+|[a-z]")
_LEADER: Final = (".....", "·····", "……")
_INDENT: Final = 0.8
_APART: Final = "  "
_HANG: Final = 4.0
_LOOSE: Final = 1.45
_SAME_SIZE: Final = 0.15
_SLACK: Final = 0.3
_RAGGED: Final = 3.0
_LEAST_INDENTS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Column:
    """The edges that the lines of a page share, how far one is below another, the share that begins two ems in."""

    left: float
    right: float
    pitch: float
    indents: float

    @property
    def is_indented(self) -> bool:
        """Do paragraphs begin with an indent?"""
        return self.indents >= _LEAST_INDENTS


@dataclass(slots=True)
class Paragraph:
    """Lines that make a paragraph, and the page it begins on."""

    page: int
    lines: list[Line]

    @property
    def words(self) -> str:
        """Its words on one line."""
        return joined(self.lines)

    @property
    def confidence(self) -> float:
        """That of its lines by their length."""
        total = sum(len(line.words) for line in self.lines)
        return round(sum(line.confidence * len(line.words) for line in self.lines) / total, 3)


def joined(lines: Iterable[Line]) -> str:
    """The words of lines as of one; a blank is put between Latin words alone.

    >>> joined([Line("云政发〔2016〕38", 0, 0, 90, 9, 9), Line("号", 0, 9, 9, 18, 9)])
    '云政发〔2016〕38号'
    """
    words = ""
    for line in lines:
        words += " " * _is_gap(words[-1:], line.words[:1]) + line.words
    return words


def _is_gap(a: str, b: str) -> bool:
    if not (a and a.isascii() and b.isascii()):
        return False
    return (a.isalpha() and b.isalnum()) or (b.isalpha() and (a.isalnum() or a in ",.;:)"))


def has_room(line: Line, following: Line, room: float) -> bool:
    """Would the first word of the following line, with its marks, have fitted into ``room`` after this one?"""
    token = _TOKEN.match(following.words)
    ems = sum(0.5 if c.isascii() else 1.0 for c in token[0]) if token else 1.0
    return room > (ems - _SLACK) * line.em


def begins_item(first: Line, last: Line, line: Line) -> bool:
    """Does the line begin an item: a number after the end of a clause or after one of its kind, a line after leaders?

    >>> first, wrapped, item = (Line(words, 0, 0, 9, 9, 9) for words in ("1、河道巡查与", "2、3级水库", "2.5米"))
    >>> begins_item(first, first, wrapped), begins_item(first, first, item)
    (True, False)
    """
    if last.words.rstrip("0123456789 ").endswith(_LEADER):
        return True
    number, before = _NUMBER.match(line.words), _NUMBER.match(first.words)
    if not number:
        return False
    return last.words[-1] in _ENDS or (before is not None and _kind(number[0]) == _kind(before[0]))


def _kind(number: str) -> str:
    return _DIGITS.sub("0", number)


def column_of(lines: Sequence[Line]) -> Column | None:
    """The edges of a page's text: the outermost that two lines share. None for fewer than four lines."""
    if len(lines) < 4:
        return None
    em = statistics.median(line.em for line in lines)
    left, right = outermost((line.left for line in lines), em), -outermost((-line.right for line in lines), em)
    indents = sum(1.5 * em < line.left - left < 2.5 * em for line in lines)
    return Column(left, right, pitch(lines), indents / len(lines))


def paragraphs(stretches: Iterable[tuple[int, Sequence[Line], Column]]) -> Iterator[Paragraph]:
    """The paragraphs of lines that follow one another over columns and pages, each (number, lines, edges)."""
    current: Paragraph | None = None
    before: Column | None = None
    for page, lines, column in stretches:
        for line in lines:
            if current and before and _goes_on(current, line, before, column):
                current.lines.append(line)
            else:
                if current:
                    yield current
                current = Paragraph(page, [line])
            before = column
    if current:
        yield current


def _goes_on(paragraph: Paragraph, line: Line, before: Column, column: Column) -> bool:
    first, last = paragraph.lines[0], paragraph.lines[-1]
    room = before.right - last.right
    if has_room(last, line, room) and not (before.is_indented and _is_ragged(last, room)):
        return False
    if abs(last.em - line.em) > _SAME_SIZE * max(last.em, line.em) or begins_item(first, last, line):
        return False
    step = line.middle - last.middle
    if before is column and not 0 < step <= max(_LOOSE * column.pitch, 1.2 * last.em):
        return False
    return _is_flush(paragraph, line, column) and not (_APART in last.words and _APART in line.words)


def _is_ragged(last: Line, room: float) -> bool:
    """Is the line nearly full and its sentence unfinished, as where lines are not set to the right edge?"""
    return room < _RAGGED * last.em and last.words[-1] not in _ENDS


def _is_flush(paragraph: Paragraph, line: Line, column: Column) -> bool:
    """Does the line stand where lines of the paragraph go on, and not where a new one begins?"""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    if line.left <= column.left + _INDENT * line.em:
        return True
    if abs(line.left - last.left) < _INDENT / 2 * line.em:
        return len(paragraph.lines) > 1 or last.words[-1] not in _ENDS
    hang = line.left - first.left
    return bool(_NUMBER.match(first.words)) and _INDENT * line.em < hang <= _HANG * line.em
