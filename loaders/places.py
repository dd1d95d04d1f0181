"""Which place a document speaks for."""

from __future__ import annotations

from loaders.find.patterns import patterns
from loaders.head import Head
from ontology.divisions import COUNTRY, Register
from ontology.records import Level

_RE = patterns("places")
_LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")
_LONGEST_NAME = 20


def place_of(head: Head, register: Register) -> str | None:
    """The code of the area that the document is about: from the issuer, else the title, number or addressee.

    A title that encloses a document on a part of that area (《临江街道职能配置…规定》) makes it that part.
    """
    for source in (head.issuer, head.title, head.number, head.addressee):
        if not source:
            continue
        if _RE["central"].match(source) or (source is head.issuer and _RE["ministry"].match(source)):
            return COUNTRY
        found = first_place(source, register)
        if found:
            enclosed = _RE["encloses"].search(head.title or "")
            part = first_place(enclosed[1], register) if enclosed else None
            return part if part and part.startswith(found) else found
    return None


def local_area(*sources: str | None) -> dict[Level, str]:
    """Names by level of an area that the register does not know, as issuer and title spell it.

    >>> local_area("云水市青石区河湖管理中心")
    {'prefecture': '云水市', 'county': '云水市青石区'}
    """
    for source in sources:
        match = _RE["area"].match(source or "")
        if match:
            area: dict[Level, str] = {level: match[level] for level in _LEVELS if match[level]}
            if "county" in area:
                area["county"] = (area.get("prefecture") or area.get("province") or "") + area["county"]
            return area
    return {}


def first_place(name: str, register: Register) -> str | None:
    """The place a name begins with: the deepest unit that the words at its start spell out.

    >>> first_place("汕头市金平区人民政府", Register.national())
    '440511'
    """
    rest = name.removeprefix("中共").removeprefix("关于").removeprefix("印发")
    places = register.names()
    for size in range(min(len(rest), _LONGEST_NAME), 1, -1):
        codes = places.get(rest[:size], ())
        if len(codes) == 1:
            return _township(rest[size:], codes[0], register) or codes[0]
    return None


def _township(rest: str, county: str, register: Register) -> str | None:
    """石炮台街道 after 汕头市金平区."""
    return next((u.code for u in register.children(county) if u.level == "township" and rest.startswith(u.name)), None)
