"""How cassettes are kept: readable, matched on the whole question, without keys, and never passed by."""

import json
from typing import Any

import pytest
import yaml

from service.llm.weights import MODEL

HEADER = (
    f"# Real answers of {MODEL}, the embedded model, on llama.cpp's server; made by `make record`.\n"
    "# Played without it: `make test`.\n"
)
KEPT_OF_AN_ANSWER = ("id", "object", "created", "model", "choices", "usage", "timings", "error")


class Readable:
    """YAML with the letters as they are and JSON bodies as data, so that a change can be reviewed."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        kept = {
            "version": cassette["version"],
            "interactions": [_opened(i) for i in cassette["interactions"]],
        }
        return HEADER + yaml.safe_dump(kept, allow_unicode=True, width=10**6, sort_keys=False)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette = yaml.safe_load(text)
        for interaction in cassette["interactions"]:
            request, response = interaction["request"], interaction["response"]
            request["body"] = json.dumps(request.pop("parsed_body"), ensure_ascii=False).encode()
            response["body"] = {
                "string": json.dumps(response.pop("parsed_body"), ensure_ascii=False).encode()
            }
        return cassette


def _opened(interaction: dict[str, Any]) -> dict[str, Any]:
    request, response = dict(interaction["request"]), dict(interaction["response"])
    request["parsed_body"] = json.loads(request.pop("body"))
    answer = json.loads(response.pop("body")["string"])
    response["parsed_body"] = {name: answer[name] for name in KEPT_OF_AN_ANSWER if name in answer}
    return {"request": request, "response": response}


def _only_content_type(message: Any) -> Any:
    headers = message.headers if hasattr(message, "headers") else message["headers"]
    kept = {name: value for name, value in headers.items() if name.lower() == "content-type"}
    if hasattr(message, "headers"):
        message.headers = kept
    else:
        message["headers"] = kept
    return message


def pytest_recording_configure(config, vcr):
    vcr.register_serializer("yaml", Readable)


@pytest.fixture(scope="module")
def vcr_config():
    return {
        "match_on": ["method", "scheme", "host", "port", "path", "query", "body"],
        "filter_headers": [("authorization", "REDACTED"), ("api-key", "REDACTED"), "cookie"],
        "before_record_request": _only_content_type,
        "before_record_response": _only_content_type,
        "decode_compressed_response": True,
        "ignore_hosts": ["testserver"],
        "allow_playback_repeats": False,
    }
