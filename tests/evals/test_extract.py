"""What people ruled becomes gold that the validator takes, and the scorers can be run on it."""

import json

import pytest

from evals.__main__ import main
from evals.annotate import validate
from evals.dataset import DatasetError, load
from evals.extract import MARKER, TYPES, case, extract, extract_from, gold, rulings_of
from evals.product import audit_of, mentions_of
from evals.rulings import RulingScore, score_case, score_rulings
from evals.scorers import CODES, score_audit, score_mentions
from schemas.decision import DecisionIn
from service.exports.reviewed import reviewed
from service.store import NewReport, Options
from service.store.repository import SqlStore
from service.store.reviews import SqlReviews
from tests.exports.reports import TEXT, digest, flag, metric, record, ruling, settled

RECORD = record()
WRONG = "/metrics/1/value_text"


def mention(found: dict, text: str) -> dict:
    return next(one for one in found["mentions"] if one["text"] == text)


@pytest.fixture
async def shop(tmp_path):
    """A database with three reports: one settled, one with a single ruling, one that nobody looked at."""
    store = await SqlStore.open(f"sqlite:///{tmp_path / 'doichieu.db'}")
    reviews = SqlReviews(store.database)
    ids = []
    for name in ("settled", "begun", "untouched"):
        text = f"{TEXT}Bản {name}.\r\n"
        made = await store.create(
            NewReport(TEXT + f"Bản {name}.\n", "vi", Options("free", "m", "v1", "digest.v1"), received=text)
        )
        await store.save_record(record(id=made.stored.id, text=TEXT + f"Bản {name}.\n"))
        ids.append(made.stored.id)
    for number, report_id in enumerate(ids[:2]):
        for state in await reviews.states(report_id):
            if state.flag.severity == "info" or (number == 1 and state.flag.path != WRONG):
                continue
            word = "source_right" if state.flag.path else "source_wrong"
            said = DecisionIn(ruling=word, value=state.flag.expected, note="In nhầm.")
            await reviews.decide(
                report_id, state.flag.id, said, reviewer="lan", role="reviewer", expected_version=1
            )
    yield store, reviews, ids
    await store.close()


async def test_reviewed_reports_become_a_dataset_that_the_validator_takes(shop, tmp_path):
    store, reviews, ids = shop
    made = await extract(store, reviews, tmp_path / "out")
    assert made.cases == tuple(sorted(report_id.lower() for report_id in ids[:2]))
    assert (made.rulings, made.open, made.left_out) == (5, 1, 1)
    assert validate(tmp_path / "out") == []
    documents = load("out", root=tmp_path)
    assert [document.id for document in documents] == list(made.cases)
    for document in documents:
        score_mentions(document, mentions_of(document.text, document.lang))


async def test_only_approved_reports_are_taken_when_asked_and_what_is_gone_goes(shop, tmp_path):
    store, reviews, ids = shop
    out = tmp_path / "out"
    await extract(store, reviews, out)
    made = await extract(store, reviews, out, approved=True)
    assert made.cases == (ids[0].lower(),)
    assert [path.stem for path in (out / "gold").iterdir()] == [ids[0].lower()]
    await store.delete(ids[0])
    assert (await extract(store, reviews, out, approved=True)).cases == ()
    assert not [*(out / "reports").iterdir(), *(out / "gold").iterdir(), *(out / "rulings").iterdir()]


async def test_a_folder_of_somebody_else_is_left_alone(shop, tmp_path):
    store, reviews, _ = shop
    precious = tmp_path / "bundled" / "gold" / "x.json"
    precious.parent.mkdir(parents=True)
    precious.write_text("{}", encoding="utf-8")
    with pytest.raises(DatasetError, match="was not extracted"):
        await extract(store, reviews, tmp_path / "bundled")
    assert precious.exists()
    assert not (tmp_path / "bundled" / MARKER).exists()


