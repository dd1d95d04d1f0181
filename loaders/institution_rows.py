"""Rows of a list of institutions: a body each, its nameplates, what it belongs to, its posts and its duties."""

from __future__ import annotations

import re

from loaders.find.bodies import Body, read_bodies, read_phrase
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.resolve import Resolver
from loaders.row import RowCells
from loaders.text import Cell
from ontology.records import Nameplate

_RE = patterns("tables")
_LONGEST_QUOTE = 200


def described_body(row: RowCells, words: Words, resolver: Resolver) -> Body | None:
    """The body that the row is about, described to the resolver; None when its name is no body's."""
    cell = row.cell("name")
    phrase = read_phrase(words, cell.start, cell.end) if cell else None
    if cell is None or phrase is None or phrase.end < cell.end or len(phrase.bodies) != 1:
        return None
    [body] = phrase.bodies
    parents = read_bodies(words, above.start, above.end) if (above := row.cell("parent")) else []
    posts = re.search(r"\d+", row.flat("staff"))
    known = resolver.institution(body)
    parent = resolver.institution(parents[0]).name if len(parents) == 1 else None
    resolver.describe(known, parent=parent, staff=int(posts[0]) if posts else None)
    return body


def plates(row: RowCells, body: Body, words: Words, resolver: Resolver) -> tuple[Nameplate, ...]:
    """A nameplate for each name in the cell of plates."""
    cell, own = row.cell("plate"), row.cell("name")
    if cell is None or own is None:
        return ()
    known = resolver.institution(body)
    start, end = _passage(own, cell)
    found = []
    for match in _RE["plate-name"].finditer(words.text, cell.start, cell.end):
        quote, plate = row.string[start:end], row.string[match.start() : match.end()]
        found.append(Nameplate(known.name, body.mention, plate, "加挂牌子", start, end, quote, known.place))
    return tuple(found)


def _passage(own: Cell, plate: Cell) -> tuple[int, int]:
    """From the name to the plate where they are near to each other, else the plate."""
    start, end = min(own.start, plate.start), max(own.end, plate.end)
    return (start, end) if end - start <= _LONGEST_QUOTE else (plate.start, plate.end)
