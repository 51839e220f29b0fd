"""Unit keys and exact conversion."""

from fractions import Fraction

import pytest

from service.core.locales import LOCALES
from service.core.units import TABLE, convert, dimension, unit_key


@pytest.mark.parametrize(
    ("written", "lang", "key"),
    [
        ("ha", "vi", "hectare"),
        ("Ha", "vi", "hectare"),
        ("tạ/ha", "auto", "quintal_per_hectare"),
        ("đồng/người/năm", "vi", "VND_per_person_year"),
        ("tỷ đồng", "vi", "VND"),
        ("đảng viên", "auto", "party_member"),
        ("basis points", "en", "basis_point"),
        ("million US dollars", "en", "USD"),
        ("VND", "auto", "VND"),
        ("SEK", "vi", "SEK"),
        ("blorp", "auto", None),
        ("tạ/blorp", "auto", None),
        ("blorp ha", "auto", None),
    ],
)
def test_a_unit_as_written_has_a_key(written, lang, key):
    assert unit_key(written, lang) == key


@pytest.mark.parametrize(
    ("value", "old", "new", "result"),
    [
        ("62.5", "quintal_per_hectare", "tonne_per_hectare", "6.25"),
        ("1", "square_kilometre", "hectare", "100"),
        ("2", "decade", "year", "20"),
        ("150", "basis_point", "percentage_point", "1.5"),
        ("1", "VND_per_month", "VND_per_year", "12"),
        ("3", "blorp", "blorp", "3"),
    ],
)
def test_a_conversion_is_exact(value, old, new, result):
    assert convert(Fraction(value), old, new) == Fraction(result)


@pytest.mark.parametrize(
    ("old", "new"),
    [("VND", "USD"), ("day", "month"), ("percent", "percentage_point"), ("hectare", "hectare_per_year")],
)
def test_what_does_not_measure_the_same_does_not_convert(old, new):
    assert convert(Fraction(1), old, new) is None


def test_every_unit_of_a_locale_has_a_dimension_of_its_own_or_in_the_table():
    known = {key for keys in TABLE.values() for key in keys}
    measured = {key for locale in LOCALES.values() for key in locale.units.values()}
    assert {"hectare", "tonne", "kilometre", "kilowatt_hour"} <= measured & known
    assert dimension("point") == "point"
