"""A comparison as lines of text and as cells of a table."""

from __future__ import annotations

from collections.abc import Iterator

from api.lang import say
from api.render.chain import cited, concept, located, one_line, passing
from graph.columns import said
from graph.differences import Comparison, Item, Line
from ontology.vocabulary import Language

_SIDE = ("body", "role", "quote", "document", "start", "end")
COLUMNS = ("kinds", *(f"{side}_{name}" for side in ("left", "right") for name in _SIDE), "likeness", "silent", "by")


def cells(line: Line) -> tuple[object, ...]:
    """A line as plain values in the order of `COLUMNS`; ``by`` are the sentences that made the body another."""
    by = "; ".join(f"{one.date or ''} {one.kind} {cited(one.source.paper)}: {one.quote}" for one in line.path)
    sides = [value for side in (line.left, line.right) for value in _side(side)]
    return (", ".join(line.kinds), *sides, line.likeness, line.silent, by)


def compare_lines(found: Comparison, lang: Language) -> Iterator[str]:
    """What differs, kind by kind, each line with both sentences and the act between them."""
    left, right = (f"{side.place.name} {side.date}" for side in (found.left, found.right))
    yield say("compared", lang, left=left, right=right)
    for line in found.lines:
        yield ""
        yield f"[{said(line, lang)}]"
        for mark, side in (("-", line.left), ("+", line.right)):
            if side:
                role = concept("role", side.role, lang)
                yield f"  {mark} {side.body.name} [{role}] {one_line(side.quote)}"
                yield f"      {located(side.source, lang)}"
        yield from (f"  = {passing(one, lang)}" for one in line.path)
        if line.silent:
            yield f"  {say('silent', lang)}"
    for each in found.plates:
        yield ""
        plate = say("plates", lang, names=each.plate.name)
        yield f"[{concept('difference', each.kind, lang)}] {each.host.name} {plate}"
    for one in (found.left, found.right):
        yield ""
        yield f"{say('searched', lang)} {one.place.name} {one.date} ({len(one.papers)})"
        yield from (f"  {cited(paper)}" for paper in one.papers)


def _side(item: Item | None) -> tuple[object, ...]:
    if item is None:
        return ("",) * 6
    source = item.source
    return item.body.name, item.role, item.quote, source.paper.called, source.start, source.end
