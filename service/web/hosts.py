"""Who a request thinks it is talking to: a page of another site must not reach a service on loopback.

A browser sends the name that it looked up. With DNS rebinding that name is the attacker's while the address
is ours; such a page would read every report as its own origin. So a service on a loopback address answers
only to names of this machine, unless it is told others.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.problems import Problem, answer


@dataclass(frozen=True, slots=True)
class HostCheck:
    """ASGI layer that refuses requests for another host. ``hosts`` are lower-case names; empty for any."""

    app: ASGIApp
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when every Host header names us; a request without one is no browser's."""
        if scope["type"] == "http" and self.hosts:
            called = {named(value.decode("latin-1")) for name, value in scope["headers"] if name == b"host"}
            if called - self.hosts:
                problem = Problem("unknown_host", "The Host header names another service.")
                await answer(problem, scope)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def named(host: str) -> str:
    """The name in a Host header, without port, brackets and case.

    >>> named("LocalHost:8080"), named("[::1]:80"), named("[::1]"), named("a.example.")
    ('localhost', '::1', '::1', 'a.example')
    """
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].removesuffix(".")
