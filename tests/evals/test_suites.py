"""The suites on what they measure: right answers are right, wrong ones are seen, lost ones count."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

import evals.suites.check
import evals.suites.grammar
from evals.alarms import Alarm
from evals.dataset import Document, load
from evals.product import AuditAnswer, mentions_of
from evals.runner import Limits, run
from evals.scorecard import Scorecard
from evals.spelled import sample, spelled
from evals.suites import Plan, Suite
from evals.suites.audit import AuditSuite
from evals.suites.check import CheckSuite
from evals.suites.grammar import GrammarSuite

DOCUMENT = next(document for document in load("bundled") if document.id == "tan-hong-2022")
SMALL = Plan(tuning={"digests": 1, "per_type": 1})


def scored(suite: Suite, *cases: str, document: Document = DOCUMENT) -> Scorecard:
    return asyncio.run(run(suite, [document], SMALL, limits=Limits(cases=cases)))


def values(card: Scorecard) -> dict[str, str | None]:
    return {metric.name: metric.value for metric in card.metrics}


def test_the_grammar_on_gold_marks_every_number_it_found():
    card = scored(GrammarSuite(), DOCUMENT.id)
    case = card.cases[0]
    assert values(card)["kind_f1"] == "1.000000"
    assert len([mark for mark in case.marks if mark.role == "right"]) >= len(DOCUMENT.mentions) - 2
    text = card.sources[DOCUMENT.id].text
    assert all(text[mark.start : mark.end] == mark.text for mark in case.marks)


def test_a_number_that_is_read_wrongly_or_not_at_all_is_a_miss_at_its_place(monkeypatch):
    def half_blind(text: str, lang: str) -> Any:
        first, _, *rest = mentions_of(text, lang)
        return (replace(first, value="99"), *rest)

    monkeypatch.setattr(evals.suites.grammar, "mentions_of", half_blind)
    card = scored(GrammarSuite(), DOCUMENT.id)
    misses = [mark for mark in card.cases[0].marks if mark.code in ("wrong_value", "missed")]
    gold = [DOCUMENT.mentions[0], DOCUMENT.mentions[1]]
    assert [(mark.start, mark.role) for mark in sorted(misses, key=lambda m: m.start or 0)] == [
        (mention.start, "miss") for mention in gold
    ]
    assert card.cases[0].status == "failed"


def test_every_rewriting_and_spelled_number_is_a_case_of_its_own():
    cases = [trial.id for trial in GrammarSuite().trials([DOCUMENT], Plan(seeds=(1, 2)))]
    assert cases == [DOCUMENT.id, f"{DOCUMENT.id}/rewritten", "spelled-vi/1", "spelled-vi/2"]


@pytest.mark.parametrize(
    ("number", "lang", "words"),
    [
        (1_000_001, "vi", "một triệu không trăm linh một"),
        (21_000, "vi", "hai mươi mốt nghìn"),
        (3_000_000_015, "vi", "ba tỷ không trăm mười lăm"),
        (2_300, "en", "two thousand three hundred"),
        (101_000_000_000, "en", "one hundred and one billion"),
        (0, "en", "zero"),
    ],
)
def test_numbers_are_spelled_as_people_do(number, lang, words):
    assert spelled(number, lang) == words


def test_spelled_numbers_come_in_every_length_and_the_same_again():
    drawn = list(sample("vi", 300, 1))
    assert {len(str(value)) for value, _ in drawn} >= set(range(2, 12))
    assert drawn == list(sample("vi", 300, 1)) != list(sample("vi", 300, 2))


def test_the_audit_suite_counts_gold_and_planted_inconsistencies_apart():
    card = scored(AuditSuite())
    told = values(card)
    assert told["found"] == "1.000000"
    assert next(m for m in card.metrics if m.name == "planted_found").denominator >= 5
    roles = {mark.role for mark in card.cases[0].marks}
    assert "flag" in roles
    assert "miss" not in roles


def test_a_blind_audit_misses_everything_and_says_where(monkeypatch):
    monkeypatch.setattr("evals.suites.audit.audit_of", lambda text, lang: AuditAnswer((), (), 0))
    card = scored(AuditSuite())
    assert (values(card)["found"], values(card)["planted_found"]) == ("0.000000", "0.000000")
    places = {mark.start for mark in card.cases[0].marks if mark.role == "miss"}
    assert {span[0] for item in DOCUMENT.inconsistencies for span in item.spans} == places


def test_the_check_suite_catches_planted_errors_and_leaves_right_digests_alone():
    card = scored(CheckSuite())
    assert values(card)["false_alarms"] == "0.000000"
    row = next(row for row in card.errors if row.name == "transposed_digit")
    assert (row.hit, row.of, row.better) == (1, 1, "higher")


def test_a_check_that_says_nothing_catches_nothing(monkeypatch):
    monkeypatch.setattr(evals.suites.check, "alarms_of", lambda text, lang, digest: [])
    card = scored(CheckSuite())
    assert (values(card)["caught"], values(card)["quiet"]) == ("0.000000", "1.000000")
    missed = next(case for case in card.cases if case.status == "failed")
    assert [mark.role for mark in missed.marks] == ["miss"]
    assert missed.digest is not None


def test_a_check_that_cries_wolf_is_seen_on_right_digests(monkeypatch):
    wolf = [Alarm("not_in_source", "error", "/title", 0, 1, "x")]
    monkeypatch.setattr(evals.suites.check, "alarms_of", lambda text, lang, digest: wolf)
    card = scored(CheckSuite())
    assert values(card)["quiet"] == "0.000000"
    assert values(card)["review_load"] == "1.000000"
    assert values(card)["caught"] == "0.000000"


@pytest.mark.parametrize("suite", [GrammarSuite(), AuditSuite(), CheckSuite()])
def test_a_product_that_crashes_has_found_nothing_of_what_was_due(suite, monkeypatch):
    def crash(*args: object) -> None:
        raise RuntimeError("crash")

    for name in ("grammar.mentions_of", "audit.audit_of", "check.alarms_of"):
        monkeypatch.setattr(f"evals.suites.{name}", crash)
    card = scored(suite)
    assert all(case.status == "error" for case in card.cases)
    counted = [metric for metric in card.metrics if metric.gate and metric.better == "higher"]
    assert counted
    assert all(metric.value in ("0.000000", None) for metric in counted)
