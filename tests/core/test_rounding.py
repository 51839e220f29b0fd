"""Printed numbers as intervals, and the ladder from exact to undecidable."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.rounding import (
    Interval,
    Rung,
    add,
    ceiling_interval,
    grim_counts,
    grim_power,
    ladder,
    mention_interval,
    nearest,
    printed_interval,
    rounded_interval,
    rung,
    significant_unit,
    truncated_interval,
)
from service.core.types import Kind, Mention, Qualifier, Quantity

F = Fraction
CENT = F("0.01")


@pytest.mark.parametrize(
    ("num", "den", "printed", "ulp", "expected"),
    [
        (24, 96, "25", "1", Rung.EXACT),
        (7, 38, "18.42", "0.01", Rung.NEAREST),
        (73, 89, "82", "1", Rung.NEAREST),
        (26, 27, "96.29", "0.01", Rung.TRUNCATED),
        (147, 171, "85.97", "0.01", Rung.CEILING),
        (1, 3, "33.34", "0.01", Rung.CEILING),
        (1, 4, "25.01", "0.01", Rung.WITHIN_ULP),
        (2, 89, "2.47", "0.01", Rung.INCONSISTENT),
        (5, 39, "13.76", "0.01", Rung.INCONSISTENT),
    ],
)
def test_the_ladder_gives_the_first_rung_that_fits(
    num: int, den: int, printed: str, ulp: str, expected: Rung
) -> None:
    assert ladder(F(num), F(den), F(printed), F(ulp)) is expected


def test_a_share_printed_as_hundred_minus_another_is_a_complement() -> None:
    assert ladder(F(1), F(27), F("3.71"), CENT, complements=[F("96.29")]) is Rung.COMPLEMENT
    assert ladder(F(1), F(27), F("3.71"), CENT) is Rung.CEILING


def test_nothing_is_decided_without_part_base_or_bounds() -> None:
    assert ladder(None, F(3), F(5), F(1)) is Rung.UNDECIDABLE
    assert ladder(F(3), None, F(5), F(1)) is Rung.UNDECIDABLE
    assert rung(Interval(None, None), F(5), F(1)) is Rung.UNDECIDABLE
    assert rung(Interval.point(F(5)), F(4), F(1), Qualifier.FROM_TO) is Rung.UNDECIDABLE


@pytest.mark.parametrize(
    ("printed", "qualifier", "expected"),
    [
        ("70", Qualifier.MORE_THAN, Rung.NEAREST),
        ("75", Qualifier.AT_LEAST, Rung.WITHIN_ULP),
        ("80", Qualifier.AT_LEAST, Rung.INCONSISTENT),
        ("80", Qualifier.LESS_THAN, Rung.NEAREST),
        ("60", Qualifier.AT_MOST, Rung.INCONSISTENT),
        ("70", Qualifier.APPROX, Rung.NEAREST),
        ("60", Qualifier.APPROX, Rung.UNDECIDABLE),
        ("20", Qualifier.APPROX, Rung.INCONSISTENT),
    ],
)
def test_a_hedge_turns_equality_into_an_inequality(
    printed: str, qualifier: Qualifier, expected: Rung
) -> None:
    assert rung(Interval.point(F(224, 3)), F(printed), F(1), qualifier) is expected


def test_rungs_say_whether_they_hold_or_are_rounding() -> None:
    assert [r for r in Rung if r.holds] == [Rung.EXACT, Rung.NEAREST]
    assert [r for r in Rung if r.is_rounding] == [
        Rung.TRUNCATED, Rung.CEILING, Rung.COMPLEMENT, Rung.WITHIN_ULP,
    ]  # fmt: skip


def test_intervals_add_subtract_scale_multiply_and_divide() -> None:
    one, line = Interval(F(1), F(2)), Interval(None, None)
    assert add([one, one]) == Interval(F(2), F(4))
    assert one - one == Interval(F(-1), F(1))
    assert -line == line
    assert one + line == line
    assert line.times(F(2)) == line
    assert one.times(F(-2)) == Interval(F(-4), F(-2))
    assert one.product(Interval(F(-1), F(1))) == line
    assert one.quotient(Interval(F(2), None)) == Interval(F(0), F(1), open_low=True)
    assert one.quotient(Interval(F(0), F(1))) == line
    assert F(1) in one
    assert F(3) not in one
    assert not one.meets(Interval(F(2), None, open_low=True))
    assert not Interval(F(3), None).meets(one)
    assert not one.is_point
    assert not line.is_point
    assert Interval.point(F(1)).is_point


def test_modes_of_rounding_mirror_below_zero() -> None:
    assert truncated_interval(F(0), F(1)) == Interval(F(-1), F(1), open_low=True, open_high=True)
    assert truncated_interval(F(-5), F(1)) == Interval(F(-6), F(-5), open_low=True)
    assert ceiling_interval(F(-5), F(1)) == Interval(F(-5), F(-4), open_high=True)
    assert nearest(F(-5, 2), F(1)) == -3


@pytest.mark.parametrize(
    ("quantity", "qualifier", "expected"),
    [
        (Quantity(Kind.CARDINAL, "75", ulp="1"), Qualifier.EXACT, Interval.point(F(75))),
        (Quantity(Kind.PERCENT, "82", ulp="1"), Qualifier.EXACT, Interval(F("81.5"), F("82.5"))),
        (Quantity(Kind.CARDINAL, "4000", ulp="1"), Qualifier.APPROX, Interval(F(3000), F(5000))),
        (Quantity(Kind.CARDINAL, "80", ulp="1"), Qualifier.MORE_THAN, Interval(F(80), None)),
        (Quantity(Kind.CARDINAL, "80", ulp="1"), Qualifier.AT_MOST, Interval(None, F(80))),
        (Quantity(Kind.PERCENT, "90", "95", ulp="1"), Qualifier.FROM_TO, Interval(F("89.5"), F("95.5"))),
        (Quantity(Kind.CARDINAL, "90", "many", ulp="1"), Qualifier.FROM_TO, None),
        (Quantity(Kind.DATE, "2021-12"), Qualifier.EXACT, None),
    ],
)
def test_a_mention_stands_for_the_values_it_may_mean(
    quantity: Quantity, qualifier: Qualifier, expected: Interval | None
) -> None:
    assert mention_interval(Mention(0, 2, "x", quantity, qualifier)) == expected


def test_grim_tells_which_percentages_a_whole_count_can_give() -> None:
    assert list(grim_counts(27, F("96.30"), CENT)) == [26]
    assert list(grim_counts(27, F(95), F("0.1"))) == []
    assert list(grim_counts(0, F(95), F("0.1"))) == []
    assert list(grim_counts(27, F(0), F(1))) == [0]
    assert list(grim_counts(300, F(50), F(1))) == [149, 150, 151]
    assert grim_power(10_000, CENT) == 0
    assert grim_power(50, F("0.1")) == F("0.95")


def test_a_hedged_percentage_is_a_bound_on_the_ladder_too() -> None:
    assert ladder(F(83), F(100), F(80), F(1), Qualifier.MORE_THAN).holds
    assert not ladder(F(79), F(100), F(80), F(1), Qualifier.MORE_THAN).holds
    assert not ladder(F(83), F(100), F(80), F(1)).holds


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from([F(1), F("0.1"), CENT]))
def test_a_share_rounded_to_the_nearest_always_holds(k: int, n: int, ulp: Fraction) -> None:
    printed = nearest(F(100 * k, n), ulp)
    assert ladder(F(k), F(n), printed, ulp).holds
    assert F(100 * k, n) in rounded_interval(printed, ulp)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(2, 50))
def test_a_share_off_by_two_units_and_more_is_inconsistent(k: int, n: int, units: int) -> None:
    printed = nearest(F(100 * k, n), CENT) + units * CENT
    assert ladder(F(k), F(n), printed, CENT) is Rung.INCONSISTENT


def test_trailing_zeros_of_a_hedged_figure_are_no_precision() -> None:
    assert significant_unit(F(1400), F(1)) == 100
    assert significant_unit(F(0), F(1)) == 1
    assert printed_interval(F(5), F(1)) == rounded_interval(F(5), F(1))


ENDS = [  # what an operation leaves of open and of endless ends
    (Interval(F(1), F(2), open_low=True), Interval(F(3), F(4)), Interval(F(4), F(6), open_low=True)),
    (Interval(F(1), F(2)), Interval(F(3), F(4), open_low=True), Interval(F(4), F(6), open_low=True)),
    (Interval(F(1), F(2), open_high=True), Interval(F(3), F(4)), Interval(F(4), F(6), open_high=True)),
    (Interval(F(1), F(2)), Interval(F(3), F(4), open_high=True), Interval(F(4), F(6), open_high=True)),
    (Interval(None, F(2)), Interval(F(3), F(4)), Interval(None, F(6))),
    (Interval(F(1), None), Interval(F(3), F(4)), Interval(F(4), None)),
]

PRODUCTS = [
    (Interval(F(1), F(2), open_low=True), Interval(F(3), F(4)), Interval(F(3), F(8), open_low=True)),
    (Interval(F(1), F(2)), Interval(F(3), F(4), open_low=True), Interval(F(3), F(8), open_low=True)),
    (Interval(F(1), F(2), open_high=True), Interval(F(3), F(4)), Interval(F(3), F(8), open_high=True)),
    (Interval(F(1), F(2)), Interval(F(3), F(4), open_high=True), Interval(F(3), F(8), open_high=True)),
    (Interval(F(1), None), Interval(F(3), F(4)), Interval(F(3), None)),
    (Interval(F(1), F(2)), Interval(F(3), None), Interval(F(3), None)),
    # an end at zero is above nothing below it; one without a lower end may be anything
    (Interval(F(0), F(2)), Interval(F(0), F(4)), Interval(F(0), F(8))),
    (Interval(F(1, 2), F(2)), Interval(F(1, 2), F(4)), Interval(F(1, 4), F(8))),
    (Interval(None, F(2)), Interval(F(3), F(4)), Interval(None, None)),
    (Interval(F(1), F(2)), Interval(None, F(4)), Interval(None, None)),
    (Interval(F(-1), F(2)), Interval(F(3), F(4)), Interval(None, None)),
    (Interval(F(1), F(2)), Interval(F(-3), F(4)), Interval(None, None)),
]

QUOTIENTS = [
    (Interval(F(6), F(8)), Interval(F(1, 2), F(2)), Interval(F(3), F(16))),
    (Interval(F(6), F(8)), Interval(F(2), F(4), open_low=True), Interval(F(3, 2), F(4), open_high=True)),
    (Interval(F(6), F(8)), Interval(F(2), F(4), open_high=True), Interval(F(3, 2), F(4), open_low=True)),
    (Interval(F(6), F(8)), Interval(F(2), None), Interval(F(0), F(4), open_low=True)),
    (Interval(F(6), F(8)), Interval(F(0), F(4)), Interval(None, None)),
]


@pytest.mark.parametrize(("one", "other", "due"), ENDS)
def test_a_sum_keeps_open_and_endless_ends(one: Interval, other: Interval, due: Interval) -> None:
    assert one + other == due


@pytest.mark.parametrize(("one", "other", "due"), PRODUCTS)
def test_a_product_keeps_open_and_endless_ends(one: Interval, other: Interval, due: Interval) -> None:
    assert one.product(other) == due


@pytest.mark.parametrize(("one", "other", "due"), QUOTIENTS)
def test_a_quotient_keeps_open_and_endless_ends(one: Interval, other: Interval, due: Interval) -> None:
    assert one.quotient(other) == due


def test_nothing_times_anything_is_nothing() -> None:
    assert Interval(F(1), F(2), open_low=True).times(F(0)) == Interval(F(0), F(0), open_low=True)


@pytest.mark.parametrize(
    ("make", "value", "due"),
    [
        (truncated_interval, F(0), Interval(F(-1), F(1), open_low=True, open_high=True)),
        (truncated_interval, F(1), Interval(F(1), F(2), open_high=True)),
        (truncated_interval, F(-1), Interval(F(-2), F(-1), open_low=True)),
        (ceiling_interval, F(0), Interval(F(-1), F(0), open_low=True)),
        (ceiling_interval, F(-1), Interval(F(-1), F(0), open_high=True)),
    ],
)
def test_cut_off_and_raised_figures_have_one_open_end(
    make: Callable[[Fraction, Fraction], Interval], value: Fraction, due: Interval
) -> None:
    assert make(value, F(1)) == due


@pytest.mark.parametrize(
    ("computed", "due"),
    [
        (Interval(F(7000), F(7000)), Rung.UNDECIDABLE),
        (Interval(F(7001), F(7001)), Rung.INCONSISTENT),
        (Interval(None, F(3500)), Rung.NEAREST),
        (Interval(F(4500), None), Rung.NEAREST),
        (Interval(None, None), Rung.UNDECIDABLE),
    ],
)
def test_an_approximate_figure_has_room_for_three_of_its_units(computed: Interval, due: Rung) -> None:
    assert rung(computed, F(4000), F(1), Qualifier.APPROX) is due


def test_a_figure_inside_what_may_have_been_computed_is_no_exact_one() -> None:
    assert rung(Interval(F(74), F(76)), F(75), F(1)) is Rung.NEAREST


def test_a_complement_far_from_the_share_is_none() -> None:
    assert rung(Interval.point(F(50)), F(30), F(1), complements=[F(70)]) is Rung.INCONSISTENT


def test_one_of_one_is_counted() -> None:
    assert (list(grim_counts(1, F(100), F(1))), list(grim_counts(0, F(0), F(1)))) == ([1], [])


def test_an_open_end_stays_open_when_an_interval_is_turned_or_stretched() -> None:
    above = Interval(F(1), F(2), open_low=True)
    below = Interval(F(1), F(2), open_high=True)
    assert -above == Interval(F(-2), F(-1), open_high=True)
    assert -below == Interval(F(-2), F(-1), open_low=True)
    assert above.times(F(2)) == Interval(F(2), F(4), open_low=True)
    assert below.times(F(2)) == Interval(F(2), F(4), open_high=True)
    assert above.times(F(-2)) == Interval(F(-4), F(-2), open_high=True)


def test_a_share_below_one_is_cut_off_towards_zero() -> None:
    assert truncated_interval(F("0.12"), CENT) == Interval(F("0.12"), F("0.13"), open_high=True)
