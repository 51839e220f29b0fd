"""Short wordings: lines that cannot be scored are refused, counts are right, the sealed set stays shut."""

import json
from types import SimpleNamespace

import pytest

from evals.__main__ import main
from evals.dataset import DatasetError
from evals.scorers import FoundItem
from evals.wordings import Set, Wording, load, parse
from evals.wordings.measure import judge, lines, measure, misses

SUM = {
    "id": "vi-parts-01",
    "lang": "vi",
    "type": "parts_sum",
    "text": "Có 9 xã: 4 xã vùng cao và 5 xã vùng thấp.",
    "plants": [{"was": "9 xã", "now": "8 xã"}, {"was": "5 xã", "now": "6 xã"}],
}
NONE = {"id": "en-none-01", "lang": "en", "type": "none", "text": "Of 9, 4 ride and 5 swim.", "plants": []}


def read(*lines_: object) -> tuple[Wording, ...]:
    return parse("\n".join(json.dumps(line, ensure_ascii=False) for line in lines_), "a.jsonl")


def finding(stated: str, severity: str = "error", expected: str = "9") -> FoundItem:
    return FoundItem("sum_mismatch", severity, ((3, 4),), stated, expected)


def test_good_lines_are_read_in_order():
    first, second = read(SUM, NONE)
    assert [first.planted(plant) for plant in first.plants] == [
        "Có 8 xã: 4 xã vùng cao và 5 xã vùng thấp.",
        "Có 9 xã: 4 xã vùng cao và 6 xã vùng thấp.",
    ]
    assert (second.type, second.plants) == ("none", ())


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"lang": "fr"}, "lang: "),
        ({"type": "sum"}, "type: "),
        ({"id": "Größe 1"}, "id: "),
        ({"text": ""}, "text: "),
        ({"note": "x"}, "note: Extra inputs"),
        ({"text": 9}, "text: Input should be a valid string"),
        ({"plants": []}, "at least one"),
        ({"type": "none"}, "type none have no plants"),
        ({"plants": [{"was": "7 xã", "now": "8 xã"}]}, "plant 1: `was` does not occur exactly once"),
        ({"plants": [{"was": "xã", "now": "huyện"}]}, "plant 1: `was` does not occur exactly once"),
        ({"plants": [{"was": "9 xã", "now": "9 xã"}]}, "the same"),
        ({"plants": [{"was": "9 xã", "now": "8 xã"}, {"was": "Có 9", "now": "Có 8"}]}, "the same text"),
        ({"plants": [{"was": f"{n} xã", "now": "1 xã"} for n in (9, 4, 5, 9)]}, "at most 3"),
    ],
)
def test_a_bad_line_is_refused_with_its_place_and_reason(change, problem):
    with pytest.raises(DatasetError) as refused:
        read(NONE, SUM | change)
    assert str(refused.value).startswith("a.jsonl:2: ")
    assert problem in str(refused.value)


def test_every_bad_line_is_named_and_none_is_quoted():
    with pytest.raises(DatasetError) as refused:
        parse(
            "\n".join(["{", json.dumps(SUM | {"plants": []}), json.dumps(NONE), json.dumps(NONE)]), "a.jsonl"
        )
    told = str(refused.value)
    assert [line.partition(": ")[0] for line in told.splitlines()] == [
        "a.jsonl:1", "a.jsonl:2", "a.jsonl:4", "a.jsonl:4",
    ]  # fmt: skip
    assert "vùng cao" not in told
    assert "swim" not in told


def test_a_set_without_a_file_is_a_dataset_error(monkeypatch, tmp_path):
    monkeypatch.setattr("evals.wordings.FOLDER", tmp_path)
    with pytest.raises(DatasetError, match=r"cannot read audit-open\.jsonl"):
        load("open")


@pytest.mark.parametrize("name", ["open", "sealed"])
def test_in_the_sets_every_plant_changes_one_place_and_one_figure(name: Set):
    wordings = load(name)
    kinds = {wording.type for wording in wordings}
    assert len(kinds) == 10
    assert all(wording.text.count(plant.was) == 1 for wording in wordings for plant in wording.plants)
    assert {wording.lang for wording in wordings} == {"vi", "en"}


def test_the_sets_share_no_text():
    assert not {wording.text for wording in load("open")} & {wording.text for wording in load("sealed")}


