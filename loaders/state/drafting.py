"""The duty that is being written down while a sentence is read: begun, extended, cut where its role changes, closed."""

from __future__ import annotations

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Tag
from loaders.find.patterns import patterns
from loaders.state.clauses import Clauses, Draft, Reading, Refusal, Setting
from loaders.text import trimmed
from ontology.records import Role

_RE = patterns("sentence")
_SUPERVISES_WHOM = patterns("clauses")["supervises-whom"]


class Drafting:
    """How far the reading of a sentence has come.

    ``draft`` is the open duty. Without one, a bearer may wait for its verb (``pending``), a condition may have been
    given (``condition``), bearers may be ``assigned`` to what follows, or that is no duty of anybody (``blocked``).
    """

    def __init__(self, clauses: Clauses, setting: Setting) -> None:
        self.clauses, self.words, self.text = clauses, clauses.words, clauses.text
        self.setting = setting
        self.reading = Reading(subject=setting.subject)
        self.draft: Draft | None = None
        self.pending = False
        self.condition = False
        self.blocked = False
        self.assigned: list[tuple[Body, Role]] = []

    def open(
        self, start: int, end: int, bodies: tuple[Body, ...], rule: str, bearers: list[tuple[Body, Role]] | None = None
    ) -> None:
        """Begins a duty with the words ``start:end``; nothing but marks leaves the bearer waiting.

        ``bearers`` come with their roles where those are known, from here or from ``assigned``.
        """
        start, _ = trimmed(self.text, start, end, " ，：“", "")
        if start >= end:
            self.pending = True
            return
        words = self.text[start:end]
        if _RE["sanction"].match(words) and _RE["sanction-order"].match(words):
            self.refuse(start, end, "sanction")
            return
        role = self.setting.role or self.clauses.role(start, end)
        self.draft = Draft(start, end, bearers or self.assigned or [(body, role) for body in bodies], rule)
        self.assigned = []
        self.condition = self.pending = False

    def extend(self, end: int) -> None:
        """The words up to ``end`` belong to the open duty."""
        if self.draft:
            self.draft.end = end

    def go_on(self, draft: Draft, start: int, end: int) -> None:
        """A segment without bearer or order after a duty: part of it, or a further duty when the role changes."""
        if self._begins_anew(draft, start, end):
            bodies = tuple(body for body, _ in draft.bearers)
            self.close()
            self.open(start, end, bodies, draft.rule)
        else:
            self.extend(end)

    def _begins_anew(self, draft: Draft, start: int, end: int) -> bool:
        if self.setting.role or not self._acts(start, end):
            return False
        role = self.clauses.role(start, end)
        if role == draft.role:
            return False
        restarts = self.text.rfind("；", max(draft.start, start - 4), start) >= 0
        return (
            restarts or role != "responsible" or (self._complete(draft) and not _RE["purpose"].match(self.text, start))
        )

    def _acts(self, start: int, end: int) -> bool:
        tokens = self.clauses.tokens(start, end)
        first = next((t for t in tokens if not t.tags & Tag.ADVERB or t.tags & Tag.VERB), None)
        acts = first is not None and first.start <= start + 8 and bool(first.tags & Tag.VERB)
        anew = _RE["takes-object"].match(self.text, start) or _RE["together-with"].match(self.text, start)
        return acts or bool(anew or _SUPERVISES_WHOM.match(self.text, start, end))

    def _complete(self, draft: Draft) -> bool:
        """协助X开展Y and 指导Y are complete; 协助X，… still waits for its verb."""
        verbs = [t for t in self.clauses.tokens(draft.start, draft.end) if t.tags & Tag.VERB]
        whom = read_phrase(self.words, verbs[0].end, draft.end) if verbs else None
        return len(verbs) > 1 or (bool(verbs) and (whom is None or whom.end < draft.end))

    def close(self) -> None:
        """The open duty, if any, is whole."""
        draft, self.draft = self.draft, None
        if draft is None:
            return
        if no_act := _RE["no-act"].search(self.text, draft.start, draft.end):
            rest = (
                max(self.text.rfind(mark, draft.start, no_act.start()) for mark in "，；") if no_act["reward"] else -1
            )
            self.reading.refusals.append(Refusal(max(rest + 1, draft.start), draft.end, "definition"))
            if rest < 0:
                return
            draft.end = rest
        if not self.setting.role:
            self._add_partners(draft)
        self.reading.drafts.append(draft)

    def _add_partners(self, draft: Draft) -> None:
        """X会同Z做Y: Z cooperates."""
        for match in _RE["partner"].finditer(self.text, draft.start, draft.end):
            phrase = read_phrase(self.words, match.end(), draft.end)
            if phrase:
                draft.bearers += [(body, "cooperate") for body in phrase.bodies]

    def refuse(self, start: int, end: int, why: str) -> None:
        """The words look like a duty and are none."""
        self.close()
        self.reading.refusals.append(Refusal(start, end, why))

    def block(self, start: int, end: int, why: str) -> None:
        """The words are no duty, and neither is what follows until a bearer or an order comes."""
        self.refuse(start, end, why)
        self.blocked = True
