"""The two languages of the pages. English stands in the templates; ``i18n/zh.po`` says it in Chinese."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from ontology.vocabulary import Language


@cache
def translations(lang: Language) -> NullTranslations:
    """The catalogue of a language; the English one gives each text back as it is.

    >>> translations("zh").gettext("Documents")
    '文件'
    """
    if lang == "en":
        return NullTranslations()
    catalogue = BytesIO()
    write_mo(catalogue, read_po(BytesIO(files("api").joinpath("i18n/zh.po").read_bytes()), locale="zh"))
    catalogue.seek(0)
    return Translations(catalogue)
