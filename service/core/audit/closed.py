"""What a closed unit of text adds up to: all its like figures, each used once, and the words that bind them.

A sentence, two or three neighbours or a block of lines that states three like figures or more, and no other
ones, may state a sum, a rest or what lies between two levels. Which it is no phrase need say: a word beside
one of the figures (of a total, a rest, a difference), a word of consequence before the last one, a whole in a
sentence of its own each raise the odds, and the figures do the rest. The odds are those of Bayes:

- beforehand: of such units in sound texts, those that add up to those that do not. In
  one sentence 96 of three figures hold and 118 do not; with a word of difference at a figure 68 to 6, with
  one of rest 34 to 4, after one of consequence 22 to 2, where means and products are left out.
- about one printed figure in seventy has a slip.
- an unrelated unit is a slip away from adding up as often as the sums that one slip explains lie among all
  that it could have had: every second time for figures of two digits, one time in ten for those of three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from fractions import Fraction
from itertools import pairwise

from service.core.audit.fits import LIKELY, WRONG, kind_of
from service.core.audit.groups import CLOSE, LINK, OF_THEM, are_joined, is_plan_reached
from service.core.audit.ledger import Ledger, Wording, plain, vi_number
from service.core.audit.roles import content, words_of
from service.core.audit.sheet import Figure, Sheet, comparable, percent_interval
from service.core.audit.signs import OPEN_REST
from service.core.audit.tallies import (
    SURE,
    Tally,
    formula_of,
    may_have_slipped,
    odds_of,
    slip_of,
    slips_in,
    write_tally,
)
from service.core.audit.windows import SENTENCES, Window, alike, is_closed, leaves_untold, windows
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, add
from service.core.types import FindingSeverity, Form, Span

FIGURES = 8  # like figures of one unit
SUMMED, REST, APART, FOLLOWS, LISTED = map(Fraction, (14, 8, 14, 10, 1))  # how much likelier words make a sum
TINY = 100  # what is left is seldom a smaller share of the whole
SPLIT = 4  # how much likelier shares of one whole are where words or lines say so
SHARED = 5  # of sentences with three percentages or more, and no change, those that add up to 100 to others
SHARES = frozenset({"percent_sum", "ratio_percent", "growth"})
MOVED = frozenset({"difference", "growth"})
RELATED = frozenset({"parts_whole", "difference", "growth", "average", "quotient", "table_total", "plan"})

_BESIDE = r"(?:\s+(?!and\s|và\s)[^\s,;:.()\d]+){0,7}\s*[$£€]?$"
_AFTER = r"^\s*(?:[^\s,;:.()\d]+\s+){0,3}?"
_CUES = {
    name: (pattern(rf"(?<!\w)(?:{{{name}}}){_BESIDE}"), pattern(rf"{_AFTER}(?:{{{name}}})(?!\w)"))
    for name in ("summed", "rest", "apart")
}
_CONSEQUENCE = pattern(r"(?<!\w)(?:{consequence})(?=[\s,])")
_MEAN = pattern(r"(?<!\w)(?:{mean})(?!\w)")
_EACH = re.compile(r"(?<!\w)(?:mỗi|each|every|apiece|per)(?!\w)", re.IGNORECASE)
_OF = re.compile(
    r"(?:^|\s)(?:(?:out )?of(?: the| its| our| these)?|among(?: the)?|trong(?: số| tổng số)?)\s*$",
    re.IGNORECASE,
)
_THAN = pattern(r"(?<!\w)(?:{than}|{plan})\s+(?:[^\s,;:.()\d]+\s+){0,2}$")
_SPLIT = pattern(
    r"(?<!\w)(?:{structure}|one (?:answer|reply|choice|reason) (?:only|each)|duy nhất|chỉ (?:được )?chọn một)"
    r"(?!\w)"
)
_REACHED = re.compile(r"(?:^|\s)(?:lên|xuống|còn|to|at)\s+$", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_COLON = re.compile(r"[^\s:](?::|\s[–-])\s+(?:[^\s,;:.()\d]+\s+){0,3}[$£€]?$")
_JOINED = pattern(r"(?:^|[\s,;])(?:{together})\s")
_OPENED = re.compile(r"[:;–]")
_APART = re.compile(r"[,;]\s")


def check_closed(sheet: Sheet, ledger: Ledger) -> None:
    """Judge every closed unit of the text that no other rule has read."""
    tied, moved = _tied(ledger, RELATED), _tied(ledger, MOVED)
    fits: list[frozenset[Span]] = []
    units = tuple(windows(sheet))
    for window in units:
        for figures in alike(sheet, window):
            if _is_closed(window, figures):
                fit = _judge(sheet, window, figures, tied, moved, ledger)
                fits += [frozenset(f.span for f in fit.figures)] if fit is not None and not fit.off else []
    ledger.excuse(fits)
    known = {place for kind, places in ledger.relations if kind in SHARES for place in places}
    done = set(known)
    for window in sorted(units, key=len, reverse=True):
        if len(window) > SENTENCES:  # lines, with one above or below that tells how many answered
            window = tuple(row for row in window if any(f.unit == "%" for f in row))
        percents = [f for row in window for f in row if f.unit == "%"]
        if len(percents) > 2 and done.isdisjoint(f.span for f in percents):
            done.update(_judge_shares(sheet, window, percents, ledger))


def _tied(ledger: Ledger, kinds: Set[str]) -> dict[Span, set[Span]]:
    found: dict[Span, set[Span]] = {}
    for relation in ledger.relations.values():
        if relation.type in kinds:
            _tie(relation.spans, found)
    return found


def _tie(spans: Sequence[Span], tied: dict[Span, set[Span]]) -> None:
    for span in spans:
        tied.setdefault(span, set()).update(spans)


def _is_closed(window: Window, figures: Sequence[Figure]) -> bool:
    """True for a closed unit of some figures, all of them above nothing."""
    return is_closed(window, figures, FIGURES) and all(f.value > 0 for f in figures)


def _judge(
    sheet: Sheet,
    window: Window,
    figures: Sequence[Figure],
    tied: dict[Span, set[Span]],
    moved: Mapping[Span, set[Span]],
    ledger: Ledger,
) -> Tally | None:
    """The reading by which a unit adds up, if there is one; else what is likely wrong is written down."""
    belong = _is_tied(figures, tied)
    wholes = [_tally(w, figures) for w in (figures if len(figures) == 3 else (figures[0], figures[-1]))]
    outside = [f for f in figures if not sheet.in_brackets(f)]
    printed = [f for f in figures if f.mention.quantity.form is not Form.WORDS]
    fit = (
        _fit(window, figures)
        or (_fit(window, printed) if len(printed) > 2 else None)
        or (_fit(window, outside) if 2 < len(outside) < len(figures) else None)
        or _fit_above(sheet, window, figures)
    )
    if fit is not None:
        _tie([f.span for f in fit.figures], tied)
        ledger.holds("parts_whole", [f.span for f in fit.figures], formula_of(fit))
        return fit
    if (
        (belong and len(figures) == 3)
        or _is_told_again(figures)
        or any(sheet.has_unread(row[0].sentence) for row in window)
        or leaves_untold(sheet, window)
    ):
        return None
    tallies = tuple(_tallies(sheet, window, figures)) if any(map(may_have_slipped, wholes)) else ()
    exact = next((t for t in tallies if not t.off), None)
    if exact is not None:
        ledger.holds("parts_whole", [f.span for f in exact.figures], formula_of(exact))
        return exact
    known = OF_THEM.match(sheet.after(figures[-1])) is not None
    if any(is_plan_reached(sheet, w.whole, w.parts) for w in wholes):
        return None
    free = (
        t for t in tallies if not (belong or known) or (t.leaves_out and not known and not t.changes(moved))
    )
    judged = [(odds, t) for t in free if (odds := odds_of(t)) >= LIKELY]
    judged = judged or [(SURE, t) for t in _below_its_whole(sheet, window, figures)]
    if judged:
        odds, tally = max(judged, key=lambda j: j[0])
        _tie([f.span for f in figures], tied)
        write_tally(tally, odds, ledger)
    return None


def _fit(window: Window, figures: Sequence[Figure]) -> Tally | None:
    """The whole that all the others make up, with them; of two sentences and more it has one of its own."""
    wholes = figures
    if len(window) > 1 and len(figures) > 3:
        wholes = [w for w in figures if sum(f.sentence == w.sentence for f in figures) == 1]
    return next((t for w in wholes if (t := _tally(w, figures)).is_near and t.fits), None)


def _fit_above(sheet: Sheet, window: Window, figures: Sequence[Figure]) -> Tally | None:
    """A list that the rest closes, with the whole that stands before it: "52 …, 21 …, 14 còn lại" of 87."""
    if not _is_ended(sheet, window, figures):
        return None
    for whole in sheet.looking_back(figures[0]):
        tally = Tally(whole, tuple(figures), Fraction(0))
        if comparable(whole, figures[0]) and not whole.is_bounded and not tally.off:
            return tally
    return None


def _is_ended(sheet: Sheet, window: Window, figures: Sequence[Figure]) -> bool:
    """True for a sentence or a block of lines that ends with the rest: "all other 437"."""
    whole = len(window) in (1, len(figures))
    return whole and "rest" in _cues_of(sheet, figures[-2], figures[-1])


def _below_its_whole(sheet: Sheet, window: Window, figures: Sequence[Figure]) -> Iterator[Tally]:
    """Lines that the rest closes, with a figure above that they nearly make up and that their head names."""
    place = sheet.paragraph_of(figures[0])
    if len(window) < 3 or place is None or not _is_ended(sheet, window, figures):
        return
    head = sheet.text[: place.start].rstrip()
    named = content(frozenset(words_of(head[head.rfind("\n") + 1 :])))
    for whole in sheet.looking_back(figures[0]):
        tally = Tally(whole, tuple(figures), Fraction(0))
        near = abs(tally.off) <= CLOSE * whole.value or (slip_of(tally) is not None and whole.value >= 100)
        if near and comparable(whole, figures[0]) and not whole.is_bounded and whole.sentence >= 0:
            words = content(frozenset(words_of(sheet.sentence_text(whole.sentence))))
            if len(named & words) > 1:
                yield tally
                return


def _tally(whole: Figure, figures: Sequence[Figure]) -> Tally:
    return Tally(whole, tuple(f for f in figures if f is not whole), Fraction(0), told=True)


def _is_told_again(figures: Sequence[Figure]) -> bool:
    """True where one sentence repeats the largest figure of another: "32 teams … all 32 teams"."""
    most = max(f.value for f in figures)
    return len({f.sentence for f in figures if f.value == most}) > 1


def _is_tied(figures: Sequence[Figure], tied: Mapping[Span, set[Span]]) -> bool:
    """True where two of the figures already belong together in another way."""
    spans = {f.span for f in figures}
    return any(len(tied.get(span, set()) & spans) > 1 for span in spans)


# Which figure is the whole, and how likely


def _tallies(sheet: Sheet, window: Window, figures: Sequence[Figure]) -> Iterator[Tally]:
    """The readings that the words beside the figures allow."""
    several = _are_several_things(sheet, figures)
    if (several and figures[0].unit == "#") or OPEN_REST.match(sheet.after(figures[-1])):
        return
    first, last = figures[0], figures[-1]
    base = _base(sheet, figures)
    above = (None, *figures)
    cues = {f.span: _cues_of(sheet, a, f) for a, f in zip(above, figures, strict=False)}
    follows = _follows(*(_before(sheet, a, f) for a, f in pairwise(figures[-3:])))
    for whole in (first, last):
        parts = tuple(f for f in figures if f is not whole)
        weight = FOLLOWS if follows and whole is last else Fraction(0)
        if whole is last and "summed" in cues[whole.span]:
            weight = SUMMED / (3 if len(parts) == 2 and len(window) > 1 else 1)
        listed = _listing(sheet, whole, parts)
        joined = weight == 0 and listed > 0 and are_joined(sheet, parts)
        said = weight > 0
        weight = max(weight, listed, _apart(sheet, window, whole, parts))
        if weight and not several:
            yield Tally(whole, parts, base * weight, said or (joined and weight > LISTED))
    if len(figures) > 3:
        if "rest" in cues[last.span] and (len(window) == 1 or figures[1].sentence > first.sentence):
            yield Tally(first, tuple(figures[1:]), base * REST)
        return
    for told in figures if len(window) == 1 else _alone(first, last, figures):
        weight = APART if cues[told.span] & {"rest", "apart"} else FOLLOWS
        if weight is FOLLOWS and not (follows and told is last):
            continue
        others = tuple(f for f in figures if f is not told)
        least = min(f.value for f in (others if "apart" in cues[told.span] else figures))
        if least * TINY < max(f.value for f in figures):
            continue
        for whole, other in (others, others[::-1]):
            yield Tally(whole, (other, told), base * weight / (1 if len(window) == 1 else 3))


def _alone(first: Figure, last: Figure, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The last of three figures, and the first one where it has a sentence of its own."""
    if first.sentence != figures[1].sentence:
        yield first
    yield last


