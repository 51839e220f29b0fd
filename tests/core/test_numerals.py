"""Numbers in words: spelled by two oracles, in running text, and under hostile input."""

from __future__ import annotations

import json
import os
import random
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words
from unicode_rbnf import RbnfEngine

from service.core.locales.en import numeral_examples as en_examples
from service.core.locales.en.numerals import NUMBER_WORDS as EN
from service.core.locales.vi import numeral_examples as vi_examples
from service.core.locales.vi.numerals import NUMBER_WORDS as VI
from service.core.numerals import NumberWords, Numeral, Sense, find_numerals, parse_numeral

TABLES = {"vi": (VI, vi_examples), "en": (EN, en_examples)}
ENGINES = {language: RbnfEngine.for_language(language) for language in TABLES}
GOLD = Path(__file__).parents[2] / "evals" / "datasets" / "bundled"
SAMPLE = int(os.environ.get("NUMERAL_SAMPLE", "1500"))


def integers(count: int) -> list[int]:
    """A seeded sample of 0 … 10^12, stratified by length, sparse digits and round numbers included."""
    chance = random.Random(20220110)  # noqa: S311 - a seeded sample
    sample = [*range(130), 10**12]
    while len(sample) < count:
        length = 1 + len(sample) % 12
        sample.append(chance.randrange(10 ** (length - 1), 10**length))
        sample.append(int("".join(chance.choice("0000123456789") for _ in range(length))))
        sample.append(chance.randrange(1, 1000) * 10 ** chance.choice((0, 3, 6, 9)))
        sample.append(min(10**12, max(0, 10**length + chance.randrange(-30, 31))))
    return sample


def spellings(number: int, language: str) -> set[str]:
    rules = ENGINES[language].format_number(number).text_by_ruleset
    found = {text for name, text in rules.items() if "cardinal" in name}
    return found | {num2words(number, lang=language)}


def seen(text: str, words: NumberWords) -> list[tuple[str, ...]]:
    found = []
    for numeral in find_numerals(text, words):
        sense = () if numeral.sense is Sense.NUMBER else (numeral.sense.value,)
        found.append((text[numeral.start : numeral.end], str(numeral.value), *sense))
    return found


