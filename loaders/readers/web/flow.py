"""Lines and tables of a part of a page in the order in which they are read (HTML standard, 15.3 and 4.4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from loaders.find.patterns import patterns
from loaders.readers.web.grid import is_data
from loaders.readers.web.tree import BLOCKS, is_file

_RE = patterns("web")
_WIDE: Final = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]"
_SOURCE_BREAK: Final = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n][ \t\f\r\n]*(?={_WIDE})")
_BLANKS: Final = re.compile(r"[ \t\f\r\n]+")
_RAISED: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_EXPONENT: Final = re.compile(r"\s*[+\-−]?\d{1,3}\s*")
_INTEGER: Final = re.compile(r"\s*(-?\d{1,9})")
_LIST_STYLE: Final = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|lower-alpha|upper-alpha|lower-roman|upper-roman)\b"
)
_STYLES: Final = {"lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN: Final = 3999


@dataclass(frozen=True, slots=True)
class Line:
    """A line and how many of its characters stand in links, and in links to files."""

    words: str
    chars: int
    linked: int
    filed: int


@dataclass(slots=True)
class _Numbers:
    """Where the numbers of a list are; without a ``style`` it has none."""

    style: str
    next: int = 1
    step: int = 1


@dataclass(slots=True)
class _Flow:
    """The line that is being put together."""

    pieces: list[str] = field(default_factory=list)
    chars: list[int] = field(default_factory=lambda: [0, 0, 0])
    links: list[bool] = field(default_factory=list)
    lists: list[_Numbers] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)
    preformatted: int = 0
    raised: int = 0
    done: list[Line] = field(default_factory=list)

    def text(self, words: str | None) -> None:
        if not words:
            return
        if self.raised and _EXPONENT.fullmatch(words):
            words = words.translate(_RAISED)
        for n, piece in enumerate(words.split("\n") if self.preformatted else [words]):
            if n:
                self.flush()
            self.pieces.append(piece)
            size = len("".join(piece.split()))
            self.chars[0] += size
            self.chars[1] += size if self.links else 0
            self.chars[2] += size if self.links and self.links[-1] else 0

    def flush(self) -> None:
        """Ends the line."""
        if not self.pieces:
            return
        words = _BLANKS.sub(" ", _SOURCE_BREAK.sub("", "".join(self.pieces))).strip()
        if words:
            if self.markers and not _RE["numbered"].match(words):
                words = "".join(self.markers) + words
            self.markers.clear()
            self.done.append(Line(words, *self.chars))
        self.pieces.clear()
        self.chars = [0, 0, 0]

    def open(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS or tag == "br":
            self.flush()
        if tag == "a":
            self.links.append(is_file(element.get("href") or ""))
        elif tag == "sup":
            self.raised += 1
        elif tag == "pre":
            self.preformatted += 1
        elif tag in ("ol", "ul", "menu", "dir"):
            self.lists.append(_numbers(element))
        elif tag == "li" and self.lists and self.lists[-1].style:
            self.markers.append(_marker(self.lists[-1], element))
        self.text(element.text)

    def close(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.flush()
        if tag == "a":
            self.links.pop()
        elif tag == "sup":
            self.raised -= 1
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in ("ol", "ul", "menu", "dir"):
            self.lists.pop()
        elif tag == "li":
            self.markers.clear()


def flow(part: HtmlElement) -> Iterator[Line | HtmlElement]:
    """The lines of an element, and as they are the tables of data in it."""
    state = _Flow()
    walk = etree.iterwalk(part, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walk:
        if event == "start":
            if element.tag == "table" and is_data(element):
                state.flush()
                yield from state.done
                state.done.clear()
                yield element
                skipped = element
                walk.skip_subtree()
                continue
            state.open(element)
        else:
            if element is not skipped:
                state.close(element)
            if element is not part:
                state.text(element.tail)
        if state.done:
            yield from state.done
            state.done.clear()
    state.flush()
    yield from state.done


def _numbers(element: HtmlElement) -> _Numbers:
    """The numbers of a list as a browser without style sheets counts them."""
    if element.tag != "ol":
        return _Numbers("")
    styled = _LIST_STYLE.search(element.get("style") or "")
    if styled and styled[1] == "none":
        return _Numbers("")
    style = _STYLES[styled[1]] if styled else element.get("type") or "1"
    style = style if style in ("1", "a", "A", "i", "I") else "1"
    backwards = element.get("reversed") is not None
    start = _INTEGER.match(element.get("start") or "")
    first = int(start[1]) if start else sum(item.tag == "li" for item in element) if backwards else 1
    return _Numbers(style, first, -1 if backwards else 1)


def _marker(numbers: _Numbers, item: HtmlElement) -> str:
    own = _INTEGER.match(item.get("value") or "")
    number = int(own[1]) if own else numbers.next
    numbers.next = number + numbers.step
    lower = numbers.style.lower()
    shown = ""
    if lower == "a" and number > 0:
        shown = _letters(number)
    elif lower == "i" and 0 < number <= _LARGEST_ROMAN:
        shown = _roman(number)
    return f"{(shown.upper() if numbers.style.isupper() else shown) or number}."


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa.

    >>> _letters(1), _letters(28)
    ('a', 'ab')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    """The number in Roman letters.

    >>> _roman(4), _roman(1990)
    ('iv', 'mcmxc')
    """
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters
