"""Files that are cut short, changed at random or encrypted: a sentence or a text, never anything else."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format import ooxml
from openpyxl import Workbook

from loaders.readers import read
from loaders.text import Text
from ontology.errors import ZelianError
from tests.loaders.saving import FORMATS, OFFICE, doc
from tests.loaders.test_same_content import PLAIN

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "samples"
MUTANTS = 25
CUT = {
    "txt": {"text"},
    "gb18030": {"text"},
    "html": {"text", "E102"},
    "pdf": {"text", "E108", "E115"},
    "doc": {"text", "E108"},
}
"""What a file that is cut short may give: where the format has no end of its own, the text up to there."""


def xlsx() -> bytes:
    book = Workbook()
    for row in PLAIN.rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MADE: dict[str, Callable[[], bytes]] = {name: (lambda make=make: make(PLAIN)) for name, make in FORMATS.items()}
MADE |= {"xlsx": xlsx, "doc": lambda: doc(PLAIN.docx())}
REAL = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in (".doc", ".docx", ".wps", ".xls", ".xlsx"))


def outcome(data: bytes, name: str) -> str:
    """ "text" or the code of the error; anything else fails the test."""
    try:
        assert isinstance(read(data, name), Text)
    except ZelianError as error:
        assert name in error.text("zh")
        assert name in error.text("en")
        return error.code
    return "text"


def mutant(data: bytes, seed: int) -> bytes:
    """The data with some bytes changed, one stretch doubled or left out."""
    chance = random.Random(seed)  # noqa: S311 - a test must be the same each time
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    at, size = chance.randrange(len(changed)), chance.randint(1, 200)
    changed[at : at + size] = changed[at : at + size] * chance.choice((0, 1, 2))
    return bytes(changed)


@pytest.fixture(scope="module", params=MADE)
def made(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    if request.param == "doc" and not OFFICE:
        pytest.skip("LibreOffice is not installed")
    return request.param, MADE[request.param]()


def test_what_is_whole_is_read(made: tuple[str, bytes]) -> None:
    name, data = made
    assert outcome(data, f"a.{name}") == "text"


def test_what_is_cut_short_is_told(made: tuple[str, bytes]) -> None:
    name, data = made
    told = {outcome(data[: int(part * len(data))], f"a.{name}") for part in (0.1, 0.3, 0.7, 0.95)}
    assert told <= CUT.get(name, {"E108"})


def test_what_is_changed_at_random(made: tuple[str, bytes]) -> None:
    name, data = made
    for seed in range(MUTANTS):
        outcome(mutant(data, seed), f"a.{name}")


@pytest.mark.skipif(not REAL, reason="the sample files are not at hand")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_files_changed_at_random(path: Path) -> None:
    data = path.read_bytes()
    assert outcome(data, path.name) == "text"
    for seed in range(MUTANTS):
        outcome(mutant(data, seed), path.name)
        outcome(data[: len(data) * seed // MUTANTS + 1], path.name)


@pytest.mark.parametrize("make", [PLAIN.docx, xlsx], ids=["docx", "xlsx"])
def test_encrypted_files_say_so(make: Callable[[], bytes]) -> None:
    out = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(make())).encrypt("密码", out)
    assert outcome(out.getvalue(), "a.docx") == "E112"
