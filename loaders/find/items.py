"""One body of a phrase, read from the left to the end of its name: [place, tier or modifier] [field] [ending]."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.find.lexicon import Tag, Token, Words, data
from loaders.find.patterns import patterns

_RE = patterns("bodies")
_MARKS = frozenset("，。；：！？\n”《")
_STOP = re.compile(r"[，。；：！？\n]")
_PURE = frozenset(data("fields.toml")["pure_verbs"]["words"])
COMPOUND = frozenset(data("fields.toml")["compound"]["words"])
"""Fields of government that are joined by 和 or 与, up to the joint (住房和)."""

_INSIDE_NAME = frozenset(data("kinds.toml")["inside_name"]["words"])
_ORDERS = Tag.MODAL | Tag.MAY | Tag.SHALL_NOT
_NO_BODY = _ORDERS | Tag.INCENTIVE | Tag.FACT_VERB
_LONGEST = 40


@dataclass(slots=True)
class Item:
    """A name in a phrase; ``kind`` is "" while no ending was found, ``joint`` is the coordinator before it."""

    start: int
    end: int
    kind: str
    joint: str


def government_follows(words: Words, kind: str, end: int, limit: int) -> bool:
    """区委区政府, 党委政府: a party committee and its government side by side."""
    return kind == "party-committee" and end < limit and bool(_RE["government"].match(words.text, end, limit))


def read_item(words: Words, start: int, limit: int, joint: str) -> Item | None:
    """The name that begins at ``start`` and ends before ``limit``; None when none does.

    >>> text = "县水利局组织巡查"
    >>> item = read_item(Words(text), 0, len(text), "")
    >>> text[item.start : item.end], item.kind
    ('县水利局', 'department')
    """
    return _ItemReader(words, start, min(limit, start + _LONGEST), joint).read()


class _ItemReader:
    """Goes from word to word; ``end`` and ``kind`` are those of the last ending found."""

    def __init__(self, words: Words, start: int, limit: int, joint: str) -> None:
        self.words, self.text = words, words.text
        self.start, self.limit, self.joint = start, limit, joint
        self.position = start
        self.end = 0
        self.kind = ""
        self.verb_seen = False
        self.headless: Item | None = None

    def read(self) -> Item | None:
        index = self.words.index(self.start)
        tokens, text = self.words.tokens, self.text
        while self.position < self.limit:
            if self.end == self.position and government_follows(self.words, self.kind, self.end, self.limit):
                break
            if self.end == self.position and text[self.position] == "等":
                break
            if text[self.position] == "（":
                if not self._bracket():
                    break
                index = self.words.index(self.position)
                continue
            token = tokens[index] if index < len(tokens) else None
            if token is None or token.start > self.position:
                if text[self.position] in _MARKS:
                    break
                self.position += 1
                continue
            follows_ending = self.end == token.start and self.end > 0
            if token.end > self.limit:
                break
            self.position = token.end
            if not self._take(token, follows_ending):
                break
            index = index + 1 if self.position == token.end else self.words.index(self.position)
        return self._item()

    def _item(self) -> Item | None:
        if self.headless:
            return self.headless
        if not self.end or _RE["located-at"].search(self.text, self.start, max(self.start, self.end - 4)):
            return None
        return Item(self.start, self.end, self.kind, self.joint)

    def _bracket(self) -> bool:
        """Passes a bracket; one that holds a variant of the name belongs to it. False when it does not close."""
        close = self.text.find("）", self.position, self.limit)
        if close < 0:
            return False
        inside = self.text[self.position + 1 : close]
        plate = _RE["is-office"].search(self.text[self.start : self.end]) and not _RE["lower-tier"].match(inside)
        if self.end == self.position and _is_variant(inside) and not plate:
            self.end = close + 1
        self.position = close + 1
        return True

    def _take(self, token: Token, follows_ending: bool) -> bool:
        """Takes a known word into the name; False when the name ends before it."""
        tags = token.tags
        if tags & Tag.HEAD and not (tags & Tag.VERB and follows_ending):
            return self._ending(token, follows_ending)
        if tags & Tag.COORDINATOR:
            return self._coordinator(token)
        if tags & Tag.PARTICLE:
            return not follows_ending or self._particle(token)
        if tags & Tag.PREDICATE:
            return self._predicate_after_ending(token) if self.end else self._predicate_before_ending(token)
        return True

    def _ending(self, token: Token, follows_ending: bool) -> bool:
        if follows_ending and self.kind != "area" and _RE["determiner"].match(self.text, token.start):
            return False
        self.end, self.kind = token.end, token.kind
        return True

    def _coordinator(self, token: Token) -> bool:
        """A name without ending may end here (公安、民政等部门); behind an ending the phrase goes on elsewhere."""
        if self.end:
            return self.text[self.end : token.end] in COMPOUND  # 市人民政府|住房和城乡建设主管部门
        if token.start == self.start:
            return False
        begin = self.text.rfind("的", self.start, token.start) + 1 or self.start
        if not self.verb_seen and _can_stand_headless(self.text[begin : token.start]):
            self.headless = Item(begin, token.start, "", self.joint)
            return False
        self.verb_seen = True
        return True

    def _particle(self, token: Token) -> bool:
        """X部门的派出机构: the ending after 的, when one follows at once; else there is no body here."""
        self.end, self.kind = _ending_after_particle(self.words, token.end, self.limit)
        return False

    def _predicate_after_ending(self, token: Token) -> bool:
        at_once = self.end == token.start
        if at_once and not token.tags & Tag.VERB:
            return False
        if at_once and _RE["charged"].match(self.text, token.start):
            particle = _relative_clause(self.words, token.end, min(self.limit, token.end + 30))
            if particle and self._bare_ending_at(particle):
                self.position = particle  # 县级以上人民政府|负有…职责的|部门
                return True
        return _name_goes_on(self.words, token, self.limit)

    def _bare_ending_at(self, position: int) -> bool:
        after = self.words.at(position)
        return after is not None and bool(_RE["bare-ending"].match(self.text[after.start : after.end]))

    def _predicate_before_ending(self, token: Token) -> bool:
        if token.tags & _NO_BODY or (token.start == self.start and token.tags & Tag.PREPOSITION):
            return False
        helps = token.start == self.start and _RE["helps-whom"].match(self.text, token.start)
        particle = 0 if helps else _relative_clause(self.words, token.end, min(self.limit, token.end + 30))
        if particle:
            self.position = particle  # 负责…工作的 | 机构
            return True
        return _modifier_or_name(self.words, self.start, token, self.limit)


def _is_variant(inside: str) -> bool:
    """Brackets after an ending that belong to the name: （街道办事处）, （管委会）, （网格长）."""
    return 1 < len(inside) <= 14 and not _RE["not-alternative"].search(inside)


def _can_stand_headless(name: str) -> bool:
    return bool(_RE["bare-tier"].match(name)) or (0 < len(name) <= 9 and not _RE["not-headless"].search(name))


def _ending_after_particle(words: Words, start: int, limit: int) -> tuple[int, str]:
    for token in words.between(start, min(limit, start + 10)):
        if token.tags & Tag.HEAD:
            return token.end, token.kind
        if token.tags & (Tag.PREDICATE & ~Tag.DUTY_VERB):
            break
    return 0, ""


def _name_goes_on(words: Words, token: Token, limit: int) -> bool:
    """市公安局|监督管理|支队: does a verb-like word stand inside a longer name?"""
    if _pure_verb(words.text, token):
        return False
    position = token.end
    index = words.index(token.end)
    for following in words.tokens[index : index + 4]:
        if following.start > limit or following.start - position > 6:
            return False
        if following.tags & Tag.HEAD:
            return (
                (
                    following.kind in _INSIDE_NAME
                    or bool(_RE["inside-ending"].match(words.text[following.start : following.end]))
                )
                and following.end - token.start <= 12
                and not _RE["determiner"].match(words.text, token.start)
                and not _RE["not-in-name"].search(words.text, position, following.start)
            )
        if following.tags & (Tag.COORDINATOR | Tag.PARTICLE | Tag.MODAL | Tag.PREPOSITION | Tag.ADVERB):
            return False
        position = following.end
    return False


def _modifier_or_name(words: Words, start: int, token: Token, limit: int) -> bool:
    """A verb before any ending: part of a name (网格化服务管理中心) or of a modifier (负责…工作的机构)."""
    pure = _pure_verb(words.text, token)
    after = words.at(token.end)
    if after and after.tags & Tag.COORDINATOR and token.end - start <= 9 and not pure:
        return True  # 住房城乡建设、水利等部门
    if token.start == start and token.tags & Tag.VERB:
        bare = after is not None and bool(_RE["bare-ending"].match(words.text[after.start : after.end]))
        return bare and not pure  # 承办部门, but 监督指导|村级河长
    if token.tags & Tag.ADVERB:
        return words.text.startswith("的", token.end)  # 共同的上一级人民政府
    stop = _STOP.search(words.text, token.end, limit)
    return _ending_comes(words, start, token, stop.start() if stop else limit)


def _ending_comes(words: Words, start: int, token: Token, limit: int) -> bool:
    """Does an ending follow in the same name, or at once after a 的?"""
    following = words.between(token.end, limit)
    for i, word in enumerate(following):
        if word.tags & Tag.HEAD:
            inside = words.text[token.end : word.start]
            name = "的" not in inside and "、" not in inside and word.end - start <= 28
            return name and not token.tags & Tag.PREPOSITION and not _pure_verb(words.text, token)
        if word.tags & Tag.PARTICLE:
            after = following[i + 1] if i + 1 < len(following) else None
            return after is not None and bool(after.tags & Tag.HEAD) and after.start - word.end <= 4
        if word.tags & _ORDERS:
            return False
    return False


def _relative_clause(words: Words, start: int, limit: int) -> int:
    """负责…工作|的|机构: where the 的 ends that an ending follows at once, with no order before it; else 0."""
    for word in words.between(start, limit):
        if word.tags & _ORDERS or words.text[word.start - 1] in "，。；":
            return 0
        if word.tags & Tag.PARTICLE:
            tier = _RE["tier"].match(words.text, word.end, limit)
            starts = (word.end, word.end + 1, word.end + 2, tier.end() if tier else word.end)
            after = next((found for at in starts if (found := words.at(at))), None)
            if after and after.tags & Tag.HEAD and not _STOP.search(words.text, start, word.start):
                return word.end
            return 0
    return 0


def _pure_verb(text: str, token: Token) -> bool:
    return text[token.start : token.end] in _PURE
