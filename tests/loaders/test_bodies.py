"""Phrases that name bearers: what belongs to a name, what to the next one, what to the sentence."""

from __future__ import annotations

import pytest

from loaders.find.bodies import read_bodies, read_phrase
from loaders.find.lexicon import Words


def named(text: str) -> list[str]:
    phrase = read_phrase(Words(text), 0, len(text))
    return [body.mention for body in phrase.bodies] if phrase else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市、区（县）人民政府应当加强领导", ["市人民政府", "区（县）人民政府"]),
        ("各县、区人民政府负责", ["各县人民政府", "区人民政府"]),
        ("公安、民政等部门应当配合", ["公安", "民政"]),
        ("县水利局、生态环境局等部门负责", ["县水利局", "生态环境局"]),
        ("住房和城乡建设局负责", ["住房和城乡建设局"]),
        ("县发展和改革局与县财政局共同负责", ["县发展和改革局", "县财政局"]),
        ("区委区政府应当", ["区委", "区政府"]),
        ("网格化服务管理中心承担日常工作", ["网格化服务管理中心"]),
        ("市公安局监督管理支队查处", ["市公安局监督管理支队"]),
        ("各街道综合行政执法办公室按权限负责", ["各街道综合行政执法办公室"]),
        ("镇人民政府（街道办事处）应当", ["镇人民政府（街道办事处）"]),
        ("村民委员会、居民委员会协助", ["村民委员会", "居民委员会"]),
        ("负责河道管理工作的机构应当", ["负责河道管理工作的机构"]),
        ("具备条件的县级主管部门应当", ["县级主管部门"]),
        ("县级以上人民政府及其有关部门应当", ["县级以上人民政府", "有关部门"]),
    ],
)
def test_phrase(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text", ["加强组织领导", "对县水利局进行考核", "应当由县水利局负责", "部署巡查工作", "全部河道", ""]
)
def test_no_body_begins_there(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("县人民政府", "government"),
        ("县公安局", "department"),
        ("临江街道办事处", "dispatched-organ"),
        ("县委", "party-committee"),
        ("社区居委会", "self-governing-committee"),
        ("综合行政执法队", "enforcement-team"),
        ("河长制工作领导小组", "coordination-group"),
        ("网格员", "post"),
        ("排污单位", "private"),
    ],
)
def test_kind_is_that_of_the_ending(text: str, kind: str) -> None:
    phrase = read_phrase(Words(text), 0, len(text))
    assert phrase is not None
    assert phrase.bodies[0].kind == kind


def test_positions_are_those_of_the_names() -> None:
    text = "由县水利局和县公安局负责"
    phrase = read_phrase(Words(text), 1, len(text))
    assert phrase is not None
    assert [text[body.start : body.end] for body in phrase.bodies] == ["县水利局", "县公安局"]
    assert text[phrase.start : phrase.end] == "县水利局和县公安局"


def test_bodies_of_a_cell_whatever_separates_them() -> None:
    text = "县水利局；县公安局 各镇人民政府，县财政局"
    assert [body.mention for body in read_bodies(Words(text), 0, len(text))] == [
        "县水利局",
        "县公安局",
        "各镇人民政府",
        "县财政局",
    ]
