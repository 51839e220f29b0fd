"""Where two hedges that differ say the same: comparisons, ends told one by one, bounds in other words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.check.context import cue
from service.core.check.index import NUMERIC, Index, digits_of
from service.core.claims import Draft, Part
from service.core.subjects import MOVE
from service.core.text import fold
from service.core.types import Mention, Qualifier, Span, exact

FINE = 3  # digits, without zeros behind, from which on a number is hardly a rough one
NEAR = 24  # characters beside a number within which a word of comparison or a bound is its own
_BEYOND = frozenset({Qualifier.MORE_THAN, Qualifier.LESS_THAN})
_STRICT = {Qualifier.MORE_THAN: Qualifier.AT_LEAST, Qualifier.LESS_THAN: Qualifier.AT_MOST}
_BEHIND = re.compile(r" (?:[^\W\d_]+ )?")  # between a figure and a word that compares it
_NAMED = re.compile(r"(?: [^\W\d_]+){1,4} ")  # what a part counts, up to the whole
_OVER = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
_PASSED = re.compile(
    r"(?<!\w)(?:passed|topped|exceeded|surpassed|beat|vượt|vượt mốc|quá)(?: the| mốc| con số)? $"
)
_WAY = re.compile(r"(?:từ|from|by) $")
_KNOWN = re.compile(r" (?:con số|mức|the|that of|the (?:figure|total) of) ")
_THAN = re.compile(r"(?:than|hơn)$")
_START = re.compile(r"(?:từ|from) $")


def kept(draft: Draft, mention: Mention, index: Index) -> bool:
    """True where a claim keeps the bound that the source puts on a figure, though in other words.

    ``trên 6.420 ha`` behind a figure is no bound but says on what; ``up from 18%`` tells one end of the way
    from 18% to 21%; ``under the limit of 1.5%`` is no more than 1.5%.
    """
    ours, text = draft.mention, draft.passage.text.canonical
    if draft.quantity.value_high is not None or mention.value_high is not None:
        return mention.value_high is not None and _end_told(draft, mention, index)
    if ours.qualifier is Qualifier.APPROX and mention.qualifier is Qualifier.EXACT:
        return True  # “some 46,500” says less than 46,500 does, and nothing else
    if ours.qualifier is Qualifier.EXACT and _provisional(mention, index):
        return True
    strict = {_STRICT.get(q, q) for q in (ours.qualifier, mention.qualifier)}
    if len(strict) == 1:
        return True
    if mention.qualifier is Qualifier.EXACT and _compares(ours, draft.passage.mentions, text):
        return True
    if mention.qualifier is Qualifier.EXACT and ours.qualifier in _OVER and _passed(mention, index.text):
        return True
    if ours.qualifier is Qualifier.EXACT and mention.qualifier in _BEYOND:
        number = index.within(mention.span)[0]
        before = index.mentions[max(0, number - 1)]
        if index.heads(number):
            return False  # nothing stands before it that it is compared with
        if _out_of(before, mention, index.text) or _level(mention, index.text):
            return True
        led = fold(text[max(0, ours.start - 2 * NEAR) : ours.start]).key
        said = f"{led} {_beside(ours, text)} {fold(draft.passage.setting.label).key}"
        compared = cue("compared", draft.lang).search(said) is not None
        return compared or _behind(mention, (before,), index.text)
    return _said_alike(draft, mention, index)


def _provisional(mention: Mention, index: Index) -> bool:
    """True for an estimate printed as finely as a count: its hedge says how it came about.

    ``ước 8.746 tỷ đồng`` may be told as 8.746 tỷ đồng, ``ước 8.000`` not.
    """
    if mention.qualifier is not Qualifier.APPROX or len(digits_of(mention.text).rstrip("0")) < FINE:
        return False
    said = (fold(index.text[s.start : s.end]).key for s in mention.qualifier_spans)
    return all(map(cue("provisional", index.lang).fullmatch, said))


def _passed(mention: Mention, text: str) -> bool:
    """True for a mark that something went beyond (``sales passed 12,000``)."""
    return _PASSED.search(fold(text[max(0, mention.start - NEAR) : mention.start]).key) is not None


def _out_of(part: Mention, whole: Mention, text: str) -> bool:
    """True for a count of some things on the whole of them (``97 hộ cận nghèo trên 1.423 hộ``)."""
    one, all_ = exact(part.value), exact(whole.value)
    spans = _leading(whole)
    if not spans or part.quantity.unit_key != whole.quantity.unit_key or one is None or all_ is None:
        return False
    said = text[spans[0].start : spans[0].end].lower() == "trên"
    return said and one < all_ and _NAMED.fullmatch(text[part.end : spans[0].start]) is not None


def _level(hedged: Mention, text: str) -> bool:
    """True for a level that another is compared with (``nhiều hơn con số 2.331 hộ``, ``than the 240``)."""
    spans = _leading(hedged)
    than = bool(spans) and _THAN.search(text[spans[-1].start : spans[-1].end].lower()) is not None
    return than and _KNOWN.fullmatch(text, spans[-1].end, hedged.start) is not None


def _compares(hedged: Mention, others: Sequence[Mention], text: str) -> bool:
    """True for a hedge word that stands right behind another figure, or apart from its own number."""
    spans = _leading(hedged)
    apart = bool(spans) and bool(text[max(span.end for span in spans) : hedged.start].strip())
    return apart or _behind(hedged, others, text)


def _behind(hedged: Mention, others: Sequence[Mention], text: str) -> bool:
    """True for a hedge word right behind another figure, which it compares (``two fewer than``)."""
    starts = [span.start for span in _leading(hedged)][:1]
    between = (text[o.end : at] for at in starts for o in others if o.kind in NUMERIC and o.end <= at)
    return any(_BEHIND.fullmatch(words) for words in between)


def _leading(hedged: Mention) -> list[Span]:
    """Where the words before a number that put it beyond a bound stand."""
    spans = hedged.qualifier_spans if hedged.qualifier in _BEYOND else ()
    return [span for span in spans if span.end <= hedged.start]


def _beside(mention: Mention, text: str) -> str:
    return fold(text[max(0, mention.start - NEAR) : mention.end + NEAR]).key


def _said_alike(draft: Draft, mention: Mention, index: Index) -> bool:
    """True where the words of one hedge stand at the other number, too, or in the claim's label."""
    ours, text = draft.mention, draft.passage.text.canonical
    if draft.passage.part is Part.VALUE and mention.qualifier is Qualifier.APPROX:
        return cue("roughly", draft.lang).search(fold(draft.passage.setting.label).key) is not None
    if mention.qualifier is Qualifier.AT_LEAST and _START.search(text[: ours.start].lower()):
        return True
    before = fold(index.text[max(0, mention.start - NEAR) : mention.start]).key.rstrip()
    behind = fold(index.text[mention.end : mention.end + NEAR]).key.lstrip()
    words = ((s.end <= ours.start, fold(text[s.start : s.end]).key) for s in ours.qualifier_spans)
    return any(before.endswith(word) if left else behind.startswith(word) for left, word in words)


def _end_told(draft: Draft, mention: Mention, index: Index) -> bool:
    """True where a claim tells one end of a way that something went, or both ends one by one."""
    if _WAY.search(index.text[max(0, mention.start - NEAR) : mention.start].lower()) and _moved(
        mention, index
    ):
        return True
    value, last = exact(draft.quantity.value), exact(mention.value_high)
    ends = {exact(mention.value), last} - {value}
    return any(exact(m.value) in ends and m.value_high is None for m in draft.passage.mentions)


def _moved(mention: Mention, index: Index) -> bool:
    context = index.contexts[index.within(mention.span)[0]]
    return mention.direction is not None or MOVE in context.poles
