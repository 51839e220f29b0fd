"""Amounts for each of something that is said beside them, here or in the source."""

import pytest

from service.core.check import check
from service.core.check.rates import bases_in
from service.core.source import read_source

WASTE = "Mỗi ngày công ty thu gom 512 tấn rác."
RENT = "Average monthly rent (2024)\nHarbour\t$1,240\nOldfield\t$985\n"
FUEL = "Dầu hỏa còn 19.360 đồng/lít, giảm 270 đồng."
WAGE = "Thu nhập bình quân 8,6 triệu đồng/người/tháng."
RICE = "Năng suất 62,4 tạ/ha trên 1.250 ha."
LOAN = "The lender charges 0.8% a month."
DOCTORS = "Tỉnh có 8,7 bác sĩ và 29,4 giường bệnh trên một vạn dân."
HOUSES = "Hội xây 27 nhà, mỗi căn được hỗ trợ 60 triệu đồng."
HEDGES = "The lane was cut 14 times a year for £310 a cut."
PAY = "Median weekly pay was $884, up $21."


def alarms(source, digest):
    return [f.code for f in check(read_source(source), digest).flags if f.severity != "info"]


def metric(label, value, unit):
    return {"metrics": [{"label": label, "value_text": value, "unit": unit}]}


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (WASTE, metric("Rác thu gom", "512", "tấn/ngày")),
        (WASTE, "The company collects 512 tonnes a day."),
        (RENT, metric("Rent, Harbour", "1,240", "$ per month")),
        (FUEL, metric("Mức giảm giá dầu hỏa", "270", "đồng/lít")),
        (WAGE, "Mỗi người thu nhập bình quân 8,6 triệu đồng một tháng."),
        (WAGE, "Mỗi người thu nhập khoảng 103 triệu đồng một năm."),
        (RICE, "Mỗi héc-ta cho 6,24 tấn."),
        (LOAN, "The lender charges 9.6% a year."),
        (DOCTORS, metric("Bác sĩ", "8,7", "bác sĩ/vạn dân")),
        (HOUSES, "Mức hỗ trợ là 60 triệu đồng cho mỗi căn."),
        (PAY, metric("Median pay", "884", "$/week")),
    ],
)
def test_a_base_may_be_said_beside_the_amount(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (WASTE, metric("Rác thu gom", "512", "tấn/tháng")),
        (RENT, metric("Rent, Harbour", "1,240", "$ per week")),
        (FUEL, metric("Giá dầu hỏa", "270", "đồng/lít")),
        (WAGE, "Mỗi người thu nhập 8,6 triệu đồng một năm."),
        (RICE, "Mỗi héc-ta cho 6,42 tấn."),
        (LOAN, "The lender charges 9.8% a year."),
        (HOUSES, "Mức hỗ trợ là 60 triệu đồng cho mỗi tháng."),
        (HEDGES, metric("Price of a cut", "310", "£/year")),
        (PAY, metric("Median pay", "884", "$/month")),
    ],
)
def test_another_base_is_told_of(source, digest):
    assert alarms(source, digest) != []


@pytest.mark.parametrize(
    ("words", "lang", "bases"),
    [
        ("chi phí bình quân đầu người", "vi", {"person"}),
        ("an annual fee", "en", {"year"}),
        ("mỗi chiều", "vi", {"chiều"}),
        ("a dog", "en", set()),
        ("a month", "en", {"month"}),
    ],
)
def test_words_name_a_base(words, lang, bases):
    assert bases_in(words, lang) == bases


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        ("The clinic sees 253 cases a month.", "About half of the patients were women."),
        ("Giá bán là 82.000 đồng/kg.", "Bán được khoảng một nửa."),
    ],
)
def test_a_hedged_fraction_in_words_is_no_rate(source, digest):
    assert {f.code for f in check(read_source(source), digest).flags} == {"not_in_source", "omitted"}
