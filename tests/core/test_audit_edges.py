"""Texts at the edges of the audit's rules: repeated lines, zeros, figures that may be of something else."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

import pytest

from service.core.audit import audit
from service.core.audit.ledger import Ledger, Wording
from service.core.audit.sheet import Sheet
from service.core.segments import Segments
from service.core.source import read_source
from service.core.text import Text
from service.core.types import FindingSeverity, Kind, Mention, Span

LINE = "26/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 97,3%."

FOUND = [
    # a ratio and the share it reached
    ("Có 25/27 chi bộ đạt 96,3%.", ("percent_mismatch", "error", "96.3", "92.6")),
    ("Có 251/270 hộ đạt 92,69%, tăng so với năm trước.", ("percent_mismatch", "error", "92.69", "92.96")),
    # the words after the percentage name what stands after the part
    (
        "Có 45 xã đạt, chiếm 70% tổng số xã nông thôn; huyện có 60 xã nông thôn.",
        ("percent_mismatch", "suspicious", "70", "75"),
    ),
    # a run of list items ends where prose begins
    (
        "- Loại A: 7/38 xã\n- Loại B: 26/38 xã\n- Loại C: 5/39 xã\n\nNăm nay có 12 xã.",
        ("denominator_conflict", "error", "39", "38"),
    ),
    # the full stop of an abbreviation ends no sentence
    (
        "Thu ngân sách tăng từ 100 lên 120 tỷ đồng tại TP. Hải Phòng, tăng 25%.",
        ("growth_mismatch", "error", "25", "20"),
    ),
    ("Số hộ tăng từ 100 hộ lên 250 hộ, gấp 4 lần.", ("growth_mismatch", "suspicious", "4", "3")),
    # the count that stands nearest before an average
    (
        "Tổng đàn 1.200 con, xã A có 100 hộ, xã B có 150 hộ, bình quân 10,5 con/hộ.",
        ("average_mismatch", "error", "10.5", "8.0"),
    ),
    (
        "Ghi nhận 450 ca trong 900.000 dân, tỷ lệ 40 trên mỗi 100.000 dân.",
        ("average_mismatch", "error", "40", "50"),
    ),
    (
        "Tổng chi 95 tỷ đồng, trong đó chi thường xuyên 62 tỷ đồng và chi khác 47 tỷ đồng.",
        ("sum_mismatch", "error", "95000000000", "109000000000"),
    ),
]

QUIET = [
    "Tổng thu ngân sách 312,4 tỷ đồng, đạt 78,1% dự toán, trong đó thu nội địa 287,9 tỷ đồng,"
    " thu khác 24,5 tỷ đồng.",
    "Operating costs fell by £1.1 million to £61.5 million.",
    "Operating costs fell by £1.1 million to £61.5 million, a fall of 1.8%.",
    # a score, not the ratio's share
    "Có 3/5 chỉ tiêu đạt 100%.",
    "Có 3/5 chỉ tiêu đạt 100,0%.",
    "Có 3/5 chỉ tiêu đạt 80%.",
    "Có 3/5 chỉ tiêu đạt 80,0%.",
    "Có 3/8 chỉ tiêu đạt 62,5% kế hoạch.",
    "Có 3/5 chỉ tiêu đạt 85,4%.",
    "Có 251/270 hộ đạt 85,4%.",
    "Có 25/27 chi bộ đạt trên 96,3%.",
    # nothing is divided by nothing
    "Có 0 xã loại A (0%), 0 xã loại B (0%), 0 xã loại C (0%).",
    "Có 0/0 xã; 0 hộ chiếm 12,5%, 0 thôn chiếm 4,25%.",
    # a hedge leaves room
    "Có 45/60 xã, chiếm khoảng 72%.",
    # a first level of about nothing, and points of something else
    "Costs rose by $1.4 million (900%) to $1.5 million.",
    "Sales rose from $100 million to $120 million, up 5 percentage points in share.",
    # another base in the sentence fits to the digit
    "Trong 50 huyện, có 45 trong tổng số 60 xã, chiếm 90,0%.",
    # ratios of different things
    "Có 7/38 xã đạt, 26/38 xã khá, 6/9 thôn kém.",
    # what is left of a whole that was named long before
    "Có 7 xã loại A, 26 xã loại B, 5 xã loại C; không có xã loại D.",
    "Xã có 180 hội viên, gồm 100 hội viên nữ và 80 hội viên nam thuộc chi hội khác.",
    # periods of which one end lacks its year
    "Đợt thi đua từ ngày 3/1/2020 đến ngày 5/3.",
    "Đợt thi đua từ ngày 20/12 đến ngày 15/1.",
    # lengths of time beside a lone figure
    "Over 26 weeks the line handled 9,880 calls, and callers waited 4 minutes on average.",
    "Bình quân 4 phút mỗi cuộc gọi.",
    "Bình quân " + ", ".join(f"{n} ngày" for n in range(2, 30)) + ".",
    # levels far off, a first level of nothing
    "Doanh thu tăng từ 100 tỷ đồng lên 120 tỷ đồng " + "nhờ thị trường thuận lợi " * 8 + ", tăng 35%.",
    "Số xã đạt chuẩn tăng từ 0 xã lên 5 xã, tăng 12%.",
    # nothing was stated above; a share of something else; a total of other things
    "As stated above, enrolment came to 3,842 pupils.",
    "We filled 1,240 of 1,550 places while prices rose by 40%.",
    "Có 45 xã, 30 thôn; tổng số 75 cán bộ.",
    # accounts in two currencies, and of other things
    "Assets of $8.2 million, liabilities of €5.1 million and equity of $3.6 million were reported.",
    "Assets of $812 million, liabilities of $105 million and equity of $64 million were reported.",
    # many rows with one value
    "Xã | Hộ | Người\n" + "\n".join(f"A{n} | 1.250 | {4000 + n}" for n in range(6)) + "\n\nXã có 1.250 hộ và"
    " 9.412 người. Có 1.250 hộ.",
    # table columns that are no sums
    "Xã | Hộ | Người\nA | 120 | 400\nB | 130 | 500\nTổng | 900 | 2.000",
    "Mục | 2021 | 2022\nI | 3.000 | 712\nA | 1.200 | 400\nB | 1.800 | 545\nC | 900 | 30",
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[t[:44] for t, _ in FOUND])
def test_the_error_is_found(text: str, expected: tuple[str, str, str, str]) -> None:
    found = audit(read_source(text)).findings
    assert [(f.code, f.severity.value, f.stated, f.expected) for f in found] == [expected]


@pytest.mark.parametrize("text", QUIET, ids=[f"{i}: {t[:44]}" for i, t in enumerate(QUIET)])
def test_nothing_is_said(text: str) -> None:
    assert audit(read_source(text)).findings == ()


def test_a_share_reached_that_is_right_holds() -> None:
    relations = audit(read_source("Có 26/27 chi bộ đạt 96,3%.")).relations
    assert [(r.type, r.holds) for r in relations] == [("ratio_percent", True)]


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"], ids=["sentences", "lines", "paragraphs"])
@pytest.mark.parametrize("copies", [1, 2, 3, 5, 50])
def test_a_repeated_error_is_found_at_each_copy(between: str, copies: int) -> None:
    found = audit(read_source(between.join([LINE] * copies))).findings
    ends = [(i + 1) * len(LINE) + i * len(between) for i in range(copies)]
    assert [(f.code, f.spans[-1].end + 1) for f in found] == [("percent_mismatch", end) for end in ends]


def test_a_ratio_that_contradicts_its_neighbours_may_fit_its_own_percentage() -> None:
    found = audit(read_source("Có 7/38 xã (18,42%), 26/38 xã (68,42%), 5/39 xã (12,82%).")).findings
    assert [f.code for f in found] == ["denominator_conflict"]


def test_empty_ratios_are_no_usual_base() -> None:
    made = audit(read_source("Có 0/0 xã (0%), 0/0 xã (0%), 5/8 xã (62,5%)."))
    assert made.findings == ()
    assert ("ratio_percent", True) in [(r.type, r.holds) for r in made.relations]


def test_days_that_cannot_be_have_no_length() -> None:
    for text in ("Học 3 ngày từ ngày 30-31/2/2022.", "Học 3 ngày từ ngày 6-4/8/2020."):
        assert [f.code for f in audit(read_source(text)).findings] == ["impossible_date"]


def test_no_error_rests_on_a_figure_that_can_be_read_in_two_ways() -> None:
    unsure = Span(0, 3)
    for place, severity in ((unsure, FindingSeverity.SUSPICIOUS), (Span(5, 9), FindingSeverity.ERROR)):
        ledger = Ledger(frozenset({unsure}))
        finding = ledger.report(
            "sum_mismatch",
            FindingSeverity.ERROR,
            Span(10, 12),
            [place],
            kind="parts_whole",
            formula="1 + 1 = 2 ~ 3",
            stated="3",
            expected="2",
            wording=Wording("sai", "wrong"),
        )
        assert finding.severity is severity


def test_an_average_of_zero_is_no_slip_of_its_parts() -> None:
    audited = audit(read_source("2 sites of 2 beds each make 0.0 beds.", "en"))
    assert [finding.code for finding in audited.findings] == []


def test_a_count_named_far_above_does_not_oust_the_one_beside_the_average() -> None:
    above = "Toàn thị xã có 1.846 học sinh lớp 9.\n\n"
    text = "Học sinh đầu năm học là 24.816 em, học ở 712 nhóm, lớp; như vậy trung bình một lớp có {} em."
    assert not audit(read_source(above + text.format("34,9"))).findings
    assert [f.code for f in audit(read_source(text.format("39,4"))).findings] == ["average_mismatch"]


AVERAGES = "Có {0}9 hộ vay 4{0} triệu đồng, bình quân {0} triệu đồng/hộ, "
CHANGES = "Năm 20{0} có {0}1 vụ, năm 2017 có {0}9 vụ, tăng {0},5%, "


@pytest.mark.parametrize("unit", [AVERAGES, CHANGES])
def test_a_sentence_of_many_figures_is_not_read_in_all_pairs(unit: str) -> None:
    spent = []
    for count in (7, 28):
        source = read_source("".join(unit.format(n) for n in range(11, 11 + count)), "vi")
        calls = 0

        def tally(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(tally)
        try:
            audit(source)
        finally:
            sys.setprofile(None)
        spent.append(calls)
    assert spent[1] <= 10 * spent[0]


@dataclass(frozen=True)
class _Read:
    """An indexed source with mentions of the test's own."""

    text: Text
    lang: str
    mentions: tuple[Mention, ...]
    segments: Segments


