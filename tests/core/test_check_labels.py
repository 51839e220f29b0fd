"""Claims against labelled lines: what a label speaks for, whose noun it is, and lines told again."""

import pytest

from service.core.check import check
from service.core.source import read_source

SCHOOL = (
    "Năm 2023 có 1.206 HSSV nhận bằng, 27 HSSV mỗi giảng viên, 64 doanh nghiệp đối tác và 3.396 HSSV "
    "cuối năm.\n\n"
    "Nhập học: 1.491\n- Trình độ cao đẳng: 584\n- Trình độ trung cấp: 762\nNữ: 463 (31,1%)\n\n"
    "Phát ra 1.120 phiếu, thu về 934 phiếu. Có 178 viên chức, 73 phòng, 5 khoa, 12 lớp, 9 nghề và 31 xưởng.\n"
)
BUDGET = (
    "Chi năm 2023:\n- Mua sắm, sửa chữa: 9.126 triệu đồng\n- Học bổng, hỗ trợ người học: 2.874 triệu đồng\n"
    "- Chi khác: 2.791 triệu đồng\n"
)
FUNDS = (
    "• Quỹ xã hội vận động được: 1.286 triệu đồng.\n• Dư nợ ủy thác: 148,26 tỷ đồng.\n\n"
    "• Vận động xã hội được 1.268 triệu đồng, trong đó tiền mặt 846 triệu đồng.\n"
)
SPENT = "Kinh phí giao / giải ngân (triệu đồng): 14.260 / 11.836\nSố hộ tham gia: 512 hộ\n"
LONE = "Item\tBalance (£m)\nPay\t-6.1\nFees\t0.5\n"
CALLS = "Crews took 1,850 calls; 28 of the 43 late ones were theirs.\n"
GUIDES = (
    "We delivered 8,256 big books for shared reading and 2,304 teacher guides, a pair for every certified "
    "teacher: 214,600 books in all.\n"
)
GRANTS = "Income by source:\n- council tax: £96.4 million (44.7%)\n- specific grants: £9.7 million (4.5%)\n"
SHORT = "Item\tPlan\tActual\tVariance (£m)\nPay\t198.6\t204.7\t-6.1\nFees\t12.4\t12.9\t0.5\n"


def alarms(source, digest):
    return [f.code for f in check(read_source(source), digest).flags if f.severity in ("error", "warning")]


def metric(label, value, unit=None):
    return {"metrics": [{"label": label, "value_text": value, "unit": unit}]}


@pytest.mark.parametrize(
    ("source", "label", "value"),
    [
        (SCHOOL, "nhập học nữ", "463 HSSV"),
        (SCHOOL, "nhập học cao đẳng", "584 HSSV"),
        (SCHOOL, "nhập học cao đẳng", "584 người"),
        (SCHOOL, "phiếu cho HSSV nữ", "463 phiếu"),
        (BUDGET, "chi mua sắm, sửa chữa", "9.126 triệu đồng"),
        (BUDGET, "học bổng", "2.874 triệu đồng"),
        (FUNDS, "quỹ xã hội vận động", "1.268 triệu đồng"),
        (FUNDS, "quỹ xã hội vận động", "1.286 triệu đồng"),
        (SPENT, "kinh phí đã giải ngân", "11.836 triệu đồng"),
        (GUIDES, "teacher guides", "2,304 books"),
        (SHORT, "adverse variance of pay", "£6.1 million"),
        (SHORT, "variance of fees", "£0.5 million"),
        ("Homes built in the year numbered 46.\n", "homes", "46 buildings"),
    ],
)
def test_what_a_label_says_of_its_figure_raises_no_alarm(source, label, value):
    assert alarms(source, metric(label, value)) == []


@pytest.mark.parametrize(
    ("source", "label", "value", "code"),
    [
        (SCHOOL, "nhập học nữ", "463 phòng", "unit_changed"),
        (SCHOOL, "nhập học nữ", "463 lớp", "unit_changed"),
        (BUDGET, "chi mua sắm, sửa chữa", "2.874 triệu đồng", "wrong_subject"),
        (BUDGET, "học bổng, hỗ trợ người học", "9.126 triệu đồng", "wrong_subject"),
        (LONE, "adverse balance of fees", "-£0.5 million", "sign_changed"),
    ],
)
def test_what_a_label_says_of_another_figure_is_told(source, label, value, code):
    assert code in alarms(source, metric(label, value))


def test_a_shortfall_inside_a_quote_is_the_figure_below_nought():
    digest = metric("adverse variance of pay", "£6.1 million")
    digest["metrics"][0]["quote"] = "-6.1"
    assert alarms(SHORT, digest) == []
    digest["metrics"][0]["label"] = "favourable variance of pay"
    assert alarms(SHORT, digest) == ["sign_changed"]


def test_a_count_told_out_of_its_noun_counts_the_same():
    assert alarms(CALLS, "Crews took 1,850 of the calls.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tax stood at £96.4 million. - specific grants: £9.7 million (4.5%) More was spent.", []),
        (
            "Tax stood at £96.4 million. - specific grants: £7.9 million (4.5%) More was spent.",
            ["digits_changed"],
        ),
        ("specific grants: £96.4 million, all told in 2023", ["wrong_subject"]),
    ],
)
def test_a_line_of_the_source_inside_a_sentence_is_told_as_it_is(text, expected):
    assert alarms(GRANTS, text)[: len(expected) or None] == expected
