"""Who is calling, and whether they may: one layer that nothing passes unnamed, and what routes ask it.

A machine sends ``Authorization: Bearer dck_…``; a person has a session in a cookie that no script can read.
Where there is neither an account nor a key, and only this machine can reach the service, whoever calls is the
one user there is (``kind`` "local"). Every path wants somebody unless it is listed as open, so a route that
forgets to ask is closed, not open.

What a browser sends by itself proves nothing, so calls that change something must also come from our own
pages: ``Sec-Fetch-Site`` or ``Origin`` says so, and a form carries the token of its session.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from fastapi import Depends, Security
from fastapi.security import APIKeyCookie, HTTPBearer, SecurityScopes
from starlette.datastructures import FormData, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import DoichieuError
from service.store.accounts import RIGHTS, ROLES, SCOPES, TOKEN, Account, ApiKey, Role
from service.store.accounts import Scope as Right
from service.web.backend import Backend
from service.web.problems import Problem, answer, from_error

SESSION, VISITOR = "doichieu_session", "doichieu_visitor"
SECURE_PREFIX = "__Host-"  # a browser takes such a cookie only over https, for one host and all its paths
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"
OPEN = frozenset({"/healthz", "/readyz", "/login", "/docs", "/openapi.json", "/favicon.ico"})
OPEN_UNDER = "/static/"
HERE = frozenset({"/metrics"})  # open to callers on this machine
HOME = "/review"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
REALM = 'Bearer realm="doichieu"'
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
FIELDS = 2000  # fields that one form may have


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling. ``kind``: a person, a machine's key, or the only user of this machine."""

    name: str
    role: Role
    kind: Literal["user", "key", "local"]
    scopes: frozenset[Right]

    def may(self, *rights: Right) -> bool:
        """Whether the caller has every one of these rights."""
        return "admin" in self.scopes or self.scopes.issuperset(rights)

    def is_at_least(self, role: Role) -> bool:
        """Whether the caller's role is this one or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)

    @property
    def actor(self) -> str:
        """The caller in records of what was done: ``user:lan``, ``key:nightly``; the only user is ``api``."""
        return "api" if self.kind == "local" else f"{self.kind}:{self.name}"


LOCAL = Principal("local", "admin", "local", frozenset(SCOPES))


def of_account(account: Account) -> Principal:
    """A person as a caller."""
    return Principal(account.name, account.role, "user", RIGHTS[account.role])


def of_key(key: ApiKey) -> Principal:
    """A machine as a caller; only the scope ``admin`` gives it a role above the lowest."""
    role: Role = "admin" if "admin" in key.scopes else "reviewer"
    return Principal(key.name, role, "key", frozenset(SCOPES) if role == "admin" else key.scopes)


# what routes ask for

_BEARER = HTTPBearer(
    scheme_name="key",
    bearerFormat="dck_…",
    description="A key made by `doichieu keys create`. Not needed while there is no account and no key.",
    auto_error=False,
)
_COOKIE = APIKeyCookie(
    name=SESSION,
    scheme_name="session",
    description="The session of a person who logged in at /login. Calls that change something must come from "
    f"a page of this service, or carry its form token as `{CSRF_HEADER}`.",
    auto_error=False,
)


async def principal(
    request: Request,
    wanted: SecurityScopes,
    key: Annotated[object, Security(_BEARER)] = None,
    session: Annotated[object, Security(_COOKIE)] = None,
) -> Principal:
    """The caller, who has every right that the route asks for.

    Raises:
        Problem: 401 when nobody is known, 403 when a right is missing.
    """
    del key, session  # read by the gate; named here for the OpenAPI document
    caller: Principal | None = getattr(request.state, "principal", None)
    if caller is None:
        raise unknown_caller()
    rights = tuple(scope for scope in SCOPES if scope in wanted.scopes)
    if not caller.may(*rights):
        raise forbidden(*rights)
    return caller


Caller = Annotated[Principal, Security(principal)]


def require(*rights: Right) -> Any:  # noqa: ANN401 - FastAPI's marker of a dependency
    """A dependency that gives the principal, who has every one of these rights.

    As in ``who: Annotated[Principal, require("review")]``, or in ``dependencies=[require("review")]``.
    """
    return Security(principal, scopes=list(rights))


def require_role(role: Role) -> Any:  # noqa: ANN401 - see above
    """A dependency that gives the principal, whose role is this one or a higher one."""

    async def ranked(caller: Caller) -> Principal:
        if not caller.is_at_least(role):
            raise Problem("forbidden", f"This needs the role {role}.")
        return caller

    return Depends(ranked)


def csrf_token(request: Request) -> str:
    """The token that a form of this page carries in its hidden field ``csrf``.

    It belongs to the session, or where there is none to a cookie that the answer sets.
    """
    state = request.state
    seed: str | None = getattr(state, "session", None)
    if seed is None:
        held = request.cookies.get(cookie_name(request, VISITOR), "")
        if not TOKEN.fullmatch(held):
            held = getattr(state, "new_visitor", None) or secrets.token_urlsafe(32)
            state.new_visitor = held
        seed = held
    mark = hmac.digest(seed.encode(), b"doichieu form", hashlib.sha256)
    return base64.urlsafe_b64encode(mark).decode().rstrip("=")


def same_token(request: Request, given: object) -> bool:
    """Whether this is the token that ``csrf_token`` gives for the request."""
    return isinstance(given, str) and hmac.compare_digest(csrf_token(request).encode(), given.encode())


async def checked_form(request: Request) -> AsyncIterator[FormData]:
    """The fields of a form that one of our own pages sent; files are closed after the answer.

    Raises:
        Problem: 415 for another body, 403 without the token of the session.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in FORMS:
        raise Problem("unsupported_media_type", "This address takes a form.", hint="Send a form.")
    most = request.app.state.desk.backend.limits.max_body_bytes
    async with request.form(max_files=10, max_fields=FIELDS, max_part_size=most) as form:
        if not same_token(request, form.get(CSRF_FIELD) or request.headers.get(CSRF_HEADER)):
            raise Problem("csrf_failed", "The form does not carry the token of this session.")
        yield form


