"""The shipped samples say what a careful reader finds in them (``sample_facts.toml``), and the loaders find it too."""

from __future__ import annotations

import re
import runpy
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ontology.divisions import Register
from ontology.names import normal_name, normal_number
from ontology.records import LEVELS, Duty, Holder, Record
from ontology.topics import ancestors
from ontology.topics import topics as tree

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "api/samples"
FACTS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "sample_facts.toml").read_text("utf-8"))
NOT_SHIPPED = {"青编〔2020〕12号"}
FUME, DUST, ENVIRONMENT = "餐饮油烟与露天烧烤", "扬尘", "生态环境保护"
TOPICS = tree()
BY_LABEL = {topic.zh: topic.id for topic in TOPICS.values()}
IN_CHAIN = {FUME: {FUME, ENVIRONMENT}, DUST: {DUST, ENVIRONMENT}, ENVIRONMENT: {ENVIRONMENT, FUME, DUST}}


def having(key: str) -> list[str]:
    return [name for name, facts in FACTS.items() if key in facts]


@cache
def text_of(name: str) -> str:
    if name.endswith(".xlsx"):
        sheet = load_workbook(SAMPLES / name).worksheets[0]
        return "\n".join(str(cell) for row in sheet.values for cell in row if cell is not None)
    return (SAMPLES / name).read_text("utf-8")


def read(name: str, register: Register) -> Record:
    from loaders.pipeline import read_file  # noqa: PLC0415 - the texts are checked even when the loaders cannot be

    return read_file(SAMPLES / name, register)


@cache
def register() -> Register:
    national = Register.national()
    return national.extended(read("qinghe/divisions.csv", national).divisions)


@cache
def record_of(name: str) -> Record:
    return read(name, register())


def plain(text: str | None) -> str:
    """As names are compared; separators between two issuers and title marks do not count."""
    return re.sub(r"[、,:：《》<>〈〉]", "", normal_name(text or ""))


def same(expected: str, *found: str | None) -> bool:
    return bool({plain(name) for name in expected.split("|")} & {plain(name) for name in found if name})


def holds(holder: Holder, name: str, role: str) -> bool:
    return holder.role == role and same(name, holder.name, holder.mention)


def covered(text: str, quote: str, duties: Iterable[Duty]) -> float:
    """The share of a quote's characters that lie in one of the duties."""
    start = text.index(quote)
    spot = range(start, start + len(quote))
    return sum(any(duty.start <= at < duty.end for duty in duties) for at in spot) / len(spot)


def about(record: Record, quote: str) -> list[Duty]:
    """The duties that lie in a quote or hold at least half of it."""
    start, end = record.text.index(quote), record.text.index(quote) + len(quote)
    return [
        duty
        for duty in record.duties
        if start <= duty.start < duty.end <= end or covered(record.text, quote, [duty]) >= 0.5
    ]


# What stands in the files, without any loader.


@pytest.mark.parametrize("name", FACTS)
def test_every_quote_stands_in_its_file_once(name: str) -> None:
    facts, text = FACTS[name], text_of(name)
    stated = [item["quote"] for key in ("duties", "issues") for item in facts.get(key, ())]
    assert [quote for quote in stated if quote not in text] == []
    ambiguous = [item["quote"] for item in facts.get("duties", ()) if text.count(item["quote"]) != 1]
    assert ambiguous == []
    assert [words for words in (*facts.get("optional", ()), *facts.get("never", ())) if words not in text] == []


@pytest.mark.parametrize("name", FACTS)
def test_every_name_stands_in_its_file(name: str) -> None:
    facts, text = FACTS[name], plain(text_of(name))
    bearers = [who for duty in facts["duties"] for who, _ in duty["holders"]]
    bearers += [who for issue in facts.get("issues", ()) for who, _ in issue["responsible"]]
    wanted = [*bearers, *facts.get("citations", ()), facts["title"]]
    assert [w for w in wanted if not any(plain(way) in text for way in w.split("|"))] == []


