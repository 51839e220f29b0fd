"""Laws of find_mentions: what is printed is found, neighbours shift it, any text is read in order."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.grammar import find_mentions
from service.core.locales import LOCALES
from service.core.source import read_source
from service.core.types import Kind

steady = settings(max_examples=60, derandomize=True, deadline=None, database=None)

# neutral words of each language: no number, unit, hedge or marker among them
AROUND = {
    "vi": (
        ("Kết quả đạt", "Huyện có", "Báo cáo ghi", "Đơn vị nhận"),
        ("theo báo cáo.", "như đã nêu.", "vậy."),
    ),
    "en": (
        ("The office has", "It recorded", "Staff saw", "They counted"),
        ("as noted.", "in the file.", "then."),
    ),
    "de": (("Das Amt hat", "Man zählte", "Es waren"), ("wie gesagt.", "im Bericht.", "dann.")),
}
# unit words behind a number: kind, unit key, power of ten
UNITS = {
    "vi": {
        "%": (Kind.PERCENT, "percent", 0),
        " ha": (Kind.MEASURE, "hectare", 0),
        " tấn": (Kind.MEASURE, "tonne", 0),
        " km": (Kind.MEASURE, "kilometre", 0),
        " đồng": (Kind.MONEY, "VND", 0),
        " triệu đồng": (Kind.MONEY, "VND", 6),
        " tỷ đồng": (Kind.MONEY, "VND", 9),
        " triệu USD": (Kind.MONEY, "USD", 6),
        " tháng": (Kind.DURATION, "month", 0),
        " tạ/ha": (Kind.RATE, "quintal_per_hectare", 0),
    },
    "en": {
        "%": (Kind.PERCENT, "percent", 0),
        " hectares": (Kind.MEASURE, "hectare", 0),
        " tonnes": (Kind.MEASURE, "tonne", 0),
        " km": (Kind.MEASURE, "kilometre", 0),
        " million euros": (Kind.MONEY, "EUR", 6),
        " billion dollars": (Kind.MONEY, "USD", 9),
        " months": (Kind.DURATION, "month", 0),
        " percentage points": (Kind.PERCENT, "percentage_point", 0),
    },
    "de": {
        " %": (Kind.PERCENT, "percent", 0),
        " Hektar": (Kind.MEASURE, "hectare", 0),
        " Tonnen": (Kind.MEASURE, "tonne", 0),
        " Mio. Euro": (Kind.MONEY, "EUR", 6),
        " Monate": (Kind.DURATION, "month", 0),
    },
}


def printed(value: Decimal, tag: str, *, grouped: bool) -> str:
    """The value as the language prints it."""
    locale = LOCALES[tag]
    swap = {",": locale.group, ".": locale.decimal}
    return "".join(swap.get(c, c) for c in (f"{value:,f}" if grouped else f"{value:f}"))


def plain(value: Decimal) -> str:
    """The value as a decimal string of our JSON."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def told(mentions, shift=0):
    """What the mentions say, with their places shifted back."""
    return [(m.start - shift, m.end - shift, m.text, m.quantity, m.qualifier, m.direction) for m in mentions]


amounts = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(10, 10**9).filter(lambda n: n % 10),
    st.sampled_from([0, 1, 2]),
)


@pytest.mark.parametrize("tag", ["vi", "en", "de"])
@steady
@given(data=st.data(), value=amounts, grouped=st.booleans())
def test_an_amount_is_found_as_it_was_printed(tag, data, value, grouped):
    before, after = (data.draw(st.sampled_from(words)) for words in AROUND[tag])
    unit, (kind, key, power) = data.draw(st.sampled_from(sorted(UNITS[tag].items())))
    text = printed(value, tag, grouped=grouped) + unit
    (found,) = find_mentions(f"{before} {text} {after}", tag)
    assert (found.text, found.start) == (text, len(before) + 1)
    assert (found.kind, found.quantity.unit_key) == (kind, key)
    assert (found.value, found.value_high) == (plain(value.scaleb(power)), None)
    doubted = kind is Kind.PERCENT and grouped and 1000 <= value < 10**6 and value == int(value)
    assert [r.value for r in found.quantity.readings] == ([plain(value / 1000)] if doubted else [])


@pytest.mark.parametrize("tag", ["vi", "en", "de"])
@steady
@given(data=st.data(), low=st.integers(2, 900), more=st.integers(1, 90))
def test_a_range_is_found_with_both_ends(tag, data, low, more):
    before, after = (data.draw(st.sampled_from(words)) for words in AROUND[tag])
    unit, (kind, key, power) = data.draw(st.sampled_from(sorted(UNITS[tag].items())))
    join = data.draw(st.sampled_from(["-", "–", " - ", {"vi": " đến ", "en": " to ", "de": " bis "}[tag]]))
    text = f"{low}{join}{low + more}{unit}"
    (found,) = find_mentions(f"{before} {text} {after}", tag)
    assert (found.text, found.kind, found.quantity.unit_key) == (text, kind, key)
    assert (found.value, found.value_high) == tuple(
        plain(Decimal(n).scaleb(power)) for n in (low, low + more)
    )


DATES = ("{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{d} tháng {m} năm {y}")


@steady
@given(
    day=st.integers(1, 28),
    month=st.integers(1, 12),
    year=st.integers(1950, 2080),
    shape=st.sampled_from(DATES),
)
def test_a_date_is_found_at_its_grain(day, month, year, shape):
    text = shape.format(d=day, m=month, y=year)
    (found,) = find_mentions(f"Họp ngày {text} tại huyện", "vi")
    assert (found.text, found.kind, found.value) == (text, Kind.DATE, f"{year}-{month:02}-{day:02}")


