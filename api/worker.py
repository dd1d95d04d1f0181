"""One process that does jobs and can be stopped at any moment: by its caller, by the clock, by its memory limit."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any, Final, Generic, TypeVar

if sys.platform != "win32":
    import resource

Job = TypeVar("Job")
Result = TypeVar("Result")
Start = Callable[[], Callable[[Job], Result]]

_CONTEXT: Any = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
_LOCK: Final = threading.Lock()
"""Held while a process is started or ended: `multiprocessing` looks after all children of a parent at each start."""
_preloaded: Final[set[str]] = set()
_START_SECONDS: Final = 120.0
_END_SECONDS: Final = 10.0
_POLL_SECONDS: Final = 0.05
_LOW_PRIORITY: Final = 15
_PATIENCE_SECONDS: Final = 1.0
_GRACE_SECONDS: Final = 2.0
_DONE, _FAILED, _MEMORY, _ENDED = range(4)


def module_of(start: Start[Any, Any]) -> str:
    """The module of a function, or of the one that a `functools.partial` calls."""
    name: str = getattr(start, "func", start).__module__
    return name


def preload(modules: Iterable[str]) -> None:
    """Let the server that the processes are forked from import ``modules`` once for all of them.

    The first process starts the server; what is named after that is imported by each process for itself.
    """
    _preloaded.update(modules)
    multiprocessing.set_forkserver_preload(sorted(_preloaded))


@contextlib.contextmanager
def _main_set_aside() -> Iterator[None]:
    """Without this, `multiprocessing` imports the script that runs (the whole command line) in each process again."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


class Stopped(Exception):  # noqa: N818 - what became of a job, not a fault of the program
    """A job that did not come to its end; the process that did it is gone."""


class TookTooLong(Stopped):
    """It ran longer than it may."""


class Cancelled(Stopped):
    """Nobody waits for it any more."""


class Died(Stopped):
    """Its process ended under it. ``code`` is the exit code, less than zero for a signal, None when not known."""

    def __init__(self, code: int | None = None) -> None:
        self.code = code
        super().__init__(f"exit code {code}")


class TooMuchMemory(Died):
    """It needed more memory than it may have."""


