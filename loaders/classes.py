"""Classes of bodies (各街道, 县级以上主管部门, 村（居）民委员会): the kind of unit of each member, the office in it."""

from __future__ import annotations

from typing import NamedTuple

from loaders.find.lexicon import data
from loaders.find.patterns import patterns
from ontology.records import Level

_RE = patterns("resolve")
_UNITS: dict[str, tuple[str, Level]] = {
    word: (unit, level) for word, (unit, level) in data("names.toml")["units"].items()
}
_OWN_AUTHORITY: dict[str, list[str]] = data("names.toml")["own_authority"]
_AT_THE_BEGINNING = 6


class Membership(NamedTuple):
    """``unit``: the kind of unit that each member belongs to; ``office``: the office in it, "" for its authority."""

    unit: str | None
    level: Level | None
    office: str


def level_of(mention: str) -> Level | None:
    """The level of the first word for a kind of unit near the beginning of a mention."""
    return next((level for word, (_, level) in _UNITS.items() if word in mention[:_AT_THE_BEGINNING]), None)


def membership(mention: str, kind: str) -> Membership:
    """What the members of a class are.

    >>> membership("各街道综合行政执法办公室", "internal-office")
    Membership(unit='street', level='township', office='综合行政执法办公室')
    >>> membership("各镇人民政府", "government")
    Membership(unit='town', level='township', office='')
    """
    core = _RE["every"].sub("", mention)
    word = next((word for word in _UNITS if core.startswith(word)), None)
    unit, level = _UNITS[word] if word else (None, level_of(core))
    office = _RE["grade"].sub("", core.removeprefix(word)) if word else ""
    if unit and (mention in _OWN_AUTHORITY.get(unit, ()) or _RE["own-authority"].match(office)):
        office = ""
    if kind == "self-governing-committee":
        level = "community"
    return Membership(unit, "grid" if kind == "grid" else level, office)
