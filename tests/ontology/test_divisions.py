"""The register against what is known of China's divisions from elsewhere (GB/T 2260, yearbooks, reform notices)."""

from __future__ import annotations

import gzip
import importlib.util
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.divisions import COUNTRY, Register, Unit, short_code
from ontology.place_names import short_name
from ontology.records import Division

REGISTER = Register.national()
ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT.parent / "shared" / "data" / "divisions"

FICTION = (
    Division("99", "江岭省", "province"),
    Division("9901", "云水市", "prefecture"),
    Division("990121", "青禾县", "county"),
    Division("990121001", "城关街道", "township", "2015-03-01", "2018-10-31"),
    Division("990121100", "石桥镇", "township", "2018-11-01"),
    Division("990121001001", "东门社区", "community"),
)


def every_code() -> list[str]:
    def below(code: str) -> Iterable[str]:
        for unit in REGISTER.children(code):
            yield unit.code
            yield from below(unit.code)

    return sorted({COUNTRY, *below(COUNTRY)})


CODES = st.sampled_from(every_code())
DAYS = st.dates(date(2010, 1, 1), date(2030, 1, 1)).map(date.isoformat)


def names_of(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]


def codes_of(units: Iterable[Unit]) -> list[str]:
    return [unit.code for unit in units]


def test_data_file_is_small_and_says_where_its_facts_come_from() -> None:
    packed = files("ontology").joinpath("divisions.tsv.gz").read_bytes()
    head = gzip.decompress(packed).decode().split("\n", 4)[:4]
    assert len(packed) < 600_000
    assert all(line.startswith("#") for line in head)
    assert "National Bureau of" in "".join(head) and "WTFPL/MIT" in "".join(head)


def test_snapshots() -> None:
    cuts = ("2018-10-31", "2019-10-31", "2020-06-30", "2021-10-31", "2022-10-31", "2023-06-30")
    assert REGISTER.snapshots == cuts


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("2015-01-01", 17),
        ("2018-12-31", 17),
        ("2019-10-30", 17),
        ("2019-10-31", 12),
        ("2020-12-31", 12),
        ("2026-01-01", 12),
    ],
)
def test_streets_of_jinping_before_and_after_their_merger(on: str, number: int) -> None:
    streets = REGISTER.children("440511", on)
    assert len(streets) == number
    assert {street.kind for street in streets} == {"street"}


def test_which_streets_of_jinping_came_and_went() -> None:
    before, after = (set(names_of(REGISTER.children("440511", on))) for on in ("2018-12-31", "2020-12-31"))
    assert before - after == {"金厦街道", "同益街道", "东墩街道", "海安街道", "新福街道", "乌桥街道", "永祥街道"}
    assert after - before == {"小公园街道", "金东街道"}
    assert {("440511001", "石炮台街道"), ("440511018", "小公园街道")} <= {
        (street.code, street.name) for street in REGISTER.children("440511", "2020-12-31")
    }
    assert len(REGISTER.children("440511")) == 19


def test_life_of_a_unit() -> None:
    stays, new, gone = (REGISTER.unit(code) for code in ("440511001", "440511018", "440511008"))
    assert stays == Unit("440511001", "石炮台街道", "township", "440511")
    assert new == Unit("440511018", "小公园街道", "township", "440511", first_seen="2019-10-31")
    assert gone == Unit("440511008", "东墩街道", "township", "440511", None, "2018-10-31", "2019-10-30")
    assert new.valid_from == "2019-10-31"
    assert [REGISTER.exists("440511018", on) for on in ("2019-10-30", "2019-10-31", "2030-01-01")] == [
        False,
        True,
        True,
    ]
    assert [REGISTER.exists("440511008", on) for on in ("2001-01-01", "2019-10-30", "2019-10-31")] == [
        True,
        True,
        False,
    ]
    assert not REGISTER.exists("440511999", "2020-01-01")


def test_numbers_of_units_at_the_end_of_2020() -> None:
    """The yearbook: 34 provincial units; 333 prefectural ones; 21 in 广东; 16 districts in 北京, 38 in 重庆."""
    provinces = REGISTER.children(COUNTRY, "2020-12-31")
    prefectures = [u for p in provinces for u in REGISTER.children(p.code, "2020-12-31") if u.level == "prefecture"]
    assert len(provinces) == 34
    assert len(prefectures) == 333
    assert [
        sum(u.kind == kind for u in prefectures) for kind in ("city", "region", "autonomous_prefecture", "league")
    ] == [293, 7, 30, 3]
    assert [len(REGISTER.children(code, "2020-12-31")) for code in ("44", "11", "50")] == [21, 16, 38]


def test_renamed_and_abolished_units() -> None:
    assert names_of(REGISTER.history("130502")) == ["桥东区", "襄都区"]
    assert REGISTER.unit("130502") == REGISTER.history("130502")[-1]
    assert names_of(u for u in REGISTER.children("1305", "2020-01-01") if u.code == "130502") == ["桥东区"]
    assert [REGISTER.exists("3712", on) for on in ("2018-12-31", "2019-12-31")] == [True, False]
    assert names_of(REGISTER.history("330113")) == ["临平区"]


