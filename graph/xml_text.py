"""Text that may stand in XML."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def xml_text(text: str) -> str:
    """The text with a replacement character for each character that XML 1.0 does not allow.

    >>> xml_text("县水利局\\x1b")
    '县水利局�'
    """
    return _FORBIDDEN.sub("�", text)
