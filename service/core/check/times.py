"""Years, dates, times and document codes of a digest against those of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from service.core.check.context import aims, cue
from service.core.check.diagnose import one_edit
from service.core.check.index import (
    MOST_EQUAL,
    OPENING,
    TITLE,
    Index,
    code_key,
    code_number,
    digits_of,
    tail,
    years_of,
)
from service.core.check.periods import Stretch, covered, told
from service.core.check.standing import standing
from service.core.check.subject import Subjects
from service.core.check.verdict import Outcome
from service.core.claims import Draft, Part
from service.core.subjects import BEFORE
from service.core.text import fold
from service.core.types import Kind, Mention, Reason, Span, exact
from service.core.units import unit_key

_LAST_DAY = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_STARTS = {(m, 1) for m in (1, 4, 7, 10)}
_ENDS = {(3, 31), (6, 30), (9, 30), (12, 31)}
NEAR = 32  # characters before a year within which a word compares with it
AROUND = 60  # characters on either side of a number within which its stretch of months is named
FEW = 4  # numbers on either side that may be an end of it
MOST_NEAR = 24  # numbers of a source so short that it is about one time
EARLY = 4  # the last month of a year in which reports on the year before are written
_PARTED = re.compile(r"[,.;(\n]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def year(draft: Draft, index: Index, subjects: Subjects, beside: Sequence[int]) -> Outcome:
    """A year, or a range of years: in the source, and one that the figures beside it can be of."""
    wanted = years_of(draft.mention) or (draft.mention.value,)
    absent = [y for y in wanted if y not in index.years]
    if absent and (counted := _counted(draft, index)) is not None:
        return Outcome(draft, Reason.SAME_VALUE, match=(counted,))
    if absent and (shifted := implied(wanted, index, beside)):
        return Outcome(
            draft, Reason.DERIVED, operands=shifted, formula=f"{shown(shifted, index)} → {draft.mention.text}"
        )
    if absent:
        return Outcome(
            draft,
            Reason.YEAR_CHANGED if _four(wanted) else Reason.NOT_IN_SOURCE,
            near=_nearest(draft, index, beside),
        )
    numbers = index.naming(wanted, lambda: subjects.voted(subjects.claim(draft)))
    if not numbers and any(index.years_apart(a, b) for a, b in pairwise(wanted)):
        return Outcome(draft, Reason.YEAR_CHANGED, near=tuple(index.years[wanted[0]][:1]))
    numbers = numbers or [index.years[y][0] for y in wanted]
    reason = (
        Reason.EXACT
        if any(draft.mention.text in index.mentions[n].text for n in numbers)
        else Reason.SAME_VALUE
    )
    prose = draft.passage.part is Part.PROSE
    if len(wanted) == 1 and not _possible(draft, index, wanted[0], beside, subjects if prose else None):
        return Outcome(
            draft, Reason.YEAR_CHANGED, match=tuple(numbers[:1]), near=_nearest(draft, index, beside)
        )
    if len(wanted) == 1 and prose:
        claim = subjects.claim(draft)
        rival = subjects.better(claim, numbers)
        if (
            rival is not None
            and wanted[0] not in years_of(index.mentions[rival.number])
            and _sure(claim.words)
        ):
            return Outcome(draft, Reason.YEAR_CHANGED, match=tuple(numbers[:1]), near=(rival.number,))
    return Outcome(draft, reason, match=tuple(numbers[:1]))


def _counted(draft: Draft, index: Index) -> int | None:
    """The count that a number like a year repeats without its mark (``1957 notices``)."""
    behind = tail(draft.passage.text.canonical, draft.mention.end)
    value = exact(draft.mention.value)
    for number, part in islice(index.by_value.get(value, ()), MOST_EQUAL) if value is not None else ():
        there = index.mentions[number].kind is Kind.CARDINAL and part == "value"
        if there and behind and behind[0] in index.contexts[number].words:
            return number
    return None


def _sure(words: Iterable[str]) -> bool:
    return len(list(words)) > 1


def _four(years: Sequence[str]) -> bool:
    return all(len(y) == 4 for y in years)


def _opens(draft: Draft, subjects: Subjects) -> bool:
    """True where a year stands at the head of its sentence and governs what follows."""
    return draft.mention.start - subjects.sentence(draft).start <= OPENING


def _possible(
    draft: Draft, index: Index, wanted: str, beside: Sequence[int], subjects: Subjects | None = None
) -> bool:
    """True where the figures beside a year can be of that year, or where nothing speaks against it."""
    if beside and draft.passage.part is not Part.LABEL:
        if subjects is not None and "prior" in subjects.claim(draft).poles.get("base", ()):
            compared = {y for n in beside for y in index.compared_years(n)}
            if compared:
                return wanted in compared
        opening = subjects is not None and _opens(draft, subjects)
        return any(_of(index, n, wanted, opening=opening) for n in beside)
    if draft.passage.part is Part.PERIOD:
        return wanted in index.main_years or _often(index, wanted)
    return True


def _of(index: Index, number: int, wanted: str, *, opening: bool) -> bool:
    """True where a figure can be of a year: one that governs it, and not only for what is still to come.

    A report of the first months of a year can speak of the year before, wherever it names that.
    """
    if wanted not in index.governing_years(number, opening_only=opening):
        return wanted in index.years and wanted == _reported(index)
    return index.mentions[number].target or not all(_ahead(index, n) for n in index.years[wanted])


def _reported(index: Index) -> str:
    """The year before a report's own date, where that is of its first months; else none."""
    for mention in index.mentions:
        day = _DAY.fullmatch(mention.value) if mention.kind is Kind.DATE else None
        if mention.start >= TITLE or day:
            return str(int(day[1]) - 1) if day and int(day[2]) <= EARLY else ""
    return ""


