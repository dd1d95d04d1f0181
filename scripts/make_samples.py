"""Writes the sample workbook (a county's list of environmental duties) from the rows kept here.

Run ``python scripts/make_samples.py`` after a change of the rows; everything else in ``api/samples`` is plain text.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

TARGET = Path(__file__).parent.parent / "api/samples/qinghe/duty-list.xlsx"

TITLE = "青禾县生态环境保护责任清单（2022年版）"
SOURCE = "编制单位：青禾县生态环境保护委员会办公室　　编制日期：2022年4月"
HEADER = ("序号", "责任单位", "职责", "牵头/配合", "依据")
WIDTHS = (6, 30, 64, 12, 46)

BRANCH = "云水市生态环境局青禾分局"
LAW = "《江岭省生态环境保护条例》"
LIST_2021 = "青环督改办〔2021〕3号"
GRID_PLAN = "青府办〔2016〕27号"

ROWS = (
    (BRANCH, "负责全县生态环境保护工作的统一监督管理，组织开展环境质量监测", "牵头", f"{LAW}第六条"),
    (BRANCH, "开展餐饮油烟监测，为扬尘污染防治提供技术支持", "配合", f"{LAW}第十条、第十一条"),
    ("县城市管理和综合执法局", "负责餐饮油烟、露天烧烤污染防治的监督管理", "牵头", f"{LAW}第十条；{LIST_2021}"),
    ("县市场监督管理局", "在餐饮服务经营者登记和食品经营许可中告知油烟防治要求", "配合", LIST_2021),
    ("县住房和城乡建设局", "负责房屋建筑和市政工程施工扬尘污染防治的监督管理", "牵头", f"{LAW}第十一条"),
    ("县交通运输局", "负责公路施工扬尘和物料运输扬尘污染防治的监督管理", "牵头", LIST_2021),
    ("县水务局", "承担县河长制办公室日常工作，组织开展入河排污口排查整治", "牵头", f"{LAW}第八条"),
    ("县农业农村局", "负责畜禽养殖污染防治的指导服务，推进秸秆综合利用", "牵头", LIST_2021),
    ("县自然资源局", "负责生态保护红线日常监管，组织实施矿山生态修复", "牵头", f"{LAW}第五条"),
    ("县公安局、县交通运输局", "参与柴油货车和黑烟车路检路查", "配合", None),
    ("县发展和改革局", "将生态环境保护目标任务纳入国民经济和社会发展规划", "负责", f"{LAW}第四条"),
    ("各街道办事处、各镇人民政府", "负责辖区生态环境保护工作，落实网格监管责任", "负责", f"{LAW}第七条；{GRID_PLAN}"),
    ("各责任单位", "完成县委、县政府交办的其他生态环境保护任务", "负责", None),
)


def duty_list() -> Workbook:
    """The workbook: a merged title row, a row that says who made it and when, the header, then one duty a row."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "责任清单"
    sheet.append((TITLE,))
    sheet.append((SOURCE,))
    sheet.append(HEADER)
    for number, row in enumerate(ROWS, start=1):
        sheet.append((number, *row))
    for line in (1, 2):
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=len(HEADER))
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for column, width in zip("ABCDE", WIDTHS, strict=True):
        sheet[f"{column}3"].font = Font(bold=True)
        sheet.column_dimensions[column].width = width
    for cells in sheet.iter_rows(min_row=4):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    return book


if __name__ == "__main__":
    duty_list().save(TARGET)
