"""What a text says of names: the short names that it gives, and the offices that every member of a class has."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.find.patterns import patterns

_RE = patterns("resolve")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Owner:
    """A statement that every member of a class has an office (各街道设置综合行政执法办公室)."""

    office: str
    group: str


def find_aliases(plain: str) -> dict[str, str]:
    """Short names that the text itself gives: 领导小组（以下简称…）, with the name before the bracket.

    >>> find_aliases("城市管理综合执法部门（以下简称城管执法部门）是")
    {'城管执法部门': '城市管理综合执法部门'}
    """
    found = {}
    for match in _RE["alias"].finditer(plain):
        before = _RE["alias-of"].search(plain, max(0, match.start() - _LONGEST), match.start())
        if before is None:
            continue
        alias = match["alias"]
        name = _RE["before-alias-name"].sub("", before[0])
        if name.endswith(alias[-1]) and len(alias) < len(name):
            found[alias] = name
    return found


def find_former(plain: str) -> dict[str, str]:
    """Former names that the text itself gives, by the words that stand before them and end in the name of today.

    >>> find_former("县生态环境局（原县环境保护局）负责"), find_former("县水务局更名前为县水利局。")
    ({'县生态环境局': '县环境保护局'}, {'县水务局': '县水利局'})
    """
    found = {}
    for match in _RE["former"].finditer(plain):
        before = _RE["alias-of"].search(plain, max(0, match.start() - _LONGEST), match.start())
        if before:
            found[before[0]] = match["bracketed"] or match["told"]
    return found


def find_owners(plain: str) -> tuple[Owner, ...]:
    """Offices that every member of a class has: 各街道设置综合行政执法办公室.

    >>> find_owners("金平区各街道设置综合行政执法办公室（综合行政执法队）")
    (Owner(office='综合行政执法办公室', group='各街道'),)
    """
    return tuple(Owner(m["office"], m["group"]) for m in _RE["class-office"].finditer(plain))
