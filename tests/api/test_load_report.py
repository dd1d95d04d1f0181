"""What loading says of a new version of a document, word by word, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.changes import Change
from api.ingest import load
from api.lang import say
from api.render.load import change_line, report_lines
from graph.oxigraph import Embedded
from loaders.columns import MEANINGS
from ontology.vocabulary import Language
from tests.api.test_ingest import PLAN, write

MONEY, AUDIT = "云水市青禾县财政局", "云水市青禾县审计局"
FUNDS, INSPECT = "负责保障河道保洁经费", "负责河道巡查工作"


def said(folder: Path, new: str, lang: Language) -> list[str]:
    """The lines below the first of the report on loading ``new`` over the plan."""
    store, plan = Embedded(), write(folder, "plan.txt", PLAN)
    divisions = write(folder, "divisions.csv", "代码,名称,级别\n99,江岭省,省级\n9901,云水市,地级\n990121,青禾县,县级\n")
    list(load(store, [divisions, plan], lang="zh", max_bytes=1 << 20))
    write(folder, "plan.txt", new)
    [report] = load(store, [plan], lang="zh", max_bytes=1 << 20)
    first, *more = report_lines(report, lang)
    assert first.startswith("变更" if lang == "zh" else "changed")
    return more


@pytest.mark.parametrize(("lang", "word"), [("zh", "出现"), ("en", "appeared")])
def test_a_duty_that_began(tmp_path: Path, lang: Language, word: str) -> None:
    new = PLAN.replace("经费。\n", f"经费。\n三、县审计局{INSPECT}。\n")
    assert said(tmp_path, new, lang) == [f"  {word}: {AUDIT}: {INSPECT}"]


@pytest.mark.parametrize(("lang", "word"), [("zh", "消失"), ("en", "ended")])
def test_a_duty_that_ended(tmp_path: Path, lang: Language, word: str) -> None:
    new = PLAN.replace(f"二、县财政局{FUNDS}。\n", "")
    assert said(tmp_path, new, lang) == [f"  {word}: {MONEY}: {FUNDS}"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "变更（承担者）"), ("en", "changed (who bears it)")])
def test_a_duty_that_passed_on(tmp_path: Path, lang: Language, words: str) -> None:
    new = PLAN.replace("县财政局", "县审计局")
    assert said(tmp_path, new, lang) == [f"  {words}: {MONEY} → {AUDIT}: {FUNDS}"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "变更（依据、时限）"), ("en", "changed (basis, deadline)")])
def test_what_differs_where_the_bearer_stays(lang: Language, words: str) -> None:
    change = Change("changed", FUNDS, (MONEY,), (MONEY,), ("basis", "deadline"))
    assert change_line(change, lang) == f"{words}: {MONEY}: {FUNDS}"


def test_nothing_is_said_of_a_text_that_only_moved(tmp_path: Path) -> None:
    assert said(tmp_path, PLAN.replace("各街道办事处：", "各街道办事处，县政府有关部门："), "zh") == []


@pytest.mark.parametrize("meaning", MEANINGS)
def test_there_are_words_for_everything_that_a_column_can_hold(meaning: str) -> None:
    assert say(f"column_{meaning}", "zh") != say(f"column_{meaning}", "en")
