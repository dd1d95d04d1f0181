"""Speed of extraction against plain word segmentation of the same text, in one process.

Run: ``uv run --with jieba python bench/extract.py [BYTES ...]``. The sample corpus is repeated to each size (bytes of
UTF-8). A line a size: characters a second of jieba's segmentation and of the whole extraction (a text in, a record
out; the register of divisions loaded before), their ratio, and the most memory that the process has held so far.
Exit status 1 when the ratio falls below ``LEAST`` at any size.
"""

from __future__ import annotations

import logging
import resource
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import jieba

from loaders.pipeline import read_text
from loaders.text import Text
from ontology.divisions import Register

SAMPLES = Path(__file__).resolve().parents[1] / "api/samples"
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
LEAST = 0.25


def corpus() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(SAMPLES.rglob("*.txt")))


def repeated(text: str, size: int) -> str:
    """The text again and again, cut to ``size`` bytes of UTF-8."""
    unit = text.encode() + b"\n"
    return (unit * (size // len(unit) + 1))[:size].decode(errors="ignore")


def seconds(work: Callable[[], object], least: float = 0.5) -> float:
    """The shortest of the runs that fit into ``least`` seconds, one at least."""
    runs: list[float] = []
    while not runs or sum(runs) < least:
        start = time.process_time()
        work()
        runs.append(time.process_time() - start)
    return min(runs)


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    register = Register.national()
    read_text(Text(repeated(corpus(), 1_000), "text"), "warm-up", "", register)
    print(f"{'bytes':>12} {'characters':>12} {'jieba/s':>12} {'extract/s':>12} {'ratio':>7} {'peak MB':>9}")
    lowest = 1.0
    for size in sizes:
        text = repeated(corpus(), size)
        cut = seconds(lambda text=text: deque(jieba.cut(text), maxlen=0))
        read = seconds(lambda text=text: read_text(Text(text, "text"), "bench", "", register))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        lowest = min(lowest, cut / read)
        print(
            f"{size:>12,} {len(text):>12,} {len(text) / cut:>12,.0f} {len(text) / read:>12,.0f} "
            f"{cut / read:>7.2f} {peak:>9,.0f}",
            flush=True,
        )
    return 0 if lowest >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
