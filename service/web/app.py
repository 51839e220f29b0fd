"""The ASGI application: layers outside in (frame, hosts, body limit, routes), life span, pages.

``create_app`` gets everything from the composition root; nothing here reads settings or builds a part.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from service import __version__
from service.web import api, docs, exports, login, operations, pages, printing, review_api
from service.web.auth import Gate
from service.web.backend import Backend
from service.web.body import BodyLimit
from service.web.frame import Frame
from service.web.hosts import HostCheck
from service.web.metrics import Metrics
from service.web.problems import HANDLED, on_error
from service.web.work import CoreWork

STATIC = Path(__file__).with_name("static")


def create_app(backend: Backend) -> FastAPI:
    """The application over these parts; they are started and stopped with its life span."""
    metrics = Metrics(__version__)
    limits = backend.limits

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await backend.start()
        try:
            yield
        finally:
            await backend.stop()

    app = FastAPI(
        title="Doichieu",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            Middleware(Frame, metrics=metrics),
            Middleware(HostCheck, hosts=limits.hosts),
            Middleware(Gate, backend=backend),
            Middleware(BodyLimit, max_bytes=limits.max_body_bytes, seconds=limits.body_seconds),
        ],
        exception_handlers=dict.fromkeys(HANDLED, on_error),
    )
    work = CoreWork(concurrency=limits.core_concurrency, waiting=limits.core_waiting)
    app.state.desk = api.Desk(backend, work, metrics)
    app.state.tries = login.Tries()
    app.include_router(api.router)
    app.include_router(review_api.router)
    app.include_router(exports.router)
    app.include_router(operations.router)
    app.include_router(docs.router)
    app.include_router(login.router)
    app.include_router(printing.router)
    app.include_router(pages.router)  # last: it answers every other address below /review
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
