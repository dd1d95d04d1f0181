"""The two READMEs: what they show happens, what they list is there, and both say the same."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from api.app import create_app
from api.cli import COMMANDS
from api.lang import say
from api.routes import ROUTERS
from api.settings import Settings
from graph.oxigraph import Embedded
from ontology.vocabulary import Language

ROOT = Path(__file__).parents[2]
READMES: dict[Language, str] = {"en": "README.md", "zh": "README.zh-CN.md"}
both = pytest.mark.parametrize("lang", READMES)


def text(lang: Language) -> str:
    return (ROOT / READMES[lang]).read_text("utf-8")


def examples(lang: Language) -> list[tuple[str, list[str]]]:
    """The commands of the console blocks, each with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text(lang), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def pattern(shown: list[str]) -> str:
    """The output that the lines stand for: ``…`` alone is any lines, at the end of or within a line any words."""
    lines = [r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in shown]
    return "".join(lines)


def tables(lang: Language) -> list[list[list[str]]]:
    """The tables: rows of cells, without the head."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", text(lang), re.MULTILINE)
    return [[[cell.strip() for cell in row.split("|")[1:-1]] for row in block.splitlines()[2:]] for block in blocks]


@both
def test_the_examples_give_what_the_readme_shows(lang: Language, tmp_path: Path) -> None:
    (tmp_path / "api").symlink_to(ROOT / "api")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ZELIAN_")}
    environment |= {"ZELIAN_LANG": lang, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    assert len(examples(lang)) >= 8
    for command, shown in examples(lang):
        done = subprocess.run(shlex.split(command), cwd=tmp_path, env=environment, capture_output=True, check=False)
        output = "".join(f"{line.rstrip()}\n" for line in (done.stdout or done.stderr).decode().splitlines())
        assert re.fullmatch(pattern(shown), output), f"{command}\n{output}\n{done.stderr.decode()}"
        assert done.returncode == (2 if not done.stdout else 0), command


@both
def test_the_commands_are_those_of_the_program(lang: Language) -> None:
    listed = [[f"`zelian {command.__name__}`", say(f"help_{command.__name__}", lang)] for command in COMMANDS]
    assert listed in tables(lang)


@both
def test_the_settings_are_those_of_the_program(lang: Language) -> None:
    defaults = {
        f"`ZELIAN_{name.upper()}`": "" if field.default is None else f"`{field.default}`"
        for name, field in Settings.model_fields.items()
    }
    assert any({row[0]: row[1] for row in table} == defaults for table in tables(lang))


@both
def test_the_addresses_are_those_of_the_server(lang: Language) -> None:
    app = create_app(Settings(), Embedded())
    served = {getattr(route, "path", "").replace(":path", "") for router in ROUTERS for route in router.routes}
    assert app.routes
    named = set(re.findall(r"`(/[a-z{}/.]*)`", "".join(str(row) for table in tables(lang) for row in table)))
    assert len(named) > 10
    assert named - served == set()
    assert {path for path in served if not path.endswith((".json", ".csv"))} - named == set()


def test_both_have_the_same_shape() -> None:
    english, chinese = text("en"), text("zh")
    for line in (r"^#+ ", r"^make \w+", r"^- ", r"^```\w*"):
        assert re.findall(line, english, re.MULTILINE) == re.findall(line, chinese, re.MULTILINE)
    assert [command for command, _ in examples("en")] == [command for command, _ in examples("zh")]
    firsts = [[[row[0] for row in table] for table in tables(lang)] for lang in READMES]
    assert firsts[0] == firsts[1]


def test_both_give_the_same_figures() -> None:
    def figures(lang: Language) -> list[str]:
        return sorted(re.findall(r"\d[\d.–-]*\d|\d", text(lang)))

    assert figures("en") == figures("zh")


@pytest.mark.parametrize("file", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_and_paths_lead_somewhere(file: str) -> None:
    told = (ROOT / file).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", told) if not link.startswith(("http", "#"))]
    headings = [heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", told, re.MULTILINE)]
    assert {anchor for anchor in re.findall(r"\]\(#([^)]+)\)", told) if anchor not in headings} == set()
    folders = "ontology|loaders|graph|api|tests|scripts"
    paths = re.findall(rf"`((?:{folders})/[\w./-]*)`", told)
    assert [each for each in (*links, *paths) if not (ROOT / each).exists()] == []


def test_the_opening_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("demo", "test", "lint", "bench", "wheel"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
