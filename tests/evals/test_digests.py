"""Records of real runs are scored by gold: value, unit and label of metrics, every figure of the prose."""

from fractions import Fraction
from typing import Any

import pytest

from evals.dataset import load
from evals.digests import due, score_digest

DOCUMENT = next(document for document in load("bundled") if document.id == "vinh-bao-2021")


def metric(label: str, value_text: str, unit: str = "", quote: str = "") -> dict[str, Any]:
    return {"label": label, "value_text": value_text, "unit": unit, "period": None, "quote": quote}


def claim(
    path: str, text: str, value: str, *, at: str | None = None, unit: str | None = None, **more: Any
) -> dict[str, Any]:
    place = next((m for m in DOCUMENT.mentions if m.text == at), None)
    evidence = (
        []
        if place is None
        else [{"received_start": place.start, "received_end": place.end, "role": more.pop("role", "match")}]
    )
    found = {
        "path": path, "start": 0, "end": len(text), "text": text, "value": value, "unit": unit,
        "verdict": "supported", "reason": "exact", "evidence": evidence,
    }  # fmt: skip
    return found | more


def flag(path: str, code: str = "not_in_source", severity: str = "error", **more: Any) -> dict[str, Any]:
    return {
        "origin": "digest", "path": path, "code": code, "severity": severity, "start": None, "end": None,
    } | more  # fmt: skip


def record(
    metrics: list[dict[str, Any]],
    claims: list[dict[str, Any]],
    flags: list[dict[str, Any]] | None = None,
    **digest: Any,
) -> dict[str, Any]:
    return {
        "digest": {
            "organization": "Huyện uỷ Vĩnh Bảo", "location": "TP. Hải Phòng",
            "period": {"label": "năm 2021", "start": "2021-01-01", "end": "2021-12-31"},
            "metrics": metrics,
        } | digest,
        "claims": claims,
        "flags": flags or [],
    }  # fmt: skip


VALUE = "/metrics/0/value_text"
MEMBERS = metric("Tổng số đảng viên", "9.295", "đảng viên")
RIGHT = claim(VALUE, "9.295", "9295", at="9.295", unit="đảng viên")


def test_a_metric_with_value_unit_and_label_right_is_a_hit_at_every_level():
    counts = score_digest(DOCUMENT, record([MEMBERS], [RIGHT])).counts
    keys = len(DOCUMENT.key_metrics)
    assert counts["value_f1"] == counts["unit_f1"] == counts["group_f1"] == (2, 1 + keys)
    assert counts["repair_quality"] == (1, keys)
    assert counts["repairs"] == (keys - 1, 1)
    assert (counts["salient_recall"], counts["weighted_recall"][0]) == ((1, 11), 3)


@pytest.mark.parametrize(
    ("changed", "levels"),
    [
        ({"label": "Đảng viên được kết nạp mới"}, (2, 2, 0)),
        ({"unit": "chi bộ"}, (2, 0, 0)),
        ({"unit": "đồng chí", "label": "Tổng số đảng viên toàn huyện"}, (2, 0, 0)),
    ],
)
def test_a_wrong_label_or_unit_stops_a_metric_at_its_level(changed, levels):
    score = score_digest(DOCUMENT, record([MEMBERS | changed], [RIGHT]))
    assert tuple(score.counts[f"{level}_f1"][0] for level in ("value", "unit", "group")) == levels
    assert [mark.role for mark in score.marks if mark.side == "digest"] == ["miss"]


def test_a_rate_needs_its_percent_sign():
    document = next(document for document in load("bundled") if document.id == "dam-ha-2019")
    label = "Tốc độ tăng bình quân sản xuất nông, lâm, thủy sản"
    stated = claim(VALUE, "10%/năm", "10", unit="%/năm")
    right = score_digest(document, record([metric(label, "10%/năm", "%/năm")], [stated])).counts
    wrong = score_digest(document, record([metric(label, "10%/năm", "năm")], [stated])).counts
    assert (right["group_f1"][0], wrong["value_f1"][0], wrong["unit_f1"][0]) == (2, 2, 0)


def test_a_value_that_gold_does_not_have_is_wrong_and_goes_through_unless_it_is_flagged():
    wrong = claim(VALUE, "9.259", "9259", verdict="unsupported", reason="not_in_source")
    through = score_digest(DOCUMENT, record([MEMBERS], [wrong]))
    assert through.wrong_unflagged == 1
    assert through.counts["number_precision"] == (0, 1)
    assert through.errors["no_such_value"] == 1
    caught = score_digest(DOCUMENT, record([MEMBERS], [wrong], [flag(VALUE)]))
    assert (caught.wrong_unflagged, caught.counts["wrong_flagged"]) == (0, (1, 1))
    quiet = score_digest(DOCUMENT, record([MEMBERS], [wrong], [flag(VALUE, severity="info")]))
    assert quiet.wrong_unflagged == 1
    elsewhere = score_digest(DOCUMENT, record([MEMBERS], [wrong], [flag("/metrics/1/value_text")]))
    assert elsewhere.wrong_unflagged == 1