def test_documents_cite_each_other_by_number_and_title() -> None:
    titles = {facts["number"]: plain(facts["title"]) for facts in FACTS.values() if "number" in facts}
    cited_titles: set[str] = set()
    for name in FACTS:
        text = text_of(name)
        own = set(re.findall(r"青[^〔《》，。；\s]{1,6}〔\d{4}〕\d+号", text))
        assert own <= titles.keys() | NOT_SHIPPED, name
        for title, number in re.findall(r"《(青禾县[^》]+)》（([^）]+)）", text):
            if number in titles:
                assert plain(title) in titles[number], name
                cited_titles.add(number)
    assert "青府办〔2016〕27号" in cited_titles


def test_workbook_holds_the_rows_of_its_script() -> None:
    made = runpy.run_path(str(ROOT / "scripts/make_samples.py"))
    sheet = load_workbook(SAMPLES / "qinghe/duty-list.xlsx").worksheets[0]
    assert list(sheet.values) == list(made["duty_list"]().worksheets[0].values)
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:E1", "A2:E2"}


def test_no_real_place_is_named_in_the_fictional_county() -> None:
    names = [name for name in Register.national().names() if len(name) > 2]
    for path in sorted((SAMPLES / "qinghe").iterdir()):
        text = text_of(f"qinghe/{path.name}").replace("会同县", "会同")  # 会同 a body of the county, not 会同县
        assert [name for name in names if name in text] == [], path.name


# What the loaders make of them.


@pytest.mark.parametrize("name", FACTS)
def test_document(name: str) -> None:
    facts, document = FACTS[name], record_of(name).document
    wrong = {
        key: getattr(document, key)
        for key in ("title", "type", "number", "issuer", "addressee", "date", "place")
        if key in facts and not same(facts[key], getattr(document, key))
    }
    assert wrong == {}
    assert len(document.attachments) == facts.get("attachments", 0)


@pytest.mark.parametrize("name", FACTS)
def test_every_duty_is_found_with_its_bearers(name: str) -> None:
    record, missed = record_of(name), []
    for wanted in FACTS[name]["duties"]:
        for who, role in wanted["holders"]:
            borne = [duty for duty in record.duties if any(holds(holder, who, role) for holder in duty.holders)]
            if covered(record.text, wanted["quote"], borne) < 0.9:
                missed.append((who, role, wanted["quote"]))
    assert missed == []


@pytest.mark.parametrize("name", FACTS)
def test_duties_carry_topic_basis_and_date(name: str) -> None:
    record, missed = record_of(name), []
    for wanted in FACTS[name]["duties"]:
        found = about(record, wanted["quote"])
        topics = {topic for duty in found for topic in duty.topics}
        topics |= {TOPICS[above].zh for topic in topics for above in ancestors(BY_LABEL[topic])}
        missed += [(topic, wanted["quote"]) for topic in wanted.get("topics", ()) if topic not in topics]
        if "basis" in wanted and not any(same(wanted["basis"], *duty.basis) for duty in found):
            missed.append((wanted["basis"], wanted["quote"]))
        if "valid_from" in wanted and {duty.valid_from for duty in found} != {wanted["valid_from"]}:
            missed.append((wanted["valid_from"], wanted["quote"]))
    assert missed == []


@pytest.mark.parametrize("name", FACTS)
def test_nothing_else_is_taken_for_a_duty(name: str) -> None:
    record, facts = record_of(name), FACTS[name]
    stated = [*(duty["quote"] for duty in facts["duties"]), *facts.get("optional", ())]
    spots = {at for quote in stated for start in [record.text.index(quote)] for at in range(start, start + len(quote))}
    outside = [d.quote for d in record.duties if sum(at in spots for at in range(d.start, d.end)) < len(d.quote) / 2]
    assert outside == []
    assert [w for w in facts.get("never", ()) if covered(record.text, w, record.duties) > 0.2] == []


