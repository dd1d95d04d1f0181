"""The annotated documents, where they are at hand: labelled characters by F1, as the scorer beside them measures it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold" / "seed"
SCORER = SHARED / "tools" / "score.py"
LEAST = 0.95


@pytest.mark.skipif(not (GOLD.is_dir() and SCORER.is_file()), reason="no annotated documents are at hand")
def test_labelled_characters_of_the_seed_documents() -> None:
    command = f"{Path(sys.executable).with_name('zelian')} extract {{files}} --format jsonl"
    run = subprocess.run(
        [sys.executable, str(SCORER), str(GOLD), "--cmd", command], capture_output=True, text=True, cwd=ROOT, check=True
    )
    total = re.search(r"^TOTAL.*labelled P[\d.]+ R[\d.]+ F([\d.]+)", run.stdout, re.MULTILINE)
    assert total is not None, run.stdout
    assert float(total[1]) >= LEAST
