"""The block of facts that a page shows about its document, in whatever elements: tables, lists, one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from loaders.find.patterns import patterns
from loaders.readers.web.tree import BLOCKS

_RE = patterns("web")
_FIRST_LEAVES: Final = 400
_PROSE: Final = 80
_LONGEST_VALUE: Final = 300
_CELLS: Final = ("td", "th", "dt", "dd")
_APART: Final = re.compile(r"[\s\u3000|｜]{2,}|[\]】)）|｜]")


@dataclass(slots=True)
class Leaf:
    """Words between two borders of blocks: the block they stand in, the pieces, the nodes that hold them."""

    block: HtmlElement
    pieces: list[str] = field(default_factory=list)
    nodes: list[tuple[HtmlElement, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The words of all pieces."""
        return "".join(self.pieces).strip()

    def add(self, element: HtmlElement, place: str) -> None:
        """The words at the ``text`` or ``tail`` of an element."""
        words = getattr(element, place)
        if words:
            self.pieces.append(words)
            self.nodes.append((element, place))

    def erase(self) -> None:
        """Takes the words out of the tree."""
        for element, place in self.nodes:
            setattr(element, place, None)


def leaves(root: HtmlElement) -> Iterator[Leaf]:
    """The leaves of a page in order; of those without words only the cells."""
    blocks = [root]
    leaf = Leaf(root)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        border = element.tag in BLOCKS or element.tag == "br"
        if border and (leaf.words or (event == "end" and element.tag in _CELLS and leaf.block is element)):
            yield leaf
        if event == "start":
            if element.tag in BLOCKS:
                blocks.append(element)
            if border:
                leaf = Leaf(blocks[-1])
            leaf.add(element, "text")
        else:
            if element.tag in BLOCKS:
                blocks.pop()
                leaf = Leaf(blocks[-1] if blocks else root)
            if element is not root:
                leaf.add(element, "tail")
    if leaf.words:
        yield leaf


@dataclass(slots=True)
class _Run:
    """Neighbouring leaves that may be a block of facts."""

    facts: list[tuple[str, str]] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    bare_cells: int = 0

    def is_block(self) -> bool:
        """Two facts or more, one of them hardly anything else; three where no colon marks the keys."""
        known = {key for key, _ in self.facts if _RE["fact-key"].match(key) or _RE["page-key"].match(key)}
        telling = {key for key in known if _RE["telling-key"].match(key)}
        dated = {"来源", "时间"} <= known or {"来源", "日期"} <= known
        return bool(telling or dated) and len(known) >= (3 if self.bare_cells else 2)


def take_facts(root: HtmlElement) -> list[tuple[str, str]]:
    """Keys and values of the block, each key once, and takes the block out of the tree; none when there is none.

    What is said of the page alone (counters, tools, a summary) is taken out without being given.
    """
    found: dict[str, str] = {}
    for run in list(_runs(islice(leaves(root), _FIRST_LEAVES))):
        if run.is_block():
            for leaf in run.leaves:
                leaf.erase()
            for key, value in run.facts:
                if value and not _RE["page-key"].match(key):
                    found.setdefault(key, value)
    return list(found.items())


def _runs(stream: Iterator[Leaf]) -> Iterator[_Run]:
    """The stretches of leaves with facts, up to where the text of a document begins."""
    run = _Run()
    waiting = ""
    for leaf in stream:
        words = leaf.words
        if waiting:
            value = "" if _key_alone(leaf) else " ".join(words.split())
            run.facts.append((waiting, value[:_LONGEST_VALUE]))
            waiting = ""
            if value or not words:
                run.leaves.append(leaf)
                continue
        key = _key_alone(leaf)
        facts = [] if key else _facts_in(leaf)
        if key:
            waiting = key
            run.bare_cells += not words.rstrip().endswith(("：", ":"))
            run.leaves.append(leaf)
        elif facts:
            run.facts += facts
            run.leaves.append(leaf)
        elif not words or (run.facts and _RE["bar"].match(words)):
            run.leaves.append(leaf)
        else:
            yield run
            run = _Run()
            if len(words) >= _PROSE and "。" in words:
                return
    yield run


def _key_alone(leaf: Leaf) -> str:
    """The key that is all that a leaf says, without blanks; "" for none."""
    key = _key(leaf.words)
    colon = leaf.words.rstrip().endswith(("：", ":"))
    known = _RE["fact-key"].match(key) or _RE["page-key"].match(key)
    return key if known and (colon or leaf.block.tag in _CELLS or leaf.block.tag in ("div", "li", "p")) else ""


def _facts_in(leaf: Leaf) -> list[tuple[str, str]]:
    """The facts that a leaf states in one line, by colons or by the elements in it."""
    line = _RE["spread-key"].sub("", leaf.words)
    marks = [
        mark
        for mark in _RE["fact"].finditer(line)
        if _RE["fact-key"].match(mark["key"]) or _RE["page-key"].match(mark["key"])
    ]
    if not marks or line[: marks[0].start()].strip(" \t\u3000[【（(|"):
        pieces = [piece for piece in leaf.pieces if piece.strip()]
        key = _key(pieces[0]) if len(pieces) > 1 else ""
        return [(key, _value("".join(pieces[1:])))] if key and _RE["telling-key"].match(key) else []
    stops = [*(mark.start() for mark in marks[1:]), len(line)]
    return [(mark["key"], _value(line[mark.end() : stop])) for mark, stop in zip(marks, stops, strict=True)]


def _key(words: str) -> str:
    return "".join(words[:40].split()).strip("：:【】[]") if len(words) <= 40 else ""


def _value(words: str) -> str:
    """What follows a key, up to a bar of tools that stands on the same line."""
    words = words.strip(" \t\r\n\u3000\u00a0：:|｜")
    kept = [part for part in _APART.split(words) if part.strip() and not _RE["bar"].match(part)]
    whole = kept and len(kept) == len([part for part in _APART.split(words) if part.strip()])
    return " ".join((words if whole else " ".join(kept)).split()).strip("[]【】")[:_LONGEST_VALUE]
