"""Which issues of different documents are the same issue, and why. Candidates are shown and never merged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

import networkx as nx

from graph.evidence import key_of, papers, source, text
from graph.links import Source
from graph.questions import run
from graph.similarity import alike
from graph.store import Store
from ontology.dates import ALL_TIME
from ontology.names import normal_name

Verdict = Literal["same", "candidate"]
Reason = Literal["number", "raiser", "date", "words", "likeness"]

LIKE: Final = 75
"""From this likeness of their words on, two issues without other signs are candidates."""
CONFIRMS: Final = 60
"""With number and raiser the same, this likeness makes up for a date that one of the documents does not give."""
_ROUND: Final = re.compile(r"(?:生态环境保护|环境保护|生态环保|生态环境|环保)")
_GROUP: Final = re.compile(r"(?:组|“回头看”|\"回头看\"|办公室)$")
_NUMERAL: Final = {mark: str(value) for value, mark in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class IssueBrief:
    """An issue as far as it tells which one it is, and what its document says of its status."""

    iri: str
    quote: str
    ordinal: str | None
    raiser: str | None
    raised: str | None
    place: str | None
    status: str | None
    deadline: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class SameIssue:
    """Two issues of two documents: the same by ``reasons``, or a candidate by their ``likeness`` (0 to 100)."""

    first: IssueBrief
    second: IssueBrief
    verdict: Verdict
    reasons: tuple[Reason, ...]
    likeness: float


def issues_at(store: Store, place: str | None = None) -> tuple[IssueBrief, ...]:
    """The issues of the store whose place (code) is ``place``, lies in it or contains it; all without ``place``."""
    rows = run(store, "issues", date=ALL_TIME).rows
    known = papers(store, {str(row["document"]) for row in rows})
    found: dict[str, IssueBrief] = {}
    for row in rows:
        code = key_of(row["place"])
        if place is None or near(code, place):
            found.setdefault(
                str(row["issue"]),
                IssueBrief(
                    str(row["issue"]), str(row["quote"]), text(row["ordinal"]), text(row["raiser"]),
                    text(row["raised"]), code, key_of(row["status"]), text(row["deadline"]), source(row, known),
                ),
            )  # fmt: skip
    return tuple(found.values())


def same_issues(issues: Iterable[IssueBrief]) -> tuple[SameIssue, ...]:
    """The pairs of ``issues`` of different documents that are the same issue or may be."""
    pairs = (
        _pair(first, second)
        for first, second in combinations(issues, 2)
        if first.source.paper.iri != second.source.paper.iri and near(first.place, second.place)
    )
    return tuple(pair for pair in pairs if pair)


def clusters(issues: Sequence[IssueBrief], pairs: Iterable[SameIssue]) -> list[list[IssueBrief]]:
    """The issues put together by the pairs that are the same; candidates join nothing."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(issue.iri for issue in issues)
    graph.add_edges_from((pair.first.iri, pair.second.iri) for pair in pairs if pair.verdict == "same")
    joined = {iri: number for number, part in enumerate(nx.connected_components(graph)) for iri in part}
    found: dict[int, list[IssueBrief]] = defaultdict(list)
    for issue in issues:
        found[joined[issue.iri]].append(issue)
    return list(found.values())


def _pair(first: IssueBrief, second: IssueBrief) -> SameIssue | None:
    """Contradicting dates of the finding make two findings, whatever the words: a problem can come back."""
    if first.raised and second.raised and first.raised != second.raised:
        return None
    number = bool(first.ordinal and _number(first.ordinal) == _number(second.ordinal or ""))
    raiser = bool(first.raiser and _raiser(first.raiser) == _raiser(second.raiser or ""))
    dated = bool(first.raised and second.raised)
    words = _words(first.quote) == _words(second.quote)
    likeness = 100.0 if words else alike(first.quote, second.quote)
    signs: tuple[tuple[Reason, bool], ...] = (("number", number), ("raiser", raiser), ("date", dated), ("words", words))
    reasons = tuple(reason for reason, told in signs if told)
    if words or (number and raiser and (dated or likeness >= CONFIRMS)):
        told = reasons if dated or words else (*reasons, "likeness")
        return SameIssue(first, second, "same", told, likeness)
    return SameIssue(first, second, "candidate", (*reasons, "likeness"), likeness) if likeness >= LIKE else None


def near(first: str | None, second: str | None) -> bool:
    """Whether one place is the other, contains it or is not known."""
    if not first or not second or "100000" in (first, second):
        return True
    return first.startswith(second) or second.startswith(first)


def _words(quote: str) -> str:
    return re.sub(r"\W", "", normal_name(quote))


def _number(ordinal: str) -> str:
    return _NUMERAL.get(ordinal, normal_name(ordinal))


def _raiser(name: str) -> str:
    """An inspection under the names that it has in different papers.

    >>> _raiser("广东省环境保护督察组") == _raiser("广东省生态环境保护督察")
    True
    """
    return _ROUND.sub("环保", _GROUP.sub("", normal_name(name)))
