"""Sentences by the annotation guide: who bears what in which role, and what is no duty."""

from __future__ import annotations

import pytest

from tests.loaders.reading import borne, record

WATER, POLICE, TOWN = "县水利局", "县公安局", "镇人民政府"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县水利局负责河道巡查。", [(WATER, "responsible", "负责河道巡查")]),
        ("县水利局应当定期组织巡查。", [(WATER, "responsible", "定期组织巡查")]),
        ("河道保洁由镇人民政府负责。", [(TOWN, "responsible", "河道保洁由镇人民政府负责")]),
        ("由镇人民政府组织开展河道保洁。", [(TOWN, "responsible", "组织开展河道保洁")]),
        (
            "县水利局负责河道巡查，配合县公安局查处违法行为。",
            [(WATER, "responsible", "负责河道巡查"), (WATER, "cooperate", "配合县公安局查处违法行为")],
        ),
        (
            "县水利局会同县公安局开展河道整治。",
            [(WATER, "responsible", "会同县公安局开展河道整治"), (POLICE, "cooperate", "会同县公安局开展河道整治")],
        ),
        ("县水利局牵头开展河道整治。", [(WATER, "lead", "牵头开展河道整治")]),
        ("县水利局应当督促各镇人民政府落实保洁制度。", [(WATER, "supervise", "督促各镇人民政府落实保洁制度")]),
        ("县水利局应当加强河道的监督管理。", [(WATER, "responsible", "加强河道的监督管理")]),
        ("县水利局应当接受县生态环境局指导。", [(WATER, "responsible", "接受县生态环境局指导")]),
        ("镇人民政府是河道保洁的责任主体。", [(TOWN, "responsible", "是河道保洁的责任主体")]),
        ("发现违法行为的，县水利局应当及时制止。", [(WATER, "responsible", "及时制止")]),
        (
            "县水利局、县公安局应当建立联动机制。",
            [(WATER, "responsible", "建立联动机制"), (POLICE, "responsible", "建立联动机制")],
        ),
        ("县河长制办公室承担日常工作。", [("县河长制办公室", "responsible", "承担日常工作")]),
    ],
)
def test_duty(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert borne(record(text)) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("县水利局可以采取下列措施。", "power"),
        ("县人民政府鼓励社会力量配合河道保洁。", "incentive"),
        ("县水利局不得将巡查任务转交他人。", "prohibition"),
        ("排污单位应当建立台账。", "private"),
        ("河道整治应当符合规划。", "principle"),
        ("河道整治应当及时完成。", "no-bearer"),
        ("县河长制办公室设在县水利局，负责人由分管副县长担任。", "procedure"),
        ("县水利局应当依法给予行政处分。", "sanction"),
        ("重大事项由县人民政府批准，不得擅自变更。", "procedure"),
    ],
)
def test_no_duty_for_a_reason(text: str, why: str) -> None:
    found = record(f"第一条 {text}")
    assert found.duties == ()
    assert why in [rejected.why for rejected in found.coverage.rejected]


def test_reports_of_what_was_done_are_no_duties() -> None:
    text = (
        "青禾县水利局关于河道巡查情况的报告\n县人民政府：\n"
        "县水利局组织开展了巡查，建立了台账。县水利局具体负责河道巡查。"
    )
    assert borne(record(text)) == [(WATER, "responsible", "具体负责河道巡查")]


def test_bearer_is_taken_from_the_sentence_before_within_an_article() -> None:
    text = "第一条 县水利局应当组织巡查。发现违法行为的，应当及时制止。\n第二条 应当建立台账。"
    assert borne(record(text)) == [(WATER, "responsible", "组织巡查"), (WATER, "responsible", "及时制止")]


def test_items_under_a_lead_in_stay_whole() -> None:
    text = "第一条 镇人民政府履行下列职责：\n（一）组织巡查；\n（二）督促各村民委员会落实制度，协助县水利局执法。"
    assert borne(record(text))[0] == (TOWN, "responsible", "组织巡查")
    assert [duty.eid for duty in record(text).duties][:2] == ["art_1__list_1", "art_1__list_2"]


def test_catch_all_is_general() -> None:
    [duty] = record("县水利局承担县人民政府交办的其他工作。").duties
    assert duty.general


def test_appointment_is_no_duty_but_responsibility_is() -> None:
    assert record("河长由镇人民政府主要负责人担任。").duties == ()
    assert borne(record("河道保洁由镇人民政府承担主体责任。"))[0][:2] == (TOWN, "responsible")
    assert record("河道保洁由镇人民政府承担主体责任。").duties[0].kind == "主体"


def test_deadline_topic_and_place() -> None:
    text = "青禾县人民政府关于扬尘治理的意见\n一、县城管局应当于2021年底前完成餐饮油烟整治。"
    [duty] = record(text).duties
    assert (duty.deadline, duty.topics, duty.place) == ("2021", ("餐饮油烟与露天烧烤",), "990121")


def test_resolved_bearers() -> None:
    text = "青禾县人民政府关于河道管理的意见\n一、县水利局负责巡查。\n二、各街道负责保洁。\n三、县政府负责统筹。"
    holders = [duty.holders[0] for duty in record(text).duties]
    assert [(h.name, h.group, h.place) for h in holders] == [
        ("云水市青禾县水利局", False, "990121"),
        ("云水市青禾县各街道", True, "990121"),
        ("云水市青禾县人民政府", False, "990121"),
    ]