Form = Annotated[FormData, Depends(checked_form)]


def unknown_caller(*, wrong: bool = False) -> Problem:
    """The 401 for a caller who is not known; ``wrong`` when a key was given that opens nothing."""
    said = "The key is unknown, revoked or expired." if wrong else "This call needs a key or a session."
    challenge = f'{REALM}, error="invalid_token"' if wrong else REALM
    return Problem("unauthenticated", said, headers={"WWW-Authenticate": challenge})


def forbidden(*rights: Right) -> Problem:
    """The 403 for a caller who lacks one of these rights."""
    challenge = f'{REALM}, error="insufficient_scope", scope="{" ".join(rights)}"'
    return Problem(
        "forbidden",
        f"This call needs the right {' and '.join(rights)}.",
        headers={"WWW-Authenticate": challenge},
    )


# cookies


def cookie_name(request: Request, name: str) -> str:
    """The name under which a cookie travels: over https with the prefix that hardens it."""
    return SECURE_PREFIX + name if request.scope["scheme"] == "https" else name


def set_cookie(response: Response, request: Request, name: str, value: str) -> None:
    """Hand a secret to the browser until it is closed; no script reads it and no other site sends it."""
    secure = request.scope["scheme"] == "https"
    response.set_cookie(cookie_name(request, name), value, httponly=True, secure=secure, samesite="lax")


def drop_cookie(response: Response, request: Request, name: str) -> None:
    """Take a secret back from the browser."""
    secure = request.scope["scheme"] == "https"
    response.delete_cookie(cookie_name(request, name), httponly=True, secure=secure, samesite="lax")


def local_path(wanted: str | None) -> str:
    r"""The path when it leads to a page of ours, else the home page.

    >>> local_path("/review/reports/1?x=2"), local_path("//evil.example"), local_path("/\\\\evil.example")
    ('/review/reports/1?x=2', '/review', '/review')
    """
    path = wanted or ""
    plain = path.isascii() and path.isprintable() and "\\" not in path and len(path) <= 2000
    ours = plain and path.startswith("/") and not path.startswith("//")
    inward = ours and urlsplit(path).path not in {"/login", "/logout"}
    return path if inward else HOME


# the layer


