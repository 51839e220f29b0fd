"""The contracts at the borders: what is asked for, what is returned, and what is refused."""

import json

import pytest
from pydantic import ValidationError

from schemas.base import Contract
from schemas.record import ClaimV1, ErrorV1, FlagV1, MentionV1, RecordV1
from schemas.report import ReportIn

TEXT = "Đạt 25/27"
REPORT = {
    "title": None,
    "lang": "vi",
    "text": TEXT,
    "received": None,
    "format": "text/plain",
    "sha256": "a" * 64,
    "chars": 9,
    "created_at": "2026-11-22T05:51:04.000000Z",
}
RECORD = {"id": "01M80YYTP81VWZQP4YVX526V6E", "status": "queued", "report": REPORT}


def test_a_record_has_exactly_the_fields_of_the_contract():
    contract = "id status report mentions digest claims coverage flags audit attempts usage provenance"
    ours = {"offset_unit", "version", "problems", "error"}
    assert set(RecordV1.model_fields) == set(contract.split()) | ours


def test_a_mention_has_exactly_the_fields_of_the_contract():
    contract = (
        "start end received_start received_end text kind value value_high unit unit_key scale ulp qualifier "
        "qualifier_span target direction negated form zone readings"
    )
    assert list(MentionV1.model_fields) == contract.split()


def test_claims_and_flags_have_exactly_the_fields_of_the_contract():
    claim = "id path start end text value unit verdict reason evidence formula"
    flag = "id origin code severity path start end spans received_spans stated expected message_vi message_en"
    assert list(ClaimV1.model_fields) == claim.split()
    assert list(FlagV1.model_fields) == flag.split()


def test_a_queued_record_is_complete_json_with_nothing_found_yet():
    shown = json.loads(RecordV1.model_validate(RECORD).model_dump_json())
    assert shown["offset_unit"] == "unicode_code_point"
    assert (shown["mentions"], shown["claims"], shown["flags"]) == ([], [], [])
    assert (shown["digest"], shown["coverage"], shown["audit"], shown["error"]) == (None, None, None, None)
    assert shown["usage"]["requests"] == 0


def test_a_record_survives_its_own_json():
    record = RecordV1.model_validate(
        RECORD | {"error": ErrorV1(code="provider_timeout", message="", hint="", retry_after="2.5")}
    )
    assert RecordV1.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize(
    "change", [{"extra": 1}, {"status": "paused"}, {"report": REPORT | {"sha256": "short"}}], ids=str
)
def test_what_the_contract_does_not_know_is_refused(change):
    with pytest.raises(ValidationError):
        RecordV1.model_validate(RECORD | change)


def test_a_record_cannot_be_changed_in_place():
    record = RecordV1.model_validate(RECORD)
    with pytest.raises(ValidationError):
        record.status = "done"


def test_only_the_text_of_a_report_is_required_and_it_is_not_trimmed():
    report = ReportIn.model_validate({"text": "  25/27 \n"})
    assert report.text == "  25/27 \n"
    assert (report.lang, report.title, report.schema_ref, report.prompt, report.strategy, report.model) == (
        *("auto", None),
        *(None, None, None, None),
    )


def test_the_schema_of_a_report_is_called_schema_outside():
    report = ReportIn.model_validate({"text": "25", "schema": "digest.v1"})
    assert report.schema_ref == "digest.v1"
    assert "schema" in report.model_dump_json()
    assert "schema" in ReportIn.model_json_schema()["properties"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": None},
        {"text": 25},
        {"text": "25", "lang": "fr"},
        {"text": "25", "strategy": "magic"},
        {"text": "25", "model": "a b; rm"},
        {"text": "25", "prompt": ""},
        {"text": "25", "title": "x" * 501},
        {"text": "25", "unknown": True},
    ],
    ids=str,
)
def test_a_body_outside_the_contract_is_refused(body):
    with pytest.raises(ValidationError):
        ReportIn.model_validate(body)


def test_the_record_and_the_request_are_closed_and_frozen_in_every_part():
    def all_of(kind):
        return {kind, *(below for each in kind.__subclasses__() for below in all_of(each))}

    for contract in (
        each for each in all_of(Contract) if each.__module__ in {"schemas.record", "schemas.report"}
    ):
        assert contract.model_config["extra"] == "forbid", contract
        assert contract.model_config["frozen"], contract
