"""Counts at prices of their own: "14 houses at $50 each and 9 at $25 each, $925 in all".

Such prices are no averages of the total over one of the counts; the products together make up the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import TELLING, is_slip
from service.core.rounding import Interval
from service.core.types import FindingSeverity, Kind, Span

_EACH_AFTER = re.compile(
    r"^\s*(?:/|(?:[^\s,;:.()\d]+\s+)?(?:each|apiece|per|every|một|mỗi)(?!\w)|an?\s)", re.IGNORECASE
)
_EACH_BEFORE = re.compile(r"(?<!\w)(?:mỗi|một|each|every)\s[^,;:.()\d]{0,40}$", re.IGNORECASE)
_MOST = 6  # things with prices of their own


@dataclass(frozen=True, slots=True)
class _Item:
    """So many things at so much each."""

    count: Figure
    price: Figure

    @property
    def cost(self) -> Fraction:
        """What they cost together."""
        return self.count.value * self.price.value


def check_prices(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> frozenset[Span]:
    """The figures of a sentence with several prices that are no averages; its total is held against them."""
    items = _items(sheet, figures)
    if len(items) < 2:
        return frozenset()
    costs = [item.cost for item in items]
    totals = list(_totals(sheet, figures, items))
    costly = (f.span for f in totals if f.value in costs)
    spans = [place for item in items for place in (item.count.span, item.price.span)]
    prices = frozenset((*spans, *costly))
    ledger.priced |= prices
    due = sum(costs, Fraction(0))
    told = next((f for cost in (due, *costs) for f in totals if _may_be(f, cost)), None)
    terms = [(plain(item.count.value), plain(item.price.value)) for item in items]
    formula = f"{' + '.join(f'{n} × {each}' for n, each in terms)} = {plain(due)}"
    if told is not None:
        ledger.holds("average", [*spans, told.span], f"{formula} ~ {told.mention.text}")
        return prices
    wrong = [f for f in totals if f.sentence == items[-1].price.sentence and _is_slip(items, f, due)]
    if len(wrong) == 1:
        _report(wrong[0], spans, terms, due, formula, ledger)
    return prices


def _items(sheet: Sheet, figures: Sequence[Figure]) -> list[_Item]:
    """Prices of one currency, each with the count before it, or the one behind it where none is before."""
    prices = [f for f in figures if _is_price(sheet, f)][:_MOST]
    units = {_currency(f) for f in prices}
    if len(prices) < 2 or len(units) != 1 or any(f.is_bounded for f in prices):
        return []
    counts = [f for f in figures if f.kind is Kind.CARDINAL and f.value > 1 and not f.is_bounded]
    starts = [figures[0].start, *(f.end for f in prices)]
    before = [
        next((c for c in reversed(counts) if start <= c.start < price.start), None)
        for start, price in zip(starts, prices, strict=False)
    ]
    found = [_Item(c, p) for c, p in zip(before, prices, strict=True) if c is not None]
    return found if len(found) == len(prices) else []


def _is_price(sheet: Sheet, figure: Figure) -> bool:
    """True for an amount that the words beside it call one for each."""
    if figure.mention.value_high is not None or not _currency(figure).isupper():
        return False
    if figure.kind is Kind.RATE:
        return True
    after = sheet.text[figure.end : figure.end + 30]
    return _EACH_AFTER.match(after) is not None or _EACH_BEFORE.search(sheet.before(figure)) is not None


def _currency(figure: Figure) -> str:
    return figure.unit.partition("_per_")[0]


def _totals(sheet: Sheet, figures: Sequence[Figure], items: Sequence[_Item]) -> Iterator[Figure]:
    """The other amounts of the sentence, and the first of the next."""
    prices = {item.price.span for item in items}
    rows = [figures, sheet.in_sentence(figures[0].sentence + 1)[:2]]
    for figure in (f for row in rows for f in row):
        if (
            figure.kind is Kind.MONEY
            and figure.span not in prices
            and figure.unit == _currency(items[0].price)
        ):
            yield figure


def _may_be(figure: Figure, due: Fraction) -> bool:
    return figure.interval.meets(Interval.point(due)) or abs(figure.value - due) <= figure.ulp


def _is_slip(items: Sequence[_Item], told: Figure, due: Fraction) -> bool:
    """True where one slip in the total, in a price or in a count explains the misfit."""
    off = told.value - due
    return is_slip(told, due) or any(
        is_slip(item.price, item.price.value + off / item.count.value)
        or (item.price.value and is_slip(item.count, item.count.value + off / item.price.value, TELLING - 1))
        for item in items
    )


def _report(
    told: Figure,
    spans: Sequence[Span],
    terms: Sequence[tuple[str, str]],
    due: Fraction,
    formula: str,
    ledger: Ledger,
) -> None:
    expected = plain(due)
    vi = " + ".join(f"{vi_number(n)} × {vi_number(each)}" for n, each in terms)
    en = " + ".join(f"{en_number(n)} × {en_number(each)}" for n, each in terms)
    ledger.report(
        "average_mismatch",
        FindingSeverity.ERROR,
        told.span,
        spans,
        kind="average",
        formula=f"{formula} ~ {told.mention.text}",
        stated=plain(told.value),
        expected=expected,
        wording=Wording(
            f"{vi} = {vi_number(expected)}, bài viết ghi {told.mention.text}.",
            f"{en} = {en_number(expected)}; the text says {told.mention.text}.",
        ),
    )