class Worker(Generic[Job, Result]):
    """A process that calls ``start`` once and then the function that this gives, for one job after another.

    See `api.workers.Workers` for the arguments. Used by one thread at a time, but for `retire`.
    """

    def __init__(self, start: Start[Job, Result], seconds: float, memory: int) -> None:
        self._start, self._seconds, self._memory = start, seconds, memory
        self._process: Any = None
        self._pipe: Connection | None = None
        self._ready = self._retired = False

    def begin(self) -> Connection:
        """Start the process when there is none, without waiting until it is ready. Raises `Died` when retired."""
        if self._pipe is None:
            with _LOCK:
                if self._retired:
                    raise Died
                ours, theirs = _CONTEXT.Pipe()
                given = (theirs, self._start, self._seconds, self._memory)
                process = _CONTEXT.Process(target=_serve, args=given, daemon=True)
                with theirs, _main_set_aside():
                    process.start()
                self._process, self._pipe, self._ready = process, ours, False
        return self._pipe

    @property
    def ready_pipe(self) -> Connection | None:
        """The pipe to a process that waits for a job; None when there is none, or none that is ready yet."""
        return self._pipe if self._ready else None

    def yield_to_others(self) -> None:
        """Let other processes go first from now on. There is no way back: the process is to be ended after its job."""
        if self._process is not None and sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _LOW_PRIORITY)

    def send(self, job: Job) -> None:
        """Give a job to the process that is ready; `receive` gets the answer once the pipe can be read."""
        assert self._pipe is not None  # noqa: S101 - see `ready_pipe`
        _send(self._pipe, job)

    def receive(self) -> tuple[int, Any]:
        """What has come, for `outcome`, which may end the process: whoever watches its pipe lets go of it before."""
        assert self._pipe is not None  # noqa: S101
        try:
            received: tuple[int, Any] = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - our own process
        except (EOFError, OSError):
            return _ENDED, None
        return received

    @staticmethod
    def goes_on(kind: int) -> bool:
        """Whether the process is ready for the next job after it sent that ``kind`` of answer."""
        return kind not in (_MEMORY, _ENDED)

    def outcome(self, kind: int, value: object) -> tuple[bool, Any]:
        """What `receive` gave, as `do` gives it; raises what became of a process that does not go on."""
        if kind == _ENDED:
            raise Died(self.end(_PATIENCE_SECONDS))
        if kind == _MEMORY:
            raise TooMuchMemory(self.end(_PATIENCE_SECONDS))
        return kind == _DONE, value

    def do(self, job: Job, cancelled: Callable[[], bool] | None) -> tuple[bool, Any]:
        """(True, result), or (False, exception that the job, or ``start``, raised). Raises `Stopped`."""
        pipe = self.begin()
        if not self._ready:
            started, value = self._receive(pipe, _START_SECONDS, cancelled)
            if not started:
                self.end()
                return False, value
            self._ready = True
        try:
            _send(pipe, job)
            return self._receive(pipe, self._seconds, cancelled)
        except BaseException:  # also an interrupt: the answer to this job must not be taken for that to the next
            self.end()
            raise

    def _receive(self, pipe: Connection, seconds: float, cancelled: Callable[[], bool] | None) -> tuple[bool, Any]:
        latest = time.monotonic() + seconds
        while not pipe.poll(min(max(0.0, latest - time.monotonic()), _POLL_SECONDS if cancelled else seconds)):
            if time.monotonic() >= latest:
                self.end()
                raise TookTooLong
            if cancelled and cancelled():
                raise Cancelled
        return self.outcome(*self.receive())

    def retire(self) -> None:
        """Stop the process, and start no other; who waits for its answer gets `Died`."""
        with _LOCK:
            self._retired = True
            self._kill()

    def _kill(self) -> None:
        if self._process is not None and self._process.is_alive():
            if sys.platform != "win32":
                with contextlib.suppress(ProcessLookupError, PermissionError):  # it has no group of its own yet
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()

    def renew(self) -> None:
        """Stop the process and start another in its place, without waiting until that is ready."""
        self.end()
        with contextlib.suppress(OSError):  # no process can be started now: perhaps when the next job comes
            self.begin()

    def end(self, patience: float = 0.0) -> int | None:
        """Stop the process, after ``patience`` seconds in which it may end by itself, and let go of all that it has.

        Gives its exit code; None when there is no process.
        """
        with _LOCK:
            if self._process is None or self._pipe is None:
                return None
            self._process.join(patience)
            self._kill()
            self._process.join(_END_SECONDS)
            code: int | None = self._process.exitcode
            self._pipe.close()
            if code is not None:
                self._process.close()
            self._process = self._pipe = None
            return code


def _send(pipe: Connection, job: object) -> None:
    """Send a job; one that cannot be pickled raises what `pickle` says, a process that is gone is seen later."""
    packed = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(OSError):
        pipe.send_bytes(packed)


def _serve(pipe: Connection, start: Start[Any, Any], seconds: float, memory: int) -> None:
    """What the process does: jobs, until the other end of the pipe is closed."""
    _confine(memory)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        do = start()
    except Exception as error:
        pipe.send_bytes(_failure(error))
        return
    pipe.send((_DONE, None))
    while True:
        try:
            job = pipe.recv_bytes()
        except (EOFError, ConnectionError):
            return
        _alarm(seconds + _GRACE_SECONDS)
        answer, last = _answer(do, job)
        _alarm(0)
        pipe.send_bytes(answer)
        if last:
            return


def _answer(do: Callable[[Any], Any], job: bytes) -> tuple[bytes, bool]:
    """The pickled answer, and whether the process is to end: a job that ran out of memory leaves it in bits."""
    try:
        return pickle.dumps((_DONE, do(pickle.loads(job))), pickle.HIGHEST_PROTOCOL), False  # noqa: S301
    except Exception as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, MemoryError):
                return pickle.dumps((_MEMORY, None)), True
            cause = cause.__cause__ or cause.__context__
        return _failure(error), False


def _failure(error: Exception) -> bytes:
    """The pickled answer that hands on an exception, or one that says the same where it cannot be pickled."""
    try:
        answer = pickle.dumps((_FAILED, error))
        pickle.loads(answer)  # noqa: S301
    except Exception:
        answer = pickle.dumps((_FAILED, RuntimeError(f"{type(error).__name__}: {error}")))
    return answer


def _confine(memory: int) -> None:
    """Bound the memory, and lead a process group so that all that belongs to a job can be killed with it.

    RLIMIT_DATA counts what the process may write to, not address space that is only set aside (Linux since 4.7).
    """
    if sys.platform != "win32":
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent() -> None:
    """End in the middle of a job when the parent is gone; with `_alarm` for a job that lets no other thread run."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _alarm(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
