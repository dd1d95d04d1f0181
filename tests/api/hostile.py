"""A reader that does what a hostile file would make it do, told by the name of the file."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable
from functools import partial

from api.ingest import Kind, _Invalid, _Read, _read
from api.reading import Manner, Source
from graph.validate import Result
from ontology.divisions import Register
from ontology.records import Division
from tests.api.jobs import do

FAULT = Result("http://a.org/duty", None, "duty", "缺少承担者", "no bearer")


def start(stated: frozenset[Division], kind: Kind, manner: Manner) -> Callable[[Source], _Read | _Invalid]:
    """In the place of `api.ingest._start`."""
    return partial(_hostile, partial(_read, Register.national().extended(stated), kind, manner))


def _hostile(read: Callable[[Source], _Read | _Invalid], source: Source) -> _Read | _Invalid:
    match source.path.stem.partition("-")[2]:
        case "endless":
            do(("spin", ""))
        case "hog":
            do(("hidden-hog", ""))
        case "crash":
            do(("abort", ""))
        case "fault":
            raise RuntimeError("boom")
        case "deleted":
            source.path.unlink()
        case "invalid":
            return _Invalid("标题", (), (FAULT,))
        case "url":
            urllib.request.urlopen("http://192.0.2.1/")
        case "name":
            socket.gethostbyname("example.org")
    return read(source)
