"""Clauses: what a stretch of a sentence holds, where its parts are, and which role its main verb gives."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Tag, Token, Words
from loaders.find.patterns import patterns
from loaders.text import trimmed
from ontology.records import Role

_RE = patterns("clauses")
_MASK = re.compile(r"《[^《》\n]{0,120}》|（[^（）\n]{0,160}）|“[^“”\n]{0,160}”|〔[^〔〕\n]{0,160}〕")
_WHOLE = re.compile(r"“[^“”\n]*”|（[^（）\n]*）|《[^《》\n]*》")
_MARK = re.compile("[，；]")
LONGEST_SENTENCE = 2_000
_SENTENCE_END = re.compile(r"[。！？]+[”’]?")


@dataclass(slots=True)
class Draft:
    """A duty in the making: where its words stand, who bears it, by which rule it was found."""

    start: int
    end: int
    bearers: list[tuple[Body, Role]]
    rule: str
    general: bool = False

    @property
    def role(self) -> Role:
        """The role of the first bearer."""
        return self.bearers[0][1]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words that look like a duty and are not one, and why (a key of ``data/reasons.toml``)."""

    start: int
    end: int
    why: str


@dataclass(slots=True)
class Reading:
    """What one sentence gave, and the bearer that a following sentence may leave out."""

    drafts: list[Draft] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    subject: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a sentence: an inherited bearer, and whether plain verbs are orders.

    ``item``: the sentence is an item under ``X履行下列职责：`` (or a task with its bearer in brackets).
    ``reporting``: the document tells what was done, so a plain sentence is no order.
    ``continues``: the part stands after a semicolon in a sentence whose bearer is known (…；负责Y).
    """

    subject: tuple[Body, ...] = ()
    item: bool = False
    reporting: bool = False
    rule: str = "duty.elided"
    role: Role | None = None
    continues: bool = False


class Clauses:
    """The clauses of one text: their words outside brackets, their parts, the role that their main verb gives.

    ``too_long`` lists the sentences met that had to be read in parts.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text
        self._masks = [m.span() for m in _MASK.finditer(self.text)]
        self._mask_starts = [start for start, _ in self._masks]
        self._tokens = [t for t in words.tokens if not self.masked(t.start)]
        self._token_starts = [t.start for t in self._tokens]
        self.too_long: list[tuple[int, int]] = []
        self._marks = [m.start() for m in _MARK.finditer(self.text) if not self.masked(m.start())]

    def masked(self, position: int) -> bool:
        """Does a position lie inside brackets or quotation marks?"""
        before = bisect_left(self._mask_starts, position) - 1
        return before >= 0 and position < self._masks[before][1]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words that start in ``start:end`` and stand outside brackets and quotation marks."""
        return self._tokens[bisect_left(self._token_starts, start) : bisect_left(self._token_starts, end)]

    def segments(self, start: int, end: int, marks: str = "，") -> list[tuple[int, int]]:
        """Parts of ``start:end`` between commas (or the given ``marks``) outside brackets and quotation marks."""
        here = self._marks[bisect_left(self._marks, start) : bisect_left(self._marks, end)]
        cuts = [at for at in here if self.text[at] in marks]
        parts = pairwise([start - 1, *cuts, end])
        return [(a + 1, b) for a, b in parts if self.text[a + 1 : b].strip()]

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Sentences by 。！？ outside quotation marks and brackets, closing mark left out, blanks trimmed.

        >>> text = "县水利局应当组织巡查。镇人民政府（含街道。）予以配合。"
        >>> [text[a:b] for a, b in Clauses(Words(text)).sentences(0, len(text))]
        ['县水利局应当组织巡查', '镇人民政府（含街道。）予以配合']
        """
        whole = [m.span() for m in _WHOLE.finditer(self.text, start, end)]
        starts = [a for a, _ in whole]
        spans: list[tuple[int, int]] = []
        begin = start
        for match in _SENTENCE_END.finditer(self.text, start, end):
            around = bisect_right(starts, match.start()) - 1
            if around < 0 or match.start() >= whole[around][1]:
                spans.append((begin, match.start()))
                begin = match.end()
        spans.append((begin, end))
        short = [part for span in spans for part in self._shortened(*span)]
        return [trim_sentence(self.text, a, b) for a, b in short if self.text[a:b].strip("；;，,。 ”")]

    def _shortened(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A sentence, or its parts of at most ``LONGEST_SENTENCE`` characters, cut after a comma where there is one."""
        if end - start > LONGEST_SENTENCE and (start, end) not in self.too_long:
            self.too_long.append((start, end))
        while end - start > LONGEST_SENTENCE:
            last = bisect_left(self._marks, start + LONGEST_SENTENCE) - 1
            cut = self._marks[last] + 1 if last >= 0 and self._marks[last] > start else start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        yield start, end

    def role(self, start: int, end: int) -> Role:
        """The role that the main verb of ``start:end`` gives.

        >>> text = "督促相关责任单位依法履行职责"
        >>> Clauses(Words(text)).role(0, len(text))
        'supervise'
        """
        if _RE["cooperates-last"].search(self.text, start, end):
            return "cooperate"
        whom = _RE["supervises-whom"].search(self.text, start, end)
        if whom and self._is_supervised(whom):
            return "supervise"
        for token in self.tokens(start, end):
            tags = token.tags
            if tags & Tag.LEAD:
                return "lead"
            if tags & Tag.COOPERATE:
                return "cooperate"
            if tags & Tag.SUPERVISE:
                guides = bool(_RE["guides"].fullmatch(self.text, start, token.end))
                always = _RE["always-supervises"].fullmatch(self.text, token.start, token.end)
                return "supervise" if always or guides or self._object_is_body(token, end) else "responsible"
            if tags & Tag.PREPOSITION and token.start > start + 6:
                break
            if tags & Tag.DUTY_VERB and not self._is_auxiliary(token):
                break
        return "responsible"

    def _is_supervised(self, found: re.Match[str]) -> bool:
        """对各镇进行考核, 对整改情况进行督查: a body, or how it does what it must; not 对河道进行检查."""
        whom = "over" if found["over"] else "whom"
        if _RE["always-supervises"].search(found["how"] or ""):
            return True
        return self._names_body(*found.span(whom)) or bool(_RE["how-it-is-done"].fullmatch(found[whom]))

    def _is_auxiliary(self, token: Token) -> bool:
        """负责|监督, 组织|指导, 支持、|配合: the verb that gives the role follows at once."""
        following = self.words.at(token.end)
        if following and following.tags & Tag.COORDINATOR and _RE["joins"].match(self.text, token.start, token.end):
            following = self.words.at(following.end)
        elif not _RE["auxiliary"].match(self.text, token.start, token.end):
            return False
        return following is not None and bool(following.tags & (Tag.SUPERVISE | Tag.LEAD | Tag.COOPERATE))

    def _names_body(self, start: int, end: int) -> bool:
        """各镇人民政府, 各镇履行职责的情况, 负责巡查的村级河长; 救援队伍建设 is a field."""
        particle = self.text.rfind("的", start, end)
        parts = [(start, end)] if particle < 0 else [(start, end), (start, particle), (particle + 1, end)]
        phrases = [read_phrase(self.words, *part) for part in parts]
        return any(phrase and not _RE["field-of-it"].match(self.text, phrase.end, end) for phrase in phrases)

    def _object_is_body(self, token: Token, end: int) -> bool:
        """督促|相关责任单位…: what follows the verb (and verbs joined to it) is a body, not a matter."""
        joined = Tag.COORDINATOR | Tag.SUPERVISE | Tag.COOPERATE | Tag.ADVERB
        position = token.end
        while (following := self.words.at(position)) and (
            following.tags & joined or _RE["helps"].match(self.text, following.start, following.end)
        ):
            position = following.end
        phrase = read_phrase(self.words, position, end)
        if phrase is None or self.text.startswith("的", phrase.end):
            return _RE["how-it-is-done"].match(self.text, position, end) is not None
        settled = _RE["settled-by"].match(self.text, phrase.end, end)
        return not settled or _RE["how-it-is-done"].match(self.text, phrase.end, end) is not None


def trim_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """``start:end`` without the blanks and marks around a sentence."""
    return trimmed(text, start, end, " \n”；，。", " \n；，。：”")