async def test_cases_are_extracted_while_a_service_holds_the_folder(shop, tmp_path):
    _, _, ids = shop
    made = await extract_from(f"sqlite:///{tmp_path / 'doichieu.db'}", tmp_path / "out", approved=True)
    assert made.cases == (ids[0].lower(),)


async def test_without_a_database_nothing_is_made(tmp_path):
    with pytest.raises(DatasetError, match="no database"):
        await extract_from(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_only_what_a_person_stood_for_counts():
    found = gold(settled(RECORD))
    stood_for = {one["text"] for one in found["mentions"] if not one.get("optional")}
    assert stood_for == {"3.328", "285,695 tỷ đồng", "25/27", "92,95%"}
    assert mention(found, "27")["optional"] is True
    assert gold(reviewed(RECORD, ()))["mentions"][0]["optional"] is True
    assert all(one.get("optional") for one in gold(reviewed(RECORD, ()))["mentions"])


def test_a_confirmed_fault_is_an_inconsistency_and_the_audit_is_scored_on_it():
    report = settled(RECORD)
    (item,) = gold(report)["inconsistencies"]
    assert (item["type"], item["severity"]) == ("ratio_percent", "error")
    assert [TEXT[start:end] for start, end in item["spans"]] == ["25/27", "92,95%"]
    assert "In nhầm ở bản gốc." in item["explanation_vi"]


async def test_the_audit_of_today_finds_what_people_confirmed(shop, tmp_path):
    store, reviews, _ = shop
    await extract(store, reviews, tmp_path / "out", approved=True)
    (document,) = load("out", root=tmp_path)
    score = score_audit(document, audit_of(document.text, document.lang).findings)
    assert (score.found.hit, score.found.gold, score.false_errors) == (1, 1, 0)


def test_a_dismissed_finding_is_a_near_miss_unless_the_figure_was_misread():
    fault = flag(RECORD, "percent_mismatch")
    fine = gold(reviewed(RECORD, [ruling(RECORD, fault, "source_right", reason="rounding_fine")]))
    assert fine["inconsistencies"] == []
    assert [item["severity"] for item in fine["near_misses"]] == ["none"]
    assert not mention(fine, "92,95%").get("optional")
    misread = gold(reviewed(RECORD, [ruling(RECORD, fault, "source_right", reason="misread")]))
    assert misread["near_misses"] == []
    assert mention(misread, "92,95%")["optional"] is True


def test_key_figures_are_those_of_the_reviewed_digest_the_ruled_ones_first():
    found = gold(settled(RECORD))
    told = [(one["label_vi"], one["value"], one["salience"]) for one in found["key_metrics"]]
    assert told == [
        ("Đảng viên", "3328", 1),
        ("Chi bộ trực thuộc", "27", 2),
        ("Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ", "92.95", 2),
    ]
    assert mention(found, "3.328")["subject"] == "Đảng viên"
    wrong = ruling(RECORD, flag(RECORD, "digits_changed", WRONG), "source_right", value="3.328")
    assert [one["salience"] for one in gold(reviewed(RECORD, [wrong]))["key_metrics"]] == [1]


def test_an_added_figure_is_gold_and_a_correction_that_is_not_in_the_source_is_not():
    added = gold(reviewed(RECORD, [ruling(RECORD, flag(RECORD, "omitted"), "added", value="Tăng thêm")]))
    assert [one["label_vi"] for one in added["key_metrics"]] == ["Tăng thêm"]
    assert not mention(added, "12").get("optional")
    wrong = flag(RECORD, "digits_changed", WRONG)
    other = gold(reviewed(RECORD, [ruling(RECORD, wrong, "source_right", value="9.999")]))
    assert all(one.get("optional") for one in other["mentions"])
    assert other["key_metrics"] == []


def test_places_are_those_of_the_report_as_received():
    received = TEXT.replace("\n", "\r\n").replace("có 27", "có\u200b 27")
    told = RECORD.model_copy(update={"report": RECORD.report.model_copy(update={"received": received})})
    moved = tuple(
        one.model_copy(
            update={
                "received_start": (at := received.index(one.text, one.start)),
                "received_end": at + len(one.text),
            }
        )
        for one in told.mentions
    )
    found = gold(settled(told.model_copy(update={"mentions": moved})))
    assert all(received[one["start"] : one["end"]] == one["text"] for one in found["mentions"])
    assert found["chars"] == len(received)
    assert case(settled(told))[f"reports/{RECORD.id.lower()}.txt"] == received


def test_a_report_that_came_as_another_format_is_kept_as_its_canonical_text():
    bare = tuple(
        one.model_copy(update={"received_start": None, "received_end": None}) for one in RECORD.mentions
    )
    found = gold(settled(RECORD.model_copy(update={"mentions": bare})))
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in found["mentions"])


