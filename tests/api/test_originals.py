"""The original files: kept byte for byte, served to be saved, gone with the last document that was read from them."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from api import ingest, originals
from api.app import create_app
from api.ingest import FileReport, load
from api.originals import Originals, digest_of, media_type, originals_of
from api.settings import Settings
from graph.oxigraph import Embedded
from graph.store import Store, open_store
from ontology.errors import ZelianError
from tests.api.test_ingest import PLAN, write
from tests.loaders.packing import zipped

NAME = "青禾县河道保洁通知（最终稿）.txt"


def loaded(store: Store, folder: Path, *paths: Path) -> list[FileReport]:
    kept = originals_of(str(folder), None)
    return list(load(store, paths, lang="zh", max_bytes=1 << 20, originals=kept))


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "originals").rglob("*") if path.is_file()}


def digests(*contents: bytes) -> dict[str, bytes]:
    return {hashlib.sha256(content).hexdigest(): content for content in contents}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def client(folder: Path, store: Store, **more: str) -> TestClient:
    return TestClient(create_app(Settings(store=str(folder), **more), store, clock=lambda: date(2022, 1, 1)))  # type: ignore[arg-type]


def test_the_bytes_are_kept_in_the_folder_of_the_store_and_served(tmp_path: Path, folder: Path) -> None:
    content = PLAN.encode("gb18030")
    (tmp_path / NAME).write_bytes(content)
    with open_store(folder) as store:
        (report,) = loaded(store, folder, tmp_path / NAME)
        assert report.outcome == "new"
    assert kept(folder) == digests(content)
    with open_store(folder) as store:
        server = client(folder, store)
        address = f"/documents/{str(report.document).rpartition('/')[2]}"
        assert f'href="{address}/original"' in server.get(address).text
        assert "原件" in server.get(address).text
        assert "Original file" in server.get(f"{address}?lang=en").text
        answer = server.get(f"{address}/original")
        assert (answer.status_code, answer.content) == (200, content)
        assert answer.headers["content-type"] == "text/plain"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "sandbox"
        disposition = answer.headers["content-disposition"]
        found = re.fullmatch(r"attachment; filename\*=utf-8''([\w%.-]+)", disposition)
        assert found, disposition
        assert unquote(found[1]) == NAME
        assert server.head(f"{address}/original").headers["content-length"] == str(len(content))


def test_there_is_no_link_where_there_is_no_original(tmp_path: Path, folder: Path) -> None:
    with Embedded() as store:
        (report,) = load(store, [write(tmp_path, "a.txt", PLAN)], lang="zh", max_bytes=1 << 20)
        server = client(folder, store)
        address = f"/documents/{str(report.document).rpartition('/')[2]}"
        assert "/original" not in server.get(address).text
        assert server.get(f"{address}/original").status_code == 404
        assert server.get("/documents/none/original").status_code == 404
        assert server.get("/documents/..%2f..%2fetc/original").status_code == 404


def test_where_originals_are(tmp_path: Path) -> None:
    assert originals_of("http://localhost/sparql", None) is None
    content = write(tmp_path, "a.txt", PLAN).read_bytes()
    (digest,) = digests(content)
    for store in ("http://localhost/sparql", str(tmp_path / "store")):
        chosen = originals_of(store, str(tmp_path / "files"))
        assert chosen
        chosen.keep(tmp_path / "a.txt", digest)
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == [digest]
    assert not (tmp_path / "store").exists()


def test_the_same_file_twice_is_one_and_an_older_version_goes(tmp_path: Path, folder: Path) -> None:
    store = Embedded()
    first = write(tmp_path, "a.txt", PLAN)
    twin = write(tmp_path, "b.txt", PLAN)
    other = write(tmp_path, "c.txt", PLAN.replace("8号", "9号"))
    loaded(store, folder, first, twin, other)
    assert kept(folder) == digests(PLAN.encode(), PLAN.replace("8号", "9号").encode())
    newer = PLAN.replace("保障河道保洁经费", "监督经费使用")
    (report,) = loaded(store, folder, write(tmp_path, "a.txt", newer))
    assert report.outcome == "changed"
    assert kept(folder) == digests(newer.encode(), PLAN.replace("8号", "9号").encode())
    assert digest_of(store, str(report.document)) in digests(newer.encode())


def test_members_of_archives_are_kept_each(tmp_path: Path, folder: Path) -> None:
    archive = tmp_path / "a.zip"
    archive.write_bytes(zipped({"一.txt": PLAN.encode()}))
    loaded(Embedded(), folder, archive)
    assert kept(folder) == digests(PLAN.encode())


def test_nothing_is_kept_of_what_is_not_loaded(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise ZelianError("E205")

    monkeypatch.setattr(ingest, "put", full)
    (report,) = loaded(Embedded(), folder, write(tmp_path, "a.txt", PLAN))
    assert report.outcome == "failed"
    assert kept(folder) == {}


def test_a_file_that_changes_while_it_is_read_is_not_loaded(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Originals.keep

    def changed(self: Originals, path: Path, sha256: str) -> None:
        path.write_text("别的", "utf-8")
        keep(self, path, sha256)

    monkeypatch.setattr(Originals, "keep", changed)
    store = Embedded()
    (report,) = loaded(store, folder, write(tmp_path, "a.txt", PLAN))
    assert report.error is not None
    assert report.error.text("zh") == "文件“a.txt”在读取期间被改动，没有载入。请再次载入。"
    assert kept(folder) == {}
    assert not any("/document/" in name for name in store.graph_names())


def test_an_original_that_cannot_be_written(tmp_path: Path, folder: Path) -> None:
    folder.write_text("not a folder")
    (report,) = loaded(Embedded(), folder, write(tmp_path, "a.txt", PLAN))
    assert report.error is not None
    assert "无法把“a.txt”的原件保存到" in report.error.text("zh")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), originals._PACKAGES[0][1]),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"x" * 200_000}), originals._PACKAGES[1][1]),
        (zipped({"OFD.xml": b""}), "application/ofd"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>", "text/html"),
        ("县水利局负责。<html>".encode("gb18030"), "text/plain"),
        (b"", "text/plain"),
    ],
)
def test_media_types_by_content(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "a").write_bytes(content)
    assert media_type(tmp_path / "a") == kind
