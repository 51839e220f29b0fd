"""Gold numbers → the ways in which a digest may rightly write them, one style each.

Copied, reformatted, rescaled, rounded, spelled, or in English; None where a style does not apply.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from evals.dataset import GoldMention

SCALE_WORDS = {
    "vi": {1: "", 10**3: "nghìn", 10**6: "triệu", 10**9: "tỷ"},
    "en": {1: "", 10**3: "thousand", 10**6: "million", 10**9: "billion"},
}
HEDGE_WORDS = {
    "vi": {
        "more_than": "trên", "less_than": "dưới", "at_least": "ít nhất", "at_most": "không quá",
        "approx": "khoảng",
    },
    "en": {
        "more_than": "more than", "less_than": "less than", "at_least": "at least", "at_most": "at most",
        "approx": "about",
    },
}  # fmt: skip
ALMOST = {"gần": "vi", "xấp xỉ": "vi", "nearly": "en"}  # neither plain "about" nor plain "less than"
ENGLISH_UNITS = {
    "tấn": "tonnes", "ha": "ha", "kg": "kg", "km": "km", "m": "m", "m2": "m2", "m²": "m²", "tháng": "months",
    "ngày": "days", "năm": "years", "giờ": "hours", "lần": "times", "tạ/ha": "quintals/ha", "MWp": "MWp",
}  # fmt: skip
CURRENCIES = {
    "vi": {"VND": "đồng", "USD": "USD", "GBP": "bảng Anh"},
    "en": {"VND": "dong", "USD": "US dollars"},
}
SYMBOLS = {"USD": "$", "GBP": "£"}
SHARES = {
    "vi": {"%": "%", "pp": " điểm phần trăm", "bp": " điểm cơ bản"},
    "en": {"%": "%", "pp": " percentage points", "bp": " basis points"},
}
STYLES = ("copy", "plain", "rescaled", "rounded", "spelled", "english")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as a digest writes it: hedge, figure (with scale word) and unit, apart and together."""

    hedge: str
    figure: str
    unit: str
    style: str

    @property
    def text(self) -> str:
        """All of it, as a metric's value or in a sentence."""
        joint = "" if self.unit.startswith(("%", "/")) or not self.unit else " "
        return f"{self.hedge} {self.figure}{joint}{self.unit}".strip()


def write(mention: GoldMention, style: str, lang: str) -> Written | None:
    """The mention in one style, or None where the style does not apply to it.

    ``lang`` is the language of the source; the style ``english`` writes a Vietnamese mention in English.
    """
    if style == "english":
        return _english(mention) if lang == "vi" else None
    if style == "copy":
        return _copy(mention, lang)
    if not plain_number(mention):
        return None
    mantissa, scale = parts(mention)
    if style == "plain" and mantissa >= 1000:
        return _written(mention, grouped(mantissa, lang, ""), scale, lang, style)
    if style == "rescaled":
        return _rescaled(mention, mantissa, scale, lang)
    if style == "rounded" and mention.qualifier == "exact":
        return _rounded(mention, mantissa, scale, lang)
    spellable = scale == 1 and mantissa == int(mantissa) and 1 < mantissa < 1000
    if style == "spelled" and spellable and mention.kind in ("cardinal", "duration", "measure"):
        return _written(mention, spell(int(mantissa), lang), 1, lang, style)
    return None


def plain_number(mention: GoldMention) -> bool:
    """Whether the mention is one decimal number (no range, ratio, date or code)."""
    return mention.value_high is None and mention.value.replace(".", "", 1).isdigit()


def parts(mention: GoldMention) -> tuple[Decimal, int]:
    """The number before the scale word, and the scale (1 where the scale has no single word)."""
    scale = int(Decimal(mention.scale or "1"))
    if scale not in SCALE_WORDS["vi"]:
        scale = 1
    mantissa = Decimal(mention.value) / scale
    return Decimal(format(mantissa.normalize(), "f")) if scale != 1 else Decimal(mention.value), scale


def grouped(number: Decimal, lang: str, separator: str | None = None) -> str:
    """A decimal in the convention of the language; ``separator`` replaces the thousands mark.

    >>> grouped(Decimal("1234.5"), "vi"), grouped(Decimal("1234.5"), "en"), grouped(Decimal(1234), "vi", "")
    ('1.234,5', '1,234.5', '1234')
    """
    whole, _, decimals = format(number, "f").partition(".")
    comma, point = (".", ",") if lang == "vi" else (",", ".")
    whole = f"{int(whole):,}".replace(",", comma if separator is None else separator)
    return f"{whole}{point}{decimals}" if decimals else whole


def unit_of(mention: GoldMention, lang: str) -> str:
    """The unit as a digest in ``lang`` writes it after the figure."""
    if mention.kind == "percent":
        return SHARES[lang].get(mention.unit or "%", "%").strip()
    if mention.kind == "money":
        return CURRENCIES[lang].get(mention.unit or "", mention.unit or "")
    return mention.unit or ""


