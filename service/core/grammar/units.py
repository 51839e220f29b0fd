"""What the words on the right make of a number: scale, currency, unit, noun, and what it is per."""

from __future__ import annotations

import re

from service.core.grammar.plans import Unit
from service.core.grammar.tables import Tables
from service.core.lexicon import Token
from service.core.types import Kind

_THOUSANDS = re.compile(r"(?<![0-9][.,])(?<![0-9])['’]?000s?\b")
_PARTS = re.compile(r"[,;] ")
_SIGNS = frozenset("$£€¥₫₩₹")
_HEAD_MONEY = re.compile(r"([a-z]{0,3}[$€£¥₫₩₹]|[a-zđ]{3}(?= )) ?")


def unit_behind(before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str) -> Unit:
    """Scale, then currency, sign, unit or noun, then what it is per."""
    prefix = before[0].entry.get("prefix") if before else None
    if prefix and after and _apart(before[0], after[0]):
        prefix = None
    exponent, tail = 0, 0
    at = 1 if len(after) > 1 and after[0].phrase == "+" else 0  # "104+ weeks"
    while at < len(after) and (step := _scale(after, at, money=prefix is not None)) is not None:
        exponent, tail, at = exponent + step, after[at].end, at + 1
    if prefix:
        iso, _, shift = prefix.partition("*")
        if at < len(after) and after[at].entry.get("currency", "").startswith(iso):
            tail, at = after[at].end, at + 1
        return _per(Unit(Kind.MONEY, exponent + int(shift or 0), iso, iso, tail), after, at, right)
    if at >= len(after):
        return _unnamed(exponent, tail)
    token = after[at]
    named = _named(token, right, exponent)
    if named is None:
        return _per_scale(_unnamed(exponent, tail), after, at, right)
    if (
        "multiple" in token.entry
        and named.kind is Kind.MULTIPLE
        and not _multiplies(before, surface, after, at)
    ):
        named = Unit(Kind.CARDINAL, exponent, token.phrase, "times", token.end, counted=True)
    if named.kind is Kind.MONEY and not exponent and right[token.end - 1 : token.end] in _SIGNS:
        named, at = _scaled_sign(named, after, at)
    rated = _per(named, after, at + 1, right)
    return rated._replace(tail=tail) if rated.kind is Kind.CARDINAL else rated


def _apart(prefix: Token, behind: Token) -> bool:
    """True where a currency is that of the amount before it: ``4 million USD (17.6%)``, ``(140 people)``."""
    if "percent" in behind.entry:
        return True
    bracketed = -prefix.start - len(prefix.phrase) > 1
    return bracketed and not behind.entry.keys() & {"scale", "currency"}


def _scaled_sign(money: Unit, after: tuple[Token, ...], at: int) -> tuple[Unit, int]:
    """A sign behind its amount with the scale that it carries, and where it ends: ``3.46 £m``."""
    scale = after[at + 1] if at + 1 < len(after) else None
    step = scale.entry.get("scale", scale.entry.get("glued")) if scale is not None else None
    if scale is None or step is None or scale.start > money.tail + 1:
        return money, at
    return money._replace(exponent=money.exponent + int(step), tail=scale.end), at + 1


def _per_scale(unit: Unit, after: tuple[Token, ...], at: int, right: str) -> Unit:
    """``3.6 per thousand employees``: a bare number with what it is per, where that is a round number."""
    if "per" not in after[at].entry or "loose_per" in after[at].entry or at + 1 >= len(after):
        return unit
    return _per(unit._replace(key="count"), after, at, right) if "scale" in after[at + 1].entry else unit


def _unnamed(exponent: int, tail: int) -> Unit:
    return Unit(Kind.CARDINAL, exponent, None, None, tail)


def _multiplies(before: tuple[Token, ...], surface: str, after: tuple[Token, ...], at: int) -> bool:
    token = after[at]
    if "sure_multiple" in token.entry or (surface and not surface.isdigit()):
        return True
    if any(cue.entry.keys() & {"gap", "needs", "direction"} for cue in before):
        return True
    return any("direction_after" in later.entry for later in after[at + 1 :])


def _per(unit: Unit, after: tuple[Token, ...], at: int, right: str) -> Unit:
    """The unit with what it is per: ``tạ/ha``, ``đồng/người/tháng``, ``a year``, ``per capita``."""
    key, tail, bases = unit.key, unit.tail, []
    while at < len(after):
        entry = after[at].entry
        if entry.get("per_word"):
            bases.append(entry["per_word"])
            tail, at = after[at].end, at + 1
            continue
        if "per" not in entry or at + 1 >= len(after):
            break
        if "scale" in after[at + 1].entry:
            bases.append(str(10 ** int(after[at + 1].entry["scale"])))
            tail, at = after[at + 1].end, at + 1
            if at + 1 >= len(after):
                break
        base = base_of(after[at + 1], loose="loose_per" in after[at].entry)
        if base is None:
            break
        bases.append(base)
        tail, at = after[at + 1].end, at + 2
    if not bases or unit.kind is Kind.MULTIPLE:
        return unit
    written = (unit.unit or "") + right[unit.tail : tail].replace(" / ", "/")
    return unit._replace(
        kind=Kind.RATE, unit=written.strip(), key=f"{key}_per_{'_'.join(bases)}", tail=tail, counted=False
    )


