"""Right statements in words of their own, and the wrong ones that look like them."""

import pytest

from service.core.check import check
from service.core.source import read_source

SERVICE = (
    "Demand\n\nThe service attended 8,946 incidents; there were 2,311 fires. Crews held 88 drills.\n\n"
    "The special calls break down as follows:\n- road traffic collisions 1,012\n- medical assistance 905\n"
    "- animal rescue 127\n"
)
TURNOUTS = (
    "Demand\n\nThe service attended 8,946 incidents and held 88 drills.\n\n"
    "Call\tYear\tBefore\nMedical assistance\t905\t870\nAnimal rescue\t127\t140\n"
)
INFLATION = "Inflation eased to 4.1% in March from 4.7% in February; core inflation was 3.6%."
APPLIED = "Applications rose by 340 to 5,120 and 1,486 students were admitted."
CATTLE = "In total 640 cattle changed hands, compared with 705 a week ago."
PORT = "Hàng qua cảng đạt 27,4 triệu tấn, trong đó hàng nhập 15,1 triệu tấn, hàng xuất 9,8 triệu tấn."
PRIZES = "Năm học trước các em đoạt 285 giải, nghĩa là năm nay hơn 27 giải. Có 12 lớp, giảm trên 40 em."
VOLUNTEERS = "We began the year with 300 volunteers and finished it with 318, a gain of 18 once 29 had left."
COURSES = (
    "Toàn huyện mở 58 lớp bồi dưỡng lý luận chính trị, thu hút 7.424 lượt cán bộ, đảng viên theo học, tính "
    "ra mỗi lớp 128 người."
)
BREAD = (
    "Sales of bread were 264 and sales of milk in the north 216. Sales of cheese in the far south were 51."
)
NUMBERED = "1. Mở đầu\n\nCó 9 ý kiến.\n\n3. Giải quyết đơn thư\n\nĐã xem xét 231 đơn, còn 26 đơn.\n"


def alarms(source, digest):
    return [f.code for f in check(read_source(source), digest).flags if f.severity in ("error", "warning")]


def metric(label, value):
    return {"metrics": [{"label": label, "value_text": value, "unit": None}]}


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (SERVICE, metric("medical assistance", "905 incidents")),
        (SERVICE, "Animal rescue stood at 127 incidents."),
        (TURNOUTS, metric("medical assistance", "905 incidents")),
        (APPLIED, "The college received 5,120 applications, 340 more than before."),
        (CATTLE, "At this week's sale 640 cattle were sold, against 705 the week before."),
        (PORT, "Hàng nhập 15,1 triệu tấn, hàng xuất 9,8 triệu tấn."),
        (PRIZES, metric("mức tăng số giải", "27 giải")),
        (VOLUNTEERS, metric("volunteers", "318 volunteers")),
        (COURSES, metric("lượt người học bồi dưỡng lý luận chính trị", "7424 lượt")),
        (BREAD, metric("sales of cheese in the south", "480 (264 + 216)")),
        (NUMBERED, metric("đơn đã giải quyết", "231 đơn")),
    ],
)
def test_a_right_statement_in_words_of_its_own_raises_no_alarm(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest", "code"),
    [
        (SERVICE, metric("fires", "2,311 drills"), "unit_changed"),
        (INFLATION, "Core inflation was 4.7%.", "wrong_subject"),
        (PORT, "Hàng xuất 15,1 triệu tấn, hàng nhập 9,8 triệu tấn.", "wrong_subject"),
        (PRIZES, metric("mức giảm số giải", "27 giải"), "qualifier_changed"),
        (PRIZES, metric("mức giảm số em", "40 em"), "qualifier_changed"),
        (COURSES, metric("số lượt người mỗi lớp", "7.424 lượt người"), "wrong_subject"),
        (VOLUNTEERS, metric("volunteers", "300 volunteers"), "wrong_subject"),
    ],
)
def test_a_wrong_statement_that_looks_like_it_is_still_told(source, digest, code):
    assert code in alarms(source, digest)
