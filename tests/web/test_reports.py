"""A report goes in, a record comes out and is kept: at once, later, twice, failed, listed, purged."""

import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import OperationalError

from schemas.record import RecordV1
from service.errors import (
    ProviderDenied,
    ProviderLimited,
    ProviderRefused,
    ProviderTimeout,
    ProviderUnavailable,
    ReplyInvalid,
    ReplyTruncated,
    WeightsMissing,
)
from tests.web.scripted import GOOD, REPORT, problem

URL = "/v1/reports"
ASYNC = {"Prefer": "respond-async"}


def finished(client, location: str) -> dict:
    """The record once nothing more will happen."""
    for _ in range(400):
        record = client.get(location).json()
        if record["status"] in {"done", "failed"}:
            return record
        time.sleep(0.05)
    raise AssertionError("the report did not finish")


# at once


def test_a_report_comes_back_as_a_record_and_is_kept(client, report):
    response = client.post(URL, json=report | {"title": " Báo cáo  năm\n2021 "})
    assert response.status_code == 201
    record = response.json()
    assert response.headers["location"] == f"{URL}/{record['id']}"
    assert record["status"] == "done"
    assert record["report"]["text"] == report["text"]
    assert record["report"]["title"] == "Báo cáo năm 2021"
    assert record["report"]["lang"] == "vi"
    assert record["digest"]["metrics"][0]["value_text"] == "176"
    assert {claim["verdict"] for claim in record["claims"]} == {"supported"}
    assert record["provenance"]["model"] == "scripted-1"
    assert record["provenance"]["strategy"] == "free"
    RecordV1.model_validate(record)
    kept = client.get(response.headers["location"])
    assert kept.json() == record
    assert kept.headers["etag"] == response.headers["etag"]


def test_a_figure_that_the_model_got_wrong_is_flagged_with_its_place(client, model, report):
    wrong = GOOD | {"key_points": ["Kết nạp 167 đảng viên mới."]}
    model.answers[:] = [wrong, wrong]  # the repair round says the same
    record = client.post(URL, json=report).json()
    (flag,) = [flag for flag in record["flags"] if flag["path"] == "/key_points/0"]
    assert (flag["code"], flag["severity"], flag["origin"]) == ("digits_changed", "error", "digest")
    (span,) = flag["spans"]
    assert report["text"][slice(*span)].startswith("176")


def test_positions_are_given_back_in_the_text_as_received(client, report):
    sent = report["text"].replace("Đảng bộ", "\u200bĐa\u0309ng bộ", 1)
    record = client.post(URL, json={"text": sent}).json()
    assert record["report"]["received"] == sent
    mention = next(m for m in record["mentions"] if m["value"] == "176")
    assert sent[mention["received_start"] : mention["received_end"]] == mention["text"]
    assert record["report"]["text"][mention["start"] : mention["end"]] == mention["text"]


def test_a_short_report_is_refused_by_its_length_without_blanks(client):
    body = problem(client.post(URL, json={"text": "  25 chi bộ  " + " " * 100}), 422, "report_too_short")
    assert "/v1/checks" in body["hint"]


@pytest.mark.parametrize(
    "field", [{"prompt": "digest/none.v9"}, {"schema": "digest/v9"}, {"model": "gpt-none"}]
)
def test_a_name_that_does_not_exist_is_refused_before_anything_is_kept(client, report, field):
    before = client.get(URL).json()["items"]
    problem(client.post(URL, json=report | field), 422, "unknown_name")
    assert client.get(URL).json()["items"] == before


def test_a_strategy_that_does_not_exist_is_a_wrong_field(client, report):
    body = problem(client.post(URL, json=report | {"strategy": "magic"}), 422, "invalid_request")
    assert body["errors"][0]["field"] == "strategy"


def test_the_digest_schema_can_be_named(client, report):
    assert client.post(URL, json=report | {"schema": "digest/v1"}).status_code == 201


def test_the_python_name_of_the_schema_field_is_not_a_second_spelling(client, report):
    body = problem(client.post(URL, json=report | {"schema_ref": "digest/v1"}), 422, "invalid_request")
    assert body["errors"][0]["field"] == "schema_ref"


# later


def test_an_asynchronous_report_is_accepted_at_once_and_finished_later(client, model, report):
    model.open.clear()
    response = client.post(URL, json=report, headers=ASYNC)
    assert response.status_code == 202
    assert response.headers["preference-applied"] == "respond-async"
    assert int(response.headers["retry-after"]) >= 1
    accepted = response.json()
    assert accepted["status"] in {"queued", "running"}
    assert response.headers["location"] == f"{URL}/{accepted['id']}"
    pending = client.get(response.headers["location"])
    assert pending.json()["status"] in {"queued", "running"}
    assert pending.headers["retry-after"]
    model.open.set()
    assert finished(client, response.headers["location"])["status"] == "done"


