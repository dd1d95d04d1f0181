"""Web pages (html, xhtml, what spreadsheet and word programs save as such): the document without the page around it.

The block of facts that a page shows comes first, as lines ``key：value``; then the title, once; then the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from lxml.html import HtmlElement

from loaders.find.patterns import patterns
from loaders.readers.build import CellWords, TextBuilder
from loaders.readers.encoding import decode_mended
from loaders.readers.web.content import document_parts, take_out_page
from loaders.readers.web.facts import take_facts
from loaders.readers.web.files import files_of
from loaders.readers.web.flow import Line, flow
from loaders.readers.web.grid import Grids, strays
from loaders.readers.web.title import begins_with, find_title
from loaders.readers.web.tree import parse, take_out
from loaders.text import Text

_RE = patterns("web")
_META_FACTS: Final = (("articletitle", "标题"), ("pubdate", "发布日期"), ("contentsource", "来源"))
"""Meta elements that sites of governments must have (政府网站发展指引, 附件3), and keys that say the same."""
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARED_WITHIN: Final = 4096
_HEAD_LINES: Final = 12
_LONGEST_PAGE_LINE: Final = 120


def read(data: bytes, name: str) -> Text:
    """The document of a page. Raises as text files do, and E116, E117 and E119 for what is too large or too deep.

    >>> page = "<html><body><div class=nav><a href=/>首页</a></div><p>区水务局<b>负责</b>河道巡查。</p></body></html>"
    >>> read(page.encode(), "a.html").string
    '区水务局负责河道巡查。\\n'
    """
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    string, broken = decode_mended(data, name, declared[1].decode("ascii", "ignore") if declared else "")
    text = TextBuilder(name)
    if broken:
        text.notice("L015", count=broken)
    root = parse(string, name)
    meta = _meta(root)
    page_title = "".join((root.findtext(".//title") or "").split())
    for head in root.findall(".//head"):
        take_out(head)
    take_out_page(root)
    facts = take_facts(root) or _facts_of(meta)
    for key, value in facts:
        text.paragraph(f"{key}：{value}")
    parts = document_parts(root)
    items = chain.from_iterable(flow(part) for part in parts)
    first = list(islice(items, _HEAD_LINES))
    title = find_title(root, parts, page_title, meta.get("articletitle", ""))
    if title and not begins_with(first, title):
        text.paragraph(title)
    _write(text, _document_lines(chain(first, items)), Grids(name))
    for file in files_of(root):
        text.attachment(file)
    return text.text("html")


def _write(text: TextBuilder, items: Iterable[Line | HtmlElement], grids: Grids) -> None:
    for item in items:
        if isinstance(item, Line):
            text.paragraph(item.words)
            continue
        for caption in item.iterchildren("caption"):
            text.paragraph(_words(caption))
        for stray in strays(item):
            for line in [stray.strip()] if isinstance(stray, str) else _words(stray).split("\n"):
                if line:
                    text.paragraph(line)
        text.table(
            CellWords(place.row, place.column, _words(place.element), place.rows, place.columns)
            for place in grids.places(item)
        )


def _words(element: HtmlElement) -> str:
    return "\n".join(item.words for item in flow(element) if isinstance(item, Line))


def _document_lines(items: Iterable[Line | HtmlElement]) -> Iterator[Line | HtmlElement]:
    """The items without the lines of the page: bars, neighbours, files of the site, links to other pages.

    Lines of nothing but links go when they stand above all others or under a heading that says so.
    """
    held: list[Line] = []
    related = above = True
    for item in items:
        if isinstance(item, Line):
            if _is_of_page(item):
                continue
            if related and item.linked == item.chars and not item.filed:
                held = [*held, item] if above else []
                continue
        if not above:
            yield from held
        held, related, above = [], False, False
        if isinstance(item, Line) and _RE["related"].fullmatch(item.words):
            held, related = [item], True
        else:
            yield item
    yield from held


def _is_of_page(line: Line) -> bool:
    words = line.words
    if line.filed and line.filed == line.chars and _RE["file-name"].search(words):
        return not _RE["attachment"].match(words)
    if len(words) > _LONGEST_PAGE_LINE:
        return False
    return any(_RE[key].search(words) for key in ("menu-word", "bar", "apart"))


def _meta(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iterfind(".//meta"):
        name, content = element.get("name"), " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _facts_of(meta: dict[str, str]) -> list[tuple[str, str]]:
    """What the meta elements of a page say, when they say more than its title."""
    facts = [(key, meta[name]) for name, key in _META_FACTS if name in meta]
    return facts if len(facts) > 1 else []
