"""Lines as pages set them: page numbers and running heads between, sentences broken at a fixed width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from loaders.find.patterns import patterns
from loaders.structure import STYLES
from loaders.text import plain

_RE = patterns("layout")
_HEAD = patterns("head")
_SET_WIDTH = (16, 60)
_SLACK = 2.5
_OUTLIERS = 50
_TITLE_LINES = 8
_LONGEST_HEADER = 30
_LABEL = 14
_ALONE = ("number-line", "sign-date", "bracketed-date")

_OPEN = 0.6
_FULL = 0.1
_ALL = 0.9

Cut = tuple[int, int]


class Line(NamedTuple):
    """A line from its ``begin``, its words from ``start`` to ``end``."""

    begin: int
    start: int
    end: int

    def words(self, string: str) -> str:
        """The line without the blanks at its ends."""
        return string[self.start : self.end]


def page_marks(string: str) -> list[Cut]:
    """The lines of page numbers, with the blank lines and the running heads beside them.

    >>> text = "由区水务局\\n\\n— 3 —\\n\\n负责巡查。"
    >>> [text[a:b] for a, b in page_marks(text)]
    ['\\n— 3 —\\n\\n']
    """
    if not _RE["page"].search(string):
        return []
    lines = list(_lines(string).values())
    pages = [i for i, line in enumerate(lines) if _RE["page"].fullmatch(string, line.start, line.end)]
    beside = Counter(lines[i].words(string) for page in pages for i in (page - 1, page + 1) if 0 <= i < len(lines))
    running = _widest(line.end - line.start for line in lines) > _SET_WIDTH[1]
    cuts = []
    for page in pages:
        first = last = page
        if first and _is_header(lines[first - 1].words(string), beside):
            first -= 1
        if last + 1 < len(lines) and _is_header(lines[last + 1].words(string), beside):
            last += 1
        before = string.index("\n", lines[first - 1].end) + 1 if first else 0
        after = lines[last + 1].begin if last + 1 < len(lines) else len(string)
        if running and first and last + 1 < len(lines) and _broken_off(string, lines[first - 1], lines[last + 1]):
            before, after = lines[first - 1].end, lines[last + 1].start
        cuts.append((before, after))
    return cuts


def _broken_off(string: str, above: Line, below: Line) -> bool:
    """Is the line above a page's end a sentence that goes on below?"""
    here, following = above.words(string), below.words(string)
    open_ended = len(here) >= _SET_WIDTH[0] and not _RE["ends"].search(here) and bool(_RE["mark"].search(following))
    indented = _RE["indent"].match(string, below.begin, below.start)
    return open_ended and not indented and _goes_on(here, following)


def _is_header(line: str, beside: Counter[str]) -> bool:
    return beside[line] > 1 and len(line) <= _LONGEST_HEADER and not _RE["mark"].search(line)


def broken_lines(string: str) -> list[Cut]:
    """The line ends inside sentences, with the blanks about them, where all lines are set to one width.

    >>> text = "各区人民政府应当组织有关部门加强河\\n道保洁，区水务局负责巡查河道岸线，\\n区城管局配合。"
    >>> [text[a - 1 : b + 1] for a, b in broken_lines(text)]
    ['河\\n道', '，\\n区']
    """
    lines = _lines(string)
    full = _full(string, lines)
    if not full:
        return []
    indents = {i for i in lines if _RE["indent"].match(string, lines[i].begin, lines[i].start)}
    indented = 1 < len(indents) < _ALL * len(lines)
    cuts = []
    for i in sorted(full & {i - 1 for i in lines}):
        if indented and i + 1 in indents:
            continue
        here, following = lines[i].words(string), lines[i + 1].words(string)
        if _RE["ends"].search(here):
            alike = bool(_RE["mark"].search(following)) and (indented or here[-1] in "。！？")
        else:
            alike = not (i < _TITLE_LINES and _ends_title(here) and following.endswith(("：", ":")))
        if alike and _goes_on(here, following):
            cuts.append((lines[i].end, lines[i + 1].start))
    return cuts


def _full(string: str, lines: dict[int, Line]) -> set[int]:
    """The lines that reach the width to which the text is set; none when it is not set to a width."""
    widths = {i: _width(string[line.begin : line.end]) for i, line in lines.items()}
    widest = _widest(widths.values())
    if not _SET_WIDTH[0] <= widest <= _SET_WIDTH[1]:
        return set()
    longest = max(line.end - line.begin for line in lines.values())
    full = {i for i, line in lines.items() if widths[i] >= widest - _SLACK or line.end - line.begin == longest}
    open_ended = [i for i in full if not _RE["ends"].search(lines[i].words(string))]
    return full if len(full) > 1 and len(open_ended) > _OPEN * len(full) and len(full) > _FULL * len(lines) else set()


def _goes_on(here: str, following: str) -> bool:
    """Can a line go on with the following, which then begins no part of its own?"""
    if _RE["cut-off"].search(here):
        return True
    line = plain(following)
    label = any(style.pattern.match(line, 0, _LABEL) for style in STYLES.values())
    alone = any(_HEAD[key].match(each) for key in _ALONE for each in (plain(here), line))
    return not label and not alone and not _HEAD["attachments"].match(line)


def _widest(widths: Iterable[float]) -> float:
    """The greatest width but for a few outliers."""
    ordered = sorted(widths)
    return ordered[-1 - len(ordered) // _OUTLIERS] if ordered else 0


def _ends_title(line: str) -> bool:
    return bool(_HEAD["title-end"].search(plain(line)))


def _lines(string: str) -> dict[int, Line]:
    """The lines that are not blank, by their number."""
    lines = {}
    position = 0
    for number, line in enumerate(string.split("\n")):
        bare = line.rstrip()
        if bare:
            start = position + len(bare) - len(bare.lstrip())
            lines[number] = Line(position, start, position + len(bare))
        position += len(line) + 1
    return lines


def _width(line: str) -> float:
    """In characters of full width, those of the indent among them: a Han character takes three bytes, a digit one."""
    words = "".join(line.split())
    return len(line) - len(line.lstrip()) + (len(words.encode("utf-8", "surrogatepass")) + len(words)) / 4
