"""Levels told as a percentage of another: of the plan, of last year's level, in any order of words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.audit.changes import is_state, judge_plan
from service.core.audit.cues import way_of
from service.core.audit.ledger import Ledger
from service.core.audit.roles import agree, base_of, reference
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.words import pattern
from service.core.types import Kind

FAR = 4  # a level further off than this factor was not measured against the other

_ATTAINS = pattern(
    r"(?:^|[\s(,;])(?:{attained}|mới đạt|chỉ đạt|bằng|đạt|or|hay|i\.e\.|that is|which is)"
    r"(?:\s+(?:được|khoảng|tới|mức|only|about|just))*\s*$|\(\s*$"
)
_LEFT = re.compile(r"\bcòn\s*$", re.IGNORECASE)  # "giảm còn 8.640 lượt" is a level
_OF = re.compile(
    r"^[\s)]*(?:so với\s+|of\s+|the\s+|its\s+|our\s+|mức\s+|của\s+)*(?P<what>[^;:.()\d]{0,40})", re.IGNORECASE
)


def check_attained(sheet: Sheet, ledger: Ledger) -> None:
    """Judge the percentages that tell how much of another level was attained, where no rule has."""
    told = {place for _, places in ledger.relations for place in places}
    for figures in sheet.by_sentence:
        for percent in figures:
            plain = percent.kind is Kind.PERCENT and percent.unit == "%" and not percent.is_bounded
            if plain and percent.span not in told and not percent.mention.target:
                _check(sheet, figures, percent, ledger)


def _check(sheet: Sheet, figures: Sequence[Figure], percent: Figure, ledger: Ledger) -> None:
    if percent.mention.value_high is not None or not _ATTAINS.search(sheet.before(percent)):
        return
    m = _OF.match(sheet.after(percent))
    named = reference(m["what"]) if m is not None else ""
    levels = [f for f in figures if f.is_level and is_state(f) and f.value > 0 and not f.is_bounded]
    bases = [
        f for f in levels if (kind := base_of(sheet, f)) and (agree(named, kind) if named else kind == "plan")
    ]
    if len(bases) != 1 or way_of(sheet, percent) is not None:
        return
    base = bases[0]
    actual = [
        f
        for f in levels
        if f.start < percent.start
        and f.unit == base.unit
        and not base_of(sheet, f)
        and (not sheet.is_step(f) or _LEFT.search(sheet.before(f)))
        and base.value / FAR <= f.value <= base.value * FAR
    ]
    if actual and (named or len(actual) == 1):
        judge_plan(sheet, percent, actual[-1], base, ledger)
