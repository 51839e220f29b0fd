"""Which figure is told as the right one, where a claim's own belongs to something else."""

import pytest

from service.core.check import check
from service.core.check.index import index_of
from service.core.check.instead import meant
from service.core.check.subject import Subjects
from service.core.check.verdict import Outcome
from service.core.claims import find_claims
from service.core.source import read_source
from service.core.types import Reason

ADMITTED = "Kết nạp 97 đảng viên mới, đạt 80,8% chỉ tiêu (120 đảng viên), trong đó có 58 nam, 39 nữ."


def told(source, label, value, unit=""):
    """Code and figure of the flag on a metric."""
    digest = {"metrics": [{"label": label, "value_text": value, "unit": unit, "quote": ""}]}
    flags = [f for f in check(read_source(source), digest).flags if f.path == "/metrics/0/value_text"]
    return [(f.code, f.expected) for f in flags]


@pytest.mark.parametrize(
    ("label", "value", "right"),
    [
        ("Đảng viên nam mới kết nạp", "39", "58"),
        ("Số đảng viên nam được kết nạp", "39", "58"),
        ("Đảng viên nữ mới kết nạp", "58", "39"),
    ],
)
def test_a_plan_is_never_told_as_the_figure_of_one_side(label, value, right):
    ((code, expected),) = told(ADMITTED, label, value, "đảng viên")
    assert code == "wrong_subject"
    assert expected in (None, right)
    assert outcome_of(ADMITTED, label, value, ["120"], value) == [right]


def outcome_of(source, label, value, near, match, reason=Reason.WRONG_SUBJECT):
    """An outcome that names some figures of a source, after it was looked at; figures by their texts."""
    read = read_source(source)
    index = index_of(read)
    places = {m.text: n for n, m in enumerate(index.mentions)}
    digest = {"metrics": [{"label": label, "value_text": value, "unit": "", "quote": ""}]}
    draft = find_claims(digest, read.lang).drafts[-1]
    found = Outcome(draft, reason, match=(places[match],), near=tuple(places[name] for name in near))
    return [index.mentions[n].text for n in meant(found, Subjects(index)).near]


PLANNED = "Kế hoạch trồng 120 ha rừng. Trồng được 97 ha rừng. Chăm sóc 45 ha rừng."


@pytest.mark.parametrize(
    ("source", "label", "value", "near", "match", "expected"),
    [
        (PLANNED, "Diện tích rừng trồng được", "45 ha", ["120 ha"], "45 ha", ["97 ha"]),
        (PLANNED, "Diện tích rừng trồng được", "45 ha", ["97 ha"], "45 ha", ["97 ha"]),
        (PLANNED, "Kế hoạch trồng rừng", "45 ha", ["120 ha"], "45 ha", ["120 ha"]),
        (PLANNED, "Diện tích rừng", "45 ha", [], "45 ha", []),
        ("Kế hoạch trồng 120 ha rừng. Chăm sóc 45 ha chè.", "Rừng", "45 ha", ["120 ha"], "45 ha", []),
        ("Có 31 giáo viên, 12 phòng học.", "Giáo viên nam", "12", ["31"], "12", ["31"]),
    ],
)
def test_a_plan_gives_way_to_a_result_or_to_nothing(source, label, value, near, match, expected):
    assert outcome_of(source, label, value, near, match) == expected


def test_other_reasons_keep_the_figure_that_they_name():
    given = (PLANNED, "Diện tích rừng trồng được", "45 ha", ["120 ha"], "45 ha")
    assert outcome_of(*given, reason=Reason.DIGITS_CHANGED) == ["120 ha"]
