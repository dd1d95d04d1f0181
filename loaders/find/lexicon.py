"""The words by which official language is read, as one automaton (``data/bodies.toml``, ``data/words.toml``).

Every word carries the set of its classes as bits; where words overlap, the leftmost and then the longest counts, so
that 部署 is not an ending 部 and 组织部门 is not a verb 组织.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind


class Tag:
    """What a word can be in a sentence: bits (plain integers, for they are compared at every word)."""

    HEAD = 1 << 0
    MODAL = 1 << 1
    MAY = 1 << 2
    SHALL_NOT = 1 << 3
    INCENTIVE = 1 << 4
    FUTURE = 1 << 5
    COORDINATOR = 1 << 6
    PREPOSITION = 1 << 7
    ADVERB = 1 << 8
    LEAD = 1 << 9
    COOPERATE = 1 << 10
    SUPERVISE = 1 << 11
    DUTY_VERB = 1 << 12
    FACT_VERB = 1 << 13
    BLOCKER = 1 << 14
    PARTICLE = 1 << 15

    VERB = LEAD | COOPERATE | SUPERVISE | DUTY_VERB
    PREDICATE = VERB | MODAL | MAY | SHALL_NOT | PREPOSITION | ADVERB | FACT_VERB | INCENTIVE | FUTURE


class Token(NamedTuple):
    """A known word in the text."""

    start: int
    end: int
    tags: int
    kind: str


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of the loaders (``loaders/data``), parsed once; it is not to be changed."""
    return tomllib.loads(files("loaders").joinpath("data", name).read_text("utf-8"))


@cache
def _words() -> tuple[AhoCorasick, list[tuple[int, str]]]:
    tags: dict[str, int] = {"的": Tag.PARTICLE, "之": Tag.PARTICLE}
    kinds: dict[str, str] = {}
    for entry in data("bodies.toml").values():
        for word in entry["words"]:
            tags[word] = tags.get(word, 0) | Tag.HEAD
            kinds[word] = entry["kind"]
    for name, entry in data("words.toml").items():
        for word in entry["words"]:
            if name == "ending":
                tags[word] = Tag.HEAD
                kinds[word] = next(kinds[word[i:]] for i in range(1, len(word)) if word[i:] in kinds)
            else:
                tags[word] = tags.get(word, 0) | int(getattr(Tag, name.upper()))
    for word in [w for w in kinds if w.endswith("部") and len(w) > 1]:
        tags[word + "门"], kinds[word + "门"] = Tag.HEAD, "department"  # 建设部 must not be read in 建设部门
    order = list(tags)
    return AhoCorasick(order, matchkind=MatchKind.LeftmostLongest), [(tags[w], kinds.get(w, "")) for w in order]


def scan(text: str) -> list[Token]:
    """All known words of ``text`` in order, none overlapping another."""
    automaton, about = _words()
    return [Token(start, end, *about[i]) for i, start, end in automaton.find_matches_as_indexes(text)]


class Words:
    """The tokens of one text, to be asked by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = scan(text)
        self._starts = [token.start for token in self.tokens]

    def index(self, position: int) -> int:
        """Index of the first token that starts at or after ``position``."""
        return bisect_left(self._starts, position)

    def between(self, start: int, end: int) -> list[Token]:
        """Tokens that start in ``start:end``."""
        return self.tokens[self.index(start) : self.index(end)]

    def at(self, position: int) -> Token | None:
        """The token that starts at ``position``."""
        i = self.index(position)
        return self.tokens[i] if i < len(self.tokens) and self.tokens[i].start == position else None