def test_a_call_that_would_wait_a_little_gets_the_record_when_it_is_quick(client, report):
    response = client.post(URL, json=report, headers={"Prefer": "respond-async, wait=15"})
    assert response.status_code == 201
    assert response.json()["status"] == "done"


def test_a_call_whose_patience_ends_is_answered_202_and_the_work_goes_on(client, model, report):
    model.open.clear()
    response = client.post(URL, json=report, headers={"Prefer": "wait=1"})
    assert response.status_code == 202
    assert response.headers["preference-applied"] == "wait=1"
    model.open.set()
    assert finished(client, response.headers["location"])["status"] == "done"


# twice


def test_the_same_key_and_body_make_one_report(client, model, report):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    first = client.post(URL, json=report, headers=headers)
    calls = len(model.asked)
    second = client.post(URL, json=report, headers=headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert len(model.asked) == calls
    quoted = {"Idempotency-Key": f'"{headers["Idempotency-Key"]}"'} | ASYNC
    assert client.post(URL, json=report, headers=quoted).json()["id"] == first.json()["id"]


def test_the_same_key_sent_at_the_same_moment_makes_one_report(client, report):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: client.post(URL, json=report, headers=headers), range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_the_same_key_with_another_body_is_refused(client, report):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    assert client.post(URL, json=report, headers=headers).status_code == 201
    other = report | {"text": report["text"] + " Thêm một câu."}
    problem(client.post(URL, json=other, headers=headers), 422, "idempotency_key_reused")


def test_a_key_that_is_no_key_is_refused_before_the_body_is_read(client, report):
    problem(client.post(URL, json=report, headers={"Idempotency-Key": "a b"}), 400, "invalid_header")


def test_without_a_key_the_same_report_is_taken_twice(client, report):
    first, second = (client.post(URL, json=report).json()["id"] for _ in range(2))
    assert first != second


# failed


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ProviderUnavailable("cannot be reached"), 502, "provider_unavailable"),
        (ProviderDenied("the key is wrong"), 502, "provider_denied"),
        (ProviderRefused("declined"), 502, "provider_refused"),
        (ReplyTruncated("cut"), 502, "reply_truncated"),
        (ReplyInvalid("does not fit"), 502, "reply_invalid"),
        (ProviderLimited("slow down", retry_after=6.2), 503, "provider_limited"),
        (ProviderTimeout("no answer in time"), 504, "provider_timeout"),
        (WeightsMissing("no weights", hint="run: doichieu model pull"), 503, "weights_missing"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_of_the_model_is_a_problem_and_the_report_is_kept(
    client, model, report, error, status, code
):
    model.answers[:] = [error] * 10
    response = client.post(URL, json=report)
    body = problem(response, status, code)
    assert response.headers["location"] == body["report"] == f"{URL}/{body['report_id']}"
    if code == "provider_limited":
        assert response.headers["retry-after"] == "7"
    record = client.get(body["report"]).json()
    assert (record["status"], record["error"]["code"]) == ("failed", code)
    assert record["report"]["text"] == report["text"]
    assert record["audit"] is not None, "what needs no model is there all the same"


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e300"])
def test_a_wait_that_no_clock_can_tell_is_a_day(client, model, report, seconds):
    """A provider may say anything in Retry-After."""
    model.answers[:] = [ProviderLimited("slow down", retry_after=float(seconds))] * 10
    response = client.post(URL, json=report)
    problem(response, 503, "provider_limited")
    assert response.headers["retry-after"] == "86400"


def test_a_failure_is_told_the_same_way_to_a_call_with_the_same_key(client, model, report):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    model.answers[:] = [ProviderDenied("the key is wrong")] * 10
    first = problem(client.post(URL, json=report, headers=headers), 502, "provider_denied")
    second = problem(client.post(URL, json=report, headers=headers), 502, "provider_denied")
    assert second["report_id"] == first["report_id"]


def test_an_asynchronous_failure_is_found_in_the_record(client, model, report):
    model.answers[:] = [ProviderTimeout("no answer in time")] * 10
    response = client.post(URL, json=report, headers=ASYNC)
    assert response.status_code == 202
    assert finished(client, response.headers["location"])["error"]["code"] == "provider_timeout"


def test_an_error_nobody_expected_is_a_500_that_tells_nothing(client, model, report):
    model.answers[:] = [RuntimeError(f"secret: {REPORT}")] * 10
    response = client.post(URL, json=report)
    assert response.status_code >= 500
    assert "secret" not in response.text
    assert "chi bộ" not in response.text


# one and many


def test_a_version_at_hand_is_not_sent_again(client, report):
    made = client.post(URL, json=report)
    response = client.get(made.headers["location"], headers={"If-None-Match": made.headers["etag"]})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == made.headers["etag"]
    assert client.get(made.headers["location"], headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("name", ["01", "nothing", "0" * 26, "0" * 27, "%00", "..%2f..%2fetc", "Đ" * 26])
def test_an_id_that_never_was_is_a_404(client, name):
    for method, path in [("GET", ""), ("DELETE", ""), ("GET", "/events")]:
        response = client.request(method, f"{URL}/{name}{path}")
        problem(response, 404, "not_found")


def test_a_list_is_newest_first_and_its_cursor_leads_through_all_of_it_once(client, report):
    made = [client.post(URL, json=report, headers=ASYNC).json()["id"] for _ in range(5)]
    seen, cursor = [], None
    while True:
        parameters = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = client.get(URL, params=parameters).json()
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen))
    assert seen[:5] == made[::-1]
    for name in made:
        finished(client, f"{URL}/{name}")


