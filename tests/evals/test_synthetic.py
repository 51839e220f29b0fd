"""Synthetic reports: repeatable, valid, and with arithmetic that is checked here once more."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from evals.annotate import validate
from evals.dataset import Document, GoldItem
from evals.synthetic import LANGUAGES, Synthetic, corpus, synthesize, write_dataset
from evals.synthetic.language import Form
from evals.synthetic.measure import lines, measure

REPORTS = [report for lang in LANGUAGES for report in corpus(1, lang, 3000, 9)]


def values(document: Document, item: GoldItem) -> list[Decimal]:
    return [Decimal(document.mentions[i].value) for i in item.mentions]


def closes(document: Document, item: GoldItem) -> bool:
    """Whether the arithmetic of an item works out, for the types whose mentions are plain numbers."""
    numbers = values(document, item)
    if item.type == "parts_sum":
        return numbers[0] == sum(numbers[1:])
    if item.type == "percent_sum":
        return sum(numbers) == 100
    if item.type == "difference":
        return abs(numbers[0] - numbers[1]) == numbers[2]
    if item.type == "average":
        return abs(numbers[0] / numbers[1] - numbers[2]) <= Decimal("0.051") * _scale(document, item)
    assert item.type == "growth"
    return abs(abs(numbers[0] - numbers[1]) * 100 / numbers[1] - abs(numbers[2])) <= Decimal("0.051")


def _scale(document: Document, item: GoldItem) -> Decimal:
    return Decimal(document.mentions[item.mentions[2]].scale or 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_seed_gives_the_same_report_and_another_seed_another(lang: str) -> None:
    assert synthesize(3, lang, 2500) == synthesize(3, lang, 2500)
    assert synthesize(3, lang, 2500).document.text != synthesize(4, lang, 2500).document.text


@pytest.mark.parametrize("size", [500, 4000, 40_000])
def test_a_report_is_as_long_as_asked_and_not_much_longer(size: int) -> None:
    length = len(synthesize(1, "vi", size).document.text)
    assert size <= length <= size + 5000


def test_the_dataset_validator_finds_nothing_wrong(tmp_path: Path) -> None:
    ids = write_dataset(tmp_path, (report for lang in LANGUAGES for report in corpus(50, lang, 2500, 5)))
    assert len(ids) == 10
    assert validate(tmp_path) == []


def test_true_relations_close_and_planted_ones_do_not() -> None:
    plain = ("parts_sum", "percent_sum", "difference", "average", "growth")
    checked = {True: 0, False: 0}
    for report in REPORTS:
        for planted, items in (
            (False, report.document.near_misses),
            (True, report.document.inconsistencies),
        ):
            for item in items:
                if item.type in plain:
                    assert closes(report.document, item) is not planted, (report.document.id, item)
                    checked[planted] += 1
    assert checked[False] > 150
    assert checked[True] > 15


def test_every_type_of_inconsistency_is_planted_and_none_without_being_asked() -> None:
    types = {item.type for report in REPORTS for item in report.document.inconsistencies}
    assert types == {
        "ratio_percent", "parts_sum", "growth", "difference", "percent_sum", "average", "impossible",
        "denominator_mismatch", "same_total",
    }  # fmt: skip
    quiet = [synthesize(seed, lang, 3000, planted=0) for seed in range(1, 6) for lang in LANGUAGES]
    assert {item.severity for report in quiet for item in report.document.inconsistencies} <= {"rounding"}


def test_every_phenomenon_has_its_place_in_the_text() -> None:
    for report in REPORTS:
        named = {report.phenomenon(mention.start) for mention in report.document.mentions}
        assert any(name.startswith("share: ") for name in named)
        assert any(name.startswith("fact: ") for name in named)
        ends = [end for _, end, _ in report.places]
        assert ends == sorted(ends)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_of_a_language_is_told_in_a_long_report(lang: str) -> None:
    report: Synthetic = synthesize(1, lang, 30_000)
    told = {name for _, _, name in report.places}
    facts: tuple[Form, ...] = LANGUAGES[lang].facts
    assert {f"fact: {form.name}" for form in facts} <= told


def test_both_conventions_meet_in_one_report() -> None:
    text = "".join(report.document.text for report in REPORTS if report.document.lang == "vi")
    assert re.search(r"\d\.\d{3} ", text)
    assert re.search(r"USD \d,\d{3},\d{3}", text)


def test_the_measure_counts_what_is_there_and_names_what_is_missed() -> None:
    report = synthesize(7, "en", 3000)
    measured = measure([report])
    due = [mention for mention in report.document.mentions if not mention.optional]
    errors = [item for item in report.document.inconsistencies if item.severity != "rounding"]
    assert sum(row.mentions for row in measured.rows.values()) == len(due)
    assert sum(row.planted for row in measured.rows.values()) == len(errors)
    assert all(row.found <= row.planted for row in measured.rows.values())
    written = list(lines(measured, examples=1))
    assert written[0].startswith("1 reports, ")
    assert f"/{measured.audit.found.gold} = " in written[1]


def test_the_check_is_measured_on_digests_made_from_the_same_gold() -> None:
    measured = measure([synthesize(7, "vi", 2500)], digests=2)
    assert measured.check.digests == 2
    assert measured.check.claims > 20
    assert set(measured.check.by_error) == {case.error for case in measured.check.missed} | {
        error for error, tally in measured.check.by_error.items() if tally.hit
    }
    assert any(line.startswith("planted errors caught ") for line in lines(measured))
