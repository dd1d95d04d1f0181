"""The values of Chinese, Arabic, Roman and circled numerals."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def number_value(numeral: str) -> int:
    """The value of a numeral of at most thousands; Chinese digits without units are read by their place.

    Blanks, where a number is left out, are nought.

    >>> [number_value(numeral) for numeral in ("二十一", "12", "③", "Ⅳ", "一百零五", "二〇二〇", " ")]
    [21, 12, 3, 4, 105, 2020, 0]
    """
    if not numeral.strip():
        return 0
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and numeral not in _UNITS and numeral not in _DIGITS:
        return int(unicodedata.numeric(numeral))
    if len(numeral) > 1 and not any(c in _UNITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += max(digit, 1) * _UNITS[char]
            digit = 0
    return total + digit


def first_number(match: re.Match[str]) -> int:
    """The value of the group of a numbering pattern that took part in the match."""
    return number_value(next(group for group in match.groups() if group is not None))
