"""One person reading one report: which flag is on the desk, which comes next, what the templates need.

``Reading`` is made per request from the kept sheet and the present states; it computes and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from schemas.decision import REASONS, DecisionV1, FlagStateV1
from schemas.record import FlagV1
from service.review import same_figure, undecided
from service.store import Standing
from service.web.messages import Words, words
from service.web.sheet import Card, Sheet, look_of

LONG_FIGURE = 24  # characters beyond which a figure is set in smaller letters
GROUPS = ("digest", "source", "omitted")


class Place(NamedTuple):
    """Where a flag stands in the list, and the flags to go to from it."""

    number: int
    total: int
    previous: str | None
    next: str | None


class Last(NamedTuple):
    """The person's last decision that can be undone; ``together``: made on several flags at once."""

    flag_id: str
    version_to: int
    together: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Numbers of the segments that are marked: at the flag, and the same figure elsewhere."""

    at: frozenset[int] = frozenset()
    same: frozenset[int] = frozenset()
    digest_at: frozenset[int] = frozenset()
    digest_same: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with the states of its flags, as one person sees it."""

    sheet: Sheet
    states: tuple[FlagStateV1, ...]
    history: tuple[DecisionV1, ...]
    standing: Standing
    reader: str

    def state(self, flag_id: str) -> FlagStateV1 | None:
        """The state of a flag of this report."""
        return next((state for state in self.states if state.flag.id == flag_id), None)

    def waits(self, state: FlagStateV1) -> bool:
        """Whether this person has something to decide there."""
        return state.state != "decided" and not self.mine(state) and self._open(state)

    def _open(self, state: FlagStateV1) -> bool:
        return state.state == "second" or undecided(state.state, state.ruling)

    def mine(self, state: FlagStateV1) -> bool:
        """Whether this person was the first reader of a flag that waits for a second one."""
        return state.state == "second" and state.reviewer == self.reader

    def first(self) -> str | None:
        """The flag to begin with: an error or a warning that waits; None when there is none."""
        return next((s.flag.id for s in self.states if s.flag.severity != "info" and self.waits(s)), None)

    def optional(self) -> str | None:
        """The first figure left out, or other note, that waits."""
        return next((s.flag.id for s in self.states if s.flag.severity == "info" and self.waits(s)), None)

    def after(self, flag_id: str) -> str | None:
        """The flag to go on with: the next that waits, from the beginning again after the end.

        Notes follow notes only, since nobody has to look at them.
        """
        at = self._index(flag_id)
        notes = self.states[at].flag.severity == "info"
        later = (*self.states[at + 1 :], *self.states[:at])
        wanted = (s for s in later if self.waits(s) and (notes or s.flag.severity != "info"))
        return next((state.flag.id for state in wanted), None)

    def place(self, flag_id: str) -> Place:
        """Number and neighbours of a flag; flags that wait are preferred as neighbours."""
        at = self._index(flag_id)
        before, behind = self.states[:at][::-1], self.states[at + 1 :]
        return Place(at + 1, len(self.states), self._neighbour(before), self._neighbour(behind))

    def _neighbour(self, states: Sequence[FlagStateV1]) -> str | None:
        waiting = next((state for state in states if self.waits(state)), None)
        chosen = waiting or next(iter(states), None)
        return chosen.flag.id if chosen else None

    def _index(self, flag_id: str) -> int:
        return next(at for at, state in enumerate(self.states) if state.flag.id == flag_id)

    def last(self) -> Last | None:
        """What this person decided last, where nothing came after it."""
        versions = {state.flag.id: state.version for state in self.states}
        for decision in reversed(self.history):
            current = versions.get(decision.flag_id) == decision.version_to
            if decision.reviewer == self.reader and decision.ruling != "reopened" and current:
                together = sum(other.act == decision.act for other in self.history) > 1
                return Last(decision.flag_id, decision.version_to, together)
        return None

    def twins(self, flag: FlagV1) -> int:
        """How many other open flags say the same of the same figure."""
        open_flags = (state.flag for state in self.states if state.state == "open")
        return len(same_figure(open_flags, flag))


def numbers_of(ranges: str) -> frozenset[int]:
    """The numbers in ``3 7-9``.

    >>> sorted(numbers_of("3 7-9"))
    [3, 7, 8, 9]
    """
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def marked_by(card: Card | None) -> Marked:
    """What the page marks for this card before any script runs."""
    if card is None:
        return Marked()
    return Marked(*map(numbers_of, (card.at, card.same, card.digest_at, card.digest_same)))


def shared(reading: Reading) -> Mapping[str, Any]:
    """What every part of a report's page needs."""
    sheet = reading.sheet
    return {
        "sheet": sheet,
        "report_id": sheet.record.id,
        "standing": reading.standing,
        "states": reading.states,
        "looks": {flag.id: look_of(flag) for flag in sheet.record.flags},
        "fixes": fixes(reading.states),
        "settled": frozenset(state.flag.id for state in reading.states if state.state == "decided"),
        "last": reading.last(),
        "has_digest": sheet.record.digest is not None,
        "moment": moment,
        "local": words(sheet.record.report.lang).decimal,
    }


def card_context(reading: Reading, flag_id: str, said: Words) -> Mapping[str, Any]:
    """What the card of a flag needs besides."""
    state = reading.state(flag_id)
    if state is None:
        return {"card": None, "marked": Marked(), "current": "", "optional": reading.optional()}
    card = reading.sheet.card(reading.sheet.flags[flag_id])
    return {
        "card": card,
        "state": state,
        "mine": reading.mine(state),
        "nav": reading.place(flag_id),
        "twins": reading.twins(state.flag),
        "history": tuple(entry for entry in reading.history if entry.flag_id == flag_id),
        "marked": marked_by(card),
        "current": flag_id,
        "reason_codes": REASONS,
        "difference": difference_words(card, said),
        "long_stated": len(state.flag.stated) > LONG_FIGURE,
        "long_found": sum(len(sign.text) for sign in card.found) > LONG_FIGURE,
    }


def difference_words(card: Card, said: Words) -> str:
    """The difference of a card in the language of the page."""
    told = card.difference
    if told is None:
        return ""
    values: dict[str, object] = {name: said.decimal(value) for name, value in told.values.items()}
    if told.word is not None:
        values["word"] = said(told.word)
    return said(f"difference.{told.key}", **values)


def fixes(states: Iterable[FlagStateV1]) -> Mapping[str, str]:
    """The corrected figures of the digest by flag."""
    return {
        state.flag.id: state.value
        for state in states
        if state.ruling == "source_right" and state.value and state.flag.start is not None
    }


def grouped(states: Iterable[FlagStateV1]) -> tuple[tuple[str, tuple[FlagStateV1, ...]], ...]:
    """The flags by who is at fault: the digest, the source, or nobody (figures left out)."""
    gathered: dict[str, list[FlagStateV1]] = {name: [] for name in GROUPS}
    for state in states:
        source = state.flag.origin == "source"
        gathered["source" if source else "omitted" if state.flag.code == "omitted" else "digest"].append(
            state
        )
    return tuple((name, tuple(gathered[name])) for name in GROUPS)


def moment(at: str | None) -> str:
    """A moment in short, for a sentence; UTC, since a server does not know where its readers are."""
    return "" if at is None else datetime.fromisoformat(at).strftime("%H:%M UTC")
