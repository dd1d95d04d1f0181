"""Archives as input: their members are files of the run; bombs and tricks are one sentence; nothing is left behind."""

from __future__ import annotations

import tempfile
import zipfile
from functools import partial
from pathlib import Path

import pytest

from api import unpacking
from api.ingest import FileReport, load, select
from graph.divisions import register_of
from graph.oxigraph import Embedded
from graph.store import Store
from tests.api.command import run
from tests.api.test_ingest import DIVISIONS, PLAN
from tests.loaders.packing import TAR_MODES, in_gb18030, overlapping, tarred, with_flags, write, zipped

LIMIT = 1 << 20


def plan(number: int) -> bytes:
    return PLAN.replace("8号", f"{number}号").encode()


def loaded(*paths: Path, store: Store | None = None) -> list[FileReport]:
    given = select(paths).files
    return list(load(store or Embedded(), given, lang="zh", max_bytes=LIMIT, seconds=20, memory=1 << 29))


def outcomes(folder: Path, *paths: Path) -> dict[str, str]:
    """Name as shown, from the folder on → outcome, or the sentence of what failed."""
    return {
        str(report.path.relative_to(folder)): report.error.text("zh") if report.error else report.outcome
        for report in loaded(*paths)
    }


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program unpacks; it must be empty when it has finished."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(unpacking, "TemporaryDirectory", partial(tempfile.TemporaryDirectory, dir=folder))
    return folder


@pytest.fixture
def inbox(tmp_path: Path, temporary: Path):  # type: ignore[no-untyped-def]
    folder = tmp_path / "inbox"
    folder.mkdir()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    yield folder
    assert list(temporary.iterdir()) == []
    assert {path for path in tmp_path.rglob("*") if path.is_file() and folder not in path.parents} == before


@pytest.mark.parametrize("suffix", [".zip", *TAR_MODES])
def test_members_are_files_of_the_run(inbox: Path, suffix: str) -> None:
    members = {"通知/一.txt": plan(1), "照片.jpg": b"\xff\xd8\xff", "__MACOSX/._一.txt": b"x", ".DS_Store": b"x",
               "通知/~$一.docx": b"x", "区划.csv": DIVISIONS.encode()}  # fmt: skip
    made = zipped(members) if suffix == ".zip" else tarred(members, TAR_MODES[suffix])
    write(inbox, f"b{suffix}", made)
    write(inbox, "a.txt", plan(2))
    write(inbox, "c.txt", plan(3))
    assert outcomes(inbox, inbox) == {
        "a.txt": "new",
        f"b{suffix}/通知/一.txt": "new",
        f"b{suffix}/照片.jpg": "skipped",
        f"b{suffix}/__MACOSX/._一.txt": "skipped",
        f"b{suffix}/.DS_Store": "skipped",
        f"b{suffix}/通知/~$一.docx": "skipped",
        f"b{suffix}/区划.csv": "new",
        "c.txt": "new",
    }
    store = Embedded()
    loaded(inbox, store=store)
    assert register_of(store).full_name("990121001") == "云水市青禾县临江街道"


def test_an_archive_gives_the_graph_that_its_files_give(inbox: Path, tmp_path: Path) -> None:
    packed, loose = Embedded(), Embedded()
    loaded(write(inbox, "a.zip", zipped({"一.txt": plan(1), "二.txt": plan(2)})), store=packed)
    loaded(write(inbox, "一.txt", plan(1)), write(inbox, "二.txt", plan(2)), store=loose)
    assert packed.version == loose.version


def test_names_of_chinese_programs(inbox: Path) -> None:
    archive = write(inbox, "旧.zip", in_gb18030({"青禾县水利局.txt": plan(1)}))
    assert outcomes(inbox, archive) == {"旧.zip/青禾县水利局.txt": "new"}


def test_archives_in_archives_to_a_depth(inbox: Path) -> None:
    inner = zipped({"三.txt": plan(3)})
    middle = tarred({"二.txt": plan(2), "里.zip": inner}, "w:gz")
    archive = write(inbox, "外.zip", zipped({"一.txt": plan(1), "中.tar.gz": middle}))
    found = outcomes(inbox, archive)
    assert {name: found[name] for name in ("外.zip/一.txt", "外.zip/中.tar.gz/二.txt")} == dict.fromkeys(
        ("外.zip/一.txt", "外.zip/中.tar.gz/二.txt"), "new"
    )
    assert "层数超过 2，没有解开" in found["外.zip/中.tar.gz/里.zip"]
    assert len(found) == 3


def test_a_document_that_is_a_zip_is_read_as_a_document(inbox: Path) -> None:
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    assert book.active is not None
    for line in DIVISIONS.splitlines():
        book.active.append(line.split(","))
    book.save(inbox / "a.xlsx")
    archive = write(inbox, "b.zip", zipped({"c.xlsx": (inbox / "a.xlsx").read_bytes()}))
    assert outcomes(inbox, archive) == {"b.zip/c.xlsx": "new"}


def refused(inbox: Path, name: str, made: bytes) -> str:
    """The one sentence on a bad archive, loaded together with a good file."""
    found = outcomes(inbox, write(inbox, name, made), write(inbox, "z.txt", plan(9)))
    assert found.pop("z.txt") == "new"
    assert list(found) == [name]
    return found[name]


def test_a_flat_bomb(inbox: Path) -> None:
    bomb = zipped({f"{n}.txt": b"0" * (1 << 20) for n in range(200)})
    assert len(bomb) < 300_000
    said = refused(inbox, "a.zip", bomb)
    assert said.startswith(f"压缩包“a.zip”解开后超过 {max(10_000_000, 100 * len(bomb)):,} 字节")
    assert "上限：共 2,000,000,000 字节，且不超过自身的 100 倍" in said


