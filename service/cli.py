"""The command ``doichieu``: one function per command, thin over the floors below.

``mentions``, ``check`` and ``audit`` import only the core and answer in a fraction of a second; everything
heavier is imported inside the command that needs it. Answers go to standard output, progress and complaints
to standard error. Exit status: 0 clean, 1 findings of severity error, 2 bad usage or unreadable input,
3 provider, engine or suite failure, 4 a comparison of evals that cannot tell; with several inputs the
highest applies.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from service import __version__
from service.errors import DoichieuError, InputError, UnreadableInput

if TYPE_CHECKING:
    from service.core.source import Source
    from service.settings import Settings
    from service.store.accounts import Accounts, ApiKey

Result = TypeVar("Result")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")  # as the store writes a moment
CLEAN, FINDINGS, USAGE, FAILURE = 0, 1, 2, 3


class Lang(StrEnum):
    """The language of a text, or the order to find out."""

    VI = "vi"
    EN = "en"
    AUTO = "auto"


class Words(StrEnum):
    """The language of messages; ``auto`` follows the text."""

    VI = "vi"
    EN = "en"
    AUTO = "auto"


class Strategy(StrEnum):
    """How a digest is made."""

    ANCHORED = "anchored"
    FREE = "free"


class Role(StrEnum):
    """What a person may do: lead also purges reports, admin also sees the counters."""

    REVIEWER = "reviewer"
    LEAD = "lead"
    ADMIN = "admin"


class Form(StrEnum):
    """What is written for each report."""

    JSON = "json"
    MD = "md"


app = typer.Typer(
    name="doichieu",
    help="Digest reports with a language model and check every number against the source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
model_app = typer.Typer(no_args_is_help=True, help="The embedded model: fetch, inspect, serve.")
app.add_typer(model_app, name="model")
keys_app = typer.Typer(no_args_is_help=True, help="Keys for machines that call the HTTP API.")
app.add_typer(keys_app, name="keys")
accounts_app = typer.Typer(no_args_is_help=True, help="People who log in to review.")
app.add_typer(accounts_app, name="accounts")

LangOption = Annotated[Lang, typer.Option("--lang", help="Language of the text.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")]
WordsOption = Annotated[
    Words, typer.Option("--messages", help="Language of the messages; auto follows the text.")
]
PasswordOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Show each omitted figure in its place.")]
SourceArgument = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A text file, or - for standard input.")
]
NOBODY_LEFT = (
    " Nobody is left to ask for: on 127.0.0.1 the service now serves whoever uses this machine, "
    "elsewhere it does not start."
)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_say_version),
    ] = False,
) -> None:
    """Digest reports with a language model and check every number against the source."""


@app.command()
def mentions(file: SourceArgument, lang: LangOption = Lang.AUTO, as_json: JsonOption = False) -> None:
    """List the numbers of a text: kind, value, unit, bound and place. With --json one object a line."""
    from service.core.wire import mention_json

    source = open_source(file, lang)
    found = [mention_json(mention, source.text) for mention in source.mentions]
    if as_json:
        for mention in found:
            print_json(mention)
        return
    from service import terminal

    terminal.show_whole(
        terminal.mentions_table(found, source.text.canonical, name=shown_name(file), lang=source.lang)
    )


@app.command()
def check(
    source_file: SourceArgument,
    digest_file: Annotated[
        str,
        typer.Argument(metavar="DIGEST.json|SUMMARY.txt", help="Any JSON (by its suffix), or plain prose."),
    ],
    lang: LangOption = Lang.AUTO,
    with_audit: Annotated[bool, typer.Option("--audit", help="Also audit the source itself.")] = False,
    as_json: JsonOption = False,
    words: WordsOption = Words.AUTO,
    everything: AllOption = False,
) -> None:
    """Check every number of a digest against its source. Exit status 1 when a figure is wrong."""
    from service.core.check import check as check_digest
    from service.core.wire import check_json

    if source_file == digest_file == "-":
        raise UnreadableInput("standard input cannot be both the source and the digest", hint="name one file")
    source = open_source(source_file, lang)
    digest = open_digest(digest_file)
    found = None
    if with_audit:
        from service.core.audit import audit as audit_source

        found = audit_source(source)
    answer = check_json(check_digest(source, digest), source.text, audit=found)
    if as_json:
        print_json(answer)
    else:
        from service import terminal

        console = terminal.out()
        shown = message_language(words, source.lang)
        for part in terminal.flags_view(
            answer["flags"], text=source.text.canonical, digest=digest, lang=shown, everything=everything
        ):
            console.print(part)
        console.print(terminal.check_summary(answer))
    raise typer.Exit(status_of(answer["flags"]))


@app.command()
def audit(
    file: SourceArgument,
    lang: LangOption = Lang.AUTO,
    as_json: JsonOption = False,
    words: WordsOption = Words.AUTO,
) -> None:
    """Say what a text says against itself: percentages, sums, bases, dates. Exit status 1 on an error."""
    from service.core.audit import audit as audit_source
    from service.core.wire import audit_json

    source = open_source(file, lang)
    answer = audit_json(audit_source(source), source.text)
    if as_json:
        print_json(answer)
    else:
        from service import terminal

        console = terminal.out()
        for part in terminal.audit_view(
            answer, text=source.text.canonical, lang=message_language(words, source.lang)
        ):
            console.print(part)
    raise typer.Exit(status_of(answer["findings"]))


@app.command()
def digest(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="FILE|DIR…", help="Reports; of a folder its .txt and .md.")
    ],
    out: Annotated[Path | None, typer.Option(help="Folder for the records; else beside each report.")] = None,
    strategy: Annotated[Strategy | None, typer.Option(help="Else DOICHIEU_STRATEGY.")] = None,
    model: Annotated[
        str | None, typer.Option(help="Name of the model; with the embedded one a GGUF file.")
    ] = None,
    prompt: Annotated[
        str | None, typer.Option(help="Version of the prompts, such as v1; else the newest.")
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="md: also a page for people, <name>.digest.md.")
    ] = Form.JSON,
    words: WordsOption = Words.AUTO,
    everything: AllOption = False,
) -> None:
    """Digest reports and check every number. One <name>.record.json each; run again to go on where it was."""
    import asyncio

    from service.batch import targets

    found = targets(inputs, out)
    for problem in found.refused:
        complain(problem.message, problem.hint)
    status = USAGE if found.refused else CLEAN
    if not found.pairs:
        raise typer.Exit(status)
    tell_unread()
    settings = configured(strategy=strategy.value if strategy else None)
    if model is not None:
        settings = configured(
            strategy=settings.strategy,
            **({"weights": model} if settings.provider == "embedded" else {"model": model}),
        )
    done = asyncio.run(_digest(found.pairs, settings, prompt, form, words, everything))
    raise typer.Exit(max(status, done))


async def _digest(
    pairs: Sequence[tuple[Path, Path]],
    settings: Settings,
    prompt: str | None,
    form: Form,
    words: Words,
    everything: bool,
) -> int:
    """Exit status of one run over many files; prints each record as it comes."""
    from schemas.report import ReportIn
    from service import logs, terminal
    from service.bars import reports_bar
    from service.batch import PAGE, SUFFIX, Limits, digest_all, unwritable, write
    from service.main import build_extractor, resolve
    from service.page import markdown

    logs.set_up(level="error", form=settings.log_format)
    extractor = build_extractor(settings)
    options = resolve(ReportIn(text="", prompt=prompt), settings, extractor.model)
    if settings.leaves_the_machine:
        terminal.err().print(f"The reports are sent to {settings.provider_host}.")
    limits = Limits(settings.min_report_chars, settings.max_report_chars)
    console, status = terminal.out(), CLEAN
    try:
        with reports_bar(terminal.err(), len(pairs)) as bar:
            async for done in digest_all(
                pairs, options, extractor=extractor, limits=limits, progress=bar.event
            ):
                bar.finished(done.source.name)
                if done.record is None:
                    problem = done.error
                    status = max(status, USAGE if isinstance(problem, InputError) else FAILURE)
                    terminal.err().print(terminal.failure_view(done.source.name, problem))
                    continue
                record = done.record.model_dump(mode="json", by_alias=True)
                lang = message_language(words, done.record.report.lang)
                if form is Form.MD:
                    page = done.target.with_name(done.target.name.removesuffix(SUFFIX) + PAGE)
                    try:
                        write(page, markdown(record, lang=lang))
                    except OSError as problem:
                        status = max(status, FAILURE)
                        terminal.err().print(
                            terminal.failure_view(done.source.name, unwritable(page, problem))
                        )
                for part in terminal.record_view(record, lang=lang, everything=everything):
                    console.print(part)
                console.print(terminal.written(str(done.target), kept=done.state == "kept"))
                status = max(status, status_of(record["flags"]))
    finally:
        await extractor.aclose()
    return status


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; wins over DOICHIEU_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port; 0 takes a free one. Wins over DOICHIEU_PORT.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="Data folder; wins over DOICHIEU_DATA_DIR.")] = None,
) -> None:
    """Serve the HTTP API until interrupted; documentation of every call at /docs."""
    from service.main import run

    tell_unread()
    run(configured(host=host, port=port, data_dir=data))


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Explain what is in force, what leaves the machine with it, and what is missing."""
    from dataclasses import asdict

    from service.doctor import examine

    points = examine(configured())
    if as_json:
        print_json({"points": [asdict(point) for point in points]})
    else:
        from service import terminal

        terminal.out().print(terminal.doctor_view(points))
    raise typer.Exit(FAILURE if any(point.state == "fail" for point in points) else CLEAN)