def test_a_range_and_a_figure_without_unit_fit_the_format():
    told = record(
        digest(metric("Tỷ lệ", "90 - 95%", "%")), text="Đạt từ 90 - 95% kế hoạch. Có 14 trong số đó, 13."
    )
    found = gold(reviewed(told, ()))
    for one in found["mentions"]:
        assert (one["value_high"] is not None) == (one["qualifier"] == "from_to")
    assert any(one["qualifier"] == "from_to" for one in found["mentions"])


def test_every_code_of_a_finding_has_the_type_that_the_scorers_accept():
    for code, kind in TYPES.items():
        assert code in CODES[kind]
    assert set(TYPES) == {code for codes in CODES.values() for code in codes}


# --- rulings ---


def test_rulings_name_no_person():
    told = rulings_of(settled(RECORD))
    assert "lan" not in json.dumps(told).split('"')
    assert told["initial"] != told["reviewed"]
    assert len(told["rulings"]) == 4


def test_confirmed_errors_must_stay_caught_and_false_alarms_must_go():
    wrong = flag(RECORD, "digits_changed", WRONG)
    errors = RulingScore()
    score_case(rulings_of(settled(RECORD)), TEXT, errors)
    assert (errors.caught.hit, errors.caught.gold, errors.peace.gold) == (3, 3, 0)
    assert (errors.settled.hit, errors.settled.gold) == (3, 3)
    assert not errors.lost
    alarm = RulingScore()
    score_case(
        rulings_of(reviewed(RECORD, [ruling(RECORD, wrong, "digest_right", reason="derived")])), TEXT, alarm
    )
    assert (alarm.peace.hit, alarm.peace.gold) == (0, 1)
    assert [(lost.what, lost.path) for lost in alarm.lost] == [("still alarmed", WRONG)]


def test_an_error_that_is_no_longer_caught_is_named():
    told = rulings_of(settled(RECORD))
    healed = {**told, "initial": told["reviewed"]}
    score = RulingScore()
    score_case(healed, TEXT, score)
    assert (score.caught.hit, score.caught.gold) == (0, 3)
    assert {lost.what for lost in score.lost} == {"no longer caught"}


async def test_the_commands_extract_and_score(shop, tmp_path, monkeypatch, capsys):
    import anyio

    monkeypatch.setenv("DOICHIEU_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    run = anyio.to_thread.run_sync
    assert await run(main, ["rulings"]) == 2
    assert await run(main, ["extract", "--approved"]) == 0
    assert "1 cases with 4 rulings" in capsys.readouterr().out
    assert await run(main, ["rulings"]) == 0
    assert "confirmed errors still caught      3/3" in capsys.readouterr().out
    assert (tmp_path / "out/reviewed/gold").is_dir()
    assert await run(main, ["extract", "--out", str(tmp_path)]) == 2


def test_a_dataset_without_rulings_is_refused(tmp_path):
    with pytest.raises(DatasetError, match="no rulings"):
        score_rulings(tmp_path)
