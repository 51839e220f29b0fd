"""What is in force here, whether it can work, and what leaves the machine with it: ``doichieu doctor``.

Nothing is changed and no report is sent. Only ``ask`` talks to the model, with one question of our own.
"""

from __future__ import annotations

import asyncio
import platform
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from service import __version__
from service.errors import DoichieuError
from service.llm import weights
from service.settings import Settings, unknown_names
from service.store.accounts import census_at

State = Literal["ok", "note", "fail"]
ROOM_BYTES = 2_000_000_000  # the weights (1.1 GB), one piece in transit, and the database
CONNECT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One thing looked at; ``hint`` says how to mend it where ``state`` is not ok."""

    name: str
    state: State
    detail: str
    hint: str = ""


def examine(settings: Settings) -> tuple[Point, ...]:
    """Every point, in the order in which a newcomer would ask."""
    return tuple(
        point
        for part in (
            _versions(),
            _unread(),
            _privacy(settings),
            _model(settings),
            _data(settings),
            _access(settings),
            _port(settings),
        )
        for point in part
    )


def _versions() -> Iterator[Point]:
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("openai", "instructor", "pydantic", "fastapi")
    )
    yield Point("doichieu", "ok", f"{__version__} on Python {platform.python_version()} ({libraries})")


def _unread() -> Iterator[Point]:
    for name, nearest in unknown_names().items():
        hint = f"did you mean {nearest}?" if nearest else ".env.example lists all settings"
        yield Point("settings", "note", f"{name} is set, but no setting is called so", hint)


def _privacy(settings: Settings) -> Iterator[Point]:
    if not settings.leaves_the_machine:
        yield Point("leaves the machine", "ok", "nothing: reports, digests and flags stay here")
        return
    yield Point(
        "leaves the machine",
        "note",
        f"the text of every report that is digested goes to {settings.provider_host}, with the prompt; "
        "checks, audits and mentions stay here",
        "DOICHIEU_PROVIDER=embedded keeps everything here",
    )


def _model(settings: Settings) -> Iterator[Point]:
    yield Point("strategy", "ok", settings.strategy)
    if settings.provider == "openai":
        yield Point("model", "ok", f"{settings.model} at {settings.base_url or 'the default address'}")
        yield from _reachable(settings)
    elif settings.weights is not None:
        found = settings.weights.is_file()
        yield Point(
            "model",
            "ok" if found else "fail",
            f"embedded, your own weights {settings.weights}" + ("" if found else ": no such file"),
            "" if found else "mend DOICHIEU_WEIGHTS, or unset it and run: doichieu model pull",
        )
    else:
        yield _embedded(settings.models_dir)


def _embedded(folder: Path) -> Point:
    found = weights.info(folder)
    state: State = "ok" if found.state in {"verified", "unverified"} else "fail"
    detail = {
        "verified": "there, SHA-256 verified",
        "unverified": "there, verified before its first use",
        "partial": f"half fetched, {found.pieces_done} of {found.pieces} pieces",
        "wrong_size": f"{found.bytes_there:,} bytes instead of {found.bytes_wanted:,}",
        "missing": "not fetched yet",
    }[found.state]
    hint = "" if state == "ok" else weights.PULL_HINT
    return Point("model", state, f"embedded, {weights.MODEL}: {detail} ({found.path})", hint)


def _reachable(settings: Settings) -> Iterator[Point]:
    """Whether a connection opens; nothing is sent over it."""
    if settings.base_url is None:
        return
    address = urlsplit(settings.base_url)
    port = address.port or (443 if address.scheme == "https" else 80)
    try:
        with socket.create_connection((address.hostname or "", port), timeout=CONNECT_SECONDS):
            yield Point("provider", "ok", f"{address.hostname}:{port} accepts connections")
    except OSError as problem:
        yield Point(
            "provider",
            "fail",
            f"{address.hostname}:{port} cannot be reached: {problem.strerror or problem}",
            "start the server, or mend DOICHIEU_BASE_URL",
        )


def _data(settings: Settings) -> Iterator[Point]:
    place = settings.data_dir
    there = next(folder for folder in (place, *place.parents) if folder.exists())
    try:
        probe = there / ".doichieu-probe"
        probe.touch()
        probe.unlink()
    except OSError as problem:
        yield Point(
            "data folder",
            "fail",
            f"{place} cannot be written: {problem.strerror}",
            "mend its rights, or set DOICHIEU_DATA_DIR to a folder of yours",
        )
        return
    free = shutil.disk_usage(there).free
    short = free < ROOM_BYTES
    yield Point(
        "data folder",
        "note" if short else "ok",
        f"{place}, {free / 1e9:.0f} GB free",
        "the weights and the database want about 2 GB" if short else "",
    )
    kept = "a database server" if settings.database_url is not None else str(place / "doichieu.db")
    yield Point("records", "ok", f"kept in {kept}")


def _access(settings: Settings) -> Iterator[Point]:
    """Who may come in, and whether that is anybody."""
    try:
        census = asyncio.run(census_at(settings.database))
    except DoichieuError as problem:
        yield Point("access", "fail", problem.message, problem.hint)
        return
    if census.anyone:
        yield Point(
            "access", "ok", f"accounts: {census.accounts}, keys: {census.keys}; every call needs one of them"
        )
        if not settings.is_local and settings.host_names == frozenset():
            yield Point(
                "host names",
                "note",
                "requests are answered whatever name they call this service by",
                "set DOICHIEU_HOSTS to its names, and put a proxy with https before it",
            )
    elif settings.is_local:
        yield Point(
            "access",
            "note",
            "single-user: whoever uses this machine can read, decide on and purge reports without login",
            "to ask for a login: doichieu accounts add NAME --role admin",
        )
    else:
        yield Point(
            "access",
            "fail",
            f"others can reach this service (DOICHIEU_HOST={settings.host}, DOICHIEU_HOSTS={settings.hosts})"
            ", and there is neither an account nor a key: it does not start",
            "doichieu accounts add NAME --role admin, or: doichieu keys create NAME",
        )


def _port(settings: Settings) -> Iterator[Point]:
    if settings.port == 0:
        yield Point("address", "ok", f"{settings.host}, any free port")
        return
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as problem:
            yield Point(
                "address",
                "note",
                f"{settings.host}:{settings.port} is not free: {problem.strerror}",
                "a running service is fine; for a second one choose another DOICHIEU_PORT",
            )
            return
    yield Point("address", "ok", f"http://{settings.host}:{settings.port} is free")
