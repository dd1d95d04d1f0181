"""What a zip or tar holds, by its content; names of Chinese programs; what is not to be read."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from pathlib import Path

import pytest

from loaders.archives import is_archive, may_be_archive, members
from ontology.errors import ZelianError
from tests.loaders.packing import TAR_MODES, in_gb18030, overlapping, tarred, with_flags, write, zipped

TEXTS = {"通知.txt": "县水利局负责。".encode(), "附件/清单〇一.csv": b"a,b\n" * 100}


def found(path: Path) -> dict[str, bytes]:
    return {member.name: member.open().read() for member in members(path, path.name)}


def problems(path: Path) -> list[tuple[str, str | None]]:
    return [(member.name, member.problem) for member in members(path, path.name)]


def test_a_zip(tmp_path: Path) -> None:
    path = write(tmp_path, "a.bin", zipped({**TEXTS, "空/": b""}))
    assert may_be_archive(path)
    assert is_archive(path)
    assert found(path) == TEXTS


@pytest.mark.parametrize("suffix", TAR_MODES)
def test_a_tar(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path, "a.bin", tarred(TEXTS, TAR_MODES[suffix]))
    assert may_be_archive(path)
    assert is_archive(path)
    assert found(path) == TEXTS


def test_names_in_gb18030(tmp_path: Path) -> None:
    names = {"青禾县水利局职责.txt": b"1", "说明（最终稿）.txt": b"2", "䶮.txt": b"3"}
    path = write(tmp_path, "a.zip", in_gb18030(names))
    assert "青禾县".encode("gb18030") in path.read_bytes()
    assert found(path) == names
    tar = write(tmp_path, "a.tar", tarred(names, "w", pax_headers={}))
    assert found(tar) == names


def test_names_of_a_tar_in_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT, encoding="gb18030") as archive:
        archive.addfile(tarfile.TarInfo("青禾县水利局.txt"))
    assert found(path) == {"青禾县水利局.txt": b""}


@pytest.mark.parametrize("first", ["[Content_Types].xml", "OFD.xml"])
def test_documents_that_are_zips_are_no_archives(tmp_path: Path, first: str) -> None:
    path = write(tmp_path, "a.zip", zipped({first: b"<xml/>", "word/document.xml": b"<xml/>"}))
    assert may_be_archive(path)
    assert not is_archive(path)


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"plain text", b"%PDF-1.7", b"\x1f\x8b\x08" + b"\0" * 50, b"\0" * 2000]
)
def test_what_is_none(tmp_path: Path, content: bytes) -> None:
    assert not is_archive(write(tmp_path, "a.txt", content))


def test_a_text_that_was_compressed_by_itself_is_none(tmp_path: Path) -> None:
    path = write(tmp_path, "a.gz", gzip.compress("县水利局负责。".encode()))
    assert may_be_archive(path)
    assert not is_archive(path)


@pytest.mark.parametrize(
    "name", ["../外.txt", "甲/../../外.txt", "/etc/外.txt", "C:/外.txt", "C:\\外.txt", "..\\外.txt"]
)
def test_paths_that_lead_out(tmp_path: Path, name: str) -> None:
    shown = name.replace("\\", "/")
    assert problems(write(tmp_path, "a.zip", zipped({name: b"x", "好.txt": b"y"}))) == [
        (shown, "E134"),
        ("好.txt", None),
    ]
    if "\\" not in name:
        assert problems(write(tmp_path, "a.tar", tarred({name: b"x"}))) == [(name, "E134")]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_a_tar(tmp_path: Path, kind: bytes) -> None:
    path = write(tmp_path, "a.tar", tarred({"a.txt": b""}, type=kind, linkname="/etc/passwd"))
    assert problems(path) == [("a.txt", "E135")]


def test_a_link_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("a.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert problems(path) == [("a.txt", "E135")]


def test_an_encrypted_zip(tmp_path: Path) -> None:
    path = write(tmp_path, "a.zip", with_flags(zipped({"a.txt": b"secret"}), 0x1))
    assert problems(path) == [("a.txt", "E133")]


def test_a_method_that_is_not_known(tmp_path: Path) -> None:
    made = bytearray(zipped({"a.txt": b"x" * 100}))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        made[made.index(signature) + offset] = 9  # Deflate64
    assert problems(write(tmp_path, "a.zip", bytes(made))) == [("a.txt", "E138")]


def test_overlapping_entries(tmp_path: Path) -> None:
    path = write(tmp_path, "a.zip", overlapping(b"x" * 1000, 10))
    with pytest.raises(ZelianError) as raised:
        list(members(path, path.name))
    assert raised.value.code == "E137"


@pytest.mark.parametrize("made", [zipped(TEXTS), tarred(TEXTS), tarred(TEXTS, "w:gz"), tarred(TEXTS, "w:bz2")])
def test_every_cut_ends_in_members_or_one_error(tmp_path: Path, made: bytes) -> None:
    for end in range(0, len(made), max(1, len(made) // 150)):
        path = write(tmp_path, "a.zip", made[:end])
        if is_archive(path):
            try:
                for member in members(path, path.name):
                    member.open().read()
            except (ZelianError, EOFError, OSError, tarfile.TarError) as error:
                assert not isinstance(error, ZelianError) or error.code == "E132"


@pytest.mark.parametrize("made", [zipped(TEXTS), tarred({**TEXTS, "z.txt": b"z" * 5000}, "w:gz")])
def test_a_cut_archive_says_so(tmp_path: Path, made: bytes) -> None:
    path = write(tmp_path, "青禾.zip", made[: len(made) * 9 // 10])
    assert is_archive(path)
    with pytest.raises(ZelianError) as raised:
        list(members(path, path.name))
    assert raised.value.code == "E132"
    assert raised.value.text("zh").startswith("压缩包或其中的文件“青禾.zip”已损坏或不完整（")
