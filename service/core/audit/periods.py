"""Dates, weekdays and periods: what the calendar does not allow, and years that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.audit.ledger import Ledger, Wording
from service.core.audit.sheet import Sheet
from service.core.audit.words import ALL, pattern
from service.core.types import FindingSeverity, Kind, Mention, Span
from service.core.wording import alternation

AHEAD = 600  # characters after a year in which its period is named

_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_NO_YEAR = re.compile(r"--(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_MONTH = re.compile(r"\d{4}-(?P<m>\d{1,2})")
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS = {name: i for words in ALL for i, names in enumerate(words.weekdays) for name in names}
_NAMES = alternation(*(names for words in ALL for names in words.weekdays))
_DAY_BEFORE = re.compile(
    rf"(?<![^\W_])(?P<day>{_NAMES})[ \t]*,?[ \t]*\(?(?:ngày|the|on|,)?[ \t]*$", re.IGNORECASE
)
_DAY_AFTER = re.compile(
    rf"^[ \t]*(?:\([ \t]*|,[ \t]*)(?:là[ \t]+|a[ \t]+)?(?P<day>{_NAMES})(?![^\W_])[ \t]*\)?", re.IGNORECASE
)
_VI_HEADS = frozenset(name.split()[0] for names in ALL[0].weekdays for name in names)
_VI_DAY, _EN_DAY = ALL[0].weekdays, ALL[1].weekdays
_FINAL = pattern(r"^[^.;\d]{0,6}(?:(?:là|was|is|,|the)\s*)*(?:{final_year})\b")
_FIRST = pattern(r"^[^.;\d]{0,6}(?:(?:là|was|is|,|the)\s*)*(?:{first_year})\b")
_TERM = re.compile(
    r"giai đoạn|nhiệm kỳ|kế hoạch|thời kỳ|nhiệm kì|period|plan|term|programme|program|strategy", re.IGNORECASE
)
_UNTIL = re.compile(
    r"^\s*(?:đến|tới|to|until|till|through|-|–)\s*(?:hết\s+|the\s+)?(?:ngày\s+|năm\s+)?$", re.IGNORECASE
)


def check_periods(sheet: Sheet, ledger: Ledger) -> None:
    """Judge dates, weekdays, ends of periods, and the first and last years of periods."""
    mentions = sheet.mentions
    for i, mention in enumerate(mentions):
        if mention.kind is Kind.DATE:
            _impossible(mention, ledger)
            _weekday(sheet, mention, ledger)
        if mention.kind in (Kind.DATE, Kind.YEAR) and mention.value_high is not None:
            _reversed(mention.value, mention.value_high, [mention], ledger)
        following = mentions[i + 1] if i + 1 < len(mentions) else None
        if following is not None:
            _until(sheet, mention, following, ledger)
        if mention.kind is Kind.YEAR and mention.value_high is None:
            _edge_year(sheet, i, ledger)


def _impossible(mention: Mention, ledger: Ledger) -> None:
    for value in (mention.value, mention.value_high):
        problem = None if value is None else _problem(value)
        if problem is not None:
            vi, en = problem
            ledger.report(
                "impossible_date",
                FindingSeverity.ERROR,
                mention.span,
                [],
                kind="date",
                formula=value or "",
                stated=mention.text,
                expected="",
                wording=Wording(
                    f"Ngày “{mention.text}” không có thật: {vi}.", f"“{mention.text}” is no date: {en}."
                ),
            )


def _problem(value: str) -> tuple[str, str] | None:
    """Why an ISO date cannot be, in Vietnamese and English; None for a possible one.

    >>> _problem("2022-02-30")
    ('tháng 2 chỉ có 28 ngày', 'month 2 has only 28 days')
    >>> _problem("2024-02-29"), _problem("2022-Q2")
    (None, None)
    """
    m = _ISO.fullmatch(value) or _NO_YEAR.fullmatch(value) or _MONTH.fullmatch(value)
    if m is None:
        return None
    parts = m.groupdict()
    month, day = int(parts["m"]), int(parts.get("d", "1"))
    if not 1 <= month <= 12:
        return f"không có tháng {month}", f"there is no month {month}"
    year = int(parts["y"]) if "y" in parts else 2000  # without a year 29 February is possible
    days = days_in(year, month)
    if not 1 <= day <= days:
        return f"tháng {month} chỉ có {days} ngày", f"month {month} has only {days} days"
    return None


def days_in(year: int, month: int) -> int:
    """The number of days of a month in the Gregorian calendar.

    >>> days_in(2024, 2), days_in(1900, 2), days_in(2022, 4)
    (29, 28, 30)
    """
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Days since the first of March of the year 0; a difference of two is a number of days.

    Source: the civil calendar as arithmetic on years that begin in March.

    >>> day_number(2020, 8, 6) - day_number(2020, 8, 4), day_number(2023, 1, 10) % 7
    (2, 6)
    """
    shifted = year - (month < 3)
    month_index = (month + 9) % 12
    return (
        365 * shifted
        + shifted // 4
        - shifted // 100
        + shifted // 400
        + (153 * month_index + 2) // 5
        + day
        - 1
    )


def weekday(year: int, month: int, day: int) -> int:
    """The day of the week, Monday = 0.

    >>> weekday(2023, 1, 10), weekday(2024, 3, 1), weekday(2019, 12, 30)
    (1, 4, 0)
    """
    return (day_number(year, month, day) + 2) % 7


