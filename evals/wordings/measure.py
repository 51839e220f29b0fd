"""Scores the audit on short wordings: plants found, and what it says where nothing is wrong.

A plant is found by a finding of severity error or suspicious that the sound text did not draw: the text has
one relation, and nothing but the plant has changed. On sound texts, those of type ``none`` among them, every
error and every suspicion is false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from evals.scorers import FoundItem
from evals.statistics import Counts, rate_interval, shown
from evals.wordings import Plant, Wording

Audit = Callable[[str, str], Sequence[FoundItem]]  # of a text in a language
LOUD = ("error", "suspicious")
MARKS = ("»", "«")


@dataclass(frozen=True, slots=True)
class Trial:
    """One plant: found at all, found as an error."""

    plant: Plant
    found: bool
    as_error: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One wording: what the audit said of the sound text in vain, and of each plant."""

    wording: Wording
    false: tuple[FoundItem, ...]
    trials: tuple[Trial, ...]


@dataclass(slots=True)
class Row:
    """Counts over wordings, text by text, so that intervals know which plants share one."""

    texts: int = 0
    found: dict[str, tuple[int, int]] = field(default_factory=dict)
    as_error: dict[str, tuple[int, int]] = field(default_factory=dict)
    false_error: dict[str, tuple[int, int]] = field(default_factory=dict)
    false_suspicion: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, judged: Judged) -> None:
        """Count one wording; for false findings the items are texts."""
        name, trials = judged.wording.id, judged.trials
        loud = {finding.severity for finding in judged.false}
        self.texts += 1
        self.found[name] = sum(trial.found for trial in trials), len(trials)
        self.as_error[name] = sum(trial.as_error for trial in trials), len(trials)
        self.false_error[name] = int("error" in loud), 1
        self.false_suspicion[name] = int("suspicious" in loud), 1


def judge(wording: Wording, audit: Audit) -> Judged:
    """What the audit makes of one wording, sound and with each of its plants."""
    sound = [finding for finding in audit(wording.text, wording.lang) if finding.severity in LOUD]
    said = {_words(finding) for finding in sound}
    trials = []
    for plant in wording.plants:
        findings = audit(wording.planted(plant), wording.lang)
        hits = [finding for finding in findings if finding.severity in LOUD and _words(finding) not in said]
        trials.append(Trial(plant, bool(hits), any(finding.severity == "error" for finding in hits)))
    return Judged(wording, tuple(sound), tuple(trials))


def _words(finding: FoundItem) -> tuple[str, str, str]:
    """What a finding says, wherever it says it."""
    return finding.code, finding.stated, finding.expected


def measure(wordings: Iterable[Wording], audit: Audit) -> tuple[Judged, ...]:
    """Every wording judged, in order."""
    return tuple(judge(wording, audit) for wording in wordings)


def lines(judged: Sequence[Judged], *, sealed: bool) -> Iterator[str]:
    """The counts for people: in total and by language, and by type unless the set is sealed."""
    plants = sum(len(one.trials) for one in judged)
    yield f"{len(judged)} texts, {plants} plants; intervals are Wilson's at 95 %, over texts"
    total = _row(judged)
    yield from _rate("plants found", total.found)
    yield from _rate("… as an error", total.as_error)
    sound = _row(one for one in judged if one.wording.type != "none")
    none = _row(one for one in judged if one.wording.type == "none")
    for name, row in (("sound texts", sound), ("type none", none)):
        yield from _rate(f"{name} with a false error", row.false_error)
        yield from _rate(f"{name} with a false suspicion", row.false_suspicion)
    yield ""
    heads = ("texts", "plants", "found", "as error", "false error", "false suspicion")
    yield f"{'':22}" + "".join(f"{head:>17}" for head in heads)
    for name, row in _groups(judged, sealed=sealed):
        yield f"{name:22}" + "".join(f"{figure:>17}" for figure in _figures(row))


def _row(judged: Iterable[Judged]) -> Row:
    row = Row()
    for one in judged:
        row.add(one)
    return row


def _groups(judged: Sequence[Judged], *, sealed: bool) -> Iterator[tuple[str, Row]]:
    for lang in sorted({one.wording.lang for one in judged}):
        yield lang, _row(one for one in judged if one.wording.lang == lang)
    for kind in () if sealed else sorted({one.wording.type for one in judged}):
        yield kind, _row(one for one in judged if one.wording.type == kind)


def _figures(row: Row) -> Iterator[str]:
    found, plants = _sum(row.found)
    as_error = _sum(row.as_error)[0]
    yield str(row.texts)
    yield str(plants)
    yield _share(found, plants)
    yield _share(as_error, plants)
    yield str(_sum(row.false_error)[0])
    yield str(_sum(row.false_suspicion)[0])


def _sum(counts: dict[str, tuple[int, int]]) -> tuple[int, int]:
    return sum(hits for hits, _ in counts.values()), sum(items for _, items in counts.values())


def _share(hits: int, items: int) -> str:
    return f"{hits} ({shown(Fraction(100 * hits, items), 0)} %)" if items else "-"


def _rate(name: str, counts: Counts) -> Iterator[str]:
    interval = rate_interval(counts)
    if interval is not None:
        hits = sum(hits for hits, _ in counts.values())
        value, low, high = (
            shown(100 * Fraction(rate), 1) for rate in (interval.value, interval.low, interval.high)
        )
        yield f"{name:34} {hits}/{interval.items} = {value} % [{low}, {high}]"


def misses(judged: Iterable[Judged]) -> Iterator[str]:
    """Every plant that nothing found, and every false finding, in its text; each on one line."""
    for one in judged:
        wording = one.wording
        name = f"{wording.id} {wording.type}"
        for trial in one.trials:
            if not trial.found:
                place = f"{MARKS[0]}{trial.plant.was} → {trial.plant.now}{MARKS[1]}"
                yield _line(f"missed {name}: {wording.text.replace(trial.plant.was, place)}")
        for finding in one.false:
            quoted = " … ".join(wording.text[start:end] for start, end in finding.spans)
            claim = f"{finding.code}: {finding.stated}, expected {finding.expected}"
            yield _line(f"false {finding.severity} {name}: {claim} at {quoted} | {wording.text}")


def _line(text: str) -> str:
    return text.replace("\n", " / ")
