"""A page of another site must not reach a service on loopback under its own name."""

import pytest

from tests.web.scripted import problem


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]", "[::1]:8080"])
def test_a_request_for_this_machine_is_answered(client, host):
    assert client.get("/v1/reports", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.nip.io", "[evil]", ""]
)
@pytest.mark.parametrize("path", ["/v1/reports", "/healthz", "/docs", "/nowhere"])
def test_a_request_for_another_host_is_refused_before_anything_is_done(client, host, path):
    body = problem(client.get(path, headers={"Host": host}), 421, "unknown_host")
    assert "evil" not in str(body)
