"""What took the place of ended units, against reforms known from elsewhere, and the rules on small lists by hand."""

from __future__ import annotations

import gzip
import importlib.util
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from ontology.divisions import Register
from ontology.replacements import Replacement

REGISTER = Register.national()
ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT.parent / "shared" / "data" / "divisions"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def derived(
    before: dict[str, str], after: dict[str, str], below: tuple[dict[str, str], dict[str, str]] = ({}, {})
) -> list[tuple[str, ...]]:
    """The rows of two lists."""
    found: list[tuple[str, ...]] = script("replacements").replacements(
        {"2018-10-31": before, "2019-10-31": after}, {"2018-10-31": below[0], "2019-10-31": below[1]}
    )
    return found


def test_the_merger_of_the_streets_of_jinping() -> None:
    """17 streets became 12: seven ended. By hand from the lists of communities: 5 of 7 of 东墩, 7 of 8 of 新福."""
    ended = ("440511003", "440511006", "440511008", "440511010", "440511011", "440511012", "440511014")
    found = {REGISTER.history(code)[0].name: REGISTER.replaced_by(code) for code in ended}
    assert {name: [(REGISTER.full_name(to.code)[-4:], to.of) for to in new] for name, new in found.items()} == {
        "金厦街道": [("金东街道", 12)],
        "同益街道": [("公园街道", 7)],
        "东墩街道": [("金东街道", 7)],
        "海安街道": [("公园街道", 7)],
        "新福街道": [("公园街道", 8)],
        "乌桥街道": [("光华街道", 5)],
        "永祥街道": [("公园街道", 7)],
    }
    assert found["东墩街道"] == (Replacement("440511019", 5 / 7, "units-below", 7),)
    assert found["新福街道"][0].share == 7 / 8
    assert [(old.code, old.share) for old in REGISTER.replaces("440511007")] == [("440511012", 1.0)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3712", {"370116", "370117"}),  # 莱芜市: 莱芜区 and 钢城区 of 济南, 2019
        ("350427", {"350405"}),  # 沙县 → 沙县区, 2021
        ("450127", {"450181"}),  # 横县 → 横州市, 2021
        ("330103", {"330105"}),  # 下城区 → 拱墅区, 2021
        ("330104", {"330102", "330114"}),  # 江干区 → 上城区 and 钱塘区, 2021
        ("220381", {"220184"}),  # 公主岭市 from 四平 to 长春, 2020
        ("370634", {"370614"}),  # 长岛县 → 蓬莱区, 2020
        ("361121", {"361104"}),  # 上饶县 → 广信区, 2019
    ],
)
def test_counties_that_were_changed_by_the_state_council(old: str, new: set[str]) -> None:
    assert {found.code for found in REGISTER.replaced_by(old)} == new
    assert {found.ground for found in REGISTER.replaced_by(old)} == {"units-below"}


def test_a_township_keeps_its_name_in_the_new_county() -> None:
    assert REGISTER.replaced_by("350427001") == (Replacement("350405001", None, "same-name"),)


def test_what_exists_or_is_not_known_has_no_replacement() -> None:
    assert REGISTER.replaced_by("440511001") == REGISTER.replaced_by("440511") == REGISTER.replaced_by("000000") == ()
    assert REGISTER.replaces("440511001") == ()


@pytest.mark.parametrize(
    ("code", "on", "standing"),
    [
        ("440511006", "2018-12-31", ("440511006",)),
        ("440511006", "2020-12-31", ("440511018",)),
        ("440511018", "2018-12-31", ("440511006", "440511010", "440511011", "440511014")),
        ("440511012", "2019-10-31", ("440511007",)),
        ("440511001", "1999-01-01", ("440511001",)),
        ("000000", "2020-01-01", ()),
    ],
)
def test_what_stands_on_a_date_where_a_unit_lies(code: str, on: str, standing: tuple[str, ...]) -> None:
    assert REGISTER.standing(code, on) == standing


