"""What may come in: sizes counted while streaming, UTF-8, JSON without tricks, fields that exist."""

import json

import anyio
import pytest
from starlette.requests import Request

from service.web.body import BodyLimit
from service.web.problems import Problem
from tests.web.scripted import problem

URL = "/v1/mentions"
JSON = {"content-type": "application/json"}
NAMED = {"x-request-id": "asked"}
"""A name for the request, so that the random digits of one that is drawn cannot pass for what was sent."""


def post(client, content, headers=JSON, url=URL):
    return client.post(url, content=content, headers=headers)


@pytest.mark.parametrize("media", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_is_taken_however_its_media_type_is_written(client, media):
    assert post(client, b'{"text": "5 km"}', {"content-type": media}).status_code == 200


@pytest.mark.parametrize("media", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""])
def test_another_media_type_is_refused_with_415(client, media):
    body = problem(post(client, b'{"text": "5 km"}', {"content-type": media}), 415, "unsupported_media_type")
    assert "application/json" in body["hint"]


def test_a_compressed_body_is_refused_before_it_is_read(client):
    response = post(client, b"\x1f\x8b", JSON | {"content-encoding": "gzip"})
    problem(response, 415, "unsupported_media_type")
    assert response.headers["accept-encoding"] == "identity"


def test_a_body_over_the_limit_is_refused_by_its_declared_length(client, settings):
    body = problem(post(client, b" " * (settings.max_body_bytes + 1)), 413, "body_too_large")
    assert body["limit_bytes"] == settings.max_body_bytes


def test_a_body_without_a_length_is_counted_as_it_arrives(client, settings):
    sent = 0

    def chunks():
        nonlocal sent
        yield b'{"text": "'
        for _ in range(settings.max_body_bytes // 100_000 + 2):
            sent += 100_000
            yield b"a" * 100_000
        yield b'"}'

    problem(post(client, chunks()), 413, "body_too_large")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "invalid_json"),
        (b"{", "invalid_json"),
        (b'{"text": "5"} x', "invalid_json"),
        (b"{'text': '5'}", "invalid_json"),
        (b"[]", "invalid_json"),
        (b'"5"', "invalid_json"),
        (b'{"text": NaN}', "invalid_json"),
        (b'{"text": "\xff"}', "invalid_encoding"),
        ('{"text": "5 km"}'.encode("utf-16"), "invalid_encoding"),
        (rb'{"text": "\ud800"}', "invalid_encoding"),
        (rb'{"text": "\udfff\ud83d"}', "invalid_encoding"),
        (rb'{"text": "5", "\ud800": 1}', "invalid_encoding"),
        (b'{"text": "5", "text": "6"}', "duplicate_key"),
        (b'{"text": ' + b"[" * 100 + b"]" * 100 + b"}", "too_deep"),
        (b'{"text": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}", "too_deep"),
        (b'{"text": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}", "too_deep"),
        (b'{"text": ' + b"9" * 1_000_000 + b"}", "invalid_json"),
        (b'{"text": 1e999999999}', "invalid_json"),
        (b'{"text": 1e-' + b"9" * 5000 + b"}", "invalid_json"),
    ],
    ids=lambda value: f"{value[:24]!r}, {len(value)} bytes" if isinstance(value, bytes) else value,
)
def test_what_is_no_honest_json_is_refused_with_400(client, content, code):
    problem(post(client, content), 400, code)


def test_more_values_than_any_digest_has_are_refused(client):
    many = b'{"text": "5", "digest": [' + b",".join([b"1"] * 200_000) + b"]}"
    problem(post(client, many, url="/v1/checks"), 413, "body_too_large")


def test_a_pair_of_surrogates_is_one_character_and_welcome(client):
    answer = post(client, rb'{"text": "\ud83d\ude00 5 km"}').json()
    assert [(m["start"], m["end"]) for m in answer["mentions"]] == [(2, 6)]


def test_a_byte_order_mark_does_no_harm(client):
    assert post(client, b'\xef\xbb\xbf{"text": "5 km"}').status_code == 200


def test_control_characters_in_a_text_are_dropped_and_positions_given_back(client):
    (mention,) = post(client, json.dumps({"text": "a\x00b 5 km"})).json()["mentions"]
    assert (mention["start"], mention["received_start"]) == (3, 4)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": None}, "text"),
        ({"text": 5}, "text"),
        ({"text": ["5"]}, "text"),
        ({"text": "5", "lang": "fr"}, "lang"),
        ({"text": "5", "langs": "vi"}, "langs"),
    ],
)
def test_a_wrong_missing_or_unknown_field_is_named(client, body, field):
    errors = problem(client.post(URL, json=body), 422, "invalid_request")["errors"]
    assert [error["field"] for error in errors] == [field]
    assert errors[0]["pointer"] == f"/{field}"
    assert errors[0]["detail"]


@pytest.mark.parametrize("url", ["/v1/reports", "/v1/checks", "/v1/audits", "/v1/mentions"])
@pytest.mark.parametrize(
    "body",
    [
        {"text": ["bí mật 4711"]},
        {"text": {"bí mật 4711": 1}},
        {"text": "bí mật 4711", "lang": "bí mật 4711"},
        {"text": "bí mật 4711", "lang": ["bí mật 4711"], "bogus": "bí mật 4711"},
        {"texts": "bí mật 4711"},
    ],
)
def test_a_422_never_echoes_what_was_sent(client, url, body):
    response = client.post(url, json=body, headers=NAMED)
    assert response.status_code == 422
    assert "4711" not in response.text


def test_a_report_sent_as_a_key_is_not_echoed_either(client):
    response = client.post(URL, json={"text": "5", "x" * 100 + " bí mật 4711": 1}, headers=NAMED)
    problem(response, 422, "invalid_request")
    assert "4711" not in response.text


def test_a_huge_number_of_wrong_fields_gives_a_short_answer(client):
    response = client.post(URL, json={"text": "5"} | {f"f{i}": 1 for i in range(5000)})
    assert len(problem(response, 422, "invalid_request")["errors"]) == 20


def test_a_text_over_the_limit_is_refused_with_413(client, settings):
    text = "a" * (settings.max_report_chars + 1)
    for url in ("/v1/reports", "/v1/mentions", "/v1/audits"):
        problem(client.post(url, json={"text": text}), 413, "report_too_long")
    problem(client.post("/v1/checks", json={"text": text, "digest": ""}), 413, "report_too_long")


def test_a_body_that_drips_is_cut_off():
    """Bytes that come too slowly hold a connection only so long."""
    sent = []

    async def receive():
        await anyio.sleep(0.05)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def send(message):
        sent.append(message)

    async def reads_all(scope, receive, send):
        await Request(scope, receive).body()

    async def run():
        layer = BodyLimit(reads_all, max_bytes=1000, seconds=0.2)
        with anyio.fail_after(5), pytest.raises(Problem) as caught:
            await layer({"type": "http", "method": "POST", "headers": []}, receive, send)
        return caught.value

    cut = anyio.run(run)
    assert (cut.code, cut.headers["Connection"]) == ("body_too_slow", "close")


def test_whoever_has_sent_the_whole_body_may_wait_for_the_answer_as_long_as_it_takes():
    parts = [{"type": "http.request", "body": b"{}", "more_body": False}, {"type": "http.disconnect"}]
    seen = []

    async def receive():
        await anyio.sleep(0 if len(parts) == 2 else 0.3)
        return parts.pop(0)

    async def waits(scope, receive, send):
        seen.extend([await receive(), await receive()])

    anyio.run(BodyLimit(waits, max_bytes=1000, seconds=0.1), {"type": "http", "headers": []}, receive, None)
    assert seen[1] == {"type": "http.disconnect"}
