"""What a provider can do to us, and what we make of it: one table of misbehaviour, counted in requests."""

import asyncio
import gc
import logging
import time

import pytest
from pydantic import BaseModel, SecretStr

from service import errors
from service.llm import Ask, Extractor
from service.llm.openai import Dialect, OpenAIExtractor, Timeouts, strict_schema, wrapped
from tests.llm.provider import Provider, drops, fails, hangs, says, slowly

REPORT = "Báo cáo mật: có 26/27 tổ chức đảng. {{ 7*7 }} {% if x %}"
GOOD = '{"label": "Tổ chức đảng", "value": "26/27"}'


class Figure(BaseModel):
    label: str
    value: str | None


def question(schema: type[BaseModel] = Figure, **changed) -> Ask:
    return Ask("Read the report.", REPORT, schema, "figure", 50, purpose="digest", **changed)


def extractor(provider: Provider, **options) -> OpenAIExtractor:
    options.setdefault("timeouts", Timeouts(connect=1, read=2, total=10))
    return OpenAIExtractor(
        base_url=provider.base_url, api_key=SecretStr("sk-secret"), model="stub", **options
    )


async def asked(provider: Provider, ask: Ask | None = None, **options):
    model = extractor(provider, **options)
    try:
        return await model.ask(ask or question())
    finally:
        await model.aclose()


async def test_the_answer_comes_parsed_with_its_cost():
    with Provider(says(GOOD)) as provider:
        reply = await asked(provider)
    assert reply.parsed == Figure(label="Tổ chức đảng", value="26/27")
    assert reply.raw == GOOD
    assert (reply.usage.prompt_tokens, reply.usage.completion_tokens, reply.usage.cached_tokens) == (
        100,
        20,
        60,
    )
    assert (reply.usage.requests, reply.attempts, reply.model) == (1, 1, "stub-1")
    assert float(reply.seconds) >= 0


