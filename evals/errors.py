"""What can go wrong in a digest, one function per type: a right statement and the same with one error.

A case keeps its clean twin: the digest before the error was planted. A function returns None where the
document offers no material at this draw.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from evals.confusions import (
    change_as_level,
    earlier_as_new,
    level_as_change,
    opposite_named,
    part_as_whole,
    plan_as_result,
)
from evals.planted import Digest, Made, Maker, Placed, Slot
from evals.render import HEDGE_WORDS, SCALE_WORDS, grouped, hedge_of, plain_number

SHARE = {"vi": "chiếm tỷ lệ", "en": "made up"}
OTHER_UNITS = {
    "ha": "km2", "km": "m", "m": "km", "kg": "tấn", "tấn": "tạ", "tạ/ha": "tấn/ha", "m2": "ha", "m²": "ha",
    "tháng": "năm", "ngày": "tháng", "năm": "tháng", "giờ": "phút", "months": "years", "days": "weeks",
    "years": "months", "hours": "days", "minutes": "hours", "đồng": "USD", "USD": "đồng", "kho": "bến cảng",
    "MWp": "kWp", "square feet": "square metres", "tonnes": "kg",
}  # fmt: skip
PEOPLE = frozenset(
    {"đồng chí", "đ/c", "đảng viên", "người", "cá nhân", "quần chúng ưu tú", "nhân khẩu", "lao động", "em",
     "HS", "học sinh", "trẻ", "dân", "bệnh nhân", "cán bộ", "lượt người", "cháu bé", "giáo viên", "ủy viên",
     "ĐV",
     "people", "women and girls", "employees", "patients", "persons", "members", "nurses", "respondents"}
)  # fmt: skip
VAGUE = frozenset({"trường hợp", "lượt", "vụ", "vụ việc", "times", "cases", "ca", "lượt khách", "responses"})
FLIPS = {
    "vi": (
        ("tăng", "giảm"), ("giảm", "tăng"), ("vượt", "thấp hơn"), ("cao hơn", "thấp hơn"),
        ("thấp hơn", "cao hơn"),
    ),
    "en": (
        ("up", "down"), ("rose", "fell"), ("fell", "rose"), ("grew", "shrank"), ("rise", "fall"),
        ("fall", "rise"), ("increase", "decrease"), ("down", "up"), ("widened", "narrowed"),
        ("higher", "lower"), ("fewer", "more"), ("raise", "cut"), ("eased", "rose"),
        ("depreciated", "appreciated"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One planted error: its type, the digest, its clean twin, and where the error stands."""

    document: str
    error: str
    digest: Digest
    twin: Digest
    planted: Placed
    was: str
    now: str


def cases(maker: Maker, error: str, number: int) -> Iterator[Case]:
    """Up to ``number`` cases of one type; fewer where the document offers no material for it."""
    for _ in range(number * 6):
        if number == 0:
            return
        made = ERRORS[error](maker)
        if made is None:
            continue
        right, wrong = made
        others = [maker.slot(m, "metric") for m in maker.sample(3) if m is not right.mention]
        others += [maker.slot(m, "prose") for m in maker.sample(2) if m is not right.mention]
        at = maker.rng.randrange(len(others) + 1)
        twin = maker.assemble([*others[:at], right, *others[at:]])
        digest = maker.assemble([*others[:at], wrong, *others[at:]])
        was, now = _differing(right, wrong)
        yield Case(maker.document.id, error, digest, twin, digest.placed[at], was, now)
        number -= 1


def _differing(right: Slot, wrong: Slot) -> tuple[str, str]:
    for name in ("sentence", "quote", "lead", "label", "value"):
        was, now = getattr(right, name), getattr(wrong, name)
        if was != now:
            return was, now
    return "", wrong.value


def _digits(figure: str) -> list[int]:
    return [place.start() for place in re.finditer(r"\d", figure)]


def _swap(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _with_digits(maker: Maker) -> Slot | None:
    mention = maker.pick(lambda m: len(_digits(m.text)) >= 2 and m.kind != "ratio" and plain_number(m))
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style=maker.rng.choice(("copy", "plain", "rescaled", "copy")))
    return slot if len(_digits(slot.figure)) >= 2 else None


