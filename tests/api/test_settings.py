"""The settings: read from the environment, and one table that the README repeats."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings, table

ROOT = Path(__file__).parents[2]


def test_the_environment_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZELIAN_PORT", "8123")
    monkeypatch.setenv("ZELIAN_STORE", "https://example.org/sparql")
    assert (Settings().port, Settings().store) == (8123, "https://example.org/sparql")


@pytest.mark.parametrize(("name", "value"), [
    ("PORT", "x"), ("PORT", "70000"), ("QUERY_SECONDS", "0"), ("PAGE_ROWS", "-1"),
])  # fmt: skip
def test_values_that_do_not_fit_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ZELIAN_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_the_table_has_a_line_for_every_setting() -> None:
    for name in Settings.model_fields:
        assert f"| `ZELIAN_{name.upper()}` |" in table()


@pytest.mark.parametrize("readme", ["README.md"])
def test_the_readme_repeats_the_table(readme: str) -> None:
    assert table() in (ROOT / readme).read_text("utf-8")


def test_the_vendored_scripts_are_those_of_the_lock_file() -> None:
    vendor = runpy.run_path(str(ROOT / "scripts" / "vendor.py"))
    assert list(vendor["differences"](vendor["FOLDER"])) == []


def test_a_changed_script_is_noticed(tmp_path: Path) -> None:
    vendor = runpy.run_path(str(ROOT / "scripts" / "vendor.py"))
    for file in vendor["FOLDER"].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "vis-network.min.js").write_text("alert(1)")
    (tmp_path / "yasgui.min.js").unlink()
    (tmp_path / "extra.js").write_text("")
    found = "\n".join(vendor["differences"](tmp_path))
    assert "vis-network.min.js: not the file" in found
    assert "yasgui.min.js: missing" in found
    assert "extra.js: not in vendor.toml" in found
