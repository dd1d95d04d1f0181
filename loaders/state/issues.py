"""Issues and the measures that answer them, in any layout: labelled lines, labelled headings, numbered items with lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.find.bodies import Body, Phrase, read_phrase
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words, data
from loaders.find.topics import find_topics
from loaders.head import Head
from loaders.resolve import Resolver
from loaders.structure import Unit
from ontology.records import Citation, Holder, Issue, Measure, Role

_DATA = data("issues.toml")
_LABELS = {word: name for name, words in _DATA["labels"].items() for word in words}
_LABEL = re.compile(
    r"(?P<label>"
    + "|".join(sorted(_LABELS, key=len, reverse=True))
    + r")(?:（[^（）]{1,20}）|[一二三四五六七八九十\d]{1,3})?[ ]*(?P<mark>[：]|$)"
)
_INLINE = re.compile(r"(?<=[。；，、 \t])(?P<label>" + "|".join(sorted(_LABELS, key=len, reverse=True)) + r")：")
_ORDINAL = re.compile(r"^(?:第)?([一二三四五六七八九十]{1,4}|\d{1,3})(?:、|[.．](?!\d)|项)")
_TITLE_ORDINAL = re.compile(r"序号([一二三四五六七八九十\d]+)|第([一二三四五六七八九十百\d]+)项")
_CONTEXT = re.compile(r"整改|督察|反馈|巡视|巡察|审计|交办")
_STANDING = re.compile(r"长期|持续|立行立改")
_RAISED = re.compile(
    r"(?P<who>(?:第[一二三四五六七八九十]+轮)?(?:中央|国家|省级|省|市级|市)?(?:第[一二三四五六七八九十]+)?(?:生态环境保护|环境保护|生态环保|环保|生态环境)督察(?:组)?(?:“回头看”)?|(?:中央|省委|市委)?(?:巡视|巡察)(?:组)?|审计(?:署|厅|局)?)"
)


@dataclass(frozen=True, slots=True)
class Rectification:
    """Issues, measures, and the units that are lines of their labels (责任单位：…): no duties are read from these."""

    issues: tuple[Issue, ...]
    measures: tuple[Measure, ...]
    lines: frozenset[int]


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    ordinal: str | None
    fields: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    unit: int = -1


def state_issues(
    text: str, words: Words, units: list[Unit], head: Head, resolver: Resolver, citations: tuple[Citation, ...]
) -> Rectification:
    """The issues of the text in reading order and their measures (``Measure.issue`` counts from 0)."""
    if not _CONTEXT.search(words.text):
        return Rectification((), (), frozenset())
    drafts = _drafts(words.text, units, head)
    issues: list[Issue] = []
    measures: list[Measure] = []
    for draft in drafts:
        if draft.end <= draft.start:
            continue
        measures.extend(_measures(text, units, draft, len(issues), citations))
        issues.append(_issue(text, words, draft, head, resolver))
    plain_fields = [
        span
        for draft in drafts
        for name, spans in draft.fields.items()
        if name not in ("measures", "status")
        for span in spans
    ]
    lines = frozenset(u.index for u in units if any(u.start <= a < u.end for a, _ in plain_fields))
    return Rectification(tuple(issues), tuple(measures), lines)


def _drafts(flat: str, units: list[Unit], head: Head) -> list[_Draft]:
    drafts: list[_Draft] = []
    current: str | None = None
    holder: Unit | None = None
    rectification = bool(_CONTEXT.search(head.title or "")) or bool(_CONTEXT.search(flat[head.body : head.body + 300]))
    for unit in units:
        label = _LABEL.match(flat, unit.start, unit.end)
        name = _LABELS[label["label"]] if label and (label["mark"] or unit.children or unit.style) else None
        if name is None:
            if current and holder and drafts and not _leaves(unit, holder):
                _extend(drafts[-1], current, unit, flat)
            elif unit.style and holder and _leaves(unit, holder):
                current = None
            continue
        assert label is not None
        if name == "problem" and (unit.quoted or not rectification):
            continue
        if name != "problem" and not _belongs(drafts, unit):
            parent = unit.parent if unit.parent and unit.parent.style else None
            if not (
                rectification
                and name != "status"
                and parent
                and parent.end - parent.start > 8
                and not _LABEL.match(flat, parent.start, parent.end)
            ):
                current = None
                continue
            drafts.append(_begin(flat, parent.start, parent.end, head, parent))
        if name == "problem":
            drafts.append(_begin(flat, label.end(), unit.end, head, unit))
        current, holder = name, unit
        if not drafts:
            continue
        for field_name, start, end in _values(flat, name, label.end(), unit.end):
            if field_name != "problem":
                drafts[-1].fields.setdefault(field_name, []).append((start, end))
    return drafts


def _belongs(drafts: list[_Draft], unit: Unit) -> bool:
    """Is the line a field of the issue last begun (and not of the next numbered item)?"""
    if not drafts:
        return False
    parent = unit.parent.index if unit.parent else -1
    return parent in (drafts[-1].unit, -1) or parent <= drafts[-1].unit or unit.style != ""


def _leaves(unit: Unit, holder: Unit) -> bool:
    """Does a unit stand outside what the label's unit covers?"""
    if holder.style:
        return holder not in unit.ancestors()
    return bool(unit.style) and unit.parent is not holder.parent


