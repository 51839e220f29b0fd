"""What people rule on flags: nothing is lost, nobody overwrites anybody, and a purge takes all of it."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from schemas.decision import DecisionIn, FlagStateV1
from schemas.record import FlagV1, RecordV1
from service import review
from service.errors import ConflictError, InputError, InvalidDecision, RecordMissing
from service.store import (
    FlagFilter,
    IdempotencyKey,
    NewReport,
    NothingToUndo,
    Options,
    QueueFilter,
    Seed,
    VersionConflict,
    migrate,
)
from service.store.database import Database
from service.store.filing import by_flag, folded, state_after
from service.store.ids import new_id
from service.store.intake import now
from service.store.repository import SqlStore
from service.store.reviews import SqlReviews
from service.store.tables import flags

NEW = NewReport(text="Có 176 chi bộ.", lang="vi", options=Options("free", "m", "v1", "digest.v1"), title="A")
SOURCE_RIGHT = DecisionIn(ruling="source_right", value="176")
FINE = DecisionIn(ruling="digest_right", reason="rounding_fine")
UNSURE = DecisionIn(ruling="unsure", note="đọc lại giúp")
AGAIN = DecisionIn(ruling="reopened")
KEY = IdempotencyKey("lan POST /v1/flags", "k-1", "a" * 64)
ALWAYS = Fraction(1)


def flag(name: str, severity: str = "error", **more: object) -> FlagV1:
    said = {
        "id": name, "origin": "digest", "code": "digits_changed", "severity": severity, "path": "/summary",
        "start": 0, "end": 3, "spans": [(3, 6)], "received_spans": None, "stated": name, "expected": "176",
        "message_vi": f"Bản tóm tắt ghi “{name}”", "message_en": "",
    }  # fmt: skip
    return FlagV1.model_validate(said | more)


@pytest.fixture
def reviews(any_store: SqlStore) -> SqlReviews:
    return SqlReviews(any_store.database)


async def done(store: SqlStore, *found: FlagV1, title: str = "A", **digest: object) -> str:
    """The id of a finished report with these flags."""
    made = (await store.create(replace(NEW, title=title))).stored
    record = await store.record(made.id)
    await store.save_record(
        record.model_copy(update={"status": "done", "flags": found, "digest": {"summary": "176", **digest}})
    )
    return made.id


async def rule(reviews: SqlReviews, report: str, name: str, said: DecisionIn, by: str = "lan", **more):
    """A decision on the version that is there now."""
    version = (await reviews.state(report, name)).version
    return await reviews.decide(
        report, name, said, reviewer=by, role="reviewer", **{"expected_version": version, **more}
    )


def word(state: FlagStateV1) -> tuple[object, ...]:
    return (state.state, state.ruling, state.value, state.reviewer, state.version)


async def test_a_finished_record_has_its_flags_open_in_its_own_order(any_store, reviews) -> None:
    report = await done(any_store, flag("b"), flag("a", "info"), flag("b"))
    states = await reviews.states(report)
    assert [state.id for state in states] == [f"{report}.b", f"{report}.a"]
    assert word(states[0]) == ("open", None, None, None, 1)
    assert states[0].flag == flag("b")
    assert states[0].allowed == review.allowed(flag("b"))


async def test_a_report_without_a_record_has_no_flags_and_no_standing(any_store, reviews) -> None:
    made = (await any_store.create(NEW)).stored
    assert await reviews.states(made.id) == ()
    assert await reviews.standing([made.id]) == {}
    assert (await reviews.queue()).items == ()


async def test_what_is_not_there_is_missing_everywhere(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    for report_id, flag_id in ((new_id(), "a"), (report, "nothing")):
        for call in (
            reviews.state(report_id, flag_id),
            reviews.hold(report_id, flag_id, reviewer="lan"),
            reviews.decide(report_id, flag_id, FINE, reviewer="lan", role="lead", expected_version=1),
        ):
            with pytest.raises(RecordMissing):
                await call
    for gone in (reviews.states(new_id()), reviews.history(new_id())):
        with pytest.raises(RecordMissing):
            await gone


async def test_a_decision_is_kept_with_who_when_and_from_where_to_where(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    said = DecisionIn(ruling="source_right", value="176", note="xem câu 2", seconds="4.5")
    decided = await rule(reviews, report, "a", said)
    assert word(decided.flags[0]) == ("decided", "source_right", "176", "lan", 2)
    (kept,) = await reviews.history(report)
    assert decided.decisions == (kept,)
    assert (kept.reviewer, kept.role, kept.ruling, kept.value) == ("lan", "reviewer", "source_right", "176")
    assert (kept.note, kept.seconds, kept.version_from, kept.version_to) == ("xem câu 2", "4.5", 1, 2)
    assert (kept.state, kept.second, kept.act) == ("decided", False, kept.id)
    assert decided.flags[0].decided_at == kept.at


async def test_a_ruling_on_a_version_that_is_gone_shows_the_fresh_flag_and_changes_nothing(
    any_store, reviews
) -> None:
    report = await done(any_store, flag("a"))
    await rule(reviews, report, "a", SOURCE_RIGHT, by="minh")
    with pytest.raises(VersionConflict) as caught:
        await rule(reviews, report, "a", FINE, expected_version=1)
    assert word(caught.value.fresh) == ("decided", "source_right", "176", "minh", 2)
    assert "minh" in caught.value.message
    assert len(await reviews.history(report)) == 1


async def test_of_ten_people_who_rule_at_once_one_is_first(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    tries = [rule(reviews, report, "a", FINE, by=f"p{n}", expected_version=1) for n in range(10)]
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(end, VersionConflict) for end in ended) == 9
    assert len(await reviews.history(report)) == 1


async def test_the_same_decision_sent_twice_is_one(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    first = await rule(reviews, report, "a", FINE, expected_version=1)
    again = await rule(reviews, report, "a", FINE, expected_version=1)
    assert (first.replayed, again.replayed) == (False, True)
    assert again.decisions == first.decisions
    with pytest.raises(VersionConflict):
        await rule(reviews, report, "a", FINE, by="minh", expected_version=1)


async def test_one_key_decides_once_and_belongs_to_one_request(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    first = await rule(reviews, report, "a", FINE, key=KEY)
    await rule(reviews, report, "a", SOURCE_RIGHT, by="minh")
    again = await rule(reviews, report, "a", FINE, expected_version=1, key=KEY)
    assert (again.replayed, again.decisions) == (True, first.decisions)
    assert again.flags[0].version == 3  # the flag as it is now, not as it was
    with pytest.raises(ConflictError):
        await rule(reviews, report, "a", FINE, key=replace(KEY, request_sha256="b" * 64))


async def test_ten_requests_at_once_with_one_key_decide_once(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    ended = await asyncio.gather(
        *(rule(reviews, report, "a", FINE, expected_version=1, key=KEY) for _ in range(10))
    )
    assert sum(not end.replayed for end in ended) == 1
    assert len(await reviews.history(report)) == 1


async def test_a_ruling_that_does_not_fit_the_flag_is_refused(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    with pytest.raises(InvalidDecision) as caught:
        await rule(reviews, report, "a", DecisionIn(ruling="added"))
    assert caught.value.field == "ruling"
    assert await reviews.history(report) == ()


async def test_an_undo_opens_the_flag_and_the_history_keeps_all(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    await rule(reviews, report, "a", FINE)
    undone = await reviews.undo(report, "a", reviewer="minh", role="lead", expected_version=2)
    assert word(undone.flags[0]) == ("open", None, None, "minh", 3)
    assert [d.ruling for d in await reviews.history(report)] == ["digest_right", "reopened"]
    with pytest.raises(NothingToUndo):
        await reviews.undo(report, "a", reviewer="lan", role="lead", expected_version=3)


async def test_what_was_once_written_in_the_history_never_changes(any_store, reviews) -> None:
    report = await done(any_store, flag("a"), flag("b"))
    seen: tuple = ()
    for said in (FINE, AGAIN, SOURCE_RIGHT, UNSURE, FINE, AGAIN):
        await rule(reviews, report, "a", said)
        history = await reviews.history(report)
        assert history[: len(seen)] == seen
        seen = history
    assert len(seen) == 6
    assert [d.version_from for d in seen] == [1, 2, 3, 4, 5, 6]


async def test_the_state_of_a_flag_is_a_view_of_its_history(any_store, reviews) -> None:
    report = await done(any_store, flag("a"), flag("b"), flag("c"))
    for name, said, by in (
        ("a", FINE, "lan"), ("b", UNSURE, "lan"), ("b", SOURCE_RIGHT, "minh"), ("a", AGAIN, "minh"),
        ("c", FINE, "lan"), ("a", UNSURE, "lan"),
    ):  # fmt: skip
        await rule(reviews, report, name, said, by=by)
    history = by_flag(await reviews.history(report))
    async with any_store.database.read() as connection:
        rows = (await connection.execute(select(flags).where(flags.c.report_id == report))).all()
    for row in rows:
        derived = state_after(history[row.flag_id][-1])
        assert {name: row._mapping[name] for name in derived} == derived


async def test_the_same_figure_elsewhere_is_ruled_on_in_one_go(any_store, reviews) -> None:
    same = {"stated": "167", "expected": "176"}
    report = await done(
        any_store,
        flag("a", **same),
        flag("b", **same, path="/metrics/0/value_text"),
        flag("taken", **same, path="/key_points/0"),
        flag("other", stated="168", expected="176"),
    )
    await rule(reviews, report, "taken", FINE, by="minh")
    everywhere = SOURCE_RIGHT.model_copy(update={"everywhere": True, "seconds": "3"})
    decided = await rule(reviews, report, "a", everywhere)
    assert [state.flag.id for state in decided.flags] == ["a", "b"]
    assert {d.act for d in decided.decisions} == {decided.decisions[0].id}
    assert [d.seconds for d in decided.decisions] == ["3", None]
    states = {state.flag.id: state for state in await reviews.states(report)}
    assert (states["taken"].ruling, states["other"].state) == ("digest_right", "open")


async def test_what_was_ruled_together_is_undone_together_but_for_what_was_ruled_on_since(
    any_store, reviews
) -> None:
    same = {"stated": "167", "expected": "176"}
    report = await done(any_store, *(flag(name, **same) for name in "abc"))
    await rule(reviews, report, "a", SOURCE_RIGHT.model_copy(update={"everywhere": True}))
    await rule(reviews, report, "c", FINE, by="minh")
    undone = await reviews.undo(
        report, "a", reviewer="lan", role="reviewer", expected_version=2, everywhere=True
    )
    assert [state.flag.id for state in undone.flags] == ["a", "b"]
    assert word((await reviews.states(report))[2])[:2] == ("decided", "digest_right")


async def test_an_unsure_reader_leaves_the_flag_to_a_second_one_who_decides(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    unsure = await rule(reviews, report, "a", UNSURE)
    assert word(unsure.flags[0])[:2] == ("second", "unsure")
    assert (unsure.standing.left, unsure.standing.second) == (1, 1)
    ruled = await rule(reviews, report, "a", FINE, by="minh")
    assert (ruled.flags[0].state, ruled.decisions[0].second) == ("decided", True)


async def test_a_drawn_flag_waits_for_a_second_reader_who_does_not_see_the_first_ruling(
    any_store, reviews
) -> None:
    report = await done(any_store, flag("a"))
    first = await rule(reviews, report, "a", SOURCE_RIGHT, second_rate=ALWAYS)
    assert word(first.flags[0]) == ("second", "source_right", "176", "lan", 2)
    assert first.standing.approved  # the first ruling counts; the second one measures the readers
    blind = await reviews.state(report, "a", reader="minh")
    assert word(blind) == ("second", None, None, None, 2)
    assert blind.decided_at is None
    assert word((await reviews.states(report, reader="minh"))[0])[1] is None
    assert (await reviews.flags(reader="minh")).items[0].ruling is None
    assert (await reviews.flags(FlagFilter(reviewer="lan"), reader="minh")).items == ()
    assert await reviews.history(report, reader="minh") == ()
    assert len(await reviews.history(report, reader="lan")) == 1
    with pytest.raises(VersionConflict) as caught:
        await rule(reviews, report, "a", FINE, by="minh", expected_version=1)
    assert "lan" not in caught.value.message


async def test_a_drawn_flag_does_not_wait_for_its_first_reader(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    await rule(reviews, report, "a", SOURCE_RIGHT, second_rate=ALWAYS)
    assert [item.report_id for item in (await reviews.queue(reader="minh")).items] == [report]
    assert (await reviews.queue(reader="lan")).items == ()


@pytest.mark.parametrize(
    ("second", "state", "approved"),
    [(SOURCE_RIGHT, "decided", True), (DecisionIn(ruling="source_right", value="177"), "open", False)],
)
async def test_two_readings_decide_when_they_agree_and_open_the_flag_when_not(
    any_store, reviews, second, state, approved
) -> None:
    report = await done(any_store, flag("a"))
    await rule(reviews, report, "a", SOURCE_RIGHT, second_rate=ALWAYS)
    decided = await rule(reviews, report, "a", second, by="minh", second_rate=ALWAYS)
    assert (decided.flags[0].state, decided.decisions[0].second) == (state, True)
    assert decided.standing.approved is approved
    assert len(await reviews.history(report, reader="hoa")) == 2  # nothing is blind any more


async def test_a_report_is_approved_when_errors_and_warnings_are_ruled_on(any_store, reviews) -> None:
    report = await done(any_store, flag("e"), flag("w", "warning"), flag("i", "info"))
    assert (await rule(reviews, report, "e", SOURCE_RIGHT)).standing.approved is False
    standing = (await rule(reviews, report, "w", FINE)).standing
    assert (standing.approved, standing.left, standing.total, standing.infos) == (True, 0, 2, 1)
    reopened = await rule(reviews, report, "e", AGAIN)
    assert reopened.standing.approved is False


async def test_a_failed_report_is_never_approved(any_store, reviews) -> None:
    made = (await any_store.create(NEW)).stored
    await any_store.save_record((await any_store.record(made.id)).model_copy(update={"status": "failed"}))
    assert (await reviews.standing([made.id]))[made.id].approved is False


async def test_the_queue_has_the_worst_first_and_the_oldest_of_equals(any_store, reviews) -> None:
    one = await done(any_store, flag("e"))
    worse = await done(any_store, flag("e"), flag("w", "warning"))
    same = await done(any_store, flag("e"))
    worst = await done(any_store, flag("e"), flag("f"))
    await done(any_store, flag("i", "info"))
    await done(any_store)
    assert [item.report_id for item in (await reviews.queue()).items] == [worst, worse, one, same]
    await rule(reviews, worst, "e", SOURCE_RIGHT)
    await rule(reviews, worst, "f", SOURCE_RIGHT)
    assert worst not in [item.report_id for item in (await reviews.queue()).items]
    (settled,) = (await reviews.queue(QueueFilter(state="decided"))).items
    assert (settled.report_id, settled.standing.approved, settled.matching) == (worst, True, 2)


async def test_pages_of_the_queue_and_of_flags_follow_each_other_without_gap_or_repeat(
    any_store, reviews
) -> None:
    made = [await done(any_store, *(flag(f"{n}{m}") for m in range(n % 3 + 1))) for n in range(7)]
    for call, size in ((reviews.queue, 7), (reviews.flags, 13)):
        seen, cursor = [], None
        while True:
            page = await call(limit=3, cursor=cursor)
            seen += [getattr(item, "id", item.report_id) for item in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == size
    assert {item.report_id for item in (await reviews.queue()).items} == set(made)


@pytest.mark.parametrize("cursor", ["' OR 1=1 --", "1-2-3", "", "1-1-" + "0" * 25])
async def test_a_cursor_nobody_gave_is_refused(any_store, reviews, cursor) -> None:
    for call in (reviews.queue, reviews.flags):
        with pytest.raises(InputError):
            await call(cursor=cursor)


FILTERS = [
    ({"severity": "error"}, {"a", "b"}),
    ({"state": "open"}, {"b", "c"}),
    ({"state": "waiting"}, {"b", "c"}),
    ({"state": "decided"}, {"a"}),
    ({"code": "omitted"}, {"c"}),
    ({"reviewer": "lan"}, {"a"}),
    ({"organization": "tan hong"}, {"c"}),
    ({"organization": "ĐẢNG BỘ"}, {"a", "b", "c"}),
    ({"period": "quy 2"}, {"c"}),
    ({"text": "binh giang"}, {"a", "b"}),
    ({"text": "176 giang"}, {"a", "b"}),
    ({"text": "hai muoi bay"}, {"b"}),
    ({"text": "100%"}, set()),
    ({"text": "gia"}, set()),  # a short word is found whole only
    ({"text": "gian"}, {"a", "b"}),
    ({"text": "hong tan"}, {"c"}),
    ({"text": "_ong"}, set()),
    ({"text": "  "}, {"a", "b", "c"}),
    ({"origin": "source"}, {"b"}),
]


@pytest.mark.parametrize(("wanted", "found"), FILTERS, ids=[str(wanted) for wanted, _ in FILTERS])
async def test_a_filter_means_what_it_says(any_store, reviews, wanted, found) -> None:
    first = await done(
        any_store, flag("a"), flag("b", stated="hai mươi bảy", origin="source"),
        title="Bình Giang", organization="Đảng bộ huyện Bình Giang", period={"label": "năm 2021"},
    )  # fmt: skip
    await done(
        any_store, flag("c", "warning", code="omitted"),
        organization="Đảng bộ huyện Tân Hồng", period={"label": "Quý 2"},
    )  # fmt: skip
    await rule(reviews, first, "a", FINE)
    page = await reviews.flags(FlagFilter(**wanted))
    assert {state.flag.id for state in page.items} == found
    tally = await reviews.tally(FlagFilter(**wanted))
    assert (tally.flags, tally.open + tally.second + tally.decided) == (len(found), len(found))


async def test_a_filter_can_be_kept_to_one_report_and_choices_are_what_there_is(any_store, reviews) -> None:
    one = await done(any_store, flag("a"), organization="B", period={"label": "2021"})
    two = await done(any_store, flag("b", code="omitted"), organization="A", period="2022")
    await rule(reviews, one, "a", FINE)
    assert [s.report_id for s in (await reviews.flags(FlagFilter(report_id=two))).items] == [two]
    choices = await reviews.choices()
    assert (choices.organizations, choices.periods) == (("A", "B"), ("2021", "2022"))
    assert (choices.codes, choices.reviewers) == (("digits_changed", "omitted"), ("lan",))


async def test_an_item_of_the_queue_says_how_far_the_report_is(any_store, reviews) -> None:
    report = await done(any_store, flag("a"), flag("b"), flag("w", "warning"), organization="Đảng bộ")
    await rule(reviews, report, "a", FINE)
    (item,) = (await reviews.queue(QueueFilter(text="dang bo"))).items
    assert (item.title, item.organization, item.period, item.lang) == ("A", "Đảng bộ", None, "vi")
    assert (item.standing.errors, item.standing.warnings, item.standing.left) == (1, 1, 2)
    assert (item.standing.total, item.matching) == (3, 2)
    assert item.created_at < now()


async def test_a_lease_names_who_looks_and_stops_nobody(any_store, reviews) -> None:
    report = await done(any_store, flag("a"))
    first = await reviews.hold(report, "a", reviewer="lan")
    assert await reviews.hold(report, "a", reviewer="minh") == first
    assert (await reviews.state(report, "a")).lease_by == "lan"
    renewed = await reviews.hold(report, "a", reviewer="lan", seconds=1200)
    assert renewed.until > first.until
    assert (await reviews.hold(report, "a", reviewer="minh", steal=True)).reviewer == "minh"
    decided = await rule(reviews, report, "a", FINE, by="hoa")
    assert (decided.flags[0].reviewer, decided.flags[0].lease_by) == ("hoa", None)


async def test_a_lease_ends_by_itself(any_store, reviews, monkeypatch) -> None:
    report = await done(any_store, flag("a"))
    await reviews.hold(report, "a", reviewer="lan", seconds=60)
    later = (datetime.now(UTC) + timedelta(seconds=61)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    monkeypatch.setattr("service.store.reviews.now", lambda: later)
    assert (await reviews.state(report, "a")).lease_by is None
    assert (await reviews.hold(report, "a", reviewer="minh")).reviewer == "minh"


async def test_a_record_saved_again_keeps_what_was_decided_on_the_flags_that_stay(any_store, reviews) -> None:
    report = await done(any_store, flag("a"), flag("b"))
    born = (await reviews.state(report, "a")).created_at
    await rule(reviews, report, "a", FINE)
    record = await any_store.record(report)
    await any_store.save_record(record.model_copy(update={"flags": (flag("c"), flag("a"))}))
    states = await reviews.states(report)
    assert [state.flag.id for state in states] == ["c", "a"]
    assert word(states[1]) == ("decided", "digest_right", None, "lan", 2)
    assert states[1].created_at == born
    assert (await reviews.standing([report]))[report].left == 1


async def test_records_from_before_the_migration_get_their_flags(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/doichieu.db"
    store = await SqlStore.open(url)
    reports = [await done(store, flag("a"), flag("b", "info")) for _ in range(23)]
    await store.close()
    database = Database(url)
    async with database.write() as connection:
        await connection.run_sync(migrate.downgrade, "0001")
        left = await connection.run_sync(lambda plain: set(inspect(plain).get_table_names()))
    await database.close()
    assert "flags" not in left
    again = await SqlStore.open(url)
    reviews = SqlReviews(again.database)
    assert [item.report_id for item in (await reviews.queue()).items] == reports
    decided = await rule(reviews, reports[-1], "a", FINE)
    assert decided.standing.approved
    await again.close()


async def test_records_from_before_the_queue_kept_titles_get_those_of_their_digests(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/doichieu.db"
    store = await SqlStore.open(url)
    record = await store.record(await done(store, flag("a"), title=""))
    report = record.id
    await store.save_record(record.model_copy(update={"digest": {"title": "Báo cáo  năm 2022"}}))
    await rule(SqlReviews(store.database), report, "a", UNSURE)
    await store.close()
    database = Database(url)
    async with database.write() as connection:
        await connection.run_sync(migrate.downgrade, "0003")
    await database.close()
    again = await SqlStore.open(url)
    (item,) = (await SqlReviews(again.database).queue()).items
    assert (item.title, item.standing.second) == ("Báo cáo năm 2022", 1)
    await again.close()


async def copy_with_an_error(store: SqlStore, reviews: SqlReviews, origin: str) -> RecordV1:
    record = (await store.record(origin)).model_copy(update={"id": new_id(), "flags": (flag("seeded"),)})
    await reviews.plant(record, Seed(record.id, "seeded", origin, "176", "hoa", now()))
    return record


async def test_a_planted_error_stands_in_the_queue_and_in_no_list_of_reports(any_store, reviews) -> None:
    origin = await done(any_store, flag("a"))
    copy = await copy_with_an_error(any_store, reviews, origin)
    assert [head.id for head in (await any_store.list()).items] == [origin]
    assert {item.report_id for item in (await reviews.queue()).items} == {origin, copy.id}
    assert [seed.report_id for seed in await reviews.seeds()] == [copy.id]
    with pytest.raises(RecordMissing):
        await copy_with_an_error(any_store, reviews, new_id())


async def test_figures_say_who_caught_what_and_how_often_two_agreed(any_store, reviews) -> None:
    origin = await done(any_store, flag("a"))
    copy = await copy_with_an_error(any_store, reviews, origin)
    await rule(reviews, copy.id, "seeded", FINE, by="lan")
    await rule(reviews, copy.id, "seeded", SOURCE_RIGHT, by="minh")
    await rule(reviews, origin, "a", SOURCE_RIGHT, by="lan", second_rate=ALWAYS)
    await rule(reviews, origin, "a", SOURCE_RIGHT, by="minh", second_rate=ALWAYS)
    lan, minh = await reviews.figures()
    assert (lan.reviewer, lan.decisions, lan.met, lan.caught, lan.readings, lan.agreed) == (
        "lan", 2, 1, 0, 1, 1,
    )  # fmt: skip
    assert (minh.reviewer, minh.met, minh.caught) == ("minh", 1, 1)


async def test_a_purge_takes_flags_decisions_notes_and_copies_along(tmp_path: Path) -> None:
    store = await SqlStore.open(f"sqlite:///{tmp_path}/doichieu.db")
    reviews = SqlReviews(store.database)
    kept = await done(store, flag("stays"))
    report = await done(store, flag("mật"), organization="Đơn vị mật")
    copy = await copy_with_an_error(store, reviews, report)
    await reviews.hold(report, "mật", reviewer="lan")
    note = DecisionIn(ruling="unsure", note="ghi chú mật")
    await rule(reviews, report, "mật", note, key=KEY)
    await store.delete(report)
    for gone in (report, copy.id):
        with pytest.raises(RecordMissing):
            await reviews.states(gone)
    assert await store.tombstone(copy.id) is None
    left = _bytes_in(tmp_path)
    assert "mật".encode() not in left
    assert b"don vi mat" not in left
    with sqlite3.connect(tmp_path / "doichieu.db") as raw:
        for table in ("decisions", "decision_keys", "leases", "seeds"):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
        assert raw.execute("SELECT report_id FROM flags").fetchall() == [(kept,)]
    raw.close()
    await store.close()


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_search_compares_words_without_marks_and_case() -> None:
    assert folded("  ĐẢNG BỘ\nHuyện Tân Hồng ") == "dang bo huyen tan hong"
    assert folded("Ðất nước") == folded("Đất nước") == "dat nuoc"
    assert folded("ＦＵＬＬ") == "full"
    assert folded("“285,695 tỷ” (96%)") == "285 695 ty 96"