def test_a_gap_in_the_lists_stays_a_gap() -> None:
    assert [REGISTER.exists("411322108", on) for on in ("2019-01-01", "2020-01-01", "2021-01-01")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("100000", "中国"),
        ("44", "广东省"),
        ("4405", "汕头市"),
        ("440511", "汕头市金平区"),
        ("440511001", "汕头市金平区石炮台街道"),
        ("110101", "北京市东城区"),
        ("110101001", "北京市东城区东华门街道"),
        ("429004", "湖北省仙桃市"),
        ("500229", "重庆市城口县"),
        ("441900003", "东莞市东城街道"),
        ("659001", "新疆维吾尔自治区石河子市"),
        ("999999", ""),
    ],
)
def test_full_name(code: str, name: str) -> None:
    assert REGISTER.full_name(code) == name


def test_full_name_of_a_former_name() -> None:
    assert [REGISTER.full_name(unit) for unit in REGISTER.history("130502")] == ["邢台市桥东区", "邢台市襄都区"]


def test_fillers_are_no_units() -> None:
    assert [REGISTER.unit(code) for code in ("1101", "4290", "441900")] == [None, None, None]
    assert codes_of(REGISTER.ancestors("110101")) == ["11", COUNTRY]
    assert not REGISTER.find("市辖区")


def test_find_a_name_that_several_places_have() -> None:
    """鼓楼区: 南京, 徐州, 福州, 开封."""
    assert codes_of(REGISTER.find("鼓楼区")) == ["320106", "320302", "350102", "410204"]
    assert codes_of(REGISTER.find("鼓楼区", within="3201")) == ["320106"]
    assert codes_of(REGISTER.find("南京市鼓楼区")) == ["320106"]
    assert codes_of(REGISTER.find("江苏鼓楼区")) == ["320106", "320302"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("金平区", "440511"),
        ("汕头市金平区", "440511"),
        ("广东省汕头市金平区", "440511"),
        ("汕头", "4405"),
        ("广东省汕头市", "4405"),
        ("金平区石炮台街道办事处", "440511001"),
        ("汕头市石炮台街道", "440511001"),
        ("广西", "45"),
        ("延边", "2224"),
        ("浦东", "310115"),
        ("北京市朝阳区", "110105"),
        ("北京朝阳", "110105"),
        ("全国", COUNTRY),
        ("中华人民共和国", COUNTRY),
        ("香港", "81"),
        ("神农架", "429021"),
    ],
)
def test_find_exact_short_and_with_what_contains_it(name: str, code: str) -> None:
    assert REGISTER.find(name)[0].code == code


@pytest.mark.parametrize("name", ["", "国家", "金", "云水市", "汕头市鼓楼区", "青岛市金平区"])
def test_find_nothing_where_there_is_nothing(name: str) -> None:
    assert REGISTER.find(name) == ()


def test_short_name_gives_way_to_the_exact_one() -> None:
    assert codes_of(REGISTER.find("金平"))[:2] == ["440511", "532530"]
    assert codes_of(REGISTER.find("金平", within="44"))[0] == "440511"
    assert codes_of(REGISTER.find("吉林市")) == ["2202"]


def test_names_for_matching() -> None:
    names = REGISTER.names()
    assert names["金平区"] == ("440511",)
    assert names["金平"] == ("440511", "532530")
    assert names["吉林"] == ("22", "2202")
    assert names["汕头市金平区"] == names["广东省汕头市金平区"] == ("440511",)
    assert names["桥东区"] == ("130502", "130702")
    assert names["和平区"] == ("120101", "210102")
    for word in ("中国", "国家", "全国", "城区", "和平", "会同", "合作", "资源", "新建", "石炮台街道", "市辖区", "县"):
        assert word not in names
    assert min(map(len, names)) == 2


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("440511001", "street"),
        ("110105032", "other"),
        ("441900101", "town"),
        ("330114", "district"),
        ("429021", "district"),
        ("320571", "other"),
        ("320583", "city"),
        ("150422", "banner"),
        ("532530", "county"),
        ("31", "municipality"),
        ("65", "autonomous_region"),
        ("2327", "region"),
        ("1525", "league"),
        (COUNTRY, "country"),
    ],
)
def test_kind(code: str, kind: str) -> None:
    unit = REGISTER.unit(code)
    assert unit and unit.kind == kind


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("内蒙古自治区", "内蒙古"),
        ("西藏自治区", "西藏"),
        ("新疆维吾尔自治区", "新疆"),
        ("彭水苗族土家族自治县", "彭水"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("隆林各族自治县", "隆林"),
        ("管城回族区", "管城"),
        ("万柏林区", "万柏林"),
        ("下花园区", "下花园"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("阿里地区", "阿里"),
        ("石炮台街道", "石炮台"),
        ("横县", None),
        ("城区", None),
        ("乌拉特前旗", None),
        ("苏州工业园区", None),
        ("中国", None),
    ],
)
def test_short_name(name: str, short: str | None) -> None:
    assert short_name(name) == short


