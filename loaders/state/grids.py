"""Tiers of a grid plan: 二级网格为…, 责任主体为…; the number is local to the plan."""

from __future__ import annotations

import re

from loaders.find.lexicon import Words
from loaders.resolve import Resolver
from loaders.state.context import Grounds
from loaders.structure import Unit, number_value
from ontology.records import GridTier

_TIER = re.compile(r"(?P<n>[一二三四五1-5])级(?:环境监管|监管|环保|环境)?网格")
_IS = re.compile(r"网格(?:为|以|由|是|：|（|，(?:即|为))(?P<unit>[^，。；：\n）]{1,40})")
_AS_UNIT = re.compile(r"以(?P<unit>[\u4e00-\u9fff（）、]{1,16}?)为(?:基本)?单位")
_SUBJECT = re.compile(r"责任主体(?:为|是|：)(?P<who>[^，。；\n]{2,40})")


def state_grid_tiers(
    text: str, words: Words, units: list[Unit], resolver: Resolver, grounds: Grounds
) -> tuple[GridTier, ...]:
    """One tier a statement that says what the tier is or who is responsible for it; each number once."""
    flat = words.text
    found: dict[int, GridTier] = {}
    for unit in units:
        for match in _TIER.finditer(flat, unit.start, unit.end):
            tier = number_value(match["n"])
            if tier in found or not (match.start() == unit.start or flat[match.start() - 1] in "。；，： 、“"):
                continue
            stop = _scope(flat, units, unit, match)
            stated = _IS.search(
                flat,
                match.start(),
                min(match.end() + 6, stop) if flat[match.end() : match.end() + 1] not in "为以由是：（，" else stop,
            )
            by_unit = _AS_UNIT.search(flat, match.start(), stop)
            subject = _SUBJECT.search(flat, match.start(), stop)
            if not (subject or (stated and stated.start() <= match.end())):
                continue
            name = by_unit["unit"] if by_unit else _unit_name(stated["unit"]) if stated else ""
            who = text[subject.start("who") : subject.end("who")] if subject else None
            _, basis = grounds.of(match.start())
            found[tier] = GridTier(
                tier,
                name,
                who,
                who,
                match.start(),
                subject.end() if subject else match.end(),
                text[match.start() : stop].strip(),
                basis[0] if basis else None,
            )
    return tuple(sorted(found.values(), key=lambda g: g.start))


def _unit_name(raw: str) -> str:
    return re.split(r"以所辖|以|将|按|划分", raw)[0].strip("本级 ") or raw


def _scope(flat: str, units: list[Unit], unit: Unit, match: re.Match[str]) -> int:
    """To the next tier in the same unit, or, for a heading, to the end of the line under it."""
    following = _TIER.search(flat, match.end(), unit.end)
    if following and flat[following.start() - 1] in "。；\n":
        return following.start()
    if match.end() >= unit.end - 2:
        return next((u.end for u in units if u.index == unit.index + 1), unit.end)
    return unit.end
