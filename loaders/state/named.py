"""The bodies that a sentence on an arrangement names: one by one, and the one that a verb speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.text import trimmed

_RE = patterns("named")
_SENTENCE = re.compile(r"[^。；\n]+")
_BRACKET = re.compile("（[^）]*）$")
_JOINTS = ("以及", "、", "和", "及", "与", " ")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences and clauses between 。 and ； of a paragraph.

    >>> text = "组建县水利局；撤销县水务局。"
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['组建县水利局', '撤销县水务局']
    """
    return (sentence.span() for sentence in _SENTENCE.finditer(text, start, end))


def past_lead(text: str, start: int, end: int) -> int:
    """Where the words of a sentence begin, after the blanks and commas before them."""
    return trimmed(text, start, end, " ，", "")[0]


def named_bodies(words: Words, start: int, end: int) -> tuple[Body, ...]:
    """The bodies named from ``start`` on, joined by 、 or 和; words for bodies in general are none.

    >>> text = "原县林业局和县水利局的职责"
    >>> [body.mention for body in named_bodies(Words(text), 0, text.index("的"))]
    ['县林业局', '县水利局']
    """
    found: list[Body] = []
    while start < end:
        lead = _RE["before-name"].match(words.text, start, end)
        start = lead.end() if lead else start
        phrase = read_phrase(words, start, end)
        if phrase is None:
            break
        named = (replace(body, mention=_BRACKET.sub("", body.mention)) for body in phrase.bodies)
        found.extend(body for body in named if not _RE["no-one-name"].search(body.mention))
        start = phrase.end
        joint = next((joint for joint in _JOINTS if words.text.startswith(joint, start)), None)
        if joint is None:
            break
        start += len(joint)
    return tuple(found)


def subject_before(words: Words, start: int, end: int) -> Body | None:
    """The body that a verb at ``end`` of a sentence speaks of: the one right before it, else the last to open a clause.

    >>> text = "县环境保护局调整为派出机构，更名为"
    >>> subject_before(Words(text), 0, text.index("更名")).mention
    '县环境保护局'
    """
    begins = [start, *(m.end() for m in _RE["name-begins"].finditer(words.text, start, end))]
    for begin in begins:
        phrase = read_phrase(words, begin, end)
        if phrase and phrase.end == end and not _RE["no-one-name"].search(phrase.bodies[-1].mention):
            return phrase.bodies[-1]
    opens = (begin for begin in reversed(begins) if begin == start or words.text[begin - 1] in "，：、）). \n")
    clauses = (named_bodies(words, begin, end) for begin in opens)
    return next((bodies[0] for bodies in clauses if bodies), None)
