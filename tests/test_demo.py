"""The demo goes the way of a user's own requests, over a real socket."""

import threading
import time

import pytest
from rich.console import Console

from service import demo
from service.errors import EngineError, ProviderTimeout
from service.main import address_of, build, listening, server_for
from service.settings import Settings
from service.store.accounts import opened
from service.web.app import create_app
from tests.web.scripted import Scripted


@pytest.fixture
def model() -> Scripted:
    return Scripted()


@pytest.fixture
def caller(tmp_path, model):
    service = build(Settings(_env_file=None, data_dir=tmp_path, strategy="free"), extractor=model)
    with listening("127.0.0.1", 0) as held:
        server = server_for(create_app(service))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [held]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        yield demo.Caller(address_of(held))
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def quiet() -> Console:
    return Console(quiet=True)


def test_the_bundled_report_is_digested_and_shown(caller, model, quiet, capsys):
    demo.show_one(caller, quiet)
    shown = capsys.readouterr().out
    assert "Báo cáo năm 2021" in shown
    assert "scripted-1" in shown
    assert len(caller.json("GET", "/v1/reports")["items"]) == 1
    assert model.asked


def test_a_report_that_fails_is_told_with_its_reason(caller, model, quiet):
    model.answers[:] = [ProviderTimeout("no answer in time", hint="wait")] * 10
    failure = demo.failure_of(caller, quiet)
    assert isinstance(failure, EngineError)
    assert (failure.message, failure.hint) == ("no answer in time", "wait")


def test_a_service_that_is_gone_is_told_too(quiet):
    with listening("127.0.0.1", 0) as held:
        address = address_of(held)
    failure = demo.failure_of(demo.Caller(address), quiet)
    assert failure is not None
    assert "did not answer" in failure.message


def test_progress_is_streamed_while_the_work_is_going_on(caller, model):
    """Over a real socket: the first event arrives before the model has answered."""
    model.open.clear()
    text = demo.REPORT.read_text(encoding="utf-8")
    accepted = caller.json("POST", "/v1/reports", {"text": text}, {"Prefer": "respond-async"})
    events = caller.events(f"/v1/reports/{accepted['id']}/events")
    name, data = next(events)
    assert (name, data["done"]) == ("progress", 0)
    assert not model.open.is_set()
    model.open.set()
    assert [name for name, _ in events][-1] == "finished"


async def test_where_the_service_asks_for_a_key_the_demo_has_one_as_long_as_it_calls(tmp_path):
    asked = Settings(_env_file=None, data_dir=tmp_path)
    async with demo.own_key(asked) as key:
        assert key is None
    async with opened(asked.database) as accounts:
        kept = await accounts.create_key("nightly")
        async with demo.own_key(asked) as key:
            assert {"reports:read", "reports:write"} <= (await accounts.key(key)).scopes
        assert await accounts.key(key) is None
        assert [listed.id for listed in await accounts.keys()] == [kept.key.id]


def test_the_key_of_the_demo_travels_with_every_call(monkeypatch):
    sent = []
    monkeypatch.setattr(
        "http.client.HTTPConnection.request",
        lambda self, method, path, body=None, headers=None: sent.append(headers) or _refuse(),
    )
    ours = demo.Caller("http://127.0.0.1:1", "dck_1")
    for call in (lambda: ours.json("GET", "/v1/reports"), lambda: list(ours.events("/e"))):
        with pytest.raises(OSError, match="enough"):
            call()
    assert [headers["Authorization"] for headers in sent] == ["Bearer dck_1"] * 2


def _refuse() -> None:
    raise OSError("enough")


def test_nothing_is_fetched_for_a_model_of_others(tmp_path, quiet):
    given = {"provider": "openai", "base_url": "http://127.0.0.1:9/v1", "model": "m"}
    demo.fetch_weights(Settings(_env_file=None, data_dir=tmp_path, **given), quiet)
    assert not list(tmp_path.iterdir())


def test_a_port_that_is_taken_does_not_stop_the_demo(tmp_path, quiet):
    with listening("127.0.0.1", 0) as held:
        port = held.getsockname()[1]
        with demo.held_socket(Settings(_env_file=None, data_dir=tmp_path, port=port), quiet) as other:
            assert other.getsockname()[1] != port
