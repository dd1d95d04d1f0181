"""The files that a page offers beside its document, by the words of the links to them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from loaders.find.patterns import patterns
from loaders.readers.web.tree import is_file

_RE = patterns("web")


def files_of(root: HtmlElement) -> Iterator[str]:
    """Their names: what the link says, else its title, else the end of its address."""
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        words = " ".join(link.text_content().split())
        if is_file(href) or (leads_somewhere(href) and _RE["attachment"].match(words)):
            names = (words, link.get("title") or "", link.get("download") or "", _last(href))
            yield next((name for name in names if name and not _RE["no-name"].match(name)), words)


def leads_somewhere(href: str) -> bool:
    """Is it an address, and neither a place on the page nor a script?"""
    return bool(href) and not href.startswith("#") and not href.lower().startswith("javascript:")


def _last(href: str) -> str:
    try:
        return unquote(urlsplit(href).path).rpartition("/")[2]
    except ValueError:
        return href.rpartition("/")[2]