@given(CODES)
def test_every_unit_lies_in_the_country(code: str) -> None:
    chain = (code, *codes_of(REGISTER.ancestors(code)))
    assert chain[-1] == COUNTRY
    assert all(inner.startswith(outer) for inner, outer in pairwise(chain[:-1]))


@given(CODES)
def test_a_full_name_finds_its_unit(code: str) -> None:
    assert code in codes_of(REGISTER.find(REGISTER.full_name(code)))


@given(CODES, DAYS)
def test_a_unit_is_listed_below_its_parent_exactly_while_it_exists(code: str, on: str) -> None:
    unit = REGISTER.unit(code)
    assert unit
    if unit.parent:
        assert (code in codes_of(REGISTER.children(unit.parent, on))) == REGISTER.exists(code, on)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("440511001000", "440511001"),
        ("440511000000", "440511"),
        ("440500000000", "4405"),
        ("440000", "44"),
        ("440511", "440511"),
        ("100000", "100000"),
        ("990121001001", "990121001001"),
    ],
)
def test_short_code(full: str, short: str) -> None:
    assert short_code(full) == short


def test_extended_by_what_documents_state() -> None:
    register = REGISTER.extended(FICTION)
    assert register.full_name("990121001") == "云水市青禾县城关街道"
    assert register.full_name("990121001001") == "云水市青禾县城关街道东门社区"
    assert names_of(register.ancestors("990121001001")) == ["城关街道", "青禾县", "云水市", "江岭省", "中国"]
    assert codes_of(register.find("江岭省青禾县")) == ["990121"]
    assert register.names()["云水"] == ("9901",)
    assert REGISTER.unit("99") is None


def test_stated_dates_hold_to_the_day_even_on_a_cut_off() -> None:
    register = REGISTER.extended(FICTION)
    days = ("2015-02-28", "2015-03-01", "2018-10-31", "2018-11-01", "2019-06-01")
    assert [register.exists("990121001", on) for on in days] == [False, True, True, False, False]
    assert names_of(register.children("990121", "2018-10-31")) == ["城关街道"]
    assert names_of(register.children("990121", "2018-11-01")) == ["石桥镇"]


@given(st.permutations(FICTION), st.integers(0, len(FICTION)))
def test_the_order_in_which_units_are_stated_makes_no_difference(order: list[Division], cut: int) -> None:
    stepwise = REGISTER.extended(order[:cut]).extended(order[cut:])
    at_once = REGISTER.extended(FICTION)
    assert [stepwise.history(d.code) for d in FICTION] == [at_once.history(d.code) for d in FICTION]


def test_a_stated_unit_takes_the_place_of_the_surveyed_one() -> None:
    register = REGISTER.extended([Division("440511000000", "金平新城", "county")])
    assert names_of(register.history("440511")) == ["金平新城"]
    assert register.full_name("440511001") == "汕头市金平新城石炮台街道"


def test_a_stated_month_or_year_counts_as_a_whole() -> None:
    register = REGISTER.extended([Division("98", "旧省", "province", "2015-03", "2018")])
    days = ("2015-02-28", "2015-03-01", "2018-12-31", "2019-01-01")
    assert [register.exists("98", on) for on in days] == [False, True, True, False]


def test_a_list_that_begins_with_the_country_does_not_change_it() -> None:
    register = REGISTER.extended([Division("100000", "全国", "central"), *FICTION])
    assert names_of(register.ancestors("99")) == ["中国"]


def derivation() -> ModuleType:
    spec = importlib.util.spec_from_file_location("derive_divisions", ROOT / "scripts" / "derive_divisions.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("listed", "prefecture", "county", "name"),
    [
        ("东华门街道办事处", "市辖区", "东城区", "东华门街道"),
        ("四平市铁东区平东街道", "四平市", "铁东区", "平东街道"),
        ("察哈尔右翼后旗乌兰哈达苏木", "乌兰察布市", "察哈尔右翼后旗", "乌兰哈达苏木"),
        ("东郊办事处街道", "铜陵市", "郊区", "东郊街道"),
        ("沙县镇", "三明市", "沙县", "沙县镇"),
        ("高碑店地区办事处", "市辖区", "朝阳区", "高碑店地区"),
        ("六农场", "唐山市", "曹妃甸区", "六农场"),
    ],
)
def test_one_way_of_writing_a_township(listed: str, prefecture: str, county: str, name: str) -> None:
    assert derivation().township_name(listed, prefecture, county) == name


@pytest.mark.skipif(not TABLES.is_dir(), reason="the source tables of the divisions are not here")
def test_data_file_is_what_the_script_derives() -> None:
    module = derivation()
    packed = files("ontology").joinpath("divisions.tsv.gz").read_bytes()
    assert gzip.decompress(packed).decode() == module.data_file(*module.derived(TABLES))
