"""A real Chromium, and an office with two people: the real application on a port, only the model scripted."""

import asyncio
import json
import os
import shutil
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, sync_playwright

from service.main import address_of, build, listening, server_for
from service.settings import Settings
from service.store.accounts import opened
from service.store.passwords import Passwords
from service.web.app import create_app
from tests.web.flagged import TEXT, WRONG
from tests.web.scripted import Scripted

PASSWORD = "một câu dài dễ nhớ"
QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
PEOPLE = ("lan", "minh")
LOADED = "Failed to load resource"  # what Chromium says of every answer of 400 and above


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a file; it is never downloaded."""
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    if path is None:
        word = "there is no chromium here; install it or set CHROMIUM_PATH"
        pytest.fail(word) if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip(word)
    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        chromium = driver.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@dataclass
class Office:
    """The service at an address, the sessions of its people, and a key for what tests ask by machine."""

    address: str
    model: Scripted
    sessions: dict[str, str]
    key: str

    def asked(self, path: str, body: object = None) -> dict:
        """The JSON that the service answers a machine."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(self.address + path, data, headers)) as answer:  # noqa: S310
            return json.loads(answer.read())

    def report(self, digest: dict = WRONG, text: str = TEXT, title: str = "Báo cáo thử") -> str:
        """The id of a fresh report with this digest."""
        self.model.answers[:] = [digest, digest]  # the repair round says the same
        sent = {"text": f"{text} Mã lưu: {uuid.uuid4()}.", "title": title}
        return self.asked("/v1/reports", sent)["id"]

    def page(self, report_id: str) -> str:
        return f"{self.address}/review/reports/{report_id}"

    def decisions(self, report_id: str) -> list[dict]:
        return self.asked(f"/v1/reports/{report_id}/decisions")["items"]


@pytest.fixture(scope="module")
def office(browser, tmp_path_factory) -> Iterator[Office]:
    settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("office"), strategy="free")
    model = Scripted()

    async def staffed() -> tuple[dict[str, str], str]:
        async with opened(settings.database, passwords=QUICK) as accounts:
            people = {name: await accounts.add(name, "lead", PASSWORD) for name in PEOPLE}
            sessions = {name: await accounts.open_session(one.id) for name, one in people.items()}
            return sessions, (await accounts.create_key("tests", ["admin"])).secret

    # Playwright keeps an event loop of its own in this thread, so nothing asynchronous may run here.
    sessions, key = in_thread(lambda: asyncio.run(staffed()))
    app = create_app(build(settings, extractor=model))
    server = server_for(app)
    with listening("127.0.0.1", 0) as held:
        serving = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
        serving.start()
        while not server.started:
            assert serving.is_alive(), "the service did not start"
            time.sleep(0.02)
        app.state.desk.backend.accounts._passwords = QUICK
        yield Office(address_of(held), model, sessions, key)
        server.should_exit = True
        serving.join(30)


def in_thread(work: Callable) -> object:
    results: list = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    return results[0]


@dataclass
class Desk:
    """Somebody's browser window; what it says and whom it calls is noted."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def open(self, address: str) -> None:
        self.page.goto(address)

    @property
    def flag(self) -> str:
        """The flag on the desk; empty when the report is done."""
        return self.page.locator("#card").get_attribute("data-flag") or ""

    def press(self, *keys: str) -> None:
        """Strokes of keys, none in haste."""
        for key in keys:
            self.page.wait_for_timeout(320)
            self.page.keyboard.press(key)

    def moves_on_from(self, flag: str) -> None:
        self.page.wait_for_function(
            "flag => document.querySelector('#card[data-seen]')?.dataset.flag !== flag", arg=flag
        )

    def decide(self, *keys: str) -> str:
        """Press the keys that decide, wait for the next flag; the flag that was decided."""
        flag = self.flag
        self.press(*keys)
        self.moves_on_from(flag)
        return flag


@pytest.fixture
def desk(browser, office) -> Iterator[Callable[..., Desk]]:
    """Opens windows for people; at the end none may have complained, called elsewhere or shown a dialog."""
    opened_desks: list[Desk] = []

    def sit(who: str | None = "lan", **options) -> Desk:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN"} | options
        )
        context.set_default_timeout(20_000)
        if who is not None:
            cookie = {"name": "doichieu_session", "value": office.sessions[who], "url": office.address}
            context.add_cookies([cookie])
        seat = Desk(context.new_page())
        seat.page.on("console", lambda message: seat.complaints.append(message.text))
        seat.page.on("pageerror", lambda error: seat.complaints.append(str(error)))
        seat.page.on("dialog", lambda dialog: seat.complaints.append(f"dialog: {dialog.message}"))
        seat.page.on("request", lambda request: _note_stranger(seat, request.url, office.address))
        opened_desks.append(seat)
        return seat

    yield sit
    for seat in opened_desks:
        seat.page.context.close()
    for seat in opened_desks:
        assert [text for text in seat.complaints if not text.startswith(seat.expected)] == []
        assert seat.strangers == []


def _note_stranger(seat: Desk, url: str, address: str) -> None:
    if urlsplit(url).netloc != urlsplit(address).netloc:
        seat.strangers.append(url)
