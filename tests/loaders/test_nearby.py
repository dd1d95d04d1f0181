"""Names that several places have, in documents of one place and one date: known places of China (GB/T 2260)."""

from __future__ import annotations

import pytest

from loaders.nearby import Nearby
from loaders.pipeline import read_text
from loaders.places import first_place
from loaders.text import Text
from ontology.divisions import COUNTRY, Register
from ontology.records import Record

REGISTER = Register.national()
DRUM_TOWER = {"320106": "南京市", "320302": "徐州市", "350102": "福州市", "410204": "开封市"}


def read(*lines: str) -> Record:
    return read_text(Text("\n".join(lines) + "\n", "text"), "a.txt", "", REGISTER)


def bearer(record: Record) -> tuple[str, str | None]:
    [duty] = record.duties
    return duty.holders[0].name, duty.holders[0].place


def codes(record: Record) -> list[str]:
    return [problem.code for problem in record.problems]


@pytest.mark.parametrize(("code", "city"), DRUM_TOWER.items())
def test_the_drum_tower_district_is_that_of_the_document_s_city(code: str, city: str) -> None:
    record = read(f"{city}人民政府关于防汛的通知", "鼓楼区人民政府负责组织河道巡查。")
    assert bearer(record) == (f"{city}鼓楼区人民政府", code)
    assert "L009" not in codes(record)


@pytest.mark.parametrize(
    ("name", "place", "meant"),
    [
        ("鼓楼区教育局", "320106", ["320106"]),
        ("鼓楼区教育局", "320106001", ["320106"]),
        ("鼓楼区教育局", "320102", ["320106"]),  # 玄武区, of the same city
        ("鼓楼区教育局", "32", ["320106", "320302"]),
        ("鼓楼区教育局", "44", ["320106", "320302", "350102", "410204"]),
        ("鼓楼区教育局", None, ["320106", "320302", "350102", "410204"]),
        ("朝阳区教育局", "11", ["110105"]),
        ("朝阳区教育局", "2201", ["220104"]),
        ("朝阳区教育局", "31", ["110105", "220104"]),
        ("和平区教育局", "12", ["120101"]),
        ("和平区教育局", "2101", ["210102"]),
        ("和平区教育局", COUNTRY, ["120101", "210102"]),
        ("和平教育局", COUNTRY, []),  # the county of 广东, or peace
        ("北京市朝阳区教育局", "2201", ["110105"]),
        ("中山街道办事处", "310117", ["310117004"]),  # 松江区 of 上海
        ("中山街道办事处", "460106", ["460106001"]),  # 龙华区 of 海口
        ("中山街道办事处", "4601", ["460106001"]),
        ("中山街道办事处", "1101", []),
        ("中山街道办事处", None, []),
        ("教育局", "320106", []),
    ],
)
def test_what_a_name_can_mean(name: str, place: str | None, meant: list[str]) -> None:
    assert list(Nearby(REGISTER, place).first(name)[0]) == meant


def test_a_district_that_the_document_does_not_tell_apart_is_a_problem_and_no_body_of_the_province() -> None:
    record = read("江苏省人民政府关于防汛的通知", "鼓楼区人民政府负责组织河道巡查。")
    assert bearer(record) == ("鼓楼区人民政府", None)
    [problem] = [problem for problem in record.problems if problem.code == "L009"]
    assert "南京市鼓楼区、徐州市鼓楼区" in problem.message
    assert record.text[problem.start : problem.end] == "鼓楼区人民政府"


def test_the_issuer_s_district_is_that_of_the_city_named_elsewhere_in_the_head() -> None:
    line = "各街道办事处负责组织河道巡查。"
    assert read("鼓楼区人民政府关于防汛的通知", "各街道办事处：", line).document.place is None
    assert "L002" in codes(read("鼓楼区人民政府关于防汛的通知", line))


@pytest.mark.parametrize(
    ("addressee", "place"),
    [("南京市人民政府", "320106"), ("开封市人民政府", "410204"), ("江苏省人民政府", None), ("广州市人民政府", None)],
)
def test_the_addressee_tells_the_issuer_s_district(addressee: str, place: str | None) -> None:
    """广州 has no 鼓楼区 and 江苏 has two: neither is taken for the area of the document."""
    lines = ("鼓楼区人民政府关于防汛工作的报告", f"{addressee}：", "街道办事处负责组织河道巡查。", "鼓楼区人民政府")
    assert read(*lines).document.place == place


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("沙县人民政府", "2018-12-31", "350427"),  # a county until 2021
        ("沙县人民政府", "2022-12-31", "350405"),  # short for 沙县区
        ("沙县人民政府", None, "350405"),
        ("沙县区人民政府", "2022-12-31", "350405"),
        ("横县人民政府", "2018-12-31", "450127"),
        ("横州市人民政府", "2022-12-31", "450181"),
        ("公主岭市人民政府", "2019-01-01", "220381"),  # of 四平 until 2020, of 长春 since
        ("公主岭市人民政府", "2022-01-01", "220184"),
        ("三元区人民政府", "2020-12-31", "350403"),
        ("三元区人民政府", "2022-12-31", "350404"),
        ("莱芜市人民政府", "2018-06-01", "3712"),
        ("鼓楼区人民政府", "2020-12-31", None),
    ],
)
def test_a_name_means_the_unit_that_bears_it_on_the_date(name: str, on: str | None, code: str | None) -> None:
    assert first_place(name, REGISTER, on) == code


@pytest.mark.parametrize(("day", "code"), [("2018年5月1日", "220381"), ("2021年5月1日", "220184")])
def test_the_date_of_the_document_counts(day: str, code: str) -> None:
    record = read("吉林省人民政府关于防汛的通知", "公主岭市人民政府负责组织河道巡查。", "吉林省人民政府", day)
    assert record.document.date
    assert bearer(record)[1] == code


def test_a_street_of_another_county_in_a_document_of_the_city() -> None:
    record = read("汕头市人民政府关于防汛的通知", "石炮台街道办事处负责组织河道巡查。")
    assert bearer(record) == ("汕头市金平区石炮台街道办事处", "440511001")
