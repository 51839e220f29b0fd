"""What every page is written on: templates, words, and the person's wishes (language, keys).

Everything a template prints is escaped, and characters that nobody sees are spelled out on the way, so no
page needs to remember either.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from service import __version__
from service.web.auth import csrf_token
from service.web.messages import CATALOGUES, DEFAULT, NAMES, Words, words
from service.web.render import visible

TEMPLATES = Path(__file__).with_name("templates")
LANG, KEYS = "doichieu_lang", "doichieu_keys"
YEAR = 31_536_000
MINUTE, HOUR, DAY = 60, 3600, 86_400


def _shown(value: object) -> object:
    return visible(value) if type(value) is str else value


ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_shown,
)


def lang_of(request: Request) -> str:
    """The language of the pages: what the address asks for, else what was chosen before, else Vietnamese."""
    asked = (request.query_params.get("lang"), request.cookies.get(LANG))
    return next((lang for lang in asked if lang is not None and lang in CATALOGUES), DEFAULT)


def words_of(request: Request) -> Words:
    """The words of the pages for this request."""
    return words(lang_of(request))


def keys_on(request: Request) -> bool:
    """Whether single keys do something; they can be turned off, since they get in the way of some tools."""
    asked = request.query_params.get("keys") or request.cookies.get(KEYS)
    return asked != "off"


def is_swap(request: Request) -> bool:
    """Whether a script asks for a part of the page that it will put in place."""
    return request.headers.get("hx-request") == "true"


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:  # noqa: ANN401
    """The page made from a template; wishes in the address are remembered in cookies."""
    response = HTMLResponse(written(request, template, **context), status, headers=_headers())
    _remember(request, response)
    return response


def written(request: Request, template: str, **context: Any) -> str:  # noqa: ANN401 - what templates take
    """The text of a template with what every page has at hand."""
    return ENVIRONMENT.get_template(template).render(**_common(request), **context)


def _headers() -> dict[str, str]:
    return {"Cache-Control": "no-store", "Vary": "HX-Request"}  # the frame adds what pages may load


def _common(request: Request) -> Mapping[str, Any]:
    return {
        "t": words_of(request),
        "names": NAMES,
        "here": request.url.path,
        "address": lambda **changed: address(request, **changed),
        "csrf": csrf_token(request),
        "who": getattr(request.state, "principal", None),
        "keys_on": keys_on(request),
        "age": lambda at: age(at, words_of(request)),
        "version": __version__,
    }


def address(request: Request, **changed: str | None) -> str:
    """The address of this page with some of its parameters changed; None takes one away."""
    kept = {**request.query_params, **changed}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"{request.url.path}?{query}" if query else request.url.path


def age(at: str, said: Words) -> str:
    """How long ago a moment was, in words."""
    then = datetime.fromisoformat(at)
    seconds = int((datetime.now(UTC) - (then if then.tzinfo else then.replace(tzinfo=UTC))).total_seconds())
    if seconds < MINUTE:
        return said("age.now")
    if seconds < HOUR:
        return said("age.minutes", n=seconds // MINUTE)
    if seconds < DAY:
        return said("age.hours", n=seconds // HOUR)
    return said("age.days", n=seconds // DAY)


def _remember(request: Request, response: Response) -> None:
    asked = request.query_params
    for name, wish, known in (
        (LANG, asked.get("lang"), frozenset(CATALOGUES)),
        (KEYS, asked.get("keys"), frozenset({"on", "off"})),
    ):
        if wish is not None and wish in known:
            secure = request.scope["scheme"] == "https"
            response.set_cookie(name, wish, max_age=YEAR, httponly=True, samesite="lax", secure=secure)
