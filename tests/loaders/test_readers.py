"""Files of every encoding, and files that cannot be read."""

from __future__ import annotations

import codecs
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.pipeline import read_file, read_text
from loaders.readers import read_bytes
from loaders.readers.encoding import decode
from loaders.text import Text
from ontology.errors import ZelianError
from tests.loaders.reading import REGISTER

TEXT = "青禾县水利局负责河道巡查。\n"
LIMIT = 32 << 20


def read(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return read_bytes(path, LIMIT)[0].string


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8-bom", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "crlf", "cr"],
)
def test_encodings(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path / "a.txt", content) == TEXT


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=40))
def test_gb18030_is_never_taken_for_another_encoding(text: str) -> None:
    content = text.encode("gb18030")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(content, "a.txt") == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E102"),
        (b" \n\t\r\n", "E102"),
        ("\u3000\n".encode(), "E102"),
        (b"%PDF-1.7\n", "E108"),
        (b"\x89PNG\r\n\x1a\n", "E107"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "E107"),
        (bytes(range(256)) * 20, "E104"),
        (b"PK\x03\x04broken", "E108"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "E105"),
    ],
    ids=["empty", "blank", "wide blank", "pdf", "png", "doc", "binary", "broken zip", "broken utf-16"],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(ZelianError) as caught:
        read(tmp_path / "a.txt", content)
    assert caught.value.code == code
    assert "a.txt" in caught.value.text("zh")
    assert "a.txt" in caught.value.text("en")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "E101"), (tmp_path, "E103")):
        with pytest.raises(ZelianError) as caught:
            read_bytes(path, LIMIT)
        assert caught.value.code == code


def test_too_big(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 10, "utf-8")
    with pytest.raises(ZelianError) as caught:
        read_bytes(tmp_path / "a.txt", 100)
    assert caught.value.code == "E106"


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(ZelianError) as caught:
        read_bytes(tmp_path / "a.docx", LIMIT)
    assert caught.value.code == "E107"


def test_record_names_the_file_and_its_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    found = read_file(tmp_path / "a.txt", REGISTER)
    assert (found.file, found.reader, found.text) == ("a.txt", "text", TEXT)
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    "part",
    [
        "青禾县水利局负责河道巡查，",
        "县水利局应当组织巡查；",
        "加挂执法队牌子",
        "由县水利局",
        "（“《",
        "“《（",
        "C1",
        "中",
    ],
)
def test_one_long_line_takes_time_in_proportion(part: str) -> None:
    def seconds(size: int) -> float:
        text = Text(part * (size // len(part)), "text")
        start = time.process_time()
        read_text(text, "a.txt", "", REGISTER)
        return time.process_time() - start

    seconds(1_000)

    def least(size: int) -> float:
        return min(seconds(size) for _ in range(3))

    assert least(80_000) < 8 * 2.5 * max(least(10_000), 0.01)
