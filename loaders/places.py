"""Which place a document speaks for."""

from __future__ import annotations

import re

from ontology.divisions import Register
from ontology.records import Level

_AREA = re.compile(
    r"^(?:中共|关于|印发)?(?P<province>[\u4e00-\u9fff]{2,6}?(?:省|自治区))?(?P<prefecture>[\u4e00-\u9fff]{2,4}?(?:市|州|盟))?(?P<county>[\u4e00-\u9fff]{1,4}?[区县旗])?"
)


def local_area(*sources: str | None) -> dict[Level, str]:
    """Names by level of an area that the register does not know, as issuer and title spell it.

    >>> local_area("云水市青石区河湖管理中心")
    {'prefecture': '云水市', 'county': '云水市青石区'}
    """
    for source in sources:
        match = _AREA.match(source or "")
        if not match or not match[0]:
            continue
        area: dict[Level, str] = {}
        path = ""
        for level in ("province", "prefecture", "county"):
            if match[level]:
                path = (
                    match[level]
                    if level == "prefecture"
                    else path + match[level]
                    if level == "county"
                    else match[level]
                )
                area[level] = path
        if area:
            return area
    return {}


def first_place(name: str, register: Register) -> str | None:
    """The place a name begins with: the deepest unit that the words at its start spell out.

    >>> first_place("汕头市金平区人民政府", Register.national())
    '440511'
    """
    rest = name.removeprefix("中共").removeprefix("关于").removeprefix("印发")
    places = register.names()
    for size in range(min(len(rest), 20), 1, -1):
        codes = places.get(rest[:size], ())
        if len(codes) == 1:
            return _township(rest[size:], codes[0], register) or codes[0]
    return None


def _township(rest: str, county: str, register: Register) -> str | None:
    """石炮台街道 after 汕头市金平区."""
    return next((u.code for u in register.children(county) if u.level == "township" and rest.startswith(u.name)), None)