def transposed_digit(maker: Maker) -> Made:
    """Two neighbouring digits changed places."""
    slot = _with_digits(maker)
    if slot is None:
        return None
    places = _digits(slot.figure)
    pairs = [(a, b) for a, b in pairwise(places) if slot.figure[a] != slot.figure[b]]
    pairs = [(a, b) for a, b in pairs if a != places[0] or slot.figure[b] != "0"]
    if not pairs:
        return None
    one, other = maker.rng.choice(pairs)
    letters = list(slot.figure)
    letters[one], letters[other] = letters[other], letters[one]
    return slot, replace(slot, figure="".join(letters))


def digit_changed(maker: Maker) -> Made:
    """One digit became another."""
    slot = _with_digits(maker)
    if slot is None:
        return None
    at = maker.rng.choice(_digits(slot.figure))
    new = maker.rng.choice([d for d in "123456789" if d != slot.figure[at]])
    return slot, replace(slot, figure=_swap(slot.figure, at, at + 1, new))


def separator_misread(maker: Maker) -> Made:
    """A thousands mark read as a decimal mark, or a decimal mark lost."""
    mention = maker.pick(lambda m: re.search(r"\d[.,]\d", m.text) and plain_number(m))
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    thousands, decimals = (".", ",") if maker.lang == "vi" else (",", ".")
    if re.search(rf"\d\{decimals}\d", slot.figure):
        return slot, replace(slot, figure=slot.figure.replace(decimals, "", 1))
    if slot.figure.count(thousands) == 1:
        return slot, replace(slot, figure=slot.figure.replace(thousands, decimals, 1))
    return None


def wrong_scale(maker: Maker) -> Made:
    """Million for billion and the like."""
    words = [word for word in SCALE_WORDS[maker.lang].values() if word]
    pattern = re.compile("|".join(words))
    mention = maker.pick(lambda m: pattern.search(m.text) and plain_number(m))
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    found = pattern.search(slot.figure)
    if not found:
        return None
    new = maker.rng.choice([word for word in words if word != found.group()])
    return slot, replace(slot, figure=_swap(slot.figure, *found.span(), new))


def wrong_unit(maker: Maker) -> Made:
    """Another unit or currency beside the right number."""
    mention = maker.pick(lambda m: m.kind in ("measure", "money", "duration") and plain_number(m))
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    found = re.search(r"(?:[^\W\d]+[²2]?)(?:/[^\W\d]+)*(?: feet)?$", slot.value)
    other = OTHER_UNITS.get(found.group()) if found else None
    if found is None or other is None:
        return None
    return slot, replace(slot, hedge="", figure=slot.value[: found.start()] + other, unit="")


def wrong_noun(maker: Maker) -> Made:
    """Another counted noun beside the right number: members for organisations."""
    mention = maker.pick(
        lambda m: m.kind == "cardinal" and m.unit and m.unit not in VAGUE and plain_number(m)
    )
    if mention is None or mention.unit is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    people = mention.unit in PEOPLE
    others = sorted(
        {
            m.unit
            for m in maker.usable
            if m.kind == "cardinal" and m.unit and m.unit not in VAGUE and not (people and m.unit in PEOPLE)
        }
    )
    others = [noun for noun in others if noun.split()[0] != mention.unit.split()[0]]
    return (slot, replace(slot, unit=maker.rng.choice(others))) if others and slot.unit else None


def hedge_dropped(maker: Maker) -> Made:
    """A bound or "about" left out, so that the figure reads as exact."""
    mention = maker.pick(
        lambda m: hedge_of(m, maker.lang) and "exact" not in m.qualifiers and m.qualifier != "from_to"
    )
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    return (slot, replace(slot, hedge="")) if slot.hedge else None


def hedge_changed(maker: Maker) -> Made:
    """At least for at most, under for over."""
    opposite = {
        "more_than": "less_than",
        "less_than": "more_than",
        "at_least": "at_most",
        "at_most": "at_least",
    }
    mention = maker.pick(lambda m: m.qualifier in opposite and "exact" not in m.qualifiers)
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    return slot, replace(slot, hedge=HEDGE_WORDS[maker.lang][opposite[mention.qualifier]])


