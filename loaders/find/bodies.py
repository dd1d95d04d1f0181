"""Reading the phrase that names who acts: one body, several joined, or tiers that share an ending.

A phrase is read from the left, name by name (:mod:`loaders.find.items`), again after 、 和 及其 …; it stops at the
first verb, adverb or preposition that follows an ending. ``市、区（县）人民政府`` is two bodies that share an ending,
``公安、民政等部门`` are two departments, ``住房和城乡建设局`` is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from loaders.find.items import COMPOUND, Item, government_follows, read_item
from loaders.find.lexicon import Tag, Words, scan
from loaders.find.patterns import patterns

_RE = patterns("bodies")
_PART = re.compile(r"[^ \n]+")
_GAP = re.compile("[，；、]+")


@dataclass(frozen=True, slots=True)
class Body:
    """One bearer in a phrase. ``mention`` is its name as the phrase gives it, a shared ending included."""

    mention: str
    start: int
    end: int
    kind: str

    @property
    def private(self) -> bool:
        """Is it an enterprise, a citizen or another private party?"""
        return self.kind == "private"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Bodies joined in one phrase at ``start:end``."""

    bodies: tuple[Body, ...]
    start: int
    end: int

    @property
    def private(self) -> bool:
        """True when nobody public is among the bodies."""
        return all(body.private for body in self.bodies)


def read_phrase(words: Words, start: int, limit: int) -> Phrase | None:
    """The phrase of bodies that begins at ``start`` and ends before ``limit``; None when none begins there.

    >>> text = "市、区（县）人民政府应当加强领导"
    >>> [b.mention for b in read_phrase(Words(text), 0, len(text)).bodies]
    ['市人民政府', '区（县）人民政府']
    """
    items: list[Item] = []
    while start < limit and words.text[start] == " ":
        start += 1
    if words.text.startswith("、", start):
        return None
    position, joint = start, ""
    while position < limit:
        item = read_item(words, position, limit, joint)
        if item is None:
            break
        items.append(item)
        others = _RE["et-cetera"].match(words.text, item.end, limit)
        after = words.at(others.end() if others else item.end)
        if government_follows(words, item.kind, item.end, limit):
            position, joint = item.end, "、"
        elif after and after.tags & Tag.COORDINATOR and after.end <= limit:
            position, joint = after.end, words.text[after.start : after.end]
        else:
            break
    while items and not items[-1].kind:
        items.pop()
    if not items:
        return None
    inside = _fields_inside(words, items[-1], limit)
    if inside:
        return Phrase(inside.bodies, items[0].start, inside.end)
    others = _RE["and-others"].match(words.text, items[-1].end, limit)
    return Phrase(_bodies(words.text, items), items[0].start, others.end() if others else items[-1].end)


def _fields_inside(words: Words, item: Item, limit: int) -> Phrase | None:
    """县人民政府|公安、教育等部门: the departments that are listed inside a government; None when none are."""
    if item.kind != "government" or item.end >= limit or words.at(item.end):
        return None
    inside = read_phrase(words, item.end, limit)
    listed = (
        inside is not None and len(inside.bodies) > 1 and _RE["field-ending"].search(words.text, item.end, inside.end)
    )
    return inside if listed else None


def read_bodies(words: Words, start: int, end: int) -> list[Body]:
    """All bodies in ``start:end``, whatever separates them.

    >>> text = "县水利局；县公安局，各镇人民政府"
    >>> [body.mention for body in read_bodies(Words(text), 0, len(text))]
    ['县水利局', '县公安局', '各镇人民政府']
    """
    found: list[Body] = []
    for part in _PART.finditer(words.text, start, end):
        position = part.start()
        while position < part.end():
            phrase = read_phrase(words, position, part.end())
            if phrase:
                found.extend(phrase.bodies)
                position = phrase.end + 1
            else:
                gap = _GAP.search(words.text, position, part.end())
                position = gap.end() if gap else part.end()
    return found


