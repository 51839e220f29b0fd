"""Averages that the numbers propose: quotients are noted, slips are told, figures of other things are not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from service.core.audit import audit
from service.core.audit.grown import check_grown
from service.core.audit.ledger import Ledger
from service.core.audit.quotients import check_quotients
from service.core.audit.sheet import Sheet
from service.core.source import read_source
from service.core.types import Finding, FindingSeverity, Relation

MOST_BY_CHANCE = 8  # findings in four times as many texts of random figures as there are below

# a sound text, one of its figures, and that figure with a slip
SLIPPED = [
    ("Quỹ hỗ trợ 2.160 triệu đồng cho 48 hộ sửa nhà, mỗi hộ 45 triệu đồng.", "45 triệu", "54 triệu"),
    ("Quỹ hỗ trợ 2.160 triệu đồng cho 48 hộ sửa nhà, mỗi hộ 45 triệu đồng.", "48 hộ", "84 hộ"),
    ("Quỹ hỗ trợ 2.160 triệu đồng cho 48 hộ sửa nhà, mỗi hộ 45 triệu đồng.", "2.160", "2.610"),
    ("Cả năm phòng khám đón 16.425 lượt bệnh nhân (bình quân 45 lượt/ngày).", "45 lượt/", "54 lượt/"),
    ("Xã gieo 1.340 ha. Thóc thu về 8.174 tấn, mỗi héc-ta cho 61 tạ.", "61 tạ", "16 tạ"),
    ("Mật độ dân số là 318 người/km²: dân số 85.224 người trên diện tích 268 km².", "318", "381"),
    ("Toàn tỉnh có 1.530 bác sĩ phục vụ 1.250.000 dân, đạt 12,24 bác sĩ/vạn dân.", "12,24", "12,42"),
    ("The port handled 12.6 million tonnes of cargo. Fog closed it for a week.\n\nRevenue came to $157.5"
     " million, or $12.50 for each tonne.", "$12.50", "$15.20"),
    ("Over 24 evenings the theatre sold 7,680 seats, or 320 an evening.", "320 an", "230 an"),
    ("Kitchens gave out 31,824 meals over the 52 weeks, which works out at 612 a week.", "612", "162"),
    ("Some 275 stewards gave 24,750 hours, or 90 hours each.", "24,750", "42,750"),
]  # fmt: skip

CHANGED = [
    ("Call volumes, which stood at 24,500 in 2019, have since risen to 36,015, a jump of 47%.", "47%", "74%"),
    ("Membership dropped by 36% in two seasons: 1,250 juniors were registered then, only 800 are now.",
     "1,250", "2,250"),
    ("Nếu như khóa trước trường chỉ có 450 học sinh thì khóa này đã có 594 em, tăng tới 32%.", "594", "954"),
    ("Số chuyến xe giảm còn 8.640 lượt, bằng 80% cùng kỳ năm trước (10.800 lượt).", "80%", "90%"),
    ("Số lượt khách đã đạt 115% kế hoạch năm; kế hoạch giao là 10.000 lượt, thực hiện 11.500 lượt.",
     "115%", "151%"),
]  # fmt: skip

# sound, though a quotient of figures beside an average is a slip away from it
SOUND = [
    # matches by matches are no goals a match
    "Vòng chung kết quy tụ 24 đội với 386 vận động viên, thi đấu 52 trận trong 16 ngày. Trung bình mỗi"
    " trận có 2,7 bàn thắng, cao hơn mùa trước (2,4). Đội vô địch thắng 6 trong 7 trận đã đấu.",
    "Giá thuê thấp nhất 250 đồng/m2/năm; đã thu 964.250.000 đồng, còn nợ 319.150.000 đồng.",
    "Thu nhập bình quân năm 2022 đạt 54,5 triệu đồng; xã có 2.416 hộ.",
    "Độ tuổi bình quân 45,6; ban chấp hành có 41 đồng chí, nhiệm kỳ trước 39 đồng chí.",
    "The tower is 84 metres high. Each of the two lifts carries 12 people; 1,250 rode them on the first day.",
    "Doanh thu đạt 1.250 tỷ đồng, năm trước 1.180 tỷ đồng; nợ quá hạn 0,12%.",
    "Lãi suất tăng 0,5%, trong khi dư nợ là 412 tỷ đồng và tiền gửi 516 tỷ đồng.",
    "Retail sales fell by 1.2%. The deficit narrowed to USD 840 million from USD 1.02 billion.",
    "Demand was 3.4 times the supply; 412 homes were built and 387 sold.",
]


def findings(text: str) -> tuple[Finding, ...]:
    return audit(read_source(text)).findings


def judged(text: str, ledger: Ledger | None = None) -> Ledger:
    """What the two rules alone say of a text."""
    sheet, ledger = Sheet(read_source(text)), ledger or Ledger()
    check_quotients(sheet, ledger)
    check_grown(sheet, ledger)
    return ledger


@pytest.mark.parametrize(("text", "figure", "slip"), SLIPPED)
def test_an_average_that_fits_is_noted_and_a_slip_in_one_of_its_figures_is_told(
    text: str, figure: str, slip: str
) -> None:
    assert not findings(text)
    assert {r.type for r in judged(text).relations.values() if r.holds} == {"average"}
    assert {code for code, _ in judged(text.replace(figure, slip)).findings} == {"average_mismatch"}
    assert "average_mismatch" in {f.code for f in findings(text.replace(figure, slip))}


@pytest.mark.parametrize("text", SOUND)
def test_nothing_is_said_of_figures_that_no_quotient_belongs_to(text: str) -> None:
    assert not findings(text)
    assert not judged(text).findings


@pytest.mark.parametrize(("text", "figure", "slip"), CHANGED)
def test_a_change_that_fits_is_noted_and_a_slip_in_one_of_its_figures_is_told(
    text: str, figure: str, slip: str
) -> None:
    assert not findings(text)
    assert relations(text)
    assert "growth" in {r.type for r in judged(text).relations.values() if r.holds}
    assert {code for code, _ in judged(text.replace(figure, slip)).findings} == {"growth_mismatch"}
    assert {"growth_mismatch", "percent_mismatch"} & {f.code for f in findings(text.replace(figure, slip))}


def relations(text: str) -> list[Relation]:
    return [
        r
        for r in audit(read_source(text)).relations
        if r.holds and r.type in ("growth", "difference", "ratio_percent", "plan")
    ]


def test_the_right_value_and_the_figures_behind_it_are_told() -> None:
    (found,) = judged(
        "Kitchens gave out 31,824 meals over the 52 weeks, which works out at 162 a week."
    ).findings.values()
    assert (found.stated, found.expected, found.severity) == ("162", "612", FindingSeverity.ERROR)
    assert "31824 / 52 = 612" in found.message_en
    (found,) = judged(
        "Call volumes, which stood at 24,500 in 2019, have since risen to 36,015, a jump of 74%."
    ).findings.values()
    assert (found.stated, found.expected, found.severity) == ("74", "47", FindingSeverity.SUSPICIOUS)
    assert found.message_en == "Between 24,500 and 36,015 it is 47; the text says 74%."


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        ("Profit was $45.1 million. On 55.0 million shares that is {} per share.", "$0.82", "$4.82"),
        ("The 318 walkers raised money. Between them they brought in £41,340, or {} each.", "£130", "£103"),
        (
            "Exports of 261,700 tonnes fetched $301.0 million; a tonne left at {} on average.",
            "$1,150",
            "$1,105",
        ),
        ("Our 1,720 patients recovered. At a cost of £481,600, each of them cost us {}.", "£280", "£880"),
        (
            "The 1,308 helpers came weekly. They put in 26,160 hours, or {} hours apiece on average.",
            "20",
            "28",
        ),
        ("Quỹ có 9,48 tỷ đồng. Có 474 hộ vay qua 61 dự án, bình quân {} triệu đồng/hộ.", "20", "24"),
    ],
)
def test_an_average_is_judged_however_it_is_led_to(text: str, right: str, slip: str) -> None:
    assert "average" in {r.type for r in judged(text.format(right)).relations.values()}
    assert not findings(text.format(right))
    assert {f.code for f in findings(text.format(slip))} == {"average_mismatch"}


@pytest.mark.parametrize(
    "text",
    [
        "Average class size is now 27, four fewer than when it opened with 31 children to a room.",
        "We spoke to tenants in each of the four areas, and tested a sample of 250 of the 721 jobs.",
    ],
)
def test_a_change_and_another_clause_are_no_averages(text: str) -> None:
    assert "average_mismatch" not in {f.code for f in findings(text)}


def test_a_misfit_that_leaves_little_doubt_is_an_error() -> None:
    text = (
        "Số tiền thưởng 2.256.187.500 đồng chia cho 180.495 công nhân, bình quân mỗi công nhân nhận"
        " 12.050 đồng."
    )
    assert {f.severity for f in judged(text).findings.values()} == {FindingSeverity.ERROR}


@pytest.mark.parametrize(
    "text",
    [
        "Kitchens gave out 31,824 meals over the 52 weeks, which works out at 487 a week.",
        "Quỹ hỗ trợ 2.160 triệu đồng cho 48 hộ sửa nhà, mỗi hộ khoảng 47 triệu đồng.",
        "Một xã thu 540 triệu đồng; 12 hộ góp, một ngày thu 54 triệu đồng.",
        "Đất thuê giá 250 đồng/m2: diện tích 12.000 m2, thu 3.720.000 đồng.",
        "The crews held 1,064 sessions and 14 sessions for staff, an average of 67.",
        "Đội thu 96 triệu đồng so với 216 triệu đồng năm trước; có 12 hộ góp, mỗi hộ 81 triệu đồng.",
        "The towns gave $12,345,678 and 36 clubs came, an average of $342,936 each.",
        "Năm trước có 412 hộ, năm nay 450 hộ, giảm 0%.",
        "Năm trước có 412 hộ, năm nay 450 hộ, tăng 29% mỗi năm.",
        "Số vụ tăng hơn 20%, từ 1.250 vụ lên 1.312 vụ.",
        "Số em tăng 32%: năm nay 450 em, năm trước 450 em, nộp 594 triệu đồng.",
        "Số vụ tăng 5%, năm nay 12 vụ, năm trước 11 vụ, tháng này 14 vụ, tháng trước 13 vụ.",
        "Có 412 hộ nghèo, 387 hộ cận nghèo; nợ tăng từ đầu năm, đạt 7%.",
        "Có 412 hộ nghèo, 387 hộ cận nghèo; đã giảm, 7% of them đi xa.",
    ],
)
def test_what_an_accident_may_have_made_is_left_alone(text: str) -> None:
    assert not judged(text).findings


def test_a_change_in_brackets_takes_its_word_from_the_sentence() -> None:
    text = "Harbour dues rose in April: $2,400 then, $2,700 now (equal to 12.5%)."
    assert "growth" in {r.type for r in judged(text).relations.values()}
    text = "Thụ lý 1.296 vụ án, gấp 1,62 lần cùng kỳ năm ngoái (800 vụ án)."
    assert "growth" in {r.type for r in judged(text).relations.values()}
    assert judged(text.replace("1.296", "1.926")).findings


def test_the_levels_of_a_difference_that_holds_may_count_things_by_two_names() -> None:
    text = (
        "Toàn tỉnh xử lý 164 đảng viên, so với 149 trường hợp của sáu tháng đầu năm 2023 thì nhiều hơn 15"
        " trường hợp, tương đương 10,1%."
    )
    assert not findings(text)
    assert {f.code for f in findings(text.replace("10,1%", "11,0%"))} == {"growth_mismatch"}


def test_an_average_that_belongs_to_other_figures_needs_more() -> None:
    text = "There were 275 stewards, 42 of them new. They gave 24,750 hours, or 70 hours each."
    (place,) = (span for (_, span) in judged(text).findings)
    ledger = Ledger()
    ledger.holds("growth", [place], "seen before")
    assert not judged(text, ledger).findings
    ledger = judged(text)
    assert len(judged(text, ledger).findings) == 1


@pytest.mark.parametrize("check", [check_quotients, check_grown])
def test_figures_drawn_at_random_are_seldom_taken_for_slips(
    check: Callable[[Sheet, Ledger], None],
) -> None:
    rng = random.Random(11)  # noqa: S311 -- repeatable, not secret
    told = 0
    for _ in range(4):
        for text, _, _ in (*SLIPPED, *CHANGED):
            drawn = re.sub(r"(?<=[\d.,])\d|\d(?=[.,]?\d)", lambda _: str(rng.randrange(1, 10)), text)
            ledger = Ledger()
            check(Sheet(read_source(drawn)), ledger)
            told += len(ledger.findings)
    assert told <= MOST_BY_CHANCE
