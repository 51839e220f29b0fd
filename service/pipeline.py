"""The whole story of a report: text, source, digest, check, audit, flags, record.

Read top down: ``process`` is the story in one go; ``ReportJob`` is the same story in steps that the job
engine checkpoints. Only ``digest`` talks to a model. ``assemble`` is pure: the same text and the same outcome
give the same record, so that ``rederive`` can tell, without a model, whether a stored record still says what
the rules say.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal, cast

from pydantic import TypeAdapter

from schemas.record import ErrorV1, ProvenanceV1, RecordV1, ReferenceV1, ReportV1
from service import prompts
from service.core import wire
from service.core.audit import audit
from service.core.check import check
from service.core.flags import order_flags, source_flags
from service.core.grammar import guess_lang
from service.core.source import Source, read_source
from service.core.text import canonicalize
from service.errors import EngineError, RecordMissing, ReplyInvalid
from service.jobs import StepResult
from service.llm import Extractor, Outcome, Progress, ProgressEvent, StrategyName, no_progress
from service.llm.cache import CachedExtractor
from service.llm.strategies import run
from service.store import NewReport, Options, Store
from service.store.intake import take_in

PLAIN: Final = "text/plain"
ENDED: Final = frozenset({"done", "failed"})
ROOT: Final = Path(__file__).resolve().parent.parent


# --- the story ---


async def process(new: NewReport, *, extractor: Extractor, progress: Progress = no_progress) -> RecordV1:
    """The finished record of a report, in one go and kept nowhere.

    Raises:
        ProviderError: the model gave no usable answer at all.
        UnknownName: no such strategy or prompt.
    """
    stored = take_in(new)
    source = await asyncio.to_thread(read, stored.report)
    answer = await digest(source, stored.options, extractor=extractor, progress=progress)
    return await asyncio.to_thread(assemble, stored.id, stored.report, source, answer)


def receive(
    received: str, options: Options, *, title: str | None = None, lang: str = "auto", format: str = PLAIN
) -> NewReport:
    """A report as the store takes it: its text made canonical, its language settled."""
    text = canonicalize(received).canonical
    original = received if format == PLAIN and received != text else None
    known = cast("Literal['vi', 'en']", guess_lang(text) if lang == "auto" else lang)
    return NewReport(text, known, options, title=title, received=original, format=format)


def read(report: ReportV1) -> Source:
    """The source of a report as kept, with every place known in the text as received as well.

    Raises:
        EngineError: the text was made canonical by other rules than those of this code.
    """
    source = read_source(report.received or report.text, report.lang, binary=report.format != PLAIN)
    if source.text.canonical != report.text:
        raise EngineError(
            "the text was made canonical by an older version",
            hint="send the report again to have it read anew",
        )
    return source


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model made of a source, and who that was: all that is needed to write the record."""

    outcome: Outcome
    provenance: ProvenanceV1


_OUTCOME: Final = TypeAdapter(Outcome)
_ANSWER: Final = TypeAdapter(Answer)


