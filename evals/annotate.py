"""Annotated sources → report + gold, so that nobody ever types an offset.

A source is ``annotated/<id>.ann``: a header of ``key: value`` lines, ``===``, the report with inline marks,
``===``, and the list of inconsistencies and near misses. The format is described in
``datasets/README.md``. Compiling places every mark, reads its value again with a small reader that shares no
code with the product, and refuses the document when the two disagree, when a digit stands outside every
mark, or when an item names a mark that is not there.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from evals.gold import format_problems

MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
KINDS = {
    "c": "cardinal", "p": "percent", "m": "money", "q": "measure", "u": "duration", "t": "rate",
    "x": "multiple", "y": "year", "d": "date", "h": "time", "k": "document_code", "i": "identifier",
    "n": "name", "o": "ordinal", "R": "roman", "r": "ratio",
}  # fmt: skip
PERCENTS = {"pp": "percentage_point", "bp": "basis_point"}
NUMBER_WORDS = {
    "vi": "không|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nhất|nhì"
    "|nửa|đôi|rưỡi",
    "en": "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million"
    "|billion|half|quarter|quarterly|first|second|third|fourth|fifth|twice|once|double",
}
SCALES = (
    (r"nghìn tỷ|nghìn tỉ|trillion", 12),
    (r"tỷ|tỉ|billion|bn\b", 9),
    (r"triệu|million|mn\b", 6),
    (r"nghìn|ngàn|thousand|(?<=\d)k\b", 3),
)
WORDS = (
    ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"],
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
    ["zeroth", "first", "second", "third", "fourth", "fifth"],
)


class AnnotationError(Exception):
    """An annotated source contradicts itself; the message names the document and the mark."""


@dataclass(slots=True)
class Mark:
    """One inline mark, placed in the report."""

    start: int
    end: int
    text: str
    kind: str
    unit: str | None
    subject: str
    flags: frozenset[str]
    options: dict[str, str]
    noise: bool
    caption: bool


@dataclass(slots=True)
class Body:
    """The report being built, with its marks and its zones."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    noise: list[list[int]] = field(default_factory=list)
    captions: list[list[int]] = field(default_factory=list)


def compile_dataset(folder: Path) -> list[str]:
    """Write ``reports/`` and ``gold/`` of every annotated source of a dataset; returns the ids.

    Raises:
        AnnotationError: a source contradicts itself; nothing of that document is written.
    """
    ids = []
    for path in sorted((folder / "annotated").glob("*.ann")):
        text, gold = compile_source(path.stem, path.read_text(encoding="utf-8"))
        for name, content in (
            (f"reports/{path.stem}.txt", text),
            (f"gold/{path.stem}.json", json.dumps(gold, ensure_ascii=False, indent=1) + "\n"),
        ):
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content.encode("utf-8"))
        ids.append(path.stem)
    return ids


def compile_source(name: str, source: str) -> tuple[str, dict[str, Any]]:
    """The report and its gold JSON for one annotated source.

    Raises:
        AnnotationError: see the module.
    """
    parts = re.split(r"^===\n", source, flags=re.MULTILINE)
    if len(parts) != 3:
        raise AnnotationError(f"{name}: expected header, report and items between two === lines")
    header = dict(line.split(": ", 1) for line in parts[0].strip().splitlines())
    body = _place(name, parts[1].rstrip("\n") + "\n", header)
    label, start, end = (part.strip() for part in header["period"].split("|"))
    mentions = [_mention(name, number, mark, header) for number, mark in enumerate(body.marks)]
    named = {mark.options["id"]: number for number, mark in enumerate(body.marks) if "id" in mark.options}
    items = [_item(name, line, named, mentions) for line in parts[2].strip().splitlines()]
    gold: dict[str, Any] = {
        "id": name,
        "source_file": f"{name}.txt",
        "sha256": hashlib.sha256(body.text.encode("utf-8")).hexdigest(),
        "chars": len(body.text),
        "lang": header["lang"],
        "genre": header["genre"],
        "title": header["title"],
        "organization": header["organization"],
        **_names(header),
        "period": {"label": label, "start": start, "end": end},
        "noise": body.noise,
        "captions": body.captions,
        "mentions": mentions,
        "relations": [relation for item in items if (relation := _relation(item, mentions))],
        "inconsistencies": [item for item in items if item["severity"] != "none"],
        "near_misses": [item for item in items if item["severity"] == "none"],
        "key_metrics": _key_metrics(body.marks, mentions, header),
        "distractors": list(_distractors(name, body, header["lang"])),
    }
    return body.text, gold


