"""Which part of a page is the document: the rest of the page is taken out of the tree, then its element is chosen."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from loaders.find.patterns import patterns
from loaders.readers.web.grid import is_data
from loaders.readers.web.tree import BLOCKS, Weight, named, take_out, weigh, weight_of

_RE = patterns("web")
_PAGE_TAGS: Final = frozenset(("nav", "footer", "aside", "dialog", "menu"))
_MENU_TAGS: Final = frozenset(("ul", "ol", "dl", "div", "section", "p"))
_NO_HOLDERS: Final = frozenset(
    ("tr", "tbody", "thead", "tfoot", "caption", "li", "dt", "dd", "p", "h1", "h2", "h3", "h4", "h5", "h6")
)
_MENU_LINKS: Final = 5
_MENU_LINKED: Final = 0.8
_SOME_PROSE: Final = 400
_KNOWN_SHARE: Final = 0.6
_DENSE_SHARE: Final = 0.95
_LINKED_BESIDE: Final = 0.2


def take_out_page(root: HtmlElement) -> None:
    """Takes menus, paths, bars, footers and hidden elements out of the tree; never what holds most of the prose."""
    page: list[tuple[HtmlElement, Weight]] = []
    menus: list[HtmlElement] = []
    total = Weight()
    for element, total in weigh(root):
        if element.tag in ("html", "body"):
            continue
        if element.tag in _PAGE_TAGS or _is_hidden(element) or named(element, _RE["chrome"]):
            page.append((element, total))
        elif element.tag in _MENU_TAGS and _is_menu(total):
            menus.append(element)
    taken = [element for element, weight in page if 2 * weight.prose <= total.prose]
    for element in taken + (menus if total.prose > _SOME_PROSE else []):
        take_out(element)


def document_parts(root: HtmlElement) -> list[HtmlElement]:
    """The elements that hold the document, in order: those that a content system names so, or the one with the prose.

    When in doubt it is more rather than less, in the end the whole body.
    """
    total = weight_of(root)
    walk = etree.iterwalk(root, events=("start",))
    known = []
    for _, element in walk:
        if element.tag in BLOCKS and named(element, _RE["container"]):
            known.append(element)
            walk.skip_subtree()
    if not total.prose:
        return [root]
    weights = [weight_of(element).prose for element in known]
    if sum(weights) >= _KNOWN_SHARE * total.prose:
        return [element for element, prose in zip(known, weights, strict=True) if prose]
    return [_dense(root, total)]


def _dense(root: HtmlElement, total: Weight) -> HtmlElement:
    """The smallest element with nearly all prose, or one around it as long as what it adds is not mostly links."""
    chosen: HtmlElement | None = None
    held = Weight()
    for element, weight in weigh(root):
        if chosen is None:
            if weight.prose >= _DENSE_SHARE * total.prose and element.tag in BLOCKS:
                chosen, held = element, weight
        elif weight.prose >= held.prose:
            added = weight.chars - held.chars
            if weight.linked - held.linked > _LINKED_BESIDE * added:
                break
            if added or chosen.tag in _NO_HOLDERS:
                chosen, held = element, weight
    chosen = root if chosen is None else chosen
    while chosen.tag in _NO_HOLDERS and (outer := chosen.getparent()) is not None:
        chosen = outer
    for table in chosen.iterancestors("table"):
        if is_data(table):
            chosen = table
    return chosen


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _RE["hidden"].search(style[:2000]))


def _is_menu(weight: Weight) -> bool:
    return weight.links >= _MENU_LINKS and weight.linked >= _MENU_LINKED * weight.chars