def _bodies(text: str, items: list[Item]) -> tuple[Body, ...]:
    bodies: list[Body] = []
    pending: list[Item] = []  # names that wait for the ending they share with what follows
    for item in _share_tiers(text, _merge_compounds(text, items)):
        if not item.kind:
            pending.append(item)
            continue
        ending = _without_modifier(text[item.start : item.end])
        bodies.extend(_completed(text, headless, ending, item.kind) for headless in pending)
        last = _last_body(text, item, pending)
        if last and item.joint == "及其" and bodies and _RE["bare-member"].fullmatch(last.mention):
            last = Body(bodies[-1].mention + last.mention, last.start, last.end, last.kind)
        if last:
            bodies.append(last)
        pending = []
    return tuple(bodies)


def _last_body(text: str, item: Item, pending: list[Item]) -> Body | None:
    """The body of an item with an ending; None when the ending only closes the list before it (…等部门)."""
    whole = _RE["trailing"].sub("", text[item.start : item.end])
    name = _without_modifier(whole)
    tiers = all(_RE["bare-tier"].match(text[p.start : p.end]) for p in pending)
    if not tiers and _RE["shared-ending"].fullmatch(name):
        return None
    if others := _RE["et-cetera-ending"].match(name):
        name = others[1]
    return Body(name, item.start + max(0, whole.rfind(name)), item.end, item.kind)


def _merge_compounds(text: str, items: list[Item]) -> list[Item]:
    """发展和改革局 is one body: a name without ending joined by 和/与 to one in 局, 委 …, or a known field."""
    merged: list[Item] = []
    for item in items:
        before = merged[-1] if merged else None
        if before and _is_compound(text, before, item):
            merged[-1] = Item(before.start, item.end, item.kind, before.joint)
        else:
            merged.append(item)
    return merged


def _is_compound(text: str, before: Item, item: Item) -> bool:
    first = _RE["same-level"].sub("", text[before.start : before.end])
    if before.kind or item.joint not in ("和", "与") or _RE["bare-tier"].match(first):
        return False
    field = _RE["tier"].sub("", first, count=1) if _RE["tier"].match(first) else first
    known = f"{field or first}{item.joint}" in COMPOUND
    return known or (bool(item.kind) and not _RE["field-ending"].search(text, before.start, item.end))


def _share_tiers(text: str, items: list[Item]) -> list[Item]:
    """各县、区人民政府: a tier shares the ending of a further tier that follows."""
    for item, after in pairwise(items):
        if (
            _RE["bare-tier"].match(text[item.start : item.end])
            and _RE["tier"].match(text, after.start, after.end)
            and text[after.start] != "各"
            and not _RE["directly-under"].match(text, after.start, after.end)
        ):
            item.kind = ""
    return items


def _completed(text: str, item: Item, ending: str, kind: str) -> Body:
    own = text[item.start : item.end]
    if _RE["bare-tier"].match(own):
        tier = _RE["tier"].match(ending)
        grade = "级" if tier and tier[0].endswith("级") and not own.endswith("级") else ""
        return Body(own + grade + ending[tier.end() if tier else 0 :], item.start, item.end, kind)
    own = _RE["same-level"].sub("", own)
    return Body(own, item.end - len(own), item.end, "department" if _RE["field-ending"].search(ending) else kind)


def _without_modifier(name: str) -> str:
    """具备条件的县级主管部门 → 县级主管部门; a possessor (X部门的派出机构) and what a bare ending needs are kept."""
    left, particle, right = name.rpartition("的")
    if not particle or _RE["generic-head"].match(right) or left.endswith("设区") or _RE["in-charge-of"].match(left):
        return name
    last = scan(left)[-1:]
    possessor = bool(last) and bool(last[0].tags & Tag.HEAD) and last[0].end == len(left)
    return name if possessor else right or name
