"""Every rule is shown by an example, and the ids in the code are those of the data file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.rules import Rule, rules
from ontology.records import Holder, Record
from tests.loaders.reading import record, table

LOADERS = Path(__file__).resolve().parents[2] / "loaders"


def read(rule: Rule, text: str) -> Record:
    return table(text) if rule.format == "csv" else record(text)


def holders(found: Record, rule: Rule) -> set[Holder]:
    duties = {holder for duty in found.duties if duty.rule == rule.id for holder in duty.holders}
    return duties | {holder for issue in found.issues if issue.rule == rule.id for holder in issue.responsible}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_example_is_found_by_the_rule(rule: Rule) -> None:
    found = {(holder.mention, holder.role) for holder in holders(read(rule, rule.example), rule)}
    assert (rule.bearer, rule.role) in found


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_counter_example_is_not(rule: Rule) -> None:
    assert not holders(read(rule, rule.counter_example), rule)


def test_ids_in_the_code_are_those_of_the_data_file() -> None:
    sources = [path.read_text("utf-8") for path in LOADERS.rglob("*.py") if path.name != "rules.py"]
    used = {rule for source in sources for rule in re.findall(r'"((?:duty|issue)\.[a-z-]+)"', source)}
    assert used == {rule.id for rule in rules()}
