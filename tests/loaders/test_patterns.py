"""Every pattern of official language matches its example, spares its counter-example, and is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from loaders.find.lexicon import data
from loaders.find.patterns import patterns

LOADERS = Path(__file__).resolve().parents[2] / "loaders"
FILES = sorted(path.stem for path in (LOADERS / "data/patterns").glob("*.toml"))
ENTRIES = [(file, key) for file in FILES for key in data(f"patterns/{file}.toml")]
STYLES = data("numbering.toml")["style"]


@pytest.mark.parametrize(("file", "key"), ENTRIES, ids=[f"{file}-{key}" for file, key in ENTRIES])
def test_pattern_matches_its_example_only(file: str, key: str) -> None:
    entry, pattern = data(f"patterns/{file}.toml")[key], patterns(file)[key]
    assert set(entry) == {"says", "pattern", "example", "counter_example"}
    assert entry["says"].endswith(".")
    assert pattern.search(entry["example"])
    assert not pattern.search(entry["counter_example"])


@pytest.mark.parametrize("path", sorted((LOADERS / "data").rglob("*.toml")), ids=lambda path: path.stem)
def test_every_data_file_opens_with_what_it_holds(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert re.match(r"# [A-Z].{20,}", first)


@pytest.mark.parametrize("style", STYLES, ids=[style["key"] for style in STYLES])
def test_numbering_matches_its_example_only(style: dict[str, str]) -> None:
    assert re.match(style["pattern"], style["example"])
    assert not re.match(style["pattern"], style["counter_example"])


def test_every_pattern_is_used_and_every_used_pattern_exists() -> None:
    used = {key for path in LOADERS.rglob("*.py") for key in keys_in(path.read_text("utf-8"))}
    for file in FILES:
        for entry in data(f"patterns/{file}.toml").values():
            used |= {(file, key) for key in re.findall(r"\{([a-z-]+)\}", entry["pattern"])}
    assert used == set(ENTRIES)


def keys_in(source: str) -> set[tuple[str, str]]:
    """The patterns that a module looks up: ``_RE["key"]``, or ``_RE[name]`` with the key as a string elsewhere."""
    used = set(re.findall(r'patterns\("([a-z-]+)"\)\["([a-z-]+)"\]', source))
    module = re.search(r'^_RE = patterns\("([a-z-]+)"\)$', source, re.MULTILINE)
    if module is None:
        return used
    nodes = list(ast.walk(ast.parse(source)))
    strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for node in nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "_RE":
            wanted = [node.slice.body, node.slice.orelse] if isinstance(node.slice, ast.IfExp) else [node.slice]
            for key in wanted:
                known = strings & set(data(f"patterns/{module[1]}.toml"))
                used |= {(module[1], k) for k in ([key.value] if isinstance(key, ast.Constant) else known)}
    return used
