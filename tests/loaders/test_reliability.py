"""The measure of confidence (``bench/reliability.py``) counts as one does by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench" / "reliability.py"
TEXT = "第一条 县水利局应当组织河道巡查。\n第二条 县公安局应当查处违法行为。\n第三条 县教育局应当开展宣传。\n"
# Three duties by duty.shall, at 0.98: one annotated with its bearer, one with another, one as optional.
DUTIES = [
    ("组织河道巡查", "县水利局", False),
    ("查处违法行为", "县公安局治安科", False),
    ("开展宣传", "县教育局宣传科", True),
]


def measure(*folders: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCH), *map(str, folders)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_one_right_one_wrong_one_optional(tmp_path: Path) -> None:
    duties = [
        {"quote": quote, "at": TEXT.index(quote), "holders": [{"names": [name]}], "optional": optional}
        for quote, name, optional in DUTIES
    ]
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps({"file": "a.txt", "duties": duties}), "utf-8")
    done = measure(tmp_path)
    rows = {line[:28].strip(): line[28:].split() for line in done.stdout.splitlines()}
    assert (done.returncode, done.stderr) == (0, "")
    assert rows["0.95 to 1.00"] == rows["all"] == ["2", "1", "0.500", "0.980"]
    assert rows["0.70 to 0.80"] == ["0", "0", "–", "–"]
    assert "expected calibration error 0.48" in done.stdout


def test_without_annotated_texts_one_sentence_says_what_is_needed(tmp_path: Path) -> None:
    for done in (measure(), measure(tmp_path)):
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "Give one or more folders that hold annotated texts (NAME.txt with NAME.gold.json).\n"
