"""Tasks that are closed by their bearers in brackets: …（牵头单位：A；配合单位：B）."""

from __future__ import annotations

from loaders.find.bodies import Body
from loaders.find.lexicon import Words
from loaders.state.attributions import (
    Attribution,
    find_brackets,
    is_attribution,
    looks_like_attribution,
    read_attribution,
)
from loaders.state.clauses import Clauses, Reading, Setting
from loaders.state.sentence import read_sentence
from ontology.records import Role

_REFUSED = frozenset(("incentive", "definition", "prohibition", "power"))


class TaskReader:
    """Reads tasks in the order of the text; keeps the bearers that the text adds to every later task.

    ``spans`` are the insides of the brackets that gave bearers.
    """

    def __init__(self, words: Words, clauses: Clauses) -> None:
        self.words, self.text = words, words.text
        self.clauses = clauses
        self.spans: list[tuple[int, int]] = []
        self._first_leads = False
        self._later: tuple[tuple[Body, Role], ...] = ()

    def stretches(self, start: int, end: int) -> list[tuple[int, int, Attribution | None]]:
        """Stretches of ``start:end``, each with the attribution that closes it; the last one may have none."""
        found: list[tuple[int, int, Attribution | None]] = []
        begin = start
        for inside, close in find_brackets(self.text, start, end):
            attribution = self._attribution(inside, close, end)
            if attribution:
                self.spans.append((inside, close))
                found.append((begin, inside - 1, attribution))
                begin = close + 1
        if self.text[begin:end].strip("。；， "):
            found.extend(self._closed_by_sentence(begin, end))
        return found

    def _closed_by_sentence(self, start: int, end: int) -> list[tuple[int, int, Attribution | None]]:
        """A stretch without bracket: a last sentence may say who does what stands before it."""
        *before, last = self.clauses.sentences(start, end) or [(start, end)]
        attribution = read_attribution(self.words, *last) if before and is_attribution(self.words, *last) else None
        if attribution is None:
            return [(start, end, None)]
        self.spans.append(last)
        return [(start, before[-1][1], attribution)]

    def _attribution(self, inside: int, close: int, end: int) -> Attribution | None:
        """What a bracket that ends a sentence, or follows one, says of bearers."""
        ends = close + 1 >= end or self.text[close + 1] in "。；， \n" or self.text[inside - 2 : inside - 1] in "。；！"
        if not ends or not looks_like_attribution(self.text, inside, close):
            return None
        attribution = read_attribution(self.words, inside, close)
        if attribution is None:
            return None
        self._first_leads |= attribution.first_leads
        if self._first_leads:
            attribution = attribution.led_by_first()
        bearers = tuple(dict.fromkeys(attribution.bearers + self._later))
        self._later += attribution.later
        return Attribution(bearers)

    def read(self, start: int, end: int, attribution: Attribution) -> Reading:
        """Each sentence of the task is borne by the bracket's bearers; what only encourages is refused."""
        found = Reading()
        if not attribution.bearers:
            return found
        first = attribution.bearers[0][0]
        setting = Setting(subject=(first,), item=True, rule="duty.bracket", role="responsible")
        for a, b in self.clauses.sentences(start, end):
            reading = read_sentence(self.clauses, a, b, setting)
            found.refusals += [refusal for refusal in reading.refusals if refusal.why in _REFUSED]
            for draft in reading.drafts:
                own = [] if draft.rule == "duty.bracket" else [b for b in draft.bearers if b[0] is not first]
                draft.bearers = [*attribution.bearers, *own]
                draft.rule = "duty.bracket"
                found.drafts.append(draft)
        return found
