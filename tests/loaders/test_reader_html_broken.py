"""Hostile and broken web pages are read or refused, in time and with a sentence."""

from __future__ import annotations

import random
import time

import pytest

from loaders.readers import read
from ontology.errors import ZelianError
from tests.loaders.test_reader_html import LAYOUTS, PAGES

S = "县水利局负责组织河道巡查。"
HOSTILE = {
    "depth": ("<html>" + "<div>" * 100_000 + S, "E119"),
    "unclosed style": ("<html>" + "<p><font face=x>县" * 5_000 + S, S),
    "nested tables": ("<html>" + "<table><tr><td>" * 600 + S, S),
    "nested tables too deep": ("<html>" + "<table><tr><td>" * 100_000 + S, "E119"),
    "huge attribute": ("<html><p class='" + "x " * 2_000_000 + f"' title='{'y' * 2_000_000}'>{S}", S),
    "many attributes": ("<html><p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{S}", S),
    "wide cells": ("<html><table border=1>" + "<tr><td colspan=1000000>1<td rowspan=99999>2" * 5_000, "E116"),
    "tall cells": ("<html><table border=1>" + "<tr><td rowspan=65000>1<td>2" * 5_000, "E116"),
    "hidden in hidden": ("<html>" + "<div style='display:none'>" * 1_500 + f"<p>{S}</p>" * 2_000, S),
    "containers in containers": ("<html>" + "<div class='nav zoom'>" * 1_500 + f"<p>{S}</p>" * 2_000, S),
    "blanks": ("<html><p>县" + (" " * 100_000 + "\n") * 10 + S, S),
    "blanks in keys": ("<html><p>索" + "　" * 200_000 + "引 号：" * 20_000 + f"<p>{S}", S),
    "open comment": (f"<html><p>{S}</p><!-- " + "-" * 100_000, S),
    "control characters": (f"<html><div class=nav>菜单</div>&#1;&#x0;&#31;\x02\x0c<p>{S}</p>", S),
    "markup of its own": (f"<html><body><p>{S}</p></body><?php x ?><![CDATA[y]]></html>", S),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_or_refused_in_time(name: str) -> None:
    source, expected = HOSTILE[name]
    start = time.process_time()
    try:
        found = read(source.encode(), "a.html").string
    except ZelianError as error:
        found = error.code
    assert expected in found
    assert time.process_time() - start < 20


def test_nothing_but_a_page_is_no_document() -> None:
    for source in ("<html></html>", "<html><script>1</script>", "<html><body><!-- x --></body></html>"):
        with pytest.raises(ZelianError) as caught:
            read(source.encode(), "a.html")
        assert caught.value.code == "E102"


SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_broken_pages_are_read_or_refused(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - reproducible breakage
    sources = [source.encode(rng.choice(["utf-8", "gb18030"])) for source in LAYOUTS.values()]
    if PAGES.is_dir():
        sources += [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    for source in rng.sample(sources, 6):
        data = broken(b"<html>" + source, rng)
        try:
            text = read(data, "a.html")
        except ZelianError as error:
            assert error.code.startswith("E1")
        else:
            assert all(0 <= block.start < block.end <= len(text.string) for block in text.blocks)


def broken(data: bytes, rng: random.Random) -> bytes:
    """Some bytes flipped, cut off, doubled or put elsewhere, tags nested, spans and attributes that are wild."""
    found = bytearray(data)
    for _ in range(rng.choice([1, 3, 30, 300])):
        at, size = rng.randrange(len(found)), rng.choice([1, 1, 5, 200])
        kind = rng.randrange(6)
        if kind == 0:
            found[at] = rng.randrange(256)
        elif kind == 1:
            del found[at : at + size]
        elif kind == 2:
            found[at:at] = found[rng.randrange(len(found)) :][:size]
        elif kind == 3:
            found[at:at] = rng.choice(WILD) * rng.choice([1, 1, 50])
        elif kind == 4 and len(found) > 2_000:
            del found[-rng.randrange(1, 1_000) :]
        else:
            stop = found.find(b">", at) + 1
            found[at:stop] = found[at:stop] * rng.choice([0, 2])
    return bytes(found)


WILD = [
    *(
        b"<table>",
        b"</table>",
        b"<tr>",
        b"<td rowspan=0 colspan=9999>",
        b"<td rowspan=70000>",
        b"</td>",
        b"<div>",
        b"</div>",
    ),
    *(
        b"<ol start=-99999999999>",
        b"<li value=x>",
        b"<a href='",
        b'"',
        b"'",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"<script>",
    ),
    *(
        b"<textarea>",
        b"<title>",
        b"<select>",
        b"<svg>",
        b"<sup>",
        b"<pre>",
        b"<br>",
        b"&#0;",
        b"&#x110000;",
        b"&#xD800;",
    ),
    *(b"<p hidden>", b"<a id=zoom>", b"<html>", b"<body>", b"<frameset>", b"<caption>", b"\0", b"\xff\xfe", b"\x81"),
]
