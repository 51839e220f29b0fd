"""Which figures are planned: those in reach of a word of planning, or under a heading of plans."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set

from service.core.grammar.plans import NEVER_HEDGED, Draft, Plan
from service.core.grammar.tables import NUMBERING, SENTENCE_END, Tables
from service.core.types import Kind, Qualifier

_CLAUSE_END = re.compile(r"[,;.:](?=\s|$)|(?<=[0-9]) \((?=[^()]*%\))")
_COUNT_OF_PLANS = re.compile(r"(?<![^\s(])[0-9]{1,3}(?:/[0-9]{1,3})? $")
_COUNT = 10  # characters of a number of plans
_SHARE_END = re.compile(r"[,;.:](?=\s|$)| và | and ")
_ITEM = re.compile(r"[-+•*–]|\(?(?:[0-9]+(?:\.[0-9]+)*|[a-zđ])[.)/]|[ivx]+(?:[.)]| ?[-–] )")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(rf"{SENTENCE_END.pattern}|\n")
_OPENING = re.compile(rf"[.;:!?\s]*(?:{NUMBERING.pattern})?")
_SPEECH = re.compile(r": ?[“\"'‘]")
_ROMAN_ITEM = re.compile(r"[ivx]+(?:[.)]| ?[-–] )")
_DIGIT_ITEM = re.compile(r"[0-9]+[.)/](?![0-9])")
_HEAD_WIDTH = 60
_APART = frozenset(",.|\t")  # signs that no heading holds
_SECTION_REACH = 4000  # characters that a heading of plans reaches at most
_BASE = 16  # characters before a figure that may say that a plan starts from it
_STOPS = (". ", "; ", "! ", "? ")
_NEAR = 60  # characters between a figure and the words behind it that say it was planned
_NEXT = 6  # characters behind those words that show whether they end there
_BEFORE = 30  # characters before a word of planning that may say that the plan was met
_PLAN_REACH = 600  # characters that a word of planning reaches at most
_PIECE = 65536  # characters put into lower case at a time


def targets(
    text: str, drafts: Sequence[Draft], starts: Sequence[int], planned: Set[int], tables: Tables
) -> Set[int]:
    """Which drafts are plan figures: those ``planned`` by their column, or near a word of planning."""
    locale, found = tables.lexicon.locales[0], set(planned)
    named: set[int] = set()
    if not _LETTER.search(text):
        return found  # a value or a cell without words
    reached = 0  # the end of the last section of plans
    for at, low in _pieces(text):
        for begin, (end, words) in _lines_with(low, locale.plans).items():
            if (first := bisect_left(starts, at + begin)) == len(starts) or starts[first] >= at + end:
                continue  # a plan without figures
            inside = range(first, bisect_left(starts, at + end))
            stated = [starts[i] - at - begin for i in inside if _states(drafts[i].plan)]
            for head, tail in _plan_scopes(low[begin:end], stated, words, tables):
                reach = range(bisect_left(starts, at + begin + head), bisect_left(starts, at + begin + tail))
                found.update(i for i in reach if not _is_base(text, drafts[i], tables))
        for place in _named_places(low, at, starts, tables):
            named.update(range(bisect_left(starts, place), bisect_right(starts, place)))
        for begin in (0, *(opening.start() + 1 for opening in tables.plan_head.finditer(low))):
            if at + begin >= reached and (section := _plan_section(text, low, at, begin, tables)):
                for head, tail in _untold(low, section[0] - at, section[1] - at, tables):
                    found.update(range(bisect_left(starts, at + head), bisect_left(starts, at + tail)))
                reached = section[2]
    found = {i for i in found if _may_be_planned(drafts[i].plan)}
    return found | {i for i in named if drafts[i].plan.quantity.kind not in NEVER_HEDGED}


def _states(plan: Plan) -> bool:
    """Whether a figure is neither a time nor a name: a plan behind it may be only what it is held against."""
    return plan.quantity.kind is not Kind.DURATION and plan.quantity.kind not in NEVER_HEDGED


def _is_base(text: str, draft: Draft, tables: Tables) -> bool:
    """Whether a plan starts from the figure: ``up from £58m``, ``tăng 8% so với 120 ha``."""
    front = text[max(0, draft.start - _BASE) : draft.start]
    return draft.plan.qualifier is Qualifier.EXACT and front.lower().endswith(tables.bases)


def _may_be_planned(plan: Plan) -> bool:
    """Whether a plan states the figure; a bare length of time in a plan says when, not what."""
    if plan.quantity.kind is Kind.DURATION:
        return plan.qualifier is not Qualifier.EXACT
    return plan.quantity.kind not in NEVER_HEDGED


def _plan_section(
    text: str, low: str, offset: int, begin: int, tables: Tables
) -> tuple[int, int, int] | None:
    """What stands under a heading of plans (``II. MỤC TIÊU NĂM 2024``), or behind ``Kế hoạch 2024:``.

    ``low`` is the piece of the text from ``offset`` on, in lower case, and ``begin`` the line's place in it.
    Returns the ends of the section, and how far no further heading is looked for.
    """
    end = low.find("\n", begin)
    end = len(low) if end < 0 else end
    title, colon, rest = low[begin:end].partition(":")
    number = NUMBERING.match(title)
    name = title[number.end() if number else 0 :].strip()
    heads = tables.lexicon.locales[0].plan_heads
    if len(name) > _HEAD_WIDTH or not name.startswith(heads) or not _APART.isdisjoint(name):
        return None
    head, tail = offset + begin + len(title), offset + end
    if rest.strip():
        if tables.plan_result.match(low, begin + len(title) + 2):
            return None  # "Chỉ tiêu thu: 9/13 đơn vị vượt"
        stop = SENTENCE_END.search(low, begin + len(title), end)
        listed = not stop or stop.group() == ";"
        last = stop.start() if stop and not listed else _list_end(low, begin + len(title), end, tables)
        return head, offset + last, 0
    if colon or number or _is_title(text, offset + begin, tail):
        reached = _section_end(text, tail, number.group().strip() if number else "-")
        return tail, reached, reached
    return None


def _untold(low: str, start: int, end: int, tables: Tables) -> Iterator[tuple[int, int]]:
    """The sentences under a heading of plans, without those that tell what was done."""
    while start < end:
        stop = _SENTENCE.search(low, start + 1, end)
        tail = stop.start() if stop else end
        opening = _OPENING.match(low, start, tail)
        if not tables.told.match(f": {low[opening.end() if opening else start : tail]}"):
            yield start, tail
        start = tail


def _is_title(text: str, begin: int, end: int) -> bool:
    """Whether a line stands alone: blank lines or the text's ends around it, or list items below."""
    return text[end + 1 : end + 2] in {"\n", "-", "+", "•", "*"} or not begin


