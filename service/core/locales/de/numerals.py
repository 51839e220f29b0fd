"""German number words that stand alone; words written together (``zweihundertfünf``) are not taken apart."""

from __future__ import annotations

from service.core.numerals import NumberWords, Role, Word

_DIGITS = {
    "null": 0, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9,
}  # fmt: skip
_TEENS = {
    "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16,
    "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreißig": 30, "vierzig": 40,
    "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_SCALES = {"hundert": 100, "tausend": 1000, "millionen": 10**6, "milliarden": 10**9}

NUMBER_WORDS = NumberWords(
    language="de",
    letters="enisratdhulcgmobwfkzpvüäößjyxq",
    words={key: Word(Role.DIGIT, value) for key, value in _DIGITS.items()}
    | {key: Word(Role.TEEN, value) for key, value in _TEENS.items()}
    | {key: Word(Role.SCALE, value) for key, value in _SCALES.items()},
    joiner=r"[ \t]{1,3}",
    plain=frozenset(_DIGITS) - {"null", "eins", "acht"} | frozenset(_TEENS),
    article=frozenset(),
    shy=frozenset(),
    units=(
        "jahre", "jahren", "monate", "monaten", "wochen", "tage", "tagen", "stunden", "minuten", "prozent",
        "euro", "menschen", "personen", "kinder", "kindern", "gemeinden", "haushalte",
    ),
    only_before={"acht": ("jahre", "monate", "wochen", "tage", "stunden", "prozent")},
    not_before={},
    not_after={},
    licensed_after=("auf", "um", "von", "bis", "rund", "etwa", "über", "unter"),
    vague_before=("mehrere", "einige"),
)  # fmt: skip
"""The reader's table for German."""
