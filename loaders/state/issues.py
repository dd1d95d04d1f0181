"""Issues that an inspection found, who must put them right until when, and the measures that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.find.bodies import Body, read_bodies, read_phrase
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words, data
from loaders.find.patterns import patterns
from loaders.find.topics import find_topics
from loaders.head import Head
from loaders.resolve import Resolver
from loaders.rules import confidence
from loaders.state.cited import Cited
from loaders.state.issue_layout import IssueDraft, is_rectification, lay_out_issues
from loaders.structure import Unit, unit_at
from ontology.records import Holder, Issue, Measure, Role

_RE = patterns("issues")
_STATUS: dict[str, list[str]] = data("issues.toml")["status"]
_ROLES: tuple[Role, ...] = ("responsible", "cooperate", "supervise")
_READ_AS_DUTIES = ("measures", "status")
_TELL_RESULT = ("status", "measures")
_QUOTABLE = ("arabic", "cn-paren")


@dataclass(frozen=True, slots=True)
class Rectification:
    """Issues, measures, and the units that are lines of their labels (责任单位：…): no duties are read from these."""

    issues: tuple[Issue, ...] = ()
    measures: tuple[Measure, ...] = ()
    lines: frozenset[int] = frozenset()

    def joined(self, issues: Sequence[Issue], measures: Sequence[Measure]) -> Rectification:
        """With the issues of tables among those of the text, all in reading order."""
        every = [*self.issues, *issues]
        order = sorted(range(len(every)), key=lambda i: every[i].start)
        place = {old: new for new, old in enumerate(order)}
        shifted = [replace(measure, issue=measure.issue + len(self.issues)) for measure in measures]
        moved = [replace(measure, issue=place[measure.issue]) for measure in (*self.measures, *shifted)]
        return Rectification(
            tuple(every[i] for i in order), tuple(sorted(moved, key=lambda measure: measure.start)), self.lines
        )


def state_issues(
    text: str, words: Words, units: Sequence[Unit], head: Head, resolver: Resolver, cited: Cited
) -> Rectification:
    """The issues of the text in reading order and their measures (``Measure.issue`` counts from 0)."""
    if not is_rectification(words.text):
        return Rectification()
    drafts = lay_out_issues(words.text, units, head)
    raised_by = who_raised(words, head, resolver, drafts[0].start) if drafts else None
    issues, measures = [], []
    for number, draft in enumerate(drafts):
        issues.append(_issue(text, words, draft, head, resolver, raised_by))
        measures.extend(_measures(text, units, draft, number, cited))
    return Rectification(tuple(issues), tuple(measures), _lines(units, drafts))


def status_of(*told: str) -> str | None:
    """The status that words tell, from the first of the sources that tells one.

    >>> status_of("已完成整改，长期坚持"), status_of("", "立行立改，长期坚持")
    ('completed', 'long_term')
    """
    for source in told:
        for status, phrases in _STATUS.items():
            if any(phrase in source for phrase in phrases):
                return status
    return None


def verifier(words: Words, spans: Iterable[tuple[int, int]], resolver: Resolver) -> str | None:
    """The body that checked a result, where one of the spans says that it did (经…验收合格)."""
    for start, end in spans:
        if told := _RE["verified"].search(words.text, start, end):
            phrase = read_phrase(words, *told.span("who"))
            if phrase and phrase.bodies:
                return resolver.institution(phrase.bodies[0]).name
    return None


def _lines(units: Sequence[Unit], drafts: Sequence[IssueDraft]) -> frozenset[int]:
    lines = set()
    for draft in drafts:
        for name, spans in draft.fields.items():
            for start, _ in spans if name not in _READ_AS_DUTIES else ():
                unit = unit_at(units, start)
                if unit and start < unit.end:
                    lines.add(unit.index)
    return frozenset(lines)


def _issue(text: str, words: Words, draft: IssueDraft, head: Head, resolver: Resolver, raised_by: str | None) -> Issue:
    quote = text[draft.start : draft.end]
    status = _status(words.text, draft, head)
    return Issue(
        quote=quote,
        start=draft.start,
        end=draft.end,
        ordinal=draft.ordinal,
        raised_by=raised_by,
        responsible=_holders(words, draft, resolver),
        goal=" ".join(draft.told("goal", text)) or None,
        deadline=deadline_of(text, words.text, draft.fields.get("deadline", [])),
        status=status,
        status_claimed_by=head.issuer if status in ("completed", "in_progress") else None,
        verified_by=verifier(words, [span for name in _TELL_RESULT for span in draft.fields.get(name, ())], resolver),
        topics=find_topics(quote),
        rule="issue.labelled",
        confidence=confidence("issue.labelled"),
    )


def who_raised(words: Words, head: Head, resolver: Resolver, start: int) -> str | None:
    """The inspection that found the issues: by the title, else as first named before they ``start``.

    省生态环境保护督察 in a document of 汕头 is that of 广东省.
    """
    raised = _RE["raised-by"].search(head.title or "") or _RE["raised-by"].search(words.text, 0, start)
    if raised is None:
        return None
    who = raised["who"]
    if not who.startswith("省") or not resolver.place:
        return who
    units = resolver.register.ancestors(resolver.place)
    province = next((unit.name for unit in units if unit.level == "province"), None)
    return f"{province}{who.removeprefix('省级').removeprefix('省')}" if province else who


def _holders(words: Words, draft: IssueDraft, resolver: Resolver) -> tuple[Holder, ...]:
    """Public bodies of the fields; when nobody is named, the authority of the place that reports."""
    holders = [
        resolver.holder(body, role)
        for role in _ROLES
        for span in draft.fields.get(role, [])
        for body in read_bodies(words, *span)
        if not body.private
    ]
    if not any(holder.role == "responsible" for holder in holders):
        own = _own_government(resolver)
        holders = [own, *holders] if own else holders
    return tuple(dict.fromkeys(holders))


def _own_government(resolver: Resolver) -> Holder | None:
    if resolver.area:
        paths = list(resolver.area.values())
        smallest = paths[-1].removeprefix(paths[-2]) if len(paths) > 1 else paths[-1]
        name = resolver.institution(Body(f"{smallest[-1]}人民政府", 0, 0, "government")).name
        return Holder(name, f"{smallest}人民政府", "responsible")
    unit = resolver.register.unit(resolver.place) if resolver.place else None
    if unit is None or unit.level not in ("province", "prefecture", "county"):
        return None
    return resolver.holder(Body(f"{unit.name}人民政府", 0, 0, "government"), "responsible")


def _status(flat: str, draft: IssueDraft, head: Head) -> str | None:
    told = "".join(draft.told("status", flat))
    status = status_of(told, "".join(draft.told("deadline", flat)))
    if status is None and told:
        about = head.title or flat[head.body : head.body + 200]
        return "completed" if _RE["completion-report"].search(about) else None
    return status


def deadline_of(text: str, flat: str, spans: list[tuple[int, int]]) -> str | None:
    """The last date of the first span that holds one, else the words of the term."""
    for start, end in spans:
        dates = [d.value for d in find_dates(flat[start:end]) if d.value]
        if dates:
            return dates[-1]
        if start < end and not _RE["standing-term"].search(flat, start, end):
            return text[start:end]
    return None


def _measures(text: str, units: Sequence[Unit], draft: IssueDraft, issue: int, cited: Cited) -> list[Measure]:
    """One measure a numbered item under the label, else one a line; a plan quoted inside an item is part of it."""
    spans: list[tuple[int, int]] = []
    for start, end in draft.fields.get("measures", []):
        if spans and _continues_measure(unit_at(units, start)):
            spans[-1] = (spans[-1][0], end)
        elif start < end:
            spans.append((start, end))
    return [
        Measure(
            quote=text[start:end],
            start=start,
            end=end,
            issue=issue,
            evidence=cited.names(cited.within(start, end)),
            date=next((d.value for d in find_dates(text[start:end]) if d.value), None),
        )
        for start, end in spans
    ]


def _continues_measure(unit: Unit | None) -> bool:
    if unit is None:
        return False
    return unit.quoted or (not unit.style and unit.parent is not None and unit.parent.style in _QUOTABLE)
