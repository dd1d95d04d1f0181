"""Warnings that need more than one document."""

from __future__ import annotations

from graph.store import Store
from graph.validate import validate_stored
from tests.graph.histories import Paper, paper_iri, stored

OLD = "县环境保护局"
GONE = Paper("青委办发〔2019〕5号", "2019-03-20").reform("不再保留县环境保护局", ("abolished", (OLD,), (), None))


def with_duty_of(date: str | None, since: str | None = None) -> Store:
    return stored(Paper("青府办〔2020〕8号", date).duty(OLD, "负责油烟治理", since=since), GONE)


def warned(store: Store) -> list[str]:
    report = validate_stored(store, paper_iri("青府办〔2020〕8号"))
    assert report.conforms
    return [one.shape for one in report.warnings]


def test_a_duty_that_begins_after_its_bearer_ended_elsewhere_is_shown() -> None:
    assert warned(with_duty_of("2020-01-02")) == ["active-after-end"]
    assert warned(with_duty_of("2016-01-02", since="2020-01-01")) == ["active-after-end"]


def test_a_duty_from_before_or_of_that_day_or_of_no_day_is_not() -> None:
    assert warned(with_duty_of("2016-01-02")) == []
    assert warned(with_duty_of("2019-03-20")) == []
    assert warned(with_duty_of(None)) == []
