"""A right figure told as something beside it: a level as a change, a plan as a result, men as women.

Each function returns a right statement and the same with one confusion, or None where the document offers no
material at this draw. The figure itself stays as it is in the source, so only its words can tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from evals.dataset import GoldMention
from evals.planted import Made, Maker, Slot
from evals.render import plain_number

RISE_OR_FALL = {
    "vi": r"tăng|giảm|nâng|hạ",
    "en": r"rose|fell|grew|shrank|increased|decreased|declined|climbed|dropped|risen|fallen|widened|narrowed",
}
TO = {"vi": r"(?:lên|xuống còn|xuống|còn|lên tới|lên đến)", "en": r"to"}
FROM = {"vi": r"từ(?: mức)?", "en": r"from"}
BY = {"vi": "", "en": "by "}
REACHED = {"vi": "lên ", "en": "to "}
OPPOSITES: dict[str, tuple[tuple[str, str], ...]] = {
    "vi": (
        ("nữ", "nam"), ("thành thị", "nông thôn"), ("trong nước", "nước ngoài"), ("xuất khẩu", "nhập khẩu"),
        ("không đạt", "đạt"), ("chưa", "đã"), ("trước thuế", "sau thuế"), ("nội địa", "quốc tế"),
        ("công lập", "ngoài công lập"), ("nhập viện", "xuất viện"), ("trẻ em", "người lớn"),
        ("thành lập", "giải thể"), ("đúng hạn", "quá hạn"), ("tăng", "giảm"), ("cao nhất", "thấp nhất"),
        ("không hoàn thành", "hoàn thành"), ("trực tiếp", "trực tuyến"),
    ),
    "en": (
        ("women", "men"), ("girls", "boys"), ("female", "male"), ("urban", "rural"), ("exports", "imports"),
        ("domestic", "foreign"), ("opened", "closed"), ("passed", "failed"), ("admitted", "discharged"),
        ("full-time", "part-time"), ("public", "private"), ("paid", "unpaid"), ("income", "spending"),
        ("before tax", "after tax"), ("adults", "children"), ("highest", "lowest"), ("primary", "secondary"),
        ("lent", "returned"), ("revenue", "expenditure"), ("new", "closed"),
    ),
}  # fmt: skip
PLAN_WORDS = {
    "vi": r"mục tiêu|chỉ tiêu|kế hoạch|dự kiến|phấn đấu|dự toán",
    "en": r"targeted|targets?|planned|plans?|goals?|forecasts?|budgeted|budget|expected|to reach|outlook",
}
RESULT = {"vi": "{} thực tế", "en": "actual {}"}
PLAN = {"vi": "kế hoạch {}", "en": "planned {}"}


def _related(maker: Maker, kinds: Sequence[str]) -> list[list[GoldMention]]:
    """The figures of each relation of some types that holds in the source."""
    found = []
    for item in maker.document.near_misses:
        if item.type in kinds:
            found.append([maker.document.mentions[i] for i in item.mentions])
    return found


def _under(maker: Maker, figure: GoldMention, other: GoldMention) -> Made:
    """The figure under its own label, and the same under the other's."""
    ours, theirs = (unicodedata.normalize("NFC", m.subject) for m in (figure, other))
    usable = figure in maker.usable and other in maker.usable
    distinct = set(theirs.split()) != set(ours.split()) and figure.value != other.value
    if not usable or not distinct or not plain_number(figure) or figure.unit != other.unit:
        return None
    right = maker.slot(figure, maker.form(), style="copy")
    return right, replace(right, label=theirs)


def _change(
    maker: Maker, kinds: Sequence[str] = ("difference",)
) -> tuple[GoldMention, list[GoldMention]] | None:
    """A change and its two levels, all plain numbers, of a random relation that the source states."""
    found = [figures for figures in _related(maker, kinds) if len(figures) == 3]
    found = [figures for figures in found if all(map(plain_number, figures))]
    if not found:
        return None
    *levels, change = maker.rng.choice(found)
    return change, levels


def _moves(maker: Maker) -> list[tuple[str, GoldMention, re.Match[str], tuple[int, int]]]:
    """Sentences in which something rises or falls and reaches a level: the verb, and the level's place."""
    found = []
    for text, mention, (start, end) in maker.marked():
        verbs = list(re.finditer(rf"(?<!\w)(?:{RISE_OR_FALL[maker.lang]})(?!\w)", text[:start]))
        verb = verbs[-1] if verbs else None
        to = re.search(rf"(?<!\w){TO[maker.lang]} (?:\w+ )?$", text[:start])
        if verb and to and re.search(r"\d", text[verb.end() : to.start()]) and plain_number(mention):
            found.append((text, mention, verb, (start, end)))
    return found


def _cut(
    maker: Maker, verb_end: int, text: str, joint: str, mention: GoldMention, place: tuple[int, int]
) -> Slot:
    """A sentence that ends with the figure at ``place`` directly behind its verb."""
    unit = f" {mention.unit}" if mention.unit and text.startswith(f" {mention.unit}", place[1]) else ""
    figure = text[place[0] : place[1]] + unit
    wrong = f"{text[:verb_end]} {joint}{figure}."
    return Slot("prose", None, "copied", maker.lang, sentence=wrong, mark=(verb_end, len(wrong) - 1))


