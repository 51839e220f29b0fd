"""The audit's work grows with the text: calls are counted, for time depends on the machine.

Patterns are not seen by a count of calls, so hostile strings are read through as well: each of them took
hours, or would never have ended, while a pattern could cut it in many ways.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from service.core.audit import audit
from service.core.source import read_source

LIKE = "Năm 2022 có 45 xã trong tổng số 60 xã đạt chuẩn, chiếm 75%, tăng 5 xã so với năm 2021. "
LEFT = "Tiếp nhận 120 đơn, đã giải quyết 95 đơn, còn lại 25 đơn. "

GROWING: dict[str, Callable[[int], str]] = {
    "like sentences": lambda n: LIKE * n,
    "like paragraphs": lambda n: f"{LEFT}\n" * n,
    "shares without a base": lambda n: " ".join(
        f"Có {i + 7} xã, chiếm 4{i % 7},{i % 9 + 1}%." for i in range(n)
    ),
    "shares of as many bases": lambda n: " ".join(
        f"Có {3 * i + 21} trong tổng số {4 * i + 28} xã đạt chuẩn, chiếm 75%." for i in range(n)
    ),
    "one sentence of shares": lambda n: ", ".join(f"{i + 7} xã đạt (chiếm 4{i % 7},1%)" for i in range(n)),
    "one sentence of changes": lambda n: ", ".join(
        f"tăng từ {100 + i} xã lên {200 + i} xã, tăng 12%" for i in range(n)
    ),
    "many percents": lambda n: "Cơ cấu: " + ", ".join(f"loại {i} {i % 9 + 1},5%" for i in range(n)) + ".",
    "many lengths of time": lambda n: "Bình quân " + ", ".join(f"{i % 90 + 2} ngày" for i in range(n)),
    "many last years": lambda n: "Năm 2020 là năm cuối của kế hoạch 2016-2021, " * n,
    "one table": lambda n: (
        "Xã\t2021\t2022\tTăng\n"
        + "\n".join(f"Xã A{i}\t{i * 7 % 997 + 100}\t{i * 7 % 997 + 120}\t20" for i in range(n))
    ),
    "many tables": lambda n: "\n\n".join(["Xã\t2021\t2022\nA\t100\t120\nB\t110\t150\nTổng\t210\t270"] * n),
    "a table and prose": lambda n: (
        "Xã\t2021\t2022\n"
        + "\n".join(f"Xã A{i}\t{i * 7 % 9973 + 1000}\t{i * 3 % 9913 + 1000}" for i in range(n))
        + "\n\n"
        + " ".join(f"Xã có {i * 7 % 9973 + 1000} hộ và {i * 5 % 9901 + 1000} người." for i in range(n))
    ),
    "list items": lambda n: (
        "Tổng số 120 hồ sơ, gồm:\n" + "\n".join(f"- Loại A: {i % 50 + 1} hồ sơ" for i in range(n))
    ),
    "list items with ratios": lambda n: "\n".join(
        f"- Loại A: {i % 50 + 1}/60 xã, đạt {i % 9 + 3},5%" for i in range(n)
    ),
    "many lists": lambda n: "\n".join(["Tổng số 120 hồ sơ, gồm:\n- A: 45 hồ sơ\n- B: 75 hồ sơ"] * n),
    "nested brackets": lambda n: "Có 120 xã (" * n + "7 xã" + ")" * n + ".",
    "averages of figures elsewhere": lambda n: "\n\n".join(
        f"Có {i + 100} trường. Có {37 * i + 300} học sinh.\n\nBình quân mỗi trường có {i + 451} học sinh."
        for i in range(n)
    ),
    "averages": lambda n: " ".join(
        f"Có {i + 100} hộ với {3 * i + 300} người, bình quân 3,1 người/hộ." for i in range(n)
    ),
}

HOSTILE = {
    "a bracket that never closes": "Có 5 xã, 6 xã (" + "7 8, " * 4000,
    "a list that ends in words": "Hình thức: " + "khiển trách 25, " * 4000 + "x y",
    "a list without marks": "Hình thức: " + "khiển trách 25 " * 4000 + "x y",
    "a list and blanks": "Hình thức: khiển trách 25, cảnh cáo 3, cách chức 4" + " " * 40_000 + "x",
    "a word without end": "Có 5 " + "a" * 200_000 + " 100.000 người, 6 xã.",
    "hedges before a percentage": "Có 5 xã đạt, " + "just over " * 4000 + "z 6%, 7 xã.",
    "hedges in a bracket": "Có 5 xã (" + "just over " * 4000 + "z 6%, 7 xã.",
    "hedges before a base": "Có 5% of " + "tổng số " * 4000 + "z 6 xã, 7 xã.",
    "colons in an open bracket": "Có 5 xã, 6 xã, 11 xã (" + "a: " * 20_000 + "x y",
    "blanks before a share": "Có 5 xã" + " " * 100_000 + ", chiếm" + " " * 100_000 + "6%.",
}


def work(text: str) -> int:
    """Calls of functions that an audit of the text takes, reading left aside."""
    source = read_source(text)
    _ = source.segments.tables, source.segments.zones, source.segments.list_items
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        audit(source)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("shape", GROWING)
def test_the_work_grows_with_the_text_and_not_with_its_square(shape: str) -> None:
    make = GROWING[shape]
    assert work(make(320)) < 4.7 * work(make(80))  # quadratic: 16 times


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_read_through(text: str) -> None:
    assert audit(read_source(text)).findings == ()
