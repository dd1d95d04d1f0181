"""Powers that pass from body to body and lines of control, each worked out by hand from its sentence."""

from __future__ import annotations

import pytest

from loaders.find.lexicon import Words
from loaders.power_rows import power_rows
from loaders.resolve import Resolver
from loaders.row import Grid
from loaders.text import Cell
from tests.loaders.reading import REGISTER, record

COUNTY = "云水市青禾县"
HEAD = "青禾县人民政府关于行政执法权的决定\n一、"


def short(name: str | None) -> str | None:
    return name and name.replace(COUNTY, "")


@pytest.mark.parametrize(
    ("sentence", "mode", "item", "giver", "taker"),
    [
        ("将县城管局的占道处罚权下放至各街道办事处。", "conferred", "占道处罚权", "城管局", "各街道办事处"),
        ("赋予各镇人民政府对违法建设的行政处罚权。", "conferred", "对违法建设的行政处罚权", None, "各镇人民政府"),
        ("县应急局委托临江街道办事处行使检查权限。", "entrusted", "检查权限", "应急局", "临江街道办事处"),
        ("将下放各街道办事处的占道处罚权收回县城管局行使。", "recalled", "占道处罚权", "各街道办事处", "城管局"),
        ("违法建设行政处罚权收回，不再由各镇人民政府行使。", "recalled", "违法建设行政处罚权", "各镇人民政府", None),
    ],
)  # fmt: skip
def test_powers_that_pass(sentence: str, mode: str, item: str, giver: str | None, taker: str | None) -> None:
    [power] = record(HEAD + sentence).powers
    assert (power.mode, power.item, short(power.from_), short(power.to)) == (mode, item, giver, taker)


def test_name_condition_day_and_basis() -> None:
    [power] = record(
        "青禾县人民政府关于行政执法权的决定\n一、根据青府〔2021〕2号文件，自2021年9月1日起，将县城管局的占道经营行政处罚权"
        "下放至各街道办事处，由其以自己名义行使。跨区域和重大案件仍由县城管局查处。"
    ).powers
    assert short(power.in_name_of) == "各街道办事处"
    assert power.condition == "跨区域和重大案件仍由县城管局查处"
    assert (power.valid_from, power.basis) == ("2021-09-01", ("青府〔2021〕2号",))


@pytest.mark.parametrize(
    "sentence",
    ["城管部门可以委托镇人民政府行使行政处罚权。", "各镇人民政府行使行政处罚权。", "委托第三方机构开展监测。"],
)
def test_what_passes_no_power(sentence: str) -> None:
    assert record(HEAD + sentence).powers == ()


def test_a_power_that_passes_is_no_duty_that_moves() -> None:
    assert record(HEAD + "将县城管局的占道经营行政处罚权下放至各街道办事处。").reform_events == ()


@pytest.mark.parametrize(
    ("heading", "mode"), [("三、上级部门收回事项清单", "recalled"), ("一、基本履职事项清单", None)]
)
def test_rows_of_a_list(heading: str, mode: str | None) -> None:
    cells = ("占道经营行政处罚", "承接部门：县城管局。工作方式：日常巡查")
    string = "\t".join(cells)
    row = (Cell(1, 0, 0, len(cells[0])), Cell(1, 1, len(cells[0]) + 1, len(string)))
    resolver = Resolver(REGISTER, "990121")
    found = power_rows(
        Grid({"item": (0,), "taker": (1,)}, (), (row,), heading=heading), string, Words(string), resolver,
        "云水市青禾县临江街道办事处",
    )  # fmt: skip
    told = [(power.mode, power.item, short(power.from_), short(power.to)) for power in found]
    assert told == ([("recalled", "占道经营行政处罚", "临江街道办事处", "城管局")] if mode else [])


def test_lines_of_control_by_aspect() -> None:
    found = record(
        "青禾县关于基层站所管理的意见\n一、县市场监管局在各街道派驻市场监管所，实行县市场监管局和街道办事处双重领导。"
        "人员编制由县市场监管局管理，经费由县财政局保障，考核由街道办事处负责。"
    ).controls
    by = {(each.relation, each.aspect, short(each.controller)) for each in found}
    assert ("stationed", None, "市场监管局") in by
    assert {("dual", None, "市场监管局"), ("dual", None, "街道办事处")} <= by
    assert {(aspect, who) for _, aspect, who in by if aspect} == {
        ("people", "市场监管局"),
        ("money", "财政局"),
        ("appraisal", "街道办事处"),
    }


@pytest.mark.parametrize(
    ("sentence", "relation", "led", "leader"),
    [
        ("临江街道办事处是县人民政府的派出机关。", "dispatched-organ", "临江街道办事处", "人民政府"),
        ("县水文站由县水利局直接管理。", "vertical", "水文站", "水利局"),
        ("县档案局与县地方志办公室合署办公。", "colocated", "档案局", "地方志办公室"),
    ],
)
def test_kinds_of_control(sentence: str, relation: str, led: str, leader: str) -> None:
    [control] = record(HEAD + sentence).controls
    assert (control.relation, short(control.controlled), short(control.controller)) == (relation, led, leader)


def test_a_way_of_working_is_no_line_of_control() -> None:
    assert record(HEAD + "坚持以预防为主，县水利局负责巡查。").controls == ()


GROUP = "河道整治工作领导小组"


@pytest.mark.parametrize(
    "sentence",
    [
        f"县{GROUP}办公室设在县水利局。",
        f"县{GROUP}办公室（设在县水利局）负责调度工作。",
        f"县{GROUP}下设办公室，设在县水利局。",
        f"县{GROUP}在县水利局设办公室。",
        f"成立青禾县{GROUP}，由分管副县长任组长。领导小组办公室设在县水利局，承担日常工作。",
        f"县政府成立青禾县{GROUP}。领导小组下设办公室，办公室设在县水利局。",
    ],
)
def test_the_office_of_a_group_sits_in_a_body(sentence: str) -> None:
    [control] = record(HEAD + sentence).controls
    assert (control.relation, short(control.controlled), short(control.controller)) == ("hosted", GROUP, "水利局")
    assert control.quote in sentence and "设" in control.quote and "县水利局" in control.quote


def test_each_group_has_its_own_host() -> None:
    found = record(HEAD + f"县{GROUP}办公室设在县水利局，县防汛抗旱指挥部办公室设在县应急局。").controls
    assert {(short(each.controlled), short(each.controller)) for each in found} == {
        (GROUP, "水利局"),
        ("防汛抗旱指挥部", "应急局"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        f"县{GROUP}下设办公室，由县水利局局长任办公室主任。",
        f"县{GROUP}办公室设在三楼会议室。",
        "综合行政执法办公室设在临江街道办事处。",
        "领导小组办公室设在县水利局。",
        "河口村村民委员会办公室设在镇人民政府。",
    ],
)
def test_where_no_group_or_no_host_is_named(sentence: str) -> None:
    """No host, a place, an office of a standing body, a group that the text does not name, a villagers' committee."""
    assert record(HEAD + sentence).controls == ()