def _begin(flat: str, start: int, end: int, head: Head, unit: Unit) -> _Draft:
    start, end = _trimmed(flat, start, end)
    numbered = _ORDINAL.match(flat[start:end])
    own = re.search(r"[一二三四五六七八九十\d]+", unit.label) if unit.start == start else None
    ordinal = numbered[1] if numbered else own[0] if own else None
    start += numbered.end() if numbered else 0
    if ordinal is None:
        named = _TITLE_ORDINAL.search(
            (head.title or "").translate(str.maketrans("()", "（）"))
        ) or _TITLE_ORDINAL.search(flat[head.body : head.body + 80])
        ordinal = (named[1] or named[2]) if named else None
    return _Draft(start, end, ordinal, unit=unit.index)


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flat[start] in " ：，。；\n“":
        start += 1
    while end > start and flat[end - 1] in " 。；\n":
        end -= 1
    return start, end


def _extend(draft: _Draft, name: str, unit: Unit, flat: str) -> None:
    if name == "problem":
        start, end = _trimmed(flat, unit.start, unit.end)
        if draft.end <= draft.start:
            numbered = _ORDINAL.match(flat[start:end])
            draft.start = start + (numbered.end() if numbered else 0)
        draft.end = end
        return
    draft.fields.setdefault(name, []).append((unit.start, unit.end))


