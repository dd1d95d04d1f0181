"""Reading the phrase that names who acts: one body, several joined, or tiers that share an ending.

A phrase is read from the left: [place, tier or modifier] [field] ending, again after 、 和 及其 …; it stops at the first
verb, adverb or preposition that follows an ending. ``市、区（县）人民政府`` is two bodies that share an ending, ``公安、民政等部门``
are two departments, ``住房和城乡建设局`` is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.find.lexicon import Tag, Token, Words, data

_TIER = re.compile(
    r"(?:各|全|本|原|其他)?(?:国家|中央|省|自治区|直辖市|设区的市|设区市|地级市|乡镇|镇街|街镇|区县|市县|市|州|盟|县|区|旗|乡|镇|街道|村|社区)(?:（[^（）]{1,8}）)?(?:级(?:以上|以下)?)?"
)
_BARE_TIER = re.compile(_TIER.pattern + r"$")
_TIER_START = re.compile(_TIER.pattern)
_FIELD_ENDINGS = ("部门和单位", "部门", "机关", "机构", "单位")
_SHARED = re.compile(
    r"(?:等)?(?:参与|相关|有关|成员|主管|职能|行政主管|行政|各|工作)?(?:部门和单位|部门|机关|机构|单位)$"
)
_TRAILING = re.compile(r"(?:等|等有关|等相关|等各)$")
_DETERMINER = ("各", "有关", "相关", "本级", "下级", "上级", "同级", "其他", "下一级", "上一级", "所辖", "辖区", "全")
_POSSESSOR = re.compile(r"^(?:其|所属|下属)")
_COMPOUND = frozenset(data("fields.toml")["compound"]["words"])
_GENERIC_HEAD = frozenset(
    (
        "机构",
        "机关",
        "行政机关",
        "部门",
        "单位",
        "人员",
        "组织",
        "网格",
        "主管部门",
        "工作机构",
        "工作部门",
        "执法机构",
        "上级行政机关",
    )
)
_ET_CETERA = re.compile(r"等(?:有关|相关)?(?:部门和单位|部门|单位)?(?=[、和与及以])")
_GOVERNMENT = re.compile(r"(?:省|市|区|县|州|旗|镇|乡|街道)?(?:人民)?政府")
_MAX_ITEM = 40


@dataclass(frozen=True, slots=True)
class Body:
    """One bearer in a phrase. ``mention`` is its name as the phrase gives it, a shared ending included."""

    mention: str
    start: int
    end: int
    kind: str

    @property
    def private(self) -> bool:
        """Is it an enterprise, a citizen or another private party?"""
        return self.kind == "private"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Bodies joined in one phrase at ``start:end``."""

    bodies: tuple[Body, ...]
    start: int
    end: int

    @property
    def private(self) -> bool:
        """True when nobody public is among the bodies."""
        return all(body.private for body in self.bodies)


@dataclass(slots=True)
class _Item:
    start: int
    end: int
    kind: str  # "" while no ending was found
    joint: str  # the coordinator before it


def read_phrase(words: Words, start: int, limit: int) -> Phrase | None:
    """The phrase of bodies that begins at ``start`` and ends before ``limit``; None when none begins there.

    >>> text = "市、区（县）人民政府应当加强领导"
    >>> [b.mention for b in read_phrase(Words(text), 0, len(text)).bodies]
    ['市人民政府', '区（县）人民政府']
    """
    items: list[_Item] = []
    while start < limit and words.text[start] == " ":
        start += 1
    position, joint = start, ""
    while position < limit:
        item = _read_item(words, position, limit, joint)
        if item is None:
            break
        items.append(item)
        end = _ET_CETERA.match(words.text, item.end, limit)
        after = words.at(end.end() if end else item.end)
        if _implicit_joint(words, item.kind, item.end, limit):
            position, joint = item.end, "、"
        elif after and after.tags & Tag.COORDINATOR and after.end <= limit:
            position, joint = after.end, words.text[after.start : after.end]
        else:
            break
    while items and not items[-1].kind:
        items.pop()
    return _phrase(words.text, items) if items else None


def _implicit_joint(words: Words, kind: str, end: int, limit: int) -> bool:
    """区委区政府, 党委政府: a party committee and its government side by side."""
    return kind == "party-committee" and end < limit and bool(_GOVERNMENT.match(words.text, end, limit))


