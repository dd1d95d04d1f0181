"""The command line as its users meet it: files in, the server, languages, exit codes."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from tests.api.command import DUTY, SAMPLES, SEED, run

HOSTILE = "<img src=x onerror=alert(1)>\"'</script>"


class TestExtract:
    def test_a_record_a_line_in_the_order_of_the_files(self) -> None:
        files = [SAMPLES / "qinghe" / "03-grid-plan.txt", SAMPLES / "qinghe" / "divisions.csv", SEED]
        done = run("extract", *files)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.exit_code == 0
        assert [record["file"] for record in records] == [file.name for file in files]
        assert records[0]["document"]["place"] == "990121"  # by the division list that comes after it
        assert records[2]["document"]["place"] == "440511"

    @pytest.mark.parametrize(
        ("content", "name", "sentence"),
        [
            (None, "a.txt", "找不到文件"),
            (b"", "a.txt", "是空的"),
            (bytes(range(256)) * 10, "a.txt", "不是文本"),
            (b"\x89PNG\r\n\x1a\n x", "a.txt", "不支持文件"),
            (b"PK\x03\x04 broken", "a.xlsx", "无法打开"),
        ],
    )
    def test_a_bad_file_is_a_sentence_and_the_others_go_on(
        self, tmp_path: Path, content: bytes | None, name: str, sentence: str
    ) -> None:
        bad, good = tmp_path / name, tmp_path / "good.txt"
        good.write_text(DUTY, "utf-8")
        if content is not None:
            bad.write_bytes(content)
        done = run("extract", bad, good)
        assert done.exit_code == 2
        assert sentence in done.stderr
        assert done.stderr.count("\n") == 1
        assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == ["good.txt"]

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        done = run("extract", tmp_path)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "是文件夹" in done.stderr

    def test_gb18030_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(DUTY.encode("gb18030"))
        (duty,) = json.loads(run("extract", tmp_path / "a.txt").stdout)["duties"]
        assert duty["quote"] == "负责河道保洁工作"

    @pytest.mark.parametrize("form", ["jsonl", "table", "html"])
    def test_nothing_found_is_exit_code_1(self, tmp_path: Path, form: str) -> None:
        (tmp_path / "a.txt").write_text("今天天气很好。", "utf-8")
        done = run("extract", tmp_path / "a.txt", "--format", form)
        assert done.exit_code == 1
        assert done.stdout
        assert not done.stderr

    def test_the_limit_of_bytes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ZELIAN_MAX_BYTES", "10")
        (tmp_path / "a.txt").write_text(DUTY, "utf-8")
        done = run("extract", tmp_path / "a.txt", lang="en")
        assert done.exit_code == 2
        assert "over the limit of 10" in done.stderr

    def test_one_long_line(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("好" * 500_000, "utf-8")
        done = run("extract", tmp_path / "a.txt")
        assert done.exit_code == 1
        assert json.loads(done.stdout)["characters"] == 500_000

    def test_the_table_shows_bearer_role_quote_and_coverage(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(DUTY, "utf-8")
        told = run("extract", tmp_path / "a.txt", "--format", "table", lang="en").stdout
        assert re.search(r"水利局（responsible）\s+负责河道保洁工作\s", told)
        assert "1 sentences look like a duty: 1 taken, 0 not taken for a reason, 0 unexplained" in told

    def test_the_page_marks_the_facts_and_says_why_others_were_not_taken(self) -> None:
        page = run("extract", SAMPLES / "qinghe" / "01-provincial-regulation.txt", "--format", "html").stdout
        assert re.search(r'<mark class="duty" title="负责 [^"]*duty\.[^"]*">', page)
        assert 'class="rejected"' in page
        assert "权力或许可（可以、有权），不是职责" in page
        assert "<script" not in page
        assert not re.search(r"(?:src|href)=\"(?!#)", page)

    def test_the_page_escapes_what_the_text_holds(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(f"标题{HOSTILE}\n一、县水利局负责{HOSTILE}河道保洁工作。\n", "utf-8")
        page = run("extract", tmp_path / "a.txt", "--format", "html").stdout
        assert "<img" not in page
        assert "</script" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page

    def test_a_document_does_not_steer_the_terminal(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("一、县水利局负责\x1b[31m河道保洁\x1b[0m工作。\n", "utf-8")
        assert "\x1b" not in run("extract", tmp_path / "a.txt", "--format", "table").stdout


class TestLoad:
    def test_skipped_failed_and_sums_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_text(DUTY, "utf-8")
        (tmp_path / "in" / "b.txt").write_bytes(b"")
        (tmp_path / "in" / "c.jpg").write_bytes(b"\xff\xd8\xff")
        done = run("load", tmp_path / "in", "--store", tmp_path / "store")
        assert done.exit_code == 2
        assert f"跳过  {tmp_path / 'in' / 'c.jpg'}" in done.stdout
        assert re.search(r"失败 .*b\.txt\n.*是空的", done.stdout)
        assert "共 2 个文件：失败 1 · 新增 1" in done.stdout

    def test_nothing_to_load(self, tmp_path: Path) -> None:
        done = run("load", tmp_path, "--store", tmp_path / "store", lang="en")
        assert done.exit_code == 2
        assert "There is no file to load" in done.stderr

    def test_what_changed_is_told(self, tmp_path: Path) -> None:
        plan = tmp_path / "a.txt"
        plan.write_text("关于河道保洁的通知\n青府办〔2021〕8号\n" + DUTY, "utf-8")
        assert run("load", plan, "--store", tmp_path / "store").exit_code == 0
        plan.write_text(plan.read_text("utf-8").replace("河道保洁工作", "堤防维护工作"), "utf-8")
        done = run("load", plan, "--store", tmp_path / "store")
        assert re.search(r"出现: .*水利局.*: 负责堤防维护工作", done.stdout)
        assert re.search(r"消失: .*水利局.*: 负责河道保洁工作", done.stdout)


class TestServe:
    def test_a_port_that_is_taken(self, tmp_path: Path) -> None:
        run("load", SEED, "--store", tmp_path)
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            done = run("serve", "--store", tmp_path, "--port", other.getsockname()[1])
        assert done.exit_code == 2
        assert "无法在 127.0.0.1:" in done.stderr

    def test_the_demo_answers_at_the_address_that_it_prints(self, tmp_path: Path) -> None:
        environment = {**os.environ, "ZELIAN_LANG": "en"}
        command = [sys.executable, "-c", "from api.cli import main; main()", "demo", "--port", "0", "--store"]
        command.append(str(tmp_path / "s"))
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, encoding="utf-8") as server:
            stop = threading.Timer(60, server.kill)
            stop.start()
            assert server.stdout is not None
            address = next(found[1] for line in server.stdout if (found := re.search(r"Open (http://\S+)", line)))
            assert address.startswith("http://127.0.0.1:")
            assert "青禾县".encode() in _fetched(f"{address}documents")
            server.terminate()
            stop.cancel()


def _fetched(address: str) -> bytes:
    for _ in range(50):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
                content: bytes = answer.read()
                return content
        except OSError:
            time.sleep(0.1)
    raise AssertionError(address)


class TestOurselves:
    @pytest.mark.parametrize(
        "environment", [{"LANG": "zh_CN.UTF-8"}, {"LC_ALL": "zh_TW"}, {"LANG": "en_US", "ZELIAN_LANG": "zh"}]
    )
    def test_the_language_comes_from_the_environment(self, environment: dict[str, str]) -> None:
        clean = {"LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "ZELIAN_LANG": None}
        assert "找不到文件" in CliRunner().invoke(app, ["extract", "none"], env={**clean, **environment}).stderr

    def test_the_option_goes_before_the_environment(self) -> None:
        assert "does not exist" in run("extract", "none", "--lang", "en").stderr

    def test_a_setting_that_does_not_fit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ZELIAN_PORT", "x")
        done = run("extract", SEED)
        assert done.exit_code == 2
        assert "设置 ZELIAN_PORT 的值“x”不合要求" in done.stderr

    def test_a_fault_of_the_program_is_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.commands.reading.records_of", lambda *_, **__: 1 / 0)
        done = run("extract", SEED)
        assert done.exit_code == 2
        assert "ZeroDivisionError" in done.stderr
        assert "Traceback" not in done.output

    def test_a_reader_that_stops_reading_and_a_locale_without_unicode(self) -> None:
        command = f"{sys.executable} -c 'from api.cli import main; main()' queries --lang zh | head -n 1"
        environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        shell = ["bash", "-o", "pipefail", "-c", command]
        done = subprocess.run(shell, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "这个机构还有哪些名称" in done.stdout.decode("utf-8")
