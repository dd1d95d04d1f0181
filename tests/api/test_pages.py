"""The pages: every address in HTML, JSON and CSV, in both languages, and with hostile documents."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from jinja2.ext import babel_extract

from api.app import create_app
from api.pages.cite import gb_t_7714
from api.pages.reader import Highlight, segments
from api.routes.network import NAMES
from api.settings import Settings
from graph.links import Paper
from graph.network import Network
from graph.store import Store
from graph.view import picture

API = Path(__file__).parents[2] / "api"
OFFICE = "汕头市金平区石炮台街道综合行政执法办公室"
HOSTILE = "\"'><img src=x onerror=1></script>"
QUOTE = "负责生态环境保护、人居环境整治等工作"


class Tags(HTMLParser):
    """All start tags of a page, the text outside scripts, and the addresses that it names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def html(pages: TestClient, address: str) -> str:
    answer = pages.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 200, (address, answer.text[:500])
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def in_english(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang=en"


def test_no_page_lets_a_document_speak_html(pages: TestClient, addresses: tuple[str, ...]) -> None:
    assert len(addresses) > 40
    for address in addresses:
        for shown in (address, in_english(address)):
            page = Tags(html(pages, shown))
            assert not page.all("img"), shown
            scripts = page.all("script")
            assert all(one.get("src", "").startswith(("/static/", "/vendor/")) or one.get("type") == "application/json"
                       for one in scripts), shown  # fmt: skip
            assert not [name for _, given in page.tags for name in given if name.startswith("on")], shown
            assert "13086" not in page.text, shown


def test_hostile_words_are_shown_as_they_stand(pages: TestClient) -> None:
    assert "标题\"'><img src=x onerror=window.broken=1></script><script>" in Tags(html(pages, "/documents")).text


def test_every_answer_has_the_security_headers(pages: TestClient, addresses: tuple[str, ...]) -> None:
    for address in [*addresses, "/static/zelian.css", "/healthz", "/nothing", "/documents.json", "/sparql?query=ASK{}"]:
        headers = pages.get(address, headers={"accept": "text/html, */*;q=0.1"}).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'self'", address
        assert "script-src" not in policy, address
        assert ("style-src" in policy) == (address == "/sparql"), address
        assert headers["x-content-type-options"] == "nosniff", address


def test_pages_name_no_other_server(pages: TestClient, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        page = Tags(html(pages, address))
        links = [given.get(name, "") for _, given in page.tags for name in ("src", "href", "action", "srcset")]
        assert not [link for link in links if re.match(r"[a-z]+:|//", link)], address


def test_every_link_of_every_page_leads_somewhere_and_keeps_the_language(
    pages: TestClient, addresses: tuple[str, ...]
) -> None:
    links = set()
    for address in addresses:
        page = Tags(html(pages, f"{in_english(address)}&date=2020-12-30"))
        for link in page.all("a"):
            href = link["href"]
            if not href.startswith("#") and link.get("hreflang") != "zh":
                assert "lang=en" in href, (address, href)
                assert "date=2020-12-30" in href, (address, href)
                links.add(href.partition("#")[0])
    assert len(links) > 40
    for link in sorted(links):
        assert pages.get(link, headers={"accept": "*/*"}).status_code == 200, link


def test_deep_links_name_an_element_of_the_document(pages: TestClient, report_id: str) -> None:
    chain = Tags(html(pages, "/chain?topic=env&place=440511001"))
    deep = [link["href"] for link in chain.all("a") if "#d=" in link["href"]]
    assert deep
    for link in deep:
        path, _, fragment = link.partition("#")
        assert fragment in {given.get("id") for _, given in Tags(html(pages, path)).tags}, link


def test_the_seed_case_on_the_chain(pages: TestClient) -> None:
    chain = pages.get("/chain.json?topic=env&place=440511001&date=2020-12-31").json()["chain"]
    (township,) = (step for step in chain["steps"] if step["level"] == "township")
    (entry,) = township["entries"]
    assert (entry["bearer"]["name"], entry["quote"], entry["since"]) == (OFFICE, QUOTE, "2020-08-14")
    assert [plate["name"] for plate in entry["bearer"]["plates"]] == ["生态环境保护办公室"]
    assert [paper["number"] for paper in entry["basis"]] == ["汕机编发〔2020〕54号"]
    rows = list(csv.DictReader(io.StringIO(
        pages.get("/chain.csv?topic=env&place=440511001&date=2020-12-31").content.decode("utf-8-sig"))))  # fmt: skip
    assert (OFFICE, QUOTE) in {(row["bearer"], row["quote"]) for row in rows}
    page = Tags(html(pages, "/chain?topic=env&place=440511001&date=2020-12-31")).text
    assert "断点" in page
    assert "查找过的文件" in page


def test_the_date_of_the_view_counts(pages: TestClient) -> None:
    before = pages.get("/chain.json?topic=env&place=440511001&date=2020-08-01").json()["chain"]
    assert QUOTE not in {entry["quote"] for step in before["steps"] for entry in step["entries"]}
    matrix = pages.get("/index.json?date=2020-08-01").json()["matrix"]
    assert sum(line["counts"]["township"] for line in matrix) == 0
    assert sum(line["counts"]["township"] for line in pages.get("/index.json").json()["matrix"]) == 1
    assert pages.get("/index.json").json()["date"] == "2020-12-31"


def test_places_by_name(pages: TestClient) -> None:
    assert pages.get("/chain.json?topic=生态环境保护&place=石炮台街道").json()["chain"]["place"]["code"] == "440511001"
    answer = pages.get("/chain.json?topic=env&place=鼓楼区")
    assert (answer.status_code, answer.json()["code"]) == (400, "E413")
    assert "320106" in answer.json()["detail"]


def test_the_reader_says_what_was_not_taken_and_why(pages: TestClient, report_id: str) -> None:
    page = Tags(html(pages, f"/documents/{report_id}")).text
    assert "权力或许可（可以、有权），不是职责" in page
    assert "未能说明：没有规则解释为何不采用" in page
    assert "a power or permission (may), not a duty" in Tags(html(pages, f"/documents/{report_id}?lang=en")).text


def test_an_issue_keeps_the_claim_apart(pages: TestClient) -> None:
    first = next(one for one in pages.get("/issues.json").json()["issues"] if one["ordinal"] == "六")
    page = Tags(html(pages, f"/issues/{first['iri'].rpartition('/')[2]}")).text
    assert "汕头市金平区人民政府的说法，并非核验结果" in page
    assert "汕金府办〔2016〕38号" in page
    assert "未载入" in page


def test_an_institution_shows_what_it_has_as_one_of_a_group(pages: TestClient) -> None:
    row = next(one for one in pages.get("/institutions.json?q=石炮台").json()["institutions"] if one["name"] == OFFICE)
    body = pages.get(f"/institutions/{row['institution'].rpartition('/')[2]}.json").json()
    assert [one["quote"] for one in body["duties"]] == [QUOTE]
    assert [plate["name"] for plate in body["plates"]] == ["生态环境保护办公室"]
    assert len(body["groups"]) == 1


@pytest.mark.parametrize(("lang", "words"), [("zh", "每个“街道”"), ("en", "each unit of the kind “sub-district”")])
def test_a_group_says_which_units_its_members_belong_to(pages: TestClient, lang: str, words: str) -> None:
    listed = pages.get("/institutions.json?q=各街道综合行政执法办公室").json()["institutions"]
    group = next(row for row in listed if row["name"] == "汕头市金平区各街道综合行政执法办公室")
    assert words in Tags(html(pages, f"/institutions/{group['institution'].rpartition('/')[2]}?lang={lang}")).text


def test_lists_as_json_and_csv_hold_the_same(pages: TestClient) -> None:
    for path in ("/documents", "/institutions", "/issues"):
        listed = pages.get(f"{path}.json").json()[path[1:]]
        table = pages.get(path, headers={"accept": "text/csv"})
        assert table.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
        assert len(rows) - 1 == len(listed) > 0


def test_a_cell_is_never_a_formula(corpus: Store) -> None:
    from api.pages.page import _cell  # noqa: PLC0415 - what a spreadsheet does with a cell is not seen from outside

    assert [_cell(value) for value in ("=1+1", "+1", "-1", "@x", -1, "负责")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@x",
        -1,
        "负责",
    ]


def test_long_lists_are_paged_and_say_so(corpus: Store) -> None:
    few = TestClient(create_app(Settings(page_rows=5), corpus))
    listed = few.get("/institutions.json").json()
    assert (len(listed["institutions"]), listed["paging"]["last"]) == (5, 5)
    assert listed["paging"]["total"] > 5
    assert (
        f"第 1–5 条，共 {listed['paging']['total']} 条"
        in few.get("/institutions", headers={"accept": "text/html"}).text
    )
    assert few.get("/institutions.json?page=99").json()["code"] == "E413"


def test_a_network_shows_only_what_has_a_name(pages: TestClient, report_id: str) -> None:
    data = pages.get(f"/graph.json?node=document/{report_id}").json()
    labels = {node["label"] for node in data["nodes"]}
    assert QUOTE in labels
    assert not [label for label in labels if label.startswith("http")]
    assert data["shown"] == data["total"] == len(data["nodes"])


def test_a_network_that_is_cut_says_so(corpus: Store) -> None:
    few = TestClient(create_app(Settings(graph_nodes=3), corpus))
    group = next(row for row in few.get("/institutions.json?q=各街道").json()["institutions"])
    data = few.get("/graph.json", params={"node": group["institution"]}).json()
    assert data["shown"] == len(data["nodes"]) == 3 < data["total"]
    shown = {one["id"] for one in data["nodes"]}
    assert all(link["source"] in shown and link["target"] in shown for link in data["links"])


@pytest.mark.parametrize(("address", "status", "code"), [
    ("/documents/none", 404, "E404"), ("/institutions/none", 404, "E404"), ("/duties/none", 404, "E404"),
    ("/issues/none", 404, "E404"), ("/graph?node=duty/none", 404, "E404"), ("/graph?node=x:y", 404, "E404"),
    ("/nowhere", 404, "E404"), ("/?date=2020-13-01", 400, "E413"), ("/?lang=fr", 400, "E413"),
    ("/?topic=none", 404, "E304"), ("/chain?topic=none&place=440511", 404, "E304"),
    ("/documents?page=x", 400, "E413"), ("/chain.csv", 406, "E406"), ("/static/../app.py", 404, "E404"),
    ("/institutions/x%22y%3Cz", 404, "E404"), ("/documents/%3Cimg%20src=x%3E", 404, "E404"),
])  # fmt: skip
def test_what_is_not_there(pages: TestClient, address: str, status: int, code: str) -> None:
    answer = pages.get(address, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    page = pages.get(address, headers={"accept": "text/html"})
    assert page.status_code == status
    assert "<img" not in page.text


def test_head_and_other_methods(pages: TestClient) -> None:
    assert pages.head("/documents").status_code == 200
    assert pages.post("/documents").json()["code"] == "E412"


def test_data_iris_lead_to_their_pages(pages: TestClient, report_id: str) -> None:
    answer = pages.get(f"/id/document/{report_id}", headers={"accept": "text/html"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{report_id}")
    graph = pages.get(f"/id/document/{report_id}", headers={"accept": "text/turtle"})
    assert graph.headers["content-type"].startswith("text/turtle")
    assert "汕金府〔2020〕9号" in graph.text


def test_ready_means_that_there_is_data(pages: TestClient) -> None:
    from graph.oxigraph import Embedded  # noqa: PLC0415

    assert pages.get("/healthz").json() == {"status": "ok"}
    assert pages.get("/readyz").status_code == 200
    assert TestClient(create_app(Settings(), Embedded())).get("/readyz").status_code == 503


def test_the_api_description_is_offline(pages: TestClient) -> None:
    assert pages.get("/docs").status_code == 404
    paths = pages.get("/openapi.json").json()["paths"]
    assert {"/documents.json", "/chain.json", "/healthz"} <= set(paths)


def test_the_chinese_catalogue_is_whole() -> None:
    wanted = set(NAMES.values())
    for file in (API / "pages" / "templates").glob("*.html"):
        with file.open("rb") as template:
            found = babel_extract(template, ["_"], [], {"trim_blocks": "true", "lstrip_blocks": "true"})
            wanted |= {text if isinstance(text, str) else text[0] for _, _, text, _ in found if text}
    with (API / "i18n" / "zh.po").open("rb") as file:
        catalogue = read_po(file, locale="zh")
    held = {message.id: message.string for message in catalogue if message.id}
    assert set(held) == wanted
    assert all(held.values())
    slots = re.compile(r"%\(\w+\)s")
    assert not [key for key, value in held.items() if sorted(slots.findall(key)) != sorted(slots.findall(value))]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8))
def test_segments_make_up_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Highlight(str(number), "duty", start, end) for number, (start, end) in enumerate(spans)]
    pieces = segments(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        covered = "".join(piece.text for piece in pieces if mark.id in {each.id for each in piece.covers})
        assert covered == text[max(0, mark.start) : max(0, mark.end)]
        if covered:
            assert sum(mark.id in piece.begins for piece in pieces) == 1


def test_a_picture_is_without_physics_and_places_every_node() -> None:
    network: Network = nx.MultiDiGraph()
    network.add_node("a", step=0, kind="Institution", label="中心")
    for number in range(40):
        network.add_node(f"n{number}", step=1 + number // 20, kind="Duty", label=HOSTILE)
        network.add_edge("a", f"n{number}", key="bears")
    drawn = picture(network, lambda relation: relation + HOSTILE, lambda iri: f"/x/{iri}")
    assert drawn["options"]["physics"] == {"enabled": False}
    assert drawn["options"]["edges"]["smooth"] is False
    assert len({(node["x"], node["y"]) for node in drawn["nodes"]}) == 41
    assert {node["title"] for node in drawn["nodes"]} == {"中心", HOSTILE}
    assert ("a", "n1") in {(edge["from"], edge["to"]) for edge in drawn["edges"]}


def test_a_reference_has_no_more_of_a_date_than_is_known() -> None:
    paper = Paper("i", "自查报告", None, "2020-12-01", "month")
    assert gb_t_7714(paper, "金平区人民政府") == "金平区人民政府. 自查报告[Z]. 2020-12."
