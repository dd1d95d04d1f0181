"""Drafts to duties: resolved bearers, place in the document, topics, basis, dates, kind of responsibility."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.find.dates import find_dates
from loaders.find.lexicon import data
from loaders.find.topics import find_topics
from loaders.resolve import Resolver
from loaders.rules import confidence
from loaders.spans import Spans
from loaders.state.clauses import Draft
from loaders.state.grounds import Grounds
from loaders.structure import unit_at
from loaders.text import trimmed
from ontology.records import Duty, Issue

_LIABILITIES: dict[str, str] = data("roles.toml")["liability"]
_MARKS = " ，。；：、\n"


def finish_duties(
    text: str, drafts: Sequence[Draft], resolver: Resolver, grounds: Grounds, issues: Sequence[Issue]
) -> tuple[Duty, ...]:
    """The duties in reading order. A draft that lies in the words of an issue is none."""
    problems = Spans(issues)
    found = []
    for draft in sorted(drafts, key=lambda d: (d.start, d.end)):
        start, end = quote_span(grounds.flat, draft.start, draft.end)
        if end - start > 1 and not problems.first(start, end):
            found.append(_duty(text, draft, start, end, resolver, grounds))
    return tuple(found)


def quote_span(flat: str, start: int, end: int) -> tuple[int, int]:
    """The words of a duty without the marks around them, and without a closing quotation mark that was not opened."""
    start, end = trimmed(flat, start, end, _MARKS + "“”", _MARKS)
    while end > start and flat[end - 1] == "”" and "“" not in flat[start:end]:
        start, end = trimmed(flat, start, end - 1, "", _MARKS)
    return start, end


def _duty(text: str, draft: Draft, start: int, end: int, resolver: Resolver, grounds: Grounds) -> Duty:
    quote = grounds.flat[start:end]
    unit = unit_at(grounds.units, start)
    since, basis = grounds.of(start)
    named = grounds.cited.names([place for place in grounds.cited.within(start, end) if place.by_title])
    terms = [d.value for d in find_dates(quote) if d.value and d.bearing == "until"]
    return Duty(
        quote=text[start:end],
        start=start,
        end=end,
        holders=tuple(dict.fromkeys(resolver.holder(body, role) for body, role in draft.bearers)),
        eid=unit.eid if unit else None,
        topics=find_topics(quote),
        basis=tuple(dict.fromkeys((*basis, *named))),
        valid_from=since,
        deadline=terms[-1] if terms else None,
        general=draft.general,
        kind=next((kind for word, kind in _LIABILITIES.items() if word in quote), None),
        place=resolver.place,
        rule=draft.rule,
        confidence=confidence(draft.rule),
    )
