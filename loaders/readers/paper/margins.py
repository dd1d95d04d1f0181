"""Running headers, footers and page numbers: what stands at the top or bottom of a page and says nothing of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Final

from loaders.readers.paper.marks import Line, Page

_ZONE: Final = 0.12
_NUMBER_ZONE: Final = 0.2
_FEW_PAGES: Final = 6
_NUMBER: Final = re.compile(
    r"[\s—–―－_·.~-]*(?:\d{1,4}|[ivxIVX]{1,5})[\s—–―－_·.~-]*|第\s*\d+\s*页[\s,，/／]*(?:共\s*\d+\s*页)?|\d+\s*[/／]\s*\d+"
)
_DIGITS: Final = re.compile(r"\d+")

Key = tuple[str, bool]


def take_margins(pages: Sequence[Page]) -> list[str]:
    """Takes the running headers and footers out of the pages' blocks, and gives their words; none where they are all.

    >>> line = Line("— 3 —", 280, 780, 310, 790, 10)
    >>> page = Page(3, 595, 842, [[Line("第一条", 90, 90, 120, 100, 10), line]])
    >>> take_margins([page]), len(page.blocks[0])
    (['— 3 —'], 1)
    """
    seen = Counter(key for page in pages for key in {_key(page, line) for line in _outer(page)})
    least = 2 if len(pages) < _FEW_PAGES else 3
    repeated = {key for key, count in seen.items() if count >= least}
    words: list[str] = []
    kept: list[list[list[Line]]] = []
    for page in pages:
        margin = {id(line): line.words for line in _margin(page, repeated)}
        words += margin.values()
        kept.append([rest for block in page.blocks if (rest := [line for line in block if id(line) not in margin])])
    if not any(kept) and not any(page.grids for page in pages):
        return []
    for page, blocks in zip(pages, kept, strict=True):
        page.blocks[:] = blocks
    return words


def _margin(page: Page, repeated: Set[Key]) -> Iterator[Line]:
    """The lines from the page's edge inwards up to the first that says something."""
    for zone in _zones(page):
        for line in zone:
            if not _is_margin(page, line, repeated=_key(page, line) in repeated):
                break
            yield line


def _is_margin(page: Page, line: Line, *, repeated: bool) -> bool:
    """Words that are repeated and lone numbers at the edge of a page, and further in lone numbers on several pages."""
    number = _NUMBER.fullmatch(line.words)
    if min(line.middle, page.height - line.middle) < _ZONE * page.height:
        return repeated or number is not None
    return repeated and number is not None


def _outer(page: Page) -> Iterator[Line]:
    for zone in _zones(page):
        yield from zone


def _zones(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines at the top and at the bottom of a page, each from the page's edge inwards."""
    lines = sorted((line for block in page.blocks for line in block), key=lambda line: line.middle)
    top = [line for line in lines if line.middle < _NUMBER_ZONE * page.height]
    bottom = [line for line in lines if line.middle > (1 - _NUMBER_ZONE) * page.height]
    return top, bottom[::-1]


def _key(page: Page, line: Line) -> Key:
    return _DIGITS.sub("0", line.words), line.middle < page.height / 2