@dataclass(frozen=True, slots=True)
class Gate:
    """ASGI layer that names the caller (``request.state.principal``) or turns the request away."""

    app: ASGIApp
    backend: Backend

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when its caller is known or the path is open."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            refusal = await self._refusal(request)
        except DoichieuError as error:
            refusal = answer(from_error(error), scope)
        except Problem as problem:
            refusal = answer(problem, scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            visitor = getattr(request.state, "new_visitor", None)
            if visitor is not None and message["type"] == "http.response.start":
                cookie = Response()
                set_cookie(cookie, request, VISITOR, visitor)
                MutableHeaders(scope=message).append("set-cookie", cookie.headers["set-cookie"])
            await send(message)

        await self.app(scope, receive, marked)

    async def _refusal(self, request: Request) -> Response | None:
        """The answer for a request that may not pass; notes the caller of one that may."""
        path: str = request.scope["path"]  # never of request.url, which trusts the Host header
        changes = request.method not in SAFE
        if changes and comes_from(request) == "elsewhere" and not _bearer(request):
            raise Problem("cross_site", "A page of another site sent this.")
        if path in OPEN or path.startswith(OPEN_UNDER) or (path in HERE and from_this_machine(request)):
            return None
        caller = await identify(request, self.backend)
        if caller is None:
            return _turned_away(request)
        if path in HERE and not caller.may("metrics"):
            raise forbidden("metrics")
        request.state.principal = caller
        if changes and caller.kind == "user" and path.startswith("/v1/") and not _ours(request):
            raise Problem(
                "csrf_failed",
                f"A session alone does not prove that you meant this; send its form token as {CSRF_HEADER}.",
            )
        return None


async def identify(request: Request, backend: Backend) -> Principal | None:
    """Who is calling, or None; notes the token of the session in force.

    Raises:
        Problem: 401 for a key that opens nothing.
        EngineError: The store cannot say.
    """
    known = backend.accounts
    presented = _bearer(request)
    if presented:
        key = await known.key(presented)
        if key is not None:
            return of_key(key)
    token = request.cookies.get(cookie_name(request, SESSION), "")
    if token and not presented:
        account = await known.session(token)
        if account is not None:
            request.state.session = token
            return of_account(account)
    if backend.limits.local and from_this_machine(request) and not (await known.census()).anyone:
        return LOCAL
    if presented:
        raise unknown_caller(wrong=True)
    return None


def comes_from(request: Request) -> Literal["us", "elsewhere", "unsaid"]:
    """Which page sent this, as far as the browser says."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return "us" if site in {"same-origin", "none"} else "elsewhere"
    origin = request.headers.get("origin")
    if origin is None:
        return "unsaid"
    host = request.headers.get("host", "").lower()
    return "us" if host and origin.lower() in {f"http://{host}", f"https://{host}"} else "elsewhere"


def from_this_machine(request: Request) -> bool:
    """Whether no other machine is at the far end, as far as the connection (or the proxy's word) shows."""
    try:
        return request.client is None or ip_address(request.client.host).is_loopback
    except ValueError:
        return True  # a socket without addresses


def _ours(request: Request) -> bool:
    """Whether a page of ours sent this: the browser says so, or it carries the token of the session."""
    return comes_from(request) == "us" or same_token(request, request.headers.get(CSRF_HEADER))


def _bearer(request: Request) -> str:
    """The key that the caller presents, empty for none."""
    scheme, _, presented = request.headers.get("authorization", "").partition(" ")
    return presented.strip() if scheme.lower() == "bearer" else ""


def _turned_away(request: Request) -> Response:
    """The way to the login for people, a 401 for machines."""
    path: str = request.scope["path"]
    for_people = "text/html" in request.headers.get("accept", "") or "hx-request" in request.headers
    if path.startswith("/v1/") or path in HERE or not for_people:
        raise unknown_caller()
    query = request.scope["query_string"].decode("latin-1")
    asked = f"{quote(path)}?{query}" if query else quote(path)
    target = f"/login?next={quote(local_path(asked if request.method in SAFE else HOME), safe='')}"
    if "hx-request" in request.headers:  # a part of a page cannot show the login; the whole page goes there
        return Response(status_code=401, headers={"HX-Redirect": target, "WWW-Authenticate": REALM})
    return RedirectResponse(target, 303)
