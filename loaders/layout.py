"""Lines as pages set them: page numbers and running heads between, sentences broken at a fixed width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

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

Cut = tuple[int, int]
Line = tuple[int, int]


def page_marks(string: str) -> list[Cut]:
    """The lines of page numbers, with the blank lines and the running heads beside them.

    >>> text = "由区水务局\\n\\n— 3 —\\n\\n负责巡查。"
    >>> [text[a:b] for a, b in page_marks(text)]
    ['\\n— 3 —\\n\\n']
    """
    if not _RE["page"].search(string):
        return []
    lines = [(a, b) for a, b in _lines(string) if a < b]
    pages = [i for i, (a, b) in enumerate(lines) if _RE["page"].fullmatch(string, a, b)]
    beside = Counter(string[slice(*lines[i])] for page in pages for i in (page - 1, page + 1) if 0 <= i < len(lines))
    cuts = []
    for page in pages:
        first = last = page
        if first and _is_header(string[slice(*lines[first - 1])], beside):
            first -= 1
        if last + 1 < len(lines) and _is_header(string[slice(*lines[last + 1])], beside):
            last += 1
        before = string.index("\n", lines[first - 1][1]) + 1 if first else 0
        after = lines[last + 1][0] if last + 1 < len(lines) else len(string)
        cuts.append((before, string.rfind("\n", before, after) + 1 or after))
    return cuts


def _is_header(line: str, beside: Counter[str]) -> bool:
    return beside[line] > 1 and len(line) <= _LONGEST_HEADER and not _RE["mark"].search(line)


def broken_lines(string: str) -> list[Cut]:
    """The line ends inside sentences, with the blanks about them, where all lines are set to one width.

    >>> text = "各区人民政府应当组织有关部门加强河\\n道保洁，区水务局负责巡查河道岸线，\\n区城管局配合。"
    >>> [text[a - 1 : b + 1] for a, b in broken_lines(text)]
    ['河\\n道', '，\\n区']
    """
    lines = _lines(string)
    filled = [i for i, (a, b) in enumerate(lines) if a < b]
    widths = {i: _width(string[slice(*lines[i])]) for i in filled}
    full = _full(string, lines, widths)
    if not full:
        return []
    indents = {i for i in filled if _RE["indent"].match(string, lines[i - 1][1] if i else 0, lines[i][0])}
    indented = len(indents) > 1 and 2 * len(indents) < len(filled)
    cuts = []
    for i in filled:
        if i not in full or not widths.get(i + 1) or (indented and i + 1 in indents):
            continue
        here, following = string[slice(*lines[i])], plain(string[slice(*lines[i + 1])])
        ends = bool(_RE["ends"].search(here)) and not indented
        titled = i < _TITLE_LINES and bool(_HEAD["title-end"].search(plain(here)))
        if not ends and not titled and not _begins(following):
            cuts.append((lines[i][1], lines[i + 1][0]))
    return cuts


def _full(string: str, lines: list[Line], widths: dict[int, float]) -> set[int]:
    """The lines that reach the width to which the text is set; none when it is not set to a width."""
    widest = sorted(widths.values())[-1 - len(widths) // _OUTLIERS] if widths else 0
    if not _SET_WIDTH[0] <= widest <= _SET_WIDTH[1]:
        return set()
    full = {i for i, width in widths.items() if width >= widest - _SLACK}
    open_ended = [i for i in full if not _RE["ends"].search(string[slice(*lines[i])])]
    return full if len(full) > 1 and len(open_ended) > 0.6 * len(full) and len(full) > 0.1 * len(widths) else set()


def _begins(line: str) -> bool:
    """Does a line begin a part of its own?"""
    label = any(style.pattern.match(line, 0, _LABEL) for style in STYLES.values())
    return label or any(_HEAD[key].match(line) for key in ("number-line", "sign-date", "attachments"))


def _lines(string: str) -> list[Line]:
    """The lines without the blanks at their ends."""
    return [(start, max(start, end)) for start, end in _stripped(string)]


def _stripped(string: str) -> Iterator[Line]:
    position = 0
    for line in string.split("\n"):
        bare = line.rstrip()
        yield position + len(bare) - len(bare.lstrip()), position + len(bare)
        position += len(line) + 1


def _width(line: str) -> float:
    """In characters of full width: a Han character takes three bytes, a half-width one takes one."""
    return (len(line.encode("utf-8", "surrogatepass")) + len(line)) / 4