def _ahead(index: Index, number: int) -> bool:
    """True for a year that only plans are told of: ``nhiệm vụ trọng tâm năm 2019``."""
    words = index.reader.beside(number)[0]
    since = max((i for i, word in enumerate(words) if word.isdigit()), default=-1)
    return bool(aims(index.lang).search(" ".join(words[since + 1 :])))


def _often(index: Index, wanted: str) -> bool:
    most = max(map(len, index.years.values()))
    return len(index.years[wanted]) * 3 >= most


def _nearest(draft: Draft, index: Index, beside: Sequence[int]) -> tuple[int, ...]:
    """The year that the source gives the figures beside, else the one that differs in one digit."""
    wanted = draft.mention.value[:4]
    for number in beside:
        others = index.governing_years(number) - {wanted}
        for candidate in sorted(others, key=lambda y: (y not in index.main_years, y)):
            return (_naming(candidate, wanted, index),)
    close = [
        y
        for y in index.years
        if len(wanted) == 4 and sum(a != b for a, b in zip(y, wanted, strict=False)) == 1
    ]
    close.sort(key=lambda y: (y not in index.main_years, y))
    return (_naming(close[0], wanted, index),) if close else ()


def _naming(year: str, other: str, index: Index) -> int:
    """A mention of one year, if there is one that does not name the other as well."""
    numbers = index.years[year]
    return next((n for n in numbers if other not in years_of(index.mentions[n])), numbers[0])


def date(draft: Draft, index: Index, beside: Sequence[int]) -> Outcome:
    """A date: in the source at its own grain or finer, or an end of a period that the source names."""
    ends = [e for e in (draft.mention.value, draft.mention.value_high) if e]
    found = [_date_at(end, index) for end in ends]
    if len(ends) == 2:
        found = _range_at(ends, index) or [
            [n for n in group if not index.mentions[n].value_high] for group in found
        ]
    if all(found):
        numbers = tuple(n for group in found for n in group[:1])
        mention = index.mentions[numbers[0]]
        exact = draft.mention.text == mention.text
        return Outcome(draft, Reason.EXACT if exact else Reason.SAME_VALUE, match=numbers)
    derived = [
        group or _boundary(end, index, draft.passage.part) for end, group in zip(ends, found, strict=False)
    ]
    if all(derived):
        years = {e[:4] for e in ends}
        numbers = tuple(n for group in derived for n in group[:1])
        if draft.passage.part is Part.PERIOD and not any(_possible(draft, index, y, beside) for y in years):
            return Outcome(draft, Reason.YEAR_CHANGED, match=numbers, near=_nearest(draft, index, beside))
        return Outcome(
            draft,
            Reason.DERIVED,
            operands=numbers,
            formula=" … ".join(index.mentions[n].text for n in numbers),
        )
    if (implicit := _untold_year(draft, index, beside)) is not None:
        return implicit
    return _wrong_date(draft, index, ends)


def _untold_year(draft: Draft, index: Index, beside: Sequence[int]) -> Outcome | None:
    """A day or stretch of the source whose year it tells by another one; None where it does not."""
    years = tuple(dict.fromkeys(end[:4] for end in (draft.mention.value, draft.mention.value_high) if end))
    if not all(map(str.isdigit, years)) or any(year in index.years for year in years):
        return None
    shifted = implied(years, index, beside)
    if not shifted:
        return None
    days = [n for e in (draft.mention.value,) for n in index.dates.get(f"-{e[4:]}", ())]
    if not days and not named(draft, index, frozenset(years)):
        return None
    return Outcome(
        draft,
        Reason.DERIVED,
        operands=(*days[:1], *shifted),
        formula=f"{shown(shifted, index)} → {draft.mention.text}",
    )


