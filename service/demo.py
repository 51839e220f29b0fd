"""``make demo``: fetch the model, serve, digest one bundled report over HTTP, show it, keep serving.

Everything goes the way of a user's own requests: the report is POSTed, its progress followed as server-sent
events, its record fetched. With ``--once`` the service stops after the record is shown.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console

from service import terminal
from service.bars import bytes_bar, steps_bars
from service.errors import DoichieuError, EngineError
from service.llm import weights
from service.main import address_of, application, listening, server_for
from service.settings import Settings, load_settings
from service.store.accounts import census_at, opened
from service.store.ids import new_id

REPORT = Path(__file__).resolve().parent.parent / "evals/datasets/bundled/reports/tan-hong-2022.txt"
TITLE = "Tân Hồng 2022"
CONNECT_SECONDS = 30
SILENCE_SECONDS = 60  # the service pings an idle stream every 15


class Caller:
    """A client of the service at one address, with a key where one is wanted; each call is one connection."""

    def __init__(self, address: str, key: str | None = None) -> None:
        self._place = urlsplit(address).netloc
        self._key = {} if key is None else {"Authorization": f"Bearer {key}"}

    def json(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The JSON that the service answers.

        Raises:
            EngineError: It answers with a problem.
        """
        connection = http.client.HTTPConnection(self._place, timeout=CONNECT_SECONDS)
        try:
            content = None if body is None else json.dumps(body).encode()
            sent = {"Content-Type": "application/json", **self._key, **(headers or {})}
            connection.request(method, path, content, sent)
            response = connection.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        finally:
            connection.close()
        if response.status >= http.client.BAD_REQUEST:
            raise EngineError(str(answer["detail"]), hint=str(answer["hint"]))
        return answer

    def events(self, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Name and data of every server-sent event until the stream ends."""
        connection = http.client.HTTPConnection(self._place, timeout=SILENCE_SECONDS)
        try:
            connection.request("GET", path, headers=self._key)
            name = ""
            for raw in connection.getresponse():
                field, _, value = raw.decode().rstrip("\n").partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    yield name, json.loads(value)
        finally:
            connection.close()


def fetch_weights(settings: Settings, console: Console) -> None:
    """See to it that the embedded model is there and verified, where it is the one in force."""
    if settings.provider != "embedded" or settings.weights is not None:
        return
    if weights.info(settings.models_dir).state == "verified":
        return
    console.print(f"Fetching the embedded model into {settings.models_dir} (1.1 GB, once).")
    with bytes_bar(console, "weights") as advance:
        weights.pull(settings.models_dir, advance)


def show_one(caller: Caller, console: Console) -> None:
    """POST the bundled report, follow its progress, print its record.

    Raises:
        EngineError: The report failed.
    """
    text = REPORT.read_text(encoding="utf-8")
    console.print(f"POST /v1/reports: {REPORT.name}, {len(text)} characters")
    accepted = caller.json("POST", "/v1/reports", {"text": text, "title": TITLE}, {"Prefer": "respond-async"})
    path = f"/v1/reports/{accepted['id']}"
    follow(caller, f"{path}/events", console)
    record = caller.json("GET", path)
    if record["error"]:
        raise EngineError(str(record["error"]["message"]), hint=str(record["error"]["hint"]))
    shown = terminal.out()
    shown.print()
    for part in terminal.record_view(record, lang=record["report"]["lang"]):
        shown.print(part)


def follow(caller: Caller, path: str, console: Console) -> None:
    """Show the steps of the work until it is finished."""
    with steps_bars(console) as show:
        for name, data in caller.events(path):
            if name != "progress":
                return
            show(str(data["step"]), data["done"], data["total"])


def held_socket(settings: Settings, console: Console) -> socket.socket:
    """A socket on the configured port, or on a free one where that is taken."""
    try:
        return listening(settings.host, settings.port)
    except EngineError as taken:
        console.print(f"{taken.message}; taking a free port.")
        return listening(settings.host, 0)


async def serve_and_show(settings: Settings, console: Console, *, once: bool) -> None:
    """Serve, show one report, and keep serving until interrupted or, with ``once``, stop.

    Raises:
        EngineError: The service did not start.
        DoichieuError: The report failed; only with ``once``.
    """
    with held_socket(settings, console) as held:
        address = address_of(held)
        server = server_for(application(settings))
        serving = asyncio.create_task(server.serve(sockets=[held]))
        while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.05)
        if serving.done():
            raise EngineError("the service did not start", hint="the lines above say why")
        async with own_key(settings) as key:
            failure = await asyncio.to_thread(failure_of, Caller(address, key), console)
        if failure is not None and not server.should_exit:
            console.print(terminal.failure_view(REPORT.name, failure))
        if once:
            server.should_exit = True
        elif not server.should_exit:
            say_addresses(address, console)
        await serving
        if failure is not None and once:
            raise failure


@asynccontextmanager
async def own_key(settings: Settings) -> AsyncIterator[str | None]:
    """A key for as long as the demo calls, where the service asks for one."""
    if not (await census_at(settings.database)).anyone:
        yield None
        return
    async with opened(settings.database) as accounts:
        made = await accounts.create_key(f"demo-{new_id()}")
        try:
            yield made.secret
        finally:
            await accounts.revoke_key(made.key.id, forget=True)


def failure_of(caller: Caller, console: Console) -> DoichieuError | None:
    """What went wrong with the bundled report, or None."""
    try:
        show_one(caller, console)
    except DoichieuError as problem:
        return problem
    except (OSError, http.client.HTTPException) as problem:
        return EngineError(f"the service did not answer ({type(problem).__name__})")
    return None


def say_addresses(address: str, console: Console) -> None:
    """Where to look next."""
    console.print()
    console.print(f"  decide on the flags      {address}/review")
    console.print(f"  every call, to try out   {address}/docs")
    console.print(f"  the records              {address}/v1/reports")
    console.print(f"  ready, counters          {address}/readyz  {address}/metrics")
    console.print("Serving until Ctrl-C.")


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0, or 3 when the model, the service or the report failed."""
    parser = argparse.ArgumentParser(prog="python -m service.demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="stop after the record is shown")
    once = parser.parse_args(arguments).once
    console = terminal.err()
    try:
        settings = load_settings(log_level="warning")
        fetch_weights(settings, console)
        asyncio.run(serve_and_show(settings, console, once=once))
    except DoichieuError as problem:
        console.print(terminal.failure_view("demo", problem))
        return 3
    except KeyboardInterrupt:
        console.print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
