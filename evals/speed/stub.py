"""A provider on loopback that answers at once with the least that the asked schema allows.

It stands for a model that takes no time, so that what is left is the service's own.
"""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WORDS = "kết quả công tác"  # no digit, so nothing that it says is a claim


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer: a second one would wait for the first to be acknowledged
    disable_nagle_algorithm = True
    server: StubProvider

    def do_POST(self) -> None:
        """Answer one call of the chat completions API."""
        begin = time.perf_counter()
        body = self.rfile.read(int(self.headers["content-length"]))
        asked = json.loads(body)
        schema = asked.get("response_format", {}).get("json_schema", {}).get("schema", {})
        content = json.dumps(least(schema, schema.get("$defs", {})), ensure_ascii=False)
        data = json.dumps(_completion(content, len(body))).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.server.took(body, time.perf_counter() - begin)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class StubProvider(ThreadingHTTPServer):
    """The provider; ``bodies`` are the calls since ``forget``, ``seconds`` what answering them took."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Exchange)
        self._lock = threading.Lock()
        self.bodies: list[bytes] = []
        self.seconds = 0.0

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def took(self, body: bytes, seconds: float) -> None:
        """Note one call."""
        with self._lock:
            self.bodies.append(body)
            self.seconds += seconds

    def forget(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self.bodies, self.seconds = [], 0.0

    def __enter__(self) -> StubProvider:
        """Serve in a thread of this process until the end of the block."""
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop serving."""
        self.shutdown()
        self.server_close()


def least(schema: dict[str, Any], defs: dict[str, Any]) -> object:
    """The smallest instance of a JSON Schema: required members, first choices, words without digits.

    >>> least({"type": "object", "properties": {"a": {"enum": ["x", "y"]}, "b": {"type": "array"}}}, {})
    {'a': 'x', 'b': []}
    """
    if "$ref" in schema:
        return least(defs[schema["$ref"].rsplit("/", 1)[-1]], defs)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return least(schema[key][0], defs)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: least(inner, defs) for name, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [least(schema.get("items", {}), defs) for _ in range(schema.get("minItems", 0))]
    return {"string": WORDS, "integer": 0, "number": 0, "boolean": False}.get(kind or "")


def _completion(content: str, asked: int) -> dict[str, Any]:
    tokens = {"prompt_tokens": asked // 3, "completion_tokens": len(content) // 3}
    return {
        "id": "stub", "object": "chat.completion", "created": 0, "model": "stub",
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
        ],
        "usage": tokens | {"total_tokens": sum(tokens.values())},
    }  # fmt: skip
