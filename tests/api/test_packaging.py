"""The wheel: what is in it, and what must not be."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution, packages_distributions
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("ontology", "loaders", "graph", "api")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built with the hatchling of this environment or else by uv."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = shutil.which("uv") or str(ROOT / ".uv" / "bin" / "uv")
    if not Path(uv).is_file():
        pytest.skip("uv, which builds the wheel, is not on this machine")
    done = subprocess.run([uv, "build", "--wheel", "--out-dir", folder, ROOT], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return zipfile.ZipFile(next(folder.glob("zelian-*.whl")))


def test_every_file_of_the_packages_is_in_it(wheel: zipfile.ZipFile) -> None:
    ours = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == ours
    for needed in ("ontology/divisions.tsv.gz", "graph/queries/overview.rq", "api/samples/qinghe/divisions.csv"):
        assert needed in packed


def test_it_brings_the_command_the_licence_and_the_readme(wheel: zipfile.ZipFile) -> None:
    info = {name.partition(".dist-info/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}
    assert b"zelian = api.cli:main" in wheel.read(info["entry_points.txt"])
    assert b"Apache License" in wheel.read(info["licenses/LICENSE"])
    assert "责链".encode() in wheel.read(info["METADATA"])


def test_what_is_imported_is_declared() -> None:
    """Each library that the code imports is a dependency of the project, or always comes with one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    declared = {requirement.partition(">")[0].lower().replace("_", "-") for requirement in required}
    owners = packages_distributions()
    imported = {
        owner.lower().replace("_", "-")
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        for name in _imports(file)
        if name not in PACKAGES and name not in sys.stdlib_module_names
        for owner in owners[name][:1]
    }
    through = {"starlette": "fastapi", "pydantic": "pydantic-settings", "markupsafe": "jinja2", "numpy": "rapidocr"}
    assert {through.get(name, name) for name in imported} - declared == set()
    for inner, outer in through.items():
        assert any(each.lower().startswith(inner) for each in distribution(outer).requires or ())


def _imports(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    inner = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in plain | inner}
