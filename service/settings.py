"""The environment as one frozen value; read by the doors (main, cli, evals) and passed on in parts.

Every setting is an environment variable with the prefix ``DOICHIEU_``, or a line of a file ``.env`` in the
working directory. ``.env.example`` lists them all with unit and default; a test keeps the two equal.
A model of others is used only when ``DOICHIEU_PROVIDER`` says so: a key that happens to lie in the
environment (``OPENAI_API_KEY``) never makes a report leave the machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.errors import InputError

PREFIX = "DOICHIEU_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})  # names of this machine
SIZE_LIMIT = 2**31  # bytes or characters; a setting above it is a slip of the pen


class SettingsInvalid(InputError):
    """The environment cannot be used; the message names every wrong variable and how to fix it."""

    code = "invalid_settings"


def default_data_dir() -> Path:
    """The folder for a user's data: ``$XDG_DATA_HOME/doichieu`` or ``~/.local/share/doichieu``."""
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if base else Path.home() / ".local" / "share") / "doichieu"


class Settings(BaseSettings):
    """What is configured. Times are in seconds, sizes in bytes or characters as their names say."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    # where things are
    data_dir: Path = Field(
        default_factory=default_data_dir, description="folder of the database and of the model's weights"
    )
    database_url: SecretStr | None = Field(
        default=None, description="SQLAlchemy address of the database; empty: SQLite in the data folder"
    )
    host: str = Field(default="127.0.0.1", description="address to listen on; 0.0.0.0 lets others in")
    port: int = Field(default=8080, ge=0, le=65535, description="port to listen on; 0: any free one")

    hosts: str = Field(
        default="",
        description="names that requests may call this service by, comma between, * for any; "
        "empty: on loopback its own",
    )

    # the model
    provider: Literal["embedded", "openai"] = Field(
        default="embedded",
        description="embedded: a model on this machine; openai: any OpenAI-compatible address",
    )
    base_url: str | None = Field(
        default=None, description="provider openai: address of the API; empty: the vendor's own"
    )
    api_key: SecretStr | None = Field(
        default=None, description="provider openai: the key; empty: none is sent"
    )
    model: str | None = Field(default=None, description="provider openai: name of the model; required there")
    weights: Path | None = Field(
        default=None,
        description="provider embedded: a GGUF file of your own; empty: the model that `pull` gets",
    )
    threads: int = Field(
        default=0, ge=0, le=1024, description="provider embedded: CPU threads; 0: one per core"
    )
    context_tokens: int = Field(
        default=8192,
        ge=2048,
        le=1_048_576,
        description="provider embedded: tokens of prompt and answer together",
    )
    provider_timeout: float = Field(
        default=600, gt=0, le=86_400, description="seconds that one answer of the model may take"
    )
    provider_concurrency: int = Field(
        default=4, ge=1, le=1024, description="provider openai: calls under way at once"
    )
    strategy: Literal["anchored", "free"] = Field(
        default="anchored",
        description="anchored: values come from the source, the model labels; free: the model writes all",
    )

    # reports and requests
    min_report_chars: int = Field(
        default=40, ge=1, le=SIZE_LIMIT, description="characters that a report must have at least"
    )
    max_report_chars: int = Field(
        default=1_000_000, ge=1, le=SIZE_LIMIT, description="characters that a text may have at most"
    )
    max_body_bytes: int = Field(
        default=8_000_000, ge=1024, le=SIZE_LIMIT, description="bytes that a request may have at most"
    )
    sync_timeout: float = Field(
        default=900,
        ge=0,
        le=86_400,
        description="seconds that a synchronous POST waits before it answers 202 and goes on by itself",
    )
    run_concurrency: int = Field(default=2, ge=1, le=256, description="reports digested at once")
    core_concurrency: int = Field(
        default=2, ge=1, le=256, description="checks and audits computed at once; further ones wait"
    )
    core_waiting: int = Field(
        default=32,
        ge=0,
        le=100_000,
        description="checks and audits that may wait; further ones are refused (503)",
    )

    # people
    session_idle: float = Field(
        default=14_400,
        ge=60,
        le=31_536_000,
        description="seconds without a request after which a person must log in again",
    )
    session_lifetime: float = Field(
        default=43_200,
        ge=60,
        le=31_536_000,
        description="seconds after which a person must log in again in any case",
    )

    # operations
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="least important message that is logged"
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto", description="auto: text on a terminal, JSON lines elsewhere"
    )

    @field_validator("base_url")
    @classmethod
    def _an_http_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be an address such as http://127.0.0.1:11434/v1")
        if parts.username or parts.password:
            raise ValueError("must not hold a user or password; the key goes into DOICHIEU_API_KEY")
        return value.rstrip("/")

    @field_validator("data_dir", "weights")
    @classmethod
    def _expand_home(cls, value: Path | None) -> Path | None:
        return None if value is None else value.expanduser().absolute()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.provider == "openai" and not self.model:
            raise ValueError(
                "DOICHIEU_PROVIDER=openai needs DOICHIEU_MODEL, the name of the model "
                "(and DOICHIEU_API_KEY, unless DOICHIEU_BASE_URL is a server without keys)"
            )
        if self.provider == "openai" and self.base_url is None and self.api_key is None:
            raise ValueError(
                "DOICHIEU_PROVIDER=openai without DOICHIEU_BASE_URL needs DOICHIEU_API_KEY; "
                "OPENAI_API_KEY is not read"
            )
        if self.min_report_chars > self.max_report_chars:
            raise ValueError("DOICHIEU_MIN_REPORT_CHARS must not be above DOICHIEU_MAX_REPORT_CHARS")
        return self

    @property
    def host_names(self) -> frozenset[str]:
        """The names that a request may call the service by, in lower case; empty for any."""
        given = {name.strip().lower() for name in self.hosts.split(",") if name.strip()}
        if "*" in given or not (given or _is_loopback(self.host)):
            return frozenset()
        return LOOPBACK | {self.host.lower()} | given

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the service, under its own names."""
        return _is_loopback(self.host) and LOOPBACK | {self.host.lower()} == self.host_names

    @property
    def database(self) -> str:
        """The address of the database in force; it may hold a password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'doichieu.db'}"

    @property
    def models_dir(self) -> Path:
        """Where the embedded model's weights lie."""
        return self.data_dir / "models"

    @property
    def provider_host(self) -> str:
        """Where the text of reports goes, in words."""
        if self.provider == "embedded":
            return "the embedded model"
        return (
            urlsplit(self.base_url).hostname or "?" if self.base_url else "the vendor of the openai library"
        )

    @property
    def leaves_the_machine(self) -> bool:
        """True when the text of reports is sent to another machine."""
        if self.provider == "embedded":
            return False
        host = urlsplit(self.base_url or "").hostname
        return host not in LOOPBACK