def named(draft: Draft, index: Index, years: frozenset[str], places: Sequence[int] = ()) -> Span | None:
    """Where the source names the months that a claim names, in whatever words; None where it does not.

    ``years`` are those that months without a year can be of, ``places`` the figures beside which a mere
    number of months must be borne out.
    """
    mention, parts = draft.mention, draft.mention.value.lstrip("-").split("-")
    day = mention.kind is Kind.DATE and len(parts) + mention.value.startswith("--") > 2
    ours = [] if day else _claimed(draft, parts[0] if mention.kind is Kind.DATE and len(parts[0]) > 2 else "")
    theirs: Sequence[Stretch] = index.once(_stretches) if ours else ()
    if mention.kind is Kind.DURATION and len(index.mentions) > MOST_NEAR:
        near = [_paragraph(n, index) for n in places]
        theirs = [s for s in theirs if any(p.start <= s.start < p.end for p in near)]
    for stretch in ours:
        if covered(stretch, theirs, years):
            inside = next(s for s in theirs if stretch.first <= s.first and s.last <= stretch.last)
            return Span(inside.start, inside.end)
    return None


def _stretches(index: Index) -> Sequence[Stretch]:
    """All stretches that the source names."""
    return told(index.text, index.mentions)


def _claimed(draft: Draft, year: str) -> list[Stretch]:
    """The stretches that a number of the digest is, or stands in."""
    mention, passage = draft.mention, draft.passage
    first, last = max(0, mention.start - AROUND), mention.end + AROUND
    near = passage.mentions[max(0, draft.at - FEW) : draft.at + FEW + 1]
    stretches = told(passage.text.canonical, near, first, last)
    return [s for s in stretches if s.start < mention.end and mention.start < s.end and s.year == year]


def _paragraph(number: int, index: Index) -> Span:
    start = index.mentions[number].start
    return index.segments.paragraph_at(start) or index.reader.sentence(start)


def implied(years: Sequence[str], index: Index, beside: Sequence[int]) -> tuple[int, ...]:
    """The mentions that tell of a year without naming it; empty where nothing does.

    The year before one that is named, for a figure of an earlier time (``1,250, up from 1,100 the year
    before``); the one after it, where only earlier figures and comparisons name that one.
    """
    later = [str(int(year) + 1) for year in years]
    earlier = [str(int(year) - 1) for year in years]
    if all(year in index.years for year in later):
        past = [n for n in beside if standing(index.reader, n).what == BEFORE and not _dated(n, index)]
        if any(later[-1] in index.governing_years(n) for n in past):
            return tuple(index.years[later[-1]][:1])
    if all(year in index.years for year in earlier):
        naming = {n for year in earlier for n in index.years[year]}
        newest = max(index.years)
        now = [n for n in beside if standing(index.reader, n).what != BEFORE and not _dated(n, index)]
        if now and newest == earlier[-1] and all(_compares(n, index) for n in naming):
            return tuple(sorted(naming)[:1])
    return ()


def _dated(number: int, index: Index) -> bool:
    """True for a figure with a year of its own right beside it (``11.2 hours in 2023``)."""
    mentions, figure = index.mentions, index.mentions[number]
    sides = [(figure.end, m.start, m) for m in mentions[number + 1 : number + 2]]
    sides += [(m.end, figure.start, m) for m in mentions[max(0, number - 1) : number]]
    return any(years_of(m) and not _PARTED.search(index.text, start, end) for start, end, m in sides)


def _compares(number: int, index: Index) -> bool:
    """True for a year that is only compared with: in brackets, or behind a word of comparison."""
    start = index.mentions[number].start
    before = index.text[max(0, start - NEAR) : start]
    if before.rfind("(") > before.rfind(")"):
        return True
    compared = "prior" in index.contexts[number].poles.get("base", ())
    return compared or cue("compared", index.lang).search(fold(before).key) is not None


def shown(numbers: Iterable[int], index: Index) -> str:
    """Some mentions as the source writes them."""
    return " … ".join(index.mentions[n].text for n in numbers)


def _date_at(value: str, index: Index) -> list[int]:
    """Mentions that name a date: the same, a finer one inside it, or one without its year."""
    found = index.dates.get(value, [])
    if value.startswith("--") or value[:4] not in index.years:
        return found
    day = f"-{value[4:]}"  # “2022-02-03” is “--02-03” where the source speaks of 2022 at all
    mentions = index.mentions
    yearless = [n for n in index.dates.get(day, ()) if day in (mentions[n].value, mentions[n].value_high)]
    return sorted({*found, *yearless})


def _range_at(ends: Sequence[str], index: Index) -> list[list[int]]:
    """The mentions that are this range from end to end, once."""
    stated = index.dates.get(ends[0], ())
    same = [n for n in stated if [index.mentions[n].value, index.mentions[n].value_high] == list(ends)]
    return [same[:1]] if same else []


