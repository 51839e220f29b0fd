"""What the web needs from the composition root: ``Backend`` is the port, ``Limits`` its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from schemas.report import ReportIn
from service.jobs import JobEngine
from service.store import Options, Reviews, Store
from service.store.accounts import Accounts


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes and characters, times in seconds, counts.

    ``hosts`` are the names that a request may call the service by; empty for any. ``local``: only this
    machine can reach it, so that it may do without accounts.
    """

    max_body_bytes: int = 8_000_000
    min_report_chars: int = 40
    max_report_chars: int = 1_000_000
    sync_timeout: float = 900
    core_concurrency: int = 2
    core_waiting: int = 32
    ping_seconds: float = 15
    poll_seconds: float = 0.25
    body_seconds: float = 120
    hosts: frozenset[str] = frozenset()
    local: bool = False


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether one part can do its work; ``detail`` says why not, or what will happen first."""

    part: str
    ready: bool
    detail: str = ""


class Backend(Protocol):
    """Store, engine and choices of one running service."""

    @property
    def store(self) -> Store:
        """Where reports are kept."""
        ...

    @property
    def engine(self) -> JobEngine:
        """Who works on them."""
        ...

    @property
    def reviews(self) -> Reviews:
        """What people do with the flags of the reports."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Who may come in."""
        ...

    @property
    def limits(self) -> Limits:
        """What a request may cost."""
        ...

    def options(self, wanted: ReportIn) -> Options:
        """How this report is to be digested, defaults filled in.

        Raises:
            UnknownName: A strategy, prompt, schema or model that does not exist here.
        """
        ...

    async def readiness(self) -> tuple[Readiness, ...]:
        """Every part with its state; never raises."""
        ...

    async def start(self) -> None:
        """Open the store and begin to work."""
        ...

    async def stop(self) -> None:
        """Stop working and let go of everything; what is unfinished is taken up at the next start."""
        ...