def test_both_directions_say_the_same_of_codes_that_ended_and_codes_that_begin() -> None:
    packed = files("ontology").joinpath("replacements.tsv.gz").read_bytes()
    rows = [line.split("\t") for line in gzip.decompress(packed).decode().splitlines() if not line.startswith("#")]
    assert len(packed) < 20_000 and len({row[0] for row in rows}) == 2_357
    for old, new, ground, moved, of in rows:
        ended = REGISTER.history(old)[-1].valid_to
        assert ended and REGISTER.exists(new, REGISTER.snapshots[REGISTER.snapshots.index(_cut_after(ended))])
        assert (ground == "units-below") == bool(of)
        assert not of or (int(moved) >= 2 and int(moved) / int(of) >= 0.2)
        assert old in {found.code for found in REGISTER.replaces(new)}


def _cut_after(day: str) -> str:
    return next(cut for cut in REGISTER.snapshots if cut > day)


COUNTY = {"99": "江岭省", "9901": "云水市", "990121": "青禾县"}


def test_communities_tell_where_a_street_went() -> None:
    before = {**COUNTY, "990121001": "城关街道", "990121002": "河西街道"}
    after = {**COUNTY, "990121002": "河西街道"}
    names = ("东门社区", "西门社区", "北门社区")
    old = {f"99012100100{i}": name for i, name in enumerate(names)}
    new = {f"99012100200{i}": name for i, name in enumerate(names[:2])}
    assert derived(before, after, (old, new)) == [("990121001", "990121002", "units-below", "2", "3")]


def test_one_community_is_not_enough_and_a_fifth_is() -> None:
    before, after = {**COUNTY, "990121001": "城关街道", "990121002": "河西街道"}, {**COUNTY, "990121002": "河西街道"}
    old = {f"9901210010{i:02}": f"第{i}社区" for i in range(10)}
    for number, rows in ((1, 0), (2, 1)):
        new = {f"9901210020{i:02}": f"第{i}社区" for i in range(number)}
        assert len(derived(before, after, (old, new))) == rows


def test_a_community_whose_name_stands_twice_shows_nothing() -> None:
    before = {**COUNTY, "990121001": "城关街道", "990121002": "河西街道", "990121003": "河东街道"}
    after = {code: name for code, name in before.items() if code != "990121001"}
    old = {"990121001001": "东门社区", "990121001002": "西门社区"}
    new = {"990121002001": "东门社区", "990121002002": "西门社区", "990121003001": "东门社区"}
    assert derived(before, after, (old, new)) == []


def test_a_township_that_changed_its_kind() -> None:
    before, after = {**COUNTY, "990121100": "石桥镇"}, {**COUNTY, "990121005": "石桥街道"}
    assert derived(before, after) == [("990121100", "990121005", "kind-changed", "", "")]


def test_two_candidates_are_no_evidence() -> None:
    """石桥镇 ends beside 石桥乡: which of them 石桥街道 took over is not known."""
    before = {**COUNTY, "990121100": "石桥镇", "990121200": "石桥乡"}
    assert derived(before, {**COUNTY, "990121005": "石桥街道"}) == []


def test_a_name_that_many_counties_have_is_no_evidence_beyond_the_county() -> None:
    before = {**COUNTY, "990122": "白石县", "990121100": "城关镇", "990122100": "城关镇"}
    after = {**COUNTY, "990122": "白石县", "990123": "赤岩县", "990122100": "城关镇", "990123100": "城关镇"}
    assert derived(before, after) == []


def test_a_unit_that_returns_under_its_code_has_not_ended() -> None:
    lists = {
        "2018-10-31": {**COUNTY, "990121100": "石桥镇"},
        "2019-10-31": {**COUNTY, "990121005": "石桥街道"},
        "2020-10-31": {**COUNTY, "990121100": "石桥镇"},
    }
    rows = script("replacements").replacements(lists, {})
    assert {row[0] for row in rows} == {"990121005"}


@pytest.mark.skipif(not TABLES.is_dir(), reason="the source tables of the divisions are not here")
def test_data_file_is_what_the_script_derives() -> None:
    module = script("derive_divisions")
    packed = files("ontology").joinpath("replacements.tsv.gz").read_bytes()
    assert gzip.decompress(packed).decode() == module.replacements_file(TABLES, module.derived(TABLES)[0])
