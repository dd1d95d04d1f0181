"""Pdf and OFD files with bytes changed or cut end in a text or in a sentence for people."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import pytest

from loaders.readers import ocr, read
from ontology.errors import ZelianError
from tests.loaders.ofd_maker import ofd, page, rule, words
from tests.loaders.printing import body, pdf, table

DUTY = "青禾县水利局负责全县河道巡查工作，每季度组织一次联合检查。"
ROUNDS = 60


def mutated(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    if chance.random() < 0.2:
        return bytes(content[: chance.randrange(len(content))])
    for _ in range(chance.choice((1, 5, 50))):
        content[chance.randrange(len(content))] = chance.choice(b"0123456789-eg. <>/\x00\xff")
    return bytes(content)


def mutated_parts(data: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutated(content, chance) if chance.random() < 0.5 else content)
    return stream.getvalue()


def plain_pdf() -> bytes:
    rows = [["序号", "事项", "责任单位"], *([str(i), DUTY, "县水利局"] for i in range(20))]
    return pdf([body(DUTY * 5), table(rows, [50, 250, 120], [(2, 1, 2, 3)])], "公报", "— {page} —", pageCompression=0)


def plain_ofd() -> bytes:
    rules = "".join(rule(30, y, 150, y) for y in (100, 110, 120)) + "".join(rule(x, 100, x, 120) for x in (30, 90, 150))
    return ofd(*[page(words(30, 50, DUTY) + words(30, 60, DUTY) + rules + words(32, 107, "县水利局"))] * 3)


@pytest.mark.parametrize(
    ("make", "mutate"),
    [(plain_pdf, mutated), (plain_ofd, mutated), (plain_ofd, mutated_parts)],
    ids=["pdf", "ofd", "parts"],
)
def test_mutations(
    make: Callable[[], bytes], mutate: Callable[[bytes, random.Random], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    data = make()
    name = "a.pdf" if make is plain_pdf else "a.ofd"
    outcomes = set()
    for seed in range(ROUNDS):
        content = mutate(data, random.Random(seed))  # noqa: S311
        if not content.startswith((b"%PDF-", b"PK\x03\x04")):
            continue
        try:
            read(content, name).string.encode("utf-8")
            outcomes.add("text")
        except ZelianError as error:
            outcomes.add(error.code)
    assert "text" in outcomes
    assert outcomes - {"text"}
