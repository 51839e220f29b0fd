"""Intervals that know how few documents they rest on."""

import doctest
from decimal import Decimal
from fractions import Fraction

import pytest

import evals.statistics
from evals.statistics import (
    Interval,
    Paired,
    design_effect,
    holm,
    mean_interval,
    paired,
    pooled,
    rate_interval,
    shown,
    sign_flip,
    t_quantile,
)


def sure(interval: Interval | None) -> Interval:
    assert interval is not None
    return interval


def pair(before: list[Fraction], after: list[Fraction]) -> Paired:
    answer = paired(
        {str(i): value for i, value in enumerate(before)}, {str(i): value for i, value in enumerate(after)}
    )
    assert answer is not None
    return answer


def test_figures_of_few_documents_are_worth_fewer_than_they_are() -> None:
    one = sure(rate_interval({"a": (90, 100)}))
    many = sure(rate_interval({str(i): (9, 10) for i in range(10)}))
    assert one.high - one.low > many.high - many.low
    assert many.low < Decimal("0.9") < many.high


def test_documents_that_differ_widen_the_interval() -> None:
    even = sure(rate_interval({str(i): (18, 20) for i in range(10)}))
    uneven = sure(rate_interval({str(i): (20 if i % 2 else 16, 20) for i in range(10)}))
    assert even.value == uneven.value
    assert design_effect([(20, 20), (0, 20)] * 4) > design_effect([(10, 20)] * 8)


def test_all_right_is_not_certain() -> None:
    interval = sure(rate_interval({str(i): (20, 20) for i in range(5)}))
    assert (interval.value, interval.high) == (1, 1)
    assert interval.low < Decimal("0.95")
    assert rate_interval({"a": (0, 0)}) is None
    assert str(interval).startswith("1.000 [")


def test_repeats_of_a_document_do_not_narrow_its_interval() -> None:
    once = sure(rate_interval({str(i): (Fraction(9), Fraction(10)) for i in range(6)}))
    thrice_averaged = sure(rate_interval({str(i): (Fraction(27, 3), Fraction(30, 3)) for i in range(6)}))
    assert once == thrice_averaged


def test_rates_are_pooled_exactly() -> None:
    assert pooled({"a": (1, 3), "b": (1, 3), "c": (0, 0)}) == Fraction(1, 3)
    assert pooled({}) is None


def test_a_mean_needs_two_documents_for_its_interval() -> None:
    assert mean_interval({"a": (10, 1)}) is None
    interval = sure(mean_interval({"a": (10, 1), "b": (20, 1), "c": (0, 0)}))
    assert (interval.value, interval.documents) == (15, 2)
    assert interval.low < 10
    assert interval.high > 20


def test_five_documents_are_never_significant_and_six_may_be() -> None:
    five = pair([Fraction(1)] * 5, [Fraction(0)] * 5)
    six = pair([Fraction(1)] * 6, [Fraction(0)] * 6)
    assert five.p == Fraction(1, 16)
    assert five.detectable is None
    assert six.p == Fraction(1, 32)
    assert six.detectable == 0
    assert paired({"a": 1}, {"a": 0}) is None


def test_a_paired_difference_is_the_mean_over_shared_documents() -> None:
    answer = paired(
        {"a": Fraction(1, 2), "b": Fraction(3, 5), "x": Fraction(9)},
        {"a": Fraction(3, 5), "b": Fraction(7, 10), "y": Fraction(0)},
    )
    assert answer is not None
    assert answer.interval.value == Fraction(1, 10)
    assert answer.interval.low == answer.interval.high == Decimal("0.1")
    assert not answer.unchanged
    assert pair([Fraction(1)] * 6, [Fraction(1)] * 6).unchanged


def test_the_detectable_drop_is_what_noise_leaves_room_for() -> None:
    calm = pair([Fraction(1)] * 6, [Fraction(9 + i % 2, 10) for i in range(6)])
    wild = pair([Fraction(1)] * 6, [Fraction(i % 2) for i in range(6)])
    assert calm.detectable is not None
    assert wild.detectable is not None
    assert 0 < calm.detectable < wild.detectable


def test_many_documents_are_flipped_by_a_seeded_sample() -> None:
    clear, nothing = [Fraction(1)] * 20, [Fraction(1), Fraction(-1)] * 10
    assert sign_flip(clear) < Fraction(1, 1000)
    assert sign_flip(nothing) == 1
    mixed = [Fraction(i % 5 - 1, 3) for i in range(20)]
    assert sign_flip(mixed) == sign_flip(mixed)


def test_looking_at_many_metrics_asks_more_of_each() -> None:
    assert holm({"a": Fraction(4, 100)}) == {"a"}
    assert holm({"a": Fraction(4, 100), "b": Fraction(4, 100)}) == frozenset()
    assert holm({"a": Fraction(1, 100), "b": Fraction(4, 100)}) == {"a", "b"}


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (Fraction(1, 3), 3, "0.333"),
        (Fraction(5, 10_000), 3, "0.001"),
        (Fraction(-1, 3), 1, "-0.3"),
        (Fraction(-1, 1000), 1, "0.0"),
        (12, 0, "12"),
        (Decimal("0.25"), 1, "0.3"),
    ],
)
def test_numbers_are_shown_rounded_half_up(number: Fraction | int | Decimal, places: int, text: str) -> None:
    assert shown(number, places) == text


def test_quantiles_shrink_towards_the_normal() -> None:
    assert [str(t_quantile(n)) for n in (0, 1, 30, 31)] == ["12.706", "12.706", "2.042", "1.960"]


def test_the_examples_in_the_docstrings_hold() -> None:
    tested = doctest.testmod(evals.statistics)
    assert (tested.failed, tested.attempted > 5) == (0, True)
