"""Averages whose total or count stands elsewhere: pairs by name are noted, slips told, other figures left."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding, FindingSeverity

GLANCE = (
    "AT A GLANCE\nSchools supported: 184\nPupils in Grades 1 to 4: 61,240\nTeachers certified: 1,152\n"
    "Spent in the year: US$4,512,300\nCost per pupil: US$73.68\n\nThe work goes on in three districts.\n\n"
    "An average school now has 333 pupils, often in shifts."
)
ROADS = (
    "Summary\n\n• Casualties of all severities: 1,527\n• Bus journeys: 52.6 million\n\n"
    "The figures come from police records.\n\nWho was hurt\n\n"
    "With 412,600 residents, the city had 370.1 casualties per 100,000 residents."
)
ROAD = (
    "Bà con ba thôn làm mới được 3,85 km bê tông. Hết 2.964 triệu đồng, trong đó xi măng trị giá 1.140 triệu"
    " đồng. Bình quân mỗi ki-lô-mét hết 769,9 triệu đồng."
)
LOANS = (
    "Quỹ có 2.934 người góp. Có 1.212 đoàn viên đang vay, dư nợ 18,64 tỷ đồng,"
    " bình quân 15,4 triệu đồng mỗi người."
)
CLINIC = (
    "The trust ran 46 clinics this year.\n\nThey saw 128,340 patients, more than ever.\n\nStaff stayed.\n\n"
    "Winter was hard.\n\nThe mean was 2,790 patients per clinic."
)

DISEASE = (
    "Toàn tỉnh có 1.234.500 dân. Năm nay ghi nhận 4.815 ca sốt xuất huyết.\n\nCông tác phòng chống được đẩy"
    " mạnh.\n\nTỷ lệ mắc là 390,0 ca trên 100.000 dân."
)
DEATHS = (
    "Population: 318,400\nDeaths: 2,611\n\nMortality fell. There were 8.20 deaths per 1,000 residents,"
    " against 9.10 per 1,000 nationally."
)

SLIPPED = [
    (GLANCE, "73.68", "78.68"),
    (GLANCE, "73.68", "73.86"),
    (GLANCE, "has 333", "has 133"),
    (ROADS, "370.1", "37.0"),
    (ROADS, "370.1", "3,701"),
    (ROADS, "370.1", "307.1"),
    (ROAD, "769,9", "796,9"),
    (LOANS, "15,4", "11,4"),
    (CLINIC, "2,790", "2,970"),
    (DISEASE, "390,0", "309,0"),
    (DEATHS, "8.20 deaths", "2.80 deaths"),
]

SOUND = [
    GLANCE.replace("Cost per pupil: US$73.68", "Target cost per pupil: US$78.68"),
    GLANCE.replace("Cost per pupil: US$73.68", "Cost per pupil last year: US$78.68"),
    GLANCE.replace("Cost per pupil: US$73.68", "Cost per pupil: US$51.17"),
    GLANCE.replace("Cost per pupil: US$73.68", "Books cost US$78.68 per pupil"),
    ROADS.replace("had 370.1", "had had 307.1 in 2019, not 370.1"),
    "Xã xóa 11 nhà tạm: 7 nhà xây mới, mỗi nhà hỗ trợ 60 triệu đồng; 4 nhà sửa chữa, mỗi nhà 30 triệu đồng;"
    " cộng 540 triệu đồng.",
    "Cả năm 23 nhà, gồm 14 nhà xây mới (50 triệu đồng/nhà) và 9 nhà sửa chữa (25 triệu đồng/nhà); kinh phí"
    " 925 triệu đồng.",
    "In all 31 grants were paid: 19 to clubs at £400 each and 12 to schools at £650 each, £15,400 in all.",
    "We sold 1,200 crates of apples at £14 a crate and 800 crates of pears at £18 a crate, taking £31,200.",
    "We have 46 clubs and £40 left.\n\nThe cost per club: £317.\n\nThere are 9,660 members.\n\nThey grew."
    "\n\nThe mean was 210 club members per club.",
    "\n\n".join(f"Town {chr(65 + i)} has {41 + 7 * i} clinics." for i in range(6))
    + "\n\n"
    + "\n\n".join(f"They spent £{5120 + 613 * i} on beds." for i in range(20))
    + "\n\nMoney was short.\n\nIt was a hard year.\n\nThe mean cost was £117 per clinic.",
    "The median donation was £35 per donor; 1,204 donors gave £61,400.",
    "Population: 318,400\nDeaths: 2,611\n\nMortality fell. There were 8.20 deaths per 1,000 residents,"
    " against 9.10 per 1,000 nationally. Infant deaths were 3.6 per 1,000 live births.",
    "The council spent £12.4 million on roads. It resurfaced 64 km.\n\nIt rained.\n\nResurfacing cost an"
    " average of £193,750 per kilometre; patching averaged £41,200 per kilometre.",
    "Trường có 1.840 học sinh. Chi thường xuyên 14,72 tỷ đồng.\n\nNăm qua nhà trường xây thêm hai phòng"
    " học.\n\nChi phí bình quân mỗi học sinh là 8,00 triệu đồng. Năm 2022 chi phí bình quân mỗi học sinh là"
    " 7,25 triệu đồng. Mục tiêu bình quân 9,50 triệu đồng mỗi học sinh.",
    "Nhà máy có 4.186 lao động.\n\nDoanh thu tăng.\n\nLợi nhuận đạt 37,9 tỷ đồng.\n\nThu nhập bình quân đạt"
    " 9,65 triệu đồng/người/tháng.",
]  # fmt: skip


def _found(text: str) -> list[Finding]:
    return [f for f in audit(read_source(text)).findings if f.severity is not FindingSeverity.ROUNDING]


@pytest.mark.parametrize("text", [GLANCE, ROADS, ROAD, LOANS, CLINIC, *SOUND])
def test_averages_that_fit_and_those_of_other_figures_are_no_findings(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPPED)
def test_a_slip_in_an_average_is_told_by_figures_from_elsewhere(text: str, right: str, wrong: str) -> None:
    assert [f.code for f in _found(text.replace(right, wrong))] == ["average_mismatch"]


@pytest.mark.parametrize("text", [GLANCE, ROADS, CLINIC, SOUND[7]])
def test_an_average_that_figures_elsewhere_give_is_noted(text: str) -> None:
    assert "average" in {r.type for r in audit(read_source(text)).relations if r.holds}
