"""Topics of a passage: the surface terms of the topic tree, leftmost and longest.

A parent beside its child is dropped, unless it is an item of a list (城市管理、环境卫生等领域).
"""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from ontology.topics import ancestors, terms, topics


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, list[str]]:
    words = dict(terms())
    for topic in topics().values():
        words.setdefault(topic.zh, topic.id)
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), list(words.values())


def find_topics(passage: str) -> tuple[str, ...]:
    """Chinese labels of the topics that a passage speaks of, in the order of their first mention.

    >>> find_topics("负责生态环境保护、人居环境整治等工作")
    ('生态环境保护', '农村人居环境')
    """
    automaton, ids = _automaton()
    matches = automaton.find_matches_as_indexes(passage)
    found = list(dict.fromkeys(ids[i] for i, _, _ in matches))
    listed = {ids[i] for i, start, end in matches if "、" in (passage[start - 1 : start], passage[end : end + 1])}
    above = {a for topic in found for a in ancestors(topic)} - listed
    return tuple(topics()[t].zh for t in found if t not in above)
