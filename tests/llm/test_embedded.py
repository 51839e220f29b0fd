"""The child process that holds the model, as far as it goes without the weights."""

import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from service.errors import ProviderUnavailable, WeightsCorrupt, WeightsMissing
from service.llm import Ask, Extractor, weights
from service.llm.embedded import EmbeddedExtractor, EmbeddedServer, serve
from service.llm.llama import ServerOptions


class Answer(BaseModel):
    text: str


ASK = Ask("Read.", "Có 26/27.", Answer, "answer", 20)


async def test_without_weights_the_first_question_says_which_command_gets_them(tmp_path):
    model = EmbeddedExtractor(EmbeddedServer(tmp_path / weights.FILE_NAME))
    with pytest.raises(WeightsMissing) as caught:
        await model.ask(ASK)
    assert "doichieu model pull" in caught.value.hint
    await model.aclose()
    await model.aclose()


def test_the_product_s_own_file_is_refused_when_it_is_not_the_right_one(tmp_path):
    path = tmp_path / weights.FILE_NAME
    path.write_bytes(b"GGUF")
    with pytest.raises(WeightsCorrupt):
        EmbeddedServer(path).ensure()
    with pytest.raises(WeightsCorrupt):
        serve(path, options=ServerOptions(), key=SecretStr("x"))


def test_a_file_of_the_owner_s_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(WeightsMissing, match="configured") as child:
        EmbeddedServer(tmp_path / "own.gguf").ensure()
    with pytest.raises(WeightsMissing, match="configured") as here:
        serve(tmp_path / "own.gguf", options=ServerOptions(), key=SecretStr("x"))
    for caught in (child, here):  # it may travel to a caller over HTTP, who must not learn our paths
        assert str(tmp_path) not in caught.value.message + caught.value.hint


def test_a_file_that_is_no_model_ends_in_an_error_that_names_the_log(tmp_path):
    path = tmp_path / "own.gguf"
    path.write_bytes(b"this is no model" * 100)
    server = EmbeddedServer(path, log=tmp_path / "logs" / "llama.log", start_seconds=60)
    with pytest.raises(ProviderUnavailable) as caught:
        server.ensure()
    assert "llama.log" in caught.value.hint
    assert (tmp_path / "logs" / "llama.log").stat().st_size > 0
    assert not server.alive()
    assert server.pid is None
    server.stop()


STUB = """
    import json, os, sys, threading
    from http.server import BaseHTTPRequestHandler, HTTPServer
    settings = json.loads(sys.stdin.readline())
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "stub", "choices": [{"index": 0,
        "finish_reason": "stop", "message": {"role": "assistant",
        "content": json.dumps({"text": str(os.getpid())})}}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
    class Server(BaseHTTPRequestHandler):
        def answer(self):
            data = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        do_GET = answer
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            self.answer()
            DIES
    http = HTTPServer(("127.0.0.1", settings["port"]), Server)
    sys.stdout.write(json.dumps({"port": http.server_address[1]}) + "\\n")
    sys.stdout.flush()
    threading.Thread(target=http.serve_forever, daemon=True).start()
    while sys.stdin.readline():
        pass
    os._exit(0)
"""


def child_that(monkeypatch, tmp_path, dies="pass"):
    """Stands a stub in for llama.cpp: the same protocol, and a model that is a constant."""
    script = tmp_path / "stub.py"
    script.write_text(textwrap.dedent(STUB.replace("DIES", dies)), encoding="utf-8")
    monkeypatch.setattr("service.llm.embedded.CHILD", (str(script),))
    path = tmp_path / "own.gguf"
    path.write_bytes(b"x")
    return path


async def test_a_killed_server_is_started_anew_and_the_question_asked_again(monkeypatch, tmp_path):
    server = EmbeddedServer(child_that(monkeypatch, tmp_path), start_seconds=30)
    model = EmbeddedExtractor(server, model="stub")
    assert isinstance(model, Extractor)
    first = await model.ask(ASK)
    assert first.parsed.text == str(server.pid)
    os.kill(server.pid, signal.SIGKILL)
    again = await model.ask(ASK)
    assert again.parsed.text == str(server.pid) != first.parsed.text
    pid = server.pid
    await model.aclose()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_server_that_dies_under_the_question_is_restarted_a_bounded_number_of_times(
    monkeypatch, tmp_path
):
    path = child_that(monkeypatch, tmp_path, dies="os._exit(9)")
    server = EmbeddedServer(path, start_seconds=30, max_restarts=2)
    monkeypatch.setattr("service.llm.embedded.BACKOFF_SECONDS", 0.01)
    model = EmbeddedExtractor(server, model="stub")

    async def insist():
        for _ in range(6):
            await model.ask(ASK)

    with pytest.raises(ProviderUnavailable, match="died 3 times") as caught:
        await insist()
    assert caught.value.retry_after > 0
    assert "log" in caught.value.hint
    await model.aclose()


def has_ended(pid):
    """Gone, or dead and waiting for somebody to notice."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_the_child_ends_with_its_parent_however_that_dies(monkeypatch, tmp_path):
    path = child_that(monkeypatch, tmp_path)
    program = f"""
import service.llm.embedded as embedded, sys, time
from pathlib import Path
embedded.CHILD = ({str(tmp_path / "stub.py")!r},)
server = embedded.EmbeddedServer(Path({str(path)!r}), start_seconds=30)
server.ensure()
print(server.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    with parent:
        pid = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        if has_ended(pid):
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child outlived its parent")


def test_no_secret_stands_on_a_command_line_or_in_a_log(monkeypatch, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    server = EmbeddedServer(child_that(monkeypatch, tmp_path), log=tmp_path / "llama.log", start_seconds=30)
    server.ensure()
    try:
        with Path(f"/proc/{server.pid}/cmdline").open(encoding="utf-8") as file:
            assert server.api_key.get_secret_value() not in file.read()
        assert server.base_url.startswith("http://127.0.0.1:")
    finally:
        server.stop()
    secret = server.api_key.get_secret_value()
    assert secret not in caplog.text + (tmp_path / "llama.log").read_text(encoding="utf-8")
