"""A model that says what it is told, a report for it, and what every problem answer must have."""

import asyncio
import threading

from service.llm import Ask, Reply, Usage

REPORT = (
    "Đảng bộ xã có 27 chi bộ với 310 đảng viên. Năm 2021, kết nạp 176 đảng viên mới; 26/27 chi bộ hoàn thành "
    "tốt nhiệm vụ, đạt 96,3%. Thu ngân sách đạt 285,695 tỷ đồng, tăng 12% so với năm 2020."
)
GOOD = {
    "title": "Báo cáo năm 2021",
    "organization": "Đảng bộ xã",
    "location": None,
    "period": {"label": "2021", "start": "2021-01-01", "end": "2021-12-31"},
    "summary": "Đảng bộ có 27 chi bộ với 310 đảng viên.",
    "key_points": ["Kết nạp 176 đảng viên mới."],
    "metrics": [
        {
            "label": "Đảng viên mới kết nạp",
            "value_text": "176",
            "unit": "đảng viên",
            "period": "2021",
            "quote": "kết nạp 176 đảng viên mới",
        }
    ],
}


class Scripted:
    """An extractor that says what it is told: answers (or errors) in turn, then the good one for ever."""

    name = "scripted"
    model = "scripted-1"
    concurrency = 2

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.asked: list[Ask] = []
        self.open = threading.Event()
        self.open.set()

    async def ask(self, ask: Ask) -> Reply:
        self.asked.append(ask)
        while not self.open.is_set():  # noqa: ASYNC110 - the test holds it from another thread
            await asyncio.sleep(0.01)
        answer = self.answers.pop(0) if self.answers else GOOD
        if isinstance(answer, Exception):
            raise answer
        parsed = ask.schema.model_validate(answer)
        return Reply(parsed, parsed.model_dump_json(), Usage(100, 20, 0, 1), "0.010", self.model)

    async def aclose(self) -> None:
        return None


def problem(response, status: int, code: str) -> dict:
    """The problem of a response, once everything that every problem must have is there."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"urn:doichieu:problem:{code}"
    assert body["title"]
    assert body["detail"]
    assert body["hint"]
    assert body["request_id"] == response.headers["x-request-id"]
    return body