def _read_item(words: Words, start: int, limit: int, joint: str) -> _Item | None:
    text = words.text
    end, kind = 0, ""
    verb_at = -1
    index = words.index(start)
    position = start
    limit = min(limit, start + _MAX_ITEM)
    while position < limit:
        if text[position] == "（":
            close = text.find("）", position, limit)
            if close < 0:
                break
            if end == position and _is_alternative(text[position + 1 : close]):
                end = close + 1
            position = close + 1
            while index < len(words.tokens) and words.tokens[index].start < position:
                index += 1
            continue
        token = words.tokens[index] if index < len(words.tokens) else None
        if token is None or token.start > position:
            if text[position] in "，。；：！？\n”《":
                break
            position += 1
            continue
        index += 1
        position = token.end
        if token.end > limit or (end and end == token.start and _implicit_joint(words, kind, end, limit)):
            break
        tags = token.tags
        if tags & Tag.HEAD and not (tags & Tag.VERB and end == token.start and end):
            if end and end == token.start and text.startswith(_DETERMINER, token.start) and kind != "area":
                break
            end, kind = token.end, token.kind
        elif tags & Tag.COORDINATOR:
            if end == token.start:
                break
            begin = text.rfind("的", start, token.start) + 1 or start
            if not end and _can_stand_headless(text[begin : token.start]) and verb_at < 0:
                return _Item(begin, token.start, "", joint)
            if end:
                break
            verb_at = token.start if verb_at < 0 else verb_at
        elif tags & Tag.PARTICLE:
            if end == token.start and end:
                further = _after_particle(words, token.end, limit)
                if further is None:
                    return None
                end, kind = further
                break
        elif tags & Tag.PREDICATE:
            if end == token.start and end:
                if tags & Tag.VERB and _name_goes_on(words, index, token, limit):
                    continue
                break
            if end:
                if not _name_goes_on(words, index, token, limit):
                    break
            elif tags & (Tag.MODAL | Tag.MAY | Tag.SHALL_NOT | Tag.INCENTIVE | Tag.FACT_VERB) or (
                token.start == start and tags & Tag.PREPOSITION
            ):
                return None
            elif particle := _relative_clause(words, token.end, min(limit, token.end + 30)):
                position = particle  # 负责…工作的 | 机构
                index = words.index(position)
            elif not _modifier_or_name(words, start, token, limit):
                return None
    if not end or "所在" in text[start : end - 4]:
        return None
    return _Item(start, end, kind, joint)


def _is_alternative(inside: str) -> bool:
    """Brackets after an ending that belong to the name: （街道办事处）, （管委会）, （网格长）."""
    return 1 < len(inside) <= 14 and not re.search(r"以下|简称|含|包括|。|，|第|由|负责|\d", inside)


def _can_stand_headless(item: str) -> bool:
    return bool(_BARE_TIER.match(item)) or (0 < len(item) <= 9 and not re.search(r"[的是对在向“”《》]", item))


def _after_particle(words: Words, start: int, limit: int) -> tuple[int, str] | None:
    """X部门的派出机构: the ending after 的, when one follows at once."""
    for token in words.between(start, min(limit, start + 10)):
        if token.tags & Tag.HEAD:
            return token.end, token.kind
        if token.tags & (Tag.PREDICATE & ~Tag.DUTY_VERB):
            return None
    return None


def _name_goes_on(words: Words, index: int, token: Token, limit: int) -> bool:
    """市公安局|监督管理|支队: does a verb-like word stand inside a longer name?"""
    if _pure_verb(words.text, token):
        return False
    position = token.end
    for following in words.tokens[index : index + 4]:
        if following.start > limit or following.start - position > 6:
            return False
        if following.tags & Tag.HEAD:
            between = words.text[position : following.start]
            name = words.text[token.start : following.end]
            return (
                not re.search(r"[，。；：、（）本各其上下]", between)
                and not name.startswith(_DETERMINER)
                and len(name) <= 12
                and (
                    following.kind
                    in ("internal-office", "enforcement-team", "public-institution", "coordination-group")
                )
            )
        if following.tags & (Tag.COORDINATOR | Tag.PARTICLE | Tag.MODAL | Tag.PREPOSITION | Tag.ADVERB):
            return False
        position = following.end
    return False


def _modifier_or_name(words: Words, start: int, token: Token, limit: int) -> bool:
    """A verb before any ending: part of a name (网格化服务管理中心) or of a modifier (负责…工作的机构)."""
    text = words.text
    stop = re.compile(r"[，。；：！？\n]").search(text, token.end, limit)
    limit = stop.start() if stop else limit
    joint = words.at(token.end)
    if joint and joint.tags & Tag.COORDINATOR and token.end - start <= 9 and not _pure_verb(text, token):
        return True  # 住房城乡建设、水利等部门
    if token.start == start and token.tags & Tag.VERB:
        ending = words.at(token.end)
        return (
            ending is not None and not _pure_verb(text, token) and text[ending.start : ending.end] in _BARE_ENDINGS
        )  # 承办部门, but 监督指导|村级河长
    if token.tags & Tag.ADVERB:
        return False
    following = words.between(token.end, limit)
    for i, word in enumerate(following):
        if word.tags & Tag.HEAD:
            inside = text[token.end : word.start]
            return (
                "的" not in inside
                and "、" not in inside
                and not token.tags & Tag.PREPOSITION
                and not _pure_verb(text, token)
                and word.end - start <= 28
            )
        if word.tags & Tag.PARTICLE:
            after = following[i + 1] if i + 1 < len(following) else None
            rest = text[word.end : after.start] if after else "x" * 20
            return after is not None and bool(after.tags & Tag.HEAD) and len(rest) <= 4
        if word.tags & (Tag.MODAL | Tag.MAY | Tag.SHALL_NOT):
            return False
    return False