def test_a_plant_is_found_by_what_is_new_and_loud():
    (wording,) = read(SUM)
    answers = {
        wording.text: [finding("9", "suspicious", "7")],
        wording.planted(wording.plants[0]): [finding("8"), finding("9", "suspicious", "7")],
        wording.planted(wording.plants[1]): [finding("9", "suspicious", "7"), finding("9", "rounding", "10")],
    }
    judged = judge(wording, lambda text, lang: answers[text])
    assert [(trial.found, trial.as_error) for trial in judged.trials] == [(True, True), (False, False)]
    assert [found.severity for found in judged.false] == ["suspicious"]


def test_a_suspicion_finds_a_plant_but_not_as_an_error():
    (wording,) = read(SUM)
    judged = judge(wording, lambda text, lang: [] if text == wording.text else [finding("8", "suspicious")])
    assert [(trial.found, trial.as_error) for trial in judged.trials] == [(True, False)] * 2
    assert judged.false == ()


def loud_on(text: str, lang: str) -> list[FoundItem]:
    """Errors on the first plant of the sum and on the text of type none."""
    assert lang == ("vi" if "xã" in text else "en")
    return [finding("8")] if "8 xã" in text or "swim" in text else []


def test_counts_add_up_by_language_and_type():
    told = list(lines(measure(read(SUM, NONE), loud_on), sealed=False))
    assert told[0].startswith("2 texts, 2 plants")
    rates = {line[:34].strip(): line[34:].strip() for line in told[1:7]}
    assert rates["plants found"].startswith("1/2 = 50.0 % [")
    assert rates["… as an error"].startswith("1/2 = 50.0 % [")
    assert rates["sound texts with a false error"].startswith("0/1 = 0.0 % [")
    assert rates["type none with a false error"].startswith("1/1 = 100.0 % [")
    rows = {line.split()[0]: line.split()[1:] for line in told[9:]}
    assert rows == {
        "en": ["1", "0", "-", "-", "1", "0"],
        "vi": ["1", "2", "1", "(50", "%)", "1", "(50", "%)", "0", "0"],
        "none": ["1", "0", "-", "-", "1", "0"],
        "parts_sum": ["1", "2", "1", "(50", "%)", "1", "(50", "%)", "0", "0"],
    }


def test_false_suspicions_are_counted_apart_from_false_errors_and_by_text():
    told = list(
        lines(measure(read(SUM, NONE), lambda text, lang: [finding("8", "suspicious")] * 2), sealed=False)
    )
    rates = {line[:34].strip(): line[34:].strip() for line in told[1:7]}
    assert rates["sound texts with a false suspicion"].startswith("1/1 = 100.0 % [")
    assert rates["type none with a false suspicion"].startswith("1/1 = 100.0 % [")
    assert rates["type none with a false error"].startswith("0/1 = 0.0 % [")
    assert [line.split()[-2:] for line in told[9:]] == [["0", "1"]] * 4


def test_a_set_without_texts_of_a_kind_has_no_rate_for_it():
    told = "\n".join(lines(measure(read(NONE), lambda text, lang: []), sealed=False))
    assert "plants found" not in told
    assert "type none with a false error" in told


def test_misses_show_the_plant_in_its_place_and_what_was_said_in_vain_each_on_a_line():
    listed = SUM | {"text": "Có 9 xã:\n4 xã vùng cao và 5 xã vùng thấp."}
    told = list(misses(measure(read(listed, NONE), loud_on)))
    assert told == [
        "missed vi-parts-01 parts_sum: Có 9 xã: / 4 xã vùng cao và »5 xã → 6 xã« vùng thấp.",
        "false error en-none-01 none: sum_mismatch: 8, expected 9 at 9 | Of 9, 4 ride and 5 swim.",
    ]


def test_the_command_scores_the_open_set_and_shows_its_misses(monkeypatch, capsys):
    monkeypatch.setattr("evals.wordings.load", lambda name: {"open": read(SUM)}[name])
    monkeypatch.setattr("evals.product.audit", lambda source: SimpleNamespace(findings=(), relations=()))
    assert main(["wordings", "--misses"]) == 0
    told = capsys.readouterr().out
    assert "0/2 = 0.0 %" in told
    assert "»9 xã → 8 xã«" in told


def test_the_sealed_set_shows_totals_and_languages_but_no_text_and_no_type(monkeypatch, capsys):
    monkeypatch.setattr("evals.wordings.load", lambda name: {"sealed": read(SUM, NONE)}[name])
    assert main(["wordings", "--sealed"]) == 0
    told = capsys.readouterr().out
    assert "2 texts, 2 plants" in told
    assert "xã" not in told
    assert "parts" not in told


def test_misses_of_the_sealed_set_are_refused(capsys):
    assert main(["wordings", "--sealed", "--misses"]) == 2
    assert "totals only" in capsys.readouterr().err
