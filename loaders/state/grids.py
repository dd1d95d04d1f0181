"""Tiers of a grid plan: 二级网格为…, 责任主体为…; the number is local to the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.find.numerals import number_value
from loaders.find.patterns import patterns
from loaders.state.grounds import Grounds
from loaders.structure import Unit
from loaders.text import trimmed
from ontology.records import GridTier

_RE = patterns("grids")
_BEFORE_STATEMENT = "。；，： 、“"


def state_grid_tiers(text: str, units: Sequence[Unit], grounds: Grounds) -> tuple[GridTier, ...]:
    """One tier a statement that says what the tier is or who is responsible for it; each number once."""
    found: dict[int, GridTier] = {}
    for i, unit in enumerate(units):
        following = units[i + 1] if i + 1 < len(units) else None
        for match in _RE["tier"].finditer(grounds.flat, unit.start, unit.end):
            number = number_value(match["n"])
            begins = match.start() == unit.start or grounds.flat[match.start() - 1] in _BEFORE_STATEMENT
            if begins and number not in found:
                tier = _tier(text, number, match, _scope(grounds.flat, unit, following, match), grounds)
                if tier:
                    found[number] = tier
    return tuple(sorted(found.values(), key=lambda tier: tier.start))


def _tier(text: str, number: int, match: re.Match[str], stop: int, grounds: Grounds) -> GridTier | None:
    flat = grounds.flat
    says = _RE["after-tier"].match(flat, match.end())
    stated = _RE["tier-is"].search(flat, match.start(), stop if says else min(match.end() + 6, stop))
    subject = _RE["subject"].search(flat, match.start(), stop)
    if not (subject or (stated and stated.start() <= match.end())):
        return None
    drawn_by = _RE["as-unit"].search(flat, match.start(), stop)
    who = text[slice(*subject.span("who"))] if subject else None
    _, basis = grounds.of(match.start())
    start, end = trimmed(flat, match.start(), stop, " \n")
    return GridTier(
        tier=number,
        unit=drawn_by["unit"] if drawn_by else _unit_name(stated["unit"]) if stated else "",
        responsible=who,
        responsible_mention=who,
        start=start,
        end=end,
        quote=text[start:end],
        basis=basis[0] if basis else None,
    )


def _unit_name(raw: str) -> str:
    return _RE["unit-end"].split(raw)[0].strip("本级 ") or raw


def _scope(flat: str, unit: Unit, following: Unit | None, match: re.Match[str]) -> int:
    """To the next tier in the same unit, or, for a heading, to the end of the line under it."""
    further = _RE["tier"].search(flat, match.end(), unit.end)
    if further and flat[further.start() - 1] in "。；\n":
        return further.start()
    return following.end if following and match.end() >= unit.end - 2 else unit.end
