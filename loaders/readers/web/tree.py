"""The tree of a page, without what is never shown, and what its elements weigh."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from loaders.find.patterns import patterns
from ontology.errors import ZelianError

_RE = patterns("web")
_UNSHOWN: Final = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "canvas", "svg", "audio"),
    *("video", "map", "select", "datalist", "textarea", "button", "xml", "rp", "rt", "del", "s", "strike"),
)
"""What a reader does not see as text; struck words are deleted ones."""
_INLINE_TAG: Final = re.compile(r"</?(?:font|span|b|i|u|em|strong|big|small|a|o:p)\b[^<>]{0,2000}>", re.IGNORECASE)
_CLOSED_AT_ONCE: Final = re.compile(r"<(?!(?:br|hr|img|input|meta|link|col|area|base)\b)(\w+)((?:\s[^<>]{0,2000})?)/>")
_LONG_TAG: Final = re.compile(r"<[A-Za-z][^<>]{4096,}>")
_ATTRIBUTE: Final = re.compile(r"\s[\w:-]{1,40}\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=>]+)")
_CONTROL: Final = re.compile(
    r"[\0-\x08\x0b\x0e-\x1f\x7f]"
    r"|&#(?:0{0,9}(?:[0-8]|11|1[4-9]|2\d|3[01]|127)|[xX]0{0,9}(?:[0-8bBeEfF]|1[0-9a-fA-F]|7[fF]))(?:;|(?![0-9a-fA-F]))"
)
_DEPTH: Final = 2048
_MARK: Final = re.compile("[，。；：]")

BLOCKS: Final = frozenset(
    (
        *("address", "article", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul"),
    )
)
"""The elements that begin and end a line."""


@dataclass(slots=True)
class Weight:
    """Characters of an element: all, those in links, those in sentences outside links; and links to other pages."""

    chars: int = 0
    linked: int = 0
    prose: int = 0
    links: int = 0

    def add(self, words: str | None, *, linked: bool) -> None:
        """Counts a stretch of text; words without a mark count a quarter as prose."""
        size = len("".join(words.split())) if words else 0
        if words and size:
            self.chars += size
            if linked:
                self.linked += size
            else:
                self.prose += 4 * size if _MARK.search(words) else size


def parse(string: str, name: str) -> HtmlElement:
    """The tree of a page. Raises E102 for an empty one and E119 when elements are nested too deeply."""
    string = _LONG_TAG.sub(_shortened, _CONTROL.sub("", string))
    if string.startswith("<?xml"):
        string = _CLOSED_AT_ONCE.sub(r"<\1\2></\1>", string)
    root = _parsed(string, name)
    if root is None:
        root = _parsed(_INLINE_TAG.sub("", string), name)
    if root is None:
        raise ZelianError("E119", path=name, limit=f"{_DEPTH:,}")
    return root


def _shortened(tag: re.Match[str]) -> str:
    """A tag with the attributes that end within 4,096 characters; reading takes the square of their number."""
    head = tag[0][:4096]
    return "".join((re.split(r"[\s/]", head, maxsplit=1)[0], *_ATTRIBUTE.findall(head), ">"))


def _parsed(string: str, name: str) -> HtmlElement | None:
    """None when the parser gave up because of the depth, so that words would be lost."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: HtmlElement = document_fromstring(string.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise ZelianError("E102", path=name) from None
    if parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT]):
        return None
    etree.strip_elements(root, *_UNSHOWN, with_tail=False)
    return root


def take_out(element: HtmlElement) -> None:
    """Takes an element with all that is in it out of the text; what follows it stays."""
    element.clear(keep_tail=True)
    element.tag = "wbr"


def weigh(root: HtmlElement) -> Iterator[tuple[HtmlElement, Weight]]:
    """Every element of the body with its weight, inner ones first."""
    open_elements: list[Weight] = [Weight()]
    in_links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            in_links += element.tag == "a"
            weight = Weight()
            weight.add(element.text, linked=in_links > 0)
            open_elements.append(weight)
            continue
        weight = open_elements.pop()
        outer = open_elements[-1]
        if element.tag == "a":
            in_links -= 1
            weight.links += leads_away(element)
        yield element, weight
        outer.chars += weight.chars
        outer.linked += weight.linked
        outer.prose += weight.prose
        outer.links += weight.links
        outer.add(element.tail, linked=in_links > 0)


def weight_of(root: HtmlElement) -> Weight:
    """The weight of an element with all that is in it."""
    last = deque(weigh(root), maxlen=1)
    return last[0][1]


def leads_away(link: HtmlElement) -> bool:
    """Does a link lead to another page (and not to a place on this one, nor to a file)?"""
    href = link.get("href") or "#"
    return not href.startswith("#") and not is_file(href)


def is_file(href: str) -> bool:
    """Is it the address of a file that is offered beside the page?"""
    return bool(_RE["file"].search(href))


def named(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    """Does the pattern tell one of the ids and classes of an element?"""
    names = f"{element.get('id') or ''} {element.get('class') or ''}"[:500].lower().split()
    return any(pattern.search(name) for name in names)
