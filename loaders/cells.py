"""What one cell of a table says: bearers with their roles, numbered items, the parts that it gives to bodies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders.columns import STANDARD
from loaders.find.bodies import Body, read_bodies, read_phrase
from loaders.find.lexicon import Words, data
from loaders.find.patterns import patterns
from loaders.state.attributions import looks_like_attribution, read_attribution
from loaders.structure import read_structure
from loaders.text import trimmed
from ontology.records import Role

_RE = patterns("tables")
_ROLES: dict[str, Role] = {word: role for role, words in data("columns.toml")["roles"].items() for word in words}
_MARKS = " 。；，\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a cell, the bodies that are named before it (县水利局：…), or what it holds (工作方式：…)."""

    start: int
    end: int
    bodies: tuple[Body, ...] = ()
    holds: str | None = None


def role_in(words: str) -> Role | None:
    """The role that a word of it gives.

    >>> role_in("牵头"), role_in("兼职")
    ('lead', None)
    """
    return next((role for word, role in _ROLES.items() if word in words), None)


def read_bearers(words: Words, start: int, end: int, role: Role) -> list[tuple[Body, Role]]:
    """The bodies of a cell, in the role that the cell itself gives them, else in ``role``.

    >>> text = "县农业农村局（牵头）；县水利局"
    >>> [(body.mention, role) for body, role in read_bearers(Words(text), 0, len(text), "responsible")]
    [('县农业农村局', 'lead'), ('县水利局', 'responsible')]
    """
    bodies = [_apart(body) for body in read_bodies(words, start, end) if not body.private]
    if not any(told for _, told in bodies) and looks_like_attribution(words.text, start, end):
        attribution = read_attribution(words, start, end)
        if attribution and attribution.bearers:
            return list(attribution.bearers)
    return [(body, told or role) for body, told in bodies]


def _apart(body: Body) -> tuple[Body, Role | None]:
    """县农业农村局（牵头）: the body, and the role in the bracket behind it."""
    bracket = _RE["role-bracket"].search(body.mention)
    role = role_in(bracket["role"]) if bracket else None
    if bracket is None or role is None:
        return body, None
    name = body.mention[: bracket.start()]
    return replace(body, mention=name, end=min(body.end, body.start + len(name))), role


def numbered_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The numbered items of a cell without their numbers and closing marks; the whole cell where nothing is numbered.

    >>> text = "1.开展巡查，建立台账；2.及时上报。"
    >>> [text[a:b] for a, b in numbered_items(text, 0, len(text))]
    ['开展巡查，建立台账', '及时上报']
    """
    cell = _RE["gap-before-number"].sub("\n", text[start:end])
    units = read_structure(cell)
    tops = [unit for unit in units if unit.parent is None]
    ends = [following.index - 1 for following in tops[1:]]
    spans = []
    for unit, end_index in zip(tops, [*ends, -1], strict=False):
        last = units[end_index]
        introduces = len(tops) > 1 and not unit.style and cell[unit.start : unit.end].endswith("：")
        if not introduces:
            spans.append(trimmed(text, start + unit.start, start + last.end, _MARKS))
    return [(a, b) for a, b in spans if a < b]


def parts_of(words: Words, start: int, end: int) -> list[Part]:
    """The parts of a cell that bodies (县水利局：…。县公安局：…) or known headers (承接部门：…) introduce.

    >>> text = "县水利局：1.组织巡查；2.清理河道。县公安局：负责立案。"
    >>> [(text[p.start : p.end], p.bodies[0].mention) for p in parts_of(Words(text), 0, len(text))]
    [('1.组织巡查；2.清理河道。', '县水利局'), ('负责立案。', '县公安局')]
    """
    parts: list[Part] = []
    begin = start
    bodies: tuple[Body, ...] = ()
    holds: str | None = None
    for match in _RE["part-head"].finditer(words.text, start, end):
        told = STANDARD.meaning(match["who"])
        named = () if told else _named(words, *match.span("who"))
        if told or named:
            parts.append(Part(begin, match.start(), bodies, holds))
            bodies, holds, begin = named, told, match.end()
    parts.append(Part(begin, end, bodies, holds))
    return [part for part in parts if words.text[part.start : part.end].strip(_MARKS)]


def _named(words: Words, start: int, end: int) -> tuple[Body, ...]:
    """The bodies that ``start:end`` names and nothing else."""
    phrase = read_phrase(words, start, end)
    if phrase is None or phrase.private or phrase.end < end:
        return ()
    return tuple(_apart(body)[0] for body in phrase.bodies)
