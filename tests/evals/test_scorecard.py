"""The scorecard keeps what was measured through JSON, and a baseline keeps it without the texts."""

import json

import pytest
from pydantic import ValidationError

from evals.scorecard import (
    Arm,
    CaseResult,
    Cost,
    Count,
    Dataset,
    Mark,
    Metric,
    Run,
    Scorecard,
    SourceText,
)


def run_of(suite: str = "digest", **changes: object) -> Run:
    fields = {
        "suite": suite,
        "dataset": Dataset(name="bundled", sha256="0" * 64, documents=("a", "b")),
        "scorers": {"digest": 1},
        "code_version": "0.1.0+core.x",
        "arms": (Arm(name="core"),),
        "seeds": (1,),
        "repeats": 1,
        "deterministic": True,
        "options": {},
        "started_at": "2026-01-01T00:00:00Z",
        "seconds": "1.5",
        "cost": Cost(),
        "complete": True,
    }
    return Run.model_validate(fields | changes)


def case_of(name: str, status: str = "ok", **changes: object) -> CaseResult:
    return CaseResult.model_validate(
        {"id": name, "document": name, "arm": "core", "status": status, "fingerprint": "f"} | changes
    )


def card_of(*cases: CaseResult, metrics: tuple[Metric, ...] = (), **changes: object) -> Scorecard:
    return Scorecard(run=run_of(**changes), metrics=metrics, cases=cases)


def test_a_scorecard_comes_back_from_json_as_it_went() -> None:
    mark = Mark(side="digest", role="miss", start=0, end=2, path="/metrics/0/value_text", text="12")
    case = case_of("a", "failed", marks=(mark,), counts={"x": Count(numerator="1.5", denominator=2)})
    card = card_of(case, case_of("b")).model_copy(
        update={"sources": {"a": SourceText(lang="vi", title="", text="Có 12 người")}}
    )
    assert Scorecard.model_validate_json(card.model_dump_json()) == card
    assert Scorecard.model_validate(json.loads(card.model_dump_json())) == card


def test_a_field_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Scorecard.model_validate({**card_of().model_dump(), "marks": []})


def test_cases_without_an_answer_are_shown_before_wrong_ones_and_right_ones_not_at_all() -> None:
    card = card_of(case_of("c", "failed"), case_of("a"), case_of("z", "error"), case_of("b", "failed"))
    assert [case.id for case in card.failed] == ["z", "b", "c"]


def test_a_baseline_holds_no_text_of_a_report() -> None:
    mark = Mark(side="source", role="miss", start=0, end=2, text="bí mật")
    case = case_of("a", "failed", marks=(mark,), digest={"summary": "bí mật"}, source="a", notes=("12",))
    card = card_of(case).model_copy(update={"sources": {"a": SourceText(lang="vi", title="", text="bí mật")}})
    slim = card.slim()
    assert "bí mật" not in slim.model_dump_json()
    assert slim.cases[0].status == "failed"
    assert slim.run == card.run