async def test_the_schema_is_sent_strict_and_the_report_only_in_the_user_message_untouched():
    with Provider(says(GOOD)) as provider:
        await asked(provider)
    (sent,) = provider.requests
    form = sent["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["strict"] is True
    assert form["json_schema"]["schema"]["additionalProperties"] is False
    assert form["json_schema"]["schema"]["required"] == ["label", "value"]
    system, user = sent["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert user["content"] == REPORT
    assert "mật" not in system["content"]
    assert (sent["max_tokens"], sent["temperature"], sent["seed"]) == (50, 0.0, 7)


async def test_another_dialect_changes_the_names_of_the_parameters():
    with Provider(says(GOOD)) as provider:
        await asked(
            provider,
            dialect=Dialect(
                token_limit="max_completion_tokens", sampling=False, extra={"reasoning_effort": "low"}
            ),
        )
    (sent,) = provider.requests
    assert sent["max_completion_tokens"] == 50
    assert sent["reasoning_effort"] == "low"
    assert not {"max_tokens", "temperature", "seed"} & sent.keys()


async def test_a_429_with_retry_after_is_waited_for():
    with Provider(fails(429, after_ms="300"), says(GOOD)) as provider:
        began = time.monotonic()
        reply = await asked(provider)
    assert time.monotonic() - began >= 0.25
    assert reply.usage.requests == len(provider.requests) == 2
    assert reply.attempts == 1


async def test_of_an_answer_cut_at_the_limit_the_complete_part_comes_back_where_it_is_of_use():
    cut = says('{"label": "Tổ chức đảng", "value": "26', finish="length")
    with Provider(cut) as provider:
        reply = await asked(provider, question(partial=True))
    assert (reply.parsed, reply.truncated) == (Figure(label="Tổ chức đảng", value=None), True)
    assert reply.raw == '{"label": "Tổ chức đảng", "value": "26'
    assert (reply.usage.requests, reply.usage.completion_tokens, len(provider.requests)) == (1, 20, 1)


async def test_of_an_answer_cut_before_anything_was_complete_there_is_nothing():
    with Provider(says(GOOD[:12], finish="length")) as provider, pytest.raises(errors.ReplyTruncated):
        await asked(provider, question(partial=True))


async def test_a_whole_answer_is_not_called_truncated():
    with Provider(says(GOOD)) as provider:
        assert not (await asked(provider, question(partial=True))).truncated


ALWAYS = [
    # the provider always does this: our error, requests made
    pytest.param(fails(429, after="900"), errors.ProviderLimited, 1, id="429 for longer than anyone waits"),
    pytest.param(fails(429, after_ms="1"), errors.ProviderLimited, 3, id="429 again and again"),
    pytest.param(fails(500, after_ms="1"), errors.ProviderUnavailable, 3, id="500"),
    pytest.param(fails(503, after_ms="1"), errors.ProviderUnavailable, 3, id="503"),
    pytest.param(fails(408, after_ms="1"), errors.ProviderTimeout, 3, id="408"),
    pytest.param(fails(401), errors.ProviderDenied, 1, id="401"),
    pytest.param(fails(403), errors.ProviderDenied, 1, id="403"),
    pytest.param(fails(400, words=REPORT), errors.ProviderError, 1, id="400 that echoes the report"),
    pytest.param(fails(404), errors.ProviderError, 1, id="404"),
    pytest.param(says('{"label": "Tổ ch'), errors.ReplyInvalid, 2, id="JSON cut in the middle"),
    pytest.param(says('{"name": "x"}'), errors.ReplyInvalid, 2, id="another schema"),
    pytest.param(says("I cannot say."), errors.ReplyInvalid, 2, id="prose"),
    pytest.param(says(None), errors.ReplyInvalid, 2, id="nothing"),
    pytest.param(says(GOOD[:20], finish="length"), errors.ReplyTruncated, 1, id="token limit"),
    pytest.param(says(None, refusal="I won't."), errors.ProviderRefused, 1, id="refusal"),
    pytest.param(says("", finish="content_filter"), errors.ProviderRefused, 1, id="content filter"),
]


@pytest.mark.parametrize(("act", "error", "requests"), ALWAYS)
async def test_every_failure_is_one_of_ours_after_a_bounded_number_of_requests(act, error, requests):
    with Provider(act) as provider, pytest.raises(errors.ProviderError) as caught:
        await asked(provider)
    assert type(caught.value) is error
    assert len(provider.requests) == requests


async def test_the_wait_that_a_provider_asks_for_is_told_on():
    with Provider(fails(429, after="900")) as provider, pytest.raises(errors.ProviderLimited) as caught:
        await asked(provider)
    assert caught.value.retry_after == 900


async def test_a_provider_that_hangs_is_a_timeout():
    with Provider(hangs(1.5)) as provider, pytest.raises(errors.ProviderTimeout):
        await asked(provider, max_retries=0, timeouts=Timeouts(connect=1, read=0.2, total=10))


async def test_the_total_time_bounds_all_tries_together():
    with Provider(hangs(1.5)) as provider:
        began = time.monotonic()
        with pytest.raises(errors.ProviderTimeout):
            await asked(provider, max_retries=5, timeouts=Timeouts(connect=1, read=1, total=0.3))
    assert time.monotonic() - began < 1


async def test_a_dropped_connection_is_tried_again_and_then_unavailable():
    with Provider(drops) as provider, pytest.raises(errors.ProviderUnavailable):
        await asked(provider, max_retries=1)
    assert len(provider.requests) == 2


async def test_nobody_at_the_address_is_unavailable():
    with Provider(says(GOOD)) as provider:
        pass
    with pytest.raises(errors.ProviderUnavailable):
        await asked(provider, max_retries=0)


@pytest.mark.parametrize("bad", ['{"label": "Tổ', '{"name": 1}'])
async def test_an_answer_that_does_not_fit_is_asked_for_once_more_and_both_are_paid_for(bad):
    with Provider(says(bad), says(GOOD)) as provider:
        reply = await asked(provider)
    assert reply.parsed == Figure(label="Tổ chức đảng", value="26/27")
    assert reply.attempts == reply.usage.requests == 2
    assert reply.usage.prompt_tokens == 200
    again = provider.requests[1]["messages"]
    assert [message["role"] for message in again] == ["system", "user", "assistant", "user"]


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(fails(400, words=REPORT), id="echo"),
        pytest.param(says(REPORT), id="prose"),
        pytest.param(says(GOOD[:9], finish="length"), id="cut"),
        pytest.param(drops, id="drop"),
    ],
)
async def test_no_error_and_no_log_holds_the_report_or_the_key(act, caplog):
    caplog.set_level(logging.DEBUG)
    with Provider(act) as provider, pytest.raises(errors.ProviderError) as caught:
        await asked(provider, max_retries=0)
    failure = caught.value
    assert failure.__cause__ is None
    assert failure.__context__ is None
    told = f"{failure} {failure.hint} {vars(failure)} {caplog.text}"
    assert "mật" not in told
    assert "sk-secret" not in told
    assert "'digest'" in failure.message


async def test_a_prompt_that_the_server_cut_without_a_word_is_refused():
    long = Ask("Read.", "Có 26/27 tổ chức đảng. " * 1500, Figure, "figure", 50)
    with (
        Provider(says(GOOD, prompt_tokens=2048)) as provider,
        pytest.raises(errors.ProviderError, match="2048 tokens") as caught,
    ):
        await asked(provider, long)
    assert "num_ctx" in caught.value.hint


