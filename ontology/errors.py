"""The one family of errors: a code, a sentence in Chinese and in English, and what it is about.

Sentences are data (``messages.toml``): each says what is wrong, where, and what to do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def messages() -> Mapping[str, Mapping[str, str]]:
    """All messages: code → {"zh": template, "en": template}."""
    return tomllib.loads(files("ontology").joinpath("messages.toml").read_text("utf-8"))


def message(code: str, lang: str, **about: object) -> str:
    """The sentence of ``code`` in ``lang`` ("zh" or "en"), filled in with what it is about.

    >>> message("E101", "zh", path="a.txt")
    '找不到文件“a.txt”。请检查路径是否正确。'
    """
    return messages()[code][lang].format(**about)


class ZelianError(Exception):
    """Something a person can understand and mend. ``code`` is a key of ``messages.toml``."""

    def __init__(self, code: str, **about: object) -> None:
        self.code = code
        self.about = about
        super().__init__(message(code, "en", **about))

    def text(self, lang: str) -> str:
        """The sentence in "zh" or "en"."""
        return message(self.code, lang, **self.about)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.code, self.about))


def _rebuild(code: str, about: dict[str, object]) -> ZelianError:
    return ZelianError(code, **about)
