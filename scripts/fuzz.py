"""Search for texts that break the loaders, led by which branches of the code each text reaches.

Run: ``uv run --with atheris python -m scripts.fuzz [SECONDS]`` (300 if not said). The texts are those of
``tests/loaders/broken.py`` and what must hold of them is the test of them. A text that breaks it, or that takes longer
than ten seconds, ends the search and is shown; Hypothesis keeps it in ``.hypothesis``, and the test tries it again.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["loaders"], enable_loader_override=False):
    from tests.loaders.test_any_text import test_broken_layouts


def main() -> None:
    seconds = sys.argv[1] if len(sys.argv) > 1 else "300"
    options = [f"-max_total_time={seconds}", "-timeout=10", "-max_len=4096", "-len_control=0", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options], test_broken_layouts.hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