def _names(header: dict[str, str]) -> dict[str, Any]:
    """Other right names of the organization, and the place, where the header gives them."""
    names: dict[str, Any] = {}
    if "aliases" in header:
        names["organization_aliases"] = [alias.strip() for alias in header["aliases"].split("|")]
    if "place" in header:
        names["province_or_city"] = header["place"].strip() or None
    return names


def _place(name: str, annotated: str, header: dict[str, str]) -> Body:
    """The report without its marks; header options ``form`` (NFD) and ``newline`` (crlf) make it messier."""
    body = Body()
    newline = "\r\n" if header.get("newline") == "crlf" else "\n"
    for line in annotated.replace("\\t", "\t").splitlines():
        zone = line[:3] if line.startswith(("%f ", "%c ")) else ""
        begin = len(body.text)
        pieces = MARK.split(line.removeprefix(zone))
        for number, piece in enumerate(pieces):
            if number % 2:
                _place_mark(name, piece, zone, body, header)
            else:
                body.text += _form(piece, header)
        if zone:
            (body.noise if zone == "%f " else body.captions).append([begin, len(body.text)])
        body.text += newline
    return body


def _form(text: str, header: dict[str, str]) -> str:
    return unicodedata.normalize("NFD" if header.get("form") == "NFD" else "NFC", text)


def _place_mark(name: str, piece: str, zone: str, body: Body, header: dict[str, str]) -> None:
    fields = piece.split("|")
    if len(fields) not in (3, 4):
        raise AnnotationError(f"{name}: mark «{piece}» needs text|kind unit|subject|extras")
    letter, _, unit = fields[1].partition(" ")
    if letter not in KINDS or not fields[2].strip():
        raise AnnotationError(f"{name}: mark «{piece}» has no kind or no subject")
    extras = [extra for extra in (fields[3] if len(fields) == 4 else "").split(";") if extra.strip()]
    options = dict(extra.lstrip().split("=", 1) for extra in extras if "=" in extra)
    text = _form(fields[0], header)
    start = len(body.text)
    body.text += text
    body.marks.append(
        Mark(
            start=start,
            end=start + len(text),
            text=fields[0],
            kind=KINDS[letter],
            unit=unit or None,
            subject=fields[2].strip(),
            flags=frozenset(extra.strip() for extra in extras if "=" not in extra),
            options=options,
            noise=zone == "%f ",
            caption=zone == "%c ",
        )
    )


def _mention(name: str, number: int, mark: Mark, header: dict[str, str]) -> dict[str, Any]:
    convention = {"point": "en", "comma": "vi"}[mark.options.get("conv", header["convention"])]
    value, high, scale = _values(name, mark, convention)
    unit, key = _unit(mark, header["lang"])
    accepted, _, hedge = mark.options.get("q", "").partition(":")
    qualifiers = [word for word in accepted.split(",") if word] or ["exact"]
    if high is not None:
        qualifiers = ["from_to", *(word for word in qualifiers if word != "exact")]
    entry: dict[str, Any] = {
        "i": number,
        "start": mark.start,
        "end": mark.end,
        "text": mark.text,
        "kind": mark.kind,
        "value": value,
        "value_high": high,
        "unit": unit,
        "unit_key": key,
        "scale": scale,
        "qualifier": qualifiers[0],
        "subject": mark.subject,
        "in_noise": mark.noise,
        "in_caption": mark.caption,
    }
    optional: dict[str, Any] = {
        "qualifier_accept": qualifiers if len(qualifiers) > 1 else None,
        "qualifier_text": hedge,
        "kind_accept": _list(mark, "any"),
        "unit_accept": _list(mark, "ua"),
        "value_accept": _list(mark, "va"),
        "span_accept": _other_spans(name, mark, header),
        "target": "target" in mark.flags,
        "target_any": "target_any" in mark.flags,
        "scale_any": "any_scale" in mark.flags,
        "optional": "optional" in mark.flags,
    }
    return entry | {key: item for key, item in optional.items() if item}