@model_app.command("pull")
def model_pull() -> None:
    """Fetch the embedded model's weights (1.1 GB), verified by hash; goes on where it was interrupted."""
    from service import terminal
    from service.bars import bytes_bar
    from service.llm import weights

    folder = configured().models_dir
    console = terminal.err()
    with bytes_bar(console, "weights") as advance:
        path = weights.pull(folder, advance)
    console.print(f"{path}: SHA-256 {weights.SHA256}, verified")


@model_app.command("info")
def model_info(as_json: JsonOption = False) -> None:
    """Say which model is embedded, where its file lies and whether it is the right one."""
    from service.llm import weights

    found = weights.info(configured().models_dir)
    if as_json:
        print_json(
            {
                "model": weights.MODEL,
                "path": str(found.path),
                "state": found.state,
                "bytes": found.bytes_there,
                "bytes_wanted": found.bytes_wanted,
                "sha256": found.sha256,
            }
        )
    else:
        typer.echo(f"{weights.MODEL} (Apache-2.0)")
        typer.echo(f"  file    {found.path}")
        typer.echo(f"  state   {found.state}, {found.bytes_there:,} of {found.bytes_wanted:,} bytes")
        typer.echo(f"  sha256  {found.sha256}")
    if found.state in {"missing", "partial", "wrong_size"}:
        typer.echo(f"  → {weights.PULL_HINT}", err=True)
        raise typer.Exit(FAILURE)


