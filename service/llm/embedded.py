"""The embedded model: llama.cpp's own server as a child process on loopback, and an ``Extractor`` over it.

A crash of the model is not a crash of the service: the server is started anew, a bounded number of times,
and the question is asked again.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import http.client
import json
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from pydantic import SecretStr

from service.errors import ProviderUnavailable, WeightsMissing
from service.llm import Ask, Reply
from service.llm import weights as embedded_weights
from service.llm.llama import LOOPBACK, ServerOptions, launch
from service.llm.openai import OpenAIExtractor, Timeouts

CHILD = ("-m", "service.llm.llama")
PATH_HINT = "check DOICHIEU_WEIGHTS; doichieu doctor shows the path"
BACKOFF_SECONDS = 0.25
_POLL_SECONDS = 0.1
_DYING_SECONDS = 1.0
_STOP_SECONDS = 5.0
_CALM_SECONDS = 600.0


class EmbeddedServer:
    """One child process that serves one GGUF file; thread-safe.

    ``weights`` is the file; the product's own (``weights.FILE_NAME``) is verified before its first use, any
    other is the owner's business. ``log`` gets what llama.cpp says; without it that is dropped. Without an
    ``api_key`` a fresh secret is made.
    """

    def __init__(
        self,
        weights: Path,
        *,
        options: ServerOptions | None = None,
        log: Path | None = None,
        start_seconds: float = 180.0,
        max_restarts: int = 3,
        api_key: SecretStr | None = None,
    ) -> None:
        self.weights = weights
        self.options = options or ServerOptions()
        self.generation = 0
        self._log = log
        self._start_seconds = start_seconds
        self._max_restarts = max_restarts
        self._key = api_key or SecretStr(secrets.token_urlsafe(24))
        self._port = self.options.port
        self._child: subprocess.Popen[bytes] | None = None
        self._deaths: list[float] = []
        self._lock = threading.Lock()

    @property
    def api_key(self) -> SecretStr:
        """The secret without which the server does not answer."""
        return self._key

    @property
    def base_url(self) -> str:
        """Where the OpenAI-compatible API is, once the server runs."""
        return f"http://{LOOPBACK}:{self._port}/v1"

    @property
    def pid(self) -> int | None:
        """Process id of the running child."""
        child = self._child
        return child.pid if child is not None and child.poll() is None else None

    def alive(self) -> bool:
        """Whether the child process is there."""
        return self._child is not None and self._child.poll() is None

    def ends_within(self, seconds: float) -> bool:
        """Whether the child is gone, or goes in this time: connections of a dying process close before it."""
        child = self._child
        try:
            return child is None or child.wait(seconds) is not None
        except subprocess.TimeoutExpired:
            return False

    def ensure(self) -> str:
        """The base URL of a server that is healthy; starts or restarts it where needed. Blocks.

        Raises:
            WeightsMissing: The file is not there.
            WeightsCorrupt: It is the product's own file and its hash is wrong.
            ProviderUnavailable: The server does not start, or died too often in ten minutes.
        """
        with self._lock:
            if not self.alive():
                self._note_death()
                self._start()
            return self.base_url

    def stop(self) -> None:
        """End the child and wait for it. Safe to call twice."""
        with self._lock:
            self._stop()

    def _note_death(self) -> None:
        """Count a child that died by itself, wait longer each time, and give up when it happens too often."""
        if self._child is None:
            return
        now = time.monotonic()
        self._deaths = [moment for moment in self._deaths if now - moment < _CALM_SECONDS] + [now]
        status = self._child.returncode
        self._stop()
        if len(self._deaths) > self._max_restarts:
            raise ProviderUnavailable(
                f"the embedded model died {len(self._deaths)} times in ten minutes (last status {status})",
                hint=self._log_hint(),
                retry_after=_CALM_SECONDS - (now - self._deaths[0]),
            )
        time.sleep(min(4.0, BACKOFF_SECONDS * 2 ** len(self._deaths)))

    def _start(self) -> None:
        self._check_weights()
        command = [sys.executable, *CHILD]
        root = Path(__file__).resolve().parent.parent.parent
        with contextlib.ExitStack() as stack:
            log: IO[bytes] | int = subprocess.DEVNULL
            if self._log is not None:
                self._log.parent.mkdir(parents=True, exist_ok=True)
                log = stack.enter_context(self._log.open("ab"))
            # A session of its own: Ctrl-C in a terminal reaches the parent, which then stops the child.
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                cwd=root,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        atexit.register(self.stop)
        settings = {**asdict(self.options), "port": self._port, "key": self._key.get_secret_value()}
        self._tell({**settings, "weights": str(self.weights.resolve())})
        self._port = self._await_port()
        self._await_health(time.monotonic() + self._start_seconds)
        self.generation += 1

    def _check_weights(self) -> None:
        if self.weights.name == embedded_weights.FILE_NAME:
            embedded_weights.verify(self.weights)
        elif not self.weights.is_file():
            raise WeightsMissing("the file of the configured weights is not there", hint=PATH_HINT)

    def _tell(self, settings: dict[str, Any]) -> None:
        if self._child is not None and self._child.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._child.stdin.write(json.dumps(settings).encode() + b"\n")
                self._child.stdin.flush()

    def _await_port(self) -> int:
        child = self._child
        if child is None or child.stdout is None:
            raise ProviderUnavailable("the embedded model's server did not start", hint=self._log_hint())
        watchdog = threading.Timer(self._start_seconds, child.kill)
        watchdog.start()
        try:
            return int(json.loads(child.stdout.readline())["port"])
        except (ValueError, KeyError, TypeError):
            self._stop()
            self._port = self.options.port  # the port of the last run may be taken by now
            raise ProviderUnavailable(
                "the embedded model's server did not start", hint=self._log_hint()
            ) from None
        finally:
            watchdog.cancel()

    def _await_health(self, deadline: float) -> None:
        while time.monotonic() < deadline:
            if not self.alive():
                self._stop()
                raise ProviderUnavailable("the embedded model could not be loaded", hint=self._log_hint())
            if self._healthy():
                return
            time.sleep(_POLL_SECONDS)
        self._stop()
        raise ProviderUnavailable(
            f"the embedded model did not load in {self._start_seconds:.0f} seconds", hint=self._log_hint()
        )

    def _healthy(self) -> bool:
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=2)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        atexit.unregister(self.stop)

    def _log_hint(self) -> str:
        if self._log is None:
            return "give the server a log file to see why"
        return f"see {self._log.name} among the service's own data"


class EmbeddedExtractor:
    """Answers with the embedded model; the server starts with the first question."""

    def __init__(
        self, server: EmbeddedServer, *, model: str = embedded_weights.MODEL, timeouts: Timeouts | None = None
    ) -> None:
        self.name = "embedded"
        self.model = model
        self.concurrency = max(1, server.options.slots)
        self.context = server.options.context
        self._server = server
        self._timeouts = timeouts or Timeouts(read=300.0, total=900.0)
        self._inner: OpenAIExtractor | None = None
        self._inner_generation = -1

    async def ask(self, ask: Ask) -> Reply:
        """The answer; when the server died under the question, it is asked once more of a fresh one.

        Raises:
            ProviderError: As every extractor.
            WeightsMissing: ``doichieu model pull`` was not run.
            WeightsCorrupt: The file is not the right one.
        """
        inner = await self._ready()
        try:
            return await inner.ask(ask)
        except ProviderUnavailable:
            if not await asyncio.to_thread(self._server.ends_within, _DYING_SECONDS):
                raise
        inner = await self._ready()
        return await inner.ask(ask)

    async def aclose(self) -> None:
        """Close the connections and stop the server."""
        if self._inner is not None:
            await self._inner.aclose()
        await asyncio.to_thread(self._server.stop)

    async def _ready(self) -> OpenAIExtractor:
        base_url = await asyncio.to_thread(self._server.ensure)
        if self._inner is None or self._inner_generation != self._server.generation:
            self._inner_generation = self._server.generation
            self._inner = OpenAIExtractor(
                base_url=base_url,
                api_key=self._server.api_key,
                model=self.model,
                name=self.name,
                concurrency=self.concurrency,
                context=self.context,
                max_retries=0,
                timeouts=self._timeouts,
            )
        return self._inner


def serve(weights: Path, *, options: ServerOptions, key: SecretStr) -> None:
    """Serve the model on loopback in this very process until it is interrupted; llama.cpp logs to stderr.

    Raises:
        WeightsMissing: The file is not there.
        WeightsCorrupt: It is the product's own file and its hash is wrong.
    """
    if weights.name == embedded_weights.FILE_NAME:
        embedded_weights.verify(weights)
    elif not weights.is_file():
        raise WeightsMissing("the file of the configured weights is not there", hint=PATH_HINT)
    server = launch(weights, options, key.get_secret_value())
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    del server