def _relative_clause(words: Words, start: int, limit: int) -> int:
    """负责…工作|的|机构: where the 的 ends that an ending follows at once, with no order before it; else 0."""
    for word in words.between(start, limit):
        if word.tags & (Tag.MODAL | Tag.MAY | Tag.SHALL_NOT) or words.text[word.start - 1] in "，。；":
            return 0
        if word.tags & Tag.PARTICLE:
            stop = re.compile("[，。；：]").search(words.text, start, word.start)
            after = words.at(word.end) or words.at(word.end + 2)
            return word.end if after and after.tags & Tag.HEAD and not stop else 0
    return 0


_BARE_ENDINGS = frozenset(("部门", "单位", "机构", "机关", "人员", "部门和单位", "主管部门", "局", "厅", "署", "委"))
_PURE = frozenset(data("fields.toml")["pure_verbs"]["words"])


def _pure_verb(text: str, token: Token) -> bool:
    return text[token.start : token.end] in _PURE


def _phrase(text: str, items: list[_Item]) -> Phrase:
    bodies: list[Body] = []
    groups = _merge_compounds(text, items)
    for item, after in zip(groups, groups[1:], strict=False):
        if (
            _BARE_TIER.match(text[item.start : item.end])
            and _TIER_START.match(text[after.start : after.end])
            and text[after.start] != "各"
        ):
            item.kind = ""  # 各县、区人民政府: the tier shares the ending that follows
    pending: list[_Item] = []
    for item in groups:
        if not item.kind:
            pending.append(item)
            continue
        ending = _strip_modifier(text[item.start : item.end])
        for headless in pending:
            bodies.append(_completed(text, headless, ending, item.kind))
        shared = _TRAILING.sub("", text[item.start : item.end])
        name = _strip_modifier(shared)
        if pending and _SHARED.fullmatch(name) and not all(_BARE_TIER.match(text[p.start : p.end]) for p in pending):
            pending = []
            continue  # 公安、民政等部门 names the two only
        if pending and (
            cut := re.match(r"(.+?)等(?:参与|有关|相关|行政|主管|职能|成员)*(?:部门|机关|机构|单位|部门和单位)$", name)
        ):
            name = cut[1]
        pending = []
        offset = item.start + max(0, shared.rfind(name))
        bodies.append(Body(name, offset, item.end, item.kind))
    owner = ""
    named: list[Body] = []
    for body in bodies:
        if _POSSESSOR.match(body.mention) and owner:
            body = replace(body, mention=body.mention)
        owner = body.mention
        named.append(body)
    return Phrase(tuple(named), items[0].start, items[-1].end)


def _merge_compounds(text: str, items: list[_Item]) -> list[_Item]:
    """发展和改革局 is one body: an item without ending joined by 和/与 to one that ends in 局, 委 …, or a known field."""
    merged: list[_Item] = []
    for item in items:
        before = merged[-1] if merged else None
        if before and not before.kind and item.joint in ("和", "与") and item.kind:
            left = _TIER_START.sub("", text[before.start : before.end], count=1) or text[before.start : before.end]
            whole = text[before.start : item.end]
            bare = bool(_BARE_TIER.match(text[before.start : before.end]))
            if not bare and (f"{left}{item.joint}" in _COMPOUND or not whole.endswith(_FIELD_ENDINGS)):
                merged[-1] = _Item(before.start, item.end, item.kind, before.joint)
                continue
        merged.append(item)
    return merged


def _completed(text: str, item: _Item, ending: str, kind: str) -> Body:
    own = text[item.start : item.end]
    if _BARE_TIER.match(own):
        tier = _TIER_START.match(ending)
        grade = "级" if tier and tier[0].endswith("级") and not own.endswith("级") else ""
        return Body(own + grade + ending[tier.end() if tier else 0 :], item.start, item.end, kind)
    return Body(own, item.start, item.end, kind if not ending.endswith(_FIELD_ENDINGS) else "department")


def _strip_modifier(name: str) -> str:
    """具备条件的县级主管部门 → 县级主管部门; a possessor (X部门的派出机构) and what a bare ending needs are kept."""
    left, particle, right = name.rpartition("的")
    if not particle or right in _GENERIC_HEAD or left.endswith("设区"):
        return name
    if Words(left).tokens and Words(left).tokens[-1].tags & Tag.HEAD and Words(left).tokens[-1].end == len(left):
        return name
    return right or name