@model_app.command("serve")
def model_serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8081,
    key: Annotated[
        str, typer.Option(help="Key that callers must send.", envvar="DOICHIEU_API_KEY")
    ] = "doichieu",
) -> None:
    """Serve the embedded model alone: an OpenAI-compatible API on 127.0.0.1 for other programs."""
    from dataclasses import replace

    from pydantic import SecretStr

    from service.llm.embedded import serve as serve_model
    from service.main import server_options, weights_file

    settings = configured()
    typer.echo(f"http://127.0.0.1:{port}/v1", err=True)
    serve_model(
        weights_file(settings), options=replace(server_options(settings), port=port), key=SecretStr(key)
    )


@keys_app.command("create")
def keys_create(
    name: Annotated[str, typer.Argument(help="What the key is for; shown in lists and histories.")],
    scope: Annotated[
        list[str] | None,
        typer.Option(help="What it may do; again for more. Else reports:read, reports:write."),
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, max=36_500, help="Days until it expires.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key and print it, once: only its hash is kept."""
    from service.store.accounts import KEY_SCOPES

    made = visit(lambda accounts: accounts.create_key(name, scope or KEY_SCOPES, days=days))
    if as_json:
        print_json({**shown_key(made.key), "key": made.secret})
        return
    typer.echo(
        f"{made.key.name} may: {', '.join(sorted(made.key.scopes))}. Keep it; it is not shown again:",
        err=True,
    )
    typer.echo(made.secret)


@keys_app.command("list")
def keys_list(as_json: JsonOption = False) -> None:
    """Every key without its secret: what it may do, when it was last used, whether it is revoked."""
    found = [shown_key(key) for key in visit(lambda accounts: accounts.keys())]
    show_rows(found, "keys", as_json)


@keys_app.command("revoke")
def keys_revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="As keys list shows it.")],
    forget: Annotated[bool, typer.Option("--forget", help="Also take it off the list.")] = False,
) -> None:
    """Make a key worthless at once, also for a service that is running."""
    left = visit(lambda accounts: accounts.revoke_key(key_id, forget=forget))
    typer.echo(f"{key_id} opens nothing any more." + ("" if left.anyone else NOBODY_LEFT), err=True)


