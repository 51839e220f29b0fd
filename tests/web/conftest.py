"""The real application over a real store and engine; only the model is scripted."""

import uuid
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from service.main import build
from service.settings import Settings
from service.web.app import create_app
from tests.web.scripted import REPORT, Scripted


@pytest.fixture(scope="module")
def model() -> Scripted:
    return Scripted()


@pytest.fixture(autouse=True)
def _fresh_script(request):
    if "model" in request.fixturenames or "client" in request.fixturenames:
        model = request.getfixturevalue("model")
        model.answers.clear()
        model.asked.clear()
        model.open.set()


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=tmp_path_factory.mktemp("data"),
        strategy="free",
        max_body_bytes=4_000_000,
        max_report_chars=1_500_000,
        sync_timeout=20,
    )


@pytest.fixture(scope="module")
def client(settings, model) -> Iterator[TestClient]:
    with TestClient(create_app(build(settings, extractor=model)), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def report() -> dict[str, str]:
    """A report like no other, so that no kept reply of the model answers for it."""
    return {"text": f"{REPORT} Mã lưu: {uuid.uuid4()}."}
