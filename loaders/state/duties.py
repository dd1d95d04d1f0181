"""Duties of a whole text: sentences in their setting (heading, lead-in, brackets), in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Tag, Words
from loaders.find.patterns import patterns
from loaders.state.clauses import Clauses, Draft, Reading, Refusal, Setting, trim_sentence
from loaders.state.headings import (
    Lead,
    is_bare_heading,
    is_duty_heading,
    is_title_line,
    named_bearer,
    read_heading,
    read_lead,
    read_office_item,
    read_title,
    stated_span,
)
from loaders.state.label_lines import LabelLines, read_label_lines
from loaders.state.sentence import read_sentence
from loaders.state.tasks import TaskReader
from loaders.structure import Unit
from ontology.records import Span

_RE = patterns("duties")
_NOT_DUTIES = ("condition", "power", "content")
_LONGEST_CAPTION = 8


def is_general(quote: str) -> bool:
    """Is it a catch-all clause, no duty on a topic of its own?

    >>> is_general("完成上级交办的其他工作"), is_general("负责其他类固体废物的监管")
    (True, False)
    """
    return bool(_RE["general"].search(quote))


@dataclass(slots=True)
class Duties:
    """The duties of a text, the sentences that were refused, and those that were so long that they were cut.

    ``attributions`` are the brackets that gave duties their bearers.
    """

    drafts: list[Draft] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    cut: list[tuple[int, int]] = field(default_factory=list)
    attributions: list[Span] = field(default_factory=list)


def read_duties(
    words: Words, units: list[Unit], *, reporting: bool, apart: frozenset[int] = frozenset(), body: int = 0
) -> Duties:
    """All duties of the units in the order of the text.

    ``reporting``: the document tells what was done; ``apart``: indices of units that are read otherwise; ``body``:
    where the title ends and the text proper begins.

    >>> from loaders.structure import read_structure
    >>> text = "第一条 乡镇人民政府履行下列职责：\\n（一）组织巡查；\\n（二）协助调查。"
    >>> duties = read_duties(Words(text), read_structure(text), reporting=False)
    >>> [(text[d.start : d.end], d.bearers[0][0].mention, d.role) for d in duties.drafts]
    [('组织巡查', '乡镇人民政府', 'responsible'), ('协助调查', '乡镇人民政府', 'cooperate')]
    """
    read = [unit for unit in units if unit.index not in apart]
    labels = read_label_lines(words, units)
    reader = _DutyReader(words, labels, reporting=reporting)
    reader.titled = read_title(reader.clauses, 0, body)
    for unit in read:
        if unit.index in labels.lines:
            reader.tasks.spans.append((unit.start, unit.end))
        else:
            reader.unit(unit)
    for draft in reader.found.drafts:
        draft.general = is_general(words.text[draft.start : draft.end])
    reader.found.cut = reader.clauses.too_long
    reader.found.attributions = [Span(*span) for span in reader.tasks.spans]
    return reader.found


class _DutyReader:
    """What the units read so far say of those that follow.

    ``leads`` and ``headings``: of the items under a unit; ``carried``: the bearer that a unit was last about.
    """

    def __init__(self, words: Words, labels: LabelLines, *, reporting: bool) -> None:
        self.words, self.text = words, words.text
        self.labels = labels
        self.reporting = reporting
        self.clauses = Clauses(words)
        self.tasks = TaskReader(words, self.clauses)
        self.found = Duties()
        self.leads: dict[int, Lead] = {}
        self.headings: dict[int, tuple[Body, ...]] = {}
        self.carried: dict[int, tuple[Body, ...]] = {}
        self.titled: tuple[Body, ...] = ()

    def unit(self, unit: Unit) -> None:
        """Reads one unit, after all that stand before it."""
        lead = self._lead_over(unit)
        if lead and lead.kind in _NOT_DUTIES:
            self._refused_item(unit, lead)
            return
        heading = read_heading(self.clauses, unit) or (self.titled if is_duty_heading(self.text, unit) else ())
        if heading:
            self.headings[unit.index] = heading
            return
        if not lead and is_bare_heading(self.text, unit) and not self._inherited(unit):
            return
        if is_title_line(self.text, unit):
            self.titled = read_title(self.clauses, unit.start, unit.end) or self.titled
            return
        if _RE["tells-progress"].match(self.text, unit.start, unit.end):
            self._refuse(unit.start, unit.end, "report")
            return
        start = unit.start
        office = read_office_item(self.clauses, unit)
        if office:
            subject, start = office
            self.carried[unit.index] = subject
            lead = Lead("duty", subject)
        for first, last, own in self.tasks.stretches(start, unit.end):
            if attribution := own or self.labels.of.get(unit.index):
                self._keep(self.tasks.read(first, last, attribution))
            else:
                self._sentences(unit, first, last, lead)

    def _lead_over(self, unit: Unit) -> Lead | None:
        """The lead-in of which a numbered unit is an item."""
        if not unit.style or unit.style == "article":
            return None
        return self.leads.get(unit.parent.index if unit.parent else -1)

    def _refused_item(self, unit: Unit, lead: Lead) -> None:
        """An item under 可以采取下列措施： or 有下列情形之一的：; an order inside it (；…应当…) still counts."""
        self._refuse(unit.start, unit.end, lead.kind)
        if lead.kind != "power":
            return
        for start, end in self.clauses.segments(unit.start, unit.end, "；")[1:]:
            if any(t.tags & Tag.MODAL for t in self.clauses.tokens(start, end)):
                part = trim_sentence(self.text, start, end)
                self._keep(read_sentence(self.clauses, *part, Setting(subject=lead.subject)))

    def _inherited(self, unit: Unit) -> tuple[Body, ...]:
        """The bearer of the nearest heading or lead-in above."""
        for above in unit.ancestors():
            lead = self.leads.get(above.index)
            if lead and lead.kind == "duty" and lead.subject and unit.style:
                return lead.subject
            if above.index in self.headings:
                return self.headings[above.index]
        return ()

    # sentences -------------------------------------------------------------------------------------------------

    def _sentences(self, unit: Unit, start: int, end: int, lead: Lead | None) -> None:
        item = lead is not None and lead.kind == "duty" and bool(lead.subject)
        inherited = lead.subject if item and lead else self._inherited(unit)
        listed = item or (bool(inherited) and (bool(unit.style) or self._acts_under_heading(unit)))
        rule = "duty.list-item" if item else "duty.heading" if listed else "duty.elided"
        article = unit if unit.style == "article" else next((u for u in unit.ancestors() if u.style == "article"), None)
        carried = self.carried.get(article.index, ()) if article else ()
        subject = inherited or (lead.subject if lead else ()) or carried
        sentences = self.clauses.sentences(start, end)
        leads_in = self.text[start:end].rstrip().endswith("：")
        for i, (first, last) in enumerate(sentences):
            if leads_in and i == len(sentences) - 1:
                self._lead_in(unit, first, last, subject)
                return
            if listed and (i + 1 < len(sentences) or unit.children) and self._is_caption(first, last):
                continue
            setting = Setting(subject, listed, self.reporting, rule)
            named = self._sentence(first, last, setting)
            answerable = self._responsible_body(first, last)
            if answerable and unit.parent and unit.parent.index in self.headings:
                self.headings[unit.parent.index] = answerable
            subject = answerable or (subject if item else named)
        self.carried[unit.index] = subject
        if article and article is not unit and subject and not item:
            self.carried[article.index] = subject

    def _acts_under_heading(self, unit: Unit) -> bool:
        """A line under 主要职责, or under the name of a body, that begins with what is to be done, or with whom."""
        token = self.words.at(unit.start)
        under = unit.parent is not None and unit.parent.index in self.headings
        begins = token is not None and bool(token.tags & (Tag.VERB | Tag.ADVERB | Tag.PREPOSITION))
        return under and begins and not self.text.startswith("由", unit.start)

    def _is_caption(self, start: int, end: int) -> bool:
        """（八）职能转变。…, 与县公安局的职责分工。…: what an item is about, without a verb."""
        short = end - start <= _LONGEST_CAPTION and not any(t.tags & Tag.VERB for t in self.clauses.tokens(start, end))
        return short or _RE["division-of-work"].search(self.text, start, end) is not None

    def _sentence(self, start: int, end: int, setting: Setting) -> tuple[Body, ...]:
        """Reads a sentence, a listed one whole, others between semicolons; gives the bearer that it was last about."""
        parts = [(start, end)]
        if not setting.item:
            parts = [trim_sentence(self.text, *part) for part in self.clauses.segments(start, end, "；")]
        subject = setting.subject
        for n, (a, b) in enumerate(parts):
            part = Setting(subject, setting.item, setting.reporting, setting.rule, continues=n > 0)
            reading = read_sentence(self.clauses, a, b, part)
            self._keep(reading)
            if any(refusal.why == "sanction" for refusal in reading.refusals):
                self._refuse(b, end, "sanction")
                break
            subject = reading.subject or subject
        return subject

    def _lead_in(self, unit: Unit, start: int, end: int, subject: tuple[Body, ...]) -> None:
        """A sentence ending in a colon: what it says of the items that follow, and what it says itself."""
        named = named_bearer(self.clauses, start, end)
        lead = read_lead(self.clauses, start, end, named, subject or self.titled)
        self.leads[unit.index if unit.style else unit.parent.index if unit.parent else -1] = lead
        stated = stated_span(self.clauses, lead, named, start, end)
        for part in self.clauses.segments(*stated, "；") if stated else self.clauses.segments(start, end, "；")[:-1]:
            setting = Setting(subject=subject, reporting=self.reporting)
            reading = read_sentence(self.clauses, *trim_sentence(self.text, *part), setting)
            subject = reading.subject or subject
            self._keep(reading)

    def _responsible_body(self, start: int, end: int) -> tuple[Body, ...]:
        """责任主体为社区居委会: the body that following sentences speak of."""
        match = _RE["responsible-body"].search(self.text, start, end)
        phrase = read_phrase(self.words, match.end(), end) if match else None
        return phrase.bodies if phrase else ()

    def _keep(self, reading: Reading) -> None:
        self.found.drafts.extend(reading.drafts)
        self.found.refusals.extend(reading.refusals)

    def _refuse(self, start: int, end: int, why: str) -> None:
        self.found.refusals.append(Refusal(start, end, why))