def _boundary(value: str, index: Index, part: Part) -> list[int]:
    """Mentions of a period that a date begins or ends: its year, or its month."""
    day, month = _DAY.fullmatch(value), _MONTH.fullmatch(value)
    if day:
        m, d = int(day[2]), int(day[3])
        whole = f"{day[1]}-{day[2]}"
        stated = index.dates.get(whole, ())
        inside = [n for n in stated if whole in (index.mentions[n].value, index.mentions[n].value_high)]
        last = _LAST_DAY.get(m, 0) + (m == 2 and int(day[1]) % 4 == 0)
        if d == 1 or d == last:
            if inside:
                return inside
            if part is Part.PERIOD and ((m, d) in _STARTS or (m, d) in _ENDS):
                return index.years.get(day[1], [])[:1]
    elif month and part is Part.PERIOD and int(month[2]) % 3 in (0, 1):
        return index.years.get(month[1], [])[:1]
    return []


def _wrong_date(draft: Draft, index: Index, ends: Sequence[str]) -> Outcome:
    """The date of the source that differs least, and what differs: the year, or the digits."""
    number = index.date_like(ends)
    if number is None:
        return Outcome(draft, Reason.NOT_IN_SOURCE)
    there = index.mentions[number]
    only_year = any(e[4:] == there.value[4:] and e[:4] != there.value[:4] and e[:4].isdigit() for e in ends)
    return Outcome(draft, Reason.YEAR_CHANGED if only_year else Reason.DIGITS_CHANGED, near=(number,))


def time(draft: Draft, index: Index) -> Outcome:
    """A time of day, to the minute."""
    found = index.texts.get(draft.mention.value[:5], ())
    if found:
        return Outcome(draft, Reason.SAME_VALUE, match=tuple(found[:1]))
    return Outcome(draft, Reason.NOT_IN_SOURCE)


def code(draft: Draft, index: Index) -> Outcome:
    """A document code: the same letters and digits, or its number alone."""
    mention = draft.mention
    key, number = code_key(mention.value), code_number(mention.value)
    if found := index.codes.get(key):
        said = any(mention.text in index.mentions[n].text for n in found)
        return Outcome(draft, Reason.EXACT if said else Reason.SAME_VALUE, match=tuple(found[:1]))
    same_number = [n for n in index.codes.get(number, ()) if _shortened(mention, index.mentions[n])]
    if same_number:
        return Outcome(draft, Reason.SAME_VALUE, match=tuple(same_number[:1]))
    near = index.codes.get(number, ()) or _same_letters(key, index)
    if near:
        return Outcome(draft, Reason.DIGITS_CHANGED, near=tuple(near[:1]))
    return Outcome(draft, Reason.NOT_IN_SOURCE)


def _shortened(mention: Mention, there: Mention) -> bool:
    """True where one of two codes with one number leaves out letters that the other one has."""
    ours, theirs = code_key(mention.value), code_key(there.value)
    return ours.startswith(theirs) or theirs.startswith(ours)


def _same_letters(key: str, index: Index) -> Sequence[int]:
    """Codes that differ in digits only."""
    letters = re.sub(r"\d+", "", key)
    if not letters:
        return ()
    return [n for k, numbers in index.codes.items() if re.sub(r"\d+", "", k) == letters for n in numbers]


def written(draft: Draft, index: Index) -> Span | None:
    """Where the source writes the number of a unit (``ca/100.000 dân``) just so; None where it does not."""
    found = re.search(rf"(?<![\d.,]){re.escape(draft.mention.text)}(?![.,]?\d)", index.text)
    return Span(*found.span()) if found else None


def mangled(draft: Draft, index: Index) -> Outcome:
    """An identifier of digits and dashes: not checked.

    Unless one edit made it from a date or range of the source, or it stands where a count would.
    """
    text = draft.mention.text
    if _PLAIN.fullmatch(text) and text not in index.text:
        for number, mention in enumerate(index.mentions):
            if (mention.kind in (Kind.DATE, Kind.YEAR) or mention.value_high) and one_edit(
                digits_of(text), digits_of(mention.text)
            ):
                return Outcome(draft, Reason.DIGITS_CHANGED, near=(number,))
    if draft.mention.rule != "phone" and text not in index.text and _counts(draft):
        return Outcome(draft, Reason.AMBIGUOUS)
    return Outcome(draft, Reason.NOT_CHECKED)


_PLAIN = re.compile(r"\d+(?:[-/]\d+)+")


def _counts(draft: Draft) -> bool:
    """True where a known counted thing stands right after a number."""
    words = tail(draft.passage.text.canonical, draft.mention.end)
    sizes = range(1, len(words) + 1)
    return any(unit_key(" ".join(words[:size]), draft.lang) is not None for size in sizes)