def test_a_mention_without_an_exact_value_is_no_figure() -> None:
    source = read_source("Có 45 xã và 7/38 thôn.")
    kept, lost = source.mentions[0], source.mentions[1]
    assert lost.kind is Kind.RATIO
    broken = replace(lost, quantity=replace(lost.quantity, value="n/a"))
    sheet = Sheet(_Read(source.text, source.lang, (kept, broken), source.segments))
    assert [figure.mention for figure in sheet.figures] == [kept]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Trong 412 trẻ được khám, 58 trẻ dưới 5 (14,1%) bị suy dinh dưỡng.", []),
        ("Trong 412 trẻ được khám, 58 trẻ dưới 5 (41,1%) bị suy dinh dưỡng.", ["41.1"]),
        ("Sản lượng đạt 15.120,4 tỷ đồng, cùng kỳ là 13.870,2 tỷ đồng, tăng 9,01% và bằng 48,17% kế hoạch"
         " năm (31.390 tỷ đồng).", []),
        ("Sản lượng đạt 15.120,4 tỷ đồng, cùng kỳ là 13.870,2 tỷ đồng, tăng 9,01% và bằng 41,87% kế hoạch"
         " năm (31.390 tỷ đồng).", ["41.87"]),
        ("For 640,000 people the total, down from 48,300, is 71.9 incidents for every 1,000 people.", []),
        ("Thu tăng 9,10%, chi vượt nửa dự toán năm, khách du lịch tăng 15,61%, thêm 3.416 việc làm.", []),
    ],
)  # fmt: skip
def test_ages_earlier_levels_and_halves_of_plans_are_no_parts(text, wrong):
    assert [f.stated for f in audit(read_source(text)).findings if f.severity != "rounding"] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2021: chi 3.125,7 tỷ đồng\nNăm 2022: chi 3.411,2 tỷ đồng, tăng 9,13% so với năm liền trước\n"
        "Cộng ba năm: chi 9.517,3 tỷ đồng",
        "So với kế hoạch, ta đạt 95,0% mục tiêu doanh thu 2.300 tỷ đồng và 94,0% mục tiêu lợi nhuận 120 tỷ"
        " đồng.",
        "With 12.4 million shares outstanding, earnings were $1.83 per share ($1.41 last year). The dividend"
        " of $0.60 per share took 32.7% of net income.",
        "Of the 87,412 residents 69,056 had a flu jab. That is 79.0%, still among the better figures, but 1.6"
        " percentage points down on the 80.6% we managed the winter before.",
    ],
)
def test_the_next_line_another_plan_and_a_price_per_share_are_no_levels(text):
    assert [f for f in audit(read_source(text)).findings if f.severity != "rounding"] == []


@pytest.mark.parametrize(
    "text",
    [
        "- Men: 0 people (0%)\n- Women: 0 people (5%)\n- Boys: 0 people (0%)",
        "They sold 24 houses at $50 each and 23 houses at $0 each, $3,137 in all.",
        "-17 by bus and the other 44 on foot, -26 by bus and the other 53 on foot.",
    ],
    ids=["shares of nobody", "a price of nothing", "a rest of less than nothing"],
)
def test_zeros_and_figures_below_zero_are_read_through(text):
    assert audit(read_source(text)).findings == ()


def test_a_change_told_the_wrong_way_is_worded_without_a_second_minus():
    text = "The budget for 2025 is £52m. 4% more than the £50m approved last year; £48m was spent,"
    (finding,) = audit(read_source(text)).findings
    assert finding.expected == "-4"
    assert finding.message_en.endswith("is down 4%; the text says up 4%.")