def _list(mark: Mark, option: str) -> list[str]:
    return [item.strip() for item in mark.options.get(option, "").split(",") if item.strip()]


def _unit(mark: Mark, lang: str) -> tuple[str | None, str | None]:
    if mark.kind == "percent":
        return (mark.unit or "%", PERCENTS.get(mark.unit or "", "percent"))
    if mark.kind == "money":
        return mark.unit, mark.unit
    if mark.kind == "multiple":
        return ("lần" if lang == "vi" else "times", "times")
    if mark.kind == "year":
        return None, "year"
    return mark.unit, None


def _other_spans(name: str, mark: Mark, header: dict[str, str]) -> list[list[int]]:
    spans = []
    alt, before, after = (_form(mark.options.get(key, ""), header) for key in ("alt", "left", "right"))
    if alt:
        at = _form(mark.text, header).find(alt)
        if at < 0:
            raise AnnotationError(f"{name}: alt «{alt}» is not inside «{mark.text}»")
        spans.append([mark.start + at, mark.start + at + len(alt)])
    left, right = len(before), len(after)
    if left:
        spans.append([mark.start - left, mark.end])
    if right:
        spans.append([mark.start, mark.end + right])
    if left and right:
        spans.append([mark.start - left, mark.end + right])
    return spans


def _values(name: str, mark: Mark, convention: str) -> tuple[str, str | None, str]:
    """Value, upper value and scale: what the mark says, checked against what its text reads as."""
    said, said_high = mark.options.get("v"), mark.options.get("hi")
    read, scale = read_values(mark.text, mark.kind, convention)
    header_scale = mark.options.get("scale")
    if header_scale and scale == 1:
        scale = int(Decimal(header_scale))
        read = [_times(value, scale) for value in read]
    if said is None and not read:
        raise AnnotationError(f"{name}: «{mark.text}» cannot be read; say v=")
    if said is not None and read and not _agree(said, read[0]):
        raise AnnotationError(f"{name}: «{mark.text}» says {said}, reads {read[0]}")
    value = said if said is not None else read[0]
    high = said_high if said_high is not None else (read[1] if len(read) > 1 and said is None else None)
    if said_high is not None and len(read) > 1 and not _agree(said_high, read[1]):
        raise AnnotationError(f"{name}: «{mark.text}» says {said_high}, reads {read[1]}")
    return value, high, str(scale)


