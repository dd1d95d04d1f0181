"""What the names of administrative units say: kind, short form, one way of writing (facts in ``place_names.toml``)."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

from ontology.records import Level

_FACTS = tomllib.loads(files("ontology").joinpath("place_names.toml").read_text("utf-8"))
_ENDINGS: Final[tuple[str, ...]] = tuple(_FACTS["endings"])
_NO_SHORT_FORM: Final[tuple[str, ...]] = tuple(_FACTS["no_short_form"])
_SHORT_FORMS: Final[dict[str, str]] = _FACTS["short_form"]
_KINDS: Final[dict[str, list[tuple[str, str]]]] = _FACTS["kinds"]
_NATIONALITY = "|".join(_FACTS["nationalities"])
_NATIONALITIES = re.compile(f"(?:(?:(?:{_NATIONALITY})族)+|(?:{_NATIONALITY}))$")
_REMARK = re.compile(r"（.*）$")
_OFFICE = re.compile(r"(?<=街道)办(?:事处)?(?=$|（)|(?<=地区)办事处$")
_DEVELOPMENT_ZONE = re.compile(r"\d{4}7[1-9]")

COUNTRY_NAMES: Final[tuple[str, ...]] = tuple(_FACTS["country"])
"""What the whole country is called besides 中国."""

UNSAFE_IN_TEXT: Final[frozenset[str]] = frozenset(_FACTS["unsafe_in_text"])
"""Names of units that are ordinary words as well (城区, 和平)."""


def kind_of(code: str, name: str, level: Level) -> str:
    """What sort of unit a name denotes: "street", "town", "district", "city", …; "other" for zones, farms and the like.

    >>> kind_of("440511001", "石炮台街道", "township"), kind_of("440511", "金平区", "county")
    ('street', 'district')
    >>> kind_of("320571", "苏州工业园区", "county"), kind_of("130209406", "六农场", "township")
    ('other', 'other')
    """
    if level == "county" and _DEVELOPMENT_ZONE.fullmatch(code):
        return "other"
    plain = _REMARK.sub("", name)
    return next((kind for ending, kind in _KINDS.get(level, ()) if plain.endswith(ending)), "other")


def short_name(name: str) -> str | None:
    """The name without the word for its kind, at least two characters; ``None`` where there is no such form.

    >>> [short_name(name) for name in ("汕头市", "广西壮族自治区", "长白朝鲜族自治县", "浦东新区", "清新区")]
    ['汕头', '广西', '长白', '浦东', '清新']
    >>> short_name("横县") is None
    True
    """
    if name in _SHORT_FORMS or name.endswith(_NO_SHORT_FORM):
        return _SHORT_FORMS.get(name)
    for ending in _ENDINGS:
        stem = name.removesuffix(ending)
        if stem != name and len(stem) >= 2:
            plain = _NATIONALITIES.sub("", stem) if ending.startswith("自治") or stem.endswith("族") else stem
            return plain if len(plain) >= 2 else stem
    return None


def plain_township(name: str) -> str:
    """One way of writing for streets and areas, whose offices the register of 2018 lists in their stead.

    >>> plain_township("东华门街道办事处"), plain_township("靖城街道办"), plain_township("高碑店地区办事处")
    ('东华门街道', '靖城街道', '高碑店地区')
    """
    return _OFFICE.sub("", name)
