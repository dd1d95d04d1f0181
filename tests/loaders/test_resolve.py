"""Who is meant: the same words in documents of different places."""

from __future__ import annotations

import pytest

from loaders.classes import membership
from loaders.find.bodies import read_phrase
from loaders.find.lexicon import Words
from loaders.find.naming import Owner, find_aliases
from loaders.pipeline import read_text
from loaders.places import first_place, local_area
from loaders.resolve import Resolver
from loaders.text import Text
from ontology.divisions import COUNTRY, Register
from ontology.records import Division, Institution

NATIONAL = Register.national()
JINPING, SHANTOU, GUANGDONG = "440511", "4405", "44"


def meant(mention: str, place: str | None, **more: object) -> Institution:
    phrase = read_phrase(Words(mention), 0, len(mention))
    assert phrase is not None
    return Resolver(NATIONAL, place, **more).institution(phrase.bodies[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mention", "place", "name", "level", "code"),
    [
        ("区政府", JINPING, "汕头市金平区人民政府", "county", JINPING),
        ("区委", JINPING, "中共汕头市金平区委员会", "county", JINPING),
        ("市生态环境局", JINPING, "汕头市生态环境局", "prefecture", SHANTOU),
        ("省人民政府", JINPING, "广东省人民政府", "province", GUANGDONG),
        ("区住建局", JINPING, "汕头市金平区住房和城乡建设局", "county", JINPING),
        ("汕头市金平区水务局", None, "汕头市金平区水务局", "county", JINPING),
        ("国务院办公厅", JINPING, "国务院办公厅", "central", COUNTRY),
        ("生态环境部", COUNTRY, "生态环境部", "central", COUNTRY),
        ("发展改革委", COUNTRY, "国家发展和改革委员会", "central", COUNTRY),
    ],
)
def test_one_body(mention: str, place: str | None, name: str, level: str, code: str) -> None:
    found = meant(mention, place)
    assert (found.name, found.level, found.place, found.group) == (name, level, code, False)


@pytest.mark.parametrize(
    ("mention", "unit", "office"),
    [
        ("各街道办事处", "street", ""),
        ("各街道综合行政执法办公室", "street", "综合行政执法办公室"),
        ("各镇人民政府", "town", ""),
        ("社区居委会", "community", ""),
        ("县级以上人民政府", "county", ""),
        ("县级以上水行政主管部门", "county", "水行政主管部门"),
    ],
)
def test_class_of_bodies(mention: str, unit: str, office: str) -> None:
    found = meant(mention, JINPING)
    assert found.group
    assert (found.place, found.unit, found.office) == (JINPING, unit, office)


def test_membership_of_committees_is_at_the_level_of_the_community() -> None:
    assert membership("村民委员会", "self-governing-committee").level == "community"


def test_same_words_in_another_place_are_another_body() -> None:
    assert meant("区政府", JINPING) != meant("区政府", "440507")


def test_unknown_place_stays_local_and_is_listed() -> None:
    phrase = read_phrase(Words("综合治理办公室"), 0, 7)
    assert phrase is not None
    resolver = Resolver(NATIONAL, None)
    assert resolver.institution(phrase.bodies[0]).place is None
    assert [body.mention for body in resolver.unplaced] == ["综合治理办公室"]


def test_alias_and_owner_of_the_text() -> None:
    aliases = find_aliases("青禾县河长制工作领导小组（以下简称领导小组）负责。")
    assert aliases == {"领导小组": "青禾县河长制工作领导小组"}
    found = meant("执法办公室", JINPING, owners=[Owner("执法办公室", "各街道")])
    assert (found.name, found.group, found.unit) == ("汕头市金平区各街道执法办公室", True, "street")


def test_mentions_and_aliases_are_kept_in_the_order_of_the_text() -> None:
    text = "区政府和汕头市金平区人民政府"
    words = Words(text)
    resolver = Resolver(NATIONAL, JINPING)
    phrase = read_phrase(words, 0, len(text))
    assert phrase is not None
    for body in phrase.bodies:
        resolver.institution(body)
    [found] = resolver.institutions()
    assert [(m.text, m.start) for m in found.mentions] == [("区政府", 0), ("汕头市金平区人民政府", 4)]
    assert found.aliases == ("区政府",)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("汕头市金平区人民政府", JINPING),
        ("广东省人民政府", GUANGDONG),
        ("关于汕头市的意见", SHANTOU),
        ("某某公司", None),
    ],
)
def test_place_at_the_beginning(name: str, code: str | None) -> None:
    assert first_place(name, NATIONAL) == code


def test_area_that_the_register_does_not_know() -> None:
    assert local_area(None, "江岭省云水市青石区人民政府") == {
        "province": "江岭省",
        "prefecture": "云水市",
        "county": "云水市青石区",
    }
    assert local_area("河湖管理中心") == {}


@pytest.mark.parametrize(
    ("sentence", "name", "former"),
    [
        ("县生态环境局（原县环境保护局）负责扬尘治理。", "云水市青禾县生态环境局", ("县环境保护局",)),
        ("县水务局负责河道保洁。县水务局更名前为县水利局。", "云水市青禾县水务局", ("县水利局",)),
        ("县农业农村局负责秸秆禁烧，县农业农村局的有关材料（原件）存档。", "云水市青禾县农业农村局", ()),
    ],
)
def test_former_names_that_the_text_states(sentence: str, name: str, former: tuple[str, ...]) -> None:
    history = NATIONAL.extended(
        (
            Division("99", "江岭省", "province"),
            Division("9901", "云水市", "prefecture"),
            Division("990121", "青禾县", "county"),
        )
    )
    text = Text(f"青禾县人民政府关于有关工作的通知\n一、{sentence}\n", "text")
    record = read_text(text, "a.txt", "", history)
    assert [(body.name, body.former) for body in record.institutions] == [(name, former)]
    assert {holder.name for duty in record.duties for holder in duty.holders} == {name}
