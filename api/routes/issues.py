"""``/issues``: what inspections found, who must put it right, and who says how far that is."""

from __future__ import annotations

from collections import defaultdict

from fastapi import APIRouter, Depends

from api.pages.facts import IssueFact, issues
from api.pages.page import Page, Table, page
from api.pages.paging import paged
from api.pages.view import View, iri_of, view
from api.render.checks import doubt_line, same_line
from graph.conflicts import claims
from graph.evidence import papers
from graph.links import Paper
from graph.proofs import check_evidence
from graph.questions import run
from graph.same_issues import issues_at, same_issues
from ontology.dates import ALL_TIME
from ontology.errors import ZelianError

router = APIRouter()
COLUMNS = ("issue", "ordinal", "quote", "raiser", "raised", "bearers", "goal", "deadline", "status", "claimant",
           "document", "start", "end")  # fmt: skip


@page(router, "/issues")
def issue_list(page: int = 1, seen: View = Depends(view)) -> Page:  # noqa: B008
    """The issues that were raised by the date of the view, or on a day not known, with their status as said by then."""
    found = issues(seen.store, run(seen.store, "issues", date=seen.date))
    shown, paging = paged(found, page, seen.settings.page_rows)
    return Page("issues.html", {"issues": shown, "paging": paging}, Table(COLUMNS, [_line(one) for one in found]))


@page(router, "/issues/{identifier}")
def issue(identifier: str, seen: View = Depends(view)) -> Page:  # noqa: B008
    """An issue with the measures taken and the documents that are named as evidence."""
    iri = iri_of("issue", identifier)
    found = issues(seen.store, [row for row in run(seen.store, "issues", date=ALL_TIME) if row["issue"] == iri])
    if not found:
        raise ZelianError("E404", what=identifier)
    rows = run(seen.store, "measures", issue=iri).rows
    evidence = papers(seen.store, (str(row["evidence"]) for row in rows if row["evidence"]))
    named: dict[str, list[Paper]] = defaultdict(list)
    for row in rows:
        if row["evidence"]:
            named[str(row["measure"])].append(evidence[str(row["evidence"])])
    measures = {str(row["measure"]): {**row, "evidence": named[str(row["measure"])]} for row in rows}
    around = issues_at(seen.store)
    data = {
        "issue": found[0],
        "measures": list(measures.values()),
        "claims": claims(seen.store, [iri]),
        "doubts": check_evidence(seen.store, seen.date, issue=iri),
        "same": [pair for pair in same_issues(around) if iri in (pair.first.iri, pair.second.iri)],
    }
    return Page("issue.html", data, extra={"same_line": same_line, "doubt_line": doubt_line})


def _line(one: IssueFact) -> tuple[object, ...]:
    bearers = "; ".join(f"{bearer.role}: {bearer.name}" for bearer in one.bearers)
    paper = one.source.paper
    return (one.iri, one.ordinal, one.quote, one.raiser, one.raised, bearers, one.goal, one.deadline, one.status,
            one.claimant, paper.called, one.source.start, one.source.end)  # fmt: skip
