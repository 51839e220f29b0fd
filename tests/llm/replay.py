"""What is recorded and what is played: the same model, at the same fixed address, on the bundled reports."""

from pathlib import Path

from pydantic import SecretStr

from service.core.source import Source, read_source
from service.llm.openai import OpenAIExtractor, Timeouts
from service.llm.weights import MODEL

PORT = 18080
BASE_URL = f"http://127.0.0.1:{PORT}/v1"
KEY = SecretStr("recording")
REPORTS = Path(__file__).resolve().parents[2] / "evals" / "datasets" / "bundled" / "reports"
NAMES = sorted(path.stem for path in REPORTS.glob("*.txt"))


def report(name: str) -> Source:
    return read_source((REPORTS / f"{name}.txt").read_bytes().decode("utf-8"))


def recorded_model() -> OpenAIExtractor:
    """The embedded model where it was recorded; nothing is tried twice, so that cassettes hold every call."""
    return OpenAIExtractor(
        base_url=BASE_URL,
        api_key=KEY,
        model=MODEL,
        name="embedded",
        concurrency=1,
        max_retries=0,
        timeouts=Timeouts(read=900, total=1800),
    )
