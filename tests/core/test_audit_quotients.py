"""Averages that the numbers propose: quotients are noted, slips are told, figures of other things are not."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding

# a sound text, one of its figures, and that figure with a slip
SLIPPED = [
    ("Quỹ hỗ trợ 2.160 triệu đồng cho 48 hộ sửa nhà, mỗi hộ 45 triệu đồng.", "45 triệu", "54 triệu"),
    ("Quỹ hỗ trợ 2.160 triệu đồng cho 48 hộ sửa nhà, mỗi hộ 45 triệu đồng.", "48 hộ", "84 hộ"),
    ("Quỹ hỗ trợ 2.160 triệu đồng cho 48 hộ sửa nhà, mỗi hộ 45 triệu đồng.", "2.160", "2.610"),
    ("Cả năm phòng khám đón 16.425 lượt bệnh nhân (bình quân 45 lượt/ngày).", "45 lượt/", "54 lượt/"),
    ("Xã gieo 1.340 ha. Thóc thu về 8.174 tấn, mỗi héc-ta cho 61 tạ.", "61 tạ", "16 tạ"),
    ("Mật độ dân số là 318 người/km²: dân số 85.224 người trên diện tích 268 km².", "318", "381"),
    ("Toàn tỉnh có 1.530 bác sĩ phục vụ 1.700.000 dân, đạt 9 bác sĩ/vạn dân.", "1.530", "1.350"),
    ("The port handled 12.6 million tonnes of cargo. Fog closed it for a week.\n\nRevenue came to $157.5"
     " million, or $12.50 for each tonne.", "$12.50", "$15.20"),
    ("Over 24 evenings the theatre sold 7,680 seats, or 320 an evening.", "320 an", "230 an"),
    ("Kitchens gave out 31,824 meals over the 52 weeks, which works out at 612 a week.", "612", "162"),
    ("Some 275 stewards gave 24,750 hours, or 90 hours each.", "24,750", "42,750"),
]  # fmt: skip

# sound, though a quotient of figures beside an average is a slip away from it
SOUND = [
    "Giá thuê thấp nhất 250 đồng/m2/năm; đã thu 964.250.000 đồng, còn nợ 319.150.000 đồng.",
    "Thu nhập bình quân năm 2022 đạt 54,5 triệu đồng; xã có 2.416 hộ.",
]


def findings(text: str) -> tuple[Finding, ...]:
    return audit(read_source(text)).findings


@pytest.mark.parametrize(("text", "figure", "slip"), SLIPPED)
def test_an_average_that_fits_is_noted_and_a_slip_in_one_of_its_figures_is_told(
    text: str, figure: str, slip: str
) -> None:
    assert not findings(text)
    assert "average" in {r.type for r in audit(read_source(text)).relations if r.holds}
    assert "average_mismatch" in {f.code for f in findings(text.replace(figure, slip))}


@pytest.mark.parametrize("text", SOUND)
def test_nothing_is_said_of_figures_that_no_average_belongs_to(text: str) -> None:
    assert not findings(text)
