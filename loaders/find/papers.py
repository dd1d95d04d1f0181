"""Other documents that a text names: by 《title》, by number (汕金府办〔2016〕38号), or by both."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import chain
from typing import NamedTuple

from loaders.find.patterns import patterns

_RE = patterns("papers")
_MARK = re.compile("[《》]")
_BEFORE_NUMBER = re.compile(r"[ \n]{0,6}[（〔]?[ ]?")
_LONGEST_TITLE = 200
_LOOK_BACK = 160


class PaperMention(NamedTuple):
    """A document named at ``start:end``; ``title`` has its spaces and line breaks taken out."""

    title: str | None
    number: str | None
    start: int
    end: int


def clean_title(raw: str) -> str:
    """A title without the white space that layout puts inside it."""
    return re.sub(r"\s+", "", raw)


def read_number(plain: str, start: int, end: int) -> str | None:
    """The first document number or number of an order in ``plain[start:end]``, in its normal form.

    >>> text = "根据国办发〔2014〕第 56 号文件"
    >>> read_number(text, 0, len(text))
    '国办发〔2014〕56号'
    """
    match = _RE["number"].search(plain, start, end) or _RE["order"].search(plain, start, end)
    return _normal(match) if match else None


def find_papers(text: str, plain: str) -> list[PaperMention]:
    """All documents the text names, in order; title and number that stand together are one mention.

    >>> t = "根据《关于印发<工作方案>的通知》（青府办〔2016〕38号）和国办发[2013]5号文件"
    >>> from loaders.text import plain
    >>> [(p.title, p.number) for p in find_papers(t, plain(t))]
    [('关于印发<工作方案>的通知', '青府办〔2016〕38号'), (None, '国办发〔2013〕5号')]
    """
    found: dict[int, PaperMention] = {}
    titled: list[tuple[int, int]] = []
    for begin, end in quoted_titles(plain):
        number = _number_after(plain, end)
        titled.append((begin, number.end() if number else end))
        title = clean_title(text[begin + 1 : end - 1])
        if _is_paper(plain, begin, title, number):
            found[begin] = PaperMention(title, _normal(number) if number else None, *titled[-1])
    starts = [begin for begin, _ in titled]
    for match in chain(_RE["number"].finditer(plain), _RE["order"].finditer(plain)):
        around = bisect_right(starts, match.start()) - 1
        if around >= 0 and match.start() < titled[around][1]:
            paper = found.get(starts[around])
            if paper is None or paper.number:
                continue
        begin, title_before = _unquoted(text, plain, match)
        if title_before:
            for position in range(begin, match.start()):
                found.pop(position, None)
        found[begin] = PaperMention(title_before, _normal(match), begin, match.end())
    return sorted(found.values(), key=lambda p: p.start)


def quoted_titles(plain: str) -> list[tuple[int, int]]:
    """Spans of outermost 《…》, marks included; one that does not close within 200 characters is passed over."""
    spans, depth, begin = [], 0, 0
    for match in _MARK.finditer(plain):
        if match[0] == "《":
            if depth and match.start() - begin > _LONGEST_TITLE:
                depth = 0
            begin = begin if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth and match.end() - begin <= _LONGEST_TITLE + 2:
                spans.append((begin, match.end()))
    return spans


def _number_after(plain: str, end: int) -> re.Match[str] | None:
    gap = _BEFORE_NUMBER.match(plain, end)
    at = gap.end() if gap else end
    return _RE["number"].match(plain, at) or _RE["order"].match(plain, at)


def _is_paper(plain: str, begin: int, title: str, number: re.Match[str] | None) -> bool:
    form = _RE["form"].search(title) and not number
    return len(title) > 1 and not form and not _RE["alias"].search(plain, max(0, begin - 8), begin)


def _unquoted(text: str, plain: str, number: re.Match[str]) -> tuple[int, str | None]:
    """Where a mention begins, and its title when one without title marks stands before the number in brackets."""
    base = max(0, number.start() - _LOOK_BACK)
    before = plain[base : number.start()]
    title = _RE["unquoted-title"].search(before.rstrip("（ ")) if before.rstrip(" ").endswith("（") else None
    if title is None:
        return number.start() + _code_offset(number), None
    return base + title.start("title"), clean_title(text[base + title.start("title") : base + title.end("title")])


def _code_offset(match: re.Match[str]) -> int:
    before = _RE["before-order" if "令" in match["code"] else "before-code"].match(match["code"])
    return before.end() if before else 0


def _normal(match: re.Match[str]) -> str:
    code = match["code"][_code_offset(match) :]
    if not match["year"]:
        return f"{code}第{int(match['no'])}号"
    return f"{code}〔{match['year']}〕{int(match['no'])}号"
