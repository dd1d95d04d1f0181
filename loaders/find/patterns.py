"""Named patterns of official language (``data/patterns/*.toml``), each with a word of explanation and examples.

``{key}`` in a pattern is another pattern of its file; ``{file.table}`` is any word of the lists of a table in
``data/file.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from loaders.find.lexicon import data

_REFERENCE = re.compile(r"\{(?P<file>[a-z]+)\.(?P<table>[a-z]+)\}|\{(?P<key>[a-z-]+)\}")


@cache
def patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of ``data/patterns/<name>.toml`` by key, compiled.

    >>> bool(patterns("sentence")["condition-end"].search("接到报告后"))
    True
    """
    entries = data(f"patterns/{name}.toml")

    def filled(pattern: str) -> str:
        return _REFERENCE.sub(
            lambda m: filled(entries[m["key"]]["pattern"]) if m["key"] else _any_word(m["file"], m["table"]), pattern
        )

    return {key: re.compile(filled(entry["pattern"])) for key, entry in entries.items()}


def _any_word(file: str, table: str) -> str:
    words = [word for listed in data(f"{file}.toml")[table].values() for word in listed]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
