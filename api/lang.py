"""The language that the command line speaks, and its words."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from ontology.vocabulary import Language

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def preferred(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the user: ``ZELIAN_LANG`` ("zh" or "en"), else the locale's, Chinese for any zh, else English.

    >>> preferred({"LANG": "zh_CN.UTF-8"}), preferred({"LANG": "zh_CN.UTF-8", "ZELIAN_LANG": "en"}), preferred({})
    ('zh', 'en', 'en')
    """
    for name in ("ZELIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def say(key: str, lang: Language, **about: object) -> str:
    """A word or sentence of ``words.toml``, filled in with what it is about.

    >>> say("chain", "zh", topic="扬尘", place="青禾县", date="2022-12-31")
    '责任链：扬尘 · 青禾县 · 2022-12-31'
    """
    return _words()[key][lang].format(**about)


def plain(text: str) -> str:
    """Text without control characters but tabs and line ends.

    >>> plain("职责\\x1b[2J")
    '职责[2J'
    """
    return _CONTROL.sub("", text)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("api").joinpath("words.toml").read_text("utf-8"))
