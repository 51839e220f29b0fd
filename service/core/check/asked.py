"""A claim as it is put to a source: what it says near its number, and how well that is said of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.core.check.context import OWN, PART, Context, Standing
from service.core.check.index import Index, unit_class
from service.core.claims import Draft, Part
from service.core.stems import stem
from service.core.subjects import AIM
from service.core.text import fold
from service.core.types import Kind

UNKNOWN = 6  # how much a word tells that the source does not have
REACH = 40  # characters around a number of prose within which the counted thing is named


class Rival(NamedTuple):
    """A mention that stands among the claim's words, and how well (percent)."""

    number: int
    agreement: int


class Weight(NamedTuple):
    """A word right at a claim's number, its stem, and how much it tells."""

    word: str
    stem: str
    rarity: int


class Known:
    """The words of a claim that a source has too, and how many of them stand near each figure.

    ``words`` are they with their nearness and rarity.
    """

    __slots__ = ("_contexts", "_told", "_whole", "rarities", "words")

    def __init__(self, context: Context, index: Index) -> None:
        self.rarities = index.rarities
        rarity = index.rarities.get
        self.words = [(w, n, r) for w, n in context.words.items() if n >= PART and (r := rarity(w))]
        self._whole = sum(n * r for _, n, r in self.words)
        self._contexts = index.contexts
        self._told: dict[int, int] = {}  # by the identity of a mention's context, which others may share

    def among(self, agreement: int, unknown: int) -> int:
        """An agreement where as many words right at the number count, too, that stand nowhere."""
        most = self._whole + unknown * OWN * UNKNOWN
        return agreement * self._whole // most if unknown else agreement

    def agreement(self, number: int) -> int:
        """Percent of the words that stand near a mention, weighted by rarity and nearness."""
        context = self._contexts[number]
        found = self._told.get(id(context))
        if found is None:
            there, met = context.words, 0
            for word, near, rarity in self.words:
                if beside := there.get(word):
                    beside += beside == PART  # the same part of the sentence counts nearly as the own stretch
                    met += rarity * (near if near < beside else beside)
            found = self._told[id(context)] = 100 * met // self._whole if met else 0
        return found


class Asked:
    """A claim: its words with their nearness, the poles that it names, and what it says that its figure is.

    ``own`` are the words right at the number and ``name`` the same in order; ``lang`` is the language of its
    words, ``native`` true where that is the source's.
    """

    __slots__ = (
        "_said", "_weights", "draft", "known", "lang", "level", "name", "named", "native", "own", "poles",
        "ranked", "words",
    )  # fmt: skip

    def __init__(
        self,
        draft: Draft,
        context: Context,
        known: Known,
        level: Standing,
        name: Sequence[str],
        lang: str,
        *,
        native: bool,
    ) -> None:
        self.draft = draft
        self.words = context.words
        self.poles = context.poles
        self.named = context.named
        self.own = frozenset([word for word, near in context.words.items() if near == OWN])
        self.known = known
        self.level = level
        self.name = name
        self.lang = lang
        self.native = native
        self.ranked: list[Rival] | None = None
        self._said: str | None = None
        self._weights: Sequence[Weight] | None = None

    @property
    def weights(self) -> Sequence[Weight]:
        """Its own words, each with its stem and how much it tells."""
        if self._weights is None:
            rarity = self.known.rarities.get
            self._weights = [Weight(word, stem(word), rarity(word, 0)) for word in self.own]
        return self._weights

    @property
    def said(self) -> str:
        """What it says, folded: its label, unit and value, or the stretch of its sentence."""
        if self._said is None:
            passage, mention = self.draft.passage, self.draft.mention
            text, setting = passage.text.canonical, passage.setting
            if passage.part is Part.VALUE:
                self._said = fold(f"{setting.label} {setting.unit or ''} {text}").key
            else:
                self._said = fold(text[max(0, mention.start - REACH) : mention.end + REACH]).key
        return self._said

    @property
    def planned(self) -> bool:
        """True where it speaks of a plan."""
        return self.draft.mention.target or AIM in self.poles


def sort_of(draft: Draft) -> str:
    """The class of units that a rival must share; empty where the claim states no unit."""
    quantity, passage = draft.quantity, draft.passage
    if quantity.kind is Kind.YEAR:
        return "year"
    if passage.part is Part.VALUE and quantity.unit is None and quantity.kind is Kind.CARDINAL:
        return "" if passage.setting.unit is None else "count"
    return unit_class(quantity)
