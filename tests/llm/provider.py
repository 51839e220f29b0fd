"""A provider on loopback that does as it is told, mostly badly."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Act = Callable[["Exchange"], None]


class Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        provider: Any = self.server
        with provider.lock:
            provider.requests.append(json.loads(body))
            provider.under_way += 1
            provider.most_under_way = max(provider.most_under_way, provider.under_way)
            act = provider.script.pop(0) if len(provider.script) > 1 else provider.script[0]
        try:
            act(self)
        finally:
            with provider.lock:
                provider.under_way -= 1

    def reply(self, status: int, payload: Any, headers: dict[str, str] | None = None):
        data = json.dumps(payload).encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


class Provider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *script: Act):
        super().__init__(("127.0.0.1", 0), Exchange)
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.lock = threading.Lock()
        self.under_way = 0
        self.most_under_way = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request, client_address):
        """A client that went away is part of the play."""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


def completion(
    content: str | None, *, finish: str = "stop", refusal: str | None = None, prompt_tokens: int = 100
):
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub-1",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": 20,
            "total_tokens": prompt_tokens + 20,
            "prompt_tokens_details": {"cached_tokens": 60},
        },
    }


def says(content: str | None, **how: Any) -> Act:
    return lambda handler: handler.reply(200, completion(content, **how))


def fails(status: int, *, after: str | None = None, after_ms: str | None = None, words: str = "no") -> Act:
    headers = {"retry-after": after} if after else {}
    headers |= {"retry-after-ms": after_ms} if after_ms else {}
    return lambda handler: handler.reply(status, {"error": {"message": words, "type": "stub"}}, headers)


def hangs(seconds: float) -> Act:
    def act(handler: Exchange):
        time.sleep(seconds)
        handler.close_connection = True

    return act


def drops(handler: Exchange):
    handler.close_connection = True
    handler.connection.close()


def slowly(seconds: float, content: str) -> Act:
    def act(handler: Exchange):
        time.sleep(seconds)
        handler.reply(200, completion(content))

    return act
