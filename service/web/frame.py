"""The outermost layer: request id, security headers, log line, counters, and the 500 that tells nothing."""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import places
from service.web.metrics import Metrics
from service.web.problems import Problem, answer

log = structlog.get_logger("doichieu.http")

REQUEST_ID = re.compile(rb"^[A-Za-z0-9._-]{1,64}$")
PAGE_CSP = (  # for HTML: our own files and nothing inline
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CSP = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": CSP,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})  # asked every few seconds; logged at debug


@dataclass(frozen=True, slots=True)
class Frame:
    """ASGI layer around everything. A caller's X-Request-ID is kept when it is a plain token."""

    app: ASGIApp
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and see to it that an answer leaves."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        request_id = given.decode() if REQUEST_ID.match(given) else uuid.uuid4().hex
        scope["request_id"] = request_id
        started = time.perf_counter()
        status = 0

        async def framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", PAGE_CSP)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        head = scope["method"] == "HEAD"
        asked = {**scope, "method": "GET"} if head else scope
        self.metrics.in_flight.inc()
        try:
            await self._answered(asked, receive, _only_head(framed) if head else framed)
        finally:
            self.metrics.in_flight.dec()
            self._note({**asked, "method": scope["method"]}, status, time.perf_counter() - started)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            # The message may hold words of the report, so only the type and the place are logged.
            log.error(  # noqa: TRY400 - see above
                "failed", route=_route(scope), request_id=scope["request_id"], error=places(error)
            )
            if begun:
                raise  # half an answer is out: the server must cut the connection
            problem = Problem("internal", "Something went wrong inside the service.")
            await answer(problem, scope)(scope, receive, watched)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route, method = _route(scope), _method(scope)
        self.metrics.requests.labels(method, route, str(status)).inc()
        self.metrics.seconds.labels(method, route).observe(seconds)
        if "problem" in scope:
            self.metrics.problems.labels(scope["problem"]).inc()
        write = log.debug if scope["path"] in QUIET else log.info
        write(
            "answered",
            method=method,
            route=route,
            status=status,
            problem=scope.get("problem"),
            ms=round(seconds * 1000, 1),
            request_id=scope["request_id"],
        )


def _only_head(send: Send) -> Send:
    """``send`` for an answer whose body is left out: HEAD is GET without it."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return sent


def _method(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"


def _route(scope: Scope) -> str:
    """The template of the route (``/v1/reports/{report_id}``), never the path as asked for."""
    return str(getattr(scope.get("route"), "path", "unknown"))
