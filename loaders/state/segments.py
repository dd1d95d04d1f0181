"""What can be seen in the segments (parts between commas) of one sentence, before anything is decided."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.find.bodies import Body, Phrase, read_phrase
from loaders.find.lexicon import Tag, Token
from loaders.find.patterns import patterns
from loaders.state.clauses import Clauses

_RE = patterns("sentence")
_BRACKET = re.compile(r"（[^（）]{1,60}）")
_FORCE = Tag.MODAL | Tag.MAY | Tag.SHALL_NOT | Tag.INCENTIVE


class Segments:
    """The segments of the sentence ``start:end``: spans of the text, in order."""

    def __init__(self, clauses: Clauses, start: int, end: int, marks: str) -> None:
        self.clauses, self.words, self.text = clauses, clauses.words, clauses.text
        self.spans = clauses.segments(start, end, marks)

    def past_opener(self, start: int, end: int) -> int:
        """Where the clause begins after 同时，并 and the like."""
        opened = _RE["opener"].match(self.text, start, end)
        return opened.end() if opened else start

    def bearer(self, start: int, end: int) -> Phrase | None:
        """A bearer at the beginning of a segment: what follows it must be a predicate."""
        lead_in = _RE["before-bearer"].match(self.text, start, end)
        for begin in (lead_in.end(), start) if lead_in else (start,):
            phrase = read_phrase(self.words, begin, end) or self._tiers(begin, end)
            if phrase is None or (len(phrase.bodies) == 1 and _RE["no-name"].match(phrase.bodies[0].mention)):
                continue
            phrase = self._determined(phrase, end) or phrase
            named = _BRACKET.match(self.text, phrase.end, end)
            phrase = replace(phrase, end=named.end()) if named else phrase
            if begin != start and self._assigns_nothing(start, phrase.end):
                continue
            return phrase if self._predicate_follows(phrase.end, end) else None
        return None

    def _tiers(self, start: int, end: int) -> Phrase | None:
        """市、县（市、区）应当: tiers alone, which stand for their governments."""
        named = _RE["tiers-alone"].match(self.text, start, end)
        if named is None:
            return None
        tiers = _RE["tier-alone"].finditer(self.text, *named.span("tiers"))
        return Phrase(tuple(Body(tier[0], *tier.span(), "area") for tier in tiers), start, named.end("tiers"))

    def _determined(self, phrase: Phrase, end: int) -> Phrase | None:
        """县人民政府|确定的|排水主管部门: the body that another one has determined, with that other one in its name."""
        by = _RE["determined"].match(self.text, phrase.end, end)
        body = read_phrase(self.words, by.end(), end) if by else None
        if body is None or len(body.bodies) > 1:
            return None
        if by and by["sent"]:
            return body
        whole = replace(body.bodies[0], mention=self.text[phrase.start : body.end], start=phrase.start)
        return Phrase((whole,), phrase.start, body.end)

    def _assigns_nothing(self, start: int, after: int) -> bool:
        """明确各部门职责 goes on; 明确X负责Y names a bearer."""
        return bool(_RE["assigns"].match(self.text, start)) and not _RE["strong"].match(self.text, after)

    def _predicate_follows(self, start: int, end: int) -> bool:
        if start >= end:
            return True
        following = self.words.at(start)
        if following is None:
            later = self.clauses.tokens(start, min(end, start + 12))
            soon = bool(later) and bool(later[0].tags & Tag.VERB) and later[0].start <= start + 3
            return soon or self.text[start] in "（：" or bool(_RE["condition-end"].search(self.text, start, end))
        return bool(following.tags & Tag.PREDICATE) or (
            bool(following.tags & Tag.BLOCKER) and not following.tags & Tag.HEAD
        )

    def force(self, start: int, end: int) -> Token | None:
        """The first word that orders, allows, forbids or encourages."""
        for token in self.clauses.tokens(start, end):
            if not token.tags & _FORCE:
                continue
            word = self.text[token.start : token.end]
            if token.tags & Tag.SHALL_NOT and self._forbids_nothing(start, end, token, word):
                continue
            if _RE["weak-order"].match(word) and token.start > start + 1 and not self.words.at(token.end):
                continue
            if _RE["no-longer"].match(word):
                continue
            if token.tags & Tag.INCENTIVE and token.start > start + 2 and self.verb_follows(start, token.start):
                return None  # the encouraging word stands inside what is to be done
            return token
        return None

    def _forbids_nothing(self, start: int, end: int, token: Token, word: str) -> bool:
        inside = bool(_RE["only-forbids"].match(word)) and self.verb_follows(start, token.start)
        return inside or bool(_RE["cannot-quality"].match(self.text, token.start, end))

    def verb_follows(self, start: int, end: int) -> bool:
        """Does a verb stand in ``start:end``?"""
        return any(token.tags & Tag.VERB for token in self.clauses.tokens(start, end))

    def acts(self, start: int, end: int) -> bool:
        """Does a verb or an order stand in ``start:end``?"""
        return any(token.tags & (Tag.VERB | Tag.MODAL) for token in self.clauses.tokens(start, end))

    def only_verbs(self, start: int, end: int) -> bool:
        """负责监督管理: nothing but verbs, so that what is borne stands before 由."""
        position = start
        for token in self.clauses.tokens(start, end):
            if token.start != position or not token.tags & (Tag.VERB | Tag.ADVERB | Tag.COORDINATOR):
                return False
            position = token.end
        return position == end

    def names_a_thing(self, index: int, start: int, end: int) -> bool:
        """X行使的权力，… and X对Y的评价结果，占…: the segment names a thing, nobody acts in it."""
        verbs = [t for t in self.clauses.tokens(start, end) if t.tags & Tag.VERB]
        first = self.words.at(start)
        told = _RE["strong"].match(self.text, start)
        if verbs and not (first and first.tags & Tag.PREPOSITION) and not (told and self.text[told.end()] != "的"):
            last = verbs[0]
            for verb in verbs[1:]:
                last = verb if verb.start == last.end else last
            if self.text.startswith("的", last.end):
                return True
        if index + 1 >= len(self.spans):
            return False
        begin, stop = self.spans[index + 1]
        following = next(iter(self.clauses.tokens(begin, stop)), None)
        return following is not None and bool(following.tags & Tag.FACT_VERB) and following.start <= begin + 1

    def order_comes(self, index: int) -> bool:
        """Does a later segment give the order for this bearer (X在…时，应当…)?"""
        for start, end in self.spans[index + 1 :]:
            position = self.past_opener(start, end)
            if read_phrase(self.words, position, end):
                return False
            force = self.force(position, end)
            if force:
                left = self.text[position : force.start].strip()
                direct = len(left) <= 2 or bool(_RE["condition-end"].search(left))
                return direct and bool(force.tags & (Tag.MODAL | Tag.MAY | Tag.SHALL_NOT))
        return False
