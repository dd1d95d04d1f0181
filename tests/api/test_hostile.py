"""Files that never end, take all memory, crash, vanish: one sentence each, and the others of the run are loaded."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from api import ingest
from api.ingest import FileReport, load, select
from graph.oxigraph import Embedded
from graph.store import Store
from tests.api import hostile
from tests.api.test_ingest import PLAN, write

SECONDS, MEMORY = 5.0, 400_000_000


def plan(folder: Path, number: int, name: str = "plan.txt") -> Path:
    return write(folder, f"{number}-{name}", PLAN.replace("8号", f"{number}号"))


def loaded(store: Store, *paths: Path, workers: int = 1) -> list[FileReport]:
    chosen = select(paths).files
    return list(load(store, chosen, lang="zh", max_bytes=1 << 20, workers=workers, seconds=SECONDS, memory=MEMORY))


def sentence(report: FileReport) -> str:
    return report.error.text("zh") if report.error else report.outcome


@pytest.mark.parametrize("workers", [1, 2])
def test_one_sentence_for_each_bad_file_and_the_others_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    bad = ["endless", "hog", "crash", "deleted", "fault"]
    for number, name in enumerate(bad):
        plan(tmp_path, 2 * number, f"{name}.txt")
        plan(tmp_path, 2 * number + 1)
    monkeypatch.setattr(ingest, "_start", hostile.start)
    store = Embedded()
    reports = loaded(store, tmp_path, workers=workers)
    assert [report.outcome for report in reports] == ["failed", "new"] * len(bad)
    assert [report.path.name for report in reports] == sorted(report.path.name for report in reports)
    endless, hog, crash, deleted, fault = (sentence(report) for report in reports[::2])
    assert endless.startswith("读取“0-endless.txt”超过 5 秒，已停止；其他文件不受影响。")
    assert "ZELIAN_READ_SECONDS" in endless
    assert hog.startswith("读取“2-hog.txt”所需内存超过 400,000,000 字节，已停止；其他文件不受影响。")
    assert "ZELIAN_READ_MEMORY" in hog
    assert crash.startswith("读取“4-crash.txt”的进程意外终止（退出码 -6，内存上限 400,000,000 字节）；")
    assert deleted == f"找不到文件“{tmp_path / '6-deleted.txt'}”。请检查路径是否正确。"
    assert "读取“8-fault.txt”时出现意外错误（RuntimeError: boom）" in fault
    assert len([name for name in store.graph_names() if "/document/" in name and not name.endswith("inferred")]) == 5


@pytest.mark.parametrize("way", ["url", "name"])
def test_reading_has_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(ingest, "_start", hostile.start)
    reports = loaded(Embedded(), plan(tmp_path, 1, f"{way}.txt"), plan(tmp_path, 2))
    assert [report.outcome for report in reports] == ["failed", "new"]
    assert "reading has no network" in sentence(reports[0])


def test_a_large_file_is_refused_at_once(tmp_path: Path) -> None:
    huge = tmp_path / "0-huge.csv"
    with huge.open("wb") as file:
        file.truncate(1 << 30)
    reports = loaded(Embedded(), huge, plan(tmp_path, 1))
    assert [report.outcome for report in reports] == ["failed", "new"]
    assert "“0-huge.csv”有 1,073,741,824 字节，超过上限 1,048,576 字节" in sentence(reports[0])


def test_a_file_that_vanished_after_it_was_chosen(tmp_path: Path) -> None:
    gone, here = plan(tmp_path, 1), plan(tmp_path, 2)
    chosen = select([tmp_path]).files
    gone.unlink()
    reports = list(load(Embedded(), chosen, lang="zh", max_bytes=1 << 20))
    assert [(report.path, report.outcome) for report in reports] == [(gone, "failed"), (here, "new")]
    assert sentence(reports[0]) == f"找不到文件“{gone}”。请检查路径是否正确。"


def test_a_named_pipe_does_not_hold_up_the_others(tmp_path: Path) -> None:
    pipe = tmp_path / "0-pipe.txt"
    os.mkfifo(pipe)
    reports = loaded(Embedded(), pipe, plan(tmp_path, 1))
    assert [report.outcome for report in reports] == ["failed", "new"]
    assert "超过 5 秒" in sentence(reports[0])


def test_stopping_early_leaves_what_was_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(tmp_path, 1)
    plan(tmp_path, 2, "endless.txt")
    monkeypatch.setattr(ingest, "_start", hostile.start)
    store = Embedded()
    reports = load(store, select([tmp_path]).files, lang="zh", max_bytes=1 << 20, seconds=60)
    assert next(reports).outcome == "new"
    begun = time.monotonic()
    reports.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 30
    assert any("/document/" in name for name in store.graph_names())
