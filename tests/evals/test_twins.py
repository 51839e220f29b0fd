"""The machine twins say what the scorecard says, and hold nothing that a reader of theirs would act on."""

from xml.etree import ElementTree as ET

from evals.compare import compare
from evals.twins import junit, markdown
from tests.evals.test_compare import metric
from tests.evals.test_scorecard import card_of, case_of

CARD = card_of(
    case_of("good"),
    case_of("bad", "failed", notes=("wrong\x00 <b> & `x` | y",)),
    case_of("gone", "error", notes=("Timeout: no answer",)),
    metrics=(metric([9, 8], goal=">= 0.9", met=False),),
)


def test_junit_tells_failures_errors_and_figures():
    suite = ET.fromstring(junit(CARD))  # noqa: S314 -- our own output
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3", "failures": "1", "errors": "1", "skipped": "0",
    }  # fmt: skip
    told = {case.get("name"): [child.tag for child in case] for case in suite.iter("testcase")}
    assert told == {"good": [], "bad": ["failure"], "gone": ["error"]}
    assert suite.find(".//property").attrib == {"name": "f1 (core)", "value": "0.85"}


def test_what_the_baseline_has_too_is_skipped_and_what_is_new_fails():
    before = card_of(case_of("good"), case_of("bad", "failed"), case_of("gone"), metrics=CARD.metrics)
    compared = CARD.model_copy(update={"comparison": compare(CARD, before)})
    suite = ET.fromstring(junit(compared))  # noqa: S314 -- our own output
    told = {case.get("name"): [child.tag for child in case] for case in suite.iter("testcase")}
    assert told == {"good": [], "bad": ["skipped"], "gone": ["error"]}


def test_markdown_opens_with_the_verdict_and_escapes_what_models_wrote():
    before = card_of(case_of("good"), case_of("bad"), case_of("gone", "error"), metrics=(metric([9, 9]),))
    text = markdown(CARD.model_copy(update={"comparison": compare(CARD, before)}))
    assert text.splitlines()[2].startswith("**Worse: f1")
    assert "| **f1** | core | 0.850 |  | 17/20 | >= 0.9 ✗ |" in text
    assert "2 of 3 cases answered, 1 without complaint" in text
    assert "\\<b\\>" in text
    assert "\\| y" in text
