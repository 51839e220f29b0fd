"""The relation words of all languages as compiled patterns; a text may mix languages."""

from __future__ import annotations

import re

from service.core.locales.en.relations import RELATIONS as EN
from service.core.locales.en.tellings import TELLINGS as EN_TOLD
from service.core.locales.vi.relations import RELATIONS as VI
from service.core.locales.vi.tellings import TELLINGS as VI_TOLD
from service.core.wording import RelationWords, TellingWords, alternation

ALL: tuple[RelationWords, ...] = (VI, EN)
TOLD: tuple[TellingWords, ...] = (VI_TOLD, EN_TOLD)
FAINT = VI_TOLD.faint | EN_TOLD.faint
_TABLES = (*RelationWords.__slots__, *TellingWords.__slots__)
STOP = VI.stop | EN.stop


def phrases(name: str) -> str:
    """The alternation of one word table over all languages."""
    tables = ALL if name in RelationWords.__slots__ else TOLD
    return alternation(*(getattr(words, name) for words in tables))


def pattern(template: str, **names: str) -> re.Pattern[str]:
    r"""A pattern with ``{table}`` replaced by that table's phrases, ignoring case.

    >>> bool(pattern(r"\b(?:{share})\s*$").search("7 xã, chiếm "))
    True
    """
    fields = {key: f"(?:{phrases(key)})" for key in _TABLES if "{" + key + "}" in template}
    for key, value in (*fields.items(), *names.items()):
        template = template.replace("{" + key + "}", value)
    return re.compile(template, re.IGNORECASE)


HEDGE_TAIL = pattern(r"(?:(?:^|(?<=[\s(]))(?:{hedges})\s*){1,5}$")