async def test_no_more_questions_are_under_way_than_the_provider_takes():
    with Provider(slowly(0.1, GOOD)) as provider:
        model = extractor(provider, concurrency=2)
        await asyncio.gather(*(model.ask(question()) for _ in range(6)))
        await model.aclose()
    assert provider.most_under_way == 2


async def test_questions_at_once_each_have_their_own_tries():
    with Provider(says("{}")) as provider:
        model = extractor(provider, concurrency=8)
        results = await asyncio.gather(*(model.ask(question()) for _ in range(8)), return_exceptions=True)
        await model.aclose()
    assert all(isinstance(result, errors.ReplyInvalid) for result in results)
    assert len(provider.requests) == 16


def test_one_extractor_serves_several_event_loops():
    with Provider(says(GOOD)) as provider:
        model = extractor(provider)

        async def ask_and_close():
            await model.ask(question())
            await model.aclose()

        asyncio.run(ask_and_close())
        asyncio.run(ask_and_close())
    assert len(provider.requests) == 2


async def test_a_cancelled_question_stays_cancelled():
    with Provider(hangs(1)) as provider:
        model = extractor(provider)
        task = asyncio.create_task(model.ask(question()))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await model.aclose()


def test_a_schema_is_wrapped_once_and_not_for_every_call():
    assert wrapped(Figure) is wrapped(Figure)
    before = len(Figure.__subclasses__())
    with Provider(says(GOOD)) as provider:
        for _ in range(3):
            asyncio.run(asked(provider))
    gc.collect()
    assert len(Figure.__subclasses__()) <= before + 1


def test_the_strict_form_closes_every_object_and_drops_what_strict_servers_refuse():
    class Inner(BaseModel):
        """Words about it."""

        default: str = "x"

    class Outer(BaseModel):
        inner: list[Inner]
        title: str | None = None

    schema = strict_schema(Outer)
    assert schema["required"] == ["inner", "title"]
    inner = schema["$defs"]["Inner"]
    assert inner == {
        "type": "object",
        "properties": {"default": {"type": "string"}},
        "required": ["default"],
        "additionalProperties": False,
    }
    assert schema["properties"]["title"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}


def test_it_is_an_extractor():
    with Provider(says(GOOD)) as provider:
        assert isinstance(extractor(provider), Extractor)


async def test_a_redirect_is_not_followed_with_the_report():
    with Provider(says("{}")) as stranger:
        elsewhere = {"location": f"{stranger.base_url}/chat/completions"}
        moved = Provider(lambda exchange: exchange.reply(307, {}, elsewhere))
        with moved as provider, pytest.raises(errors.ProviderError, match="elsewhere with 307") as failure:
            await asked(provider)
        assert stranger.requests == []
    assert "final one" in failure.value.hint


async def test_an_answer_without_an_end_is_cut_off():
    def floods(exchange):
        exchange.send_response(200)
        exchange.send_header("content-type", "application/json")
        exchange.send_header("connection", "close")
        exchange.end_headers()
        for _ in range(40):
            exchange.wfile.write(b" " * 1_000_000)

    with Provider(floods) as provider, pytest.raises(errors.ReplyInvalid, match="longer than any digest"):
        await asked(provider, max_retries=0)


async def test_a_packed_answer_is_refused_before_it_is_unpacked():
    packed = {"content-encoding": "gzip"}
    packs = Provider(lambda exchange: exchange.reply(200, {}, packed))
    with packs as provider, pytest.raises(errors.ReplyInvalid, match="packed"):
        await asked(provider, max_retries=0)


async def test_an_answer_that_is_no_chat_completion_points_at_the_address():
    def page(exchange):
        exchange.send_response(200)
        exchange.send_header("content-type", "text/html")
        exchange.send_header("content-length", "13")
        exchange.end_headers()
        exchange.wfile.write(b"<html></html>")

    with (
        Provider(page) as provider,
        pytest.raises(errors.ReplyInvalid, match="no chat completion") as failure,
    ):
        await asked(provider)
    assert "/v1" in failure.value.hint


@pytest.mark.parametrize("wait", ["inf", "nan", "1e300"])
async def test_a_wait_that_is_no_time_is_not_told_on(wait):
    with Provider(fails(429, after=wait)) as provider, pytest.raises(errors.ProviderLimited) as failure:
        await asked(provider, max_retries=0)
    assert failure.value.retry_after in {None, 86_400.0}
