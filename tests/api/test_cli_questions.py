"""Questions on the command line: chains, queries, and what a store holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import XSD, Dataset, Graph, Literal
from rdflib.term import Node
from typer.testing import Result

from api.commands.asked import place_named, topic_named
from ontology.divisions import Register
from ontology.errors import ZelianError
from ontology.records import LEVELS
from tests.api.command import DUTY, SEED, run

DUST = """PREFIX zl: <https://w3id.org/zelian/ns#>
SELECT ?duty { ?duty a zl:Duty ; zl:topic <https://w3id.org/zelian/topics/env-air-dust> }"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "store"
    done = run("demo", "--no-serve", "--store", folder)
    assert done.exit_code == 0, done.output
    assert "共 7 个文件：新增 7" in done.stdout
    assert f"示例图谱已建在 {folder}" in done.stdout
    return folder


class TestChain:
    def ask(self, store: Path, *more: str, place: str = "金平区石炮台街道", date: str = "2020-12-31") -> Result:
        return run("chain", "--topic", "env", "--place", place, "--date", date, "--store", store, *more)

    def test_the_office_from_the_day_of_its_reform(self, store: Path) -> None:
        after, before = self.ask(store).stdout, self.ask(store, date="2020-08-01").stdout
        assert "石炮台街道综合行政执法办公室  牌子：生态环境保护办公室" in after
        assert "承担生态环境保护、人居环境整治等方面的工作" in after
        assert "自 2020-08-14 · 依据 汕机编发〔2020〕54号" in after
        assert "断点: 在已载入的文件中没有找到中央一级的相关职责" in after
        assert "综合行政执法办公室" not in before
        assert "自 2016-06-30 · 依据 汕金府办〔2016〕38号" in before

    def test_where_a_sentence_stands_is_true(self, store: Path) -> None:
        told = self.ask(store).stdout
        found = re.search(r"承担生态环境保护、人居环境整治等方面的工作\n.*\n.*第 (\d+)–(\d+) 字", told)
        assert found
        text = SEED.read_text("utf-8")
        assert text[int(found[1]) - 1 : int(found[2])] == "承担生态环境保护、人居环境整治等方面的工作"

    def test_as_json_svg_and_html(self, store: Path) -> None:
        data = json.loads(self.ask(store, "--format", "json").stdout)
        assert (data["topic"]["id"], data["place"]["code"], data["date"]) == ("env", "440511001", "2020-12-31")
        assert [step["level"] for step in data["steps"]] == list(LEVELS)
        svg = ElementTree.fromstring(self.ask(store, "--format", "svg").stdout)  # noqa: S314 - our own
        assert svg.tag == "{http://www.w3.org/2000/svg}svg"
        page = self.ask(store, "--format", "html").stdout
        assert "<svg" in page
        assert "承担生态环境保护、人居环境整治等方面的工作" in page
        assert not re.search(r'(?:src|href)="(?!#)', page)

    def test_a_name_of_several_places_means_the_one_in_the_store(self, store: Path) -> None:
        assert len(Register.national().find("临江街道")) > 1
        told = self.ask(store, "--lang", "en", place="临江街道", date="2022-12-31")
        assert told.stdout.startswith("Chain: Ecological and environmental protection · 临江街道 · 2022-12-31")

    def test_an_issue_stands_for_its_place(self, store: Path) -> None:
        (issue,) = json.loads(self.ask(store, "--format", "json").stdout)["issues"]
        for given in (issue["iri"], issue["iri"].rpartition("/")[2]):
            told = run("chain", "--issue", given, "--topic", "env", "--date", "2020-12-31", "--store", store).stdout
            assert told.startswith("责任链：生态环境保护 · 汕头市金平区 · 2020-12-31")

    def test_a_duty_stands_for_its_topic(self, tmp_path: Path) -> None:
        folder = tmp_path / "store"
        (tmp_path / "a.txt").write_text(f"汕头市金平区河道工作的通知\n{DUTY}二、县城管局负责扬尘防治工作。\n", "utf-8")
        run("load", tmp_path / "a.txt", "--store", folder)
        listed = run("query", "-", "--format", "csv", "--store", folder, stdin=DUST).stdout.split()
        done = run("chain", "--duty", listed[-1], "--place", "金平区", "--store", folder)
        assert done.stdout.startswith("责任链：扬尘 · 汕头市金平区")

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ((), "--topic、--issue、--duty"),
            (("--topic", "扬尘"), "请用 --place 指明地区"),
            (("--topic", "餐饮油", "--place", "44"), "没有“餐饮油”这个主题。相近的主题：餐饮油烟与露天烧烤"),
            (("--topic", "扬尘", "--place", "金评区"), "汕头市金平区 440511"),
            (("--topic", "扬尘", "--place", "鼓楼区"), "南京市鼓楼区 320106"),
            (("--topic", "扬尘", "--place", "440511999"), "汕头市金平区石炮台街道 440511001"),
            (("--topic", "扬尘", "--place", "44", "--date", "2020-02-30"), "“2020-02-30”不是日期"),
            (("--issue", "none"), "存储中没有“none”"),
            (("--duty", "none"), "存储中没有“none”"),
        ],
    )
    def test_what_is_not_known_is_one_sentence(self, store: Path, options: tuple[str, ...], sentence: str) -> None:
        done = run("chain", *options, "--store", store)
        assert (done.exit_code, done.stdout) == (2, "")
        assert sentence in done.stderr
        assert done.stderr.count("\n") == 1

    def test_nothing_found_is_exit_code_1(self, store: Path) -> None:
        done = run("chain", "--topic", "env", "--place", "北京市", "--date", "1990-01-01", "--store", store)
        assert done.exit_code == 1
        assert done.stdout.count("断点") >= 4

    def test_names(self) -> None:
        assert topic_named("dust") == topic_named("道路扬尘") == "env-air-dust"
        assert place_named(Register.national(), "汕头金平区") == "440511"
        with pytest.raises(ZelianError, match="南京市鼓楼区 320106"):
            place_named(Register.national(), "鼓楼区")