async def digest(
    source: Source, options: Options, *, extractor: Extractor, progress: Progress = no_progress
) -> Answer:
    """The digest of the source by the chosen strategy.

    Raises:
        ProviderError: the model gave no usable answer at all.
        UnknownName: no such strategy or prompt.
    """
    outcome = await run(
        source,
        extractor=extractor,
        strategy=cast("StrategyName", options.strategy),
        prompt=options.prompt or None,
        progress=progress,
    )
    try:
        json.dumps(asdict(outcome), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise ReplyInvalid("the model's answer is not Unicode text", hint="send the report again") from None
    return Answer(outcome, provenance(options, outcome, extractor))


def assemble(
    report_id: str, report: ReportV1, source: Source, answer: Answer | None, error: ErrorV1 | None = None
) -> RecordV1:
    """The record: what the model said, checked; what the source says of itself; what to show a person.

    Without an answer the record has failed; it still holds mentions and audit, which need no model.
    """
    text, findings = source.text, audit(source)
    audited = wire.audit_json(findings, text)
    record: dict[str, Any] = {
        "id": report_id,
        "status": "done" if answer else "failed",
        "report": report,
        "mentions": [wire.mention_json(mention, text) for mention in source.mentions],
        "audit": {name: audited[name] for name in ("findings", "relations_checked", "relations")},
        "flags": [wire.flag_json(flag, text) for flag in order_flags(source_flags(findings))],
        "error": error,
    }
    if answer:
        checked = wire.check_json(check(source, answer.outcome.digest), text, audit=findings)
        record |= {name: checked[name] for name in ("claims", "coverage", "flags")}
        record |= asdict(answer.outcome) | {"provenance": answer.provenance}
    return RecordV1.model_validate(record)


def rederive(record: RecordV1) -> RecordV1:
    """The record as the present code would write it from the same text and the same answers of the model.

    It equals ``record`` byte for byte where the code is the one that wrote it.
    """
    answer = None
    if record.digest is not None and record.provenance is not None:
        said = record.model_dump(mode="json", include={"digest", "attempts", "usage", "problems"})
        answer = Answer(_OUTCOME.validate_python(said), record.provenance)
    return assemble(record.id, record.report, read(record.report), answer, record.error)


# --- who said it ---


def provenance(options: Options, outcome: Outcome, extractor: Extractor) -> ProvenanceV1:
    """Which model answered, asked in which words, and which code judged the answer."""
    refs = dict.fromkeys(attempt.prompt for attempt in outcome.attempts)
    return ProvenanceV1(
        model=extractor.model,
        provider=extractor.name,
        strategy=options.strategy,
        prompts=tuple(ReferenceV1(ref=ref, sha256=prompts.load(ref).sha256) for ref in refs),
        schema_ref=ReferenceV1(ref=options.schema, sha256=schema_sha256(options.schema)),
        code_version=code_version(),
    )


@lru_cache(maxsize=16)
def schema_sha256(ref: str) -> str:
    """The hash of the frozen JSON Schema called ``ref`` (``digest.v1``)."""
    return hashlib.sha256((ROOT / "schemas" / "json" / f"{ref}.json").read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def code_version() -> str:
    """The release, and a hash of the rules: two records of one version were judged by the same core."""
    rules = hashlib.sha256()
    core = ROOT / "service" / "core"
    for path in sorted(core.rglob("*.py")):
        rules.update(path.relative_to(core).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{version('doichieu')}+core.{rules.hexdigest()[:12]}"


# --- the story in steps ---


class ReportJob:
    """``service.jobs.Job``: the pipeline on the store, each step safe to repeat.

    ``digest`` asks the model through the reply cache, so that a call once finished is not made again, and
    keeps the answer; ``record`` writes the record from it. What fails for good is written by ``settle``.
    """

    steps: Final = ("digest", "record")

    def __init__(self, store: Store, extractor: Extractor) -> None:
        self._store = store
        self._extractor = extractor

    async def unfinished(self) -> tuple[str, ...]:
        """Ids of the reports without an end, oldest first."""
        return await self._store.unfinished()

    async def run(self, step: str, report_id: str) -> StepResult:
        """The result of one step; a failure that belongs to the report is raised as our error."""
        return await (self._digest(report_id) if step == "digest" else self._record(report_id))

    async def _digest(self, report_id: str) -> StepResult:
        stored = await self._store.get(report_id)
        if await self._store.outcome(report_id) is None and stored.status not in ENDED:
            await self._store.set_running(report_id)
            source = await asyncio.to_thread(read, stored.report)
            extractor = CachedExtractor(self._extractor, self._store.replies(report_id))

            async def progress(event: ProgressEvent) -> None:
                await self._store.add_event(report_id, event.step, event.done, event.total, event.message)

            answer = await digest(source, stored.options, extractor=extractor, progress=progress)
            await self._store.save_outcome(report_id, _ANSWER.dump_python(answer, mode="json"))
        return {"ok": True}

    async def _record(self, report_id: str) -> StepResult:
        stored = await self._store.get(report_id)
        if stored.status not in ENDED:
            kept = await self._store.outcome(report_id)
            if kept is None:
                raise EngineError("the model's answer was not kept", hint="send the report again")
            answer = _ANSWER.validate_python(kept)
            source = await asyncio.to_thread(read, stored.report)
            await self._store.save_record(
                await asyncio.to_thread(assemble, report_id, stored.report, source, answer)
            )
        return {"ok": True}

    async def settle(self, report_id: str, failure: StepResult | None) -> None:
        """Keep the failed record; work that went well has kept its own, a report that is gone needs none."""
        if failure is None:
            return
        try:
            stored = await self._store.get(report_id)
            if stored.status not in ENDED:
                await self._store.save_record(
                    await asyncio.to_thread(_failed, report_id, stored.report, failure)
                )
        except RecordMissing:
            return


def _failed(report_id: str, report: ReportV1, failure: StepResult) -> RecordV1:
    """The record of a report that failed, with what needs no model where the text can be read."""
    error = ErrorV1(
        code=str(failure.get("code") or "internal"),
        message=str(failure.get("message") or ""),
        hint=str(failure.get("hint") or ""),
        retry_after=None if failure.get("retry_after") is None else str(failure["retry_after"]),
    )
    try:
        return assemble(report_id, report, read(report), None, error)
    except Exception:  # the reading may be what failed; the report keeps its text and its error
        return RecordV1(id=report_id, status="failed", report=report, error=error)
