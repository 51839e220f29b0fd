"""The composition root: what is configured is what is built, and every refusal says how to mend it."""

import asyncio

import pytest

from schemas.report import ReportIn
from service.errors import EngineError, UnknownName
from service.llm import weights
from service.llm.embedded import EmbeddedExtractor
from service.llm.openai import OpenAIExtractor
from service.main import (
    address_of,
    build,
    build_extractor,
    engine_url,
    listening,
    prompt_versions,
    resolve,
    run,
    weights_file,
)
from service.settings import Settings, SettingsInvalid
from service.store.accounts import opened


def settings(tmp_path, **given) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path, **given)


def test_the_embedded_model_is_built_without_being_started(tmp_path):
    built = build_extractor(settings(tmp_path))
    assert isinstance(built, EmbeddedExtractor)
    assert (built.name, built.model) == ("embedded", weights.MODEL)
    assert not list(tmp_path.iterdir())


def test_weights_of_ones_own_name_the_model(tmp_path):
    own = settings(tmp_path, weights=tmp_path / "other-7b.gguf")
    assert build_extractor(own).model == "other-7b"
    assert weights_file(own) == tmp_path / "other-7b.gguf"
    assert weights_file(settings(tmp_path)) == tmp_path / "models" / weights.FILE_NAME


def test_an_address_of_others_is_used_only_when_configured(tmp_path):
    built = build_extractor(
        settings(
            tmp_path, provider="openai", base_url="http://127.0.0.1:9/v1", model="m", provider_concurrency=7
        )
    )
    assert isinstance(built, OpenAIExtractor)
    assert (built.model, built.concurrency) == ("m", 7)


@pytest.mark.parametrize("strategy", ["free", "anchored"])
def test_what_is_not_asked_for_is_filled_in(tmp_path, strategy):
    found = resolve(ReportIn(text=""), settings(tmp_path, strategy=strategy), "m")
    assert (found.strategy, found.model, found.schema) == (strategy, "m", "digest.v1")
    assert found.prompt == prompt_versions(strategy)[-1]


def test_what_is_asked_for_wins_and_both_spellings_are_taken(tmp_path):
    wanted = ReportIn(text="", strategy="free", model="m", prompt="digest/v1", schema="digest/v1")
    found = resolve(wanted, settings(tmp_path), "m")
    assert (found.strategy, found.prompt, found.schema) == ("free", "v1", "digest.v1")
    assert resolve(wanted.model_copy(update={"prompt": "v1"}), settings(tmp_path), "m") == found


@pytest.mark.parametrize("field", ["model", "prompt", "schema"])
def test_a_name_that_does_not_exist_is_refused_with_those_that_do(tmp_path, field):
    with pytest.raises(UnknownName) as caught:
        resolve(ReportIn.model_validate({"text": "", field: "nothing"}), settings(tmp_path), "m")
    assert "One of: " in caught.value.hint


def test_the_engine_keeps_its_own_file_beside_the_store_or_shares_a_server(tmp_path):
    assert engine_url(settings(tmp_path)) == f"sqlite:///{tmp_path}/jobs.db"
    assert engine_url(settings(tmp_path, database_url="postgresql://db/x")) == "postgresql://db/x"


def test_a_port_that_is_taken_is_refused_with_the_variable_to_change(tmp_path):
    with listening("127.0.0.1", 0) as held:
        port = held.getsockname()[1]
        assert address_of(held) == f"http://127.0.0.1:{port}"
        with pytest.raises(EngineError) as caught:
            run(settings(tmp_path, port=port))
    assert "DOICHIEU_PORT" in caught.value.hint


def test_listening_everywhere_is_reached_at_loopback():
    with listening("0.0.0.0", 0) as held:  # noqa: S104 - for a moment, and nothing is served
        assert address_of(held) == f"http://127.0.0.1:{held.getsockname()[1]}"


def test_an_ipv6_address_stands_in_brackets():
    try:
        held = listening("::1", 0)
    except EngineError:
        pytest.skip("no IPv6 on this machine")
    with held:
        assert address_of(held) == f"http://[::1]:{held.getsockname()[1]}"


def test_a_service_that_is_not_started_says_so(tmp_path):
    service = build(settings(tmp_path))
    with pytest.raises(EngineError, match="not started"):
        _ = service.store
    with pytest.raises(EngineError, match="not started"):
        _ = service.engine


OPEN_TO_OTHERS = [{"host": "0.0.0.0"}, {"host": "192.0.2.1"}, {"hosts": "a.example"}]  # noqa: S104


@pytest.mark.parametrize("given", OPEN_TO_OTHERS)
def test_a_door_that_others_can_reach_is_not_opened_to_everybody(tmp_path, given):
    with pytest.raises(SettingsInvalid, match="neither an account nor a key") as caught:
        run(settings(tmp_path / "none", **given))
    assert "doichieu accounts add" in caught.value.hint
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("given", OPEN_TO_OTHERS)
async def test_nor_does_a_service_start_there_that_is_started_by_another_way(tmp_path, given):
    service = build(settings(tmp_path, **given))
    with pytest.raises(SettingsInvalid, match="neither an account nor a key"):
        await service.start()
    with pytest.raises(EngineError, match="not started"):
        _ = service.accounts


async def test_with_a_key_the_door_may_be_open_to_others(tmp_path):
    asked = settings(tmp_path, host="192.0.2.1")
    async with opened(asked.database) as accounts:
        await accounts.create_key("nightly")
    service = build(asked)
    await service.start()
    assert (await service.accounts.census()).anyone
    assert not service.limits.local
    await service.stop()


async def test_a_data_folder_that_cannot_be_used_stops_the_start(tmp_path):
    (tmp_path / "doichieu.db").mkdir()
    service = build(settings(tmp_path))
    with pytest.raises(EngineError):
        await service.start()
    await asyncio.sleep(0.2)  # the driver's thread of a connection that failed still speaks to this loop
    with pytest.raises(EngineError, match="not started"):
        _ = service.store


async def test_two_services_do_not_share_a_folder(tmp_path):
    first, second = build(settings(tmp_path)), build(settings(tmp_path))
    await first.start()
    try:
        with pytest.raises(EngineError):
            await second.start()
        assert all(part.ready for part in await first.readiness() if part.part != "model")
    finally:
        await first.stop()