def wrong_year(maker: Maker) -> Made:
    """The figure under another year: one that the source names, or one that it does not."""
    mention = maker.pick(maker.of_the_period)
    if mention is None or maker.year is None:
        return None
    known = {m.value for m in maker.document.mentions if m.kind == "year" and m.value_high is None} - {
        maker.year
    }
    other = maker.rng.choice([*sorted(known), str(int(maker.year) - 3), str(int(maker.year) + 11)])
    word = "Năm" if maker.lang == "vi" else "In"
    slot = replace(
        maker.slot(mention, "prose", style="copy"), lead=f"{word} {maker.year}, ", style="year", claims=2
    )
    return slot, replace(slot, lead=f"{word} {other}, ")


def percent_vs_point(maker: Maker) -> Made:
    """A percentage given as percentage points, or points as a percentage."""
    mention = maker.pick(lambda m: m.kind == "percent" and m.unit in ("%", "pp") and plain_number(m))
    if mention is None:
        return None
    figure = grouped(Decimal(mention.value), maker.lang)
    points = {"vi": "điểm phần trăm", "en": "percentage points"}[maker.lang]
    units = ("%", points) if mention.unit == "%" else (points, "%")
    slot = replace(maker.slot(mention, maker.form(), style="copy"), figure=figure, unit=units[0])
    return slot, replace(slot, unit=units[1])


def other_subject(maker: Maker) -> Made:
    """The value and quote of another figure of the same kind and unit, under this one's label."""
    one = maker.pick(lambda m: plain_number(m))
    if one is None:
        return None
    words = set(one.subject.split())
    other = maker.pick(
        lambda m: (
            m.kind == one.kind
            and m.unit == one.unit
            and m.value != one.value
            and not set(m.subject.split()) >= words
        )
    )
    if other is None:
        return None
    right = maker.slot(other, maker.form(), style="copy")
    return right, replace(right, label=unicodedata.normalize("NFC", one.subject))


def value_not_in_quote(maker: Maker) -> Made:
    """The right label and quote, and a value that stands elsewhere in the source."""
    one = maker.pick(lambda m: plain_number(m))
    if one is None:
        return None
    slot = maker.slot(one, "metric", style="copy")
    other = maker.pick(
        lambda m: (
            m.kind == one.kind and m.unit == one.unit and m.value != one.value and m.text not in slot.quote
        )
    )
    if other is None:
        return None
    wrong = maker.slot(other, "metric", style="copy")
    return slot, replace(slot, hedge=wrong.hedge, figure=wrong.figure, unit=wrong.unit)


def not_in_source(maker: Maker) -> Made:
    """A number of the same size that stands nowhere in the source."""
    slot = _with_digits(maker)
    if slot is None or slot.mention is None:
        return None
    figure = "".join(str(maker.rng.randint(1, 9)) if letter.isdigit() else letter for letter in slot.figure)
    plain = re.sub(r"\D", "", figure)
    if any(plain == re.sub(r"\D", "", mention.text) for mention in maker.document.mentions):
        return None
    return slot, replace(slot, figure=figure)


def invented_percentage(maker: Maker) -> Made:
    """A share of something that the source never computed, in a sentence of its own."""
    mention = maker.pick(lambda m: m.kind == "cardinal")
    if mention is None:
        return None
    percent = grouped(Decimal(maker.rng.randint(1050, 9890)) / 100, maker.lang)
    right = maker.slot(mention, "prose", style="copy")
    label = f"{right.label[:1].upper()}{right.label[1:]} {SHARE[maker.lang]} "
    sentence = f"{label}{percent}%."
    return right, replace(right, sentence=sentence, mark=(len(label), len(sentence) - 1), lead="")


