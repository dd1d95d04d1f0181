"""Bearers after a task, in brackets or on a line."""

from __future__ import annotations

import pytest

from loaders.find.lexicon import Words
from loaders.state.attributions import find_brackets, looks_like_attribution, read_attribution
from tests.loaders.reading import borne, record


def given(text: str) -> list[tuple[str, str]]:
    found = read_attribution(Words(text), 0, len(text))
    return [(body.mention, role) for body, role in found.bearers] if found else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "县水利局牵头，县公安局、财政局配合",
            [("县水利局", "lead"), ("县公安局", "cooperate"), ("财政局", "cooperate")],
        ),
        ("牵头单位：县水利局；配合单位：各镇人民政府", [("县水利局", "lead"), ("各镇人民政府", "cooperate")]),
        ("责任单位：县水利局、县公安局", [("县水利局", "responsible"), ("县公安局", "responsible")]),
        ("县水利局、县公安局等部门按职责分工负责", [("县水利局", "responsible"), ("县公安局", "responsible")]),
        ("县水利局负责", [("县水利局", "responsible")]),
        ("县纪委监委督导", [("县纪委监委", "supervise")]),
        ("含支流", []),
        ("以下简称县水利局", []),
    ],
)
def test_attribution(text: str, expected: list[tuple[str, str]]) -> None:
    assert (given(text) if looks_like_attribution(text, 0, len(text)) else []) == expected


def test_outermost_brackets_that_close() -> None:
    text = "（甲（乙）丙）丁（戊"
    assert [text[a:b] for a, b in find_brackets(text, 0, len(text))] == ["甲（乙）丙"]


def test_role_of_the_bracket_overrides_the_verb() -> None:
    found = record("（一）督促各镇落实保洁制度。（县水利局牵头）")
    assert borne(found) == [("县水利局", "lead", "督促各镇落实保洁制度")]


def test_each_task_has_the_bracket_that_closes_it() -> None:
    found = record("（一）排查入河排污口。（县水利局负责）清理河道垃圾。（各镇人民政府负责）")
    assert borne(found) == [
        ("县水利局", "responsible", "排查入河排污口"),
        ("各镇人民政府", "responsible", "清理河道垃圾"),
    ]


def test_bearer_of_all_later_tasks() -> None:
    found = record("（一）排查排污口。（县水利局牵头。以下各项均需各镇人民政府落实）\n（二）清理垃圾。（县住建局牵头）")
    assert ("各镇人民政府", "responsible", "清理垃圾") in borne(found)
    assert ("各镇人民政府", "responsible", "排查排污口") not in borne(found)