def _values(flat: str, name: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The values in one line, where several labels may follow one another."""
    marks = [
        (name, start, start),
        *((_LABELS[m["label"]], m.start(), m.end()) for m in _INLINE.finditer(flat, start, end)),
    ]
    stops = [m[1] for m in marks[1:]] + [end]
    return [(n, *_trimmed(flat, begin, stop)) for (n, _, begin), stop in zip(marks, stops, strict=True)]


def _issue(text: str, words: Words, draft: _Draft, head: Head, resolver: Resolver) -> Issue:
    flat = words.text
    holders = [
        h
        for name in ("responsible", "cooperate", "supervise")
        for span in draft.fields.get(name, [])
        for h in _holders(words, *span, name, resolver)
    ]
    if not any(h.role in ("responsible", "lead") for h in holders):
        own = _own_government(resolver)
        holders = ([own] if own else []) + holders
    goal = " ".join(text[a:b] for a, b in draft.fields.get("goal", []) if a < b) or None
    status = _status(flat, draft, head)
    raised = _RAISED.search(head.title or "") or _RAISED.search(flat[: draft.start])
    quote = text[draft.start : draft.end]
    return Issue(
        quote=quote,
        start=draft.start,
        end=draft.end,
        ordinal=draft.ordinal,
        raised_by=_raised_by(raised["who"] if raised else None, resolver),
        responsible=tuple(holders),
        goal=goal,
        deadline=_deadline(text, flat, draft.fields.get("deadline", [])),
        status=status,
        status_claimed_by=head.issuer if status in ("completed", "in_progress") else None,
        topics=find_topics(quote),
        rule="issue.labelled",
        confidence=0.9,
    )


def _raised_by(who: str | None, resolver: Resolver) -> str | None:
    """省生态环境保护督察 in a document of 汕头 is that of 广东省."""
    if who and who.startswith("省") and resolver.place:
        units = resolver.register.ancestors(resolver.place)
        province = next((u.name for u in units if u.level == "province"), None)
        return f"{province}{who.removeprefix('省级').removeprefix('省')}" if province else who
    return who


def _holders(words: Words, start: int, end: int, name: str, resolver: Resolver) -> list[Holder]:
    role: Role = "responsible" if name == "responsible" else "cooperate" if name == "cooperate" else "supervise"
    found: list[Holder] = []
    position = start
    while position < end:
        phrase: Phrase | None = read_phrase(words, position, end)
        if phrase is None:
            following = re.compile(r"[，；、 \n]+").search(words.text, position, end)
            if not following:
                break
            position = following.end()
            continue
        found.extend(resolver.holder(body, role) for body in phrase.bodies if not body.private)
        position = phrase.end + 1
    return list(dict.fromkeys(found))


def _own_government(resolver: Resolver) -> Holder | None:
    """Who must put it right when the paper names nobody: the authority of the place that reports."""
    if resolver.area:
        paths = list(resolver.area.values())
        smallest = paths[-1].removeprefix(paths[-2]) if len(paths) > 1 else paths[-1]
        name = resolver.institution(Body(f"{smallest[-1]}人民政府", 0, 0, "government")).name
        return Holder(name, f"{smallest}人民政府", "responsible")
    unit = resolver.register.unit(resolver.place) if resolver.place else None
    if unit is None or unit.level not in ("province", "prefecture", "county"):
        return None
    mention = f"{unit.name}人民政府"
    return resolver.holder(Body(mention, 0, 0, "government"), "responsible")


def _status(flat: str, draft: _Draft, head: Head) -> str | None:
    told = "".join(flat[a:b] for a, b in draft.fields.get("status", []))
    until = "".join(flat[a:b] for a, b in draft.fields.get("deadline", []))
    for source in (told, until):
        for status, phrases in _DATA["status"].items():
            if any(p in source for p in phrases):
                return str(status)
    return (
        "completed" if told and re.search(r"完成情况|销号", head.title or flat[head.body : head.body + 200]) else None
    )


def _deadline(text: str, flat: str, spans: list[tuple[int, int]]) -> str | None:
    for start, end in spans:
        dates = [d.value for d in find_dates(flat[start:end]) if d.value]
        if dates:
            return dates[-1]
        if start < end and not _STANDING.search(flat, start, end):
            return text[start:end]
    return None


def _measures(
    text: str, units: list[Unit], draft: _Draft, issue: int, citations: tuple[Citation, ...]
) -> list[Measure]:
    """One measure a numbered item under the label, else one for each line of it; a plan quoted inside an item is part of it."""
    spans: list[list[int]] = []
    for start, end in draft.fields.get("measures", []):
        unit = next((u for u in units if u.start <= start < u.end), None)
        inside = unit is not None and (
            unit.quoted
            or (unit.style == "" and spans and unit.parent is not None and unit.parent.style in ("arabic", "cn-paren"))
        )
        if inside and spans:
            spans[-1][1] = end
        elif start < end:
            spans.append([start, end])
    found = []
    for start, end in spans:
        cited = [c for c in citations if text[c.start : c.end] in text[start:end]]
        dates = find_dates(text[start:end])
        found.append(
            Measure(
                quote=text[start:end],
                start=start,
                end=end,
                issue=issue,
                evidence=tuple(c.number or c.title or "" for c in cited),
                date=next((d.value for d in dates if d.value), None),
            )
        )
    return found