class TestQuery:
    def test_named(self, store: Path) -> None:
        done = run("query", "documents", "--format", "json", "--store", store)
        rows = json.loads(done.stdout)["results"]["bindings"]
        assert {row["file"]["value"] for row in rows} >= {"self-check-report.txt", "divisions.csv"}

    def test_parameters(self, store: Path) -> None:
        done = run("query", "overview", "--param", "date=2020-12-31", "--store", store)
        assert done.exit_code == 0
        assert re.search(r"生态环境保护\s+乡镇街道级\s+\d+\s+\d+", done.stdout)

    def test_a_file_and_the_input(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "q.rq").write_text("ASK { ?s ?p ?o }", "utf-8")
        assert run("query", tmp_path / "q.rq", "--store", store).stdout == "true\n"
        counted = run("query", "-", "--format", "csv", "--store", store, stdin="SELECT (1 + 2 AS ?n) {}")
        assert counted.stdout.split() == ["n", "3"]
        graph = run("query", "-", "--format", "ttl", "--store", store, stdin="CONSTRUCT WHERE { ?s a ?o }")
        assert len(Graph().parse(data=graph.stdout, format="turtle")) > 100

    @pytest.mark.parametrize(
        ("name", "stdin", "code"),
        [
            ("none", None, "没有名为“none”的查询"),
            ("labels", None, "参数应为：things"),
            ("-", "SELECT", "语法错误"),
            ("-", "DROP ALL", "只读"),
            ("-", "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "不访问别的服务器"),
            ("-", "CONSTRUCT WHERE { ?s ?p ?o }", "Turtle"),
        ],
    )
    def test_what_cannot_be_asked(self, store: Path, name: str, stdin: str | None, code: str) -> None:
        done = run("query", name, "--store", store, stdin=stdin)
        assert done.exit_code == 2
        assert code in done.stderr

    def test_the_list(self) -> None:
        assert re.search(r"^overview  .*\(date=date\)$", run("queries", lang="en").stdout, re.MULTILINE)


class TestKeeping:
    def test_validate(self, store: Path) -> None:
        done = run("validate", "--store", store)
        assert done.exit_code == 0
        assert "7 份文件都符合本体的约束" in done.stdout
        assert "self-check-report.txt  提醒: 原文让居（村）委会作责任主体" in done.stdout

    def test_exports_hold_the_same_triples(self, store: Path) -> None:
        forms = ("nq", "trig", "ttl", "jsonld")
        texts = {form: run("export", "--format", form, "--store", store).stdout for form in forms}
        quads = Dataset().parse(data=texts["nq"], format="nquads").quads()
        trig = Dataset().parse(data=texts["trig"], format="trig").quads()
        lines = texts["nq"].splitlines()
        assert lines == sorted(lines, key=lambda line: (line.split(" ")[-2].strip("<>"), line))
        stated = {(s, p, _value(o), g) for s, p, o, g in quads}
        assert len(stated) == len(lines)
        assert {(s, p, _value(o), g) for s, p, o, g in trig} == stated
        union = Graph().parse(data=texts["ttl"], format="turtle")
        assert {(s, p, _value(o)) for s, p, o in union} == {quad[:3] for quad in stated}
        assert json.loads(texts["jsonld"])["@context"]
        assert "<graphml" in run("export", "--format", "graphml", "--store", store).stdout

    def test_info(self, store: Path) -> None:
        told = run("info", "--store", store).stdout
        assert f"存储  {store}" in told
        assert re.search(r"^职责  \d+$", told, re.MULTILINE)
        assert "青办发〔2020〕18号" in told

    @pytest.mark.parametrize("command", ["info", "validate", "export", "serve"])
    def test_without_a_store(self, tmp_path: Path, command: str) -> None:
        done = run(command, "--store", tmp_path / "none")
        assert done.exit_code == 2
        assert "处没有存储" in done.stderr
        assert not (tmp_path / "none").exists()


def _value(term: Node) -> object:
    """A term, a decimal by its value: 1 and 1.0 are the same number in another form."""
    return term.toPython() if isinstance(term, Literal) and term.datatype == XSD.decimal else term
