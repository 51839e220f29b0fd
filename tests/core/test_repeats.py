"""Long stretches of the same characters are not read; everything else is."""

import pytest

from service.core.grammar import find_mentions
from service.core.repeats import without_repeats


@pytest.mark.parametrize(
    "unit", ["$1", "1\t", "1\n", "-1 ", "ba a ", "12,5% ", "tháng 1, ", "sixteen letters!"]
)
def test_a_stretch_of_one_unit_keeps_its_length_and_its_first_thousand_characters(unit: str) -> None:
    text = f"Có 26/27 tổ chức đảng. {unit * (9000 // len(unit))} Còn 38 xã."
    kept = without_repeats(text)
    assert len(kept) == len(text)
    assert kept.startswith(text[:1000])
    assert kept.endswith(" Còn 38 xã.")
    assert kept.count("\n") > 4000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Có 26/27 tổ chức đảng.",
        "0\t0\t0\n" * 600,
        "seventeen letters " * 600,
        "".join(map(str, range(3000))),
        "$1" * 1000 + "".join(map(str, range(3000))),
    ],
)
def test_what_is_short_or_differs_stays_as_it_is(text: str) -> None:
    assert without_repeats(text) is text


def test_figures_around_a_repeated_stretch_are_found_in_their_places() -> None:
    text = f"Có 26/27 tổ chức đảng. {'(1 ' * 3000} Năm 2022 còn 38 xã."
    found = find_mentions(text, "vi")
    assert found[0].value == "26/27"
    assert [text[m.start : m.end] for m in found[-2:]] == ["2022", "38"]