def read_values(text: str, kind: str, convention: str) -> tuple[list[str], int]:
    """What a mark's own text reads as: one or two values (none beyond this reader) and the scale.

    Written apart from the product on purpose; knows digits, scale words and a few number words.

    >>> read_values("1.234,5 tỷ đồng", "money", "vi")
    (['1234500000000'], 1000000000)
    >>> read_values("8 and 12 per cent", "percent", "en"), read_values("khóa XII", "roman", "vi")
    ((['8', '12'], 1), (['12'], 1))
    """
    if kind in ("date", "time", "name", "identifier", "document_code"):
        code = re.sub(r"^số:?\s+", "", text, flags=re.IGNORECASE)
        return ([code] if kind in ("name", "identifier", "document_code") else []), 1
    if kind == "roman":
        found = re.findall(r"[IVXLC]+", text)
        return ([str(_roman(found[-1]))] if found else []), 1
    if kind == "year":
        return re.findall(r"\d{4}", text), 1
    if kind == "ratio":
        pair = re.findall(r"\d[\d.,]*", text)
        return (["/".join(_plain(part, convention) for part in pair)] if len(pair) == 2 else []), 1
    tokens = re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"(?<=m)[23]\b", "", text))
    if not tokens:
        word = text.casefold()
        return next(([str(table.index(word))] for table in WORDS if word in table), []), 1
    powers = [power for pattern, power in SCALES if re.search(pattern, text)]
    if kind == "money" and re.search(r"\dm\b", text):  # £2.4m; 25m is a length
        powers.append(6)
    scale = 10 ** powers[0] if powers else 1
    if len(powers) > 1 or "rưỡi" in text:
        return [], scale  # "61 tỷ 250 triệu", "2 năm rưỡi": composed, left to the annotator
    return [_times(_plain(token, convention), scale) for token in tokens], scale


def _plain(token: str, convention: str) -> str:
    thousands, decimals = (".", ",") if convention == "vi" else (",", ".")
    plain = token.strip(".,").replace(thousands, "").replace(decimals, ".")
    return plain if "." in plain else str(int(plain))


def _times(value: str, scale: int) -> str:
    product = Decimal(value) * scale
    return format(product.normalize(), "f") if scale != 1 else value


