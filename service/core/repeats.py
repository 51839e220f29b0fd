"""Stretches that say the same few characters over and over, which no report does: they are not read."""

from __future__ import annotations

import re

_STEP = 1024  # characters between two probes
_PROBE = 64  # characters that must come again
_PERIOD = 16  # characters, the longest unit that is looked for
_SHORTEST = 4096  # characters; a table's column of equal cells is shorter


def without_repeats(text: str) -> str:
    r"""The text with long stretches of one repeated unit (``"$1$1$1…"``) made blank lines, length kept.

    A stretch counts from 4,096 characters on; its first thousand stay. The search costs one look in every
    1,024 characters, and its result is the text itself where nothing repeats.

    >>> without_repeats("12 xã, 12 xã"), without_repeats("$1" * 5000).count("\n") > 8000
    ('12 xã, 12 xã', True)
    """
    pieces: list[str] = []
    kept, at = 0, 0
    while at + _SHORTEST < len(text):
        probe = text[at : at + _PROBE]
        period = text.find(probe, at + 1, at + _PROBE + _PERIOD) - at
        if period > 0:
            end = _end(text, at, period)
            if end - at >= _SHORTEST:
                at += _STEP // period * period
                pieces += [text[kept:at], "\n" * (end - at)]
                kept = at = end
                continue
        at += _STEP
    return "".join([*pieces, text[kept:]]) if pieces else text


def _end(text: str, start: int, period: int) -> int:
    """Where the unit of so many characters, repeated from ``start`` on, ends."""
    unit = re.compile(f"(?:{re.escape(text[start : start + period])})++")
    return next(unit.finditer(text, start)).end()
