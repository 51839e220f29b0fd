"""Stretches of the year under other names, in pieces, and years that are told by another one."""

import pytest

from service.core.check import check
from service.core.check.periods import covered, told
from service.core.source import read_source

FERRY = "Chuyến phà quý III/2025 chở 41.200 lượt khách, quý III/2024 chở 39.800 lượt."
SALT = "Between April and June the works raked 8,140 tonnes of salt, then 2,015 tonnes in July."
TREES = "Tính đến 31/10, xã trồng 4.120 cây; riêng tháng 8 trồng 610 cây."
BIRDS = "Counts fell from 612 in the first half to 488 in the second."
MILK = "Sales for the six months to 30 June were €7.4 million (H1 2024: €6.9 million)."
CLUB = "The club had 1,204 members in 2022/23, up from 1,090 the year before."
YARD = "Deliveries: 41 in Q1, 52 in Q2, 47 in Q3."
MILL = "The mill ground 318 tonnes in October. In March 2023 it had ground 290 tonnes."


def alarms(source, digest):
    return [(f.code, f.stated) for f in check(read_source(source), digest).flags if f.severity != "info"]


def metric(value, unit, period):
    return {"metrics": [{"label": "", "value_text": value, "unit": unit, "period": period}]}


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (FERRY, "Quý III, phà chở 41.200 lượt khách."),
        (FERRY, "The third quarter brought 41,200 passengers."),
        (SALT, "Quý II, xưởng thu 8.140 tấn muối."),
        (SALT, metric("2,015", "tonnes", "July")),
        (TREES, "Mười tháng, xã trồng 4.120 cây."),
        (TREES, "In August the commune planted 610 trees."),
        (BIRDS, metric("488", "", "second half")),
        (MILK, "First-half sales were €7.4 million."),
        (MILK, metric("7.4", "€ million", "H1 2025")),
        (MILK, metric("7.4", "€ million", "30 June 2025")),
        (CLUB, metric("1,090", "members", "2021/22")),
        (YARD, "Nine-month deliveries added up to 140."),
        (MILL, "Tháng 10, xay 318 tấn."),
    ],
)
def test_a_stretch_of_the_year_may_go_by_another_name(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (FERRY, "Quý II, phà chở 41.200 lượt khách."),
        (SALT, "Quý III, xưởng thu 8.140 tấn muối."),
        (TREES, "Chín tháng, xã trồng 4.120 cây."),
        (TREES, metric("610", "cây", "tháng 9/2025")),
        (BIRDS, "Counts came to 488 in the third quarter."),
        (MILK, metric("6.9", "€ million", "H1 2025")),
        (MILK, metric("7.4", "€ million", "31 March 2025")),
        (MILK, metric("7.4", "€ million", "H1 2026")),
        (CLUB, metric("1,204", "members", "2021/22")),
        (CLUB, metric("1,090", "members", "2020/21")),
        (MILL, metric("318", "tonnes", "October 2024")),
        (MILL, metric("318", "tonnes", "30 October 2024")),
    ],
)
def test_another_stretch_or_year_is_told_of(source, digest):
    assert alarms(source, digest) != []


QUARTERS = "Visitors by quarter: Q1 31,200, Q2 48,900, Q3 67,400."
RATES = "The rate was 4.9% in March and 5.3% in April; prices rose 2.1% in May."
LONE = "Sales rose 9% to $214 million in the first half. The margin was 14.8%."


@pytest.mark.parametrize(
    ("source", "digest", "codes"),
    [
        (QUARTERS, metric("48,900", "visitors", "Q2"), []),
        (QUARTERS, metric("48,900", "visitors", "Q3"), ["wrong_subject"]),
        (RATES, "In April the rate was 5.3%.", []),
        (RATES, "The rate was 5.3% in March.", ["wrong_subject"]),
        (LONE, "The margin in the first half was 14.8%.", []),
        (LONE, "Sales were $214 million in the third quarter.", ["digits_changed"]),
    ],
)
def test_a_figure_is_of_the_stretch_that_it_is_told_for(source, digest, codes):
    assert [code for code, _ in alarms(source, digest)] == codes


def test_a_year_that_a_figure_has_of_its_own_is_no_other_one():
    source = "The wait was 9.4 hours in 2024, down from 11.2 hours in 2023."
    assert alarms(source, "The wait was 9.4 hours in 2024 compared with 11.2 hours in 2022.") == [
        ("year_changed", "2022")
    ]


def test_in_a_long_source_months_are_counted_where_the_figure_stands():
    lists = " ".join(f"Street {n}0{n} has {n}1{n} lamps." for n in range(1, 9)) * 2
    source = f"Until 30 September 914 lamps were mended.\n\n{lists}\n\nThe depot took 318 calls in March."
    assert alarms(source, "In nine months 914 lamps were mended.") == []
    assert alarms(source, "In nine months it took 318 calls.") != []


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("nửa cuối năm", [(7, 12)]),
        ("tháng giêng", [(1, 1)]),
        ("từ tháng 2 đến tháng 5", [(2, 5), (2, 2), (1, 5), (5, 5)]),
        ("May and June", [(5, 5), (6, 6)]),
        ("in the fourth and in the second.", []),
        ("in the first half and in the third.", [(1, 6)]),
        ("June to March", [(6, 6), (1, 3), (3, 3)]),
        ("in the half-year", [(1, 6)]),
        ("İn March", [(3, 3)]),
    ],
)
def test_stretches_are_read_from_words(text, stretches):
    assert [(s.first, s.last) for s in told(text, ())] == stretches


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("6 tháng cuối năm", [(7, 12)]),
        ("từ tháng 1 đến tháng 9/2024", [(1, 9), (1, 1), (9, 9)]),
        ("30 June 2024", [(1, 6), (6, 6)]),
        ("14 months", []),
        ("quý 7", []),
    ],
)
def test_stretches_are_read_from_numbers(text, stretches):
    source = read_source(text)
    found = {(s.first, s.last) for s in told(text, source.mentions)}
    assert found == set(stretches)


def test_a_stretch_is_made_of_its_parts_without_a_gap():
    parts = told("first quarter, third quarter and June", ())
    whole, half = told("first half, second half", ())
    assert not covered(whole, parts, frozenset())
    assert covered(whole, (*parts, *told("May, April", ())), frozenset())
    assert not covered(half._replace(year="2024"), (half._replace(year="2023"),), frozenset({"2024"}))
    assert covered(half._replace(year="2024"), (half,), frozenset({"2024"}))