@pytest.mark.parametrize("name", having("citations"))
def test_citations(name: str) -> None:
    wanted, found = FACTS[name]["citations"], record_of(name).citations
    keys = [{plain(c.title), plain(normal_number(c.number or ""))} - {""} for c in found]
    assert [w for w in wanted if not any(plain(w) in key for key in keys)] == []
    own = [plain(w) for w in wanted]
    enclosed = [plain(title) for title in record_of(name).document.attachments]
    extra = [key for key in keys if not key & set(own) and not any(part in title for part in key for title in enclosed)]
    assert extra == []


@pytest.mark.parametrize("name", having("nameplates"))
def test_nameplates(name: str) -> None:
    found = record_of(name).nameplates
    missed = [
        (office, plate, kind)
        for office, plate, kind in FACTS[name]["nameplates"]
        if not any(
            same(office, n.office, n.office_mention) and same(plate, n.plate) and n.kind in kind.split("|")
            for n in found
        )
    ]
    assert missed == []
    assert len(found) == len(FACTS[name]["nameplates"])


@pytest.mark.parametrize("name", having("issues"))
def test_issues_and_measures(name: str) -> None:
    record, wanted = record_of(name), FACTS[name]["issues"]
    assert [issue.quote for issue in record.issues] == [issue["quote"] for issue in wanted]
    for issue, want in zip(record.issues, wanted, strict=True):
        assert (issue.ordinal, issue.status, issue.deadline) == (want["ordinal"], want["status"], want.get("deadline"))
        assert set(want.get("topics", ())) <= set(issue.topics)
        missed = [w for w in want["responsible"] if not any(holds(h, *w) for h in issue.responsible)]
        assert missed == []
    assert len(record.measures) == FACTS[name]["measures"]


@pytest.mark.parametrize("name", having("reforms"))
def test_reforms(name: str) -> None:
    (event,), (wanted,) = record_of(name).reform_events, FACTS[name]["reforms"]
    assert (event.date, event.basis) == (wanted["date"], wanted["basis"])
    for key in ("created", "abolished", "renamed", "transferred"):
        told = " ".join(getattr(event, key))
        assert [w for w in wanted.get(key, ()) if not any(way in told for way in w.split("|"))] == [], key


@pytest.mark.parametrize("name", having("indicators"))
def test_indicators(name: str) -> None:
    found = [[i.year, i.code, i.name, i.points] for i in record_of(name).indicators]
    assert found == FACTS[name]["indicators"]


@pytest.mark.parametrize("name", having("grid_tiers"))
def test_grid_tiers(name: str) -> None:
    tiers = record_of(name).grid_tiers
    assert [tier.tier for tier in tiers] == [number for number, _ in FACTS[name]["grid_tiers"]]
    for tier, (_, bearer) in zip(tiers, FACTS[name]["grid_tiers"], strict=True):
        assert same(bearer, tier.responsible, tier.responsible_mention)


def test_divisions() -> None:
    known = register()
    assert [unit.name for unit in known.ancestors("990121001")][:3] == ["青禾县", "云水市", "江岭省"]
    assert {unit.code for unit in known.children("990121")} == {"990121001", "990121002", "990121101", "990121102"}
    assert known.exists("990121001003", "2019-12-31")
    assert not known.exists("990121001003", "2020-01-01")


@pytest.mark.parametrize("topic", IN_CHAIN)
def test_chain_runs_from_central_to_grid(topic: str) -> None:
    """Each level has a bearer of a duty on the topic or, as a chain asks, on a broader or a narrower one."""
    found = set()
    for name in FACTS:
        record = record_of(name)
        level_of = {(body.name, body.place): body.level for body in record.institutions}
        for duty in record.duties:
            if IN_CHAIN[topic] & set(duty.topics):
                found |= {level_of.get((holder.name, holder.place)) for holder in duty.holders}
    assert found >= set(LEVELS)
