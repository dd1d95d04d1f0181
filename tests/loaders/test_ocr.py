"""Pages without text that can be used: told by their characters, read by OCR where it is installed, named where not."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from loaders.readers import ocr, pdf, read
from loaders.readers.paper.plausible import is_plausible, share_of
from loaders.text import Text
from ontology.errors import ZelianError
from tests.loaders.printing import FONT, drawn

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "samples" / "office"
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
FONTS = sorted(Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc"))
DUTY = (
    "青禾县水利局负责全县河道巡查工作，每季度组织一次联合检查；发现问题的，应当在5个工作日内整改，"
    "并报县河长制办公室备案。"
)
STAND_INS = str.maketrans("0123456789，。、；：（）", "园员圆猿源缘远苑愿怨袁遥尧曰院渊冤")
RANDOM = random.Random(7)  # noqa: S311


def lines(text: Text) -> list[str]:
    return [text.string[block.start : block.end] for block in text.blocks]


def one_page(name: str, number: int) -> bytes:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip("the sample files are not at hand")
    whole, single = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    single.import_pages(whole, [number - 1])
    stream = io.BytesIO()
    single.save(stream)
    return stream.getvalue()


def picture(string: str, size: int = 48) -> ImageReader:
    """A white picture as large as a page at 200 dots an inch, with lines of 26 characters."""
    if not FONTS:
        pytest.skip("there is no font with Chinese characters")
    image = pytest.importorskip("PIL.Image").new("L", (1654, 2339), 255)
    font = pytest.importorskip("PIL.ImageFont").truetype(str(FONTS[0]), size)
    canvas = pytest.importorskip("PIL.ImageDraw").Draw(image)
    rows = [string[:26], *(string[i : i + 28] for i in range(26, len(string), 28))]
    for i, row in enumerate(rows):
        canvas.text((300 if i == 0 else 204, 300 + 84 * i), row, fill=0, font=font)
    return ImageReader(image)


def mixed(string: str) -> bytes:
    """A page of text and a page that is a picture."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 16)
        canvas.drawString(80, 700, "青禾县水利局负责河道巡查。")
        canvas.showPage()
        canvas.drawImage(picture(string), 0, 0, *A4)

    return drawn(draw)


@pytest.mark.parametrize(
    ("string", "plausible"),
    [
        (DUTY * 3, True),
        (DUTY, None),
        ((DUTY * 3).translate(STAND_INS), False),
        ("".join(chr(RANDOM.randrange(0x4E00, 0x9FA6)) for _ in range(100)) + "，。12", False),
        ((DUTY * 3).encode("gb18030").decode("latin-1"), False),
        (DUTY * 2 + "\ue11e\ue236\ue28a" * 20, False),
        (DUTY * 3 + "\uf06c" * 8, True),
        ("Notice on river patrols, No. 38 of 2016. " * 5, None),
    ],
    ids=["duty", "too little", "stand-ins", "random", "mojibake", "private use", "bullets", "latin"],
)
def test_what_is_plausible(string: str, plausible: bool | None) -> None:
    assert is_plausible(share_of(string)) is plausible


@pytest.mark.skipif(not GOLD.is_dir(), reason="no annotated documents are at hand")
def test_real_documents_are_plausible() -> None:
    pages = [
        text[i : i + 500]
        for path in GOLD.rglob("*.txt")
        for text in [path.read_text("utf-8")]
        for i in range(0, len(text), 500)
    ]
    assert len(pages) > 20
    assert [page for page in pages if is_plausible(share_of(page)) is False] == []


def test_without_ocr_the_page_is_named_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    text = read(mixed(DUTY), "a.pdf")
    assert lines(text) == ["青禾县水利局负责河道巡查。"]
    assert [(notice.code, dict(notice.about)) for notice in text.notices] == [("L022", {"pages": "2"})]


def test_without_ocr_a_scan_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    for name, number in (("20_GB16889-2008_garbled_textlayer.pdf", 4), ("22_GB18596-2001_xuqin_scanned.pdf", 3)):
        with pytest.raises(ZelianError) as caught:
            read(one_page(name, number), name)
        assert caught.value.code == "E115"
        assert "zelian[ocr]" in caught.value.text("zh")


def test_a_picture_of_text() -> None:
    pytest.importorskip("rapidocr")
    text = read(mixed(DUTY), "a.pdf")
    assert [(notice.code, dict(notice.about)) for notice in text.notices] == [("L021", {"pages": "2"})]
    [first, second] = text.blocks
    assert (first.page, first.confidence) == (1, 1.0)
    assert second.page == 2
    assert 0.8 < second.confidence <= 1
    assert lines(text)[1] == DUTY


def test_no_more_pages_than_the_limit_go_to_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr")
    monkeypatch.setattr(pdf, "MAX_OCR_PAGES", 1)

    def draw(canvas: Canvas) -> None:
        for _ in range(3):
            canvas.drawImage(picture("县水利局负责巡查。"), 0, 0, *A4)
            canvas.showPage()

    text = read(drawn(draw), "a.pdf")
    assert lines(text) == ["县水利局负责巡查。"]
    assert [(n.code, dict(n.about)) for n in text.notices] == [
        ("L021", {"pages": "1"}),
        ("L023", {"limit": 1, "pages": "2–3"}),
    ]


def test_sample_with_a_broken_glyph_map_is_read_by_ocr() -> None:
    pytest.importorskip("rapidocr")
    text = read(one_page("20_GB16889-2008_garbled_textlayer.pdf", 4), "a.pdf")
    assert (
        "本标准规定了生活垃圾填埋场选址、设计与施工、填埋废物的入场条件、运行、封场、后期维护与管理的污染控制和监测等方面的要求。"
        in lines(text)
    )
    assert "袁" not in text.string


def test_sample_scan() -> None:
    pytest.importorskip("rapidocr")
    text = read(one_page("22_GB18596-2001_xuqin_scanned.pdf", 3), "a.pdf")
    assert lines(text)[:3] == [
        "GB 18596—2001",
        "前言",
        "为贯彻《环境保护法》、《水污染防治法》、《大气污染防治法》，控制畜禽养殖业产生的废水、废渣和恶臭对环境的污染，"
        "促进养殖业生产工艺和技术进步，维护生态平衡，制定本标准。",
    ]
    assert {block.page for block in text.blocks} == {1}


def test_a_blank_page_is_no_scan() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 16)
        canvas.drawString(80, 700, "青禾县水利局负责河道巡查。")
        canvas.showPage()
        canvas.showPage()

    assert not read(drawn(draw), "a.pdf").notices