def direction_flipped(maker: Maker) -> Made:
    """A copied sentence in which up became down, just before the figure."""
    found = []
    for text, mention, (start, end) in maker.marked():
        before = text[max(0, start - 22) : start]
        for word, flip in FLIPS[maker.lang]:
            at = re.search(rf"(?<!\w)(?<!made )(?<!miễn ){word}(?!\w)(?=[^,;.()\d]*$)", before)
            if at and mention.kind in ("percent", "cardinal", "measure", "money"):
                left = max(0, start - 22) + at.start()
                found.append((text, left, word, flip, end))
    if not found:
        return None
    text, left, word, flip, end = maker.rng.choice(found)
    wrong = _swap(text, left, left + len(word), flip)
    right = Slot("prose", None, "copied", maker.lang, sentence=text, mark=(left, end))
    return right, replace(right, sentence=wrong, mark=(left, end + len(flip) - len(word)))


def words_misread(maker: Maker) -> Made:
    """A spelled number turned into wrong digits."""
    mention = maker.pick(lambda m: not _digits(m.text) and m.value.isdigit() and 2 < int(m.value) < 10**6)
    if mention is None:
        return None
    number = int(mention.value)
    choices = [number + 10, number * 10, number + 5, number - 1]
    right = replace(
        maker.slot(mention, maker.form(), style="copy"),
        figure=str(number),
        hedge=hedge_of(mention, maker.lang),
    )
    unit = right.unit or mention.unit or ""
    right = replace(right, unit=unit if mention.kind in ("cardinal", "duration") else right.unit)
    return right, replace(
        right,
        figure=str(maker.rng.choice([c for c in choices if str(c) not in maker.values] or [number + 7])),
    )


def _quoted(maker: Maker) -> Slot | None:
    mention = maker.pick(lambda m: True)
    slot = maker.slot(mention, "metric", style="copy") if mention else None
    return slot if slot and len(slot.quote.split()) >= 8 else None


def quote_words_changed(maker: Maker) -> Made:
    """A word of the quote replaced, or two left out; its figures untouched."""
    slot = _quoted(maker)
    if slot is None:
        return None
    words = slot.quote.split(" ")
    plain = [i for i, word in enumerate(words) if word.isalpha() and len(word) > 2 and 0 < i < len(words) - 1]
    if len(plain) < 4:
        return None
    at = maker.rng.choice(plain[1:-1])
    if maker.rng.random() < 0.5:
        words[at] = maker.rng.choice(
            ["nghiêm", "khác", "quan", "phường"] if maker.lang == "vi" else ["other", "broadly", "towns"]
        )
    else:
        del words[at]
    return slot, replace(slot, quote=" ".join(words))


def quote_invented(maker: Maker) -> Made:
    """A quote that the source does not contain, though it holds the right value."""
    slot = _quoted(maker)
    if slot is None:
        return None
    pattern = {
        "vi": "Theo đánh giá chung của lãnh đạo, {label} được ghi nhận ở mức {value}, đáp ứng yêu cầu.",
        "en": "By the management's overall assessment, {label} was recorded at {value}, as required.",
    }[maker.lang]
    return slot, replace(slot, quote=pattern.format(label=slot.label, value=slot.value))


def quote_digit_changed(maker: Maker) -> Made:
    """A digit of the quote changed, so that the quote no longer says what the source says."""
    slot = _quoted(maker)
    if slot is None or slot.mention is None:
        return None
    text = unicodedata.normalize("NFC", slot.mention.text)
    at = slot.quote.find(text)
    places = _digits(text)
    if at < 0 or not places:
        return None
    place = at + maker.rng.choice(places)
    new = maker.rng.choice([d for d in "123456789" if d != slot.quote[place]])
    return slot, replace(slot, quote=_swap(slot.quote, place, place + 1, new))


ERRORS: dict[str, Callable[[Maker], Made]] = {
    error.__name__: error
    for error in (
        transposed_digit, digit_changed, separator_misread, wrong_scale, wrong_unit, wrong_noun,
        hedge_dropped, hedge_changed, wrong_year, percent_vs_point, other_subject, not_in_source,
        value_not_in_quote, invented_percentage, direction_flipped, words_misread, quote_words_changed,
        quote_invented, quote_digit_changed, level_as_change, change_as_level, earlier_as_new, part_as_whole,
        opposite_named, plan_as_result,
    )
}  # fmt: skip
