"""Alive, ready, counted; and what every answer carries."""

import re

import pytest
from starlette.testclient import TestClient

from service import __version__
from service.main import build
from service.settings import Settings
from service.web.app import create_app
from tests.web.scripted import problem


def test_a_live_process_says_so(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_ready_service_names_its_parts(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "ready"
    assert set(response.json()["parts"]) == {"store", "engine", "model"}


def test_a_service_that_is_not_started_is_not_ready_and_says_why(tmp_path):
    """No life span: the store and the engine are not there, and neither are the weights."""
    settings = Settings(_env_file=None, data_dir=tmp_path)
    client = TestClient(create_app(build(settings)), base_url="http://localhost")
    response = client.get("/readyz")
    assert response.status_code == 503
    parts = response.json()["parts"]
    assert not any(part["ready"] for part in parts.values())
    assert "doichieu model pull" in parts["model"]["detail"]
    assert client.get("/healthz").status_code == 200
    assert "doichieu_reports_unfinished NaN" in client.get("/metrics").text
    problem(client.get("/v1/reports"), 503, "engine_error")


def test_requests_are_counted_by_route_and_never_by_what_was_asked_for(client, report):
    client.post("/v1/reports", json=report)
    client.get("/v1/reports/secret-oyster")
    client.get("/nowhere-oyster")
    client.request("BREWOYSTER", "/healthz")
    text = client.get("/metrics").text
    assert 'doichieu_http_requests_total{method="POST",route="/v1/reports",status="201"}' in text
    assert 'route="/v1/reports/{report_id}",status="404"' in text
    assert 'route="unknown",status="404"' in text
    assert 'doichieu_problems_total{code="not_found"}' in text
    assert f'doichieu_build_info{{version="{__version__}"}} 1.0' in text
    assert re.search(r"doichieu_reports_accepted_total [1-9]", text)
    assert "oyster" not in text.lower()


def test_an_address_that_does_not_exist_is_a_problem(client):
    body = problem(client.get("/v2/reports"), 404, "not_found")
    assert body["instance"] == "/v2/reports"


def test_a_method_that_does_not_exist_is_a_problem_that_lists_the_others(client):
    response = client.put("/v1/reports", json={})
    problem(response, 405, "method_not_allowed")
    assert {"GET", "POST"} & set(re.split(r",\s*", response.headers["allow"]))


@pytest.mark.parametrize("path", ["/healthz", "/v1/reports", "/nowhere", "/docs", "/openapi.json"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/v1/reports", "/nowhere"])
def test_head_is_get_without_the_body(client, path):
    asked, whole = client.head(path), client.get(path)
    assert asked.status_code == whole.status_code
    assert asked.content == b""
    assert asked.headers["content-type"] == whole.headers["content-type"]


def test_the_caller_can_name_the_request_and_nothing_else(client):
    assert client.get("/healthz", headers={"X-Request-ID": "abc-1.2"}).headers["x-request-id"] == "abc-1.2"
    for name in ("a b", "x" * 65, "<script>"):
        given = client.get("/healthz", headers={"X-Request-ID": name}).headers["x-request-id"]
        assert re.fullmatch(r"[0-9a-f]{32}", given)
    assert client.get("/healthz").headers["x-request-id"] != client.get("/healthz").headers["x-request-id"]


def test_an_error_in_the_code_is_a_500_that_tells_nothing(client, caplog):
    @client.app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("hush: 25/27 chi bộ")

    response = client.get("/broken")
    problem(response, 500, "internal")
    assert "hush" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "hush" not in caplog.text
