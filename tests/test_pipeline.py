"""The story of a report: the record holds all that was seen and said, and can be derived again from it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from schemas.record import RecordV1
from service import pipeline
from service.errors import EngineError, ProviderTimeout, ReplyInvalid
from service.llm import Outcome, ProgressEvent
from service.pipeline import ReportJob, code_version, process, read, receive, rederive
from service.store import NewReport, Options
from service.store.repository import SqlStore
from tests.scripted import QUESTIONS, TEXT, ScriptedExtractor, five_questions

OPTIONS = Options("free", "scripted-1", "", "digest.v1")
BUNDLED = Path(__file__).resolve().parents[1] / "evals" / "datasets" / "bundled" / "reports"


@pytest.fixture(autouse=True)
def scripted_strategy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "run", five_questions)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await SqlStore.open(f"sqlite:///{tmp_path}/doichieu.db")
    yield opened
    await opened.close()


async def finished(store: SqlStore, job: ReportJob, new: NewReport) -> RecordV1:
    report_id = (await store.create(new)).stored.id
    for step in job.steps:
        assert await job.run(step, report_id) == {"ok": True}
    await job.settle(report_id, None)
    return await store.record(report_id)


async def test_a_report_becomes_a_record_with_everything_in_it() -> None:
    heard: list[ProgressEvent] = []

    async def listen(event: ProgressEvent) -> None:
        heard.append(event)

    record = await process(
        receive(TEXT, OPTIONS, title="Báo cáo"), extractor=ScriptedExtractor(), progress=listen
    )
    assert (record.status, record.error, record.report.title, record.report.lang) == (
        "done",
        None,
        "Báo cáo",
        "vi",
    )
    assert record.report.text == TEXT
    assert {"25/27", "92.59", "285695000000", "12.66"} <= {mention.value for mention in record.mentions}
    assert len(record.attempts) == record.usage.requests == QUESTIONS
    assert [problem.code for problem in record.problems] == ["section_failed"]
    assert len(heard) == QUESTIONS


async def test_a_changed_figure_is_flagged_and_a_true_one_is_supported() -> None:
    record = await process(receive(TEXT, OPTIONS), extractor=ScriptedExtractor())
    verdicts = {claim.text: claim.verdict for claim in record.claims}
    assert verdicts["25/27"] == verdicts["285,695 tỷ đồng"] == "supported"
    assert verdicts["92,95%"] == "contradicted"
    (flag,) = [flag for flag in record.flags if flag.severity == "error" and flag.origin == "digest"]
    assert (flag.path, flag.code) == ("/summary", "digits_changed")


async def test_findings_on_the_source_stand_among_the_flags() -> None:
    wrong = TEXT.replace("92,59%", "82,59%")
    record = await process(receive(wrong, OPTIONS), extractor=ScriptedExtractor())
    assert record.audit is not None
    assert [finding.code for finding in record.audit.findings] == ["percent_mismatch"]
    assert [flag.code for flag in record.flags if flag.origin == "source"] == ["percent_mismatch"]


async def test_every_span_shows_its_words_in_both_texts() -> None:
    received = "\ufeff" + TEXT.replace("\n", "\r\n").replace("chi bộ", "chi\u00ad bộ")
    record = await process(receive(received, OPTIONS), extractor=ScriptedExtractor())
    assert record.report.received == received
    for mention in record.mentions:
        assert record.report.text[mention.start : mention.end] == mention.text
        assert mention.received_start is not None
        assert received[mention.received_start : mention.received_end].replace("\u00ad", "") == mention.text


async def test_a_text_that_is_canonical_already_is_kept_once() -> None:
    assert receive(TEXT, OPTIONS).received is None


async def test_a_binary_format_has_no_places_in_a_received_text() -> None:
    new = receive("\ufeff" + TEXT, OPTIONS, format="application/pdf")
    record = await process(new, extractor=ScriptedExtractor())
    assert (record.report.received, record.report.format) == (None, "application/pdf")
    assert {mention.received_start for mention in record.mentions} == {None}


async def test_the_record_names_model_prompts_schema_and_rules() -> None:
    record = await process(receive(TEXT, OPTIONS), extractor=ScriptedExtractor())
    provenance = record.provenance
    assert provenance is not None
    assert (provenance.model, provenance.provider, provenance.strategy) == ("scripted-1", "scripted", "free")
    assert [prompt.ref for prompt in provenance.prompts] == ["digest/free.vi.v1"]
    assert provenance.schema_ref.ref == "digest.v1"
    assert provenance.code_version == code_version()
    assert (
        json.loads(record.model_dump_json())["provenance"]["schema"]["sha256"] == provenance.schema_ref.sha256
    )


async def test_numbers_of_reports_are_strings_everywhere_in_the_json() -> None:
    record = await process(receive(TEXT, OPTIONS), extractor=ScriptedExtractor())

    def floats(value: object) -> bool:
        if isinstance(value, dict):
            return any(map(floats, value.values()))
        return any(map(floats, value)) if isinstance(value, list) else isinstance(value, float)

    assert not floats(json.loads(record.model_dump_json()))


@pytest.mark.parametrize("name", [path.stem for path in sorted(BUNDLED.glob("*.txt"))])
async def test_a_stored_record_is_derived_again_byte_for_byte(store: SqlStore, name: str) -> None:
    text = (BUNDLED / f"{name}.txt").read_text(encoding="utf-8")
    kept = await finished(store, ReportJob(store, ScriptedExtractor()), receive(text, OPTIONS))
    assert kept.claims
    assert rederive(kept).model_dump_json() == kept.model_dump_json()


async def test_a_record_that_says_something_else_is_found_out() -> None:
    record = await process(receive(TEXT, OPTIONS), extractor=ScriptedExtractor())
    tampered = record.model_copy(update={"flags": ()})
    assert rederive(tampered).flags == record.flags


async def test_a_failed_record_is_derived_again_too(store: SqlStore) -> None:
    report_id = (await store.create(receive(TEXT, OPTIONS))).stored.id
    job = ReportJob(store, ScriptedExtractor())
    failure = {
        "ok": False,
        "code": "provider_timeout",
        "message": "no answer",
        "hint": "wait",
        "retry_after": "2",
    }
    await job.settle(report_id, failure)
    record = await store.record(report_id)
    assert record.error is not None
    assert (record.status, record.error.code, record.error.retry_after) == ("failed", "provider_timeout", "2")
    assert record.digest is None
    assert record.mentions
    assert record.audit is not None
    assert record.audit.relations_checked
    assert rederive(record) == record


async def test_a_text_that_cannot_be_read_any_more_fails_with_its_text_kept(store: SqlStore) -> None:
    odd = NewReport(text="25\u00ad/27", lang="vi", options=OPTIONS)
    stored = (await store.create(odd)).stored
    with pytest.raises(EngineError, match="older version"):
        read(stored.report)
    await ReportJob(store, ScriptedExtractor()).settle(stored.id, {"ok": False, "code": "engine_error"})
    record = await store.record(stored.id)
    assert (record.status, record.report.text, record.mentions) == ("failed", "25\u00ad/27", ())


async def test_progress_is_kept_in_order_up_to_the_end(store: SqlStore) -> None:
    record = await finished(store, ReportJob(store, ScriptedExtractor()), receive(TEXT, OPTIONS))
    events = await store.events_after(record.id)
    assert [(event.step, event.done) for event in events] == [
        *(("digest", number) for number in range(1, QUESTIONS + 1)),
        ("done", 1),
    ]


async def test_a_step_that_is_repeated_changes_nothing_and_asks_nothing(store: SqlStore) -> None:
    extractor = ScriptedExtractor()
    job = ReportJob(store, extractor)
    record = await finished(store, job, receive(TEXT, OPTIONS))
    asked = len(extractor.asked)
    for step in job.steps:
        assert await job.run(step, record.id) == {"ok": True}
    await job.settle(record.id, {"ok": False, "code": "late"})
    assert await store.record(record.id) == record
    assert len(extractor.asked) == asked
    assert len(await store.events_after(record.id)) == QUESTIONS + 1


async def test_the_record_step_without_an_answer_says_so(store: SqlStore) -> None:
    report_id = (await store.create(receive(TEXT, OPTIONS))).stored.id
    with pytest.raises(EngineError, match="not kept"):
        await ReportJob(store, ScriptedExtractor()).run("record", report_id)


async def test_a_provider_failure_goes_up_as_it_is(store: SqlStore) -> None:
    report_id = (await store.create(receive(TEXT, OPTIONS))).stored.id
    job = ReportJob(store, ScriptedExtractor(error=ProviderTimeout("no answer")))
    with pytest.raises(ProviderTimeout):
        await job.run("digest", report_id)
    assert await job.unfinished() == (report_id,)
    assert await store.status(report_id) == "running"


async def test_the_end_of_a_purged_report_is_no_matter(store: SqlStore) -> None:
    report_id = (await store.create(receive(TEXT, OPTIONS))).stored.id
    await store.delete(report_id)
    await ReportJob(store, ScriptedExtractor()).settle(report_id, {"ok": False, "code": "cancelled"})
    assert await store.tombstone(report_id) is not None


async def test_half_a_surrogate_pair_in_an_answer_is_an_invalid_reply(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(source: object, **named: object) -> Outcome:
        return Outcome({"title": "\ud800"}, ())

    monkeypatch.setattr(pipeline, "run", broken)
    with pytest.raises(ReplyInvalid) as caught:
        await process(receive(TEXT, OPTIONS), extractor=ScriptedExtractor())
    assert caught.value.__cause__ is None
