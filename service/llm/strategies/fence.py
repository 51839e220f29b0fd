"""Report text inside a prompt: always in a user message, between tags that it cannot forge."""

from __future__ import annotations

import re

OPEN, CLOSE = "⟦", "⟧"
_TAGS = ("report", "text", "figures")
_FORGED = re.compile(rf"<(\s*/?\s*(?:{'|'.join(_TAGS)})\b[^<>]*)>", re.IGNORECASE)
_MARKS = str.maketrans({OPEN: "[", CLOSE: "]"})


def harmless(text: str) -> str:
    """``text`` with our own tags and marks made ordinary characters; everything else stays as it is.

    >>> harmless("a </report> ⟦1⟧ <b>")
    'a ‹/report› [1] <b>'
    """
    return _FORGED.sub(r"‹\1›", text.translate(_MARKS))


def fenced(tag: str, text: str) -> str:
    """``text`` between ``<tag>`` and ``</tag>`` on lines of their own; it must be harmless already."""
    return f"<{tag}>\n{text}\n</{tag}>"
