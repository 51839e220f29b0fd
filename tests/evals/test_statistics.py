"""Intervals that know how few documents they rest on."""

import pytest

from evals.statistics import design_effect, paired_difference, rate_interval, t_quantile


def test_figures_of_few_documents_are_worth_fewer_than_they_are() -> None:
    one = rate_interval({"a": (90, 100)})
    many = rate_interval({str(i): (9, 10) for i in range(10)})
    assert one is not None
    assert many is not None
    assert one.high - one.low > many.high - many.low
    assert many.low < 0.9 < many.high


def test_documents_that_differ_widen_the_interval() -> None:
    even = rate_interval({str(i): (18, 20) for i in range(10)})
    uneven = rate_interval({str(i): (20 if i % 2 else 16, 20) for i in range(10)})
    assert even is not None
    assert uneven is not None
    assert even.rate == uneven.rate
    assert design_effect([(20, 20), (0, 20)] * 4) > design_effect([(10, 20)] * 8)


def test_all_right_is_not_certain() -> None:
    interval = rate_interval({str(i): (20, 20) for i in range(5)})
    assert interval is not None
    assert (interval.rate, interval.high) == (1.0, 1.0)
    assert interval.low < 0.95
    assert rate_interval({"a": (0, 0)}) is None
    assert str(interval).startswith("1.000 [")


def test_a_paired_difference_needs_two_shared_documents() -> None:
    assert paired_difference({"a": 1.0}, {"a": 0.5}) is None
    difference = paired_difference({"a": 0.5, "b": 0.6, "c": 0.7}, {"a": 0.6, "b": 0.7, "c": 0.8})
    assert difference is not None
    assert difference.rate == pytest.approx(0.1)
    assert difference.low == pytest.approx(0.1)


def test_quantiles_shrink_towards_the_normal() -> None:
    assert [t_quantile(n) for n in (0, 1, 30, 31)] == [12.706, 12.706, 2.042, 1.960]
