"""Gains and losses: two versions of the grammar over a corpus, mention by mention.

``dump`` writes what the present grammar finds in every report of the datasets as JSON lines; ``compare``
lists what one dump has and the other has not, judged by gold where there is gold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.dataset import Document
from evals.scorers import Found, score_mentions


@dataclass(frozen=True, slots=True)
class Change:
    """One mention that differs: where, what the old and the new version say, and whether gold agrees now."""

    document: str
    start: int
    old: str
    new: str
    verdict: str


def dump(path: Path, answers: Iterable[tuple[str, Sequence[Found]]]) -> int:
    """Write every mention found as one JSON line; returns how many."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for document, found in answers:
            for mention in found:
                line = {"document": document, **asdict(mention)}
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
                written += 1
    return written


def read(path: Path) -> dict[str, list[Found]]:
    """A dump, by document."""
    answers: dict[str, list[Found]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        answers.setdefault(fields.pop("document"), []).append(Found(**fields))
    return answers


def compare(
    old: dict[str, list[Found]], new: dict[str, list[Found]], documents: Sequence[Document] = ()
) -> Iterator[Change]:
    """Every difference between two dumps, by document and place; gold, where given, names it gain or loss.

    A document's difference is a gain where the new answer agrees with gold at that place and the old one did
    not, a loss the other way round, and a change where gold cannot tell.
    """
    gold = {document.id: document for document in documents}
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name, []), new.get(name, [])
        left = [mention for mention in before if mention not in after]
        right = [mention for mention in after if mention not in before]
        wrong_before = _wrong(gold.get(name), before)
        wrong_after = _wrong(gold.get(name), after)
        for start in sorted({mention.start for mention in (*left, *right)}):
            was = [mention for mention in left if mention.start == start]
            now = [mention for mention in right if mention.start == start]
            verdict = "change"
            if name in gold:
                bad_before, bad_after = start in wrong_before, start in wrong_after
                if bad_before != bad_after:
                    verdict = "gain" if bad_before else "loss"
            yield Change(name, start, _say(was), _say(now), verdict)


def _wrong(document: Document | None, found: Sequence[Found]) -> set[int]:
    if document is None:
        return set()
    places: set[int] = set()
    for miss in score_mentions(document, found).misses:
        places.add(miss.start)
        places |= {m.start for m in found if m.start <= miss.start < m.end}
    return places


def _say(mentions: Sequence[Found]) -> str:
    said = []
    for mention in mentions:
        value = mention.value + (f"..{mention.value_high}" if mention.value_high else "")
        said.append(f"«{mention.text}» {mention.kind} {value} {mention.unit or '-'} {mention.qualifier}")
    return " + ".join(said) or "-"
