"""The base of a ratio against the number that the text says there are of the thing."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source

OFF = "\n\nMọi việc khác đều tốt. Không có gì thêm. Mọi người đồng lòng.\n\n"
FAR = "\n\nAttendance rose. Fewer pupils left. Parents were glad.\n\n"

WRONG = [
    (f"Đến 30/6/2024 xã có 9 thôn, 2.348 hộ.{OFF}Nhà văn hóa: 7/10 thôn có nhà văn hóa.", "10", "9"),
    (f"Sinh hoạt tại 86 chi hội thuộc 12 cơ sở Hội.{OFF}- Số cơ sở Hội được công nhận: 10/13.", "13", "12"),
    (f"The trust runs 34 schools across the county.{FAR}Reports came from 12/43 schools.", "43", "34"),
    (
        f"Đảng bộ phường có 31 chi bộ trực thuộc, gồm 18 chi bộ khu phố và 13 chi bộ trường học.{OFF}"
        "Có 28/32 chi bộ sinh hoạt đủ 4 kỳ.",
        "32",
        "31",
    ),
    (
        f"The council has 61 care homes in the county.{FAR}Inspectors saw 40/64 care homes this year.",
        "64",
        "61",
    ),
    ("All 42 inpatient wards sent returns for the month, and 36 of 46 met the fill rate.", "46", "42"),
    (f"Toàn tỉnh có 137 trạm y tế.{OFF}Hiện 128/173 trạm y tế có bác sĩ.", "173", "137"),
]

RIGHT = [
    # the number of a part, of two times, of a narrower thing, or of nothing that is told
    f"Có 9 thôn đạt chuẩn.{OFF}7/10 thôn có nhà văn hóa.",
    f"Trước đây huyện có 14 xã. Nay huyện có 12 xã.{OFF}Có 8/13 xã đạt chuẩn.",
    f"The trust runs 34 schools.{FAR}Of secondary schools, 12/33 schools inspected passed.",
    f"The trust runs 34 schools.{FAR}The share that passed: 12/35. Passes: 3/4.",
    f"Toàn huyện có 21 xã.{OFF}Có 15/22 tổ hợp tác xã hoàn thành.",
    f"Đảng bộ có 31 chi bộ, trong đó 40 chi bộ ghép.{OFF}Có 28/32 chi bộ sinh hoạt đủ.",
    f"The council has 61 care homes that it owns.{FAR}Inspectors saw 40/64 care homes.",
    f"The council has 61 care workers.{FAR}Inspectors saw 40/64 care homes.",
    "All 42 inpatient wards sent returns, and 36 of 58 met the fill rate.",
    "All 42 wards sent returns. In the county 36 of 46 did so last year.",
    # a base far from the number, told again, below it, or so small that a part may be meant
    f"The programme works in 18 districts.{FAR}In the north, 7/9 districts reported.",
    f"Huyện có 21 xã.{OFF}Có 15/22 xã hoàn thành.{OFF}Có 22 xã dự họp.",
    f"Xã có 4 thôn.{OFF}Có 2/5 thôn đạt chuẩn.",
    f"Huyện có 19 xã.{OFF}Đến nay 17/18 xã có sân thể thao.",
    f"The trust runs 34 schools.{FAR}Reports came from 12/34 schools.",
]


@pytest.mark.parametrize(("text", "stated", "expected"), WRONG, ids=[text[:30] for text, *_ in WRONG])
def test_a_base_near_the_number_that_there_are_is_doubted(text: str, stated: str, expected: str) -> None:
    found = [(f.code, f.severity.value, f.stated, f.expected) for f in audit(read_source(text)).findings]
    assert found == [("denominator_conflict", "suspicious", stated, expected)]


@pytest.mark.parametrize("text", RIGHT, ids=[f"{i}: {text[:30]}" for i, text in enumerate(RIGHT)])
def test_a_base_of_something_else_is_left_alone(text: str) -> None:
    assert "denominator_conflict" not in {f.code for f in audit(read_source(text)).findings}
