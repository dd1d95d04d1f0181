"""由X负责: a matter that is handed to somebody within a segment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.find.bodies import Body, Phrase, read_phrase
from loaders.find.lexicon import Tag
from loaders.find.patterns import patterns
from loaders.state.segments import Segments
from ontology.records import Role

_RE = patterns("sentence")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """``by`` is where 由 stands; ``what`` is said of the bearer in ``phrase``."""

    by: int
    phrase: Phrase
    what: str


def find_handed(segments: Segments, start: int, end: int, *, going_on: bool) -> HandedOver | None:
    """The first 由X in a segment after which X acts. ``going_on``: the segment goes on with an open duty.

    >>> from loaders.find.lexicon import Words
    >>> from loaders.state.clauses import Clauses
    >>> text = "河道保洁由镇人民政府负责"
    >>> handed = find_handed(Segments(Clauses(Words(text)), 0, len(text), "，"), 0, len(text), going_on=False)
    >>> handed.phrase.bodies[0].mention, handed.what
    ('镇人民政府', '负责')
    """
    for match in _RE["by"].finditer(segments.text, start, end):
        if segments.clauses.masked(match.start()):
            continue
        cited = _RE["cited-law"].match(segments.text, match.end(), end)
        phrase = read_phrase(segments.words, cited.end() if cited else match.end(), end)
        counted = _RE["tiers-counted"].match(segments.text, phrase.end, end) if phrase else None
        phrase = replace(phrase, end=counted.end()) if phrase and counted else phrase
        if phrase is None or phrase.end >= end or not _acts(segments, phrase, end):
            continue
        what = segments.text[phrase.end : end].strip()
        if (
            not going_on
            or match.start() <= start
            or _RE["only-bears"].match(what)
            or not _verb_before(segments, start, match.start())
        ):
            return HandedOver(match.start(), phrase, what)
    return None


def shared_out(segments: Segments, phrase: Phrase, end: int) -> list[tuple[Body, Role]]:
    """X牵头、Z配合: the bearers with their roles, when nothing but these is said after ``phrase``; else [].

    >>> from loaders.find.lexicon import Words
    >>> from loaders.state.clauses import Clauses
    >>> text = "县委编办牵头、县司法局配合"
    >>> segments = Segments(Clauses(Words(text)), 0, len(text), "，")
    >>> [(b.mention, role) for b, role in shared_out(segments, read_phrase(segments.words, 0, len(text)), len(text))]
    [('县委编办', 'lead'), ('县司法局', 'cooperate')]
    """
    leads = _RE["leads-only"].match(segments.text, phrase.end, end)
    if leads is None:
        return []
    shares: list[tuple[Body, Role]] = [(body, "lead") for body in phrase.bodies]
    helping = read_phrase(segments.words, leads.end(), end) if leads.end() < end else None
    if helping and _RE["only-helps"].match(segments.text[helping.end : end]):
        return shares + [(body, "cooperate") for body in helping.bodies]
    return shares if leads.end() == end else []


def past_partners(segments: Segments, phrase: Phrase, what: str, end: int) -> str:
    """由X会同Z负责: what is said after Z, else ``what``."""
    together = _RE["together-with"].match(segments.text, phrase.end, end)
    partners = read_phrase(segments.words, together.end(), end) if together else None
    return segments.text[partners.end : end].strip() if partners else what


def _verb_before(segments: Segments, start: int, by: int) -> bool:
    """Does somebody act before 由 (将…事项由X办理), so that the clause goes on with the open duty?"""
    tokens = segments.clauses.tokens(start, by)
    return any(token.tags & (Tag.VERB | Tag.PREPOSITION) for token in tokens)


def _acts(segments: Segments, phrase: Phrase, end: int) -> bool:
    """Does a predicate follow the bearer, and not an attribute (由X批准的项目)?"""
    verb = segments.words.at(phrase.end)
    while verb and verb.tags & Tag.ADVERB and (following := segments.words.at(verb.end)):
        verb = following
    if verb is None or not verb.tags & (Tag.PREDICATE | Tag.BLOCKER):
        return False
    what = segments.text[phrase.end : end].strip()
    return not (segments.text.startswith("的", verb.end) or what.endswith("的") or re.match("[的、]", what))