def ymd(value: str | None) -> tuple[int, int, int] | None:
    """Year, month and day of a full date that can be.

    >>> ymd("2024-02-29"), ymd("2023-02-29"), ymd("2023-02")
    ((2024, 2, 29), None, None)
    """
    m = _ISO.fullmatch(value or "")
    if m is None or _problem(m[0]) is not None:
        return None
    return int(m["y"]), int(m["m"]), int(m["d"])


def _weekday(sheet: Sheet, mention: Mention, ledger: Ledger) -> None:
    """A weekday beside a date must be the day that the date falls on."""
    date = ymd(mention.value)
    if date is None or mention.value_high is not None:
        return
    m = _DAY_BEFORE.search(sheet.text, max(0, mention.start - 24), mention.start)
    place = None if m is None else Span(m.start("day"), m.end("day"))
    if m is None:
        m = _DAY_AFTER.match(sheet.text[mention.end : mention.end + 24])
        place = None if m is None else Span(mention.end + m.start("day"), mention.end + m.end("day"))
    if m is None or place is None or not _is_weekday(m[0], m["day"]):
        return
    stated, right = _DAYS[" ".join(m["day"].casefold().split())], weekday(*date)
    formula = f"{mention.value} = {_EN_DAY[right][0]}"
    if stated == right:
        ledger.holds("weekday", [place, mention.span], formula)
        return
    ledger.report(
        "impossible_date",
        FindingSeverity.ERROR,
        mention.span,
        [place],
        kind="weekday",
        formula=formula,
        stated=m["day"],
        expected=_VI_DAY[right][0]
        if m["day"].casefold().split()[0] in ("thứ", "chủ")
        else _EN_DAY[right][0].title(),
        wording=Wording(
            f"{mention.text} là {_VI_DAY[right][0]}, không phải {m['day']}.",
            f"{mention.text} is a {_EN_DAY[right][0].title()}, not a {m['day']}.",
        ),
    )


def _is_weekday(lead: str, name: str) -> bool:
    """False for Vietnamese words that spell an English weekday: "nghiệm thu (ngày 12/6)", "Thu ngày 12/6"."""
    if name.casefold().split()[0] in _VI_HEADS:
        return True
    return name[0].isupper() and not (len(name) < 5 and "ngày" in lead.casefold())


def _until(sheet: Sheet, mention: Mention, following: Mention, ledger: Ledger) -> None:
    """“từ ngày A đến ngày B”: B must not lie before A."""
    kinds = (Kind.DATE, Kind.YEAR)
    if mention.kind not in kinds or following.kind is not mention.kind:
        return
    if mention.value_high is not None or following.value_high is not None:
        return
    if not _UNTIL.match(sheet.text[mention.end : following.start]):
        return
    lead = sheet.text[max(0, mention.start - 12) : mention.start].casefold()
    if re.search(r"(?:từ|from|between)\s*(?:ngày\s+|năm\s+|the\s+)?$", lead):
        _reversed(mention.value, following.value, [mention, following], ledger)


def _reversed(first: str, last: str, mentions: list[Mention], ledger: Ledger) -> None:
    """A period that ends before it begins."""
    if len(first) != len(last) or not first[:4].isdigit() or not last[:4].isdigit():
        return
    spans = [m.span for m in mentions]
    if first <= last:
        ledger.holds("period", spans, f"{first} <= {last}")
        return
    ledger.report(
        "impossible_date",
        FindingSeverity.ERROR,
        spans[-1],
        spans,
        kind="period",
        formula=f"{first} > {last}",
        stated=f"{first} – {last}",
        expected=f"{last} – {first}",
        wording=Wording(
            f"Khoảng thời gian kết thúc ({last}) trước khi bắt đầu ({first}).",
            f"The period ends ({last}) before it begins ({first}).",
        ),
    )


def _edge_year(sheet: Sheet, index: int, ledger: Ledger) -> None:
    """“2020 là năm cuối … giai đoạn 2016-2021”: the last year of a period is the one it ends with."""
    year = sheet.mentions[index]
    after = sheet.text[year.end : year.end + 60]
    final, first = _FINAL.match(after), _FIRST.match(after)
    if (final is None) == (first is None) or not year.value.isdigit():
        return
    for period in _periods_after(sheet, index):
        edge = period.value_high if final else period.value
        spans = [year.span, period.span]
        if edge == year.value:
            ledger.holds("period", spans, f"{year.value} in {period.text}")
            return
        fixed = f"{period.value}-{year.value}" if final else f"{year.value}-{period.value_high}"
        ledger.report(
            "period_conflict",
            FindingSeverity.SUSPICIOUS,
            period.span,
            spans,
            kind="period",
            formula=f"{year.value} | {period.text}",
            stated=period.text,
            expected=fixed,
            wording=Wording(
                f"Năm {year.value} được gọi là năm {'cuối' if final else 'đầu'} nhưng giai đoạn"
                f" ghi {period.text};"
                f" có thể là {fixed}.",
                f"{year.value} is called the {'final' if final else 'first'} year, but the period is given as"
                f" {period.text}; perhaps {fixed}.",
            ),
        )
        return


def _periods_after(sheet: Sheet, index: int) -> Iterator[Mention]:
    """Year ranges named as a period in the rest of the sentence's stretch, up to a semicolon."""
    year = sheet.mentions[index]
    sentence = sheet.segments.sentence_at(year.start)
    end = min(sentence.end, year.end + AHEAD) if sentence else year.end
    stop = sheet.text.find(";", year.end, end)
    for mention in sheet.mentions[index + 1 : index + 12]:
        if mention.start >= (stop if stop >= 0 else end):
            return
        if mention.kind is Kind.YEAR and mention.value_high is not None:
            lead = sheet.text[max(year.end, mention.start - 60) : mention.start]
            if _TERM.search(lead):
                yield mention
