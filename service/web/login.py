"""Coming in and going out, for people: /login, /logout, and /account for one's own password and sessions.

Who may not come in learns nothing: an unknown name and a wrong password give one answer, after one time. A
login always makes a new session, so a token that somebody planted before is worth nothing after it.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from service.errors import InputError
from service.store.accounts import NAME_MAX, Accounts, folded
from service.store.passwords import LEAST, MOST
from service.web.api import AtDesk
from service.web.auth import (
    SESSION,
    Caller,
    Form,
    Principal,
    cookie_name,
    drop_cookie,
    identify,
    local_path,
    set_cookie,
)
from service.web.pages import PageRoute
from service.web.paper import page, words_of
from service.web.problems import Problem, retry_header
from service.web.throttle import Pace, Throttle

log = structlog.get_logger("doichieu.login")
router = APIRouter(route_class=PageRoute, include_in_schema=False)


class Tries:
    """How often passwords may be tried: for one name from one place, from one place, and for one name.

    One place cannot keep a person out: it is stopped before it has used up the pace of the name.
    """

    def __init__(self) -> None:
        self._paces = (Throttle(Pace(5, 60)), Throttle(Pace(30, 10)), Throttle(Pace(50, 20)))

    def wait(self, name: str, place: str) -> float:
        """Seconds until this name may be tried from this place again; 0 counts the try and allows it."""
        asked = zip(self._paces, _keys(name, place), strict=True)
        return next((seconds for throttle, key in asked if (seconds := throttle.wait(key))), 0.0)

    def was_right(self, name: str, place: str) -> None:
        """Take the try back."""
        for throttle, key in zip(self._paces, _keys(name, place), strict=True):
            throttle.give_back(key)


def _keys(name: str, place: str) -> tuple[str, str, str]:
    return f"{place} {name}", place, name


@router.get("/login")
async def login_page(request: Request, desk: AtDesk, next: str = "") -> Response:
    """The form; who is in already goes on."""
    if await identify(request, desk.backend) is not None:
        return RedirectResponse(local_path(next), 303)
    return await _form(request, desk.backend.accounts, next=next)


@router.post("/login")
async def log_in(request: Request, desk: AtDesk, form: Form) -> Response:
    """A new session, and the way to the page that was asked for; or the form again."""
    name, password = str(form.get("name") or "")[: 4 * NAME_MAX], str(form.get("password") or "")
    wanted, place = str(form.get("next") or ""), place_of(request)
    tries: Tries = request.app.state.tries
    known = desk.backend.accounts
    wait = tries.wait(folded(name), place)
    if wait:
        log.warning("login", outcome="too_many", seconds=ceil(wait))
        return await _too_many(request, known, wait, name, wanted)
    account = await known.verified(name, password)
    if account is None:
        log.warning("login", outcome="refused")
        said = words_of(request)("login.wrong")
        return await _form(request, known, name=name, next=wanted, problem=said, status=422)
    tries.was_right(folded(name), place)
    old = request.cookies.get(cookie_name(request, SESSION))
    token = await known.open_session(account.id, instead_of=old)
    log.info("login", outcome="in", account=account.id)
    response = RedirectResponse(local_path(wanted), 303)
    set_cookie(response, request, SESSION, token)
    return response


async def _form(
    request: Request,
    known: Accounts,
    *,
    name: str = "",
    next: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    nobody = not (await known.census()).accounts
    target = local_path(next)
    return page(request, "login.html", status=status, name=name, next=target, problem=problem, nobody=nobody)


async def _too_many(request: Request, known: Accounts, wait: float, name: str, wanted: str) -> Response:
    request.scope["problem"] = "too_many_attempts"
    said = words_of(request)("login.too_many", n=ceil(wait))
    response = await _form(request, known, name=name, next=wanted, problem=said, status=429)
    response.headers.update(retry_header(wait))
    return response


def place_of(request: Request) -> str:
    """Where a request comes from: its address, of a long one the network, since a home has many."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return "here"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, 64), strict=False))
    return str(address)


@router.get("/logout")
async def logout_page() -> Response:
    """Going out is a form, on the page of the account."""
    return RedirectResponse("/account", 303)


@router.post("/logout")
async def log_out(request: Request, desk: AtDesk, caller: Caller, form: Form) -> Response:
    """End this session, or with ``everywhere`` each of this person."""
    token = request.cookies.get(cookie_name(request, SESSION), "")
    account = await desk.backend.accounts.session(token)
    if account is not None and form.get("everywhere"):
        await desk.backend.accounts.end_sessions(account.id)
    await desk.backend.accounts.end_session(token)
    response = RedirectResponse("/login", 303)
    drop_cookie(response, request, SESSION)
    return response


@router.get("/account")
async def account_page(request: Request, caller: Caller, changed: str = "") -> Response:
    """Who one is here, one's password and one's sessions."""
    return _account(request, changed=bool(changed))


@router.post("/account")
async def change_password(request: Request, desk: AtDesk, caller: Caller, form: Form) -> Response:
    """A new password and a new session; all others of this person are ended."""
    if caller.kind != "user":
        raise Problem("forbidden", "Only a person has a password.")
    now, new, again = (str(form.get(name) or "") for name in ("now", "new", "again"))
    problem, wait = await _refused(request, desk.backend.accounts, caller, now)
    said = words_of(request)
    if problem:
        answer = _account(request, problem=problem, status=429 if wait else 422)
        answer.headers.update(retry_header(wait or None))
        return answer
    if new != again:
        return _account(request, problem=said("account.not_the_same"), status=422)
    try:
        account = await desk.backend.accounts.set_password(caller.name, new)
    except InputError:
        told = said("account.unfit", least=LEAST, most=MOST)
        return _account(request, problem=told, status=422)
    log.info("password", outcome="changed", account=account.id)
    response = RedirectResponse("/account?changed=1", 303)
    set_cookie(response, request, SESSION, await desk.backend.accounts.open_session(account.id))
    return response


async def _refused(request: Request, known: Accounts, caller: Principal, now: str) -> tuple[str, float]:
    """Why the password may not be changed, in words, and the seconds to wait; empty when it may."""
    tries: Tries = request.app.state.tries
    name, place, said = folded(caller.name), place_of(request), words_of(request)
    wait = tries.wait(name, place)
    if wait:
        return said("login.too_many", n=ceil(wait)), wait
    if await known.verified(caller.name, now) is None:
        return said("account.wrong"), 0
    tries.was_right(name, place)
    return "", 0


def _account(request: Request, *, changed: bool = False, problem: str = "", status: int = 200) -> Response:
    return page(
        request, "account.html", status=status, changed=changed, problem=problem, least=LEAST, most=MOST
    )
