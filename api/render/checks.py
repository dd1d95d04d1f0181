"""Conflicting claims and doubtful evidence as rows and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.lang import say
from api.render.chain import cited, concept, day, located, one_line, short
from graph.conflicts import Conflict
from graph.proofs import Doubt
from graph.same_issues import SameIssue
from ontology.vocabulary import Language

CONFLICT_COLUMNS: Final = ("conflict", "certain", "why", "issue", "quote", "status", "claimant", "verifier", "date",
                           "document", "start", "end")  # fmt: skip
DOUBT_COLUMNS: Final = ("kind", "issue", "quote", "dated", "raised", "raised_in", "why", "paper", "claimant",
                        "document", "start", "end")  # fmt: skip


def conflict_rows(number: int, conflict: Conflict, lang: Language) -> Iterator[tuple[object, ...]]:
    """One row a claim; rows with one ``number`` contradict each other."""
    quotes = {issue.iri: issue.quote for issue in conflict.issues}
    why = "; ".join(same_line(pair, lang) for pair in conflict.why)
    for claim in conflict.claims:
        source = claim.source
        yield (number, conflict.certain, why, claim.issue, quotes[claim.issue], concept("status", claim.status, lang),
               claim.claimant, claim.verifier, day(claim.date, claim.precision), short(source.paper), source.start,
               source.end)  # fmt: skip


def conflict_lines(conflict: Conflict, lang: Language) -> Iterator[str]:
    """The issue, each claim with who makes it and who checked it, and why the issues are one."""
    yield one_line(conflict.issues[0].quote)
    for pair in conflict.why:
        yield f"  {say('same_issue' if conflict.certain else 'candidate_issue', lang)}: {same_line(pair, lang)}"
    for claim in conflict.claims:
        status = concept("status", claim.status, lang)
        yield f"  {say('claimed', lang, who=claim.claimant or '—', status=status)} · {day(claim.date, claim.precision)}"
        checked = say("verified_by", lang, who=claim.verifier) if claim.verifier else say("not_verified", lang)
        yield f"    {checked} · {located(claim.source, lang)}"


def same_line(pair: SameIssue, lang: Language) -> str:
    """Why two issues are one, or may be."""
    reasons = "、" if lang == "zh" else ", "
    told = reasons.join(say(f"same_{reason}", lang, likeness=round(pair.likeness)) for reason in pair.reasons)
    return f"{cited(pair.first.source.paper)} ↔ {cited(pair.second.source.paper)}: {told}"


def doubt_row(doubt: Doubt, lang: Language) -> tuple[object, ...]:
    """A doubt as a row of a table."""
    return (
        say(doubt.kind, lang), doubt.issue.iri, doubt.quote, doubt.dated, doubt.raised,
        doubt.raised_in and short(doubt.raised_in.paper), doubt.why and same_line(doubt.why, lang),
        doubt.paper and short(doubt.paper), doubt.claimant, short(doubt.source.paper), doubt.source.start,
        doubt.source.end,
    )  # fmt: skip


def doubt_line(doubt: Doubt, lang: Language) -> str:
    """What is doubtful, in one sentence."""
    paper = short(doubt.paper) if doubt.paper else ""
    about = {"dated": doubt.dated, "raised": doubt.raised, "paper": paper, "who": doubt.claimant or "—"}
    return say(f"doubt_{doubt.kind}", lang, **about)


def doubt_lines(doubt: Doubt, lang: Language) -> Iterator[str]:
    """The doubt, the words that it is about and where they stand, and whence the day of the finding is known."""
    yield doubt_line(doubt, lang)
    yield f"  {one_line(doubt.quote)}"
    yield f"  {located(doubt.source, lang)}"
    if doubt.raised_in and doubt.kind == "older-than-finding":
        yield f"  {say('raised_in', lang, source=located(doubt.raised_in, lang))}"
    if doubt.why:
        yield f"  {say('same_issue', lang)}: {same_line(doubt.why, lang)}"
