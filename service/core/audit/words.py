"""The relation words of all languages as compiled patterns; a text may mix languages."""

from __future__ import annotations

import re

from service.core.locales.en.relations import RELATIONS as EN
from service.core.locales.vi.relations import RELATIONS as VI
from service.core.wording import RelationWords, alternation

ALL: tuple[RelationWords, ...] = (VI, EN)
STOP = VI.stop | EN.stop


def phrases(name: str) -> str:
    """The alternation of one word table over all languages."""
    return alternation(*(getattr(words, name) for words in ALL))


def pattern(template: str, **names: str) -> re.Pattern[str]:
    r"""A pattern with ``{table}`` replaced by that table's phrases, ignoring case.

    >>> bool(pattern(r"\b(?:{share})\s*$").search("7 xã, chiếm "))
    True
    """
    fields = {key: f"(?:{phrases(key)})" for key in RelationWords.__slots__ if "{" + key + "}" in template}
    for key, value in (*fields.items(), *names.items()):
        template = template.replace("{" + key + "}", value)
    return re.compile(template, re.IGNORECASE)


HEDGE_TAIL = pattern(r"(?:(?:^|(?<=[\s(]))(?:{hedges})\s*){1,5}$")
