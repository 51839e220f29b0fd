"""What a ruling means: states, second readings, the reviewed digest, and how well people read."""

import copy
import json
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.decision import RULINGS, DecisionIn, DecisionV1, FlagStateV1
from schemas.record import FlagV1, RecordV1
from service import review
from service.core import wire
from service.core.check import check
from service.core.source import read_source
from service.errors import InvalidDecision

TEXT = (
    "Đảng bộ xã có 27 chi bộ với 310 đảng viên. Năm 2021, kết nạp 176 đảng viên mới. "
    "Thu ngân sách đạt 285,695 tỷ đồng. Cuối năm, 45 đảng viên được khen thưởng."
)
DIGEST = {
    "title": "Báo cáo",
    "organization": "Đảng bộ xã",
    "location": None,
    "period": {"label": "2021", "start": None, "end": None},
    "summary": "Có 27 chi bộ với 301 đảng viên, kết nạp 167 đảng viên.",
    "key_points": ["Thu ngân sách 285,695 triệu đồng."],
    "metrics": [
        {
            "label": "Kết nạp",
            "value_text": "167",
            "unit": "đảng viên",
            "period": None,
            "quote": "kết nạp 167 đảng viên mới",
        }
    ],
}


def record_of(digest: object = DIGEST, text: str = TEXT) -> RecordV1:
    """A record of a digest as the pipeline would write it, without a model."""
    source = read_source(text, "vi")
    checked = wire.check_json(check(source, digest), source.text)
    return RecordV1.model_validate(
        {
            "id": "0" * 26,
            "status": "done",
            "report": {
                "title": None, "lang": "vi", "text": source.text.canonical, "received": None,
                "format": "text/plain", "sha256": "0" * 64, "chars": len(text), "created_at": "2026",
            },
            "digest": digest,
            "mentions": [wire.mention_json(mention, source.text) for mention in source.mentions],
            "claims": checked["claims"],
            "flags": checked["flags"],
        }
    )  # fmt: skip


RECORD = record_of()


def flag_at(record: RecordV1, path: str | None, stated: str) -> FlagV1:
    return next(flag for flag in record.flags if flag.path == path and flag.stated.startswith(stated))


def ruled(flag: FlagV1, ruling: str, by: str = "lan", n: int = 1, **more: object) -> DecisionV1:
    said = {
        "id": f"d{n}", "act": f"d{n}", "report_id": "0" * 26, "flag_id": flag.id, "reviewer": by,
        "role": "reviewer", "at": "2026", "ruling": ruling, "value": None, "reason": None, "note": None,
        "seconds": None, "version_from": n, "version_to": n + 1, "second": False, "state": "decided",
    }  # fmt: skip
    return DecisionV1.model_validate(said | more)


def made(code: str = "digits_changed", **more: object) -> FlagV1:
    said = {
        "id": "f", "origin": "digest", "code": code, "severity": "error", "path": "/summary", "start": 0,
        "end": 2, "spans": [], "received_spans": None, "stated": "26", "expected": "25",
        "message_vi": "", "message_en": "",
    }  # fmt: skip
    return FlagV1.model_validate(said | more)


CLAIM, QUOTE = made(), made("quote_altered", path="/metrics/0/quote", start=None, end=None)
OMITTED = made("omitted", path=None, start=None, end=None, severity="info")
SOURCE = made("sum_mismatch", origin="source", path=None, start=None, end=None)


# rulings

FITTING = [
    (CLAIM, DecisionIn(ruling="source_right", value="25")),
    (CLAIM, DecisionIn(ruling="source_right", value="khoảng bảy mươi nghìn")),
    (CLAIM, DecisionIn(ruling="source_right", value="seventy thousand")),
    (CLAIM, DecisionIn(ruling="source_right", value="14/89 (chiếm 15,73%)")),
    (CLAIM, DecisionIn(ruling="digest_right", reason="derived")),
    (CLAIM, DecisionIn(ruling="source_wrong", note="sai trong báo cáo")),
    (CLAIM, DecisionIn(ruling="unsure")),
    (CLAIM, DecisionIn(ruling="reopened")),
    (QUOTE, DecisionIn(ruling="source_right")),
    (OMITTED, DecisionIn(ruling="added")),
    (OMITTED, DecisionIn(ruling="digest_right", reason="duplicate")),
    (SOURCE, DecisionIn(ruling="source_wrong", note="cộng sai")),
    (SOURCE, DecisionIn(ruling="source_right", reason="derived")),
    (SOURCE, DecisionIn(ruling="unsure")),
]
UNFIT = [
    (CLAIM, DecisionIn(ruling="source_right"), "value"),
    (CLAIM, DecisionIn(ruling="source_right", value="khoảng bảy mươi nghìn ???"), "value"),
    (CLAIM, DecisionIn(ruling="source_right", value="chưa rõ"), "value"),
    (CLAIM, DecisionIn(ruling="source_right", value="nhiều đảng viên"), "value"),
    (CLAIM, DecisionIn(ruling="added"), "ruling"),
    (CLAIM, DecisionIn(ruling="digest_right"), "reason"),
    (CLAIM, DecisionIn(ruling="digest_right", reason="other"), "note"),
    (CLAIM, DecisionIn(ruling="source_wrong"), "note"),
    (OMITTED, DecisionIn(ruling="source_right", value="25"), "ruling"),
    (SOURCE, DecisionIn(ruling="digest_right", reason="derived"), "ruling"),
    (SOURCE, DecisionIn(ruling="source_right"), "reason"),
]


