"""A run against its baseline: what is worse, what cannot be told, and what is not comparable at all."""

from fractions import Fraction

import pytest

from evals.compare import CannotCompare, compare
from evals.scorecard import DocumentRate, Metric, Scorecard
from tests.evals.test_scorecard import card_of, case_of


def metric(hits: list[int], of: int = 10, name: str = "f1", **changes: object) -> Metric:
    value = Fraction(sum(hits), of * len(hits))
    fields = {
        "name": name, "label": name, "arm": "core", "unit": "share", "better": "higher", "gate": True,
        "numerator": str(sum(hits)), "denominator": of * len(hits), "value": str(float(value)),
        "documents": tuple(
            DocumentRate(document=f"d{i}", numerator=str(hit), denominator=of) for i, hit in enumerate(hits)
        ),
    }  # fmt: skip
    return Metric.model_validate(fields | changes)


def card(*metrics: Metric, status: str = "ok", live: bool = False, **changes: object) -> Scorecard:
    return card_of(case_of("a", status), metrics=metrics, deterministic=not live, **changes)


EIGHT = [9, 8, 9, 10, 9, 8, 9, 9]


def outcome(now: Scorecard, before: Scorecard) -> tuple[str, int]:
    comparison = compare(now, before)
    return comparison.outcome, comparison.exit_status


@pytest.mark.parametrize(
    ("now", "expected"), [([9, 9], ("equal", 0)), ([9, 10], ("better", 0)), ([9, 8], ("worse", 1))]
)
def test_an_exact_comparison_sees_every_single_count(now, expected):
    assert outcome(card(metric(now)), card(metric([9, 9]))) == expected


def test_what_is_better_when_it_is_lower_is_worse_when_it_rises():
    alarms = {"better": "lower", "name": "alarms"}
    assert outcome(card(metric([1, 1], **alarms)), card(metric([0, 1], **alarms))) == ("worse", 1)


def test_a_figure_that_is_no_gate_is_told_and_decides_nothing():
    before = card(metric([9, 9]), metric([9, 9], name="told", gate=False))
    comparison = compare(card(metric([9, 9]), metric([1, 1], name="told", gate=False)), before)
    assert (comparison.outcome, comparison.changes[1].outcome) == ("equal", "worse")


def test_a_worse_gate_is_not_made_up_for_by_a_better_one():
    before = card(metric([9, 9]), metric([5, 5], name="other"))
    assert outcome(card(metric([9, 8]), metric([9, 9], name="other")), before) == ("worse", 1)


def test_a_figure_that_can_no_longer_be_computed_is_worse():
    gone = metric([9, 9], value=None, denominator=0, documents=())
    assert outcome(card(gone), card(metric([9, 9]))) == ("worse", 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"suite": "other"},
        {"scorers": {"digest": 2}},
        {"seeds": (2,)},
        {"options": {"limit": "1"}},
    ],
)
def test_runs_that_measure_something_else_are_refused(changes):
    with pytest.raises(CannotCompare, match="differ"):
        compare(card(metric([9, 9]), **changes), card(metric([9, 9])))


def test_other_data_and_other_cases_are_refused():
    before = card(metric([9, 9]))
    data = before.run.dataset.model_copy(update={"sha256": "1" * 64})
    with pytest.raises(CannotCompare, match="data"):
        compare(card(metric([9, 9]), dataset=data), before)
    with pytest.raises(CannotCompare, match="cases"):
        compare(card_of(case_of("a"), case_of("new"), metrics=(metric([9, 9]),)), before)
    with pytest.raises(CannotCompare, match="no arm"):
        compare(card(metric([9, 9], arm="free")), before)


def test_live_runs_may_differ_in_seeds_and_cases():
    before = card(metric(EIGHT), live=True)
    assert outcome(card(metric(EIGHT), live=True, seeds=(2,)), before) == ("equal", 0)


def test_a_clear_drop_over_eight_documents_is_worse_and_a_clear_gain_better():
    low = [hit - 4 for hit in EIGHT]
    assert outcome(card(metric(low), live=True), card(metric(EIGHT), live=True)) == ("worse", 1)
    assert outcome(card(metric(EIGHT), live=True), card(metric(low), live=True)) == ("better", 0)