def _roman(text: str) -> int:
    digits = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in text]
    return sum(-a if b > a else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _agree(said: str, read: str) -> bool:
    try:
        return Fraction(said) == Fraction(read) or Fraction(said) == -Fraction(read)
    except (ValueError, ZeroDivisionError):
        return said.casefold() == read.casefold()


def _item(name: str, line: str, named: dict[str, int], mentions: list[dict[str, Any]]) -> dict[str, Any]:
    head, ids, stated, expected, text = (part.strip() for part in line.split("|", 4))
    sign, kind, *words = head.split()
    unknown = [word for word in ids.split() if word not in named]
    if sign not in "!~" or unknown:
        raise AnnotationError(f"{name}: item «{line}» names unknown marks {unknown}")
    indices = [named[word] for word in ids.split()]
    item: dict[str, Any] = {
        "type": kind,
        "spans": [[mentions[i]["start"], mentions[i]["end"]] for i in indices],
        "mentions": indices,
        "stated": stated,
        "expected": expected,
        "severity": words[0] if sign == "!" else "none",
        "explanation_vi": text,
        "explanation_en": text,
    }
    if "derived" in words:
        item["derived_from"] = 0
    return item


def _relation(item: dict[str, Any], mentions: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The part–base–percent triple behind an item of type ratio_percent, with its arithmetic verdict."""
    if item["type"] != "ratio_percent":
        return None
    *others, percent = (mentions[i] for i in item["mentions"])
    numbers = [part for mention in others for part in mention["value"].split("/")]
    stated = Decimal(percent["value"])
    pairs = [(a, b) for a in numbers for b in numbers if a is not b and Decimal(b)]
    num, den = min(pairs, key=lambda pair: abs(Decimal(pair[0]) * 100 / Decimal(pair[1]) - stated))
    exact = Decimal(num) * 100 / Decimal(den)
    step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    verdict = "half_up" if abs(exact - stated) * 2 <= step else "neither"
    if (verdict == "half_up") != (item["severity"] == "none") and percent["qualifier"] == "exact":
        raise AnnotationError(f"{num}/{den} = {exact:.4f}% contradicts the item {item}")
    return {
        "type": "ratio_percent", "mentions": item["mentions"], "num": num, "den": den,
        "stated": percent["value"], "verdict": verdict, "checkable": True,
    }  # fmt: skip


def _key_metrics(
    marks: list[Mark], mentions: list[dict[str, Any]], header: dict[str, str]
) -> list[dict[str, Any]]:
    metrics = []
    for salience in (1, 2, 3):
        for number, mark in enumerate(marks):
            if f"s{salience}" not in mark.flags:
                continue
            metric: dict[str, Any] = {
                "label_vi": mark.subject if header["lang"] == "vi" else mark.options.get("vi"),
                "label_en": mark.subject if header["lang"] == "en" else mark.options.get("en"),
                "mention": number,
                "value": mentions[number]["value"],
                "salience": salience,
                "period": mark.options.get("per", header["period"].split("|")[0].strip()),
            }
            if aliases := [
                alias.strip() for alias in mark.options.get("als", "").split(",") if alias.strip()
            ]:
                metric["label_aliases"] = aliases
            metrics.append(metric)
    return metrics


def _distractors(name: str, body: Body, lang: str) -> Iterator[dict[str, Any]]:
    """Number words and Roman numerals outside every mark; a bare digit there is an error of the source."""
    starts = [mark.start for mark in body.marks]  # in the order of the text

    def free(start: int, end: int) -> bool:
        before = bisect_left(starts, end)
        return before == 0 or body.marks[before - 1].end <= start

    for run in re.finditer(r"\d+", body.text):
        if free(*run.span()):
            place = body.text[max(0, run.start() - 20) : run.end() + 20]
            raise AnnotationError(f"{name}: digits outside every mark: «{place}»")
    listed = NUMBER_WORDS[lang]
    words = f"{unicodedata.normalize('NFC', listed)}|{unicodedata.normalize('NFD', listed)}"
    for word in re.finditer(rf"(?<!\w)(?:{words})(?![\ẁ-ͯ])", body.text, re.IGNORECASE):
        if free(*word.span()):
            yield {"start": word.start(), "end": word.end(), "text": word.group()}


def validate(folder: Path) -> list[str]:
    """What is wrong with a dataset, in sentences; empty when every mark, value and item can be trusted.

    Checks gold against its format and its report: positions, order, texts, enumerations, and that compiled
    files are what their annotated sources say.
    """
    problems = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "reports" / gold["source_file"]).read_bytes().decode("utf-8")
        problems += [f"{path.stem}: {problem}" for problem in format_problems(gold)]
        problems += [f"{path.stem}: {problem}" for problem in _problems(gold, text)]
        source = folder / "annotated" / f"{path.stem}.ann"
        if source.exists():
            compiled, again = compile_source(path.stem, source.read_text(encoding="utf-8"))
            if compiled != text or again != gold:
                problems.append(f"{path.stem}: not what its annotated source compiles to")
    return problems


def _problems(gold: dict[str, Any], text: str) -> Iterator[str]:
    last = 0
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != gold["sha256"]:
        yield "the report is not the one the gold was written for"
    for mention in gold["mentions"]:
        start, end = mention["start"], mention["end"]
        if unicodedata.normalize("NFC", text[start:end]) != mention["text"]:
            yield f"mention {mention['i']} is not at {start}"
        if start < last:
            yield f"mention {mention['i']} overlaps the one before"
        last = end
        if (mention["value_high"] is not None) != (mention["qualifier"] == "from_to"):
            yield f"mention {mention['i']} is half a range"
        if (
            mention["kind"] in ("cardinal", "percent", "money")
            and not mention["unit"]
            and _needs_unit(mention)
        ):
            yield f"mention {mention['i']} «{mention['text']}» has no unit"
    for item in (*gold["inconsistencies"], *gold["near_misses"]):
        for (start, end), index in zip(item["spans"], item["mentions"], strict=True):
            if (start, end) != (gold["mentions"][index]["start"], gold["mentions"][index]["end"]):
                yield f"item {item['type']} does not stand on mention {index}"


def _needs_unit(mention: dict[str, Any]) -> bool:
    return not mention.get("optional") and "rate" not in mention.get("kind_accept", ())
