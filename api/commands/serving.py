"""``serve`` and ``demo``: the pages on this machine."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from api.commands.common import Lang, StoreOption, existing_store, out, sample_files, settings
from api.commands.reading import print_reports
from api.ingest import FileReport, load
from api.lang import say
from api.originals import originals_of
from api.settings import Settings
from graph.store import Store, open_store
from ontology.errors import ZelianError
from ontology.vocabulary import Language

EXAMPLE = "zelian chain --topic 餐饮油烟 --place 临江街道 --date 2022-12-31 --store {store}"
HostOption = Annotated[
    str | None, typer.Option("--host", help="Address to listen on · 监听地址", show_default="ZELIAN_HOST")
]
PortOption = Annotated[
    int | None,
    typer.Option("--port", min=0, max=65535, help="Port, 0: any free one · 端口，0 为任一", show_default="ZELIAN_PORT"),
]


def serve(*, lang: Lang, store: StoreOption = None, host: HostOption = None, port: PortOption = None) -> int:
    """Serve the pages, the data and the SPARQL endpoint of a store."""
    given = _settings(store, host, port)
    with existing_store(given.store, read_only=False) as opened:
        _serve(opened, given, lang)
    return 0


def demo(
    *,
    lang: Lang,
    store: StoreOption = None,
    host: HostOption = None,
    port: PortOption = None,
    serve: Annotated[bool, typer.Option(help="Serve it, or only build it · 是否提供网页")] = True,
) -> int:
    """Build the sample graph and serve it on this machine."""
    with ExitStack() as stack:
        folder = store or tempfile.mkdtemp(prefix="zelian-")
        if serve and not store:
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
        given = _settings(folder, host, port)
        opened = stack.enter_context(open_store(given.store))
        chosen = stack.enter_context(sample_files())
        code = print_reports(_samples(opened, given, chosen, lang), len(chosen), lang)
        out(say("built", lang, store=given.store))
        out(say("try_chain", lang, command=EXAMPLE.format(store=given.store)))
        if serve:
            _serve(opened, given, lang)
    return code


def _samples(store: Store, given: Settings, files: Sequence[Path], lang: Language) -> Iterator[FileReport]:
    return load(store, files, lang=lang, max_bytes=given.max_bytes, originals=originals_of(given.store, given.files))


def _settings(store: str | None, host: str | None, port: int | None) -> Settings:
    """The settings, with those of the command line in place of the environment's."""
    chosen = {"store": store, "host": host, "port": port}
    return settings().model_copy(update={name: value for name, value in chosen.items() if value is not None})


def _serve(store: Store, given: Settings, lang: Language) -> None:
    """Serve until Ctrl+C. Raises E515 when the address cannot be had."""
    import uvicorn  # noqa: PLC0415 - the web takes a second to import, which other commands need not wait

    from api.app import create_app  # noqa: PLC0415

    with socket.socket(socket.AF_INET6 if ":" in given.host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((given.host, given.port))
        except (OSError, OverflowError) as error:
            raise ZelianError("E515", host=given.host, port=given.port, reason=error) from None
        port = listener.getsockname()[1]
        out(say("serving", lang, address=f"http://{given.host}:{port}/"))
        config = uvicorn.Config(create_app(given, store), log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])
