"""Claims of different documents about one issue that contradict each other, side by side and without a winner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from graph.evidence import key_of, papers, source, text
from graph.links import Source
from graph.questions import run
from graph.same_issues import IssueBrief, SameIssue, clusters, issues_at, same_issues
from graph.store import Store

_FAR: Final = {"not_started": 0, "in_progress": 1, "completed": 2}


@dataclass(frozen=True, slots=True)
class Claim:
    """What ``claimant`` says of an issue in a document of ``date``; ``verifier`` is None when nobody checked it."""

    iri: str
    issue: str
    status: str
    claimant: str | None
    verifier: str | None
    date: str | None
    precision: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims on one issue that cannot all hold, by the date of their documents.

    ``why`` are the pairs that make the issues one. ``certain`` is false where they are only candidates.
    """

    issues: tuple[IssueBrief, ...]
    claims: tuple[Claim, ...]
    why: tuple[SameIssue, ...]
    certain: bool


def conflicts(store: Store, date: str, place: str | None = None) -> tuple[Conflict, ...]:
    """The conflicts among claims made by ``date`` (YYYY-MM-DD) about issues at or around ``place`` (code).

    Progress is no conflict: that a problem was being put right earlier and is completed later. A later claim that says
    less than an earlier one is, and so are different claims of one day or of documents without a date.
    """
    issues = issues_at(store, place)
    pairs = same_issues(issues)
    by_issue = claims_by_issue(store, (issue.iri for issue in issues), date)
    found = [
        _conflict(group, by_issue, [pair for pair in pairs if pair.verdict == "same"], certain=True)
        for group in clusters(issues, pairs)
    ]
    found += [
        _conflict([pair.first, pair.second], by_issue, [pair], certain=False)
        for pair in pairs
        if pair.verdict == "candidate"
    ]
    return tuple(conflict for conflict in found if conflict)


def claims_by_issue(store: Store, issues: Iterable[str], date: str) -> Mapping[str, Sequence[Claim]]:
    """The claims about each of these issues that were made by ``date``, or on a day that is not known."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims(store, issues):
        if claim.date is None or claim.date <= date:
            found[claim.issue].append(claim)
    return found


def claims(store: Store, issues: Iterable[str]) -> tuple[Claim, ...]:
    """The claims about these issues, by issue and date."""
    wanted = sorted(set(issues))
    rows = run(store, "claims", issues=wanted).rows if wanted else ()
    known = papers(store, {str(row["document"]) for row in rows})
    found = {
        str(row["claim"]): Claim(
            str(row["claim"]), str(row["issue"]), key_of(row["status"]) or "", text(row["claimant"]),
            text(row["verifier"]), text(row["date"]), text(row["precision"]), source(row, known),
        )
        for row in rows
    }  # fmt: skip
    return tuple(found.values())


def _conflict(
    group: Sequence[IssueBrief], by_issue: Mapping[str, Sequence[Claim]], pairs: Iterable[SameIssue], *, certain: bool
) -> Conflict | None:
    made = sorted(
        (claim for issue in group for claim in by_issue[issue.iri]), key=lambda claim: (claim.date or "", claim.iri)
    )
    if not any(_contradict(first, second) for first, second in combinations(made, 2)):
        return None
    inside = {issue.iri for issue in group}
    why = tuple(pair for pair in pairs if {pair.first.iri, pair.second.iri} <= inside)
    return Conflict(tuple(group), tuple(made), why, certain)


def _contradict(earlier: Claim, later: Claim) -> bool:
    if earlier.source.paper.iri == later.source.paper.iri or earlier.status == later.status:
        return False
    before, after = _FAR.get(earlier.status), _FAR.get(later.status)
    if before is None or after is None:
        return False
    progress = earlier.date and later.date and earlier.date < later.date and before < after
    return not progress
