"""Checks, audits and mentions: the same core as the command line, with nothing lost on the way."""

import json
import threading
import time

import pytest

from schemas.calls import AuditOut, CheckOut, MentionsOut
from service.core import wire
from service.core.audit import audit
from service.core.check import check
from service.core.source import read_source
from service.web.api import mentioned
from service.web.work import CoreWork
from tests.web.scripted import problem

SOURCE = "Kết nạp 176 đảng viên; 26/27 chi bộ hoàn thành, đạt 96,3%. Thu 1.234.567.890.123.456.789 đồng."


def post_check(client, raw: str):
    return client.post("/v1/checks", content=raw.encode(), headers={"content-type": "application/json"})


@pytest.mark.parametrize("lang", ["auto", "vi"])
def test_mentions_are_what_the_core_reads(client, lang):
    answer = client.post("/v1/mentions", json={"text": SOURCE, "lang": lang}).json()
    source = read_source(SOURCE, lang)
    assert answer == json.loads(
        json.dumps(
            {
                "offset_unit": "unicode_code_point",
                "mentions": [wire.mention_json(mention, source.text) for mention in source.mentions],
            }
        )
    )
    MentionsOut.model_validate(answer)


def test_an_audit_is_what_the_core_finds(client):
    text = "26/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 97,3%."
    answer = client.post("/v1/audits", json={"text": text}).json()
    source = read_source(text, "auto")
    assert answer == json.loads(json.dumps(wire.audit_json(audit(source), source.text)))
    assert [finding["code"] for finding in answer["findings"]] == ["percent_mismatch"]
    AuditOut.model_validate(answer)


def test_a_check_is_what_the_core_concludes(client):
    digest = {"summary": "Kết nạp 167 đảng viên."}
    answer = client.post("/v1/checks", json={"text": SOURCE, "digest": digest}).json()
    source = read_source(SOURCE, "auto")
    assert answer == json.loads(json.dumps(wire.check_json(check(source, digest), source.text)))
    CheckOut.model_validate(answer)
    assert "audit" not in answer


def test_a_check_with_an_audit_holds_both_and_the_flags_of_both(client):
    text = "26/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 97,3%. Kết nạp 176 đảng viên."
    asked = {"text": text, "digest": "Kết nạp 167 đảng viên.", "audit": True}
    answer = client.post("/v1/checks", json=asked).json()
    CheckOut.model_validate(answer)
    assert answer["audit"] == client.post("/v1/audits", json={"text": text}).json()
    assert {flag["origin"] for flag in answer["flags"]} == {"digest", "source"}


@pytest.mark.parametrize("text", ["", " ", "5", "Không có số nào."])
def test_texts_of_any_length_are_taken(client, text):
    assert client.post("/v1/mentions", json={"text": text}).status_code == 200
    assert client.post("/v1/audits", json={"text": text}).status_code == 200
    assert client.post("/v1/checks", json={"text": text, "digest": "5"}).status_code == 200


@pytest.mark.parametrize("digest", ["{}", "[]", '""', "null", "true", "5", '{"a": {"b": [1, "2 km", null]}}'])
def test_any_json_is_a_digest(client, digest):
    response = post_check(client, f'{{"text": "5 km", "digest": {digest}}}')
    assert response.status_code == 200
    CheckOut.model_validate(response.json())


def test_prose_is_one_string_at_the_empty_path(client):
    answer = client.post("/v1/checks", json={"text": SOURCE, "digest": "Kết nạp 176 đảng viên."}).json()
    assert [(claim["path"], claim["verdict"]) for claim in answer["claims"]] == [("", "supported")]


@pytest.mark.parametrize(
    ("literal", "verdict"),
    [
        ("1234567890123456789", "supported"),
        ("1234567890123456788", "contradicted"),
        ("1234567890123456789.0", "supported"),
        ("1.234567890123456789e18", "supported"),
    ],
)
def test_a_number_beyond_the_reach_of_a_binary_fraction_is_read_to_the_last_digit(client, literal, verdict):
    """As a float the first two are equal."""
    answer = post_check(client, f'{{"text": {json.dumps(SOURCE)}, "digest": {{"amount": {literal}}}}}').json()
    (claim,) = answer["claims"]
    assert (claim["path"], claim["text"], claim["verdict"]) == ("/amount", literal, verdict)


def test_trailing_zeros_of_a_literal_are_kept(client):
    answer = post_check(client, '{"text": "Tăng 1,10%.", "digest": {"growth": 1.10}}').json()
    assert answer["claims"][0]["text"] == "1.10"


def test_no_number_of_an_answer_about_a_text_is_a_json_fraction(client):
    raw = client.post("/v1/checks", json={"text": SOURCE, "digest": {"a": "96,3%"}, "audit": True}).text

    def refuse(literal):
        raise AssertionError(f"{literal} travelled as a number")

    json.loads(raw, parse_float=refuse)


def test_the_digest_is_needed(client):
    errors = problem(client.post("/v1/checks", json={"text": "5"}), 422, "invalid_request")["errors"]
    assert errors[0]["field"] == "digest"


# off the event loop


def test_health_answers_while_a_text_of_a_megabyte_is_audited(client):
    sentence = "Năm 2021, kết nạp 176 đảng viên mới; 26/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 96,3%.\n"
    text = sentence * (1_000_000 // len(sentence))
    answers: list[int] = []
    work = threading.Thread(
        target=lambda: answers.append(client.post("/v1/audits", json={"text": text}).status_code)
    )
    work.start()
    slowest, count, start = 0.0, 0, time.monotonic()
    while work.is_alive():
        began = time.monotonic()
        assert client.get("/healthz").status_code == 200
        slowest, count = max(slowest, time.monotonic() - began), count + 1
        time.sleep(0.05)
    work.join()
    lasted = time.monotonic() - start
    assert answers == [200]
    assert count > 3, "the audit was too quick to tell"
    assert slowest < lasted / 3, f"health took {slowest:.2f} s of the audit's {lasted:.2f}"


async def test_more_calls_than_may_wait_are_refused_with_a_time_to_come_back():
    import anyio

    from service.web.problems import Problem

    work = CoreWork(concurrency=1, waiting=1)
    gate = threading.Event()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(work.run, gate.wait)
        tasks.start_soon(work.run, gate.wait)
        while not (work.running == 1 and work.waiting == 1):  # noqa: ASYNC110 - no event tells it
            await anyio.sleep(0.01)
        with pytest.raises(Problem) as caught:
            await work.run(mentioned, None, None)
        gate.set()
    assert (caught.value.code, caught.value.status_code) == ("busy", 503)
    assert caught.value.headers["Retry-After"] == "2"
    assert await work.run(len, "abc") == 3


def test_a_digest_is_bounded_like_a_text(client, settings):
    """Its strings and keys count together, so that no shape of it gets around the limit."""
    half = "a" * (settings.max_report_chars // 2 + 1)
    for digest in (half * 2, [half, half], {half: half}):
        body = problem(
            client.post("/v1/checks", json={"text": "5", "digest": digest}), 413, "report_too_long"
        )
        assert "digest" in body["detail"]
