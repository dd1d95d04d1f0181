"""How much was understood: every sentence that looks like a duty is extracted, rejected for a reason, or unexplained."""

from __future__ import annotations

import re

from loaders.find.lexicon import Words
from loaders.state.clauses import Refusal
from loaders.structure import Unit
from ontology.records import Coverage, Duty, Issue, Rejected, Span

_LOOKS = re.compile(
    r"应当|必须|负责|牵头|承担|配合|协助|职责|责任单位|责任主体|不得|可以|要(?=[加建健落严切认积组强完制把抓做])"
)
_SENTENCE = re.compile(r"[^。！？；\n]+")
_MIN_OVERLAP = 0.25


def measure_coverage(
    words: Words,
    units: list[Unit],
    duties: tuple[Duty, ...],
    refusals: list[Refusal],
    issues: tuple[Issue, ...],
    *,
    reporting: bool,
) -> Coverage:
    """Counts sentences (by 。；！？ and line ends) of the text proper that hold a word of duty."""
    flat = words.text
    covered = sorted((d.start, d.end) for d in duties)
    refused = sorted(refusals, key=lambda r: r.start)
    about_issues = [(i.start, i.end) for i in issues]
    extracted, rejected, unexplained = 0, [], []
    sentences = [m.span() for u in units for m in _SENTENCE.finditer(flat, u.start, u.end) if _LOOKS.search(m[0])]
    for start, end in sentences:
        if any(a < end and start < b for a, b in covered):
            extracted += 1
            continue
        reason = next((r.why for r in refused if r.start < end and start < r.end), None)
        if reason is None:
            reason = (
                "issue" if any(a < end and start < b for a, b in about_issues) else _shape(flat[start:end], reporting)
            )
        if reason:
            rejected.append(Rejected(start, end, reason))
        else:
            unexplained.append(Span(start, end))
    return Coverage(len(sentences), extracted, tuple(rejected), tuple(unexplained))


def _shape(sentence: str, reporting: bool) -> str | None:
    """Why a sentence that no rule took up is none: what it is by its outward form."""
    if sentence.rstrip().endswith("：") or (
        len(sentence) < 24 and not re.search(r"[，]", sentence) and not re.search("应当|必须", sentence)
    ):
        return "heading"
    if re.search(r"是指|所称|包括", sentence):
        return "definition"
    if (reporting and not re.search("应当|必须", sentence)) or re.search(r"[^已]了|已经?|取得|实现了|获得", sentence):
        return "report"
    if re.match(r"\s*(?:为|为了|根据|按照|依据)", sentence):
        return "purpose"
    return None