def _copied(maker: Maker, text: str, mark: tuple[int, int]) -> Slot:
    return Slot("prose", None, "copied", maker.lang, sentence=text, mark=mark)


def level_as_change(maker: Maker) -> Made:
    """A level told as the change: "fell by 1,306" for "fell by 118 to 1,306"."""
    moves = _moves(maker)
    if moves and maker.rng.random() < 0.5:
        text, mention, verb, place = maker.rng.choice(moves)
        wrong = _cut(maker, verb.end(), text, BY[maker.lang], mention, place)
        return _copied(maker, text, (verb.end(), place[1])), wrong
    parts = _change(maker)
    if parts is None:
        return None
    change, levels = parts
    return _under(maker, maker.rng.choice(levels), change)


def change_as_level(maker: Maker) -> Made:
    """A change told as the level: "fell to 118" for "fell by 118 to 1,306"."""
    moves = []
    for text, _, verb, (start, _) in _moves(maker):
        between = [
            (m, at) for other, m, at in maker.marked() if other == text and verb.end() <= at[0] < start
        ]
        if len(between) == 1 and not re.search(rf"(?<!\w){FROM[maker.lang]} ", text[verb.end() : start]):
            moves.append((text, verb, *between[0]))
    if moves and maker.rng.random() < 0.5:
        text, verb, mention, place = maker.rng.choice(moves)
        wrong = _cut(maker, verb.end(), text, REACHED[maker.lang], mention, place)
        return _copied(maker, text, (verb.end(), place[1])), wrong
    parts = _change(maker)
    if parts is None:
        return None
    change, levels = parts
    return _under(maker, change, maker.rng.choice(levels))


def earlier_as_new(maker: Maker) -> Made:
    """The earlier of two levels told as the new one, or the new one as the earlier."""
    moves = []
    for text, _, verb, _ in _moves(maker):
        start = re.match(rf" {FROM[maker.lang]} (?:\w+ )?(?=\d)", text[verb.end() :])
        for other, mention, at in maker.marked() if start else ():
            if start and other == text and at[0] == verb.end() + start.end() and plain_number(mention):
                moves.append((text, verb, mention, at))
    if moves and maker.rng.random() < 0.5:
        text, verb, mention, place = maker.rng.choice(moves)
        wrong = _cut(maker, verb.end(), text, REACHED[maker.lang], mention, place)
        return _copied(maker, text, (verb.end(), place[1])), wrong
    parts = _change(maker, ("difference", "growth"))
    return _under(maker, *maker.rng.sample(parts[1], 2)) if parts else None


def part_as_whole(maker: Maker) -> Made:
    """A part under the label of its whole, or the whole under that of a part."""
    groups = [figures for figures in _related(maker, ("parts_sum",)) if len(figures) > 2]
    if not groups:
        return None
    whole, *addends = maker.rng.choice(groups)
    return _under(maker, *maker.rng.sample([whole, maker.rng.choice(addends)], 2))


def opposite_named(maker: Maker) -> Made:
    """A label that names the opposite: men for women, failed for passed."""
    counts = Counter(mention.value for mention in maker.document.mentions)
    pairs = [(a, b) for one in OPPOSITES[maker.lang] for a, b in (one, one[::-1])]
    choices = []
    for mention in maker.usable:
        label = unicodedata.normalize("NFC", mention.subject)
        if counts[mention.value] > 1 or not plain_number(mention):
            continue
        for word, opposite in pairs:
            if re.search(rf"(?<!\w){word}(?!\w)", label) and not re.search(
                rf"(?<!\w){opposite}(?!\w)", label
            ):
                choices.append((mention, re.sub(rf"(?<!\w){word}(?!\w)", opposite, label)))
    if not choices:
        return None
    mention, label = maker.rng.choice(choices)
    right = maker.slot(mention, maker.form(), style="copy")
    return right, replace(right, label=label)


def plan_as_result(maker: Maker) -> Made:
    """A plan told as reached, or a result under the name of the plan."""
    plain = rf"(?<!\w)(?:{PLAN_WORDS[maker.lang]})(?!\w) ?"
    planned = [(m.unit, m.kind, {*re.sub(plain, "", m.subject).split()}) for m in maker.usable if m.target]

    def alike(mention: GoldMention) -> bool:
        said = {*mention.subject.split()}
        same = ((mention.unit, mention.kind) == there[:2] and there[2] <= said for there in planned)
        return not re.search(plain, mention.subject) and any(same)

    one = maker.pick(lambda m: m.target or alike(m))
    if one is None:
        return None
    right = maker.slot(one, maker.form(), style="copy")
    label = re.sub(plain, "", right.label).strip()
    return right, replace(right, label=(RESULT if one.target else PLAN)[maker.lang].format(label))
