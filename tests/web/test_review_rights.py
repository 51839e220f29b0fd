"""Rulings where there are several callers: who may rule, under which name, and what a blind reader sees."""

import asyncio
import copy
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from service import review
from service.main import build
from service.settings import Settings
from service.store.accounts import opened
from service.web.app import create_app
from tests.web.scripted import GOOD, REPORT, problem

KEYS = {
    "lan": ["reports:read", "reports:write", "review"],
    "minh": ["reports:read", "review"],
    "reader": ["reports:read"],
    "root": ["admin"],
}


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> tuple[Settings, dict[str, dict[str, str]]]:
    settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("data"), strategy="free")

    async def made() -> dict[str, str]:
        async with opened(settings.database) as accounts:
            return {name: (await accounts.create_key(name, scopes)).secret for name, scopes in KEYS.items()}

    secrets = asyncio.run(made())
    return settings, {name: {"Authorization": f"Bearer {key}"} for name, key in secrets.items()}


@pytest.fixture(scope="module")
def client(keys, model) -> Iterator[TestClient]:
    with TestClient(create_app(build(keys[0], extractor=model)), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="module")
def flags(client, keys, model) -> list[dict]:
    """The errors of a finished report."""
    answer = copy.deepcopy(GOOD) | {"summary": "Có 72 chi bộ với 301 đảng viên."}
    model.answers.extend([answer, answer])
    made = client.post("/v1/reports", json={"text": REPORT}, headers=keys[1]["lan"])
    assert made.status_code == 201, made.text
    asked = {"report": made.json()["id"], "severity": "error"}
    found = client.get("/v1/flags", params=asked, headers=keys[1]["reader"]).json()["items"]
    assert len(found) >= 2
    return found


def rule(client, flag, said, version, who):
    address = f"/v1/flags/{flag['id']}/decisions"
    return client.post(address, json=said, headers={**who, "If-Match": f'"{version}"'})


RIGHT = {"ruling": "source_right", "value": "310"}


def test_a_second_reading_by_another_key_is_blind(client, keys, flags, monkeypatch):
    flag, who = flags[0], keys[1]
    monkeypatch.setattr(review, "SECOND_RATE", 1)
    first = rule(client, flag, RIGHT, 1, who["lan"]).json()["flags"][0]
    assert (first["state"], first["ruling"], first["reviewer"]) == ("second", "source_right", "key:lan")
    address = f"/v1/flags/{flag['id']}"
    blind = client.get(address, headers=who["minh"]).json()
    assert (blind["state"], blind["ruling"], blind["reviewer"], blind["value"]) == (
        "second",
        None,
        None,
        None,
    )
    told = problem(rule(client, flag, RIGHT, 1, who["minh"]), 412, "version_conflict")
    assert told["flag"] == blind
    history = f"/v1/reports/{flag['report_id']}/decisions"
    assert client.get(history, headers=who["minh"]).json()["items"] == []
    assert len(client.get(history, headers=who["root"]).json()["items"]) == 1
    second = rule(client, flag, RIGHT, 2, who["minh"]).json()
    assert (second["flags"][0]["state"], second["decisions"][0]["second"]) == ("decided", True)
    figures = {
        each["reviewer"]: each for each in client.get("/v1/reviewers", headers=who["root"]).json()["items"]
    }
    assert figures["key:lan"]["agreement"] == figures["key:minh"]["agreement"] == "1.0000"


def test_of_two_who_rule_on_one_version_the_second_is_told_who_was_first(client, keys, flags, monkeypatch):
    flag, who = flags[1], keys[1]
    monkeypatch.setattr(review, "SECOND_RATE", 0)
    assert rule(client, flag, RIGHT, 1, who["lan"]).status_code == 201
    answered = rule(client, flag, {"ruling": "digest_right", "reason": "misread"}, 1, who["minh"])
    assert problem(answered, 412, "version_conflict")["flag"]["reviewer"] == "key:lan"
    assert "key:lan" in answered.json()["detail"]


def test_who_may_only_read_cannot_rule_and_who_may_not_lead_sees_no_figures(client, keys, flags):
    who = keys[1]
    lease = client.put(f"/v1/flags/{flags[0]['id']}/lease", json={}, headers=who["reader"])
    for answered in (
        rule(client, flags[0], RIGHT, 1, who["reader"]),
        lease,
        client.get("/v1/reviewers", headers=who["lan"]),
        client.post(f"/v1/reports/{flags[0]['report_id']}/seeds", headers=who["lan"]),
    ):
        problem(answered, 403, "forbidden")
    problem(client.get("/v1/flags"), 401, "unauthenticated")
    assert client.get("/v1/queue", headers=who["reader"]).status_code == 200