def test_a_list_shows_no_text_and_counts_the_flags(client, model, report):
    wrong = GOOD | {"key_points": ["Kết nạp 167 đảng viên mới."]}
    model.answers[:] = [wrong, wrong]
    made = client.post(URL, json=report).json()
    item = client.get(URL, params={"limit": 1}).json()["items"][0]
    assert item["id"] == made["id"]
    assert item["flags"]["error"] == sum(flag["severity"] == "error" for flag in made["flags"])
    assert "text" not in item


def test_a_list_can_be_narrowed_to_one_state(client, model, report):
    model.answers[:] = [ProviderTimeout("no answer in time")] * 10
    failed = problem(client.post(URL, json=report), 504, "provider_timeout")["report_id"]
    items = client.get(URL, params={"status": "failed"}).json()["items"]
    assert items[0]["id"] == failed
    assert items[0]["error_code"] == "provider_timeout"
    assert {item["status"] for item in items} == {"failed"}


@pytest.mark.parametrize("cursor", ["x", "0" * 25, "' or 1=1 --"])
def test_a_cursor_of_somebody_else_is_refused(client, cursor):
    problem(client.get(URL, params={"cursor": cursor}), 400, "invalid_cursor")


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 201}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"status": "x"}, "status"),
    ],
)
def test_a_wrong_parameter_is_named(client, parameters, field):
    errors = problem(client.get(URL, params=parameters), 422, "invalid_request")["errors"]
    assert errors[0]["field"] == field


# purged


def test_a_purged_report_leaves_a_tombstone_and_nothing_else(client, report):
    made = client.post(URL, json=report)
    location = made.headers["location"]
    response = client.delete(location)
    assert (response.status_code, response.content) == (204, b"")
    for method, path in [("GET", ""), ("GET", "/events"), ("DELETE", "")]:
        body = problem(client.request(method, location + path), 410, "gone")
        assert body["tombstone"]["id"] == made.json()["id"]
        assert body["tombstone"]["sha256"] == made.json()["report"]["sha256"]
        assert "đảng viên" not in json.dumps(body, ensure_ascii=False)
    assert made.json()["id"] not in {item["id"] for item in client.get(URL).json()["items"]}


def test_a_report_can_be_purged_while_it_is_worked_on(client, model, report):
    model.open.clear()
    location = client.post(URL, json=report, headers=ASYNC).headers["location"]
    time.sleep(0.3)
    assert client.delete(location).status_code == 204
    model.open.set()
    problem(client.get(location), 410, "gone")


def test_a_synchronous_caller_learns_that_the_report_was_purged_meanwhile(client, model, report):
    model.open.clear()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(client.post, URL, json=report)
        for _ in range(200):
            newest = client.get(URL, params={"limit": 1}).json()["items"][0]
            if newest["status"] in {"queued", "running"}:
                break
            time.sleep(0.02)
        assert client.delete(f"{URL}/{newest['id']}").status_code == 204
        response = waiting.result(timeout=30)
    problem(response, 410, "gone")


def test_a_purge_that_a_full_disk_cannot_forget_still_ends_the_work(client, report, monkeypatch):
    location = client.post(URL, json=report).headers["location"]
    backend = client.app.state.desk.backend

    async def full() -> None:
        raise OperationalError("PRAGMA", {}, OSError())

    with monkeypatch.context() as patch:
        patch.setattr(backend.store._database, "forget", full)
        problem(client.delete(location), 503, "engine_error")
    problem(client.get(location), 410, "gone")
    assert client.portal.call(backend.engine.status, location.rpartition("/")[2]) is None


def test_after_a_purge_the_key_is_free_again(client, report):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    first = client.post(URL, json=report, headers=headers)
    client.delete(first.headers["location"])
    second = client.post(URL, json=report, headers=headers)
    assert second.status_code == 201
    assert second.json()["id"] != first.json()["id"]
