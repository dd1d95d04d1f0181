"""Worker processes: what is wrong with one job stays with it, and nothing stays behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from api.workers import Cancelled, Died, Stopped, TookTooLong, TooMuchMemory, Workers
from ontology.errors import ZelianError
from tests.api.jobs import broken_start, start, start_and_count

MEMORY = 300 << 20
ROOT = Path(__file__).parents[2]
Pool = Workers[tuple[str, str], object]


@pytest.fixture(scope="module")
def workers() -> Iterator[Pool]:
    with Workers(2, start, seconds=2.0, memory=MEMORY) as pool:
        yield pool


def alive(pid: int) -> bool:
    """Is there such a process, and is it more than a zombie?"""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    latest = time.monotonic() + seconds
    while not holds() and time.monotonic() < latest:
        time.sleep(0.02)
    return holds()


def test_a_job_gives_its_result(workers: Pool) -> None:
    assert workers.run(("echo", "责任")) == "责任"
    assert workers.run(("pid", "")) != os.getpid()
    assert len(workers.run(("big", str(50 << 20)))) == 50 << 20  # type: ignore[arg-type]


def test_what_a_job_raises_is_raised(workers: Pool) -> None:
    with pytest.raises(ZelianError) as raised:
        workers.run(("fail", "甲.txt"))
    assert (raised.value.code, raised.value.text("zh")) == ("E101", "找不到文件“甲.txt”。请检查路径是否正确。")
    with pytest.raises(RuntimeError, match="OfTwoError: odd"):
        workers.run(("fail-oddly", "odd"))
    with pytest.raises(Exception, match=r"pickle .*lambda"):
        workers.run(("unpicklable", ""))
    with pytest.raises(KeyError):
        workers.run(("no such job", ""))


def test_a_job_that_cannot_be_sent_harms_no_other(workers: Pool) -> None:
    with pytest.raises(Exception, match="pickle"):
        workers.run(("echo", lambda: None))  # type: ignore[arg-type]
    assert [workers.run(("echo", word)) for word in "abcd"] == list("abcd")


@pytest.mark.parametrize(("job", "stopped"), [
    (("sleep", "60"), TookTooLong),
    (("spin", ""), TookTooLong),
    (("backtrack", ""), TookTooLong),
    (("hog", "4000"), TooMuchMemory),
    (("hidden-hog", ""), TooMuchMemory),
    (("abort", ""), Died),
    (("exit", "3"), Died),
    (("exit-softly", "4"), Died),
])  # fmt: skip
def test_a_job_that_goes_wrong_is_stopped_and_the_next_goes_on(
    workers: Pool, job: tuple[str, str], stopped: type[Stopped]
) -> None:
    begun = time.monotonic()
    with pytest.raises(Stopped) as raised:
        workers.run(job)
    assert type(raised.value) is stopped
    assert time.monotonic() - begun < 20
    assert [workers.run(("echo", word)) for word in "abc"] == list("abc")


@pytest.mark.parametrize(
    ("job", "code"), [(("abort", ""), -signal.SIGABRT), (("exit", "3"), 3), (("exit-softly", "4"), 4)]
)
def test_how_a_process_ended_is_told(workers: Pool, job: tuple[str, str], code: int) -> None:
    with pytest.raises(Died) as raised:
        workers.run(job)
    assert raised.value.code == code


def test_memory_below_the_limit_is_there(workers: Pool) -> None:
    assert workers.run(("hog", "100")) == 100


def test_waiting_for_an_idle_process_does_not_count() -> None:
    with Workers(1, start, seconds=1.0, memory=MEMORY) as one, ThreadPoolExecutor(5) as threads:
        begun = time.monotonic()
        assert list(threads.map(one.run, [("sleep", "0.5")] * 5)) == [None] * 5
        assert time.monotonic() - begun >= 2.5


def test_processes_work_side_by_side_and_are_kept(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Workers(2, partial(start_and_count, log), seconds=30, memory=MEMORY) as two, ThreadPoolExecutor(4) as threads:
        begun = {two.run(("pid", "")) for _ in range(3)}
        pids = set(threads.map(lambda _: (two.run(("sleep", "0.05")), two.run(("pid", "")))[1], range(40)))
    assert begun <= pids
    assert sorted(pids) == sorted(int(line) for line in log.read_text().split())  # type: ignore[type-var]
    assert len(pids) == 2


def test_a_stuck_job_holds_up_its_own_process_alone() -> None:
    with ThreadPoolExecutor(1) as threads, Workers(2, start, seconds=60, memory=MEMORY) as two:
        stuck = threads.submit(two.run, ("spin", ""))
        assert [two.run(("echo", str(number))) for number in range(100)] == [str(number) for number in range(100)]
        assert not stuck.done()


def test_a_job_that_nobody_waits_for_is_stopped(workers: Pool) -> None:
    gone = threading.Event()
    threading.Timer(0.2, gone.set).start()
    with pytest.raises(Cancelled):  # else it is TookTooLong
        workers.run(("spin", ""), gone.is_set)
    with pytest.raises(Cancelled):
        workers.run(("echo", ""), lambda: True)
    assert workers.run(("echo", "next"), lambda: False) == "next"


def test_results_come_in_the_order_of_the_jobs_with_errors_in_their_place(workers: Pool) -> None:
    jobs = [("sleep", "0.3"), ("fail", "甲"), ("echo", "b"), ("abort", ""), *(("echo", str(n)) for n in range(100))]
    outcomes = list(workers.each(jobs))
    assert [type(each) for each in outcomes[:4]] == [type(None), ZelianError, str, Died]
    assert outcomes[4:] == [str(number) for number in range(100)]


def test_jobs_that_nobody_wants_any_more_are_stopped() -> None:
    with Workers(2, start, seconds=60, memory=MEMORY) as two:
        outcomes = two.each(iter([("echo", "a"), *[("spin", "")] * 50]))
        assert next(outcomes) == "a"
        begun = time.monotonic()
        outcomes.close()  # type: ignore[attr-defined]
        assert time.monotonic() - begun < 30
        assert two.run(("echo", "b")) == "b"


def test_a_process_that_cannot_start_says_why() -> None:
    with Workers(1, broken_start, seconds=5, memory=MEMORY) as broken:
        for _ in range(2):
            with pytest.raises(ZelianError) as raised:
                broken.run(("echo", ""))
            assert raised.value.code == "E204"


def test_closing_stops_what_is_at_work() -> None:
    two: Pool = Workers(2, start, seconds=60, memory=MEMORY)
    with ThreadPoolExecutor(3) as threads:
        stuck = [threads.submit(two.run, ("sleep", "60")) for _ in range(3)]
        time.sleep(1)
        begun = time.monotonic()
        two.close()
        assert all(isinstance(each.exception(), Died) for each in stuck)
    assert time.monotonic() - begun < 10
    with pytest.raises(Died):
        two.run(("echo", ""))


def test_nothing_stays_behind(tmp_path: Path) -> None:
    with Workers(1, start, seconds=0.3, memory=MEMORY) as one:
        one.run(("echo", ""))
        files, children = handles(), {child.pid for child in multiprocessing.active_children()}
        pids = []
        for job in [("spin", ""), ("abort", ""), ("orphan", str(tmp_path / "pid"))] * 2:
            pids.append(one.run(("pid", "")))
            with pytest.raises(Stopped):
                one.run(job)
        one.run(("echo", ""))
        assert handles() == files
        assert len(children) == len(multiprocessing.active_children())
        pids += [one.run(("pid", "")), int((tmp_path / "pid").read_text())]
    assert len(set(pids)) == 8
    assert [pid for pid in pids if not eventually(lambda pid=pid: not alive(pid))] == []  # type: ignore[misc]
    assert handles() < files


@pytest.mark.parametrize("job", [("echo", ""), ("sleep", "600"), ("orphan", "{pid}")])
def test_the_processes_end_when_the_parent_is_killed(tmp_path: Path, job: tuple[str, str]) -> None:
    job = (job[0], job[1].format(pid=tmp_path / "pid"))
    program = (
        "from tests.api.jobs import start\nfrom api.workers import Workers\n"
        f"one = Workers(1, start, seconds=600, memory={MEMORY})\n"
        f"print(one.run(('pid', '')), flush=True)\none.run({job!r})\nimport time; time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pids = [int(parent.stdout.readline())]
        if job[0] == "orphan":
            assert eventually(lambda: (tmp_path / "pid").is_file() and (tmp_path / "pid").read_text() != "")
            pids.append(int((tmp_path / "pid").read_text()))
        time.sleep(0.3)
        assert all(alive(pid) for pid in pids)
        parent.kill()
    assert all(eventually(lambda pid=pid: not alive(pid)) for pid in pids)  # type: ignore[misc]


def test_a_job_that_lets_no_other_thread_run_ends_by_the_clock_when_the_parent_is_killed() -> None:
    program = (
        "import api.worker, time\nfrom tests.api.jobs import start\n"
        f"one = api.worker.Worker(start, 1.0, {MEMORY})\n"
        "print(one.do(('pid', ''), None)[1], flush=True)\none._pipe.send(('backtrack', ''))\ntime.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        time.sleep(0.3)
        parent.kill()
    assert alive(pid)
    assert eventually(lambda: not alive(pid), 20)
