"""Records of real runs against gold: every metric, every figure of the prose, every key figure of the source.

What is right, in rising order, for one metric against one number of gold (matched one to one, best first):

* *value*: the metric's value states exactly one number, equal to gold's (upper value included);
* *unit*: and the written or parsed unit names gold's;
* *group*: and the label names the same thing (``evals.labels``). This is KIEval's group.

A metric that is right for a number of gold which is no key figure neither rewards nor punishes: a digest may
carry more than the annotator's choice. F1 is twice the hits over key figures plus the other metrics. The
*repair cost* is what a reviewer must do: substitute (value right, unit or label wrong), add (a key figure
that is not there), delete (a metric that states nothing of the source); quality is right / (right + those).

A figure is *grounded* when gold has its value: a number, an end of a range, a part of a ratio or of a date, a
zero said in words, a rounding at its own precision, or a derived figure whose operands are numbers of gold.
Grounding is asked of gold, not of the product's check; what is not grounded is *wrong*, and a wrong figure
without an alarm at its place got through *unflagged*. Identifiers, names and list numbers (``not_checked``)
are no figures. An alarm is false on a metric that is right; one about the quote only where the quote stands
in the source and holds the value.

Doubtful cases, decided here once: a figure of the prose is judged by its value alone, so that a right number
under a wrong subject counts as grounded there (labels of metrics are judged); a key figure is *stated* when a
metric is right for it by value and unit, or when a supported claim anywhere rests on its very place; where a
figure is repeated in the source, only gold's place counts for prose; a metric whose value holds two numbers
("7/38 tổ chức, đạt 18,42%") is right for neither.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from evals.dataset import Document, GoldMention
from evals.labels import ABBREVIATIONS, figures_of, judge, words
from evals.scorecard import Mark, Role
from evals.scorers import same_value
from service.core.grammar import find_mentions

VERSION = 1
LEVELS = ("value", "unit", "group")
WEIGHTS = {1: 3, 2: 2, 3: 1}
LOUD = frozenset({"error", "warning"})
VALUE_PATH = re.compile(r"/metrics/(\d+)/value_text")
PROSE_PATH = re.compile(r"/(?:summary|key_points/\d+)")
SCALES = frozenset(
    {"nghìn", "ngàn", "triệu", "tỷ", "tỉ", "trăm", "thousand", "million", "billion", "trillion"}
)
CURRENCIES = {"vnd": "đồng", "đ": "đồng", "dong": "đồng", "$": "usd", "£": "gbp", "dollars": "usd"}
Counted = tuple[int | Fraction, int]


@dataclass(slots=True)
class Metric:
    """One metric of a digest: what it states, and what gold makes of it.

    ``level`` is the highest of ``LEVELS`` that it reached for the number of gold it is matched to (None: not
    even a value), ``key`` whether that number is a key figure, ``loud`` the codes of its alarms, and
    ``about_quote`` whether all of them are about its quote.
    """

    index: int
    label: str
    unit: str | None
    value_text: str
    value: str | None = None
    value_high: str | None = None
    claimed_unit: str | None = None
    quote: str = ""
    evidence: tuple[tuple[int, int], ...] = ()
    loud: tuple[str, ...] = ()
    about_quote: bool = False
    gold: GoldMention | None = None
    level: str | None = None
    key: bool = False
    fails: str = ""

    def reached(self, level: str) -> bool:
        """Whether it is right up to the level."""
        return self.level is not None and LEVELS.index(self.level) >= LEVELS.index(level)


@dataclass(slots=True)
class DigestScore:
    """Counts of one record by metric of the scorecard, what a person should look at, and why."""

    counts: dict[str, Counted] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    marks: list[Mark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    wrong_unflagged: int = 0


def score_digest(document: Document, record: Mapping[str, Any]) -> DigestScore:
    """Everything that gold can say of a finished record of the document."""
    score = DigestScore()
    metrics = _metrics(record, document.lang)
    _match(document, metrics)
    false = [metric for metric in metrics if _falsely_alarmed(metric, document)]
    _score_groups(document, metrics, score)
    for metric in metrics:
        _mark_metric(metric, metric in false, score)
    _score_stated(document, metrics, record, score)
    _score_figures(document, metrics, record, score)
    _score_fields(document, record["digest"], score)
    _score_flags(metrics, false, record, score)
    return score


def due(document: Document) -> dict[str, Counted]:
    """What a record that does not exist counts: every key figure missed, nothing answered."""
    keys = document.key_metrics
    return {
        **{f"{level}_f1": (0, len(keys)) for level in LEVELS},
        "group_recall": (0, len(keys)),
        "repair_quality": (0, len(keys)),
        "salient_recall": (0, sum(key.salience == 1 for key in keys)),
        "weighted_recall": (0, sum(WEIGHTS[key.salience] for key in keys)),
        **dict.fromkeys(("organization", "period", *(["location"] if document.places else [])), (0, 1)),
        "wrong_unflagged": (0, 1),
    }


# Metrics against gold


def _metrics(record: Mapping[str, Any], lang: str) -> list[Metric]:
    metrics = [
        Metric(index, item["label"], item["unit"], item["value_text"], quote=item["quote"])
        for index, item in enumerate(record["digest"]["metrics"])
    ]
    for metric in metrics:
        base = f"/metrics/{metric.index}"
        alarms = [flag for flag in _alarms(record) if f"{flag['path']}/".startswith(f"{base}/")]
        metric.loud = tuple(flag["code"] for flag in alarms)
        metric.about_quote = all(
            flag["path"] == f"{base}/quote" or flag["code"] == "value_not_in_quote" for flag in alarms
        )
        claims = [claim for claim in record["claims"] if claim["path"] == f"{base}/value_text"]
        if len(claims) == 1:
            claim = claims[0]
            metric.value, metric.claimed_unit = claim["value"], claim["unit"]
            read = find_mentions(claim["text"], lang)
            metric.value_high = read[0].quantity.value_high if read else None
            metric.evidence = tuple(_places(claim, ("match",)))
    return metrics


def _alarms(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        flag
        for flag in record["flags"]
        if flag["origin"] == "digest" and flag["path"] is not None and flag["severity"] in LOUD
    ]


def _places(claim: Mapping[str, Any], roles: Sequence[str]) -> Iterator[tuple[int, int]]:
    for evidence in claim["evidence"]:
        if evidence["role"] in roles and evidence["received_start"] is not None:
            yield evidence["received_start"], evidence["received_end"]


def _match(document: Document, metrics: Sequence[Metric]) -> None:
    """Give each metric the number of gold that it is best for; each number of gold to one metric."""
    figures = figures_of(document)
    keys = {key.mention for key in document.key_metrics}
    accepted = {key.mention: key.values for key in document.key_metrics}
    candidates = []
    for metric in metrics:
        for mention in document.mentions:
            if not _same_number(metric, mention, accepted.get(mention.index, ())):
                continue
            answer = judge(metric.label, metric.unit, figures[mention.index], figures)
            unit = same_unit(metric, mention, document)
            level = "value" if not unit else "group" if answer.right else "unit"
            place = any(start < mention.end and mention.start < end for start, end in metric.evidence)
            rank = (-LEVELS.index(level), not answer.right, not place, mention.index not in keys)
            candidates.append((rank, metric.index, mention.index, level, answer.fails))
    taken: set[int] = set()
    for _, number, index, level, fails in sorted(candidates):
        metric = metrics[number]
        if metric.gold is None and index not in taken:
            taken.add(index)
            metric.gold, metric.level, metric.fails = document.mentions[index], level, fails
            metric.key = index in keys


def _same_number(metric: Metric, mention: GoldMention, further: Sequence[str]) -> bool:
    if metric.value is None or not same_value(mention.value_high, metric.value_high):
        return False
    return any(same_value(value, metric.value) for value in (*mention.values, *further))


def same_unit(metric: Metric, mention: GoldMention, document: Document) -> bool:
    """Whether the metric's unit names gold's: every unit it gives, written or parsed, must agree.

    Units of the same key in the document are one (``ĐV`` and ``đồng chí``); a longer or shorter noun that
    begins or ends alike is the same; money agrees by its currency, a percentage by its sign. Without any unit
    the label must hold gold's noun; gold without a unit asks for none.
    """
    if not mention.units:
        return True
    same_key = [
        unit
        for other in document.mentions
        if other.unit_key is not None and other.unit_key == mention.unit_key
        for unit in other.units
    ]
    names = [_unit_words(unit) for unit in dict.fromkeys((*mention.units, *same_key))]
    given = [_unit_words(unit) for unit in (metric.unit, metric.claimed_unit) if unit]
    if not given:
        label = words(metric.label)
        return any(words(unit) <= label for unit in mention.units)
    return all(any(_alike(name, unit) for name in names) for unit in given)


def _unit_words(unit: str) -> list[str]:
    found = [CURRENCIES.get(word, word) for word in re.findall(r"[^\W\d_]+[²2³]?|[%$£]", unit.casefold())]
    plain = [word for word in found if word not in SCALES] or found
    return [word for part in plain for word in ABBREVIATIONS.get(part, part).split()]


def _alike(gold: list[str], got: list[str]) -> bool:
    if "%" in gold and "%" not in got:
        return False
    length = min(len(gold), len(got))
    return length > 0 and (gold[:length] == got[:length] or gold[-length:] == got[-length:])


def _score_groups(document: Document, metrics: Sequence[Metric], score: DigestScore) -> None:
    keys = len(document.key_metrics)
    for level in LEVELS:
        hits = sum(metric.key and metric.reached(level) for metric in metrics)
        neutral = sum(not metric.key and metric.reached(level) for metric in metrics)
        score.counts[f"{level}_f1"] = (2 * hits, len(metrics) - neutral + keys)
        if level == "group":
            score.counts["group_recall"] = (hits, keys)
            score.counts["group_precision"] = (hits, len(metrics) - neutral)
    right = sum(metric.key and metric.reached("group") for metric in metrics)
    substitute = sum(metric.gold is not None and not metric.reached("group") for metric in metrics)
    delete = sum(metric.gold is None for metric in metrics)
    add = keys - sum(metric.key for metric in metrics)
    score.counts["repair_quality"] = (right, right + substitute + delete + add)
    score.counts["repairs"] = (substitute + delete + add, 1)
    for metric in metrics:
        if metric.reached("group"):
            continue
        kind = "no_such_value" if metric.gold is None else "wrong_unit"
        if metric.level == "unit" or (metric.gold and metric.fails):
            kind = f"label_{metric.fails}"
        score.errors[kind] += 1
    named = [metric for metric in metrics if metric.gold is not None]
    wrong = [metric for metric in named if metric.fails]
    score.counts["labels_right"] = (len(named) - len(wrong), len(named))
    score.counts["wrong_labels_flagged"] = (sum(bool(metric.loud) for metric in wrong), len(wrong))


def _falsely_alarmed(metric: Metric, document: Document) -> bool:
    if not (metric.loud and metric.reached("group")):
        return False
    quote, value = " ".join(metric.quote.split()), metric.gold.text if metric.gold else ""
    quoted = quote in " ".join(document.text.split()) and value in quote
    return quoted or not metric.about_quote


def _mark_metric(metric: Metric, falsely: bool, score: DigestScore) -> None:
    right = metric.reached("group")
    role: Role = "false_flag" if falsely else "flag" if metric.loud else "right" if right else "miss"
    if metric.gold is None:
        note = "no number of gold has this value"
    elif right:
        note = ""
    else:
        wrong = "unit" if not metric.fails else f"label ({metric.fails})"
        note = f"{wrong}; gold: {metric.gold.subject}"
    pair = f"m{metric.index}"
    code = ", ".join(dict.fromkeys(metric.loud)) or None
    score.marks.append(
        Mark(
            side="digest", role=role, start=None, end=None, path=f"/metrics/{metric.index}", code=code,
            severity=None, text=f"{metric.label}: {metric.value_text}", note=note, pair=pair,
        )
    )  # fmt: skip
    if metric.gold is not None:
        score.marks.append(_source_mark(metric.gold, role, note, pair))


def _source_mark(mention: GoldMention, role: Role, note: str, pair: str | None) -> Mark:
    return Mark(
        side="source",
        role=role,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        note=note,
        pair=pair,
    )


# Key figures that are stated at all


def _score_stated(
    document: Document, metrics: Sequence[Metric], record: Mapping[str, Any], score: DigestScore
) -> None:
    by_metric = {metric.gold.index for metric in metrics if metric.gold and metric.reached("unit")}
    rested = [
        place
        for claim in record["claims"]
        if claim["verdict"] == "supported"
        for place in _places(claim, ("match",))
    ]
    salient, weight, due_weight = [0, 0], 0, 0
    for key in document.key_metrics:
        mention = document.mentions[key.mention]
        stated = mention.index in by_metric or any(
            start < mention.end and mention.start < end for start, end in rested
        )
        due_weight += WEIGHTS[key.salience]
        weight += WEIGHTS[key.salience] * stated
        if key.salience == 1:
            salient[0] += stated
            salient[1] += 1
        if not stated:
            score.errors["key_figure_omitted"] += 1
            note = f"key figure of salience {key.salience} not in the digest: {key.label}"
            score.marks.append(_source_mark(mention, "omitted", note, None))
            if key.salience == 1:
                score.notes.append(f"not stated: {key.label} = {mention.text}")
    score.counts["salient_recall"] = (salient[0], salient[1])
    score.counts["weighted_recall"] = (weight, due_weight)


# Every figure: grounded or wrong, flagged or through


def _score_figures(
    document: Document, metrics: Sequence[Metric], record: Mapping[str, Any], score: DigestScore
) -> None:
    ground = _Ground(document)
    prose = [0, 0]
    whole = [0, 0]
    caught = [0, 0]
    for claim in record["claims"]:
        if claim["verdict"] == "not_checked":
            continue
        grounded = ground.holds(claim)
        in_prose = PROSE_PATH.fullmatch(claim["path"]) is not None
        whole[0] += grounded
        whole[1] += 1
        prose[0] += grounded and in_prose
        prose[1] += in_prose
        codes = [flag["code"] for flag in _alarms(record) if _at(flag, claim)]
        if not grounded:
            caught[0] += bool(codes)
            caught[1] += 1
        if in_prose:
            score.marks.append(_prose_mark(claim, grounded, codes))
        if not grounded and not codes:
            score.wrong_unflagged += 1
            score.errors["wrong_unflagged"] += 1
            score.notes.append(f"wrong and not flagged: {claim['text']} at {claim['path']}")
    score.counts["number_precision"] = (whole[0], whole[1])
    score.counts["prose_number_precision"] = (prose[0], prose[1])
    score.counts["wrong_flagged"] = (caught[0], caught[1])
    score.counts["wrong_unflagged"] = (score.wrong_unflagged, 1)


def _at(flag: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    """Whether an alarm is on the claim: overlapping it in its string, or anywhere on its metric."""
    metric = VALUE_PATH.fullmatch(claim["path"])
    if metric is not None:
        base = f"/metrics/{metric[1]}"
        return f"{flag['path']}/".startswith(f"{base}/")
    if flag["path"] != claim["path"]:
        return False
    return flag["start"] is None or bool(flag["start"] < claim["end"] and claim["start"] < flag["end"])


def _prose_mark(claim: Mapping[str, Any], grounded: bool, codes: Sequence[str]) -> Mark:
    told: tuple[Role, Role] = ("false_flag", "right") if grounded else ("flag", "miss")
    role = told[0] if codes else told[1]
    return Mark(
        side="digest", role=role, start=claim["start"], end=claim["end"], path=claim["path"],
        code=", ".join(dict.fromkeys(codes)) or None, text=claim["text"],
        note="" if grounded else "no number of gold has this value",
    )  # fmt: skip


class _Ground:
    """The values that the source holds, by gold."""

    def __init__(self, document: Document) -> None:
        self._mentions = document.mentions
        self._lang = document.lang
        texts = set(_values(document.mentions)) | ({"0"} if document.zeros else set())
        self._numbers = {number for text in texts if (number := _number(text)) is not None}
        self._texts = {text.casefold() for text in texts}

    def holds(self, claim: Mapping[str, Any]) -> bool:
        """Whether gold has the claim's value; see the module."""
        value = str(claim["value"])
        number = _number(value)
        if value.casefold() in self._texts or (number is not None and number in self._numbers):
            return True
        if any(same_value(text, value) for text in self._texts):
            return True
        if claim["reason"] == "rounded" and number is not None:
            return self._rounds(number, claim["text"])
        return claim["reason"] == "derived" and self._rests(_places(claim, ("operand",)))

    def _rounds(self, number: Decimal, text: str) -> bool:
        read = find_mentions(text, self._lang)
        if not read or read[0].quantity.ulp is None:
            return False
        half = Decimal(read[0].quantity.ulp) / 2
        return any(abs(known - number) <= half for known in self._numbers)

    def _rests(self, places: Iterable[tuple[int, int]]) -> bool:
        operands = list(places)
        return bool(operands) and all(
            any(start < mention.end and mention.start < end for mention in self._mentions)
            for start, end in operands
        )