def every(name: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [
        pytest.param(words, example, id=f"{language}: {example if isinstance(example, str) else example[0]}")
        for language, (words, examples) in TABLES.items()
        for example in getattr(examples, name)
    ]


@pytest.mark.parametrize("language", TABLES)
def test_integers_are_read_as_both_oracles_spell_them(language: str) -> None:
    words, _ = TABLES[language]
    for number in integers(SAMPLE):
        for spelling in spellings(number, language):
            numeral = parse_numeral(spelling, words)
            assert numeral is not None, spelling
            assert numeral.value == number, spelling


@pytest.mark.parametrize("language", TABLES)
def test_integers_are_found_whole_in_running_text(language: str) -> None:
    words, _ = TABLES[language]
    for number in integers(400)[21:]:
        for spelling in (spelled for spelled in spellings(number, language) if len(spelled.split()) > 1):
            text = f"( {spelling} )"
            assert [(n.start, n.end, n.value) for n in find_numerals(text, words)] == [
                (2, len(text) - 2, number)
            ]


def test_english_ordinals_are_read_as_num2words_spells_them() -> None:
    for number in integers(600):
        numeral = parse_numeral(num2words(number, lang="en", to="ordinal"), EN)
        assert numeral is not None
        assert (numeral.value, numeral.ordinal) == (number, True)


@pytest.mark.parametrize("language", TABLES)
@given(whole=st.integers(0, 10**6), decimals=st.text("0123456789", min_size=1, max_size=6))
def test_decimals_are_read_digit_by_digit(language: str, whole: int, decimals: str) -> None:
    words, _ = TABLES[language]
    cardinal = ENGINES[language].format_number(whole).text_by_ruleset["spellout-cardinal"]
    digits = [ENGINES[language].format_number(int(d)).text_by_ruleset["spellout-cardinal"] for d in decimals]
    point = {"vi": "phẩy", "en": "point"}[language]
    numeral = parse_numeral(f"{cardinal} {point} {' '.join(digits)}", words)
    assert numeral is not None
    assert numeral.value == Fraction(f"{whole}.{decimals}")
    assert numeral.ulp == Fraction(1, 10 ** len(decimals))


@given(number=st.integers(0, 10**12))
def test_dialect_spellings_mean_the_same(number: int) -> None:
    formal = ENGINES["vi"].format_number(number).text_by_ruleset["spellout-cardinal"]
    dialect = formal.replace("nghìn", "ngàn").replace("lẻ", "linh").replace("tỷ", "tỉ").replace("bảy", "bẩy")
    for spelling in (dialect, dialect.upper(), dialect.title()):
        numeral = parse_numeral(spelling, VI)
        assert numeral is not None
        assert numeral.value == number


VARIANTS = {
    "hai mốt": 21, "ba lăm": 35, "ba nhăm": 35, "hai tư": 24, "hai mươi tư": 24, "hai mươi bốn": 24,
    "năm mươi nhăm": 55, "hai trăm mốt": 210, "ba trăm tư": 340, "hai trăm hai": 220, "trăm rưỡi": 150,
    "hai triệu rưỡi": 2_500_000, "một tỷ rưỡi": 1_500_000_000, "nghìn rưỡi": 1500,
    "một tỷ hai": 1_200_000_000,
    "hai triệu tư": 2_400_000, "triệu hai": 1_200_000, "ba vạn": 30_000, "hai mươi vạn": 200_000,
    "ba vạn năm nghìn": 35_000, "ba vạn hai": 32_000, "hai chục": 20, "ba chục rưỡi": 35,
    "một nghìn hai trăm tỷ": 1_200_000_000_000, "hai nghìn ba trăm mốt": 2310, "một trăm linh năm": 105,
    "một trăm lẻ tư": 104, "hai nghìn không trăm hai hai": 2022, "một nghìn triệu": 10**9, "năm lăm": 55,
    "hai phẩy hai lăm": "2.25", "hai phẩy hai mươi lăm": "2.25", "hai phẩy năm triệu": 2_500_000,
    "một phẩy hai nghìn tỷ": 1_200_000_000_000, "ba rưỡi": "3.5", "âm năm": -5, "nửa tỷ": 500_000_000,
    "một phần nghìn": "1/1000", "ba phẩy một trăm hai mươi lăm": "3.125", "gấp rưỡi": "3/2", "gấp đôi": 2,
    "hai chục triệu": 20_000_000, "mười tư": 14,
}  # fmt: skip


@pytest.mark.parametrize(("spelling", "value"), VARIANTS.items())
def test_colloquial_vietnamese_is_read(spelling: str, value: int | str) -> None:
    numeral = parse_numeral(spelling, VI)
    assert numeral is not None
    assert (numeral.value, numeral.readings) == (Fraction(value), ())


UNREADABLE = {
    VI: (
        "", "triệu", "tư", "mươi", "rưỡi", "mười năm", "hai mươi rưỡi", "hai triệu ba trăm mốt",
        "một không hai",
        "hai nghìn hai mốt", "hai triệu ba trăm rưỡi", "không trăm hai", "một phần một", "hai phẩy",
        "phẩy hai",
        "ba phẩy hai trăm", "hai ba phẩy một", "một tỷ hai tỷ", "hai tỷ tỷ tỷ", "hai mươi trăm",
        "một " * 200,
        "hai ba phần tư", "hai nghìn lẻ hai mốt", "hai người", "hai ba triệu tư", "một phần hai ba",
        "tư phần ba",
        "ba phẩy hai ba trăm", "hai phẩy không mười", "một phẩy một" + " tỷ" * 3, "một nửa" + " tỷ" * 3,
        "nghìn nghìn", "hai mốt triệu hai mốt nghìn hai mốt", "hai không trăm",
    ),
    EN: (
        "hundred", "a", "and", "two three", "five twenty", "first second", "two third", "one hundred and",
        "twenty zero", "one thousand thousand", "second hundred", "twenty first second", "five of six",
        "two million and a half million", "two hundred thousand and a half", "zero halves", "and a half",
        "one point",
        "nineteen five", "ninety hundred and a half dozen", "one hundred and zero", "fifth of",
        "three and two",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "spelling"), [(words, spelling) for words, all_ in UNREADABLE.items() for spelling in all_]
)
def test_what_is_not_one_certain_numeral_is_left(words: NumberWords, spelling: str) -> None:
    assert parse_numeral(spelling, words) is None


@pytest.mark.parametrize(("words", "example"), every("POSITIVE"))
def test_numerals_are_found_in_their_company(
    words: NumberWords, example: tuple[str, tuple[tuple[str, ...], ...]]
) -> None:
    text, expected = example
    assert seen(text, words) == list(expected)


@pytest.mark.parametrize(("words", "text"), every("NEGATIVE"))
def test_homographs_and_idioms_are_no_numbers(words: NumberWords, text: str) -> None:
    assert seen(text, words) == []


@pytest.mark.parametrize(("words", "example"), every("AMBIGUOUS"))
def test_ambiguous_numerals_keep_their_readings(
    words: NumberWords, example: tuple[str, str, tuple[str, ...]]
) -> None:
    text, value, readings = example
    found = [(str(n.value), tuple(map(str, n.readings))) for n in find_numerals(text, words)]
    assert found == [(value, readings)]


@pytest.mark.xfail(strict=True, reason="known gap")
@pytest.mark.parametrize(("words", "example"), every("KNOWN_GAPS"))
def test_known_gaps_are_still_gaps(
    words: NumberWords, example: tuple[str, tuple[tuple[str, ...], ...]]
) -> None:
    text, expected = example
    assert seen(text, words) == list(expected)


def test_the_bundled_reports_hold_one_ordinal_and_no_false_numeral() -> None:
    found = []
    for path in sorted((GOLD / "reports").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        gold = json.loads((GOLD / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        for numeral in find_numerals(text, VI):
            found.append(text[numeral.start : numeral.end])
            assert not any(d["start"] < numeral.end and numeral.start < d["end"] for d in gold["distractors"])
    assert found == ["hai", "lần thứ năm"]  # the first from the saying "làm việc bằng hai"


def test_a_half_behind_its_noun_is_part_of_the_value() -> None:
    text = "kéo dài hai năm rưỡi, rồi ba tháng rưỡi"
    tails = [text[n.tail[0] : n.tail[1]] for n in find_numerals(text, VI) if n.tail]
    assert tails == ["rưỡi", "rưỡi"]


def test_an_article_is_weak_before_a_noun_that_is_no_unit() -> None:
    assert [n.weak for n in find_numerals("một đảng viên, một tháng, hai đảng viên", VI)] == [
        True,
        False,
        False,
    ]
    assert [n.weak for n in find_numerals("one person, one year", EN)] == [True, False]


@pytest.mark.parametrize(
    ("spelling", "scale", "ulp"),
    [("năm triệu", 10**6, "1000000"), ("hai trăm", 1, "1"), ("một tỷ hai", 1, "100000000"),
     ("hai phẩy năm triệu", 10**6, "100000"), ("một phần ba", 1, "None"), ("lần thứ hai", 1, "None")],
)  # fmt: skip
def test_scale_and_precision_are_those_of_the_words(spelling: str, scale: int, ulp: str) -> None:
    numeral = parse_numeral(spelling, VI)
    assert numeral is not None
    assert (numeral.scale, str(numeral.ulp)) == (scale, ulp)


@given(
    st.lists(
        st.sampled_from([*VI.words, "người", "lần", "thứ", "tháng", ",", "\n", "12", "Năm"]), max_size=14
    )
)
def test_any_mixture_of_number_words_gives_ordered_disjoint_spans(parts: list[str]) -> None:
    text = " ".join(parts)
    found: list[Numeral] = find_numerals(text, VI)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(
    st.lists(st.sampled_from([*EN.words, "people", "of a", "between", ",", "\n", "12", "The"]), max_size=14)
)
def test_any_mixture_of_english_words_gives_ordered_disjoint_spans(parts: list[str]) -> None:
    text = " ".join(parts)
    found = find_numerals(text, EN)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "words"), [("vài ba trăm xã", VI), ("hàng trăm hai mươi xã", VI), ("a few two people", EN)]
)
def test_a_vague_word_in_front_makes_a_numeral_vague(text: str, words: NumberWords) -> None:
    assert find_numerals(text, words) == []


@given(st.text(max_size=60), st.integers(21, 10**9))
def test_words_around_a_numeral_only_shift_it(text: str, number: int) -> None:
    spelling = ENGINES["vi"].format_number(number).text_by_ruleset["spellout-cardinal"]
    before = text + "\n\n"
    inside = [n for n in find_numerals(f"{before}({spelling})", VI) if n.start > len(text)]
    assert [(n.start - len(before), n.value) for n in inside] == [(1, number)]


@pytest.mark.parametrize(
    "piece", ["một ", "năm ", "hai phẩy ", "ba a ", "một" + " " * 40, "thứ năm ", "hai\n"]
)
def test_hostile_repetition_takes_calls_that_grow_with_the_text(piece: str) -> None:
    def calls(size: int) -> int:
        count = 0

        def note(frame: FrameType, event: str, arg: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        text = piece * (size // len(piece))
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            find_numerals(text, VI)
        finally:
            sys.setprofile(before)
        return count

    assert calls(16_000) < 4.5 * max(calls(4_000), 100)  # quadratic: 16 times


@pytest.mark.parametrize("text", ["một mươi", "không mươi"])
def test_tens_are_counted_from_two_on(text: str) -> None:
    assert parse_numeral(text, VI) is None


def test_a_digit_said_twice_is_one_number_and_no_range() -> None:
    twice = parse_numeral("ba ba", VI)
    assert twice is not None
    assert (twice.value, twice.readings) == (33, ())


def test_a_year_in_two_halves_reaches_the_end_of_its_century() -> None:
    year = parse_numeral("nineteen ninety-nine", EN)
    assert year is not None
    assert (year.value, year.sense) == (1999, Sense.YEAR)


def test_a_half_stands_before_a_scale_and_not_before_a_number() -> None:
    assert parse_numeral("half two million", EN) is None
    half = parse_numeral("half a million", EN)
    assert half is not None
    assert half.value == 500_000


def test_numbers_that_a_comma_parts_are_told_apart_before_those_that_and_links() -> None:
    text = "five, two hundred and six people"
    assert [(text[n.start : n.end], n.value) for n in find_numerals(text, EN)] == [
        ("two hundred and six", 206)
    ]
