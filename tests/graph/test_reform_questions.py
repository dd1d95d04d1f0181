"""The competency questions on reforms, powers and control, on small histories whose answers are worked out by hand."""

from __future__ import annotations

from graph.chain import trace
from graph.questions import run
from graph.reach import units_around
from graph.results import Row
from graph.store import Store
from ontology.names import code_iri, topic_iri, unit_iri
from ontology.topics import find
from tests.graph.histories import COUNTY, STREET, Paper, iri, stored

FUME = "餐饮油烟与露天烧烤"
UNIT = unit_iri(COUNTY)
ITEM = "占道经营行政处罚权"


def picked(rows: object, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]  # type: ignore[attr-defined]


def kind(row: Row, scheme: str) -> str:
    return str(row["kind"]).removeprefix(code_iri(scheme, ""))


def powers() -> Store:
    return stored(
        Paper("青府〔2021〕3号", "2021-09-01").power(
            "将县城管局的占道经营行政处罚权下放至临江街道办事处，以自己名义行使",
            ITEM, "conferred", "县城管局", "临江街道办事处", name="临江街道办事处"),
        Paper("青府〔2024〕3号", "2024-09-01").power(
            "占道经营行政处罚权由县城管局收回，日常巡查由县城管局负责",
            "占道经营的行政处罚权", "recalled", "临江街道办事处", "县城管局", condition="日常巡查"),
        Paper("青府〔2022〕1号", "2022-01-01").power(
            "委托东桥街道办事处行使", ITEM, "entrusted", "县城管局", "东桥街道办事处"),
    )  # fmt: skip


def test_cq05_and_cq06_down_and_up_the_same_path() -> None:
    store = stored(
        Paper("青府〔2020〕1号", "2020-01-01").duty("县城管局", "牵头查处油烟污染", FUME, role="lead"),
        Paper("青街〔2020〕1号", "2020-02-01", STREET).duty("执法办公室", "发现油烟污染及时上报", FUME),
        Paper("青府〔2021〕3号", "2021-09-01").power(
            "将油烟处罚权交由县城管局行使", "油烟行政处罚权", "conferred", None, "县城管局"),
    )  # fmt: skip
    down = [entry.bearer.name for entry in trace(store, FUME, STREET, "2022-01-01").entries]
    assert down == ["县城管局", "执法办公室"]
    topic = find(FUME)
    assert topic is not None
    asked = {"units": units_around(store, STREET), "topics": [topic_iri(topic.id)]}
    up = run(store, "cq06-upward", **asked, date="2022-01-01")
    assert picked(up, "name", "role", "powerItem") == [
        ("县城管局", "lead", "油烟行政处罚权"),
        ("执法办公室", "responsible", None),
    ]
    early = run(store, "cq06-upward", **asked, date="2020-06-01")
    assert picked(early, "name", "powerItem") == [("县城管局", None), ("执法办公室", None)]
    assert picked(run(store, "cq06-upward", **asked, date="2020-01-15"), "name") == [("县城管局",)]


def test_cq07_who_controls_a_stationed_body_in_what() -> None:
    station = "市场监管所"
    store = stored(
        Paper("青府〔2020〕1号", "2020-01-01")
        .control("人员编制由县市场监管局管理", station, "县市场监管局", "dual", "people")
        .control("考核由街道办事处负责", station, "街道办事处", "dual", "appraisal")
    )
    rows = run(store, "cq07-control", body=iri(station), date="2021-01-01")
    assert [(str(row["aspect"]).rpartition("/")[2], row["name"], row["quote"]) for row in rows] == [
        ("appraisal", "街道办事处", "考核由街道办事处负责"),
        ("people", "县市场监管局", "人员编制由县市场监管局管理"),
    ]
    assert not run(store, "cq07-control", body=iri(station), date="2019-12-31").rows


def test_cq08_which_body_hosts_the_office_of_a_group() -> None:
    """The office moves with a new paper; no paper says that the first arrangement ended."""
    group, flood = "县河道整治工作领导小组", "县防汛抗旱指挥部"
    store = stored(
        Paper("青府办〔2019〕3号", "2019-05-06").control(f"{group}办公室设在县环保局", group, "县环保局", "hosted"),
        Paper("青府办〔2021〕9号", "2021-03-01")
        .control(f"{group}办公室设在县水利局", group, "县水利局", "hosted")
        .control(f"{flood}办公室设在县应急局", flood, "县应急局", "hosted")
        .control("县水文站由县水利局直接管理", "县水文站", "县水利局", "vertical"),
    )

    def hosts(called: str, date: str) -> list[tuple[object, ...]]:
        return picked(run(store, "cq08-hosted-groups", called=called, date=date), "name", "host_name", "since")

    first, second = (group, "县环保局", "2019-05-06"), (group, "县水利局", "2021-03-01")
    assert hosts("河道整治", "2019-05-05") == []
    assert hosts("河道整治", "2020-12-31") == [first]
    assert hosts("河道整治", "2021-03-01") == [first, second]
    assert hosts("指挥部", "2022-01-01") == [(flood, "县应急局", "2021-03-01")]
    assert hosts("水文站", "2022-01-01") == []
    body = {"body": iri("县水利局"), "date": "2022-01-01"}
    assert picked(run(store, "hosting", **body), "side", "name", "quote") == [
        ("group", group, f"{group}办公室设在县水利局")
    ]
    assert not run(store, "cq07-control", body=iri(group), date="2022-01-01").rows, "a host does not lead the group"