@pytest.mark.parametrize(("flag", "said"), FITTING)
def test_a_ruling_that_fits_its_flag_is_taken(flag, said):
    review.refuse_wrong(flag, said)


@pytest.mark.parametrize(("flag", "said", "field"), UNFIT)
def test_a_ruling_that_does_not_fit_its_flag_is_refused_with_the_field(flag, said, field):
    with pytest.raises(InvalidDecision) as caught:
        review.refuse_wrong(flag, said)
    assert caught.value.field == field


@pytest.mark.parametrize("flag", [CLAIM, QUOTE, OMITTED, SOURCE])
def test_a_ruling_with_every_part_it_needs_is_taken_and_with_one_less_is_not(flag):
    parts = {"value": "25", "reason": "misread", "note": "xem lại"}
    for ruling in review.allowed(flag):
        needed = review.needs(flag, ruling)
        review.refuse_wrong(flag, DecisionIn(ruling=ruling, **{name: parts[name] for name in needed}))
        for missing in needed:
            some = {name: parts[name] for name in needed if name != missing}
            with pytest.raises(InvalidDecision):
                review.refuse_wrong(flag, DecisionIn(ruling=ruling, **some))


def test_the_same_figure_is_what_says_the_same_of_the_same():
    flags = [
        made(id="same", path="/key_points/0", stated="26 ", expected="25"),
        made(id="spelt", stated="TỈ", expected=None),
        made("unit_changed", id="code"),
        made(id="stated", stated="27"),
        made(id="expected", expected=None),
        made(id="origin", origin="source"),
        CLAIM,
    ]
    flags[0] = made(id="same", path="/key_points/0")
    assert [flag.id for flag in review.same_figure(flags, CLAIM)] == ["same"]
    assert [f.id for f in review.same_figure(flags, made(id="x", stated="tỷ", expected=None))] == ["spelt"]


# states


def walk(*steps: tuple[str, str], drawn: bool = False) -> list[DecisionV1]:
    """The history that these (reviewer, ruling or ruling=value) make."""
    history: list[DecisionV1] = []
    for n, (by, said) in enumerate(steps, 1):
        ruling, _, value = said.partition("=")
        step = review.after(history, ruling, value or None, by, drawn=drawn)
        history.append(ruled(CLAIM, ruling, by, n, value=value or None, second=step.second, state=step.state))
    return history


