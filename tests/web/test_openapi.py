"""The OpenAPI document says what is true, and the page over it loads nothing from elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from service.web.app import STATIC
from service.web.problems import KINDS

SNAPSHOT = Path(__file__).with_name("openapi.snapshot.json")


@pytest.fixture(scope="module")
def document(client) -> dict:
    return client.get("/openapi.json").json()


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def shape(document) -> dict:
    """Calls with their parameters, bodies and answers, without words and examples."""

    def schema_of(part):
        return {
            media: content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            for media, content in part.get("content", {}).items()
        }

    return {
        f"{method.upper()} {path}": {
            "parameters": sorted(f"{p['in']} {p['name']}" for p in operation.get("parameters", [])),
            "body": schema_of(operation.get("requestBody", {})),
            "answers": {status: schema_of(answer) for status, answer in operation["responses"].items()},
        }
        for path, method, operation in operations(document)
    }


def test_the_calls_are_those_that_were_agreed(document):
    """After a wanted change: write ``shape(document)`` to the snapshot and read the difference."""
    assert shape(document) == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_tag_of_a_call_is_explained_and_they_stand_in_one_order(document):
    used = list(dict.fromkeys(tag for _, _, operation in operations(document) for tag in operation["tags"]))
    assert used == [tag["name"] for tag in document["tags"]]
    assert all(tag["description"] for tag in document["tags"])


def test_the_counters_are_said_to_want_a_right_from_elsewhere(document):
    answers = document["paths"]["/metrics"]["get"]["responses"]
    assert {"200", "401", "403"} == set(answers)
    assert {} in document["paths"]["/metrics"]["get"]["security"]


def test_every_reference_leads_somewhere(document):
    text = json.dumps(document)
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', text)):
        assert name in document["components"]["schemas"], name


@pytest.mark.parametrize("path", ["/v1/checks", "/v1/audits", "/v1/mentions"])
def test_the_example_answers_are_what_the_service_answers(client, document, path):
    operation = document["paths"][path]["post"]
    asked = operation["requestBody"]["content"]["application/json"]["example"]
    shown = operation["responses"]["200"]["content"]["application/json"]["example"]
    response = client.post(path, json=asked)
    assert response.status_code == 200
    assert response.json() == shown


def test_the_example_of_a_check_shows_a_flag_and_a_finding(document):
    """An example in which nothing happens explains nothing."""
    shown = document["paths"]["/v1/checks"]["post"]["responses"]["200"]["content"]["application/json"][
        "example"
    ]
    assert {flag["origin"] for flag in shown["flags"]} == {"digest", "source"}
    assert shown["audit"]["findings"]


def test_the_example_report_is_taken(client, document):
    body = document["paths"]["/v1/reports"]["post"]["requestBody"]["content"]["application/json"]["example"]
    response = client.post("/v1/reports", json=body | {"strategy": "free"})
    assert response.status_code == 201


def test_every_call_documents_its_errors_as_problems_with_codes_that_exist(document):
    for path, method, operation in operations(document):
        if not path.startswith("/v1"):
            continue
        wrong = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
        assert "500" in wrong, (path, method)
        for status, answer in wrong.items():
            content = answer["content"]["application/problem+json"]
            for code, example in content["examples"].items():
                assert KINDS[code].status == int(status)
                assert example["value"]["code"] == code


def test_every_field_of_a_body_that_is_not_plain_is_described(document):
    schemas = document["components"]["schemas"]
    assert schemas["ReportIn"]["additionalProperties"] is False
    assert "schema" in schemas["ReportIn"]["properties"]
    assert schemas["CheckIn"]["properties"]["digest"]["description"]


def test_the_page_loads_only_files_of_its_own(client):
    response = client.get("/docs")
    assert "unsafe" not in response.headers["content-security-policy"]
    assert "//" not in re.sub(r"<!doctype html>", "", response.text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\bstyle=|<style", response.text)
    for name in re.findall(r'(?:src|href)="([^":]+)"', response.text):
        assert client.get(f"/{name}").status_code == 200, name


def test_the_vendored_files_are_the_publishers_byte_for_byte():
    folder = STATIC / "swagger"
    sums = dict(reversed(line.split(maxsplit=1)) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {path.name for path in folder.iterdir()} - {"SHA256SUMS", "README.md"}
    for name, expected in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected
