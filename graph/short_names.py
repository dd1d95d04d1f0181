"""Names of bodies as they are compared: without the place, with the short names of official use spelled out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ontology.divisions import COUNTRY, Register
from ontology.names import normal_name

_TIER = re.compile(r"^(?:本)?(?:省|市|自治州|州|盟|县|区|旗|镇|乡|街道)(?!场|政)(?=..)")
_BRANCH = re.compile(r"(?P<parent>.+局)(?P<area>.{2,6})分局$")


def core(name: str, place: str, register: Register) -> str:
    """A name without the place that it begins with: its full name, the name of the unit, or its tier.

    >>> core("汕头市金平区城管局", "440511", Register.national()), core("区城管局", "440511", Register.national())
    ('城管局', '城管局')
    """
    bare = normal_name(name)
    full = register.full_name(place) if place != COUNTRY else ""
    unit = register.unit(place)
    for start in (full, unit.name if unit else "", *(above.name for above in register.ancestors(place))):
        if start and bare.startswith(start) and len(bare) > len(start) + 1:
            return bare[len(start) :]
    return _TIER.sub("", bare)


def spelled_out(words: str) -> frozenset[str]:
    """A name without its place, and all full names that it can stand for.

    >>> sorted(spelled_out("发改委")), sorted(spelled_out("水务局"))
    (['发展和改革委员会', '发改委'], ['水务局'])
    """
    for ending in _endings():
        if words.endswith(ending):
            start = words[: -len(ending)]
            return frozenset({words, *(start + full for full in _table()[ending] if not words.endswith(full))})
    return frozenset({words})


def branch(name: str, place: str, register: Register) -> tuple[str, str] | None:
    """The place of a branch bureau and the name by which that place knows it, when its name tells its parent.

    >>> branch("汕头市生态环境局金平分局", "4405", Register.national())
    ('440511', '生态环境局金平分局')
    """
    found = _BRANCH.search(core(name, place, register))
    if not found:
        return None
    for unit in (*register.children(place), *([register.unit(place)] if register.unit(place) else [])):
        if unit and unit.name.rstrip("市区县旗") == found["area"].rstrip("市区县旗"):
            return unit.code, found[0]
    return None


@cache
def _table() -> Mapping[str, list[str]]:
    text = files("graph").joinpath("data/short_names.toml").read_text("utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)["endings"]
    return table


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_table(), key=len, reverse=True))