WALKS = [
    (False, [("lan", "digest_right")], ["decided"]),
    (False, [("lan", "unsure"), ("minh", "digest_right")], ["second", "decided+"]),
    (False, [("lan", "unsure"), ("lan", "digest_right")], ["second", "decided"]),
    (
        False,
        [("lan", "unsure"), ("minh", "unsure"), ("hoa", "source_wrong")],
        ["second", "second+", "decided+"],
    ),
    (False, [("lan", "digest_right"), ("lan", "reopened")], ["decided", "open"]),
    (False, [("lan", "digest_right"), ("minh", "source_right=5")], ["decided", "decided"]),
    (True, [("lan", "digest_right")], ["second"]),
    (True, [("lan", "digest_right"), ("lan", "source_right=5")], ["second", "second"]),
    (True, [("lan", "source_right=5"), ("minh", "source_right=5")], ["second", "decided+"]),
    (True, [("lan", "source_right=5 tỉ"), ("minh", "source_right=5 TỶ")], ["second", "decided+"]),
    (
        True,
        [("lan", "source_right=5"), ("minh", "source_right=6"), ("hoa", "source_right=6")],
        ["second", "open+", "decided"],
    ),
    (
        True,
        [("lan", "digest_right"), ("minh", "unsure"), ("lan", "digest_right")],
        ["second", "second+", "decided+"],
    ),
    (True, [("lan", "unsure"), ("minh", "digest_right")], ["second", "decided+"]),
    (
        True,
        [("lan", "digest_right"), ("minh", "digest_right"), ("hoa", "reopened"), ("lan", "digest_right")],
        ["second", "decided+", "open", "second"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("drawn", "steps", "states"), WALKS)
def test_a_flag_goes_through_its_states_as_people_rule(drawn, steps, states):
    history = walk(*steps, drawn=drawn)
    assert [d.state + "+" * d.second for d in history] == states


PEOPLE = st.sampled_from(["lan", "minh", "hoa"])
STEPS = st.lists(
    st.tuples(PEOPLE, st.sampled_from([*RULINGS, "source_right=5", "source_right=6"])), max_size=8
)


@given(STEPS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_whatever_people_rule_the_states_keep_their_meaning(steps, drawn):
    history = walk(*steps, drawn=drawn)
    for n, decision in enumerate(history):
        before = history[n - 1] if n else None
        assert (decision.ruling == "reopened") <= (decision.state == "open")
        if decision.state == "open" and decision.ruling != "reopened":
            assert decision.second  # only a second reading that differs opens a flag
        if decision.second:
            assert before is not None
            assert before.state == "second"
            assert before.reviewer != decision.reviewer
        if decision.state == "second" and decision.ruling != "unsure":
            assert drawn
            assert not decision.second


@given(STEPS, st.booleans(), PEOPLE)
@settings(max_examples=300, deadline=None)
def test_a_blind_reader_learns_nothing_and_everybody_else_everything(steps, drawn, reader):
    history = walk(*steps, drawn=drawn)
    seen = review.veiled(history, reader)
    last = history[-1] if history else None
    if last is not None and last.state == "second" and last.ruling != "unsure" and last.reviewer != reader:
        assert all(decision.reviewer != last.reviewer for decision in seen)
        assert review.hidden(last.state, last.ruling, last.reviewer, reader)
    else:
        assert seen == tuple(history)
    assert review.veiled(history, None) == tuple(history)


def test_the_draw_is_the_same_every_time_and_hits_about_the_share_asked_for():
    ids = [str(n) for n in range(4000)]
    hit = [name for name in ids if review.drawn(name, Fraction(1, 20))]
    assert hit == [name for name in ids if review.drawn(name, Fraction(1, 20))]
    assert 150 < len(hit) < 250
    assert not any(review.drawn(name, Fraction(0)) for name in ids)
    assert all(review.drawn(name, Fraction(1)) for name in ids)
    assert set(hit) < {name for name in ids if review.drawn(name, Fraction(1, 5))}


def state_of(severity: str, state: str, ruling: str | None) -> FlagStateV1:
    flag = made(severity=severity)
    return FlagStateV1(
        id="r.f", flag=flag, report_id="r", state=state, version=1, ruling=ruling, value=None, reviewer=None,
        decided_at=None, lease_by=None, lease_until=None, created_at="2026", allowed=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("severity", "state", "ruling", "approved"),
    [
        ("error", "open", None, False),
        ("warning", "open", None, False),
        ("info", "open", None, True),
        ("error", "decided", "digest_right", True),
        ("error", "second", "unsure", False),
        ("error", "second", "digest_right", True),
        ("error", "second", None, False),
    ],
)
def test_a_report_is_approved_when_no_error_or_warning_wants_a_ruling(severity, state, ruling, approved):
    assert review.approved("done", [state_of(severity, state, ruling)]) is approved
    assert review.approved("failed", [state_of(severity, state, ruling)]) is False


# the reviewed digest


def reviewed(record: RecordV1, *decisions: DecisionV1):
    before = copy.deepcopy(record.digest)
    after = review.reviewed_digest(record, decisions)
    assert record.digest == before
    return after


def test_a_corrected_figure_takes_exactly_the_place_of_the_claim():
    flag = flag_at(RECORD, "/summary", "301")
    after = reviewed(RECORD, ruled(flag, "source_right", value="310"))
    assert after["summary"] == "Có 27 chi bộ với 310 đảng viên, kết nạp 167 đảng viên."
    assert after == DIGEST | {"summary": after["summary"]}


def test_corrections_of_several_figures_in_one_string_do_not_move_each_other():
    one, two = flag_at(RECORD, "/summary", "301"), flag_at(RECORD, "/summary", "167")
    decisions = (
        ruled(two, "source_right", value="một trăm bảy mươi sáu"),
        ruled(one, "source_right", value="ba trăm mười"),
    )
    expected = "Có 27 chi bộ với ba trăm mười đảng viên, kết nạp một trăm bảy mươi sáu đảng viên."
    assert reviewed(RECORD, *decisions)["summary"] == expected


def test_a_correction_in_a_list_and_in_an_object_finds_its_place():
    point = flag_at(RECORD, "/key_points/0", "285,695")
    value = flag_at(RECORD, "/metrics/0/value_text", "167")
    after = reviewed(
        RECORD,
        ruled(point, "source_right", value="285,695 tỷ đồng"),
        ruled(value, "source_right", value="176"),
    )
    assert after["key_points"] == ["Thu ngân sách 285,695 tỷ đồng."]
    assert after["metrics"][0]["value_text"] == "176"


@pytest.mark.parametrize(
    ("value", "quote"), [(None, "kết nạp 176 đảng viên mới"), ("kết nạp 176", "kết nạp 176")]
)
def test_a_wrong_quote_gives_way_to_the_corrected_one_or_to_the_passage_of_the_source(value, quote):
    flag = next(f for f in RECORD.flags if f.path == "/metrics/0/quote")
    after = reviewed(RECORD, ruled(flag, "source_right", value=value))
    assert after["metrics"][0]["quote"] == quote


def test_a_quote_that_is_nowhere_in_the_source_stays_until_somebody_corrects_it():
    digest = copy.deepcopy(DIGEST)
    digest["metrics"][0]["quote"] = "một câu không hề có trong báo cáo này"
    record = record_of(digest)
    flag = next(f for f in record.flags if f.code == "quote_not_found")
    assert reviewed(record, ruled(flag, "source_right")) == digest


@pytest.mark.parametrize("ruling", ["digest_right", "source_wrong", "unsure", "reopened"])
def test_other_rulings_leave_the_digest_as_it_is(ruling):
    flag = flag_at(RECORD, "/summary", "301")
    state = {"unsure": "second", "reopened": "open"}.get(ruling, "decided")
    assert reviewed(RECORD, ruled(flag, ruling, value="310", state=state)) == DIGEST


def test_only_the_last_ruling_on_a_flag_counts_and_an_undone_one_does_not():
    flag = flag_at(RECORD, "/summary", "301")
    first, second = (ruled(flag, "source_right", n=n, value=value) for n, value in ((1, "311"), (2, "310")))
    assert "310 đảng viên" in reviewed(RECORD, first, second)["summary"]
    assert reviewed(RECORD, first, ruled(flag, "reopened", n=2, state="open")) == DIGEST


def test_a_drawn_ruling_counts_before_its_second_reading_and_a_disputed_one_does_not():
    flag = flag_at(RECORD, "/summary", "301")
    first = ruled(flag, "source_right", value="310", state="second")
    assert "310 đảng viên" in reviewed(RECORD, first)["summary"]
    differs = ruled(flag, "source_right", "minh", 2, value="301", state="open", second=True)
    assert reviewed(RECORD, first, differs) == DIGEST


def test_an_omitted_figure_is_added_with_its_sentence_as_quote():
    flag = flag_at(RECORD, None, "45")
    metric = reviewed(RECORD, ruled(flag, "added"))["metrics"][1]
    assert metric == {
        "label": "Cuối năm, 45 đảng viên được khen thưởng",
        "value_text": "45",
        "unit": "đảng viên",
        "period": None,
        "quote": "Cuối năm, 45 đảng viên được khen thưởng.",
    }
    named = reviewed(RECORD, ruled(flag, "added", value="Đảng viên"))["metrics"][1]
    assert named["label"] == "Đảng viên"


def test_an_added_figure_is_not_flagged_any_more():
    flag = flag_at(RECORD, None, "45")
    again = record_of(reviewed(RECORD, ruled(flag, "added", value="Đảng viên")))
    assert not [f for f in again.flags if f.path is not None and f.path.startswith("/metrics/1/")]
    assert flag.id not in {f.id for f in again.flags}


def test_a_digest_without_metrics_gets_the_sentence_as_a_point_and_any_other_shape_nothing():
    for digest, expected in (
        ({"key_points": ["x"]}, {"key_points": ["x", "Năm 2021, kết nạp 176 đảng viên mới."]}),
        ({"text": "x"}, {"text": "x"}),
    ):
        record = record_of(digest)
        flag = flag_at(record, None, "176")
        twice = (ruled(flag, "added"), ruled(flag, "added", n=2))
        assert reviewed(record, *twice) == expected


def test_a_label_is_the_part_of_the_sentence_that_speaks_of_the_figure():
    text = "Có 7/38 tổ chức xuất sắc, đạt 18,42%; 26/38 tổ chức tốt, đạt 68,42%; còn lại 5."
    record = record_of({"metrics": []}, text)
    flag = flag_at(record, None, "68,42%")
    metric = reviewed(record, ruled(flag, "added"))["metrics"][0]
    assert (metric["label"], metric["unit"]) == ("26/38 tổ chức tốt, đạt 68,42%", "")
    assert metric["quote"] == text
    long = "Trong năm, " + "toàn huyện " * 15 + "ra sức thi đua, kết nạp 176 đảng viên mới."
    record = record_of({"metrics": []}, long)
    metric = reviewed(record, ruled(flag_at(record, None, "176"), "added"))["metrics"][0]
    assert metric["label"] == "kết nạp 176 đảng viên mới"


def test_a_long_clause_is_cut_for_a_label():
    text = "Kết quả " + "rất dài " * 40 + "là 176 đảng viên mới."
    record = record_of({"metrics": []}, text)
    label = reviewed(record, ruled(flag_at(record, None, "176"), "added"))["metrics"][0]["label"]
    assert len(label) <= review.LONGEST_LABEL
    assert label.endswith("…")


@pytest.mark.parametrize(
    ("value", "expected"), [("310", 310), ("310.5", 310.5), ("310 người", "310 người"), ("0310", "0310")]
)
def test_a_json_number_becomes_the_corrected_number_or_its_words(value, expected):
    flag = made(path="/count", start=0, end=3)
    record = RECORD.model_copy(update={"digest": {"count": 301}, "flags": (flag,)})
    assert reviewed(record, ruled(flag, "source_right", value=value)) == {"count": expected}


@pytest.mark.parametrize(
    "path", ["", "/nothing", "/metrics/9/value_text", "/metrics/x", "/title/0", "/location"]
)
def test_a_path_that_leads_to_no_text_changes_nothing(path):
    flag = made(path=path)
    record = RECORD.model_copy(update={"flags": (flag,)})
    assert reviewed(record, ruled(flag, "source_right", value="5")) == DIGEST


def test_a_path_with_escaped_signs_is_followed():
    flag = made(path="/a~1b/~0c/0", start=0, end=2)
    record = RECORD.model_copy(update={"digest": {"a/b": {"~c": ["26"]}}, "flags": (flag,)})
    assert reviewed(record, ruled(flag, "source_right", value="25")) == {"a/b": {"~c": ["25"]}}


def test_of_two_corrections_of_one_place_the_first_flag_counts():
    first, second = made(id="1", start=3, end=5), made(id="2", start=4, end=6)
    record = RECORD.model_copy(update={"flags": (first, second)})
    decisions = (ruled(second, "source_right", value="B"), ruled(first, "source_right", value="A"))
    assert reviewed(record, *decisions)["summary"] == "Có A" + DIGEST["summary"][5:]


def test_a_record_without_a_digest_has_no_reviewed_one():
    assert review.reviewed_digest(RECORD.model_copy(update={"digest": None}), ()) is None


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_correcting_with_what_was_there_changes_nothing(data):
    flags = [flag for flag in RECORD.flags if flag.path is not None and flag.start is not None]
    chosen = data.draw(st.lists(st.sampled_from(flags), unique_by=lambda flag: flag.id))
    claims = {(claim.path, claim.start, claim.end): claim.text for claim in RECORD.claims}
    decisions = [
        ruled(flag, "source_right", value=claims[flag.path, flag.start, flag.end]) for flag in chosen
    ]
    assert review.reviewed_digest(RECORD, decisions) == DIGEST


def test_a_wholly_reviewed_digest_raises_no_error_on_a_second_check():
    fixes = {"301": "310", "167": "176", "285,695": "285,695 tỷ đồng"}
    decisions = [
        ruled(
            flag, "source_right", value=next((v for k, v in fixes.items() if flag.stated.startswith(k)), None)
        )
        for flag in RECORD.flags
        if flag.severity == "error"
    ]
    after = record_of(reviewed(RECORD, *decisions))
    assert [flag for flag in after.flags if flag.severity == "error"] == []


def test_remarks_are_what_wants_a_ruling_and_what_is_wrong_in_the_source():
    one, two, info = (
        flag_at(RECORD, "/summary", "301"),
        flag_at(RECORD, "/summary", "167"),
        flag_at(RECORD, None, "45"),
    )
    decisions = [ruled(flag, "digest_right") for flag in RECORD.flags if flag not in (one, two, info)]
    decisions.append(ruled(two, "source_wrong", note="báo cáo ghi nhầm"))
    told = review.remarks(RECORD, decisions)
    assert {(remark.flag_id, remark.open, remark.note) for remark in told} == {
        (one.id, True, None),
        (two.id, False, "báo cáo ghi nhầm"),
    }


# how well people read


def test_a_planted_error_is_caught_by_whoever_says_that_the_digest_is_wrong():
    key = ("0" * 26, CLAIM.id)
    history = walk(("lan", "digest_right"), ("minh", "source_right=5"), ("hoa", "unsure"))
    told = review.measured([history], [key])
    assert {name: (r.met, r.caught) for name, r in told.items()} == {"lan": (1, 0), "minh": (1, 1)}
    assert review.measured([history], []) == {}
    changed = walk(("lan", "digest_right"), ("lan", "reopened"), ("lan", "source_right=5"))
    assert review.measured([changed], [key])["lan"].caught == 1


def test_agreement_counts_blind_readings_for_both_readers_and_doubts_for_neither():
    agreed = walk(("lan", "source_right=5"), ("minh", "source_right=5"), drawn=True)
    differed = walk(("lan", "source_right=5"), ("minh", "digest_right"), ("hoa", "digest_right"), drawn=True)
    doubt = walk(("lan", "unsure"), ("minh", "digest_right"), drawn=True)
    told = review.measured([agreed, differed, doubt], [])
    assert {name: (r.readings, r.agreed) for name, r in told.items()} == {"lan": (2, 1), "minh": (2, 1)}


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [
        (0, 0, None),
        (0, 3, "0.0000"),
        (1, 3, "0.3333"),
        (2, 3, "0.6667"),
        (3, 3, "1.0000"),
        (1, 20000, "0.0001"),
    ],
)
def test_a_rate_is_an_exact_decimal_string(part, whole, rate):
    assert review.rate(part, whole) == rate


# known errors


def test_a_slip_changes_one_supported_figure_into_one_that_the_source_does_not_have():
    found = list(review.slips(RECORD, "salt"))
    supported = [c for c in RECORD.claims if (c.verdict, c.reason) == ("supported", "exact")]
    assert 0 < len(found) <= len(supported)
    for slip in found:
        again = record_of(slip.digest)
        assert json.dumps(slip.digest) != json.dumps(DIGEST)
        assert any(
            flag.path == slip.path and flag.start == slip.start and flag.severity == "error"
            for flag in again.flags
        )
        flag = next(f for f in again.flags if (f.path, f.start) == (slip.path, slip.start))
        assert reviewed(again, ruled(flag, "source_right", value=slip.before)) == DIGEST


def test_slips_come_in_an_order_that_the_salt_settles_and_one_digit_is_never_touched():
    orders = {tuple((s.path, s.start) for s in review.slips(RECORD, salt)) for salt in "abcdefgh"}
    assert len(orders) > 1
    assert list(review.slips(RECORD, "a")) == list(review.slips(RECORD, "a"))
    assert list(review.slips(record_of({"summary": "Có 3 xã."}, "Có 3 xã."), "a")) == []
    assert list(review.slips(RECORD.model_copy(update={"digest": None}), "a")) == []


def test_no_slip_is_made_where_every_neighbour_stands_in_the_source():
    claim = next(claim for claim in RECORD.claims if claim.text == "27")
    crowded = " ".join(str(n) for n in (*range(20, 30), 72))
    for text, slips in ((crowded, 0), (crowded.replace("28", ""), 1)):
        report = RECORD.report.model_copy(update={"text": text})
        record = RECORD.model_copy(update={"report": report, "claims": (claim,)})
        assert len(list(review.slips(record, "a"))) == slips


def test_the_rules_of_hiding_and_of_counting_agree_on_every_state():
    for state, ruling in product(("open", "second", "decided"), (None, *RULINGS)):
        blind = review.hidden(state, ruling, "lan", "minh")
        assert blind == (state == "second" and ruling != "unsure")
        assert not review.hidden(state, ruling, "lan", "lan")
        assert review.undecided(state, ruling) == (
            state == "open" or (state == "second" and ruling in (None, "unsure"))
        )
