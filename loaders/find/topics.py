"""Topics of a passage: the surface terms of the topic tree, leftmost and longest.

A parent beside its child is dropped, unless it is an item of a list (城市管理、环境卫生等领域).
"""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from loaders.find.lexicon import Tag, scan
from ontology.topics import ancestors, terms, topics

_NAMED = frozenset(
    ("department", "government", "party-committee", "party-office", "internal-office", "coordination-group")
)
_LONGEST_NAME = 14


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, list[str]]:
    words = dict(terms())
    for topic in topics().values():
        words.setdefault(topic.zh, topic.id)
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), list(words.values())


def _after_mark(passage: str, position: int) -> int:
    return max(passage.rfind(mark, 0, position) for mark in "，、；：（ ") + 1


def _without_bodies(passage: str) -> str:
    """The passage with the names of departments blanked: 县环境保护局 is nobody's duty on the environment."""
    previous = 0
    for token in scan(passage):
        if token.tags & Tag.HEAD and token.kind in _NAMED:
            start = max(previous, token.end - _LONGEST_NAME, _after_mark(passage, token.start))
            passage = passage[:start] + " " * (token.end - start) + passage[token.end :]
        previous = token.end
    return passage


def find_topics(passage: str) -> tuple[str, ...]:
    """Chinese labels of the topics that a passage speaks of, in the order of their first mention.

    >>> find_topics("负责生态环境保护、人居环境整治等工作")
    ('生态环境保护', '农村人居环境')
    >>> find_topics("会同县环境保护局开展工地扬尘检查")
    ('扬尘',)
    """
    automaton, ids = _automaton()
    passage = _without_bodies(passage)
    matches = automaton.find_matches_as_indexes(passage)
    found = list(dict.fromkeys(ids[i] for i, _, _ in matches))
    listed = {ids[i] for i, start, end in matches if "、" in (passage[start - 1 : start], passage[end : end + 1])}
    above = {a for topic in found for a in ancestors(topic)} - listed
    return tuple(topics()[t].zh for t in found if t not in above)
