"""What holds of every digest: made from mentions it is supported, with one thing changed it is not.

Neither the order of its metrics nor the Unicode form of either text makes a difference.
"""

import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from service.core.check import check
from service.core.check.verdict import stated
from service.core.source import read_source
from service.core.types import Kind, VerdictWord

REPORTS = {
    "vi": """Tình hình kinh tế - xã hội huyện năm 2021

Năm 2021, thu ngân sách huyện đạt 285,695 tỷ đồng, tăng 12,66% so với kế hoạch. Diện tích lúa 4.250 ha, năng
suất 62,5 tạ/ha, sản lượng đạt 26.562 tấn. Huyện tổ chức trên 80 cuộc họp, ban hành 1.132 văn bản.
Các cấp ủy đã kiểm tra 264 đảng viên, 112 tổ chức đảng; giám sát 216 đảng viên và 55 tổ chức đảng.
Có 7/38 tổ chức hoàn thành xuất sắc nhiệm vụ, đạt 18,42%; 26/38 tổ chức hoàn thành tốt nhiệm vụ, đạt 68,42%.
Chi đầu tư 96,35 tỷ đồng cho gần 40 công trình; quãng đường mới dài 13,7 km, tiêu thụ 5.400 kg thóc giống.
""",
    "en": """Annual review 2022

In 2022 exports reached USD 12.5 million, up 8.4% on 2021, while imports fell 3.1% to USD 9.3 million.
The company employed 1,240 people at 37 sites and invested nearly EUR 4.2 million in 15 projects.
The clinic treated 3,418 patients; 212 of them were children. The new road is 13.7 km long.
It took 5,400 hours. At least 46 of the schemes were handed over, and 2,750 tonnes of seed were sold.
""",
}
SOURCES = {lang: read_source(text, lang) for lang, text in REPORTS.items()}
DECOMPOSED = {lang: read_source(unicodedata.normalize("NFD", text), lang) for lang, text in REPORTS.items()}
KINDS = frozenset({Kind.CARDINAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE, Kind.RATIO, Kind.DURATION})
FIGURES = [
    (lang, mention)
    for lang, source in SOURCES.items()
    for mention in source.mentions
    if mention.kind in KINDS
]
SCALES = {"tỷ": "triệu", "triệu": "tỷ", "million": "billion"}
UNITS = {
    "ha": "km²", "tấn": "tạ", "km": "m", "kg": "tấn", "tonnes": "kg", "hours": "days", "tạ/ha": "tấn/ha",
    "%": " điểm phần trăm", "USD": "EUR", "EUR": "GBP", "đồng": "USD",
}  # fmt: skip


def metric(lang, mention, value=None, unit=True):
    source = SOURCES[lang]
    text = source.text.canonical
    quote = text[slice(*source.segments.sentence_at(mention.start))]
    return {
        "label": {"vi": "Số liệu", "en": "Figure"}[lang],
        "value_text": value or stated(mention, text),
        "unit": mention.quantity.unit if unit and mention.kind is Kind.CARDINAL else None,
        "quote": quote,
    }


def alarmed(source, digest):
    return {f.path for f in check(source, digest).flags if f.severity != "info"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(range(len(FIGURES))), min_size=1, max_size=6, unique=True))
def test_a_digest_made_from_mentions_is_fully_supported(chosen):
    for lang in REPORTS:
        rows = [metric(lang, m) for i in chosen for tongue, m in (FIGURES[i],) if tongue == lang]
        result = check(SOURCES[lang], {"metrics": rows})
        assert {c.verdict for c in result.claims} <= {VerdictWord.SUPPORTED}, rows
        assert alarmed(SOURCES[lang], {"metrics": rows}) == set()


def other_digit(lang, text, data):
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != text[at]]))
    return text[:at] + digit + text[at + 1 :]


