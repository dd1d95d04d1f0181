"""The title that stands above the document on its page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from loaders.find.patterns import patterns
from loaders.readers.web.facts import Leaf, leaves
from loaders.readers.web.flow import Line
from loaders.readers.web.tree import named

_RE = patterns("web")
_TITLE_LEAVES: Final = 400
_SHORTEST_TITLE: Final = 5


def find_title(root: HtmlElement, parts: list[HtmlElement], page_title: str, article_title: str) -> str:
    """The title that stands above the document: the words there that the title of the page says too, else a heading."""
    above = list(islice(_above(root, parts), _TITLE_LEAVES))
    flat = {"".join(leaf.words.split()): leaf for leaf in above}
    told = ["".join(article_title.split()), page_title]
    said = [words for words in flat if len(words) >= _SHORTEST_TITLE and any(words in title for title in told)]
    if said:
        best = max(said, key=lambda words: (any(title.startswith(words) for title in told if title), len(words)))
        return " ".join(flat[best].words.split())
    if article_title:
        return article_title
    headings = [leaf for leaf in above if _is_heading(leaf.block) and len(leaf.words) >= _SHORTEST_TITLE]
    return " ".join(headings[-1].words.split()) if headings else ""


def _is_heading(block: HtmlElement) -> bool:
    return block.tag in ("h1", "h2") or named(block, _RE["title"])


def _above(root: HtmlElement, parts: list[HtmlElement]) -> Iterator[Leaf]:
    for leaf in leaves(root):
        if leaf.block in parts or any(outer in parts for outer in leaf.block.iterancestors()):
            return
        yield leaf


def begins_with(items: list[Line | HtmlElement], title: str) -> bool:
    """Do the first lines say the title, in one line or several, perhaps in fewer words?"""
    flat = "".join(title.split())
    lines = ["".join(item.words.split()) for item in items if isinstance(item, Line)]
    captions = [
        "".join(c.text_content().split()) for i in items if not isinstance(i, Line) for c in i.findall("caption")
    ]
    shortened = any(len(line) > 2 * _SHORTEST_TITLE and line in flat for line in lines[:2])
    return shortened or flat in "".join(lines) or flat in captions