def _scale(after: tuple[Token, ...], at: int, *, money: bool) -> int | None:
    token = after[at]
    entry = token.entry
    if "scale" in entry:
        return int(entry["scale"])
    if "glued" not in entry or (at and after[0].phrase != "+") or token.start > 1:
        return None
    if "glued_count" in entry and not token.start and len(after) > 1 and _is_many(after[1]):
        return int(entry["glued"])  # "14.3m tonnes", "1.2m people"
    if "unit" in entry or "glued_money" in entry:
        return int(entry["glued"]) if money else None
    return int(entry["glued"]) if token.start == 0 or money else None


def _is_many(token: Token) -> bool:
    """Whether a word may be counted in millions: a unit, or a noun in the plural."""
    return "unit" in token.entry or ("noun" in token.entry and token.phrase.endswith("s"))


def _named(token: Token, right: str, exponent: int) -> Unit | None:
    """What one word makes of the number before it."""
    entry = token.entry
    written = right[token.start : token.end]
    if "percent" in entry:
        unit = {"percent": "%", "percentage_point": "pp", "basis_point": "bp", "permille": "‰"}.get(
            entry["percent"], written
        )
        return Unit(Kind.PERCENT, exponent, unit, entry["percent"], token.end)
    if "currency" in entry:
        iso, _, shift = entry["currency"].partition("*")
        return Unit(Kind.MONEY, exponent + int(shift or 0), iso, iso, token.end)
    if "age" in entry:
        return Unit(Kind.DURATION, exponent, written, entry["age"], token.end)
    if "multiple" in entry:
        return Unit(Kind.MULTIPLE, exponent, written, "times", token.end)
    if "period" in entry:
        return Unit(Kind.DURATION, exponent, written, entry["period"], token.end)
    if "unit" in entry:
        return Unit(Kind.MEASURE, exponent, written, entry["unit"], token.end)
    if "noun" in entry:
        return Unit(Kind.CARDINAL, exponent, written, entry["noun"], token.end, counted=True)
    return None


def base_of(token: Token, *, loose: bool = False) -> str | None:
    """The key of what a number is per; after a word like ``trên`` or ``a`` a unit or period only.

    Nothing is per plan: what a plan is set beside is a result (``486,3 tỷ đồng/kế hoạch 484,4 tỷ đồng``).
    """
    if "aim" in token.entry:
        return None
    for name in ("period", "unit") if loose else ("period", "unit", "noun", "currency"):
        if name in token.entry:
            return str(token.entry[name])
    return "year_of_age" if "age" in token.entry else None


def lead_of(before: tuple[Token, ...], unit: Unit) -> int:
    """How far the mention reaches to the left: a currency in front, ``gấp`` before a multiple."""
    if before and "prefix" in before[0].entry and unit.kind is not Kind.PERCENT:
        return -before[0].start
    if unit.kind is Kind.MULTIPLE:
        return max((-cue.start for cue in before[:2] if "gap" in cue.entry), default=0)
    return 0


def unit_of(tables: Tables, written: str) -> Unit | None:
    """What a table's head says of its cells: ``triệu đồng``, ``$000``, ``US$ million``, ``%``.

    Of several things the first that is a unit: ``$ in thousands, except per share``.
    """
    named = written.strip().lower()
    parts = _PARTS.split(named)
    whole = (named,) if len(parts) > 1 else ()
    return next(filter(None, (_unit_named(tables, part) for part in (*parts, *whole))), None)


def _unit_named(tables: Tables, written: str) -> Unit | None:
    words = tables.head_words.sub("", written).strip()
    words = tables.head_name.sub("", words)
    thousands = _THOUSANDS.search(words)
    words = _THOUSANDS.sub("", words).strip()
    if "%" in words and not words.startswith("%"):
        words = "%"
    money = _HEAD_MONEY.match(words)
    if money and (money[1] in tables.prefixes or money[1] in tables.signs):
        words = f"{tables.head_words.sub('', words[money.end() :].strip()).strip()} {money[1]}".strip()
    words = words.replace(" of ", " ")
    glued = re.match(r"([a-zđ]{1,2}) ", words)
    if money and glued and glued[1] in tables.glued:
        words = words[glued.end() :]
    after = tables.lexicon.after(f" {words}", 0)
    unit = unit_behind((), "", after, f" {words}")
    if unit.key is None and not unit.exponent and not thousands:
        return None
    if unit.counted and written.startswith(tables.scale_heads):
        return None  # "In post" counts no posts
    if (
        unit.key in {"year", "quarter"}
        or words.startswith(tables.lexicon.locales[0].plan_nouns)
        or words[unit.tail - 1 :].strip()[:1].isdigit()
    ):
        return None  # "Year", "Tháng 9", "Kế hoạch vốn": a head that dates its column or tells its standing
    shift = tables.glued[glued[1]] if money and glued and glued[1] in tables.glued else 0
    return unit._replace(exponent=unit.exponent + (3 if thousands else shift))
