"""What is doubtful about the evidence of a rectification: old measures, bare claims, documents that are not at hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from graph.conflicts import Claim, claims_by_issue
from graph.evidence import papers, source, text
from graph.links import Paper, Source
from graph.questions import run
from graph.results import Row
from graph.same_issues import IssueBrief, SameIssue, clusters, issues_at, near, same_issues
from graph.store import Store
from ontology.dates import last_day
from ontology.errors import ZelianError

Kind = Literal["older-than-finding", "claim-only", "not-at-hand"]
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|〔|-|〕|度)")
_NUMBER_YEAR: Final = re.compile(r"〔(\d{4})〕")
_WIDTH: Final = {"year": 4, "month": 7}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about an issue.

    ``dated`` is the day of the measure or paper and ``raised`` that of the finding, which ``raised_in`` gives; ``why``
    says why that document's issue is this one. ``paper`` is the document named as evidence, ``claimant`` who alone
    says that the issue is settled, ``quote`` and ``source`` the words of the measure or claim.
    """

    kind: Kind
    issue: IssueBrief
    quote: str
    source: Source
    dated: str | None = None
    raised: str | None = None
    raised_in: Source | None = None
    why: SameIssue | None = None
    paper: Paper | None = None
    claimant: str | None = None


@dataclass(frozen=True, slots=True)
class _Raised:
    """When an issue was found, and how that is known."""

    day: str
    source: Source
    why: SameIssue | None


def check_evidence(store: Store, date: str, *, issue: str | None = None, place: str | None = None) -> tuple[Doubt, ...]:
    """The doubts about the issue with this IRI, or about those at or around a place (code), as of ``date``.

    A document that gives no day for the finding takes it from another that has the same issue. Raises E404 for an
    issue that the store does not have.
    """
    everything = issues_at(store, place)
    if issue:
        asked = next((one for one in everything if one.iri == issue), None)
        if asked is None:
            raise ZelianError("E404", what=issue)
        everything = tuple(one for one in everything if near(one.place, asked.place))
    pairs = same_issues(everything)
    groups = [group for group in clusters(everything, pairs) if not issue or issue in {one.iri for one in group}]
    wanted = [one.iri for group in groups for one in group]
    measures = _by_issue(run(store, "measures-on", issues=wanted).rows if wanted else ())
    made = claims_by_issue(store, wanted, date)
    held = _evidence(store, measures)
    found: list[Doubt] = []
    for group in groups:
        for one in group:
            raised = _raised(one, group, pairs)
            for rows in measures.get(one.iri, {}).values():
                found += _about_measure(one, rows, raised, held)
        found += _claimed_only(group, made)
    return tuple(found)


def _by_issue(rows: Iterable[Row]) -> dict[str, dict[str, list[Row]]]:
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[str(row["issue"])][str(row["measure"])].append(row)
    return found


def _evidence(store: Store, measures: Mapping[str, Mapping[str, Sequence[Row]]]) -> dict[str, Paper]:
    """The documents named as evidence, by IRI; one cited by its title alone is the one that is meant."""
    rows = [row for each in measures.values() for some in each.values() for row in some]
    named = {str(row["evidence"]) for row in rows if row["evidence"]} | {str(row["document"]) for row in rows}
    meant = {str(row["paper"]): str(row["meant"]) for row in run(store, "meant", papers=sorted(named))} if named else {}
    known = papers(store, named | set(meant.values()))
    return {iri: known[meant.get(iri, iri)] for iri in named if meant.get(iri, iri) in known}


def _raised(issue: IssueBrief, group: Sequence[IssueBrief], pairs: Iterable[SameIssue]) -> _Raised | None:
    if issue.raised:
        return _Raised(issue.raised, issue.source, None)
    for other in sorted(group, key=lambda one: one.raised or "9999"):
        if other.raised:
            why = next((pair for pair in pairs if {pair.first.iri, pair.second.iri} == {issue.iri, other.iri}), None)
            return _Raised(other.raised, other.source, why)
    return None


def _about_measure(
    issue: IssueBrief, rows: Sequence[Row], raised: _Raised | None, held: Mapping[str, Paper]
) -> Iterable[Doubt]:
    row = rows[0]
    quote, where = str(row["quote"]), source(row, held)
    named = {str(one["evidence"]): held[str(one["evidence"])] for one in rows if one["evidence"]}
    if raised and (dated := _older(row, quote, named.values(), raised.day)):
        paper = next((one for one in named.values() if _dated(one, raised.day)), None)
        yield Doubt("older-than-finding", issue, quote, where, dated, raised.day, raised.source, raised.why, paper)
    for paper in named.values():
        if not paper.held:
            yield Doubt("not-at-hand", issue, quote, where, paper=paper)


def _older(row: Row, quote: str, named: Iterable[Paper], raised: str) -> str | None:
    """The day of a measure that is over before the finding; one that goes on into its year or later is not older."""
    if any(year >= raised[:4] for year in _YEAR.findall(quote)):
        return None
    day = text(row["date"])
    if day:
        told = day[: _WIDTH.get(str(row["precision"]), 10)]
        return told if last_day(told) < raised else None
    return next((dated for paper in named if (dated := _dated(paper, raised))), None)


def _dated(paper: Paper, raised: str) -> str | None:
    """The day, or the year of the number, of a document that is older than the finding."""
    if paper.issued:
        told = paper.issued[: _WIDTH.get(str(paper.precision), 10)]
        return told if last_day(told) < raised else None
    year = _NUMBER_YEAR.search(paper.number or "")
    return year[1] if year and year[1] < raised[:4] else None


def _claimed_only(group: Sequence[IssueBrief], made: Mapping[str, Sequence[Claim]]) -> Iterable[Doubt]:
    """A completion that one body alone claims and nobody is said to have verified."""
    settled = [(issue, claim) for issue in group for claim in made[issue.iri] if claim.status == "completed"]
    if any(claim.verifier for _, claim in settled) or len({claim.claimant for _, claim in settled}) > 1:
        return
    for issue, claim in settled:
        yield Doubt("claim-only", issue, issue.quote, claim.source, claim.date, claimant=claim.claimant)
