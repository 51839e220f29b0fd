"""Units, currencies and counted things: one key each, with exact factors inside a dimension.

A key is an English word (``hectare``, ``party_member``) or an ISO 4217 code (``VND``). A compound key joins
keys: ``quintal_per_hectare``, ``percent_per_year``, ``VND_per_person_year``. The names that a language
uses for a key stand in its locale.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from service.core.locales import LOCALES

_F = Fraction

# dimension -> {key: how many of the dimension's first unit}
TABLE: dict[str, dict[str, Fraction]] = {
    "length": {
        "metre": _F(1),
        "millimetre": _F(1, 1000),
        "centimetre": _F(1, 100),
        "decimetre": _F(1, 10),
        "kilometre": _F(1000),
        "mile": _F("1609.344"),
        "yard": _F("0.9144"),
        "foot": _F("0.3048"),
        "inch": _F("0.0254"),
        "nautical_mile": _F(1852),
    },
    "area": {
        "square_metre": _F(1),
        "square_kilometre": _F(10**6),
        "hectare": _F(10**4),
        "acre": _F("4046.8564224"),
        "square_mile": _F("2589988.110336"),
        "square_foot": _F("0.09290304"),
        "sao": _F(360),
        "mau": _F(3600),
        "cong": _F(1000),
    },
    "volume": {
        "litre": _F(1),
        "millilitre": _F(1, 1000),
        "cubic_metre": _F(1000),
        "megalitre": _F(10**6),
        "gigalitre": _F(10**9),
        "stere": _F(1000),
        "gallon": _F("3.785411784"),
        "barrel": _F("158.987294928"),
    },
    "mass": {
        "kilogram": _F(1),
        "gram": _F(1, 1000),
        "milligram": _F(1, 10**6),
        "microgram": _F(1, 10**9),
        "hectogram": _F(1, 10),
        "tonne": _F(1000),
        "kilotonne": _F(10**6),
        "megatonne": _F(10**9),
        "quintal": _F(100),
        "yen_mass": _F(10),
        "pound_mass": _F("0.45359237"),
        "ounce": _F("0.028349523125"),
        "short_ton": _F("907.18474"),
        "long_ton": _F("1016.0469088"),
        "chi_gold": _F("0.00375"),
    },
    "time": {
        "second": _F(1),
        "minute": _F(60),
        "hour": _F(3600),
        "day": _F(86400),
        "week": _F(604800),
        "fortnight": _F(1209600),
    },
    "calendar": {
        "month": _F(1),
        "quarter": _F(3),
        "year": _F(12),
        "decade": _F(120),
        "century": _F(1200),
    },
    "power": {
        "watt": _F(1),
        "kilowatt": _F(1000),
        "megawatt": _F(10**6),
        "gigawatt": _F(10**9),
        "terawatt": _F(10**12),
    },
    "energy": {
        "kilowatt_hour": _F(1),
        "megawatt_hour": _F(1000),
        "gigawatt_hour": _F(10**6),
        "terawatt_hour": _F(10**9),
    },
    "peak_power": {"kilowatt_peak": _F(1), "megawatt_peak": _F(1000)},
    "apparent_power": {"kilovolt_ampere": _F(1), "megavolt_ampere": _F(1000)},
    "voltage": {"volt": _F(1), "kilovolt": _F(1000)},
    "data": {"megabyte": _F(1), "gigabyte": _F(1000), "terabyte": _F(10**6)},
    "data_rate": {"megabit_per_second": _F(1), "gigabit_per_second": _F(1000)},
    "carbon": {
        "tonne_co2": _F(1),
        "kilotonne_co2": _F(1000),
        "megatonne_co2": _F(10**6),
        "gigatonne_co2": _F(10**9),
    },
    "share": {"percent": _F(1), "permille": _F(1, 10)},
    "points": {"percentage_point": _F(1), "basis_point": _F(1, 100), "permille_point": _F(1, 10)},
}

_DIMENSION = {key: (name, factor) for name, keys in TABLE.items() for key, factor in keys.items()}
_FACTOR_ONE = Fraction(1)


@lru_cache(maxsize=4096)
def dimension(key: str) -> str:
    """What a key measures; keys that convert to nothing else are their own dimension.

    >>> dimension("hectare"), dimension("VND"), dimension("tonne_per_hectare")
    ('area', 'VND', 'mass per area')
    """
    return " per ".join(_DIMENSION.get(part, (part, _FACTOR_ONE))[0] for part in key.split("_per_"))


def convert(value: Fraction, from_key: str, to_key: str) -> Fraction | None:
    """``value`` in another unit, exactly; None where the two do not measure the same thing.

    Currencies never convert. Days and months do not convert into each other.

    >>> convert(Fraction(62), "quintal_per_hectare", "tonne_per_hectare"), convert(Fraction(1), "VND", "USD")
    (Fraction(31, 5), None)
    """
    old, new = from_key.split("_per_"), to_key.split("_per_")
    if dimension(from_key) != dimension(to_key):
        return None
    for i, (source, target) in enumerate(zip(old, new, strict=True)):
        factor = _DIMENSION.get(source, ("", _FACTOR_ONE))[1] / _DIMENSION.get(target, ("", _FACTOR_ONE))[1]
        value = value * factor if i == 0 else value / factor
    return value


@lru_cache(maxsize=4096)
def unit_key(unit: str, lang: str = "auto") -> str | None:
    """The key of a unit as written, looked up in one language or in all; None where it is not known.

    >>> unit_key("tạ/ha"), unit_key("hectares", "en"), unit_key("tỷ đồng"), unit_key("xyz")
    ('quintal_per_hectare', 'hectare', 'VND', None)
    """
    locales = [LOCALES[lang]] if lang in LOCALES else list(LOCALES.values())
    for locale in locales:
        for spelling in (unit, unit.lower()):
            for table in (locale.percents, locale.currencies, locale.periods, locale.units, locale.nouns):
                if spelling in table:
                    return table[spelling].partition("*")[0]
        head, slash, tail = unit.partition("/")
        if slash and (key := unit_key(head.strip(), lang)) and (base := unit_key(tail.strip(), lang)):
            return f"{key}_per_{base.replace('_per_', '_')}"
        scale, _, rest = unit.partition(" ")
        if rest and scale.lower() in locale.scales:
            return unit_key(rest, lang)
    return unit if unit.isupper() and len(unit) == 3 and unit.isascii() else None