def _is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() in LOOPBACK


def load_settings(**given: object) -> Settings:
    """The settings of this process; what is ``given`` by field name wins over the environment.

    Raises:
        SettingsInvalid: with one line per wrong variable; it never shows the value, which may be a secret.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]  # checked by pydantic itself
    except ValidationError as error:
        lines = [_line(tuple(item["loc"]), item["msg"]) for item in error.errors(include_input=False)]
        raise SettingsInvalid(
            "The configuration cannot be used:\n" + "\n".join(lines),
            hint="Set the variables in the environment or in .env; .env.example lists them all.",
        ) from None


def unknown_names(names: Iterable[str] | None = None) -> dict[str, str]:
    """Variables with our prefix that no setting reads, each with the nearest name there is ("" for none).

    ``names`` are those of the environment and of ``.env`` unless given. They are told of, not refused:
    an orchestrator may set some of its own.

    >>> unknown_names(["DOICHIEU_STRATGY", "DOICHIEU_PORT", "PATH"])
    {'DOICHIEU_STRATGY': 'DOICHIEU_STRATEGY'}
    """
    if names is None:
        names = (*os.environ, *dotenv_values(str(Settings.model_config["env_file"])))
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    ours = sorted({name.upper() for name in names if name.upper().startswith(PREFIX)}.difference(known))
    return {name: next(iter(get_close_matches(name, known, n=1)), "") for name in ours}


def _line(loc: tuple[int | str, ...], message: str) -> str:
    name = PREFIX + str(loc[0]).upper() if loc else ""
    text = message.removeprefix("Value error, ")
    return f"  {name}: {text}" if name else f"  {text}"
