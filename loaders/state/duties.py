"""Duties of a whole text: sentences in their setting (heading, lead-in, brackets), in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Tag, Words
from loaders.state.attributions import Attribution, find_brackets, looks_like_attribution, read_attribution
from loaders.state.clauses import Clauses, Draft, Reading, Refusal, Setting
from loaders.state.sentence import read_sentence
from loaders.structure import Unit
from ontology.records import Role

_SENTENCE_END = re.compile(r"[。！？]+[”’]?")
_HEADING_DUTY = re.compile(
    r"(?:的)?(?:主要|工作|基本|具体|环保|环境保护|生态环境保护|安全生产)*(?:工作)?(?:职责|职能|责任|任务|义务|分工)(?:任务|清单|如下|是)?$"
)
_LEAD_DUTY = re.compile(
    r"(?:职责|职能|义务|任务|责任)(?:任务)?(?:是|为|如下|包括|主要包括|有)?$|(?:下列|以下|如下)(?:主要|工作|具体|相关)*(?:职责|义务|工作|任务|措施|要求|职能|责任)|(?:做好|开展|落实|完成|负责)(?:以下|下列)"
)
_LEAD_CONDITION = re.compile(r"情形之一|下列情形|以下情形|下列情况|条件|之一的")
_LEAD_CONTENT = re.compile(r"(?:下列|以下)?(?:内容|事项|材料|信息|原则|方式|资料|对象|范围)$|包括$|分为$|是指$")
_GENERAL = re.compile(
    r"(?:完成|承办|办理|承担).{0,24}(?:交办|交给|安排|布置|部署|赋予|指派|规定)的?其他|其他(?:法定)?(?:职责|工作|事项|任务)$|规定的其他"
)
_RESPONSIBLE_BODY = re.compile(r"(?:责任主体|责任单位|责任人|主管部门|实施主体|工作机构)[为是：]")
_OFFICE_ITEM = re.compile(r"[。：:，— ]")


def is_general(quote: str) -> bool:
    """Is it a catch-all clause, no duty on a topic of its own?

    >>> is_general("完成上级交办的其他工作"), is_general("负责其他类固体废物的监管")
    (True, False)
    """
    return bool(_GENERAL.search(quote))


@dataclass(slots=True)
class _Lead:
    """What a line ending in a colon says of the items after it."""

    kind: str  # duty, power, condition, content
    subject: tuple[Body, ...]
    role: Role | None = None


@dataclass(slots=True)
class Duties:
    """The duties of a text and the sentences that were refused."""

    drafts: list[Draft] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class DutyReader:
    """Walks the units of one text. ``reporting``: the document tells what was done; ``apart``: units read otherwise."""

    def __init__(
        self, words: Words, units: list[Unit], *, reporting: bool, apart: frozenset[int] = frozenset()
    ) -> None:
        self.words, self.text = words, words.text
        self.units = [unit for unit in units if unit.index not in apart]
        self.reporting = reporting
        self.clauses = Clauses(words)
        self.found = Duties()
        self.leads: dict[int, _Lead] = {}
        self.headings: dict[int, tuple[Body, ...]] = {}
        self.carried: dict[int, tuple[Body, ...]] = {}
        self.later: tuple[tuple[Body, Role], ...] = ()

    def read(self) -> Duties:
        """All duties in the order of the text."""
        for unit in self.units:
            self._unit(unit)
        self.found.drafts = [replace(d, general=is_general(self.text[d.start : d.end])) for d in self.found.drafts]
        return self.found

    # one unit --------------------------------------------------------------------------------------------------

    def _unit(self, unit: Unit) -> None:
        lead = self._lead_for(unit)
        if lead and lead.kind in ("condition", "power", "content") and unit.style:
            self._refused_item(unit, lead)
            return
        if self._heading(unit):
            return
        if self._bare_heading(unit, lead):
            return
        start = unit.start
        office = self._office_item(unit)
        if office:
            subject, start = office
            lead = _Lead("duty", subject)
        for first, last, attribution in self._tasks(start, unit.end):
            if attribution:
                self._task(first, last, attribution)
            else:
                self._sentences(unit, first, last, lead)

    def _refused_item(self, unit: Unit, lead: _Lead) -> None:
        """An item under 可以采取下列措施： or 有下列情形之一的：; an order inside it (；…应当…) still counts."""
        self._refuse(unit.start, unit.end, lead.kind)
        if lead.kind != "power":
            return
        for start, end in self.clauses.segments(unit.start, unit.end, "；")[1:]:
            if any(t.tags & Tag.MODAL for t in self.clauses.tokens(start, end)):
                start, end = self._trim(start, end)
                self._keep(read_sentence(self.clauses, start, end, Setting(subject=lead.subject)))

    def _lead_for(self, unit: Unit) -> _Lead | None:
        if not unit.style or unit.style == "article":
            return None
        key = unit.parent.index if unit.parent else -1
        return self.leads.get(key)

    def _inherited(self, unit: Unit) -> tuple[Body, ...]:
        """The bearer of the nearest heading or lead-in above."""
        for above in unit.ancestors():
            lead = self.leads.get(above.index)
            if lead and lead.kind == "duty" and lead.subject and unit.style:
                return lead.subject
            if above.index in self.headings:
                return self.headings[above.index]
        return ()

    def _heading(self, unit: Unit) -> bool:
        """A short numbered line without a closing mark: its bearer serves what stands under it."""
        line = self.text[unit.start : unit.end].rstrip(" ：")
        if (
            not unit.style
            or len(line) > 60
            or re.search(r"[。；，]", line)
            or not (unit.children or not line.endswith("；"))
        ):
            return False
        phrase = read_phrase(self.words, unit.start, unit.end)
        if phrase is None:
            return False
        rest = self.text[phrase.end : unit.end].strip(" ：")
        if rest and not _HEADING_DUTY.search(rest):
            return False
        if line != self.text[unit.start : unit.end].rstrip(" ") and any(
            t.tags & (Tag.VERB | Tag.MODAL) for t in self.clauses.tokens(phrase.end, unit.end)
        ):
            return False
        if unit.children or rest:
            self.headings[unit.index] = phrase.bodies
            return True
        return False

    def _bare_heading(self, unit: Unit, lead: _Lead | None) -> bool:
        """机构设置, 工作保障: a numbered line of few words, no sentence, and no item of a list of duties."""
        line = self.text[unit.start : unit.end]
        if not unit.style or lead or len(line) > 16 or re.search(r"[。；，：]|应当|负责", line):
            return False
        return not self._inherited(unit)

    def _office_item(self, unit: Unit) -> tuple[tuple[Body, ...], int] | None:
        """（一）办公室。负责…: the item names an office and then says what it does."""
        if not unit.style or unit.style == "article":
            return None
        phrase = read_phrase(self.words, unit.start, unit.end)
        if phrase is None or len(phrase.bodies) > 3:
            return None
        at = phrase.end
        plates = re.compile(r"（[^（）]{2,60}）").match(self.text, at)
        at = plates.end() if plates else at
        mark = re.compile(r"[。：]|(?:的)?(?:主要)?职责[：为是]+").match(self.text, at)
        if not mark or mark.end() >= unit.end:
            return None
        following = next(iter(self.clauses.tokens(mark.end(), min(unit.end, mark.end() + 8))), None)
        if following is None or not following.tags & (Tag.VERB | Tag.ADVERB | Tag.PREPOSITION):
            return None
        self.carried[unit.index] = phrase.bodies
        return phrase.bodies, mark.end()

    # tasks with their bearers in brackets ----------------------------------------------------------------------

    def _tasks(self, start: int, end: int) -> list[tuple[int, int, Attribution | None]]:
        """Stretches of the unit, each with the attribution that closes it."""
        stretches: list[tuple[int, int, Attribution | None]] = []
        begin = start
        for inside, close in find_brackets(self.text, start, end):
            at_end = (
                close + 1 >= end
                or self.text[close + 1] in "。；， \n"
                or self.text[inside - 2 : inside - 1] in "。；！"
            )
            if not at_end or not looks_like_attribution(self.text, inside, close):
                continue
            attribution = read_attribution(self.words, inside, close)
            if attribution is None:
                continue
            bearers = attribution.bearers + self.later
            if attribution.later:
                self.later = self.later + attribution.later
            stretches.append((begin, inside - 1, Attribution(bearers)))
            begin = close + 1
        if self.text[begin:end].strip("。；， "):
            stretches.append((begin, end, None))
        return stretches

    def _task(self, start: int, end: int, attribution: Attribution) -> None:
        """Each sentence of the task is borne by the bracket's bearers; what only encourages is refused."""
        for first, last in self._split(start, end):
            reading = read_sentence(
                self.clauses,
                first,
                last,
                Setting(subject=(attribution.bearers[0][0],), item=True, rule="duty.bracket", role="responsible"),
            )
            for refusal in reading.refusals:
                if refusal.why in ("incentive", "definition", "prohibition", "power"):
                    self.found.refusals.append(refusal)
            for draft in reading.drafts:
                draft.confidence = 0.9
                own = (
                    []
                    if draft.rule == "duty.bracket"
                    else [b for b in draft.bearers if b[0] is not attribution.bearers[0][0]]
                )
                draft.bearers = list(attribution.bearers) + own
                draft.rule = "duty.bracket"
                self.found.drafts.append(draft)

    def _split(self, start: int, end: int) -> list[tuple[int, int]]:
        """Sentences by 。！？ outside quotation marks and brackets, closing mark left out, blanks trimmed."""
        spans = []
        begin = start
        masks = [
            (m.start(), m.end()) for m in re.finditer(r"“[^”\n]*”|（[^（）\n]*）|《[^》\n]*》", self.text[start:end])
        ]
        for match in _SENTENCE_END.finditer(self.text, start, end):
            if any(a <= match.start() - start < b for a, b in masks):
                continue
            spans.append((begin, match.start()))
            begin = match.end()
        spans.append((begin, end))
        return [self._trim(a, b) for a, b in spans if self.text[a:b].strip("；;，,。 ”")]

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start] in " \n”；，。":
            start += 1
        while end > start and self.text[end - 1] in " \n；，。：”":
            end -= 1
        return start, end

    # plain sentences -------------------------------------------------------------------------------------------

    def _sentences(self, unit: Unit, start: int, end: int, lead: _Lead | None) -> None:
        anchor = unit.index
        item = lead is not None and lead.kind == "duty" and bool(lead.subject)
        inherited = lead.subject if item and lead else self._inherited(unit)
        subject = inherited
        under_heading = not item and bool(inherited) and bool(unit.style)
        above = self._article(unit)
        if not subject and above is not None:
            subject = self.carried.get(above.index, ())
        ends_with_colon = self.text[start:end].rstrip().endswith("：")
        sentences = self._split(start, end)
        for i, (first, last) in enumerate(sentences):
            if ends_with_colon and i == len(sentences) - 1:
                self._lead_in(unit, first, last, subject)
                return
            parts = (
                [(first, last)]
                if item or under_heading
                else [self._trim(a, b) for a, b in self.clauses.segments(first, last, "；")]
            )
            for n, (a, b) in enumerate(parts):
                rule = "duty.list-item" if item else "duty.heading" if under_heading else "duty.elided"
                setting = Setting(subject, item or under_heading, self.reporting, rule, continues=n > 0)
                reading = read_sentence(self.clauses, a, b, setting)
                self._keep(reading)
                if any(refusal.why == "sanction" for refusal in reading.refusals):
                    self._refuse(b, last, "sanction")
                    break
                if reading.subject and not item:
                    subject = reading.subject
            named = self._responsible_body(first, last)
            subject = named or subject
        self.carried[anchor] = subject
        if above is not None and above is not unit and subject and not item:
            self.carried[above.index] = subject

    def _article(self, unit: Unit) -> Unit | None:
        if unit.style == "article":
            return unit
        return next((u for u in unit.ancestors() if u.style == "article"), None)

    def _responsible_body(self, start: int, end: int) -> tuple[Body, ...]:
        """责任主体为社区居委会: the body that following sentences speak of."""
        match = _RESPONSIBLE_BODY.search(self.text, start, end)
        phrase = read_phrase(self.words, match.end(), end) if match else None
        return phrase.bodies if phrase else ()

    def _keep(self, reading: Reading) -> None:
        self.found.drafts.extend(reading.drafts)
        self.found.refusals.extend(reading.refusals)

    def _refuse(self, start: int, end: int, why: str) -> None:
        self.found.refusals.append(Refusal(start, end, why))

    def _lead_in(self, unit: Unit, start: int, end: int, subject: tuple[Body, ...]) -> None:
        """A sentence ending in a colon: what it says of the items that follow."""
        line = self.text[start:end]
        phrase = next(
            (
                p
                for a, b in self.clauses.segments(start, end)
                if (p := read_phrase(self.words, a, b)) and not re.match(r"的|、", self.text[p.end : p.end + 1])
            ),
            None,
        )
        own = phrase.bodies if phrase else ()
        bearers = own or subject
        key = unit.index if unit.style else (unit.parent.index if unit.parent else -1)
        tokens = self.clauses.tokens(start, end)
        public = tuple(b for b in bearers if not b.private)
        if _LEAD_CONDITION.search(line):
            kind = "condition"
        elif any(t.tags & Tag.MAY for t in tokens):
            kind = "power"
        elif _LEAD_DUTY.search(line):
            kind = "duty"
        elif _LEAD_CONTENT.search(line):
            kind = "content"
        else:
            kind = "duty" if own and any(t.tags & Tag.MODAL for t in tokens) else "none"
        if kind == "duty" and bearers and not public:
            kind = "private"
        self.leads[key] = _Lead("condition" if kind == "private" else kind, public)
        if kind not in ("duty", "condition", "content") or not own:
            return
        segments = self.clauses.segments(start, end)
        if kind == "duty" and len(segments) == 1:
            return
        last = segments[-2][1] if kind == "duty" and _LEAD_DUTY.search(line[segments[-1][0] - start :]) else end
        for first, stop in self.clauses.segments(start, last, "；"):
            first, stop = self._trim(first, stop)
            reading = read_sentence(self.clauses, first, stop, Setting(subject=subject, reporting=self.reporting))
            subject = reading.subject or subject
            self._keep(reading)
