"""Every rule is shown by an example, and the ids in the code are those of the data file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.rules import Rule, Tally, rules
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
def test_facts_have_the_confidence_of_their_rule(rule: Rule) -> None:
    found = read(rule, rule.example)
    assert {fact.confidence for fact in (*found.duties, *found.issues) if fact.rule == rule.id} == {rule.confidence}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_counter_example_is_not(rule: Rule) -> None:
    assert not holders(read(rule, rule.counter_example), rule)


def test_ids_in_the_code_are_those_of_the_data_file() -> None:
    sources = [path.read_text("utf-8") for path in LOADERS.rglob("*.py") if path.name != "rules.py"]
    used = {rule for source in sources for rule in re.findall(r'"((?:duty|issue)\.[a-z-]+)"', source)}
    assert used == {rule.id for rule in rules()}


def test_facts_documents_and_mean_confidence_are_counted() -> None:
    one = record("第一条 县水利局应当组织河道巡查。\n第二条 县公安局应当查处违法行为。")
    first, second = one.duties
    two = replace(one, duties=(replace(first, confidence=0.4), replace(second, confidence=0.7)))
    three = replace(one, duties=(replace(first, confidence=0.1),))
    tally = Tally()
    for each in (two, three, record("今天天气很好。")):
        tally.add(each)
    usages = {usage.rule.id: usage for usage in tally.usages()}
    shall, by = usages["duty.shall"], usages["duty.by"]
    assert tally.documents == 3
    assert (shall.facts, shall.documents, shall.mean_confidence) == (3, 2, 0.4)
    assert (by.facts, by.documents, by.mean_confidence) == (0, 0, None)
