"""Nameplates: one body with a further name (加挂X牌子, X（Y）, 与X合署办公, 对外称X)."""

from __future__ import annotations

import re

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Tag, Words
from loaders.resolve import Resolver
from loaders.state.context import Grounds
from ontology.records import Nameplate

_OFFICE_KINDS = frozenset(
    (
        "internal-office",
        "enforcement-team",
        "public-institution",
        "party-office",
        "coordination-group",
        "party-committee",
        "department",
    )
)
_INNER_KINDS = frozenset(
    (
        "internal-office",
        "enforcement-team",
        "public-institution",
        "party-office",
        "coordination-group",
        "department",
        "dispatched-agency",
    )
)
_ADDED = re.compile(r"(?:加挂|增挂|挂)(?P<plates>[^，。；：\n]{2,60}?)(?:的)?(?:牌子|牌)")
_OUTSIDE = re.compile(
    r"对外(?:称为?|使用|以)[“ ]*(?P<plates>[\u4e00-\u9fff]{3,30}?)[”]?(?:的?(?:名称|牌子|名义))?(?=[，。；、\n])"
)
_TOGETHER = re.compile(
    r"(?P<host>[\u4e00-\u9fff（）]{2,40}?)(?:与|和|同)(?P<plate>[\u4e00-\u9fff（）]{2,40}?)(?:实行)?合署办公"
)
_ALONE = re.compile(r"(?:(?<=[。；，])|^)与(?P<plate>[\u4e00-\u9fff（）]{2,40}?)(?:实行)?合署办公", re.MULTILINE)
_TWO_PLATES = re.compile(
    r"(?P<host>[\u4e00-\u9fff（）]{2,40}?)(?:与|和)(?P<plate>[\u4e00-\u9fff（）]{2,40}?)(?:实行|为)?(?:“?一个机构|“?一套人马|“?一套班子|“?两块牌子)"
)
_BRACKET = re.compile(r"（(?P<inside>[^（）\n]{3,60})）")
_NOT_A_NAME = re.compile(r"以下|简称|含|包括|下同|不含|除外|牵头|负责|配合|参与|单位：|第|\d")


def state_nameplates(words: Words, resolver: Resolver, grounds: Grounds) -> tuple[Nameplate, ...]:
    """All nameplates of the text, each host and plate once; the statement with 加挂 counts before a bracket.

    The host of a bracket must be an office and so must the name inside: 各镇人民政府（街道办事处） names two bodies.
    """
    found: dict[tuple[str, str], Nameplate] = {}
    for match in _ADDED.finditer(words.text):
        host = _host_before(words, match.start())
        if host:
            _add(found, words, resolver, grounds, host, match["plates"], "加挂牌子", match.start("plates"), match.end())
    for match in _OUTSIDE.finditer(words.text):
        host = _host_before(words, match.start())
        if host:
            _add(found, words, resolver, grounds, host, match["plates"], "对外名称", match.start("plates"), match.end())
    for match in _TOGETHER.finditer(words.text):
        host = _last_body(words, match.start("host"), match.end("host"))
        if host:
            _add(found, words, resolver, grounds, host, match["plate"], "合署办公", match.start("plate"), match.end())
    for match in _TWO_PLATES.finditer(words.text):
        host = _last_body(words, match.start("host"), match.end("host"))
        if host:
            _add(found, words, resolver, grounds, host, match["plate"], "加挂牌子", match.start("plate"), match.end())
    for match in _ALONE.finditer(words.text):
        unit = grounds.unit_at(match.start())
        office = read_phrase(words, unit.start, match.start()) if unit and unit.style else None
        if office:
            _add(
                found,
                words,
                resolver,
                grounds,
                office.bodies[0],
                match["plate"],
                "合署办公",
                match.start("plate"),
                match.end(),
            )
    for match in _BRACKET.finditer(words.text):
        if _NOT_A_NAME.search(match["inside"]) or not _is_office(words, match.start("inside"), match.end("inside")):
            continue
        host = _last_body(words, max(0, match.start() - 30), match.start())
        if host and host.kind in _OFFICE_KINDS and host.end == match.start() and not _same_tier(host, match["inside"]):
            _add(
                found,
                words,
                resolver,
                grounds,
                host,
                match["inside"],
                "加挂牌子",
                match.start("inside"),
                match.end() - 1,
            )
    return tuple(sorted(found.values(), key=lambda p: p.start))


def _is_office(words: Words, start: int, end: int) -> bool:
    phrase = read_phrase(words, start, end)
    return (
        phrase is not None
        and phrase.end == end
        and all(b.kind in _INNER_KINDS and not b.mention.startswith("各") for b in phrase.bodies)
    )


def _same_tier(host: Body, inside: str) -> bool:
    """县（市、区）局 and 发改委（局): variants of one ending, not a second name."""
    return len(inside) <= 2 or (host.mention.startswith("各") and inside.startswith("各"))


def _host_before(words: Words, position: int) -> Body | None:
    """The body that carries the plate: the last one named before the verb, in the same sentence."""
    begin = max(words.text.rfind(mark, 0, position) for mark in "。；\n") + 1
    return _last_body(words, begin, position)


def _last_body(words: Words, start: int, end: int) -> Body | None:
    """The body whose name ends last in ``start:end``."""
    heads = [t for t in words.between(start, end) if t.tags & Tag.HEAD and t.end <= end]
    for head in reversed(heads):
        begins = [
            start,
            *(
                m.end()
                for m in re.finditer(
                    r"[，。；：、（）“” \n]|设置|设立|组建|成立|的|由|指|称|即|在|将|和", words.text[start : head.start]
                )
            ),
        ]
        for begin in begins[:1] + [start + b for b in begins[1:]]:
            phrase = read_phrase(words, begin, end)
            if phrase and phrase.bodies[-1].end >= head.end:
                return phrase.bodies[-1]
    return None


def _add(
    found: dict[tuple[str, str], Nameplate],
    words: Words,
    resolver: Resolver,
    grounds: Grounds,
    host: Body,
    plates: str,
    kind: str,
    start: int,
    end: int,
) -> None:
    known = resolver.institution(host)
    begin = max(words.text.rfind(mark, 0, start) for mark in "。；\n") + 1
    stop = min((i for mark in "。；\n" if (i := words.text.find(mark, end)) >= 0), default=len(words.text))
    since, basis = grounds.of(start)
    for plate in re.split(r"、|和(?=[\u4e00-\u9fff]{4,})", plates):
        name = plate.strip("“”两个块 ")
        if len(name) < 3 or (host.mention, name) in found or name == host.mention:
            continue
        found[(host.mention, name)] = Nameplate(
            known.name, host.mention, name, kind, start, end, words.text[begin:stop].strip(), known.place, since, basis
        )
