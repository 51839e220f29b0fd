"""Labels of the anchored strategy: made whole, and held against what the source itself calls the figure.

A label is the model's or the source's own words; nothing here invents one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from service.core.grammar import find_mentions
from service.core.source import Source
from service.core.types import Kind, Span
from service.llm.strategies.phrases import Phrase
from service.llm.strategies.sections import Figure
from service.llm.strategies.speech import speech

HALVES = "|"
_OWN, _OF = 3, 5  # a faithful label holds three in five of the source's words …
_MANY = 8  # … of which no more than these are asked for
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\S*\d\S*")
_NAMED = frozenset({Kind.NAME, Kind.DOCUMENT_CODE})  # "Chỉ thị 28-CT/TW" names a thing, it is no figure of it
_ASIDE = re.compile(r"\([^()]*\)?")
_SPACES = re.compile(r"\s+")
_PERSONS = frozenset({"đồng chí", "người", "em", "people", "persons", "individuals"})


@dataclass(frozen=True, slots=True)
class Label:
    """What a model said of one figure: ``subject`` is who or what is counted, ``detail`` the sub-category."""

    subject: str
    detail: str

    @property
    def text(self) -> str:
        """Both halves as one phrase, beginning with a capital letter."""
        phrase = self.subject
        if self.detail and self.detail.casefold() not in self.subject.casefold():
            phrase = f"{self.subject} {self.detail}".strip()
        return phrase[:1].upper() + phrase[1:]


def read_label(answer: str, lang: str = "vi") -> Label:
    """The two halves of an answer; figures that slipped in are taken out, since values come from the source.

    Words that only led up to a figure go with it; names that hold a number stay.

    >>> read_label("chi bộ | hoàn thành tốt nhiệm vụ 147/171").text
    'Chi bộ hoàn thành tốt nhiệm vụ'
    >>> read_label("tốc độ tăng bình quân giai đoạn 2016-2020 | đạt").text
    'Tốc độ tăng bình quân'
    """
    clean = _SPACES.sub(" ", _without_figures(_ASIDE.sub(" ", answer), lang)).strip(" .,;:|\"'")
    subject, _, detail = clean.partition(HALVES)
    return Label(_ended(subject, lang), _ended(detail.replace(HALVES, ",").replace(" ,", ","), lang))


def _without_figures(text: str, lang: str) -> str:
    """``text`` without its figures, their units, and the words that led up to them."""
    found = [mention for mention in find_mentions(text, lang) if _NUMBER.search(mention.text)]
    named = [mention.span for mention in found if mention.kind in _NAMED]
    figures = [mention.span for mention in found if mention.kind not in _NAMED]
    taken = [*named, *figures]
    for number in _NUMBER.finditer(text):
        if not any(span.start < number.end() and number.start() < span.end for span in taken):
            figures.append(Span(number.start(), number.end()))
    leading = speech(lang).leading
    for span in sorted(figures, reverse=True):
        before = text[: span.start]
        led = leading.search(before)
        text = f"{before[: led.start()] if led else before} {text[span.end :]}"
    return text


def _ended(half: str, lang: str) -> str:
    """A half of a label without words that cannot end one."""
    return speech(lang).trailing.sub("", half.strip(" ,;:")).strip(" ,;:")


def owned(label: str, source: Source, figure: Figure) -> str:
    """The label with the owner its sentence names ahead ("Đối với X: …"), where it says no word of it."""
    sentence = source.segments.sentence_at(figure.mention.start) or figure.mention.span
    before = source.text.canonical[sentence.start : figure.mention.start]
    named = list(speech(source.lang).owner.finditer(before))
    if not named:
        return label
    owner = _SPACES.sub(" ", named[-1]["owner"]).strip()
    if set(_words(owner, source.lang)) & set(_words(label, source.lang)):
        return label
    return f"{owner[:1].upper()}{owner[1:]}: {_lowered(label)}"


def as_target(label: str, figure: Figure, lang: str) -> str:
    """The label of a planned figure says that it is one.

    >>> from service.core.grammar import find_mentions
    >>> (planned,) = find_mentions("Phấn đấu kết nạp 185 đảng viên", "vi")
    >>> as_target("Đảng viên kết nạp", Figure(planned), "vi")
    'Chỉ tiêu đảng viên kết nạp'
    """
    if not figure.mention.target or speech(lang).planned.search(label):
        return label
    return f"{speech(lang).target} {_lowered(label)}"


def with_noun(label: Label, noun: str) -> Label:
    """The label with the counted noun of the source as its subject, where the model named something else.

    A noun that only says "persons" tells less than any subject and does not replace one.

    >>> with_noun(Label("Huyện ủy", "ban hành"), "văn bản").text
    'Văn bản ban hành'
    >>> with_noun(Label("đảng viên", "xuất sắc"), "đồng chí").text
    'Đảng viên xuất sắc'
    """
    if not noun or _key(noun) in _PERSONS or _key(noun) in _key(label.text):
        return label
    return Label(noun, label.detail)


def share_label(count: str, figure: Figure, lang: str) -> str:
    """The label of a share, from the label of its count and the words that name its base.

    >>> from service.core.grammar import find_mentions
    >>> five, percent = find_mentions("5 chi bộ (chiếm 19,23%)", "vi")
    >>> share_label("Chi bộ xuất sắc", Figure(percent, share_of=five, base="tổng số chi bộ tốt"), "vi")
    'Tỷ lệ chi bộ xuất sắc trên tổng số chi bộ tốt'
    """
    of = speech(lang).share
    base = "" if figure.base.casefold() in count.casefold() else figure.base
    if lang == "vi" and base.startswith("tổng"):
        base = f"trên {base}"
    return f"{of} {_lowered(count)} {base}".strip()


def _lowered(label: str) -> str:
    """The label inside a phrase: a small letter at its beginning, except where it begins with capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def source_label(phrase: Phrase, lang: str) -> str:
    """The source's own words as a label; a noun that only says "persons" gives way to a subject.

    >>> source_label(Phrase("UBND huyện tặng giấy khen cho", "tập thể", ""), "vi")
    'UBND huyện tặng giấy khen cho tập thể'
    >>> source_label(Phrase("nâng tổng số ĐV toàn huyện lên", "đồng chí", ""), "vi")
    'Nâng tổng số ĐV toàn huyện lên'
    """
    noun = "" if _key(phrase.noun) in _PERSONS and phrase.before else phrase.noun
    before = phrase.before if noun else _ended(phrase.before, lang)
    return read_label(f"{before} {noun} {phrase.behind}".replace(HALVES, " "), lang).text


