"""Progress as server-sent events: every step once, resumable, with an end."""

import json
import threading
import time

import pytest

from service.errors import ProviderTimeout
from service.web.backend import Limits
from service.web.events import stream
from tests.web.scripted import problem

URL = "/v1/reports"


def read(lines) -> list[dict]:
    """The events on the wire; comments are left out."""
    events, event = [], {}
    for line in lines:
        if not line:
            if "data" in event:
                events.append(event)
            event = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = json.loads(value) if name == "data" else value
    return events


def events_of(client, location, last=None) -> list[dict]:
    headers = {} if last is None else {"Last-Event-ID": last}
    with client.stream("GET", f"{location}/events", headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        return read(response.iter_lines())


def test_every_step_is_told_in_order_and_the_stream_ends(client, report):
    made = client.post(URL, json=report)
    events = events_of(client, made.headers["location"])
    assert [event["event"] for event in events[:-1]] == ["progress"] * (len(events) - 1)
    assert len(events) > 2
    numbers = [int(event["id"]) for event in events[:-1]]
    assert numbers == sorted(set(numbers))
    assert set(events[0]["data"]) == {"at", "step", "done", "total", "message"}
    last = events[-1]
    assert (last["event"], last["data"]["status"]) == ("finished", "done")
    assert int(last["id"].removesuffix("-finished")) > numbers[-1]


def test_a_broken_connection_resumes_where_it_was(client, report):
    location = client.post(URL, json=report).headers["location"]
    whole = events_of(client, location)
    assert events_of(client, location, whole[0]["id"]) == whole[1:]
    assert events_of(client, location, whole[-2]["id"]) == whole[-1:]


def test_who_has_seen_the_end_is_told_that_nothing_follows(client, report):
    location = client.post(URL, json=report).headers["location"]
    last = events_of(client, location)[-1]["id"]
    response = client.get(f"{location}/events", headers={"Last-Event-ID": last})
    assert (response.status_code, response.content) == (204, b"")


def test_steps_are_told_while_the_work_is_going_on(client, model, report):
    model.open.clear()
    location = client.post(URL, json=report, headers={"Prefer": "respond-async"}).headers["location"]
    threading.Timer(0.8, model.open.set).start()
    began = time.monotonic()
    events = events_of(client, location)
    assert time.monotonic() - began > 0.5, "the stream stayed open until the model answered"
    assert events[-1]["data"] == {"id": location.rpartition("/")[2], "status": "done", "error_code": None}


def test_the_end_of_a_failed_report_names_the_error(client, model, report):
    model.answers[:] = [ProviderTimeout("no answer in time")] * 10
    location = client.post(URL, json=report).headers["location"]
    assert events_of(client, location)[-1]["data"]["error_code"] == "provider_timeout"


def test_the_stream_of_a_report_that_is_purged_ends(client, model, report):
    model.open.clear()
    location = client.post(URL, json=report, headers={"Prefer": "respond-async"}).headers["location"]
    threading.Timer(0.8, lambda: client.delete(location)).start()
    last = events_of(client, location)[-1]
    assert (last["event"], last["data"]["status"]) == ("gone", "gone")


def test_no_event_holds_words_of_the_report(client, report):
    location = client.post(URL, json=report).headers["location"]
    assert "đảng viên" not in json.dumps(events_of(client, location), ensure_ascii=False)


@pytest.mark.parametrize("last", ["x", "-5", "17-done"])
def test_an_event_id_of_somebody_else_is_refused(client, report, last):
    location = client.post(URL, json=report).headers["location"]
    response = client.get(f"{location}/events", headers={"Last-Event-ID": last})
    problem(response, 400, "invalid_header")


class Idle:
    """A store with one report that stays busy for a while; it is not to be read whole at every look."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    async def status(self, report_id):
        self.looks -= 1
        return "running" if self.looks > 0 else "done"

    async def events_after(self, report_id, seq=0):
        return ()


async def test_an_idle_stream_is_kept_alive_by_comments():
    limits = Limits(ping_seconds=0.02, poll_seconds=0.01)
    sent = [chunk async for chunk in stream(Idle(10), "01", 3, limits)]
    assert sent.count(b": ping\n\n") >= 3
    assert read([*sent[-1].decode().splitlines(), ""])[0]["id"] == "3-finished"
