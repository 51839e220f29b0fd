"""The composition root: settings become an extractor, a store, an engine, and an application over them.

This is the only place that builds things. ``Service`` satisfies the web's ``Backend``; the command line uses
the same one in its own process to digest files.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path

import structlog
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from schemas.report import ReportIn
from service import logs, prompts
from service.errors import DoichieuError, EngineError, UnknownName
from service.jobs import JobEngine
from service.jobs.dbos import DbosEngine
from service.llm import Extractor, weights
from service.llm.embedded import EmbeddedExtractor, EmbeddedServer
from service.llm.llama import ServerOptions
from service.llm.openai import OpenAIExtractor, Timeouts
from service.pipeline import ReportJob
from service.settings import Settings, SettingsInvalid, load_settings
from service.store import Options, Reviews, Store
from service.store.accounts import Accounts, Census, SessionPolicy, census_at
from service.store.repository import SqlStore
from service.store.reviews import SqlReviews
from service.web.app import create_app
from service.web.backend import Limits, Readiness

log = structlog.get_logger("doichieu.main")
FAMILY = "digest/"  # what the prompts of a digest are called by
SCHEMA = "digest.v1"
GRACE = 5  # seconds that open connections get when the service stops
NO_KEY = "none"  # what is sent as a key to a server that wants none
VENDOR_URL = "https://api.openai.com/v1"


class Service:
    """Every part of one running service; satisfies the web's ``Backend``. ``build`` makes it.

    A folder and an engine belong to one process, so there is one started service per process.
    """

    def __init__(self, settings: Settings, extractor: Extractor) -> None:
        self.settings = settings
        self.extractor = extractor
        self.limits = limits_of(settings)
        self._store: SqlStore | None = None
        self._engine: DbosEngine | None = None
        self._accounts: Accounts | None = None
        self._reviews: SqlReviews | None = None

    @property
    def store(self) -> Store:
        """Where reports are kept.

        Raises:
            EngineError: The service is not started.
        """
        if self._store is None:
            raise _not_started()
        return self._store

    @property
    def engine(self) -> JobEngine:
        """Who works on them.

        Raises:
            EngineError: The service is not started.
        """
        if self._engine is None:
            raise _not_started()
        return self._engine

    @property
    def reviews(self) -> Reviews:
        """What people do with the flags of the reports.

        Raises:
            EngineError: The service is not started.
        """
        if self._reviews is None:
            raise _not_started()
        return self._reviews

    @property
    def accounts(self) -> Accounts:
        """Who may come in.

        Raises:
            EngineError: The service is not started.
        """
        if self._accounts is None:
            raise _not_started()
        return self._accounts

    async def start(self) -> None:
        """Open the store, migrate it, and take up what an earlier process left.

        Raises:
            EngineError: The folder is used by another process, or the database cannot be used.
            SettingsInvalid: Others could reach the service, and there is no account and no key.
        """
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        url = self.settings.database
        self._store = await SqlStore.open(url)
        try:
            self._accounts = Accounts(self._store.database, policy=session_policy(self.settings))
            refuse_open_door(self.settings, await self._accounts.census())
            self._reviews = SqlReviews(self._store.database)
            job = ReportJob(self._store, self.extractor)
            engine = DbosEngine(job, url=engine_url(self.settings), concurrency=self.settings.run_concurrency)
            await engine.start()
            self._engine = engine
        except BaseException:
            await self.stop()
            raise
        log.info("started", provider=self.extractor.name, model=self.extractor.model)

    async def stop(self) -> None:
        """Stop working and let go of everything; what is unfinished is taken up at the next start."""
        engine, self._engine = self._engine, None
        store, self._store = self._store, None
        self._accounts = self._reviews = None
        if engine is not None:
            await engine.close()
        await self.extractor.aclose()
        if store is not None:
            await store.close()
        log.info("stopped")

    def options(self, wanted: ReportIn) -> Options:
        """How a report is to be digested: what was asked for, else what is configured.

        Raises:
            UnknownName: A strategy, prompt, schema or model that does not exist here.
        """
        return resolve(wanted, self.settings, self.extractor.model)

    async def readiness(self) -> tuple[Readiness, ...]:
        """Store, engine and model, each with its state."""
        return (await self._store_state(), self._engine_state(), self._model_state())

    async def _store_state(self) -> Readiness:
        try:
            await self.store.health()
        except DoichieuError as error:
            return Readiness("store", False, error.message)
        return Readiness("store", True)

    def _engine_state(self) -> Readiness:
        return Readiness("engine", True) if self._engine else Readiness("engine", False, "not started")

    def _model_state(self) -> Readiness:
        if not isinstance(self.extractor, EmbeddedExtractor):
            return Readiness("model", True, f"{self.extractor.model} is asked when a report comes")
        path = weights_file(self.settings)
        if not path.is_file():
            return Readiness("model", False, f"no weights yet; {weights.PULL_HINT}")
        return Readiness("model", True, f"{self.extractor.model} starts with the first report")


def _not_started() -> EngineError:
    return EngineError("the service is not started", hint="try again in a moment; see /readyz", retry_after=2)


def build(settings: Settings, *, extractor: Extractor | None = None) -> Service:
    """A service over these settings, not yet started; ``extractor`` replaces the configured model."""
    return Service(settings, extractor or build_extractor(settings))


def build_extractor(settings: Settings) -> Extractor:
    """The configured model. The embedded one starts with its first question."""
    timeout = settings.provider_timeout
    if settings.provider == "embedded":
        server = EmbeddedServer(
            weights_file(settings),
            options=server_options(settings),
            log=settings.data_dir / "model.log",
        )
        name = settings.weights.stem if settings.weights else weights.MODEL
        return EmbeddedExtractor(server, model=name, timeouts=Timeouts(read=timeout, total=timeout))
    return OpenAIExtractor(
        base_url=settings.base_url or VENDOR_URL,
        api_key=settings.api_key or SecretStr(NO_KEY),
        model=settings.model or "",
        concurrency=settings.provider_concurrency,
        timeouts=Timeouts(read=timeout, total=timeout),
    )


def server_options(settings: Settings) -> ServerOptions:
    """How the embedded model's server runs."""
    return ServerOptions(context=settings.context_tokens, threads=settings.threads)