@steady
@given(part=st.integers(1, 999), whole=st.integers(1, 999))
def test_a_ratio_is_found_with_its_parts(part, whole):
    (found,) = find_mentions(f"có {part}/{whole} tổ chức", "vi")
    assert (found.text, found.kind, found.value) == (f"{part}/{whole}", Kind.RATIO, f"{part}/{whole}")


# statements whose reading depends on nothing beyond their own words
STATEMENTS = {
    "vi": (
        "Thu ngân sách đạt 285,695 tỷ đồng, tăng 12,66%.",
        "Có trên 80 cuộc và 26/27 chi bộ.",
        "Kết nạp từ 185 đảng viên trở lên.",
        "Họp ngày 4/8/2020 tại khóa XIII.",
        "Ban hành Chỉ thị số 05-CT/TW, diện tích 20 - 30 ha.",
        "Cả ba xã có hai mươi lăm trạm, gấp 2 lần.",
    ),
    "en": (
        "Revenue rose 12.66% to $285.6 million.",
        "At least 80 of 120 schools reopened on 4 August 2020.",
        "Between 20 and 30 hectares were sown.",
        "Twenty-five clinics saw nine patients per 1,000 people.",
    ),
}
WORDS = {
    "vi": ("Huyện", "đã", "làm", "tốt", "việc", "này", "và", "báo cáo"),
    "en": ("The", "office", "did", "its", "work", "well", "and", "reported"),
}
cases = st.sampled_from([(tag, text) for tag, texts in STATEMENTS.items() for text in texts])


@steady
@given(case=cases, data=st.data())
def test_unrelated_words_only_shift_what_is_found(case, data):
    tag, text = case
    words = st.lists(st.sampled_from(WORDS[tag]), min_size=1, max_size=30).map(" ".join)
    head, tail = f"{data.draw(words)}. ", f" {data.draw(words)}."
    around = find_mentions(head + text + tail, tag)
    assert told(around, len(head)) == told(find_mentions(text, tag))


@steady
@given(tag=st.sampled_from(["vi", "en"]), data=st.data())
def test_a_text_of_two_paragraphs_holds_the_mentions_of_both(tag, data):
    first, last = (
        data.draw(st.lists(st.sampled_from(STATEMENTS[tag]), min_size=1, max_size=4).map(" ".join))
        for _ in range(2)
    )
    shift = len(first) + 2
    both = find_mentions(f"{first}\n\n{last}", tag)
    cut = len(find_mentions(first, tag))
    assert told(both[:cut]) == told(find_mentions(first, tag))
    assert told(both[cut:], shift) == told(find_mentions(last, tag))


WORDS_AND_SIGNS = """
0 1 5 12 007 1.111 2,5 2023 31/12 . , : ; / - – — ( ) [ $ € ₫ % ‰ + = # @ & ' ’ °C | I V XIII IVX
Q2 FY GMT+ COVID- km ha h g tỷ triệu đồng nghìn hai năm mươi rưỡi phẩy không một lăm thứ lần từ đến
ngày tháng quý số dưới trên gấp two hundred million and half of to from per points up between
May th am €000 İ ß ² ½ é
"""
BLANKS = (" ", "  ", "\xa0", "\u2009", "\t", "\n", "\n\n")
PIECES = (*WORDS_AND_SIGNS.split(), *BLANKS, "1" * 31, "trở lên", "mục tiêu")
soup = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " "])).map("".join), max_size=40)


def assert_orderly(text, mentions):
    """Spans lie inside the text, in order and apart, and hold the text that they say."""
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.value
        for start, stop in mention.qualifier_spans:
            assert 0 <= start < stop <= len(text)
        end = mention.end


@settings(steady, max_examples=300)
@given(text=soup.map("".join), tag=st.sampled_from(["vi", "en", "de", "auto"]))
def test_a_soup_of_digits_signs_and_words_is_read_in_order(text, tag):
    assert_orderly(text, find_mentions(text, tag))


@settings(steady, max_examples=100)
@given(text=st.text(), tag=st.sampled_from(["vi", "en", "de", "auto"]))
def test_any_text_is_read_in_order(text, tag):
    assert_orderly(text, find_mentions(text, tag))


@pytest.mark.parametrize("text", ["ngày 12,5001/2/100 vụ", "0,0001/2/100", "3,0,0/100"])
def test_a_figure_inside_a_run_that_another_has_taken_is_no_mention_of_its_own(text):
    found = find_mentions(text, "vi")
    assert found
    assert_orderly(text, found)


def said(text, tag):
    """The mentions of a text as received, with their received places."""
    source = read_source(text, tag)
    return [
        (text[slice(*source.text.received_span(m.start, m.end))], m.kind, m.value, m.value_high, m.qualifier)
        for m in source.mentions
    ]


@settings(steady, max_examples=100)
@given(pieces=soup, tag=st.sampled_from(["vi", "en"]))
def test_spelling_variants_of_a_soup_hold_the_same_mentions(pieces, tag):
    text = unicodedata.normalize("NFC", "".join(pieces))
    usual = said(text, tag)
    for form in ("NFC", "NFD"):
        variant = unicodedata.normalize(form, text)
        assert [(unicodedata.normalize("NFC", t), *rest) for t, *rest in said(variant, tag)] == usual
    for sign, others in (("-", "\u2010\u2011\u2212"), ("\xa0", "\u202f\u2007")):
        for other in others:
            got = said(text.replace(sign, other), tag)
            assert [(t.replace(other, sign), *rest) for t, *rest in got] == usual
