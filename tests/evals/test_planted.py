"""The generator of digests: right ones are right by gold, and a planted error is in one place only."""

import json
import unicodedata
from dataclasses import replace

import pytest

from evals.alarms import Alarm, CheckScore, touches
from evals.dataset import load
from evals.errors import ERRORS, Case
from evals.errors import cases as planted
from evals.planted import Maker
from evals.render import STYLES, grouped, parts, plain_number, write

DOCUMENTS = {document.id: document for name in ("bundled", "unseen") for document in load(name)}


def cases(error: str) -> list[Case]:
    return [case for document in DOCUMENTS.values() for case in planted(Maker(document, 7), error, 2)]


def test_the_same_seed_makes_the_same_digests_and_another_seed_others() -> None:
    document = DOCUMENTS["kinh-te-ha-trung-2023"]
    one, again, other = (Maker(document, seed).digest().data for seed in (1, 1, 2))
    assert one == again != other


@pytest.mark.parametrize("name", DOCUMENTS)
def test_quotes_of_right_digests_stand_in_the_source_and_digests_are_json(name: str) -> None:
    document = DOCUMENTS[name]
    source = unicodedata.normalize("NFC", document.text)
    maker = Maker(document, 3)
    for _ in range(5):
        digest = maker.digest()
        data = json.loads(json.dumps(digest.data))
        assert all(metric["quote"] in source for metric in data["metrics"])
        assert digest.claims >= len(digest.placed)


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_changes_one_statement_and_its_place_is_known(error: str) -> None:
    made = cases(error)
    assert len(made) >= 5, "too little material for this type"
    for case in made:
        assert case.was != case.now
        for right, wrong in zip(case.twin.placed, case.digest.placed, strict=True):
            assert right.path == wrong.path
            if wrong is not case.planted:
                assert right.slot == wrong.slot
        if case.planted.start is not None and case.planted.end is not None:
            text = case.digest.data["summary"]
            if case.planted.path.startswith("/key_points/"):
                points = case.digest.data["key_points"]
                assert isinstance(points, list)
                text = points[int(case.planted.path.rsplit("/", 1)[1])]
            assert isinstance(text, str)
            assert text[case.planted.start : case.planted.end].strip(" .")


@pytest.mark.parametrize("error", ["transposed_digit", "digit_changed", "not_in_source"])
def test_a_changed_figure_has_the_same_length_and_another_value(error: str) -> None:
    for case in cases(error):
        right = next(p.slot for p in case.twin.placed if p.path == case.planted.path)
        assert len(right.figure) == len(case.planted.slot.figure)
        assert right.figure != case.planted.slot.figure


def test_every_style_says_the_same_number() -> None:
    mention = next(m for m in DOCUMENTS["kinh-te-ha-trung-2023"].mentions if m.text == "1,25 triệu")
    written = {style: text.text for style in STYLES if (text := write(mention, style, "vi"))}
    assert written["copy"] == "1,25 triệu lượt khách"
    assert written["rescaled"] == "1.250 nghìn lượt khách"
    assert written["rounded"] == "1,3 triệu lượt khách"
    assert written["english"].startswith("1.25 million")


def test_a_table_cell_is_written_with_the_scale_of_its_header() -> None:
    document = DOCUMENTS["ngan-sach-phuoc-loc-2024"]
    cell = next(m for m in document.mentions if m.text == "51.240")
    copied = write(cell, "copy", "vi")
    assert copied is not None
    assert copied.text == "51.240 triệu đồng"
    assert plain_number(cell)
    assert grouped(parts(cell)[0], "vi") == "51.240"


def alarm(**changes: object) -> Alarm:
    return replace(Alarm("not_in_source", "error", "/metrics/0/value_text", 0, 2, "12"), **changes)  # type: ignore[arg-type]


def test_an_alarm_touches_its_metric_or_an_overlapping_place_of_the_prose() -> None:
    digest = Maker(DOCUMENTS["tan-hong-2022"], 1).digest()
    metric = next(p for p in digest.placed if p.path == "/metrics/0")
    assert touches(alarm(), metric)
    assert not touches(alarm(path="/metrics/10/value_text"), metric)
    prose = replace(metric, path="/summary", start=10, end=20)
    assert touches(alarm(path="/summary", start=19, end=25), prose)
    assert not touches(alarm(path="/summary", start=20, end=25), prose)
    assert not touches(alarm(path="/key_points/0", start=12, end=15), prose)


def test_notes_are_no_alarms_and_every_alarm_on_a_right_digest_is_false() -> None:
    digest = Maker(DOCUMENTS["tan-hong-2022"], 1).digest()
    score = CheckScore()
    score.right_digest("d", digest, [alarm(severity="info")])
    assert (len(score.false), score.quiet_digests, score.claims) == (0, 1, digest.claims)
    score.right_digest("d", digest, [alarm(), alarm(path="/title", severity="warning")])
    assert [false.style for false in score.false][1] == "header"
    assert score.quiet_digests == 1


def test_a_planted_error_is_caught_by_an_alarm_at_its_place_only() -> None:
    case = next(case for case in cases("digit_changed") if case.planted.start is None)
    there = alarm(path=f"{case.planted.path}/value_text")
    score = CheckScore()
    score.planted_error(case, [there], [])
    score.planted_error(case, [replace(there, severity="info")], [there])
    score.planted_error(case, [alarm(path="/title")], [])
    assert (score.caught.hit, score.caught.gold, len(score.missed), score.twin_alarmed) == (1, 3, 2, 1)
    assert (score.quiet_twin.hit, score.quiet_twin.gold) == (1, 2)


def test_a_figure_whose_sign_gold_leaves_out_makes_no_right_digest() -> None:
    document = DOCUMENTS["kinh-te-ha-trung-2023"]
    first = Maker(document, 1).usable[0]
    signed = replace(first, text=f"-{first.text}")
    mentions = tuple(signed if m is first else m for m in document.mentions)
    assert signed not in Maker(replace(document, mentions=mentions), 1).usable
    below = replace(signed, value=f"-{first.value}")
    mentions = tuple(below if m is first else m for m in document.mentions)
    assert below in Maker(replace(document, mentions=mentions), 1).usable
