"""Loading files into a store."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from api import ingest
from api.ingest import FileReport, load, select
from api.reading import Limits, Manner, Source, divisions_in
from graph.divisions import register_of
from graph.export import nquads
from graph.oxigraph import Embedded
from graph.store import Store
from tests.api import hostile

DIVISIONS = """代码,名称,级别,起始日期,终止日期
99,江岭省,省级,,
9901,云水市,地级,,
990121,青禾县,县级,,
990121001,临江街道,乡级,,
"""
PLAN = """青禾县人民政府办公室关于做好河道保洁工作的通知
青府办〔2021〕8号

各街道办事处：
一、县水务局负责全县河道保洁工作。
二、县财政局负责保障河道保洁经费。

青禾县人民政府办公室
2021年3月5日
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def loaded(store: Store, *paths: Path, **more: object) -> list[FileReport]:
    return list(load(store, select(paths).files, lang="zh", max_bytes=1 << 20, **more))  # type: ignore[arg-type]


def quotes(report: FileReport, kind: str) -> list[str]:
    return [change.quote for change in report.changes if change.kind == kind]


def test_a_folder_is_searched_and_other_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    plan = write(tmp_path / "a" / "b", "plan.TXT", PLAN)
    others = {write(tmp_path, name, "x") for name in ("photo.jpg", ".hidden.txt", "~$list.xlsx")}
    found = select([tmp_path])
    assert found.files == (plan,)
    assert set(found.skipped) == others


def test_a_file_named_by_itself_is_taken_whatever_its_name(tmp_path: Path) -> None:
    plan = write(tmp_path, "plan.rtf", PLAN)
    assert select([tmp_path, plan]).files == (plan,)
    assert select([tmp_path, plan]).skipped == ()


def test_new_unchanged_changed(tmp_path: Path) -> None:
    store = Embedded()
    plan = write(tmp_path, "plan.txt", PLAN)
    (first,) = loaded(store, plan)
    assert (first.outcome, dict(first.counts)["duties"]) == ("new", 2)
    assert [change.kind for change in first.changes] == ["appeared", "appeared"]
    (again,) = loaded(store, plan)
    assert (again.outcome, again.changes) == ("unchanged", ())
    write(tmp_path, "plan.txt", PLAN.replace("县财政局负责保障河道保洁经费", "县财政局、县审计局负责监督经费使用"))
    (changed,) = loaded(store, plan)
    assert changed.outcome == "changed"
    assert [quote for quote in quotes(changed, "ended") if "保障河道保洁经费" in quote]
    assert [quote for quote in quotes(changed, "appeared") if "监督经费使用" in quote]
    assert quotes(changed, "changed") == []
    assert changed.document == first.document


def test_a_duty_that_passes_to_another_body_has_changed_and_one_that_moved_has_not(tmp_path: Path) -> None:
    store = Embedded()
    plan = write(tmp_path, "plan.txt", PLAN)
    loaded(store, plan)
    moved = PLAN.replace("各街道办事处：", "各街道办事处，县政府有关部门：")
    write(tmp_path, "plan.txt", moved.replace("县财政局", "县审计局"))
    (changed,) = loaded(store, plan)
    (change,) = changed.changes
    assert change.kind == "changed"
    assert change.aspects == ("bearers",)
    assert "财政局" in "".join(change.before) and "审计局" in "".join(change.bearers)


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    store = Embedded()
    write(tmp_path, "1.txt", PLAN)
    write(tmp_path, "2.txt", "")
    (tmp_path / "3.txt").write_bytes(bytes(range(256)) * 40)
    write(tmp_path, "4.txt", PLAN.replace("8号", "9号"))
    missing = tmp_path / "5.txt"
    reports = loaded(store, tmp_path, missing)
    assert [report.outcome for report in reports] == ["new", "failed", "failed", "new", "failed"]
    assert [report.error.code for report in reports if report.error] == ["E102", "E104", "E101"]


def test_a_document_that_violates_the_shapes_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Embedded()
    plan = write(tmp_path, "plan.txt", PLAN)
    loaded(store, plan)
    before = list(nquads(store))
    monkeypatch.setattr(ingest, "_start", hostile.start)
    (report,) = loaded(store, write(tmp_path, "plan-invalid.txt", PLAN.replace("保障河道保洁经费", "安排经费")))
    assert (report.outcome, report.title, report.findings) == ("invalid", "标题", (hostile.FAULT,))
    assert list(nquads(store)) == before


def test_division_lists_count_for_all_files_and_for_later_loads(tmp_path: Path) -> None:
    listed = write(tmp_path, "z-divisions.csv", DIVISIONS)
    plan = write(tmp_path, "a-plan.txt", PLAN)
    store = Embedded()
    loaded(store, plan, listed)
    assert register_of(store).full_name("990121001") == "云水市青禾县临江街道"
    together = list(nquads(store))
    assert any("/ns#place> <https://w3id.org/zelian/id/unit/990121>" in line for line in together)
    later = Embedded()
    loaded(later, listed)
    loaded(later, plan)
    assert list(nquads(later)) == together
    codes = {
        division.code
        for division in divisions_in([Source(file, file) for file in (plan, listed)], Limits(1 << 20), Manner(1 << 20))
    }
    assert codes == {"99", "9901", "990121", "990121001"}


def test_the_order_of_the_paths_and_the_number_of_workers_make_no_difference(tmp_path: Path) -> None:
    texts = {"b.csv": DIVISIONS, "a.txt": PLAN, "c.txt": PLAN.replace("8号", "9号")}
    paths = [write(tmp_path, name, text) for name, text in texts.items()]
    stores = []
    for order in itertools.permutations(paths):
        store = Embedded()
        loaded(store, *order)
        stores.append(list(nquads(store)))
    parallel = Embedded()
    assert [report.outcome for report in loaded(parallel, tmp_path, workers=2)] == ["new"] * 3
    assert all(each == list(nquads(parallel)) for each in stores)


def test_two_files_of_one_document(tmp_path: Path) -> None:
    first, second = write(tmp_path, "1.txt", PLAN), write(tmp_path, "2.txt", PLAN.replace("河道保洁经费", "经费"))
    reports = loaded(Embedded(), tmp_path)
    assert [(report.path, report.outcome, report.replaces) for report in reports] == [
        (first, "new", None), (second, "changed", first)]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "good"), [("auto", True), ("document", True), ("duties", True), ("issues", False), ("divisions", False)]
)
def test_a_file_must_be_of_the_kind_asked_for(tmp_path: Path, kind: str, good: bool) -> None:
    (report,) = loaded(Embedded(), write(tmp_path, "plan.txt", PLAN), kind=kind)
    assert (report.error is None) == good
    assert good or (report.error and report.error.code == "E503")
