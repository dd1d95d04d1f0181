"""The picture of a chain: levels by position, nothing lost, nothing that runs."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.links import Answerable, Body, Break, Chain, Entry, Finding, Paper, Place, Plate, Source, Step, Topic
from graph.swimlane import LANE, swimlane, wrap
from ontology.records import LEVELS, Level, Role

HOSTILE = "\"'><img src=x onerror=alert(1)></title></svg><script>alert(1)</script>\x00&amp;"
TOPIC = Topic("env-air-fume", "餐饮油烟", "cooking fumes")
REPORT = Paper("https://w3id.org/zelian/id/document/aa", "自查报告", "青府〔2020〕5号", "2020-12-01")
PLAN = Paper("https://w3id.org/zelian/id/document/bb", "网格化监管方案", "青府办〔2016〕38号", "2016-06-30")
SVG = "{http://www.w3.org/2000/svg}"


def body(name: str, level: Level, *plates: str) -> Body:
    shown = tuple(Plate(name, name, "added", "2020-08-14", None, None) for name in plates)
    return Body(f"https://w3id.org/zelian/id/institution/{name}", name, level, None, None, plates=shown)


def entry(quote: str, bearer: Body, role: Role = "responsible", *, duty: str = "", paper: Paper = REPORT,
          basis: tuple[Paper, ...] = ()) -> Entry:  # fmt: skip
    return Entry(
        duty=f"https://w3id.org/zelian/id/duty/{duty or quote}", quote=quote, bearer=bearer, role=role, via=None,
        topics=(TOPIC,), match="exact", general=False, kind=None, basis=basis, since="2020-08-14", until=None,
        precision="day", ground="stated", source=Source(paper, "sec_1", 3, 9), rule="r", confidence=0.9,
    )  # fmt: skip


def chain(entries: dict[Level, tuple[Entry, ...]], issues: tuple[Finding, ...] = ()) -> Chain:
    steps = tuple(
        Step(level, entries.get(level, ()), None if level in entries else Break(level, "没有找到。", "Nothing here."))
        for level in LEVELS
    )
    return Chain(TOPIC, Place("990121001", "青禾县临江街道", "township"), "2020-12-31", steps, issues, (), (REPORT,), 0)


def drawn(one: Chain, lang: str = "zh") -> ElementTree.Element:
    return ElementTree.fromstring(swimlane(one, lang, lambda row: "/documents/aa#d=1"))  # type: ignore[arg-type]  # noqa: S314


def lane_of(text: ElementTree.Element) -> int:
    return int(text.get("x", "0")) // LANE


def test_each_duty_stands_in_the_lane_of_its_level_with_its_role_and_basis() -> None:
    office = body("临江街道综合行政执法办公室", "township", "生态环境保护办公室")
    picture = drawn(chain({"township": (entry("负责餐饮油烟监管", office, "lead", basis=(PLAN,)),),
                           "county": (entry("牵头整治", body("青禾县城市管理局", "county")),)}))  # fmt: skip
    lanes = {text.text: lane_of(text) for text in picture.iter(f"{SVG}text")}
    assert (lanes["牵头整治"], lanes["负责餐饮油烟监管"]) == (LEVELS.index("county"), LEVELS.index("township"))
    assert lanes["牵头"] == lanes["§ 青府办〔2016〕38号"] == LEVELS.index("township")
    assert "牌子：生态环境保护办公室" in lanes
    assert sum(text == "— 断点" for text in lanes) == 1  # a dict: the same words in five lanes
    breaks = [lane_of(text) for text in picture.iter(f"{SVG}text") if text.text == "— 断点"]
    assert breaks == [0, 1, 2, 5, 6]


def test_every_row_is_a_link_that_says_its_whole_sentence() -> None:
    long = "负责" + "餐饮油烟污染防治的日常巡查和监督管理" * 6
    picture = drawn(chain({"township": (entry(long, body("临江街道办事处", "township")),)}))
    (link,) = picture.iter(f"{SVG}a")
    assert link.get("href") == "/documents/aa#d=1"
    assert link.findtext(f"{SVG}title") == long
    assert any((text.text or "").endswith("…") for text in link.iter(f"{SVG}text"))


def test_bodies_with_the_same_duties_share_a_card() -> None:
    streets = [body(f"第{number}街道办事处", "township") for number in range(12)]
    picture = drawn(chain({"township": tuple(entry("负责巡查", street, duty="one") for street in streets)}))
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert texts.count("负责巡查") == 1
    assert "其余 11 个主体相同" in texts
    assert "12 个主体 · 1 项" in texts


def test_a_document_relation_is_dashed_and_a_finding_leads_to_who_must_answer() -> None:
    low, high = body("临江街道办事处", "township"), body("青禾县人民政府", "county")
    finding = Finding("i", "油烟扰民", (TOPIC,), "省督察组", "2020-01", (Answerable(low, "responsible"),), None, None,
                      None, None, Source(REPORT, None, 0, 4))  # fmt: skip
    picture = drawn(chain({"county": (entry("部署", high, paper=PLAN),),
                           "township": (entry("落实", low, basis=(PLAN,)),)}, (finding,)))  # fmt: skip
    lines = [(path.get("stroke"), path.get("stroke-dasharray")) for path in picture.iter(f"{SVG}path")
             if path.get("stroke")]  # fmt: skip
    assert sorted(lines, key=str) == [("#006B4F", "5 4"), ("#B34700", None)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_stays_text(lang: str) -> None:
    office = replace(body("x", "township", HOSTILE), name=HOSTILE)
    one = entry(HOSTILE, office, basis=(replace(PLAN, number=HOSTILE),))
    drawing = chain({"township": (replace(one, via=office),)})
    text = swimlane(replace(drawing, place=replace(drawing.place, name=HOSTILE)), lang, lambda row: "/" + HOSTILE)  # type: ignore[arg-type]
    assert "<img" not in text
    assert "<script" not in text
    elements = list(ElementTree.fromstring(text).iter())  # noqa: S314
    assert {element.tag.removeprefix(SVG) for element in elements} <= {"svg", "title", "rect", "text", "a", "path"}
    assert not [name for element in elements for name in element.attrib if name == "style" or name.startswith("on")]


def test_the_picture_is_the_same_every_time() -> None:
    one = chain({"county": (entry("部署", body("县政府", "county")),)})
    assert swimlane(one, "zh", lambda row: "/") == swimlane(one, "zh", lambda row: "/")


@given(st.text(max_size=200), st.integers(20, 300), st.integers(1, 5))
def test_wrapped_lines_fit_and_lose_nothing_without_saying_so(text: str, room: int, most: int) -> None:
    lines = wrap(text, room, most)
    assert len(lines) <= most
    plain = re.sub(r"\s+", "", text)  # a blank at which a line is broken goes
    joined = "".join("".join(lines).split())
    assert joined == plain or (joined.endswith("…") and plain.startswith(joined[:-1]))
