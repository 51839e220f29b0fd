"""The command ``doichieu``: one function per command, thin over the floors below.

``mentions``, ``check`` and ``audit`` import only the core and answer in a fraction of a second; everything
heavier is imported inside the command that needs it. Answers go to standard output, progress and complaints
to standard error. Exit status: 0 clean, 1 findings of severity error, 2 bad usage or unreadable input,
3 provider, engine or suite failure, 4 a comparison of evals that cannot tell; with several inputs the
highest applies.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service import __version__
from service.errors import DoichieuError, InputError, UnreadableInput

if TYPE_CHECKING:
    from service.core.source import Source

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

LangOption = Annotated[Lang, typer.Option("--lang", help="Language of the text.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Only JSON on standard output.")]
WordsOption = Annotated[
    Words, typer.Option("--messages", help="Language of the messages; auto follows the text.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Show each omitted figure in its place.")]
SourceArgument = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A text file, or - for standard input.")
]


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)
    ] = False,
) -> None:
    """Digest reports with a language model and check every number against the source."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


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

    terminal.out().print(
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


def open_source(name: str, lang: Lang) -> Source:
    """The text of a file, read and indexed."""
    from service.core.source import read_source

    return read_source(read_text(name), lang.value)


def open_digest(name: str) -> Any:  # noqa: ANN401 - any JSON is a digest
    """A digest: JSON with exact numbers when the name ends in .json, else plain prose."""
    text = read_text(name)
    if not name.lower().endswith(".json"):
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
    from service.ingest.text import decode

    if name == "-":
        return decode(sys.stdin.buffer.read())
    try:
        return decode(Path(name).read_bytes())
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
        sys.stderr.write(f"doichieu: {problem.message}\n" + (f"  → {problem.hint}\n" if problem.hint else ""))
        raise SystemExit(USAGE if isinstance(problem, InputError) else FAILURE) from None
    except BrokenPipeError:
        sys.stderr.close()  # the reader left (``| head``); nothing is wrong
        raise SystemExit(CLEAN) from None


def main() -> None:
    """The entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # TextIO in fact
    with explained():
        app()
