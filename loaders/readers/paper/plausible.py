"""Is the text of a page what its glyphs show? Fonts with a broken glyph map give other characters, without an error."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 60
"""Chinese characters that a page must have to be judged on its own."""
_MOST_UNMAPPED: Final = 0.2
_LEAST_COMMON: Final = 0.75
_LEAST_OTHERS: Final = 0.01
_LATIN_MARKS: Final = "·×÷°±§¶²³¹«»©®µ¼½¾ "
_LEVEL_1: Final = range(0xB0, 0xD8)


@dataclass(frozen=True, slots=True)
class Share:
    """How many characters a text has: all but blanks, Chinese ones, those of GB 2312 level 1 among them, and those that
    no document writes (private use, control, replacement, lone Latin-1 letters, unassigned).
    """

    all: int
    han: int
    common: int
    unmapped: int


def share_of(words: str) -> Share:
    """Counts the characters of a text.

    >>> share_of("青禾县3\\ue11e")
    Share(all=5, han=3, common=3, unmapped=1)
    """
    counts = {char: count for char, count in Counter(words).items() if not char.isspace()}
    han = {char: count for char, count in counts.items() if "\u3400" <= char <= "\u9fff" or char >= "\U00020000"}
    common = sum(count for char, count in han.items() if _is_common(char))
    unmapped = sum(count for char, count in counts.items() if char not in han and _is_unmapped(char))
    return Share(sum(counts.values()), sum(han.values()), common, unmapped)


def is_plausible(share: Share) -> bool | None:
    """Can this be the text of a page? None where there is too little of it to tell.

    Implausible is a page where a fifth of the letters stand for nothing, where a quarter of the Chinese characters are
    beyond level 1 of GB 2312 (in official texts less than 5 in 100 are; in random ones most), or that has no digit,
    letter or punctuation mark among its Chinese characters (on real pages they are 4 in 100 or more; where Chinese
    characters stand for them, none are left).
    """
    if share.unmapped + share.han < ENOUGH:
        return None
    if share.unmapped > _MOST_UNMAPPED * (share.unmapped + share.han):
        return False
    if share.common < _LEAST_COMMON * share.han:
        return False
    return share.all - share.han >= _LEAST_OTHERS * share.all


def _is_unmapped(char: str) -> bool:
    if "\x80" <= char <= "\xff":
        return char not in _LATIN_MARKS
    return char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc", "Cs"}


def _is_common(char: str) -> bool:
    code = char.encode("gb2312", "ignore")
    return len(code) == 2 and code[0] in _LEVEL_1


def are_plausible(shares: Sequence[Share]) -> list[bool]:
    """The same for each page; one with little text is as most of the others that can be told."""
    verdicts = [is_plausible(share) for share in shares]
    mostly = verdicts.count(True) >= verdicts.count(False)
    return [
        mostly if verdict is None and share.all else verdict is not False
        for verdict, share in zip(verdicts, shares, strict=True)
    ]
