"""/openapi.json with true examples, and /docs over it; the page loads nothing from another address.

The examples are not written down: they are what the core answers to a small text, computed when the document
is asked for first.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from schemas.calls import CheckIn, TextIn
from service import __version__
from service.web import api, review_api
from service.web.auth import HERE
from service.web.backend import Limits
from service.web.openapi import COMPONENTS, REF, problems

router = APIRouter(include_in_schema=False)

TEXT = (
    "Đến tháng 12/2021, Đảng bộ xã có 27 chi bộ với 310 đảng viên. Kết quả đánh giá: 26/27 chi bộ hoàn thành "
    "tốt nhiệm vụ trở lên, đạt 97,3%. Trong năm kết nạp trên 15 đảng viên mới; "
    "thu ngân sách đạt 285,695 tỷ đồng."
)
DIGEST = {
    "summary": "Đảng bộ xã có 27 chi bộ, 301 đảng viên; thu ngân sách 285.695 triệu đồng.",
    "metrics": [
        {
            "label": "Đảng viên mới kết nạp",
            "value_text": "trên 15",
            "unit": "đảng viên",
            "quote": "Trong năm kết nạp trên 15 đảng viên mới",
        }
    ],
}
DESCRIPTION = """\
Digest narrative reports with a language model and check every number of the answer against the source.

* Numbers of reports travel as **strings**; nothing passes through a binary fraction.
* `start`, `end` and `spans` count Unicode code points of the canonical text, `received_*` those of the text
  as sent; ends are exclusive.
* While there is neither an account nor a key, and only this machine can reach the service, no call needs
  either. Else send `Authorization: Bearer dck_…`; `doichieu keys create` makes a key.
* Messages for people come in both languages, as `message_vi` and `message_en`.
* Every error is RFC 9457 problem+json with a stable `code` and a `hint`; no error repeats what was sent.
"""
TAGS = [
    {"name": "reports", "description": "Digest a report, follow the work, read the record, purge it."},
    {"name": "core", "description": "Check, audit and read texts of any length. No model, nothing kept."},
    {
        "name": "review",
        "description": "Rule on flags as people do on the pages: list, look, decide with `If-Match`, undo.",
    },
    {
        "name": "exports",
        "description": "Figures, flags and decisions of every report as JSONL, CSV or XLSX.",
    },
    {"name": "operations", "description": "For those who run the service."},
]
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REFUSALS, UNMEANT = ("unauthenticated", "forbidden"), ("cross_site", "csrf_failed")
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Doichieu: HTTP calls</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/swagger/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript><p>The same as data: <a href="openapi.json">openapi.json</a></p></noscript>
<script src="static/swagger/swagger-ui-bundle.js"></script>
<script src="static/docs.js"></script>
</body>
</html>
"""


@router.get("/docs")
async def docs_page() -> Response:
    """The page with all calls, for people."""
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": CSP, "Cache-Control": "no-cache"})


@router.get("/openapi.json")
async def openapi_json(request: Request) -> Response:
    """The OpenAPI document."""
    app: FastAPI = request.app
    if app.openapi_schema is None:
        desk = api.desk_of(request)
        app.openapi_schema = await desk.work.run(document, app)
    body = json.dumps(app.openapi_schema, ensure_ascii=False).encode()
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of this application."""
    whole = get_openapi(
        title="Doichieu",
        version=__version__,
        description=DESCRIPTION,
        tags=TAGS,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    _, definitions = models_json_schema(
        [(model, "validation") for model in COMPONENTS], ref_template=REF, by_alias=True
    )
    whole.setdefault("components", {}).setdefault("schemas", {}).update(definitions["$defs"])
    for path, asked, answered in examples():
        operation = whole["paths"][path]["post"]
        operation["requestBody"]["content"]["application/json"]["example"] = asked
        good = min(status for status in operation["responses"] if status.startswith("2"))
        if answered is not None:
            operation["responses"][good]["content"]["application/json"]["example"] = answered
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            if path.startswith("/v1/") or path in HERE:
                refuse(operation, REFUSALS if method == "get" else (*REFUSALS, *UNMEANT))
    return whole


def refuse(operation: dict[str, Any], codes: tuple[str, ...]) -> None:
    """Add what every guarded call answers to those who may not make it."""
    for status, answer in problems(codes).items():
        known = operation["responses"].setdefault(str(status), answer)
        if known is not answer:
            for media, content in answer["content"].items():
                known["content"][media]["examples"] |= content["examples"]
    operation["responses"] = dict(sorted(operation["responses"].items()))


@cache
def examples() -> tuple[tuple[str, dict[str, Any], dict[str, Any] | None], ...]:
    """Path, body and answer of one true example per POST; None where the answer needs a model."""
    limits = Limits()
    text, short = {"text": TEXT, "lang": "vi"}, {"text": TEXT.partition(". ")[0] + ".", "lang": "vi"}
    check = {**text, "digest": DIGEST, "audit": True}
    checked = api.checked(CheckIn.model_validate(check), limits)
    wrong = next(flag for flag in checked["flags"] if flag["stated"].startswith("301"))
    ruling = {"ruling": "source_right", "value": wrong["expected"], "seconds": "4.2"}
    return (
        ("/v1/reports", {**text, "title": "Báo cáo năm 2021", "strategy": "anchored"}, None),
        ("/v1/checks", check, checked),
        ("/v1/audits", text, api.audited(TextIn.model_validate(text), limits)),
        ("/v1/flags/{flag_id}/decisions", ruling, review_api.decided_example(wrong, ruling)),
        ("/v1/mentions", short, api.mentioned(TextIn.model_validate(short), limits)),
    )