def test_an_alarm_in_the_prose_must_overlap_the_wrong_figure():
    wrong = claim("/summary", "9.259", "9259", verdict="unsupported", start=10, end=15)
    beside = flag("/summary", start=0, end=10)
    over = flag("/summary", start=14, end=20)
    assert score_digest(DOCUMENT, record([], [wrong], [beside])).wrong_unflagged == 1
    assert score_digest(DOCUMENT, record([], [wrong], [over])).wrong_unflagged == 0


def test_what_gold_holds_in_another_form_is_grounded():
    claims = [
        claim("/summary", "285,7 tỷ", "285700000000", reason="rounded"),
        claim("/summary", "0", "0"),
        claim("/summary", "249", "249", reason="derived", at="176", role="operand"),
        claim("/summary", "2021", "2021"),
    ]
    assert score_digest(DOCUMENT, record([], claims)).counts["prose_number_precision"] == (4, 4)
    shifted = [
        claim("/summary", "285,8 tỷ", "285800000000", reason="rounded"),
        claim("/summary", "249", "249", reason="derived"),
    ]
    assert score_digest(DOCUMENT, record([], shifted)).wrong_unflagged == 2


def test_identifiers_are_no_figures():
    named = claim("/summary", "COVID-19", "19", verdict="not_checked")
    assert score_digest(DOCUMENT, record([], [named])).counts["number_precision"] == (0, 0)


def test_a_figure_that_is_no_key_figure_neither_rewards_nor_punishes():
    other = metric("Nhóm giải pháp", "5", "nhóm giải pháp")
    stated = claim(VALUE, "5", "5", unit="nhóm giải pháp")
    counts = score_digest(DOCUMENT, record([other], [stated])).counts
    assert counts["group_f1"] == (0, len(DOCUMENT.key_metrics))
    assert counts["group_precision"] == (0, 0)


def test_one_number_of_gold_is_stated_once():
    twice = [MEMBERS, MEMBERS]
    claims = [RIGHT, claim("/metrics/1/value_text", "9.295", "9295", at="9.295")]
    score = score_digest(DOCUMENT, record(twice, claims))
    assert score.counts["group_precision"] == (1, 2)


def test_a_value_with_two_numbers_is_right_for_neither():
    two = [RIGHT, claim(VALUE, "176", "176", at="176")]
    assert score_digest(DOCUMENT, record([MEMBERS], two)).counts["value_f1"][0] == 0


def test_a_key_figure_counts_as_stated_when_a_supported_claim_rests_on_its_place():
    stated = claim("/summary", "176", "176", at="176")
    assert score_digest(DOCUMENT, record([], [stated])).counts["salient_recall"] == (1, 11)
    near = claim("/summary", "176", "176", at="176", role="near")
    denied = claim("/summary", "176", "176", at="176", verdict="contradicted")
    assert score_digest(DOCUMENT, record([], [near, denied])).counts["salient_recall"] == (0, 11)


def test_an_alarm_on_a_right_metric_is_false_unless_its_quote_is_not_in_the_source():
    quoted = MEMBERS | {"quote": "9.295 đảng viên"}
    invented = MEMBERS | {"quote": "có 9.295 hội viên"}
    altered = flag("/metrics/0/quote", "quote_altered", "warning")
    assert score_digest(DOCUMENT, record([quoted], [RIGHT], [altered])).counts["false_alarms"] == (1, 1)
    assert score_digest(DOCUMENT, record([invented], [RIGHT], [altered])).counts["false_alarms"] == (0, 1)
    subject = flag("/metrics/0/label", "wrong_subject")
    assert score_digest(DOCUMENT, record([invented], [RIGHT], [subject])).counts["false_alarms"] == (1, 1)


def test_fields_are_compared_with_every_accepted_answer():
    right = score_digest(DOCUMENT, record([], [])).counts
    assert (right["organization"], right["period"], right["location"]) == ((1, 1), (1, 1), (1, 1))
    wrong = score_digest(
        DOCUMENT,
        record(
            [], [], organization="Thành ủy", location="Hà Nội",
            period={"label": "2020", "start": "2020-01-01", "end": "2020-12-31"},
        ),
    )  # fmt: skip
    assert [wrong.counts[name][0] for name in ("organization", "period", "location")] == [0, 0, 0]
    assert wrong.errors.keys() >= {"wrong_organization", "wrong_period", "wrong_location"}


def test_a_place_need_not_be_named_where_the_report_names_none():
    document = next(document for document in load("bundled") if document.id == "dam-ha-2019")
    answers = {None: 1, "tỉnh Quảng Ninh": 1, "tỉnh Đầm Hà": 0}
    for place, right in answers.items():
        assert score_digest(document, record([], [], location=place)).counts["location"] == (right, 1)


def test_a_record_that_does_not_exist_misses_everything_that_was_due():
    lost = due(DOCUMENT)
    empty = score_digest(DOCUMENT, record([], [])).counts
    assert lost["group_f1"] == empty["group_f1"] == (0, len(DOCUMENT.key_metrics))
    assert lost["weighted_recall"] == empty["weighted_recall"]
    assert Fraction(*lost["salient_recall"]) == 0
