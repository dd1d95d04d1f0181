"""How much was understood: what looks like a duty is extracted, rejected for a reason, or unexplained."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from loaders.find.patterns import patterns
from loaders.spans import Spans
from loaders.state.clauses import Refusal
from loaders.structure import Unit
from ontology.records import Coverage, Duty, Issue, Rejected, Span

_RE = patterns("coverage")
_SENTENCE = re.compile(r"[^。！？；\n]+")
_LONGEST_HEADING = 23


def measure_coverage(
    flat: str,
    units: Sequence[Unit],
    duties: Sequence[Duty | Span],
    refusals: Sequence[Refusal],
    issues: Sequence[Issue],
    *,
    reporting: bool,
    rows: Collection[Span] = (),
) -> Coverage:
    """Counts sentences (by 。；！？ and line ends) of the text proper that hold a word of duty, and ``rows``: what
    cells of lists of duties state.

    ``duties`` are the stretches that were taken up: duties, and the brackets that gave them their bearers.
    """
    extracted, refused, problems = Spans(duties), Spans(refusals), Spans(issues)
    sentences = [m.span() for u in units for m in _SENTENCE.finditer(flat, u.start, u.end)]
    sentences = [(start, end) for start, end in sentences if _RE["looks-like-duty"].search(flat, start, end)]
    listed = {(row.start, row.end) for row in rows}
    sentences = sorted((*sentences, *listed))
    rejected, unexplained, count = [], [], 0
    for start, end in sentences:
        if extracted.first(start, end):
            count += 1
            continue
        if problems.first(start, end):
            reason: str | None = "issue"
        elif refusal := refused.first(start, end):
            reason = refusal.why
        elif (start, end) in listed:
            reason = None
        else:
            reason = _form(flat[start:end], reporting)
        if reason:
            rejected.append(Rejected(start, end, reason))
        else:
            unexplained.append(Span(start, end))
    return Coverage(len(sentences), count, tuple(rejected), tuple(unexplained))


def _form(sentence: str, reporting: bool) -> str | None:
    """Why a sentence that no rule took up is none: what it is by its outward form."""
    strict = bool(_RE["strict-order"].search(sentence))
    short = len(sentence) <= _LONGEST_HEADING and "，" not in sentence and not strict
    if short or sentence.rstrip().endswith("："):
        return "heading"
    if _RE["definition"].search(sentence):
        return "definition"
    if (reporting and not strict) or _RE["told"].search(sentence):
        return "report"
    return "purpose" if _RE["purpose"].match(sentence) else None
