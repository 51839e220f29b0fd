"""Short right and wrong statements: form, places of alarms, and a sealed part that stays mute."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.alarms import Alarm
from evals.dataset import DatasetError
from evals.wordings.check import PARTS, claims_in, lines, load_part, misses, score

LINE = {
    "id": "a-1",
    "lang": "en",
    "source": "The club has 40 members, 24 of them women.",
    "right": ["Of 40 members 24 are women.", [{"label": "Members", "value_text": "40", "unit": None}]],
    "wrong": [
        {"digest": "Of 40 members 42 are women.", "class": "digit", "at": "42 are women"},
        {
            "digest": [
                {
                    "label": "Members",
                    "value_text": "40",
                    "unit": "people",
                    "quote": "The club has 40 members",
                },
                {"label": "Women", "value_text": "16", "unit": "people"},
            ],
            "class": "opposite",
            "at": "16",
        },
    ],
}


def put(folder: Path, *changed: dict[str, object]) -> None:
    text = "\n".join(json.dumps(LINE | {"id": f"a-{n}"} | change) for n, change in enumerate(changed, 1))
    (folder / "check-open.jsonl").write_text(text, encoding="utf-8")


def alarm(path: str, start: int | None = None, end: int | None = None, severity: str = "error") -> Alarm:
    return Alarm("digits_changed", severity, path, start, end, "")


@pytest.mark.parametrize("part", PARTS)
def test_every_line_has_right_and_wrong_statements_of_its_own(part: str) -> None:
    wordings = load_part(part)
    assert len({wording.id for wording in wordings}) == len(wordings) > 0
    assert len({wording.source for wording in wordings}) == len(wordings)
    for wording in wordings:
        said = [repr(right) for right in wording.right] + [repr(wrong.statement) for wrong in wording.wrong]
        assert len(set(said)) == len(said), wording.id
        assert 2 <= len(wording.right) <= 4, wording.id
        assert 2 <= len(wording.wrong) <= 4, wording.id


def test_the_sealed_part_shares_no_statement_with_the_open_one() -> None:
    said = [
        {wording.source for wording in load_part(part)} | {repr(r) for w in load_part(part) for r in w.right}
        for part in PARTS
    ]
    assert said[0].isdisjoint(said[1])


def test_an_alarm_catches_an_error_only_at_its_place(tmp_path: Path) -> None:
    put(tmp_path, {})
    wordings = load_part("open", folder=tmp_path)
    answers: dict[str, Sequence[Alarm]] = {}

    def ask(source: str, lang: str, digest: object) -> Sequence[Alarm]:
        assert (source, lang) == (LINE["source"], "en")
        return answers.get(json.dumps(digest), ())

    prose, metrics = "Of 40 members 42 are women.", {"metrics": LINE["wrong"][1]["digest"]}  # type: ignore[index]
    beside = {json.dumps(prose): [alarm("", 3, 5)], json.dumps(metrics): [alarm("/metrics/0/value_text")]}
    quiet = {json.dumps(prose): [alarm("", 14, 16, "info")]}
    there = {json.dumps(prose): [alarm("", 14, 16)], json.dumps(metrics): [alarm("/metrics/1/label", 0, 5)]}
    caught = []
    for answers in (beside, quiet, there):  # noqa: B007 -- read by ask
        caught.append(score(wordings, ask).counts["caught"]["a-1"])
    assert caught == [(0, 2), (0, 2), (2, 2)]


def test_every_alarm_on_a_right_statement_is_false_and_shown_with_its_source(tmp_path: Path) -> None:
    put(tmp_path, {})
    wordings = load_part("open", folder=tmp_path)
    total = score(
        wordings, lambda source, lang, digest: [alarm("", 0, 5)] if digest == LINE["right"][0] else []  # type: ignore[index]
    )  # fmt: skip
    assert total.counts["false alarms per claim en"] == {"a-1": (1, 3)}
    assert total.counts["… of figures given"] == {"a-1": (1, 3)}
    assert total.counts["right statements flagged"] == {"a-1": (1, 2)}
    shown = "\n".join(misses(total))
    assert "false alarm a-1" in shown
    assert "missed digit a-1: “42 are women” not flagged" in shown
    assert shown.count(str(LINE["source"])) == 3


def test_false_alarms_on_figures_that_the_source_does_not_have_are_counted_apart(tmp_path: Path) -> None:
    put(tmp_path, {"right": ["40 members, 24 women", "16 of 40 members, so to speak, are men"]})
    total = score(load_part("open", folder=tmp_path), lambda source, lang, digest: [alarm("", 0, 2)])
    assert total.counts["… of figures given"] == {"a-1": (1, 2)}
    assert total.counts["… of some worked out"] == {"a-1": (1, 2)}


def test_classes_are_listed_by_language_but_never_of_the_sealed_part(tmp_path: Path) -> None:
    put(tmp_path, {}, {"lang": "vi"})
    total = score(load_part("open", folder=tmp_path), lambda source, lang, digest: [alarm("", 14, 16)])
    told = list(lines(total))
    assert [line.split()[:4] for line in told[17:19]] == [
        ["digit", "2/2", "1/1", "1/1"],
        ["opposite", "0/2", "0/1", "0/1"],
    ]
    assert told[19] == "false alarms by code: digits_changed 4"
    assert "digit" not in "\n".join(lines(total, sealed=True))
    assert list(lines(total, sealed=True)) == told[:15]


def test_quotes_make_no_claims() -> None:
    assert claims_in(({"label": "Year 2020", "value_text": "1,250.5", "quote": "in 2020 it was 9"},)) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lang": "fr"}, "language"),
        ({"right": "Of 40"}, "lists"),
        ({"right": [7]}, "a string or a list"),
        ({"right": [[{"label": "x", "value": "4"}]]}, "other fields"),
        ({"wrong": [{"digest": "4 and 4", "class": "digit", "at": "4"}]}, "exactly once"),
        ({"wrong": [{"digest": "4 and 5", "class": "digit", "at": "6"}]}, "exactly once"),
        ({"wrong": [{"digest": "4 and 5", "class": "digits", "at": "4"}]}, "class"),
        ({"wrong": [{"digest": "4 and 5", "class": "digit"}]}, "at"),
    ],
)
def test_a_line_out_of_form_is_refused_by_its_number_without_its_words(
    change: dict[str, object], said: str, tmp_path: Path
) -> None:
    put(tmp_path, {}, change)
    with pytest.raises(DatasetError, match=rf"check-open\.jsonl:2: .*{said}") as raised:
        load_part("open", folder=tmp_path)
    assert "4 and" not in str(raised.value)


def test_the_command_shows_totals_of_both_parts_but_misses_only_of_the_open_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["wordings-check", "--sealed"]) == 0
    assert capsys.readouterr().out.startswith("caught ")
    assert main(["wordings-check", "--sealed", "--misses"]) == 2
    assert "leave out --misses" in capsys.readouterr().err
