"""The four packages have plain names; each must be ours and not another distribution's."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["ontology", "loaders", "graph", "api"])
def test_the_package_is_ours(name: str) -> None:
    package = importlib.import_module(name)
    assert Path(str(package.__file__)) == ROOT / name / "__init__.py"
