"""``zelian rules``: what it lists and what it counts, on two small texts counted by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from loaders.rules import rules
from tests.api.command import run

ONE = "第一条 县水利局应当组织河道巡查。\n第二条 县公安局应当查处违法行为。\n第三条 河道保洁工作由镇人民政府负责。\n"
TWO = "第一条 县水利局应当定期组织河道巡查。\n"
LIST = "序号,反馈问题,整改措施,责任单位,整改时限\n1,部分河段保洁不到位,增加保洁频次,县水利局,2024年6月底前\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("one.txt", ONE), ("two.txt", TWO), ("list.csv", LIST)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_counts_are_those_of_the_texts(folder: Path) -> None:
    done = run("rules", folder, "--format", "json")
    told = json.loads(done.stdout)
    used = {rule["id"]: (rule["facts"], rule["documents"]) for rule in told["rules"]}
    assert (done.exit_code, told["documents"]) == (0, 3)
    assert list(used) == [rule.id for rule in rules()]
    assert {rule: count for rule, count in used.items() if count[0]} == {
        "duty.shall": (3, 2), "duty.by": (1, 1), "issue.table-row": (1, 1)
    }  # fmt: skip
    means = {rule["id"]: rule["mean_confidence"] for rule in told["rules"] if rule["facts"]}
    assert means == {rule.id: rule.confidence for rule in rules() if rule.id in means}
    assert {rule["mean_confidence"] for rule in told["rules"] if not rule["facts"]} == {None}


@pytest.mark.parametrize(
    ("lang", "says", "used", "unused", "total"),
    [
        ("zh", "用“由某单位负责”交给某单位", "1 处，见于 1 份文件，平均置信度 ", "\n  0 处\n", "份文件"),
        (
            "en",
            "A matter is handed to a bearer",
            "1 facts in 1 documents, mean confidence ",
            "\n  0 facts\n",
            "documents",
        ),
    ],
)
def test_a_person_reads_it_in_both_languages(
    folder: Path, lang: str, says: str, used: str, unused: str, total: str
) -> None:
    told = run("rules", folder / "one.txt", lang=lang).stdout
    part = told[told.index("duty.by  ") : told.index("duty.is-responsible  ")]
    assert says in part
    assert used in part
    assert unused in told
    assert "河道保洁工作由镇人民政府负责。" in part
    assert "组长由分管副县长担任。" in part
    assert told.splitlines()[-1].endswith(total)


def test_csv_has_both_languages_and_a_row_a_rule(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("rules", folder, "--format", "csv").stdout)))
    assert [(row["id"], row["zh"], row["en"]) for row in rows] == [(rule.id, rule.zh, rule.en) for rule in rules()]
    assert [row["facts"] for row in rows if row["id"] in ("duty.shall", "duty.bracket")] == ["3", "0"]


def test_without_files_the_sample_corpus_is_read() -> None:
    told = json.loads(run("rules", "--format", "json").stdout)
    assert told["documents"] == 7
    assert sum(rule["facts"] for rule in told["rules"]) > 50


def test_a_bad_file_is_a_sentence_and_the_others_go_on(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"x")
    done = run("rules", folder, "--format", "json")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 2
    assert "是空的" in done.stderr
    assert f"跳过  {folder / 'picture.png'}" in done.stderr
    assert json.loads(done.stdout)["documents"] == 3


def test_nothing_to_read_and_nothing_found(tmp_path: Path) -> None:
    assert run("rules", tmp_path).exit_code == 2
    (tmp_path / "a.txt").write_text("今天天气很好。", "utf-8")
    done = run("rules", tmp_path / "a.txt")
    assert (done.exit_code, done.stderr) == (1, "")
    assert "duty.shall" in done.stdout