def reform() -> Store:
    return stored(
        Paper("青发〔2010〕1号", "2010-01-01").duty("县林业局", "负责造林").duty("县旅游局", "负责景区管理"),
        Paper("青发〔2019〕1号", "2019-03-20")
        .reform("将县林业局的职责划入县自然资源局，不再保留县林业局",
                ("transferred", ["县林业局"], ["县自然资源局"], None), ("abolished", ["县林业局"], [], None))
        .reform("不再保留县旅游局", ("abolished", ["县旅游局"], [], None)),
    )  # fmt: skip


def test_cq14_what_changed_between_two_days() -> None:
    rows = run(reform(), "cq14-changes", units=[UNIT], since="2018-12-31", until="2019-12-31")
    assert [(kind(row, "change-kind"), row["before"], row["after"]) for row in rows] == [
        ("abolished", "县旅游局", None), ("abolished", "县林业局", None), ("transferred", "县林业局", "县自然资源局"),
    ]  # fmt: skip
    assert not run(reform(), "cq14-changes", units=[UNIT], since="2019-03-20", until="2019-12-31").rows


def test_cq15_where_the_duties_of_an_abolished_body_went() -> None:
    store = reform()
    [wood] = run(store, "cq15-receivers", body=iri("县林业局"))
    assert (wood["quote"], wood["name"], wood["end"]) == ("负责造林", "县自然资源局", "2019-03-20")
    assert wood["sentence"] == "将县林业局的职责划入县自然资源局，不再保留县林业局"
    [tour] = run(store, "cq15-receivers", body=iri("县旅游局"))
    assert (tour["quote"], tour["receiver"], tour["sentence"]) == ("负责景区管理", None, "不再保留县旅游局")


def test_cq16_a_branch_that_was_a_county_bureau() -> None:
    branch = "云水市生态环境局青禾分局"
    store = stored(
        Paper("青发〔2019〕1号", "2019-03-20")
        .reform("县环境保护局更名为云水市生态环境局青禾分局", ("renamed", ["县环境保护局"], [branch], None))
        .control("青禾分局由市生态环境局直接管理", branch, "市生态环境局", "vertical"),
        Paper("云府〔2020〕1号", "2020-01-01").power(
            "委托青禾分局以市生态环境局名义行使行政处罚权", "大气污染行政处罚权", "entrusted", "市生态环境局", branch,
            name="市生态环境局"),
    )  # fmt: skip
    rows = run(store, "cq16-capacity", body=iri(branch), date="2021-01-01")
    assert [(str(row["kind"]).rpartition("/")[2], row["name"], row["item"]) for row in rows] == [
        ("renamed", "县环境保护局", None),
        ("vertical", "市生态环境局", None),
        ("entrusted", "市生态环境局", "大气污染行政处罚权"),
    ]
    assert len(run(store, "cq16-capacity", body=iri(branch), date="2019-06-01").rows) == 2


def test_cq17_powers_recalled_after_three_years() -> None:
    store = powers()
    [row] = run(store, "cq17-recalled", units=[UNIT], date="2025-01-01")
    assert (row["holder"], row["taker"], row["how"]) == ("临江街道办事处", "县城管局", "日常巡查")
    assert (row["given"], row["recalled"]) == ("2021-09-01", "2024-09-01")
    assert not run(store, "cq17-recalled", units=[UNIT], date="2024-08-31").rows


def test_a_recall_ends_the_power_of_its_holder_only() -> None:
    ended = powers().select(
        "PREFIX zl: <https://w3id.org/zelian/ns#> SELECT DISTINCT ?quote ?to { "
        "?power a zl:PowerTransfer ; zl:validTo ?to ; zl:passage/<http://www.w3.org/ns/oa#exact> ?quote }"
    )
    assert picked(ended, "quote", "to") == [
        ("将县城管局的占道经营行政处罚权下放至临江街道办事处，以自己名义行使", "2024-09-01")
    ]