def _values(mentions: Iterable[GoldMention]) -> Iterator[str]:
    for mention in mentions:
        for value in (*mention.values, *([mention.value_high] if mention.value_high else [])):
            yield value
            if mention.kind in ("date", "ratio", "year"):
                yield from (part.lstrip("0") or "0" for part in re.findall(r"\d+", value))
            if mention.kind == "date" and value.count("-") > 1:
                yield value.rpartition("-")[0]


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


# Fields and flags


def _score_fields(document: Document, digest: Mapping[str, Any], score: DigestScore) -> None:
    names = {words(name) for name in (document.organization, *document.aliases)}
    period = digest["period"]
    fields = {
        "organization": words(digest["organization"] or "") in names,
        "period": (period["start"], period["end"]) in document.periods,
    }
    if document.places:
        fields["location"] = _place_right(document.places, digest["location"])
    given = {
        "organization": digest["organization"],
        "period": period["label"],
        "location": digest["location"],
    }
    for name, right in fields.items():
        score.counts[name] = (int(right), 1)
        if not right:
            score.errors[f"wrong_{name}"] += 1
            score.notes.append(f"wrong {name}: {given[name]}")


def _place_right(accepted: Sequence[str | None], given: str | None) -> bool:
    if not given:
        return None in accepted
    return any(place is not None and words(place) <= words(str(given)) for place in accepted)


def _score_flags(
    metrics: Sequence[Metric], false: Sequence[Metric], record: Mapping[str, Any], score: DigestScore
) -> None:
    alarms = _alarms(record)
    for metric in false:
        score.errors["false_alarm"] += 1
        score.notes.append(f"flagged, though right: {metric.label}: {metric.value_text} ({metric.loud[0]})")
    score.counts["alarms"] = (len(alarms), 1)
    score.counts["flags"] = (sum(flag["severity"] in LOUD for flag in record["flags"]), 1)
    score.counts["false_alarms"] = (len(false), 1)
    score.counts["quotes_hold"] = (
        sum(not set(metric.loud) & {"quote_not_found", "value_not_in_quote"} for metric in metrics),
        len(metrics),
    )
