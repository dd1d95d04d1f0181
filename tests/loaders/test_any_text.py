"""Whatever the text: no error but ours, offsets that hold, the same record every time."""

from __future__ import annotations

import json
import time
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.pipeline import read_file, read_text
from loaders.readers.delimited import read_csv
from ontology.errors import ZelianError
from ontology.records import Record
from tests.loaders.broken import DOCUMENTS, HOSTILE
from tests.loaders.reading import REGISTER, record

FRAGMENTS = st.sampled_from(tomllib.loads(Path(__file__).with_name("fragments.toml").read_text("utf-8"))["fragments"])
OFFICIAL = st.lists(FRAGMENTS, max_size=60).map("".join)
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(found: Record) -> None:
    for name in ("duties", "issues", "measures", "reform_events", "nameplates", "grid_tiers"):
        for fact in getattr(found, name):
            assert found.text[fact.start : fact.end] == fact.quote, (name, fact)
    for fact in (*found.citations, *found.indicators, *found.coverage.rejected, *found.coverage.unexplained):
        assert 0 <= fact.start < fact.end <= len(found.text), fact
    for institution in found.institutions:
        for mention in institution.mentions:
            assert 0 <= mention.start <= mention.end <= len(found.text)
    named = {(institution.name, institution.place) for institution in found.institutions}
    for duty in found.duties:
        assert duty.holders
        assert all((holder.name, holder.place) in named for holder in duty.holders)
    coverage = found.coverage
    assert coverage.duty_sentences == coverage.extracted + len(coverage.rejected) + len(coverage.unexplained)
    assert all(0 <= measure.issue < len(found.issues) for measure in found.measures)


@SLOW
@given(OFFICIAL)
def test_fragments_of_official_language(text: str) -> None:
    found = record(text)
    check(found)
    assert found == record(text)


@SLOW
@given(DOCUMENTS)
def test_broken_layouts(text: str) -> None:
    found = record(text)
    check(found)
    assert json.dumps(found.to_json()) == json.dumps(record(text).to_json())


@SLOW
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    found = record(text)
    check(found)
    assert found == record(text)


@SLOW
@given(
    st.lists(
        st.lists(FRAGMENTS | HOSTILE | st.sampled_from(["职责", "责任单位", "问题", "代码", "名称"]), max_size=5),
        max_size=8,
    )
)
def test_any_table(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(row) for row in rows)
    try:
        check(read_text(read_csv(text, "a.csv"), "a.csv", "", REGISTER))
    except ZelianError as error:
        assert error.text("zh")


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(content)
    try:
        check(read_file(path, REGISTER))
    except ZelianError as error:
        assert error.text("zh")


@pytest.mark.parametrize(
    "words",
    [
        "施行2020年8月14日县水利局组织河道巡查",
        "青禾县人民政府：县水利局为责任主体，由县水利局会同县公安局负责，",
        "第一条\n（一）\n1.\n（1）\n①\n",
        "“（县水利局《",
        "督促各街道（以下简称街道）加挂牌子、",
        "一、反馈问题：不到位。\n责任单位：县水利局\n",
        "改革组建二级网格，C1污染5分",
    ],
)
def test_time_grows_no_faster_than_the_text(words: str) -> None:
    short, long = (min(seconds(words * (size // len(words))) for _ in range(3)) for size in (4_000, 32_000))
    assert long < 3 * 8 * short + 0.2


def seconds(text: str) -> float:
    start = time.perf_counter()
    record(text)
    return time.perf_counter() - start


def test_printed_record_has_every_field() -> None:
    printed = record("县水利局负责河道巡查。").to_json()
    assert set(printed) == {field.name for field in fields(Record)} - {"text"} | {"characters"}