def test_a_bomb_whose_sizes_lie(inbox: Path) -> None:
    made = bytearray(zipped({"a.txt": b"0" * (64 << 20)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = made.index(signature) + offset
        made[at : at + 4] = (1000).to_bytes(4, "little")
    found = outcomes(inbox, write(inbox, "a.zip", bytes(made)))
    assert list(found) == ["a.zip/a.txt"]
    assert "已损坏或不完整（BadZipFile: Bad CRC-32" in found["a.zip/a.txt"]


def test_a_nested_bomb(inbox: Path) -> None:
    layer = zipped({f"{n}.txt": b"0" * (1 << 20) for n in range(100)})
    said = refused(inbox, "a.zip", zipped({f"{n}.zip": layer for n in range(20)}))
    assert "可能是“压缩炸弹”，没有解开" in said


def test_a_bomb_of_a_tar(inbox: Path) -> None:
    said = refused(inbox, "a.tar.xz", tarred({f"{n}.txt": b"0" * (1 << 20) for n in range(50)}, "w:xz"))
    assert "a.tar.xz”解开后超过 10,000,000 字节" in said


def test_a_member_over_the_limit_of_a_file(inbox: Path) -> None:
    archive = write(inbox, "a.zip", zipped({"大.txt": b"0" * (LIMIT + 1), "小.txt": plan(1)}))
    found = outcomes(inbox, archive)
    assert found["a.zip/小.txt"] == "new"
    assert "有 1,048,577 字节，超过上限 1,048,576 字节" in found["a.zip/大.txt"]


def test_overlapping_entries(inbox: Path) -> None:
    assert "互相重叠" in refused(inbox, "a.zip", overlapping(b"x" * 10_000, 10))


def test_too_many_members(inbox: Path) -> None:
    said = refused(inbox, "a.zip", zipped({f"{n}.jpg": b"" for n in range(unpacking.MEMBERS + 1)}, zipfile.ZIP_STORED))
    assert said == "压缩包“a.zip”中的文件多于 10,000 个，没有解开。请自行解压后分批载入。"


def test_an_encrypted_zip(inbox: Path) -> None:
    said = refused(inbox, "a.zip", with_flags(zipped({"一.txt": plan(1), "二.txt": plan(2)}), 0x1))
    assert said == "“a.zip”有密码保护，无法读取。请用密码解压后载入其中的文件。"


@pytest.mark.parametrize(
    ("name", "made"), [("a.zip", zipped({"一.txt": plan(1)})), ("a.tar.gz", tarred({"一.txt": plan(1) * 50}, "w:gz"))]
)
def test_a_cut_archive(inbox: Path, name: str, made: bytes) -> None:
    said = refused(inbox, name, made[: len(made) * 8 // 10])
    assert said.startswith(f"压缩包或其中的文件“{name}”已损坏或不完整（")


def test_one_damaged_member_does_not_spoil_the_others(inbox: Path) -> None:
    made = bytearray(zipped({"一.txt": plan(1), "二.txt": plan(2)}, zipfile.ZIP_STORED))
    made[made.index(plan(1)) + 5] ^= 0xFF
    found = outcomes(inbox, write(inbox, "a.zip", bytes(made)))
    assert found["a.zip/二.txt"] == "new"
    assert "“" + str(inbox / "a.zip/一.txt") + "”已损坏或不完整" in found["a.zip/一.txt"]


@pytest.mark.parametrize("name", ["../外.txt", "/外.txt", "内/../../../外.txt"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_path_that_leads_out(inbox: Path, name: str, pack) -> None:  # type: ignore[no-untyped-def]
    write(inbox, "a.zip", pack({name: plan(1), "好.txt": plan(2)}))
    reports = loaded(inbox)
    assert [report.outcome for report in reports] == ["failed", "new"]
    assert reports[0].error is not None
    assert "指向压缩包之外，没有读取" in reports[0].error.text("zh")


def test_a_link_is_not_followed(inbox: Path) -> None:
    secret = write(inbox, "secret.txt", plan(7))
    archive = write(inbox, "a.tar", tarred({"a.txt": b""}, type=b"2", linkname=str(secret)))
    found = outcomes(inbox, archive)
    assert list(found) == ["a.tar/a.txt"]
    assert "是链接或设备，不是文件" in found["a.tar/a.txt"]


def test_an_archive_in_which_nothing_is(inbox: Path) -> None:
    assert outcomes(inbox, write(inbox, "a.zip", zipped({}))) == {"a.zip": "skipped"}


def test_extract_and_rules_open_archives_too(inbox: Path) -> None:
    archive = write(inbox, "a.zip", zipped({"一.txt": plan(1), "照片.jpg": b"x", "坏.txt": b""}))
    done = run("extract", archive)
    assert done.exit_code == 2
    assert [line[:20] for line in done.stdout.splitlines()] == ['{"file": "一.txt", "s']
    assert "照片.jpg" in done.stderr
    assert "“坏.txt”是空的" in done.stderr
    assert "duty.list-item" in run("rules", archive).stdout


def test_load_tells_what_is_in_archives(inbox: Path, tmp_path: Path) -> None:
    archive = write(inbox, "a.zip", zipped({"一.txt": plan(1), "照片.jpg": b"x"}))
    done = run("load", archive, "--store", inbox / "store")
    assert done.exit_code == 0
    assert f"跳过  {archive / '照片.jpg'}" in done.stdout
    assert f"新增  {archive / '一.txt'}" in done.stdout
    assert "共 2 个文件：" in done.stdout