def weights_file(settings: Settings) -> Path:
    """The GGUF file that the embedded model runs on, there or not."""
    return settings.weights or weights.weights_path(settings.models_dir)


def engine_url(settings: Settings) -> str:
    """The database of the job engine: a file beside the store's, or the same server."""
    return settings.database if settings.database_url else f"sqlite:///{settings.data_dir / 'jobs.db'}"


def resolve(wanted: ReportIn, settings: Settings, model: str) -> Options:
    """How a report is to be digested: what was asked for, else what is configured, else the newest prompts.

    Prompts are named ``v1`` or ``digest/v1``, the schema ``digest/v1`` or ``digest.v1``.

    Raises:
        UnknownName: A prompt, schema or model that does not exist here.
    """
    strategy = wanted.strategy or settings.strategy
    versions = prompt_versions(strategy)
    prompt = (wanted.prompt or versions[-1]).removeprefix(FAMILY)
    schema = (wanted.schema_ref or SCHEMA).replace("/", ".")
    return Options(
        strategy=strategy,
        model=_one_of("model", wanted.model or model, (model,)),
        prompt=_one_of("prompt", prompt, versions),
        schema=_one_of("schema", schema, (SCHEMA,)),
    )


def prompt_versions(strategy: str) -> tuple[str, ...]:
    """The versions of a strategy's prompts, oldest first."""
    refs = (ref for ref in prompts.available() if ref.startswith(FAMILY + strategy))
    return tuple(sorted({ref.rpartition(".")[2] for ref in refs}, key=lambda name: int(name[1:])))


def _one_of(what: str, name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise UnknownName(f"There is no such {what} here.", hint=f"One of: {', '.join(known)}.")
    return name


def limits_of(settings: Settings) -> Limits:
    """What a request may cost."""
    return Limits(
        max_body_bytes=settings.max_body_bytes,
        min_report_chars=settings.min_report_chars,
        max_report_chars=settings.max_report_chars,
        sync_timeout=settings.sync_timeout,
        core_concurrency=settings.core_concurrency,
        core_waiting=settings.core_waiting,
        hosts=settings.host_names,
        local=settings.is_local,
    )


def session_policy(settings: Settings) -> SessionPolicy:
    """When the session of a person ends."""
    return SessionPolicy(settings.session_idle, settings.session_lifetime)


def refuse_open_door(settings: Settings, census: Census) -> None:
    """Nothing, when there is somebody to ask for or nobody else can come.

    Raises:
        SettingsInvalid: The service would answer everybody who reaches it.
    """
    if settings.is_local or census.anyone:
        return
    raise SettingsInvalid(
        f"others can reach this service (DOICHIEU_HOST={settings.host}, DOICHIEU_HOSTS={settings.hosts}), "
        "and there is neither an account nor a key: it would show every report to everybody",
        hint="add one first: doichieu accounts add NAME --role admin, or: doichieu keys create NAME; "
        "without either it serves this machine alone: DOICHIEU_HOST=127.0.0.1, DOICHIEU_HOSTS empty",
    )


def application(settings: Settings | None = None) -> FastAPI:
    """The ASGI application over the environment; for ``uvicorn --factory service.main:application``.

    Raises:
        SettingsInvalid: The environment cannot be used.
    """
    settings = settings or load_settings()
    logs.set_up(level=settings.log_level, form=settings.log_format)
    return create_app(build(settings))


def run(settings: Settings | None = None) -> None:
    """Serve until interrupted: what ``doichieu serve`` does.

    Raises:
        SettingsInvalid: The environment cannot be used, or would open the service to everybody.
        EngineError: The address is taken, or the service does not start.
    """
    settings = settings or load_settings()
    if not settings.is_local:
        refuse_open_door(settings, asyncio.run(census_at(settings.database)))
    with listening(settings.host, settings.port) as held:
        server = server_for(application(settings))
        address = address_of(held)
        log.info("listening", address=address, docs=f"{address}/docs")
        server.run(sockets=[held])
    if not server.started:
        raise EngineError("the service did not start", hint="the log above says why; see: doichieu doctor")


def address_of(held: socket.socket) -> str:
    """Where a client on this machine reaches a listening socket."""
    host, port = held.getsockname()[:2]
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{local}]:{port}" if ":" in local else f"http://{local}:{port}"


def server_for(app: FastAPI) -> uvicorn.Server:
    """Uvicorn over the application; it writes no log of its own and bounds what it reads ahead."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        lifespan="on",
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; port 0 takes a free one.

    Raises:
        EngineError: The address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    held = socket.socket(family)
    try:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((host, port))
        held.listen(128)
    except OSError as error:
        held.close()
        raise EngineError(
            f"cannot listen on {host}:{port}: {error.strerror}",
            hint="stop what listens there, or choose another DOICHIEU_PORT or DOICHIEU_HOST",
        ) from None
    return held
