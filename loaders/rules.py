"""The rules by which duties and issues are found (``data/rules.toml``): what each says, texts that show it, its use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import Literal

from loaders.find.lexicon import data
from ontology.records import Duty, Issue, Record, Role


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; ``id`` is what ``Duty.rule`` and ``Issue.rule`` hold.

    ``example`` gives a fact by this rule, borne by ``bearer`` in ``role``; ``counter_example`` gives none by it. Both
    are running text, or a table file when ``format`` is "csv". ``confidence`` is how sure the facts are that it finds.
    """

    id: str
    zh: str
    en: str
    example: str
    counter_example: str
    bearer: str
    role: Role
    format: Literal["text", "csv"]
    confidence: float


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the data file.

    >>> next(rule.zh for rule in rules() if rule.id == "duty.by")
    '用“由某单位负责”交给某单位'
    """
    return tuple(
        Rule(
            id=key,
            zh=row["says"]["zh"],
            en=row["says"]["en"],
            example=row["example"],
            counter_example=row["counter_example"],
            bearer=row["bearer"],
            role=row["role"],
            format=row.get("format", "text"),
            confidence=row["confidence"],
        )
        for key, row in data("rules.toml").items()
    )


def confidence(rule: str) -> float:
    """How sure a fact found by the rule with this id is.

    >>> confidence("duty.shall") > confidence("duty.elided")
    True
    """
    value: float = data("rules.toml")[rule]["confidence"]
    return value


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a rule fired: duties or issues found by it, documents that hold them, and their mean confidence."""

    rule: Rule
    facts: int
    documents: int
    mean_confidence: float | None


class Tally:
    """Counts how often each rule fires in the records given to it."""

    def __init__(self) -> None:
        self.documents = 0
        self._found: dict[str, list[list[float]]] = {rule.id: [] for rule in rules()}

    def add(self, record: Record) -> None:
        """Count the duties and issues of one document."""
        self.documents += 1
        of_document: dict[str, list[float]] = {}
        facts: tuple[Duty | Issue, ...] = (*record.duties, *record.issues)
        for fact in facts:
            of_document.setdefault(fact.rule, []).append(fact.confidence)
        for rule, confidences in of_document.items():
            self._found[rule].append(confidences)

    def usages(self) -> tuple[Usage, ...]:
        """The use of every rule, in the order of the data file; the mean has two places."""
        return tuple(_usage(rule, self._found[rule.id]) for rule in rules())


def _usage(rule: Rule, found: list[list[float]]) -> Usage:
    every = [confidence for of_document in found for confidence in of_document]
    return Usage(rule, len(every), len(found), round(fmean(every), 2) if every else None)