def hedge_of(mention: GoldMention, lang: str) -> str:
    """The hedge as a digest in ``lang`` writes it before the figure; empty for an exact number or a range."""
    if mention.qualifier_text in ALMOST:
        return (
            mention.qualifier_text if ALMOST[mention.qualifier_text] == lang else HEDGE_WORDS[lang]["approx"]
        )
    return HEDGE_WORDS[lang].get(mention.qualifier, "")


def _written(mention: GoldMention, figure: str, scale: int, lang: str, style: str) -> Written:
    word = SCALE_WORDS[lang][scale]
    figure = f"{figure} {word}" if word else figure
    hedge, unit = hedge_of(mention, lang), unit_of(mention, lang)
    if lang == "en" and mention.kind == "money" and mention.unit in SYMBOLS:
        figure, unit = f"{SYMBOLS[mention.unit]}{figure}", ""
    return Written(hedge, figure, unit, style)


def _copy(mention: GoldMention, lang: str) -> Written:
    text = unicodedata.normalize("NFC", mention.text)
    outside = mention.kind in ("cardinal", "ratio", "rate") or (
        mention.kind == "measure" and not _has_unit(mention)
    )
    unit = mention.unit if outside and mention.unit and mention.unit not in text else ""
    if mention.kind in ("money", "percent") and plain_number(mention) and not _has_unit(mention):
        mantissa, scale = parts(mention)  # a table cell: its scale and unit stand in the header
        return _written(mention, grouped(mantissa, lang), scale, lang, "copy")
    between = "between " if mention.value_high and " and " in text else ""
    return Written(hedge_of(mention, lang), between + text, unit or "", "copy")


def _has_unit(mention: GoldMention) -> bool:
    return any(letter.isalpha() or letter in "%$£" for letter in mention.text)


def _rescaled(mention: GoldMention, mantissa: Decimal, scale: int, lang: str) -> Written | None:
    """One scale down where there is a fraction, one up where the number is large and few digits follow."""
    if mention.kind not in ("money", "cardinal"):
        return None
    if scale > 1 and mantissa != int(mantissa):
        return _written(mention, grouped(_trim(mantissa * 1000), lang), scale // 1000, lang, "rescaled")
    if mantissa >= 10_000 and scale * 1000 in SCALE_WORDS[lang] and (scale > 1 or mantissa % 100 == 0):
        return _written(mention, grouped(_trim(mantissa / 1000), lang), scale * 1000, lang, "rescaled")
    return None


def _rounded(mention: GoldMention, mantissa: Decimal, scale: int, lang: str) -> Written | None:
    decimals = -int(mantissa.as_tuple().exponent)
    if decimals >= 1 and mantissa >= 1:
        step = Decimal(1).scaleb(1 - decimals)
        number = mantissa.quantize(step, ROUND_HALF_UP)
    elif mantissa >= 10_000 and scale == 1 and mention.kind == "cardinal":
        number, scale = (mantissa / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP), 1000
    else:
        return None
    return (
        None
        if number * scale == mantissa
        else _written(mention, grouped(number, lang), scale, lang, "rounded")
    )


def _english(mention: GoldMention) -> Written | None:
    if not plain_number(mention):
        return None
    mantissa, scale = parts(mention)
    written = _written(mention, grouped(mantissa, "en"), scale, "en", "english")
    if mention.kind in ("percent", "money"):
        return written
    unit = ENGLISH_UNITS.get(mention.unit or "", "")
    return (
        Written(written.hedge, written.figure, unit, "english")
        if unit or mention.kind == "cardinal"
        else None
    )


def _trim(number: Decimal) -> Decimal:
    return Decimal(format(number.normalize(), "f"))


UNITS_VI = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
UNITS_EN = [
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
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spell(number: int, lang: str) -> str:
    """An integer below 1000 in words.

    >>> spell(245, "vi"), spell(105, "vi"), spell(21, "vi"), spell(245, "en"), spell(13, "en")
    ('hai trăm bốn mươi lăm', 'một trăm linh năm', 'hai mươi mốt', 'two hundred and forty-five', 'thirteen')
    """
    return _spell_vi(number) if lang == "vi" else _spell_en(number)


def _spell_vi(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [UNITS_VI[hundreds], "trăm"] if hundreds else []
    tens, ones = divmod(rest, 10)
    if tens:
        words += ["mười"] if tens == 1 else [UNITS_VI[tens], "mươi"]
    elif hundreds and ones:
        words.append("linh")
    if ones:
        last = {1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}
        words.append(last.get(ones, UNITS_VI[ones]))
    return " ".join(words)


def _spell_en(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [UNITS_EN[hundreds], "hundred"] if hundreds else []
    if hundreds and rest:
        words.append("and")
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append(TENS_EN[tens] + (f"-{UNITS_EN[ones]}" if ones else ""))
    elif rest:
        words.append(UNITS_EN[rest])
    return " ".join(words)
