"""Automatic numbering of Word files as a reader sees it (ECMA-376 part 1, 17.9): 一、 （二） 3. ④ 第五条."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from loaders.readers.package import Element, attribute, local

_DIGITS: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                 (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_CLOSED: Final = tuple("、.．。)）:：")
_LEVELS: Final = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _Num:
    """An instance of a list: the abstract list that it counts in, levels of its own, and where it starts anew."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of all lists of one document, in its order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, _Num] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._add_abstract(element)
        for element in root if root is not None else ():
            if local(element) == "num":
                self._add_num(element)

    def _add_abstract(self, element: Element) -> None:
        key = attribute(element, "abstractNumId") or ""
        self._abstract[key] = {}
        for child in element:
            if local(child) == "lvl":
                self._abstract[key][_number(attribute(child, "ilvl"))] = _level(child)
            elif local(child) in ("styleLink", "numStyleLink"):
                self._links[f"{local(child)} {attribute(child, 'val')}"] = key

    def _add_num(self, element: Element) -> None:
        abstract = next((attribute(child, "val") or "" for child in element if local(child) == "abstractNumId"), "")
        num = _Num(self._linked(abstract))
        for override in element:
            if local(override) == "lvlOverride":
                at = _number(attribute(override, "ilvl"))
                for child in override:
                    if local(child) == "startOverride":
                        num.starts[at] = _number(attribute(child, "val"))
                    elif local(child) == "lvl":
                        num.levels[at] = _level(child)
        self._nums[attribute(element, "numId") or ""] = num

    def _linked(self, abstract: str) -> str:
        """The list that an abstract list without levels of its own takes them from, by a style's name."""
        for link, key in self._links.items():
            if key == abstract and link.startswith("numStyleLink "):
                return self._links.get(link.replace("numStyleLink", "styleLink", 1), abstract)
        return abstract

    def label(self, num_id: str, at: int) -> str:
        """The number of the next paragraph of list ``num_id`` on level ``at`` (from 0); "" for none and for bullets."""
        num = self._nums.get(num_id)
        level = self._level(num, at) if num else None
        if num is None or level is None:
            return ""
        counts = self._counts.setdefault(num.abstract, {})
        if at in num.starts:
            counts[at] = num.starts.pop(at)
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        for below in range(at + 1, _LEVELS):
            deeper = self._level(num, below)
            if below in counts and not (deeper and deeper.restart is not None and at + 1 > deeper.restart):
                del counts[below]
        if level.format in ("bullet", "none") and "%" not in level.text.replace(f"%{at + 1}", ""):
            return ""
        words = level.text
        for other in range(at + 1):
            shown = self._level(num, other) or _Level()
            value = counts.get(other, shown.start) if f"%{other + 1}" in words else 0
            words = words.replace(f"%{other + 1}", numeral(value, "decimal" if level.legal else shown.format))
        gap = "" if level.suffix == "nothing" or words.endswith(_CLOSED) or not words else " "
        return words + gap

    def _level(self, num: _Num, at: int) -> _Level | None:
        return num.levels.get(at) or self._abstract.get(num.abstract, {}).get(at)


def _level(element: Element) -> _Level:
    values = {local(child): attribute(child, "val") for child in element}
    return _Level(
        start=_number(values.get("start"), 0 if "start" in values else 1),
        format=_format(element),
        text=values.get("lvlText") or "",
        suffix=values.get("suff") or "tab",
        restart=_number(values["lvlRestart"]) if "lvlRestart" in values else None,
        legal="isLgl" in values and values["isLgl"] not in ("0", "false", "off"),
    )


def _format(level: Element) -> str:
    """The kind of numeral; a newer kind stands in an alternative beside its fallback."""
    return next((attribute(e, "val") or "decimal" for e in level.iter() if local(e) == "numFmt"), "decimal")


def _number(value: str | None, default: int = 0) -> int:
    try:
        return int(value or default)
    except ValueError:
        return default


def numeral(value: int, kind: str) -> str:
    """A number in a kind of numeral of ECMA-376 (17.18.59); Arabic digits for a kind that is not known.

    >>> [numeral(12, kind) for kind in ("chineseCountingThousand", "decimalEnclosedCircleChinese", "upperRoman", "x")]
    ['十二', '⑫', 'XII', '12']
    """
    if kind == "none":
        return ""
    written = _KINDS.get(kind, str)(value) if value > 0 else ""
    return written or str(value)


def _counting(value: int, digits: str = _DIGITS, units: str = "十百千", ten: str = "十") -> str:
    """一百零五: with units, a nought for those that are left out.

    >>> [_counting(n) for n in (10, 21, 105, 1010)]
    ['十', '二十一', '一百零五', '一千零一十']
    """
    if value >= 10_000:
        return ""
    written, gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            written += ("零" if gap and written else "") + digits[digit] + (units[place - 1] if place else "")
            gap = False
        else:
            gap = True
    return written.removeprefix(digits[1]) if ten and written.startswith(digits[1] + ten) else written


def _enclosed(first: int, most: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if value <= most else ""


def _letters(first: str) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1) if value <= 26 * 9 else ""


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else ""


def _roman(value: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (value // worth) if value < 10_000 else ""
        value %= worth
    return written


def _circled(value: int) -> str:
    return _enclosed(0x2460, 20)(value) or (chr(0x3251 + value - 21) if value <= 35 else "")


_KINDS: Final[dict[str, Callable[[int], str]]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting"), _counting),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"),
                    lambda value: "".join(_DIGITS[int(digit)] for digit in str(value))),
    "chineseLegalSimplified": lambda value: _counting(value, _FORMAL, "拾佰仟", ""),
    "ideographLegalTraditional": lambda value: _counting(value, _FORMAL, "拾佰仟", ""),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3280, 10),
    "decimalFullWidth": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalZero": lambda value: f"{value:02d}",
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
}  # fmt: skip