def faithful(label: str, own: str, rivals: Iterable[str], around: str, noun: str, lang: str) -> bool:
    """True for a label that says of its figure what the source does.

    ``own`` is what the source calls the figure, ``rivals`` what it calls other figures of the same noun,
    ``around`` the text that the label was made from. A faithful label holds at least three in five of its own
    words (of long ones, of eight), one of them besides the noun; no word that only a rival has; something
    that tells it from each rival that lacks a word of its own; and no word from nowhere.

    >>> own, rival = "tập thể hoàn thành nhiệm vụ", "tập thể hoàn thành xuất sắc nhiệm vụ"
    >>> faithful("Tập thể hoàn thành nhiệm vụ", own, [rival], own, "tập thể", "vi")
    True
    >>> faithful("Tập thể hoàn thành xuất sắc nhiệm vụ", own, [rival], f"{rival}; {own}", "tập thể", "vi")
    False
    """
    said, due = set(_words(label, lang)), set(_words(own, lang))
    if not said or said - due - set(_words(around, lang)):
        return False
    for rival in rivals:
        other = set(_words(rival, lang))
        if said & (other - due) or (due - other and not said & (due - other)):
            return False
    besides = due - set(_words(noun, lang))
    if besides and not said & besides:
        return False
    return len(said & due) * _OF >= _OWN * min(len(due), _MANY)


def _words(text: str, lang: str) -> list[str]:
    weak = speech(lang).weak
    return [word for word in _WORD.findall(_key(text)) if word not in weak]


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
