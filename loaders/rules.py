"""The rules by which duties and issues are found (``data/rules.toml``): what each says, and texts that show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from loaders.find.lexicon import data
from ontology.records import Role


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; ``id`` is what ``Duty.rule`` and ``Issue.rule`` hold.

    ``example`` gives a fact by this rule, borne by ``bearer`` in ``role``; ``counter_example`` gives none by it. Both
    are running text, or a table file when ``format`` is "csv".
    """

    id: str
    zh: str
    en: str
    example: str
    counter_example: str
    bearer: str
    role: Role
    format: Literal["text", "csv"]


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
        )
        for key, row in data("rules.toml").items()
    )
