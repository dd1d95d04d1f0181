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

    A name that several units have (鼓楼区) is the one that lies in what a later one of these names, else no place. A
    title that encloses a document on a part of that area (《临江街道职能配置…规定》) makes it that part.
    """
    on = head.date.value if head.date else None
    among: tuple[str, ...] = ()
    for source in (head.issuer, head.title, head.number, head.addressee):
        if not source:
            continue
        if not among and (_RE["central"].match(source) or (source is head.issuer and _RE["ministry"].match(source))):
            return COUNTRY
        codes = _possible(source, register, on)
        if among:
            codes = tuple(code for code in among if codes and code.startswith(codes[0])) if len(codes) == 1 else ()
        if len(codes) == 1:
            enclosed = _RE["encloses"].search(head.title or "")
            part = first_place(enclosed[1], register, on) if enclosed else None
            return part if part and part.startswith(codes[0]) else codes[0]
        among = codes or among
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


def first_place(name: str, register: Register, on: str | None = None) -> str | None:
    """The place a name begins with: the deepest unit that the words at its start spell out, as it is on a date.

    >>> first_place("汕头市金平区人民政府", Register.national())
    '440511'
    >>> [first_place("沙县人民政府", Register.national(), on) for on in ("2018-12-31", "2022-12-31")]
    ['350427', '350405']
    """
    codes = _possible(name, register, on)
    return codes[0] if len(codes) == 1 else None


def _possible(name: str, register: Register, on: str | None) -> tuple[str, ...]:
    """The units that the words at the start of a name can mean; several only for a full name (鼓楼区)."""
    rest = name.removeprefix("中共").removeprefix("关于").removeprefix("印发")
    places = register.names()
    for size in range(min(len(rest), _LONGEST_NAME), 1, -1):
        codes = register.apart(places.get(rest[:size], ()), on)
        if len(codes) == 1:
            return (_township(rest[size:], codes[0], register) or codes[0],)
        if any(unit.name == rest[:size] for code in codes for unit in register.history(code)):
            return codes
    return ()


def _township(rest: str, county: str, register: Register) -> str | None:
    """石炮台街道 after 汕头市金平区."""
    return next((u.code for u in register.children(county) if u.level == "township" and rest.startswith(u.name)), None)
