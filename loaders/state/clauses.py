"""Clauses: what a stretch of a sentence holds, where its parts are, and which role its main verb gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Tag, Token, Words
from ontology.records import Role

OBJECT_SUPERVISED = re.compile(
    r"对(?P<whom>.{2,60}?)(?:进行|实施|开展|加强|予以)(?P<how>.{0,16}?(?:监督|检查|抽查|考核|指导|督促|督查|监督指导|评议))"
)
_MASK = re.compile(r"《[^《》\n]{0,120}》|（[^（）\n]{0,160}）|“[^“”\n]{0,160}”|〔[^〔〕\n]{0,160}〕")


@dataclass(slots=True)
class Draft:
    """A duty in the making: where its words stand, who bears it, by which rule it was found."""

    start: int
    end: int
    bearers: list[tuple[Body, Role]]
    rule: str
    confidence: float = 0.9
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
    """The clauses of one text: their words outside brackets, their parts, the role that their main verb gives."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text
        self._masks = [(m.start(), m.end()) for m in _MASK.finditer(self.text)]
        self._mask_starts = [a for a, _ in self._masks]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words in ``start:end`` that stand outside brackets and quotation marks."""
        masks = [m for m in self._masks if m[1] > start and m[0] < end] if self._masks else []
        return [t for t in self.words.between(start, end) if not any(a < t.start < b for a, b in masks)]

    def segments(self, start: int, end: int, marks: str = "，") -> list[tuple[int, int]]:
        """Parts between commas that stand outside brackets and quotation marks."""
        masks = [m for m in self._masks if m[1] > start and m[0] < end]
        cuts = [i for i in range(start, end) if self.text[i] in marks and not any(a < i < b for a, b in masks)]
        edges = [start, *(c + 1 for c in cuts)]
        return [(a, b) for a, b in zip(edges, [*cuts, end], strict=True) if self.text[a:b].strip()]

    def role(self, start: int, end: int) -> Role:
        """The role that the main verb of ``start:end`` gives.

        >>> text = "督促相关责任单位依法履行职责"
        >>> Clauses(Words(text)).role(0, len(text))
        'supervise'
        """
        part = self.text[start:end]
        if re.search(r"予以配合$|给予配合$|予以协助$", part):
            return "cooperate"
        whom = OBJECT_SUPERVISED.search(part)
        if whom and self._names_body(start + whom.start("whom"), start + whom.end("whom")):
            return "supervise"
        skipped = False
        for token in self.tokens(start, end):
            tags = token.tags
            if tags & Tag.LEAD:
                return "lead"
            if tags & Tag.COOPERATE and not skipped:
                return "cooperate"
            if tags & Tag.SUPERVISE and not skipped:
                return "supervise" if self._object_is_body(token, end) else "responsible"
            if tags & Tag.PREPOSITION and token.start > start + 6:
                break
            if tags & Tag.DUTY_VERB:
                following = self.words.at(token.end)
                if (
                    self.text[token.start : token.end] in ("负责", "组织", "履行")
                    and following
                    and following.tags & (Tag.SUPERVISE | Tag.LEAD | Tag.COOPERATE)
                ):
                    continue
                break
        return "responsible"

    def _names_body(self, start: int, end: int) -> bool:
        phrase = read_phrase(self.words, start, end)
        if phrase:
            return True
        particle = self.text.rfind("的", start, end)
        return particle > 0 and read_phrase(self.words, particle + 1, end) is not None

    def _object_is_body(self, token: Token, end: int) -> bool:
        """督促|相关责任单位…: what follows the verb (and verbs joined to it) is a body, not a matter."""
        position = token.end
        while True:
            following = self.words.at(position)
            if following and following.tags & (Tag.COORDINATOR | Tag.SUPERVISE | Tag.COOPERATE | Tag.ADVERB):
                position = following.end
                continue
            phrase = read_phrase(self.words, position, end)
            return phrase is not None and not self.text.startswith("的", phrase.end)
