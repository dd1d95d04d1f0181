"""A power that a county confers on a street and takes back three years later by the street's list of matters."""

from __future__ import annotations

from pathlib import Path

from api.ingest import load
from graph.questions import run
from graph.store import open_store
from ontology.vocabulary import ZL

DIVISIONS = "代码,名称,级别\n99,江岭省,省\n9901,云水市,市\n990121,青禾县,县\n990121001,临江街道,街道\n"
CONFERRED = """青禾县人民政府关于赋予临江街道行政处罚权的决定
青政发〔2021〕6号
各街道办事处，县政府各部门：
一、自2021年8月1日起，县城管局行使的占道经营行政处罚权交由临江街道办事处以自己的名义行使。
青禾县人民政府
2021年7月15日
"""
LISTED = """青禾县临江街道履行职责事项清单
2024年8月1日
三、上级部门收回事项清单
序号\t事项名称\t承接部门及工作方式
1\t占道经营行政处罚权\t承接部门：县城管局。工作方式：通过日常巡查发现违法行为，依法查处。
2\t露天焚烧秸秆行为的行政处罚\t承接部门：县生态环境局。工作方式：开展巡查，依法处罚。
"""


def test_a_list_takes_back_what_was_conferred(tmp_path: Path) -> None:
    files = {"divisions.csv": DIVISIONS, "a.txt": CONFERRED, "b.txt": LISTED}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_store(tmp_path / "store") as store:
        paths = [tmp_path / name for name in sorted(files)]
        assert {report.outcome for report in load(store, paths, lang="en", max_bytes=1 << 20)} == {"new"}
        rows = [row for row in run(store, "power-transfers") if str(row["mode"]).endswith("conferred")]
        ends = store.select(f"SELECT DISTINCT ?end {{ ?transfer <{ZL.validTo}> ?end }}").column("end")
    assert [str(row["since"]) for row in rows] == ["2021-08-01"]
    assert [str(end) for end in ends] == ["2024-08-01"]