def _section_end(text: str, start: int, number: str) -> int:
    """Where what stands under a heading ends: its first paragraph, and the items of its list."""
    at, opened = start, False
    same = _ROMAN_ITEM if number[:1] in "ivx" else _DIGIT_ITEM
    while at < min(len(text), start + _SECTION_REACH):
        end = text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        line = text[at + 1 : min(end, at + _SECTION_REACH)].strip().lower()
        if line and (opened if not _ITEM.match(line) else number != "-" and same.match(line)):
            return at
        opened = opened or bool(line)
        at = end
    return at


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in lower case, every letter in its place, in pieces of whole lines with their places."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PIECE)
        end = len(text) if end < 0 else end + 1
        yield at, _lower(text[at:end])
        at = end


def _lower(piece: str) -> str:
    low = piece.lower()
    if len(low) == len(piece):
        return low
    return "".join([c.lower() if len(c.lower()) == 1 else c for c in piece])


def _lines_with(text: str, words: Sequence[str]) -> dict[int, tuple[int, list[str]]]:
    """The lines that hold one of the words: by their start their end, and which of the words they hold."""
    lines: dict[int, tuple[int, list[str]]] = {}
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            lines.setdefault(text.rfind("\n", 0, at) + 1, (end, []))[1].append(word)
            at = text.find(word, end)
    return lines


def _named_places(low: str, offset: int, starts: Sequence[int], tables: Tables) -> Iterator[int]:
    """Where figures stand that are named plans: behind ``kế hoạch giao là``, before ``kế hoạch``."""
    for noun in tables.lexicon.locales[0].plan_nouns:
        at = low.find(noun)
        while at >= 0:
            near = bisect_left(starts, offset + at) > bisect_left(starts, offset + at - _NEAR)
            if near and (front := _planned_before(low, at, noun, tables)):
                yield offset + front.start("figure")
            at += len(noun)
            if behind := tables.plan_figure.match(low, at):
                yield offset + behind.end()
            at = low.find(noun, at)