@accounts_app.command("add")
def accounts_add(
    name: Annotated[str, typer.Argument(help="Name to log in with; shown beside decisions.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.REVIEWER,
    from_stdin: PasswordOption = False,
) -> None:
    """Let a person log in. The password is asked for, or read from standard input."""
    password = asked_password(from_stdin)
    account = visit(lambda accounts: accounts.add(name, role.value, password))
    typer.echo(f"{account.name} may log in as {account.role}.", err=True)


@accounts_app.command("list")
def accounts_list(as_json: JsonOption = False) -> None:
    """Everybody who may log in, with role and last login."""
    from dataclasses import asdict

    show_rows([asdict(account) for account in visit(lambda accounts: accounts.people())], "accounts", as_json)


@accounts_app.command("password")
def accounts_password(name: str, from_stdin: PasswordOption = False) -> None:
    """Give a person a new password; whoever is logged in under this name is logged out."""
    password = asked_password(from_stdin)
    account = visit(lambda accounts: accounts.set_password(name, password))
    typer.echo(f"{account.name} has a new password and is logged out everywhere.", err=True)


@accounts_app.command("remove")
def accounts_remove(name: str) -> None:
    """Take an account away, at once; decisions keep the name."""
    left = visit(lambda accounts: accounts.remove(name))
    typer.echo(f"{name} may not log in any more." + ("" if left.anyone else NOBODY_LEFT), err=True)


@app.command(
    "eval",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def run_evals(context: typer.Context) -> None:
    """Run suites, compare with baselines, report, measure speed; the same as python -m evals."""
    try:
        from evals.__main__ import main as evals_main
    except ModuleNotFoundError as absent:
        raise InputError(
            f"the evals need {absent.name}, which is not installed",
            hint="pip install 'pydantic-evals>=2.62,<3'; make setup has it",
        ) from None

    raise typer.Exit(evals_main(context.args, name="doichieu eval"))


def visit(task: Callable[[Accounts], Coroutine[Any, Any, Result]]) -> Result:
    """What a task on the accounts gives, also while a service runs on them."""
    import asyncio

    from service.store.accounts import opened

    async def visited() -> Result:
        async with opened(configured().database) as accounts:
            return await task(accounts)

    return asyncio.run(visited())


def asked_password(from_stdin: bool) -> str:
    """The password: typed twice unseen, or the first line of standard input.

    Raises:
        InputError: There is no terminal to ask at.
    """
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InputError("there is no terminal to ask for the password", hint="give it with --password-stdin")
    asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return asked


def shown_key(key: ApiKey) -> dict[str, Any]:
    """A key as it is listed; its secret is not known."""
    from dataclasses import asdict

    return {**asdict(key), "scopes": sorted(key.scopes)}


def show_rows(found: Sequence[Mapping[str, Any]], what: str, as_json: bool) -> None:
    """A list for people, or as JSON."""
    if as_json:
        print_json({what: found})
        return
    if not found:
        typer.echo(f"There are no {what} yet.", err=True)
        return
    from service import terminal

    def cell(value: object) -> str:
        match value:
            case None:
                return "–"
            case list():
                return ", ".join(value)
            case _ if TIME.fullmatch(str(value)):
                return str(value)[:16].replace("T", " ")
            case _:
                return str(value)

    titles = [name.removesuffix("_at") for name in found[0]]
    terminal.out().print(
        terminal.rows_view(titles, [[cell(value) for value in row.values()] for row in found])
    )


def configured(**given: object) -> Settings:
    """The settings of the environment, with what the command line gave instead."""
    from service.settings import load_settings

    return load_settings(**{name: value for name, value in given.items() if value is not None})


def tell_unread() -> None:
    """Warn of variables with our prefix that no setting reads: a misspelt one would do nothing."""
    from service.settings import unknown_names

    for name, nearest in unknown_names().items():
        complain(f"{name} is set, but no setting is called so", f"did you mean {nearest}?" if nearest else "")


def open_source(name: str, lang: Lang) -> Source:
    """The text of a file, read and indexed."""
    from service.core.source import read_source

    text = read_text(name)
    if not text.strip():
        complain(f"{shown_name(name)} holds no text", "nothing can be wrong in it; is it the right file?")
    return read_source(text, lang.value)


def open_digest(name: str) -> Any:  # noqa: ANN401 - any JSON is a digest
    """A digest: JSON with exact numbers when the name ends in .json, else plain prose."""
    text = read_text(name)
    if not name.lower().endswith(".json"):
        if not text.strip():
            complain(f"{shown_name(name)} holds no text", "there is nothing to check; is it the right file?")
        return text
    from service.core.claims import parse_json

    try:
        return parse_json(text)
    except ValueError as problem:
        raise UnreadableInput(
            f"{shown_name(name)} is no valid JSON: {problem}",
            hint="mend the JSON, or give the digest as plain text under a name that does not end in .json",
        ) from None


def read_text(name: str) -> str:
    """The text of a file or of standard input.

    Raises:
        UnreadableInput: There is no such file, or its bytes are no text.
    """
    from service.ingest.text import read

    if name == "-":
        return read(sys.stdin.buffer)
    try:
        with Path(name).open("rb") as file:
            return read(file)
    except OSError as problem:
        raise UnreadableInput(f"cannot read {name}: {problem.strerror}", hint="check the path") from None


def shown_name(name: str) -> str:
    """What to call an input in a message."""
    return "standard input" if name == "-" else Path(name).name


def message_language(words: Words, text_language: str) -> str:
    """The language to speak: as asked for, else the text's when we speak it, else English."""
    return (
        words.value if words is not Words.AUTO else text_language if text_language in {"vi", "en"} else "en"
    )


def status_of(found: list[dict[str, Any]]) -> int:
    """Exit status for flags or findings: 1 when one of them is an error."""
    return FINDINGS if any(item["severity"] == "error" for item in found) else CLEAN


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON value on one line of standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


@contextmanager
def explained() -> Iterator[None]:
    """Turns our errors into two lines on standard error and the right exit status."""
    try:
        yield
    except DoichieuError as problem:
        complain(problem.message, problem.hint)
        raise SystemExit(USAGE if isinstance(problem, InputError) else FAILURE) from None
    except BrokenPipeError:
        sys.stderr.close()  # the reader left (``| head``); nothing is wrong
        raise SystemExit(CLEAN) from None
    except OSError as problem:
        complain(f"cannot write: {problem.strerror}", "make room, or send the output elsewhere")
        with suppress(OSError):  # what is still held back has nowhere to go; say nothing more of it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(FAILURE) from None


def complain(message: str, hint: str) -> None:
    """Say on standard error what is wrong; names of files in it are shown, not obeyed."""
    from service.terminal import visible

    lines = "\n".join(visible(line) for line in message.split("\n"))
    sys.stderr.write(f"doichieu: {lines}\n" + (f"  → {visible(hint)}\n" if hint else ""))


def main() -> None:
    """The entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # TextIO in fact
    with explained():
        try:
            app()
        finally:
            sys.stdout.flush()


if __name__ == "__main__":
    main()
