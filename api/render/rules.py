"""The rules and how often they fired, as text, JSON or CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TextIO

from api.lang import say
from loaders.rules import Usage
from ontology.vocabulary import Language


def rule_lines(usages: Sequence[Usage], documents: int, lang: Language) -> Iterator[str]:
    """What each rule says in one language, how often it fired, its example and its counter-example; then the sum."""
    for usage in usages:
        rule = usage.rule
        yield f"{rule.id}  {rule.zh if lang == 'zh' else rule.en}"
        used = {"facts": usage.facts, "documents": usage.documents, "confidence": usage.mean_confidence}
        yield f"  {say('rule_used' if usage.facts else 'rule_unused', lang, **used)}"
        for key, text in (("example", rule.example), ("counter_example", rule.counter_example)):
            first, *more = text.splitlines()
            yield f"  {say(key, lang)}{'：' if lang == 'zh' else ': '}{first}"
            yield from (f"    {line}" for line in more)
    yield say("rules_over", lang, rules=len(usages), documents=documents)


def rules_json(usages: Sequence[Usage], documents: int) -> str:
    """``{"documents": 7, "rules": [{"id": …, "facts": …, "documents": …, "confidence": …}]}``."""
    return json.dumps({"documents": documents, "rules": [_row(each) for each in usages]}, ensure_ascii=False, indent=1)


def write_csv(usages: Sequence[Usage], stream: TextIO) -> None:
    """A row a rule, under a header."""
    rows = [_row(usage) for usage in usages]
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _row(usage: Usage) -> dict[str, object]:
    row = asdict(usage)
    return {**row.pop("rule"), **row}
