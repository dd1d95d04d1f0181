"""Pictures of pages to lines, by RapidOCR where the extra ``ocr`` is installed."""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from loaders.readers.paper.marks import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

DPI: Final = 200
MAX_PIXELS: Final = 12_000_000
"""Most pixels of a picture: larger pages are rendered at fewer dots per inch."""


def is_installed() -> bool:
    """Is the extra ``ocr`` there?"""
    return all(find_spec(module) is not None for module in ("rapidocr", "onnxruntime"))


def scale_for(width: float, height: float) -> float:
    """How many pixels a point of a page of this size (in points) gets."""
    return float(min(DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5))


def pieces_of_picture(picture: NDArray[Any], scale: float) -> list[Line]:
    """The lines in a picture (rows × columns × colours, ``scale`` pixels a point), in points, with their confidence."""
    found = _engine()(picture)
    if found.boxes is None or found.txts is None or found.scores is None:
        return []
    pieces = []
    for box, words, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if stripped := words.strip():
            xs, ys = [float(x) / scale for x, _ in box], [float(y) / scale for _, y in box]
            ems = sum(0.5 if char.isascii() else 1.0 for char in stripped)
            em = min(max(ys) - min(ys), (max(xs) - min(xs)) / ems)
            pieces.append(Line(stripped, min(xs), min(ys), max(xs), max(ys), em, float(score)))
    return pieces


@lru_cache(maxsize=1)
def _engine() -> Any:
    """RapidOCR with the models in its package; its classifier of upside-down lines garbles upright ones."""
    from rapidocr import RapidOCR  # noqa: PLC0415 (an extra that may not be there)

    engine = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error"})
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine
