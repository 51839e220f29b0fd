"""Lists whose parts make up the base of their shares: one share that does not fit is the wrong one."""

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity

SUBJECTS = """What residents complained about:
- repairs: 318 (52.0%)
- neighbours and estates: 121 (19.8%)
- rent and charges: 97 ({share}%)
- anything else: 76 (12.4%)
"""
LEVELS = """Cơ cấu theo trình độ:
+ Đại học: 412 người (41,2%);
+ Cao đẳng: 233 người (23,3%);
+ Trung cấp: 205 người ({share}%);
+ Còn lại: 150 người (15,0%).
"""


def told(text):
    return [
        (f.code, f.severity, f.stated, f.expected)
        for f in audit(read_source(text)).findings
        if f.code == "percent_mismatch"
    ]


@pytest.mark.parametrize(
    ("text", "share", "right"),
    [(SUBJECTS, "18.5", "15.8"), (LEVELS, "25,0", "20.5"), (LEVELS, "2,05", "20.50")],
)
def test_the_share_that_does_not_fit_its_list_is_wrong(text, share, right):
    expected = ("percent_mismatch", FindingSeverity.ERROR, share.replace(",", "."), right)
    assert told(text.format(share=share)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        SUBJECTS.format(share="15.8"),
        LEVELS.format(share="20,5"),
        "Có 500 hộ.\n- Trồng lúa: 200 hộ (40%)\n- Chăn nuôi: 150 hộ (30%), trong đó nuôi bò 30 hộ (20%)"
        "\n- Khác: 150 hộ (30%)",
        "- north: 40 schools (20.0%)\n- south: 60 schools (30.0%)\n- coast: 25 schools (62.5%)\n",
        "- north: 40 schools (40.0%)\n- south: 60 schools (30.0%)\n",
        "- north: over 40 schools (62.5%)\n- south: 60 schools (60.0%)\n- east: 25 schools (25.0%)\n",
    ],
)
def test_shares_of_another_base_are_left_alone(text):
    assert not [f for f in told(text) if f[1] is FindingSeverity.ERROR]


def test_a_list_goes_on_only_line_by_line_and_in_one_unit():
    apart = "Nam có 412 người (41,2%). Trời đẹp. Đường tốt. Nữ 233 người (23,3%). 205 ha (25%)."
    assert not told(apart)
