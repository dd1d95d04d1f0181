"""SPARQL servers of others, on free ports of this machine: Virtuoso 7 (Debian) and the server of Oxigraph (PyPI)."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 20
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server, from when it answers; it is killed at the end."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        try:
            latest = time.monotonic() + 60
            while not _answers(address):
                if process.poll() is not None or time.monotonic() > latest:
                    pytest.fail(f"{command[0]} does not answer: {(folder / 'output').read_text('utf-8')[-500:]}")
                time.sleep(0.1)
            yield process
        finally:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Virtuoso with its files in ``folder``: the address and the process. Skips where it is not installed."""
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt") or shutil.which("isql-v")
    if server is None or client is None:
        pytest.skip("no Virtuoso: apt-get install virtuoso-opensource")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=sql, http=http, rows=rows), "utf-8")
    (folder / "virtuoso.lck").unlink(missing_ok=True)
    address = f"http://127.0.0.1:{http}/sparql"
    with running([server, "+foreground", "+configfile", "virtuoso.ini"], folder, address) as process:
        grant = 'exec=grant SPARQL_UPDATE to "SPARQL";'
        subprocess.run([client, f"127.0.0.1:{sql}", "dba", "dba", grant], check=True, capture_output=True, timeout=30)
        yield address, process


@contextmanager
def oxigraph(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The server of Oxigraph with its store in ``folder``: the address and the process."""
    server = shutil.which("oxigraph", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    if server is None:
        pytest.skip("no Oxigraph server: pip install oxigraph")
    bind = f"127.0.0.1:{free_port()}"
    command = [server, "serve", "--location", str(folder / "store"), "--bind", bind, "--union-default-graph"]
    with running(command, folder, f"http://{bind}/query") as process:
        yield f"http://{bind}", process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
