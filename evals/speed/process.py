"""What only a whole process shows: the cold start of the command, and the service over a stub provider."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.dataset import load
from evals.speed.clock import Row, wall
from evals.speed.stub import StubProvider

COMMAND = "import sys; sys.argv = ['doichieu', *sys.argv[1:]]; from service.cli import main; main()"
PATIENCE = 120  # seconds for the service to answer
REPORT = "tan-hong-2022"


def start_row(rounds: int) -> Row:
    """Import and first answer of ``doichieu mentions`` in a fresh interpreter, against a bare one."""
    text = "Có 26/27 tổ chức (96,29%)".encode()

    def answer() -> None:
        call = [sys.executable, "-c", COMMAND, "mentions", "-", "--json"]
        subprocess.run(call, input=text, check=True, capture_output=True)  # noqa: S603 -- our own code

    def bare() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True, capture_output=True)

    seconds, empty = wall(answer, rounds), wall(bare, rounds)
    return Row(
        "import and first answer of `doichieu mentions`", f"{seconds:.3f} s", "0.3 s", "0.15 s",
        seconds <= 0.3, note=f"{seconds / empty:.1f} times a Python that does nothing",
    )  # fmt: skip


def service_rows(rounds: int) -> Iterator[Row]:
    """POST of a report over a provider that takes no time, against the same calls made directly."""
    text = next(document.text for document in load("bundled") if document.id == REPORT)
    with StubProvider() as provider, serving(provider.port) as port:
        for strategy in ("anchored", "free"):
            best, calls, direct = _post(port, provider, text, strategy, rounds)
            own = best - direct
            yield Row(
                f"POST /v1/reports over a stub provider, {strategy}",
                f"{best * 1000:.0f} ms",
                note=f"{calls} calls; the same calls directly {direct * 1000:.0f} ms: "
                f"{own * 1000:.0f} ms of our own, {own * 1000 / max(1, calls):.1f} ms a call",
            )
        seconds = wall(
            lambda: _send(port, "POST", "/v1/checks", {"text": text, "digest": {"a": "104"}}), rounds
        )
        yield Row("POST /v1/checks of one claim, 6 KB", f"{seconds * 1000:.1f} ms")


def _post(
    port: int, provider: StubProvider, text: str, strategy: str, rounds: int
) -> tuple[float, int, float]:
    """Best time of a POST, its calls, and the best time of those calls made one after another."""
    best = float("inf")
    bodies: list[bytes] = []
    for _ in range(rounds):
        provider.forget()
        begin = time.perf_counter()
        record = json.loads(_send(port, "POST", "/v1/reports", {"text": text, "strategy": strategy}))
        best = min(best, time.perf_counter() - begin)
        bodies = list(provider.bodies)
        _send(port, "DELETE", f"/v1/reports/{record['id']}")  # with it the answers kept for a second try

    def direct() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", provider.port, timeout=PATIENCE)
        for body in bodies:
            connection.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json"})
            connection.getresponse().read()
        connection.close()

    return best, len(bodies), wall(direct, rounds)


def _send(port: int, method: str, path: str, body: object = None) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        content = None if body is None else json.dumps(body).encode()
        connection.request(method, path, content, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read()
    finally:
        connection.close()
    if response.status >= http.client.BAD_REQUEST:
        raise RuntimeError(f"{method} {path}: {response.status} {answer[:300]!r}")
    return answer


@contextmanager
def serving(provider_port: int) -> Iterator[int]:
    """The service in a process of its own, over the provider at the port; yields the port it listens on."""
    with tempfile.TemporaryDirectory(prefix="doichieu-speed-") as folder:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("DOICHIEU_", "OPENAI_"))
        } | {
            "DOICHIEU_PROVIDER": "openai",
            "DOICHIEU_BASE_URL": f"http://127.0.0.1:{provider_port}/v1",
            "DOICHIEU_MODEL": "stub",
            "DOICHIEU_LOG_FORMAT": "text",
        }
        call = [sys.executable, "-c", COMMAND, "serve", "--port", "0", "--data", folder]
        log = Path(folder) / "log"
        with log.open("wb") as out:
            child = subprocess.Popen(  # noqa: S603 -- our own interpreter on our own code
                call, env=environment, cwd=folder, stdout=out, stderr=subprocess.STDOUT
            )
            try:
                yield _port_of(child, log)
            finally:
                child.terminate()
                child.wait(PATIENCE)


def _port_of(child: subprocess.Popen[bytes], log: Path) -> int:
    """The port that the service says it listens on, once it answers there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and child.poll() is None:
        said = re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text(encoding="utf-8", errors="replace"))
        if said:
            try:
                _send(int(said[1]), "GET", "/readyz")
            except (OSError, RuntimeError):
                pass
            else:
                return int(said[1])
        time.sleep(0.1)
    raise RuntimeError(
        f"the service did not start: {log.read_text(encoding='utf-8', errors='replace')[-500:]}"
    )