def _planned_before(low: str, at: int, word: str, tables: Tables) -> re.Match[str] | None:
    """The figure in front of a word that says it was planned: ``where 12 had been planned``."""
    return tables.plan_behind.search(low, max(0, at - _NEAR), at + len(word) + _NEXT)


def _plan_scopes(
    low: str, stated: Sequence[int], words: Sequence[str], tables: Tables
) -> list[tuple[int, int]]:
    """Where a line, in lower case, states plans by some of its words, last place first.

    ``stated`` are the places of its figures that are neither times nor names.
    """
    idioms = tables.lexicon.locales[0].plan_idioms
    scopes: list[tuple[int, int]] = []
    for word in words:
        at = low.find(word)
        while at >= 0:
            start = end = at + len(word)
            if not (low.endswith(idioms, 0, start) or low.startswith(idioms, at)):
                start, end = _plan_scope(low, at, word, stated, tables)  # not "có mục tiêu", "target group"
                near = bisect_left(stated, at) > bisect_left(stated, at - _NEAR)
                if near and (front := _planned_before(low, at, word, tables)):
                    scopes.append((front.start("figure"), front.end("figure")))
                scopes.append((start, end))
            at = low.find(word, max(end, start))
    return _united(scopes)


def _plan_scope(low: str, at: int, word: str, stated: Sequence[int], tables: Tables) -> tuple[int, int]:
    """How far the plan word at a place reaches: to the end of its sentence or bracket, or to a result.

    ``chỉ tiêu … :`` reaches to the end of the line; ``3 chỉ tiêu`` that are counted, and what is compared
    with a plan or done by it (``faster than planned: …``, ``as planned, …``), nowhere. What only names the
    plan of a figure in front of it, or that a plan was met (``vượt mục tiêu 5%, đạt …``), reaches to the end
    of its clause.
    """
    locale, start = tables.lexicon.locales[0], at + len(word)
    if tables.plan_beside.search(low, max(0, at - _BEFORE), start):
        return start, start
    end = _plan_end(low, at, tables)
    if low[at - 1 : at] == "(" and (close := low.find(")", at, at + _PLAN_REACH)) >= 0:
        return start, close
    colon = low.find(":", at, end)
    if colon < 0 and _COUNT_OF_PLANS.search(low, max(0, at - _COUNT), at):
        return start, start
    begin = max(low.rfind(stop, 0, at) for stop in _STOPS)
    front = low[max(begin + 1, at - _BEFORE) : at]
    if front.endswith(tables.shares_of):
        clause = _SHARE_END.search(low, start, end)
    elif tables.achieved.search(front) or front.endswith(tables.asides):
        clause = _CLAUSE_END.search(low, start, end)
    elif colon >= 0 and word in locale.plan_lists and not _SPEECH.match(low, colon):
        told = tables.plan_result.match(low, colon + 2) or tables.told.match(low, colon)
        return (start, colon) if told else (colon, _list_end(low, colon, len(low), tables))
    elif word in locale.plan_names and bisect_left(stated, at) > bisect_left(stated, begin):
        clause = _CLAUSE_END.search(low, start, end)
    elif (last := bisect_left(stated, end)) > bisect_left(stated, start):
        clause = tables.told.search(low, start, min(end, stated[last - 1] + _NEAR))
    else:
        return start, end
    end = clause.start() if clause else end
    result = tables.plan_result.search(low, start, end)
    return start, result.start() if result else end


def _list_end(low: str, colon: int, end: int, tables: Tables) -> int:
    """Where the plans behind a colon end: at the line's end, or where a label of results stands in it."""
    stops = (stop.end() for stop in SENTENCE_END.finditer(low, colon, end))
    ends = (
        at for at in stops if tables.result_label.match(low, at, end) or tables.told.match(low, at - 1, end)
    )
    return next(ends, end)


def _plan_end(low: str, at: int, tables: Tables) -> int:
    """Where the sentence of a plan word ends, with clauses behind semicolons in which the plan goes on."""
    reach = min(len(low), at + _PLAN_REACH)
    end, begin = reach, at
    while stop := SENTENCE_END.search(low, begin, reach):
        if begin == at or tables.plan_goes_on.search(low, begin, stop.start()):
            end = stop.start()
        begin = stop.end()
        if stop.group() != ";":
            break
    return end


def _united(scopes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places with overlaps made one, last first."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(scopes):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united[::-1]
