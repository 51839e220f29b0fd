"""What repeats does not multiply: four times the text and the digest take about four times the work."""

from __future__ import annotations

import sys

import pytest

from service.core.check import check
from service.core.source import read_source

LINEAR = 6  # times the work for four times the input, where its square would be sixteen
SMALL, LARGE = 120, 480


def name(i):
    letters = "abcdefghijklmnopqrstuvwxyz"
    return f"{letters[i % 26]}{letters[i // 26 % 26]}{letters[i // 676 % 26]}na"


def lines(text, count):
    return "".join(text(i) for i in range(count))


def metrics(count, make):
    return {"metrics": [make(i) for i in range(count)]}


REPEATED = {
    "one percentage again and again": lambda n: (
        ("Đạt " + "5% " * 30 + ".\n") * (n // 30),
        ("Đạt " + "5% " * 30 + ".\n") * (n // 30),
    ),
    "one percentage of many places": lambda n: (
        lines(lambda i: f"Xã {name(i)} đạt 5%. ", n),
        lines(lambda i: f"Xã {name(i)} đạt 5%. ", n),
    ),
    "one percentage in metrics with quotes": lambda n: (
        lines(lambda i: f"Xã {name(i)} đạt 5%. ", n),
        metrics(n, lambda i: {"label": f"Xã {name(i)}", "value": "5%", "quote": f"Xã {name(i)} đạt 5%."}),
    ),
    "one count of many things": lambda n: (
        lines(lambda i: f"Có 5 {name(i)}. ", n),
        lines(lambda i: f"Có 5 {name(i + 7)}. ", n),
    ),
    "many values that round to one": lambda n: (
        lines(lambda i: f"Vốn {5_000_000 + i} đồng. ", n),
        metrics(n, lambda i: {"label": f"vốn {name(i)}", "value": "5 triệu đồng"}),
    ),
    "many values in another unit": lambda n: (
        lines(lambda i: f"Dài {i + 3} km. ", n),
        metrics(n, lambda i: {"label": "dài", "value": f"{i}500 m"}),
    ),
    "the same digits of many things": lambda n: (
        lines(lambda i: f"Có 1234 {name(i)}. ", n),
        metrics(n, lambda i: {"label": f"tổng {name(i)}", "value": "1244", "unit": "%"}),
    ),
    "many sums that nobody states": lambda n: (
        lines(lambda i: f"Xã {name(i)} có {i + 31} hộ và {i * 7 + 1013} người. ", n),
        lines(lambda i: f"Tổng hộ xã {name(i)} và xã {name(i + 1)} là {i * 13 + 900_000} hộ. ", n),
    ),
    "many ranks of one sentence": lambda n: (
        "They came " + lines(lambda i: f"{i + 4}th in the {name(i)} race, ", n) + "in all.",
        "They were " + lines(lambda i: f"{i + 4}th in the {name(i)} cup, ", n) + "in all.",
    ),
    "many years that one sentence compares with": lambda n: (
        lines(lambda i: f"có {i + 31} vụ, giảm {i + 5} vụ so với năm {2000 + i % 20}, ", n),
        lines(lambda i: f"có {i + 31} vụ, giảm {i + 5} vụ so với năm {2000 + i % 20}, ", n),
    ),
    "many statements of none": lambda n: (
        lines(lambda i: f"Không có {name(i)} nào. ", n),
        metrics(n, lambda i: {"label": name(i + 5), "value": "0"}),
    ),
    "many quotes of one object": lambda n: (
        lines(lambda i: f"Xã {name(i)} đạt {i}%. ", n),
        {"label": "xã", "quote": ["đạt 5%."] * n, **{name(i): str(i) for i in range(n)}},
    ),
    "quotes that end inside a number": lambda n: (
        "15% " * n,
        metrics(n, lambda i: {"label": "x", "value": "5%", "quote": "5% 15% " + "15% " * (i % 9)}),
    ),
    "figures that the digest leaves out": lambda n: (lines(lambda i: f"Có {i + 100} hộ. ", n), "Không."),
    "sums over one long sentence": lambda n: (
        "Gồm " + lines(lambda i: f"{7 * i + 3} hộ, ", n),
        lines(lambda i: f"Tổng {11 * i + 4} hộ. ", n),
    ),
    "one year of many things": lambda n: (
        lines(lambda i: f"Năm 2022 có 5 {name(i)}. ", n),
        lines(lambda i: f"Năm 2022 có 5 {name(i)}. ", n),
    ),
    "days that the source does not name": lambda n: (
        lines(lambda i: f"Ngày {i % 28 + 1}/3/{1900 + i // 28} họp. ", n),
        lines(lambda i: f"Ngày {i % 28 + 1}/4/{1900 + i // 28} họp. ", n),
    ),
    "counts in another language": lambda n: (
        lines(lambda i: f"Có 5 hộ {name(i)}. ", n),
        lines(lambda i: f"There are 5 schools here in {name(i)}. ", n),
    ),
}


def work(source, digest):
    """How many functions a check calls, those in C included."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        check(source, digest)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("make", REPEATED.values(), ids=REPEATED)
def test_work_grows_with_the_input_and_not_with_its_square(make):
    spent = []
    for count in (SMALL, LARGE):
        text, digest = make(count)
        source = read_source(text, "vi")
        spent.append(work(source, digest))
    assert spent[1] <= LINEAR * spent[0]