def _listing(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> Fraction:
    """How much likelier three parts or more in one list make up what stands before it."""
    if len(parts) < 3 or whole.start > parts[0].start or not _is_one_list(sheet, parts):
        return Fraction(0)
    return REST if _OPENED.search(sheet.gap(whole, parts[0])) else LISTED


def _is_one_list(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True for "214 cats, 167 dogs and 39 rabbits": one sentence, and nothing joined before the last."""
    gaps = [sheet.gap(a, b) for a, b in pairwise(parts)]
    if parts[0].sentence != parts[-1].sentence:
        return False
    joined = [_JOINED.search(gap) is not None for gap in gaps]
    return joined.index(True) == len(gaps) - 1 if any(joined) else all(map(_APART.search, gaps))


def _apart(sheet: Sheet, window: Window, whole: Figure, parts: Sequence[Figure]) -> Fraction:
    """How likely a whole is that stands in a sentence or line of its own, before its parts or behind."""
    alone = len(window) > 1 and all(p.sentence != whole.sentence for p in parts)
    first = whole.start < parts[0].start
    near = 2 * sum(p.value for p in parts) >= whole.value
    if not (alone and near) or not (first or len(parts) > 2) or any(p.value >= whole.value for p in parts):
        return Fraction(0)
    odds = Fraction(3 if len(parts) == 2 or not first else 6)
    return odds * 2 if whole.unit == "#" and all(sheet.noun(whole) & sheet.noun(p) for p in parts) else odds


def _follows(above: str, before: str) -> bool:
    """True where a figure is told as what follows from the others: "…, so 12", "…: 12 animals"."""
    colon = _COLON.search(before) is not None and _COLON.search(above) is None
    return colon or _CONSEQUENCE.search(before) is not None


def _before(sheet: Sheet, above: Figure | None, figure: Figure) -> str:
    """The words before a figure in its sentence, back to the like figure above it."""
    start = sheet.sentences[figure.sentence].start
    if above is not None and above.end > start and not sheet.in_brackets(above):
        start = above.end
    words = sheet.text[max(start, figure.left - 90) : max(start, figure.left)]
    return _BRACKET.sub("", words)


def _base(sheet: Sheet, figures: Sequence[Figure]) -> Fraction:
    """The odds before any word of sum or difference is read."""
    odds = Fraction(4, 5) if len(figures) == 3 else Fraction(2, 3)
    kinds = {kind_of(f) for f in figures} - {""}
    odds /= max(1, len(kinds))
    nouns = [sheet.noun(f) for f in figures]
    if figures[0].unit == "#" and all(nouns[0] & noun for noun in nouns):
        odds *= Fraction(3, 2)
    if any(_OF.search(sheet.before(f)) for f in figures) or LINK.search(
        f" {sheet.gap(figures[0], figures[1])} "
    ):
        odds *= 2
    if any(_JOINED.search(sheet.gap(a, b)) for a, b in pairwise(figures[-3:])):
        odds *= Fraction(3, 2)
    return odds


def _are_several_things(sheet: Sheet, figures: Sequence[Figure]) -> bool:
    """True for a mean with what it is the mean of, and for one figure that is the product of two others."""
    words = [f"{sheet.before(f)[-40:]} 0 {sheet.after(f)[:30]}" for f in figures]
    if any(_MEAN.search(beside) for beside in words):
        return True
    if len(figures) > 3:
        return False
    one, other, third = sorted(f.value for f in figures)
    each = all(f.unit == "#" for f in figures) and any(_EACH.search(beside) for beside in words)
    return each or abs(one * other - third) * 200 <= third


def _cues_of(sheet: Sheet, above: Figure | None, figure: Figure) -> frozenset[str]:
    """What the words right beside a figure say that it is."""
    before, after = _before(sheet, above, figure)[-70:], sheet.after(figure)[:50]
    if _THAN.search(before):
        return frozenset()
    return frozenset(
        name for name, (ahead, behind) in _CUES.items() if ahead.search(before) or behind.search(after)
    )


# What is written down


def _judge_shares(sheet: Sheet, window: Window, percents: Sequence[Figure], ledger: Ledger) -> Sequence[Span]:
    """The percentages of a window, or those outside brackets, that add up to 100 or would but for a slip."""
    outside = [f for f in percents if not sheet.in_brackets(f)]
    readings = [run for run in (percents, outside) if _may_be_shares(sheet, window, run)]
    if not readings:
        return ()
    fit = next((run for run in readings if HUNDRED in add(percent_interval(f) for f in run)), None)
    if fit is not None:
        return [f.span for f in fit]
    run = readings[-1]
    off = sum((f.value for f in run), Fraction(0)) - HUNDRED
    if _odds_of_shares(sheet, window, run, off) < LIKELY:
        return ()
    _report_shares(run, off, ledger)
    return [f.span for f in run]


def _may_be_shares(sheet: Sheet, window: Window, percents: Sequence[Figure]) -> bool:
    """True for three plain percentages or more, with some in the first and in the last sentence."""
    if not 3 <= len(percents) <= FIGURES or any(_is_no_share(sheet, f) for f in percents):
        return False
    ends = window[0][0].sentence, window[-1][0].sentence
    return (percents[0].sentence, percents[-1].sentence) == ends


def _odds_of_shares(sheet: Sheet, window: Window, percents: Sequence[Figure], off: Fraction) -> Fraction:
    """How much likelier a slip is than that the percentages are no shares of one whole."""
    finest = min(f.ulp for f in percents)
    explained: set[int] = set()
    for figure in percents:
        said, step = int(figure.value / figure.ulp), int(figure.ulp / finest)
        explained.update(step * (other - said) for other in slips_in(figure))
        explained.add(said - said * step)  # "42%" for "4,2%" among others with one decimal
    half = int(HUNDRED / finest) // 2
    chance = Fraction(sum(abs(e) <= half for e in explained), 2 * half + 1)
    if -int(off / finest) not in explained or not -half <= off / finest <= 2 * half:
        return Fraction(0)
    prior = Fraction(SHARED)
    last = percents[-1]
    if "rest" in _cues_of(sheet, percents[-2], last) or _is_split(sheet, window):
        prior *= SPLIT
    elif 1 < len(window) <= SENTENCES:
        prior /= 2
    return prior * len(percents) / (WRONG * max(chance, Fraction(1, WRONG)))


def _is_split(sheet: Sheet, window: Window) -> bool:
    """True for lines of shares alone, and where words say that each is counted once, or of what they are."""
    if len(window) > 2 and all(len(row) == 1 for row in window):
        return True
    first = sheet.sentences[window[0][0].sentence].start
    return _SPLIT.search(sheet.text[first : sheet.sentences[window[-1][0].sentence].end]) is not None


def _is_no_share(sheet: Sheet, figure: Figure) -> bool:
    """True for a hedged or planned percentage, a change, and one of more than all."""
    if figure.is_bounded or figure.mention.value_high is not None or not 0 <= figure.value < HUNDRED:
        return True
    if figure.mention.target:
        return True
    return sheet.is_step(figure) and not _REACHED.search(sheet.before(figure))


def _report_shares(percents: Sequence[Figure], off: Fraction, ledger: Ledger) -> None:
    total = plain(off + HUNDRED)
    terms = [plain(f.value, f.ulp) for f in percents]
    ledger.report(
        "percent_sum",
        FindingSeverity.SUSPICIOUS,
        percents[-1].span,
        [f.span for f in percents],
        kind="percent_sum",
        formula=f"{' + '.join(terms)} = {total} ~ 100",
        stated=total,
        expected="100",
        wording=Wording(
            f"Các tỷ lệ cộng lại {' + '.join(map(vi_number, terms))} = {vi_number(total)}%, không phải 100%.",
            f"The shares {' + '.join(terms)} add up to {total}%, not 100%.",
        ),
    )
