"""Ids of reports: 26 characters that sort by the time they were made (the ULID layout)."""

from __future__ import annotations

import re
import secrets
import threading
import time

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_RANDOM_BITS = 80
_lock = threading.Lock()
_last = 0
SHAPE = re.compile(rf"[{_ALPHABET}]{{26}}")


def new_id() -> str:
    """A fresh id: 48 bits of milliseconds, then 80 random bits; later ids of one process are greater."""
    global _last
    with _lock:
        _last = max((time.time_ns() // 1_000_000 << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS), _last + 1)
        number = _last
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
