"""Drafts to duties: resolved bearers, place in the document, topics, basis, dates, kind of responsibility."""

from __future__ import annotations

import re

from loaders.find.dates import find_dates
from loaders.find.topics import find_topics
from loaders.resolve import Resolver
from loaders.state.clauses import Draft
from loaders.state.context import Grounds
from loaders.state.duties import Duties
from ontology.names import normal_name
from ontology.records import Citation, Duty, Issue

_KINDS = (("主体责任", "主体"), ("监管责任", "监管"), ("领导责任", "领导"), ("属地", "属地"))
_TERM = re.compile(r"前|底|以内|之前")


def finish_duties(
    text: str,
    flat: str,
    duties: Duties,
    resolver: Resolver,
    grounds: Grounds,
    citations: tuple[Citation, ...],
    issues: tuple[Issue, ...],
) -> tuple[Duty, ...]:
    """The duties in reading order. A draft that lies in the words of an issue is none."""
    found = []
    for draft in sorted(duties.drafts, key=lambda d: (d.start, d.end)):
        start, end = _trimmed(flat, draft.start, draft.end)
        if end - start < 2 or any(i.start < end and start < i.end for i in issues):
            continue
        found.append(_duty(text, flat, draft, start, end, resolver, grounds, citations))
    return tuple(found)


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flat[start] in " ，。；：、\n“”":
        start += 1
    while (end > start and flat[end - 1] in " ，。；：、\n") or (
        end > start and flat[end - 1] == "”" and "“" not in flat[start:end]
    ):
        end -= 1
    return start, end


def _duty(
    text: str,
    flat: str,
    draft: Draft,
    start: int,
    end: int,
    resolver: Resolver,
    grounds: Grounds,
    citations: tuple[Citation, ...],
) -> Duty:
    quote = flat[start:end]
    unit = grounds.unit_at(start)
    since, basis = grounds.of(start)
    named = tuple(
        c.number or c.title or "" for c in citations if c.title and f"《{normal_name(c.title)}》" in normal_name(quote)
    )
    holders = tuple(dict.fromkeys(resolver.holder(body, role) for body, role in draft.bearers))
    terms = [d.value for d in find_dates(quote) if d.value and d.bearing == "until"]
    return Duty(
        quote=text[start:end],
        start=start,
        end=end,
        holders=holders,
        eid=unit.eid if unit else None,
        topics=find_topics(quote),
        basis=tuple(dict.fromkeys((*basis, *named))),
        valid_from=since,
        deadline=terms[-1] if terms else None,
        general=draft.general,
        kind=next((kind for word, kind in _KINDS if word in quote), None),
        place=resolver.place,
        rule=draft.rule,
        confidence=draft.confidence,
    )
