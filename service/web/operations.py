"""The calls for those who run the service: is it alive, is it ready, what does it count."""

from __future__ import annotations

import math
from dataclasses import asdict

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from service.errors import EngineError
from service.web import openapi
from service.web.api import AtDesk

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process is alive and its event loop turns."""
    return {"status": "ok"}


@router.get("/readyz", **openapi.READY)
async def readyz(desk: AtDesk) -> Response:
    """Store, engine and model can do their work; 503 while one of them cannot."""
    parts = await desk.backend.readiness()
    ready = all(part.ready for part in parts)
    states = {state.pop("part"): state for state in map(asdict, parts)}
    return JSONResponse({"status": "ready" if ready else "not_ready", "parts": states}, 200 if ready else 503)


@router.get("/metrics", **openapi.COUNTERS)
async def metrics(desk: AtDesk) -> Response:
    """Counters in the Prometheus text format.

    From this machine nothing is asked for; from elsewhere a key or a session with the right `metrics` is.
    """
    desk.metrics.core_running.set(desk.work.running)
    desk.metrics.core_waiting.set(desk.work.waiting)
    try:
        desk.metrics.unfinished.set(len(await desk.backend.store.unfinished()))
    except EngineError:
        desk.metrics.unfinished.set(math.nan)  # unknown is not none
    return Response(desk.metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})
