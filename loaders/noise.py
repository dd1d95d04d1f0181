"""A document's text to the view that the rules read: without what copying, layout and typesetting put into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.columns import STANDARD, Columns
from loaders.find.dates import find_dates
from loaders.find.lexicon import Tag, data, scan
from loaders.find.patterns import patterns
from loaders.layout import broken_lines, page_marks
from loaders.lists import without
from loaders.spans import Spans, Stretch
from loaders.text import Text, plain
from loaders.text_tables import find_tables
from loaders.view import View

_RE = patterns("noise")
_HEAD = patterns("head")
_NEAR = 8
_LONGEST_NAME = 14
_WIDEST = 2
_STREWN = 200
_FAR = 200
_SIMPLIFIED = {ord(pair[0]): pair[1] for pair in data("traditional.toml")["pairs"].split()}
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLIFIED))}]")

Cut = tuple[int, int]


def clean(text: Text, columns: Columns = STANDARD) -> tuple[Text, View]:
    """The text without its noise, and the view that leads back; a text without noise comes back as it is.

    Unseen characters, page numbers, line ends and blanks inside sentences and names, and readings in brackets are
    taken out; traditional characters become simplified ones. In tables lines, pages and blanks stay as they are.

    >>> clean(Text("環境保護工作由青禾縣礐（què）石街道辦\\u200b事處負責", "text"))[0].string
    '环境保护工作由青禾县礐石街道办事处负责'
    """
    view = View.whole(text.string)
    view = view.without(m.span() for m in _RE["unseen"].finditer(view.string))
    view = View(_simplified(view.string), view.places)
    written = () if text.sheets else find_tables(without(text.string, text.tables), columns)
    laid_out = Spans[Stretch]([*text.tables, *written])
    if not text.sheets:
        view = _less(view, page_marks(view.string), laid_out)
        view = _less(view, broken_lines(view.string), laid_out)
    view = view.without(m.span() for m in _RE["reading"].finditer(view.string))
    view = _less(view, _spelled(view.string), laid_out)
    view = _less(view, _blanks(view.string), laid_out)
    if view.string == text.string:
        return text, view
    return replace(text, string=view.string, tables=view.tables(text.tables)), view


def _less(view: View, cuts: Iterable[Cut], laid_out: Spans[Stretch]) -> View:
    """The view without ``cuts``, but for those in the tables of the text, where blanks and lines divide cells."""
    return view.without(cut for cut in cuts if not laid_out.first(*view.original(*cut)))


def _simplified(string: str) -> str:
    return string.translate(_SIMPLIFIED) if _TRADITIONAL.search(string) else string


def _spelled(string: str) -> Iterator[Cut]:
    """The blanks in stretches that official language writes without any."""
    for key in ("spelled", "ordinal"):
        for match in _RE[key].finditer(string):
            yield from (m.span() for m in _RE["blank"].finditer(string, *match.span()))


def _blanks(string: str) -> list[Cut]:
    """The blanks beside marks and figures, and those that part neither words nor names.

    In a heading or a list a blank may part words; where sentences have blanks all over, it does not.
    """
    cuts: list[Cut] = []
    open_cases: list[Cut] = []
    inside = 0
    for blanks in _RE["blanks"].finditer(string):
        start, end = blanks.span()
        beside = string[max(start - 1, 0) : start] + string[end : end + 2]
        if _RE["between"].match(beside):
            cuts.append((start, end))
        elif _RE["two-han"].match(beside):
            joins = _joins(string, start, end)
            inside += joins is True
            if joins is not False:
                (cuts if joins else open_cases).append((start, end))
    return cuts + open_cases if inside * _STREWN > len(string) else cuts


def _joins(string: str, start: int, end: int) -> bool | None:
    """Do the Chinese words on both sides of the blanks ``start:end`` belong together? None: they may or may not."""
    near_line = max(0, start - _FAR)
    line = string.rfind("\n", near_line, start) + 1 or near_line
    before, following = string[line:start], string[end : end + _LONGEST_NAME]
    if _RE["numbered"].match(before):
        return False
    near = before[-_NEAR:]
    if any(token.start < len(near) < token.end for token in scan(near + following[:_NEAR])):
        return True
    close = string.find("\n", end, end + _FAR)
    whole = string[line : close if close >= 0 else end + _FAR]
    sentence = bool(_RE["prose"].search(whole)) or _is_head_line(whole)
    ends, (ending, named) = _ends_body(near), _body(_RE["segment"].match(following))
    if (ends and named and not sentence) or end - start > _WIDEST:
        return False
    if (ends and named) or _RE["heading"].match(before):
        return None
    return ending or sentence or None


def _ends_body(words: str) -> bool:
    last = scan(words)[-1:]
    return bool(last) and bool(last[0].tags & Tag.HEAD) and last[0].end == len(words)


def _body(segment: re.Match[str] | None) -> tuple[bool, bool]:
    """Do the words begin with what a name ends in, and do they begin with a name of more than that?"""
    tokens = scan(segment[0]) if segment else []
    first = next((token for token in tokens if token.tags & (Tag.HEAD | Tag.PREDICATE)), None)
    if first is None or not first.tags & Tag.HEAD:
        return False, False
    return first.start == 0 and first.kind != "post", first.start > 0


def _is_head_line(line: str) -> bool:
    """Is it a line of one piece without a mark: a title, a document number, how a law came into being?"""
    flat = plain(_RE["blank"].sub("", line))
    titled = _RE["title"].search(flat) and _HEAD["title-end"].search(flat)
    adopted = _HEAD["adoption-line"].search(flat) and find_dates(flat)
    return bool(titled or adopted or _HEAD["number-line"].match(flat))