def test_the_same_drop_over_five_documents_cannot_be_told():
    before, now = card(metric(EIGHT[:5]), live=True), card(metric([h - 4 for h in EIGHT[:5]]), live=True)
    comparison = compare(now, before)
    assert (comparison.outcome, comparison.exit_status) == ("cannot_tell", 4)
    assert "5 documents" in comparison.sentence
    assert comparison.changes[0].detectable is None


def test_a_gain_over_five_documents_cannot_be_told_either():
    before, now = card(metric([5] * 5), live=True), card(metric([9] * 5), live=True)
    assert outcome(now, before) == ("cannot_tell", 4)


def test_a_live_figure_that_should_be_low_is_worse_when_it_rises():
    alarms = {"better": "lower", "name": "alarms"}
    low, high = card(metric([1] * 8, **alarms), live=True), card(metric([5] * 8, **alarms), live=True)
    assert outcome(high, low) == ("worse", 1)
    assert outcome(low, high) == ("better", 0)


def test_a_sure_drop_within_the_margin_is_equal():
    before, now = card(metric([900] * 8, of=1000), live=True), card(metric([890] * 8, of=1000), live=True)
    assert outcome(now, before) == ("equal", 0)


def test_plain_counts_are_compared_as_counts():
    three = {"unit": "count", "numerator": "3", "better": "lower"}
    assert outcome(card(metric([1, 1, 1], **three)), card(metric([2, 1], **three))) == ("equal", 0)


def test_noise_cannot_be_told_and_says_what_could_have_been_seen():
    comparison = compare(
        card(metric([10, 6, 10, 6, 10, 6, 10, 6]), live=True), card(metric([8] * 8), live=True)
    )
    assert comparison.outcome == "cannot_tell"
    assert comparison.changes[0].detectable is not None
    assert "least drop" in comparison.sentence


def test_a_difference_too_small_to_matter_is_equal():
    before = card(metric([900] * 8, of=1000), live=True)
    assert outcome(card(metric([899, 901] * 4, of=1000), live=True), before) == ("equal", 0)


def test_a_promise_is_kept_whatever_the_statistics():
    promise = {"name": "unflagged", "unit": "count", "better": "lower", "goal": "<= 0"}
    before = card(metric([0] * 5, of=1, **promise), live=True)
    now = card(metric([0, 0, 1, 0, 0], of=1, **promise), live=True)
    assert outcome(now, before) == ("worse", 1)


def test_looking_at_many_figures_is_paid_for():
    drop = [hit - 1 for hit in EIGHT[:6]]
    many = [metric(EIGHT[:6], name=str(i)) for i in range(3)]
    now = [metric(drop, name="0"), *many[1:]]
    alone = outcome(card(now[0], live=True), card(many[0], live=True))
    together = outcome(card(*now, live=True), card(*many, live=True))
    assert (alone[0], together[0]) == ("worse", "cannot_tell")


def test_a_run_that_stopped_or_lost_cases_is_broken_not_worse():
    before = card(metric([9, 9]))
    assert outcome(card(metric([9, 9]), complete=False), before) == ("broken", 3)
    assert outcome(card(metric([1, 1]), status="error"), before) == ("broken", 3)
    known = card(metric([9, 9]), status="error")
    assert outcome(card(metric([9, 9]), status="error"), known) == ("equal", 0)


def test_cases_that_answer_otherwise_are_listed_the_new_failures_first():
    before = card_of(case_of("a"), case_of("b", fingerprint="old"), metrics=(metric([9, 9]),))
    now = card_of(
        case_of("a", "failed", notes=("n",)), case_of("b", fingerprint="new"), metrics=(metric([9, 9]),)
    )
    changes = compare(now, before).cases
    assert [(change.id, change.before, change.after) for change in changes] == [
        ("a", "ok", "failed"),
        ("b", "ok", "ok"),
    ]
    assert changes[0].notes == ("n",)
