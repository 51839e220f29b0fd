"""Averages in lists and of levels told side by side: a slip is told, and the sound text says nothing."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity

SLIPS = [
    ("Repair café\nEvenings held: 24\nToasters mended: 1,512\nAverage per evening: 63", "1,512", "1,215"),
    ("Repair café\nEvenings held: 24\nToasters mended: 1,512\nAverage per evening: 63", "63", "36"),
    ("Tổng số sách tặng: 5.184\nSố đợt tặng: 16\nBình quân mỗi đợt: 324 cuốn", "5.184", "5.814"),
    ("Book van\nStops\t36\nLoans\t2,844\nAverage per stop\t79", "2,844", "2,484"),
    ("The three nets held 412, 388 and 541 crabs. The mean of 447 is a record.", "447", "474"),
    ("The three nets held 412, 388 and 541 crabs. The mean of 447 is a record.", "541", "451"),
    ("Bốn bến thu lần lượt 640, 720, 880 và 560 lượt, tính ra mỗi bến trung bình 700 lượt.", "880", "800"),
    (
        "A typical basket came to $42.50; there were 3,160 of them in the first week, bringing in $134,300.",
        "3,160",
        "316",
    ),
    (
        "Last winter 28 drivers took 640 meals a day. Together they drove 5,376 hours, so that each driver"
        " put in 192 hours on average.",
        "5,376",
        "5,736",
    ),
]

SOUND = [
    "The three nets held 412, 388 and 541 crabs. On average 93 came back.",
    "The four wards have 212, 180, about 240 and 98 beds; the average stay was 7 days.",
    "The pools took 412, 388 and 541 swimmers, and on average each ticket cost £4.",
    "Trung bình mỗi ngày tiếp 45 lượt. Ba ngày 40, 52 và 43 lượt.",
    "Average: 45\nHighest: 52\nLowest: 38",
    "The nets held 12 crabs. The average was 45.",
]


def _findings(text: str) -> list[str]:
    return [f.code for f in audit(read_source(text)).findings]


@pytest.mark.parametrize(
    ("text", "was", "now"), SLIPS, ids=[f"{i}: {w}" for i, (_, w, _) in enumerate(SLIPS)]
)
def test_a_slip_beside_an_average_is_told_and_the_sound_text_is_not(text: str, was: str, now: str) -> None:
    assert _findings(text) == []
    assert "average_mismatch" in _findings(text.replace(was, now, 1))


@pytest.mark.parametrize("text", SOUND, ids=[text[:40] for text in SOUND])
def test_an_average_of_something_else_is_left_alone(text: str) -> None:
    assert _findings(text) == []


def test_the_mean_of_what_is_listed_is_noted() -> None:
    relations = audit(
        read_source("The three nets held 412, 388 and 541 crabs. The mean of 447 is a record.")
    ).relations
    assert [r.type for r in relations if r.holds] == ["average"]


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        (
            "Of our 31 licensed mills 22 ran. The 22 plants at work employed 16,280 people, 525 apiece on"
            " average.",
            "525",
            "740",
        ),
        (
            "The county has 48 halls, but 35 opened. The 35 open rooms drew 50,400 visitors, or 1,050 each on"
            " average.",
            "1,050",
            "1,440",
        ),
    ],
)
def test_a_total_divided_by_another_count_is_an_error(text: str, stated: str, expected: str) -> None:
    (found,) = audit(read_source(text)).findings
    assert (found.stated, found.expected) == (stated.replace(",", ""), expected.replace(",", ""))
    assert (found.code, found.severity) == ("average_mismatch", FindingSeverity.ERROR)


def test_an_average_of_two_digits_is_not_borne_out_by_what_is_told_after_it() -> None:
    text = (
        "Có 186 lớp, trong đó 57 lớp chăn nuôi. Tổng cộng 6.324 lượt nông dân tham dự, bình quân {} người"
        " mỗi lớp; phụ nữ có 2.466 lượt."
    )
    assert not audit(read_source(text.format(34))).findings
    (found,) = audit(read_source(text.format(43))).findings
    assert (found.stated, found.expected) == ("43", "34")
