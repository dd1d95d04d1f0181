"""Whatever the text: no error but ours, offsets that hold, the same record every time."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.pipeline import read_file, read_text
from loaders.readers.sheet import read_csv
from ontology.errors import ZelianError
from ontology.records import Record
from tests.loaders.reading import REGISTER, record

FRAGMENTS = st.sampled_from(tomllib.loads(Path(__file__).with_name("fragments.toml").read_text("utf-8"))["fragments"])
OFFICIAL = st.lists(FRAGMENTS, max_size=60).map("".join)
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(found: Record) -> None:
    for name in ("duties", "issues", "measures", "reform_events"):
        for fact in getattr(found, name):
            assert found.text[fact.start : fact.end] == fact.quote, (name, fact)
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
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    found = record(text)
    check(found)
    assert found == record(text)


@SLOW
@given(
    st.lists(
        st.lists(FRAGMENTS | st.sampled_from(["职责", "责任单位", "问题", "代码", "名称"]), max_size=5), max_size=8
    )
)
def test_any_table(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(row) for row in rows)
    found = read_text(read_csv(text, "a.csv"), "a.csv", "", REGISTER)
    for duty in found.duties:
        assert found.text[duty.start : duty.end] == duty.quote


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(content)
    try:
        check(read_file(path, REGISTER))
    except ZelianError as error:
        assert error.text("zh")


def test_printed_record_has_every_field() -> None:
    printed = record("县水利局负责河道巡查。").to_json()
    assert set(printed) == {field.name for field in fields(Record)} - {"text"} | {"characters"}