def other_mark(lang, text, data):
    marks = [i for i, c in enumerate(text) if c in ".," and text[i + 1 : i + 4].isdigit()]
    marks = [i for i in marks if not text[i + 4 : i + 5].isdigit()]
    if not marks:
        return None
    return text[: marks[0]] + {".": ",", ",": "."}[text[marks[0]]] + text[marks[0] + 1 :]


def replaced(table):
    def change(lang, text, data):
        words = [w for w in sorted(table, key=len, reverse=True) if text.rstrip().endswith(w)]
        return text.rstrip()[: -len(words[0])] + table[words[0]] if words else None

    return change


def other_scale(lang, text, data):
    return next((text.replace(old, new) for old, new in SCALES.items() if old in text.split()), None)


def other_currency(lang, text, data):
    word = text.split()[0]
    return text.replace(word, UNITS[word]) if word in ("USD", "EUR") else None


def other_hedge(lang, text, data):
    hedges = {"vi": ("trên ", "dưới ", "gần "), "en": ("more than ", "less than ", "nearly ")}[lang]
    bare = next((text[len(h) :] for h in (*hedges, "At least ") if text.startswith(h)), None)
    if bare is not None:
        return bare
    return data.draw(st.sampled_from(hedges[:2])) + text


CHANGES = {
    "digit": other_digit, "separator": other_mark, "scale": other_scale, "unit": replaced(UNITS),
    "currency": other_currency, "hedge": other_hedge,
}  # fmt: skip


FIRST = SimpleNamespace(draw=lambda strategy: strategy.elements[0])
MATERIAL = {
    name: [
        (lang, m)
        for lang, m in FIGURES
        if change(lang, stated(m, SOURCES[lang].text.canonical), FIRST) is not None
        and not (name == "hedge" and m.kind is Kind.RATIO)
    ]
    for name, change in CHANGES.items()
}


@pytest.mark.parametrize("name", CHANGES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_with_one_thing_changed_it_is_not_supported(name, data):
    lang, mention = data.draw(st.sampled_from(MATERIAL[name]))
    said = stated(mention, SOURCES[lang].text.canonical)
    changed = CHANGES[name](lang, said, data)
    other = name != "hedge" and changed in SOURCES[lang].text.canonical
    assume(not other)  # another right figure of the same sentence
    digest = {"metrics": [metric(lang, mention, changed)]}
    assert "/metrics/0/value_text" in alarmed(SOURCES[lang], digest), (said, changed)


def verdicts(source, rows):
    result = check(source, {"metrics": rows})
    said = {}
    for claim in result.claims:
        row = rows[int(claim.path.split("/")[2])]
        key = (unicodedata.normalize("NFC", row["value_text"]), claim.text)
        said.setdefault(key, set()).add((claim.verdict, claim.reason))
    return said


ROWS = st.lists(
    st.tuples(st.sampled_from(FIGURES), st.sampled_from(["", "1", "trên ", "nearly "])),
    min_size=2,
    max_size=6,
    unique_by=lambda row: (row[0][1].text, row[1]),
)


def mixed_rows(drawn):
    lang = drawn[0][0][0]
    return lang, [
        metric(lang, m, hedge + stated(m, SOURCES[lang].text.canonical))
        for (tongue, m), hedge in drawn
        if tongue == lang
    ]


@settings(max_examples=25, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_metrics_changes_no_verdict(drawn, random):
    lang, rows = mixed_rows(drawn)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert verdicts(SOURCES[lang], rows) == verdicts(SOURCES[lang], shuffled)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_the_unicode_form_of_digest_and_report_changes_no_verdict(drawn):
    lang, rows = mixed_rows(drawn)
    decomposed = [{k: v and unicodedata.normalize("NFD", v) for k, v in row.items()} for row in rows]
    expected = verdicts(SOURCES[lang], rows)
    assert verdicts(SOURCES[lang], decomposed) == expected
    assert verdicts(DECOMPOSED[lang], rows) == expected
    assert verdicts(DECOMPOSED[lang], decomposed) == expected
