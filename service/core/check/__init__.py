"""The cross-check: claims of a digest against mentions of its source, to verdicts, flags and coverage.

``check`` tells the story. A claim rests on the mention that its quote points at where there is a quote,
otherwise on the mention whose words agree best with the claim's. What equals nothing may be computed from
related figures; what is neither gets a diagnosis.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from service.core.check import times
from service.core.check.addends import addends, sizes
from service.core.check.asked import Asked
from service.core.check.bounds import kept
from service.core.check.conflict import Conflicts
from service.core.check.context import said, subject_words
from service.core.check.copies import Copies
from service.core.check.coverage import coverage
from service.core.check.derive import Derived, Theme, derive, named_sum, sum_together
from service.core.check.diagnose import Cause, cause, mistake
from service.core.check.index import FIGURES, Index, folded, index_of, unit_class
from service.core.check.instead import meant
from service.core.check.match import Match, Tier, hedge_changed, mark_changed, matches
from service.core.check.pace import pace
from service.core.check.rates import shared_out
from service.core.check.subject import Subjects
from service.core.check.tally import tally
from service.core.check.verdict import Outcome, stated
from service.core.claims import UNREAD, Claims, Draft, Json, Part, find_claims
from service.core.flags import claim_flag, omitted_flags, order_flags, quote_flags
from service.core.locate import Place, locate, mentions_within
from service.core.source import Source
from service.core.subjects import MOVE
from service.core.types import (
    Check,
    Claim,
    Direction,
    Evidence,
    Flag,
    Kind,
    Mention,
    Qualifier,
    Reason,
    Role,
    VerdictWord,
    exact,
)

__all__ = ("check",)

FEW = 12  # numbers of a source so short that all of them are related
NEAREST = 5  # mentions that a wrong claim is compared with, the best agreeing first
MOST_QUOTED = 400  # numbers of a quote that still points at something
CONSIDERED = 12  # mentions of the same value that are looked at
CLOSEST = 4  # mentions of any sort among a claim's words that it may be computed from
APART = 5  # percent points of agreement that tell which of two claims a shared figure belongs to
UNSURE = 50  # percent of a claim's words near the mention it equals, beyond which they belong together
BETTER = 25  # percent points of agreement by which another figure must fit a claim's words better
FITTING = 45  # percent of a claim's words that stand near the figure it was made from
BESIDE = 24  # claims on either side, in a metric or a sentence, that a claim may rest on
AROUND = 600  # characters before a number that can announce a computation
BEHIND = 40  # characters behind it that can
NAMED = 80  # characters before a number that the name of its document stands in
SLACK = 25  # percent points of agreement within which a mention without fault is preferred
_CLAUSE_END = re.compile(r"[;\n]|[.!?](?!\w)")
_REASON = {
    Tier.EXACT: Reason.EXACT,
    Tier.SAME_VALUE: Reason.SAME_VALUE,
    Tier.ROUNDED: Reason.ROUNDED,
    Tier.READING: Reason.AMBIGUOUS,
}


def check(source: Source, digest: Json) -> Check:
    """Verdicts on every number of a digest, flags, and what became of the source's figures.

    ``digest`` is JSON from ``parse_json``, plain data without binary fractions, or plain prose.
    """
    index = index_of(source)
    claims = find_claims(digest, source.lang)
    placed = {text: locate(text, source) for text in dict.fromkeys(q.text for q in claims.quotes)}
    places = {quote.path: placed[quote.text] for quote in claims.quotes}
    outcomes = _Examiner(source, index, claims, places).outcomes()
    numbered = [_claim(i, outcome, index) for i, outcome in enumerate(outcomes, 1)]
    counts, omitted = coverage(index, outcomes)
    flags: list[Flag] = [f for quote in claims.quotes for f in quote_flags(quote, places[quote.path])]
    flags += (
        f for claim, outcome in zip(numbered, outcomes, strict=True) if (f := _flag(claim, outcome, index))
    )
    flags += omitted_flags([index.mentions[i] for i in omitted])
    return Check(tuple(numbered), order_flags(flags), counts)


@dataclass(frozen=True, slots=True)
class _Scope:
    """The mentions that a claim's quote points at; ``quoted`` is false where it has none that was found."""

    quoted: bool
    numbers: frozenset[int]


_UNQUOTED = _Scope(quoted=False, numbers=frozenset())


class _Examiner:
    """The verdicts on the claims of one digest, in its order."""

    def __init__(self, source: Source, index: Index, claims: Claims, places: dict[str, Place | None]) -> None:
        self.source = source
        self.index = index
        self.claims = claims
        self.places = places
        self.subjects = Subjects(index)
        self.conflicts = Conflicts(self.subjects)
        self.copies = Copies(index)
        self._scopes: dict[tuple[str, ...], _Scope] = {}  # by the quotes' texts

    def outcomes(self) -> list[Outcome]:
        """Figures first; then what rests on the figures beside it: computed figures, years and dates."""
        drafts = self.claims.drafts
        found: list[Outcome | None] = [
            self._figure(d) if d.mention.kind not in _TIMES else None for d in drafts
        ]
        groups = _groups(drafts, self.subjects)
        for i, draft in enumerate(drafts):
            outcome = found[i]
            if outcome is None or outcome.open or outcome.reason in _DOUBTED:
                near = groups[i].near(i)
                told = [o for j in near if j != i and (o := found[j])]
                beside = [n for o in told if o.supported for n in o.match]
                stated = {n for o in told for n in (*o.match, *o.operands)}
                found[i] = (
                    self._time(draft, beside) if outcome is None else self._computed(outcome, beside, stated)
                )
        settled = [o for o in found if o is not None]
        settled = [
            tally(o, [settled[j] for j in groups[i].near(i) if j != i], self.index)
            for i, o in enumerate(settled)
        ]
        for excuse in (self._spoken_for, _as_operand):
            settled = [
                excuse(o, settled, groups[i].near(i)) if o.reason is Reason.WRONG_SUBJECT else o
                for i, o in enumerate(settled)
            ]
        return [meant(o, self.subjects) for o in self._shared(settled, groups)]

    # One figure

    def _figure(self, draft: Draft) -> Outcome:
        kind = draft.mention.kind
        if draft.mention.rule == UNREAD:
            return Outcome(draft, Reason.AMBIGUOUS)
        if kind is Kind.IDENTIFIER:
            return times.mangled(draft, self.index)
        if kind is Kind.NAME or _list_number(draft):
            return Outcome(draft, Reason.NOT_CHECKED)
        if kind is Kind.DOCUMENT_CODE:
            return times.code(draft, self.index)
        if (copied := self.subjects.copied(draft)) is not None:
            return Outcome(draft, Reason.EXACT, match=(copied,))
        if draft.passage.part is Part.UNIT and (place := times.written(draft, self.index)):
            return Outcome(draft, Reason.EXACT, places=(place,))
        scope = self._scope(draft)
        found = shared_out(draft, matches(draft, self.index, lambda: self._nearby(draft)), self.index)
        fitting = self._likely(draft, found, scope.numbers)
        if draft.clash:
            return Outcome(draft, Reason.UNIT_CHANGED, near=tuple(m.number for m in found[:1]))
        if scope.quoted:
            inside = [m for m in fitting if m.number in scope.numbers]
            if not inside:
                return self._outside(draft, scope, fitting)
            return self._settled(draft, inside, fitting, quoted=True)
        if fitting:
            return self._settled(draft, fitting, fitting, quoted=False)
        return self._absent(draft)

    def _nearby(self, draft: Draft) -> Iterator[int]:
        """The mentions that a claim may rest on before all others: of its quotes, then among its words."""
        yield from sorted(self._scope(draft).numbers)
        yield from self.subjects.voted(self.subjects.claim(draft))

    def _likely(self, draft: Draft, found: Sequence[Match], quoted: Set[int]) -> list[Match]:
        """Matches whose unit fits; a mere rounding not where the number itself stands, in another unit.

        In better company, and outside of the claim's quotes.
        """
        fitting = [m for m in found if m.fits]
        if not fitting or fitting[0].tier is not Tier.ROUNDED or len(fitting) == len(found):
            return fitting
        agreement = self.subjects.claim(draft).known.agreement
        other = max(agreement(m.number) for m in found if not m.fits)
        return [m for m in fitting if m.number in quoted or agreement(m.number) >= other]

    def _scope(self, draft: Draft) -> _Scope:
        """The mentions inside the claim's quotes, where every quote was found."""
        passage = draft.passage
        if passage.part is not Part.VALUE or not passage.setting.quotes:
            return _UNQUOTED
        quotes = passage.setting.quotes
        key = tuple([text for _, text in quotes])  # metrics repeat their quotes
        scope = self._scopes.get(key)
        if scope is None:
            found = [self.places.get(path) for path, _ in quotes]
            spans = dict.fromkeys(s for place in found if place is not None for s in place.spans)
            within = mentions_within(self.source, list(spans))
            told = bool(spans) and None not in found and len(within) <= MOST_QUOTED
            scope = self._scopes[key] = _Scope(told, frozenset(within[:MOST_QUOTED]))
        return scope

    def _settled(
        self, draft: Draft, found: Sequence[Match], same: Sequence[Match], *, quoted: bool
    ) -> Outcome:
        """The verdict on a claim whose value the source has: the mention without fault, else the fault.

        ``found`` are the mentions that the claim may rest on, all that its quote points at where it is
        ``quoted``; ``same`` are all that state its value.
        """
        claim, best_tier = self.subjects.claim(draft), found[0].tier
        sentence = self.subjects.sentence(draft) if draft.passage.part is Part.PROSE else draft.mention.span
        turned = self.copies.turned(claim, sentence, (m.number for m in found))
        if turned is not None:
            return Outcome(draft, turned[0], near=turned[1:])
        agreement = claim.known.agreement
        tiers = [m for m in found if m.tier is best_tier or m.tier <= Tier.SAME_VALUE]
        weighed = [(-agreement(m.number), m.tier, m.number, i) for i, m in enumerate(tiers[: CONSIDERED * 4])]
        scored = sorted(weighed)[:CONSIDERED]
        least = -scored[0][0] - SLACK
        faults: list[Outcome] = []
        for score, _, number, i in scored:
            fault = self._fault(claim, tiers[i])
            if fault is None and -score >= least:
                return self._subject(claim, tiers[i], same, quoted=quoted)
            faults.append(Outcome(draft, fault or Reason.WRONG_SUBJECT, near=(number,)))
        worst = faults[0]
        if (rounded := self._rounding(claim, found, tiers[scored[0][-1]])) is not None:
            return self._subject(claim, rounded, same, quoted=quoted)
        if worst.reason is Reason.UNIT_CHANGED:
            numbers = [m.number for m in found]
            if (rival := self.subjects.better(claim, numbers)) is not None:
                return Outcome(draft, Reason.WRONG_SUBJECT, match=worst.near, near=(rival.number,))
        return worst

    def _rounding(self, claim: Asked, found: Sequence[Match], faulty: Match) -> Match | None:
        """A figure that rounds to the claim, fits its words as well as the faulty one, and has no fault."""
        least, planned = claim.known.agreement(faulty.number), claim.planned
        mentions = self.index.mentions
        if mentions[faulty.number].target and not planned:
            least -= SLACK
        likely = [m for m in found if not planned or mentions[m.number].target]
        rounded = (m for m in likely if m.tier is Tier.ROUNDED and not m.bounded and faulty.tier < m.tier)
        fitting = (m for m in rounded if claim.known.agreement(m.number) >= least)
        return next((m for m in fitting if not self._fault(claim, m)), None)

    def _fault(self, claim: Asked, match: Match) -> Reason | None:
        """What is wrong with a claim that has the mention's value: its sign, or its hedge."""
        draft, number = claim.draft, match.number
        mention = self.index.mentions[number]
        if _turned(draft.mention.direction, mention.direction):
            return Reason.SIGN_CHANGED
        if claim.native and self.subjects.turned(claim, number):
            return Reason.SIGN_CHANGED
        if mark_changed(draft, mention, self.index.lang):
            return Reason.SEPARATOR_MISREAD
        hedged = hedge_changed(draft, match, mention) and not self.subjects.margin(claim, number)
        if hedged and not kept(draft, mention, self.index):
            return Reason.QUALIFIER_CHANGED
        if self._paced(draft, number) or self.subjects.things.other(claim, number):
            return Reason.UNIT_CHANGED
        return None

    def _paced(self, draft: Draft, number: int) -> bool:
        """True where claim and source say that the amount recurs, each in another time."""
        theirs = self.index.pace(number)
        if theirs is None:
            return False
        text, end = draft.passage.text.canonical, draft.mention.end
        return pace(draft.quantity, text, end, draft.lang) not in (theirs, None)

    def _subject(self, claim: Asked, match: Match, found: Sequence[Match], *, quoted: bool) -> Outcome:
        """The verdict on a claim whose value and hedge are right: its words, then how exact it is."""
        draft = claim.draft
        if draft.passage.part is not Part.VALUE and draft.passage.part is not Part.PROSE:
            return Outcome(draft, _REASON[match.tier], match=(match.number,))
        least = max(match.tier, Tier.ROUNDED)
        numbers = self.index.distinct([m.number for m in found if m.tier <= least])
        slip = None if quoted else self._slip(claim, numbers)
        if slip is not None:
            return slip
        rival = self.subjects.better(claim, numbers)
        if rival is not None:
            return Outcome(draft, Reason.WRONG_SUBJECT, match=(match.number,), near=(rival.number,))
        if self.subjects.unrelated(claim, numbers):
            return Outcome(draft, Reason.WRONG_SUBJECT, match=(match.number,))
        if (near := self._contradicted(claim, match, found)) is not None:
            return Outcome(draft, Reason.WRONG_SUBJECT, match=(match.number,), near=near)
        return Outcome(draft, _REASON[match.tier], match=(match.number,))

    def _contradicted(self, claim: Asked, match: Match, found: Sequence[Match]) -> tuple[int, ...] | None:
        """The figures that a claim is about instead, where its words contradict every one that it equals."""
        if match.tier >= Tier.ROUNDED:
            return None
        approx = claim.draft.mention.qualifier is Qualifier.APPROX
        least = Tier.ROUNDED if approx else Tier.SAME_VALUE
        equal = self.index.distinct([m.number for m in found if m.tier <= least])
        return self.conflicts.against(claim, equal)

    def _slip(self, claim: Asked, numbers: Sequence[int]) -> Outcome | None:
        """A claim that equals one figure.

        Where one mistake made it from another that fits its words better.
        """
        own = max(map(claim.known.agreement, numbers))
        hedge, mentions = claim.draft.mention.qualifier, self.index.mentions
        kept = hedge is not Qualifier.EXACT and any(mentions[n].qualifier is hedge for n in numbers)
        if own > UNSURE or not claim.native or kept:
            return None
        for rival in self.subjects.rivals(claim, numbers)[:NEAREST]:
            if rival.agreement < max(own + BETTER, FITTING):
                break
            if not self.subjects.clear(claim, rival.number, numbers):
                continue
            if reason := mistake(claim.draft, self.index.mentions[rival.number]):
                return Outcome(claim.draft, reason, near=(rival.number,))
        return None

    def _outside(self, draft: Draft, scope: _Scope, fitting: Sequence[Match]) -> Outcome:
        """The verdict on a claim whose value is not in its quote."""
        if zero := self._zero(draft):
            return zero
        for number in self._ranked(draft, scope.numbers):
            if reason := mistake(draft, self.index.mentions[number]):
                return self._made_from(draft, reason, number, open_=not fitting)
        if fitting:
            return Outcome(draft, Reason.VALUE_NOT_IN_QUOTE, near=(fitting[0].number,))
        return self._absent(draft)

    def _absent(self, draft: Draft) -> Outcome:
        """The verdict on a claim whose value the source does not have: nothing of it.

        Or what it was made from.
        """
        if zero := self._zero(draft):
            return zero
        if (found := self._coded(draft)) is not None:
            return found
        claim = self.subjects.claim(draft)
        near = [r.number for r in self.subjects.rivals(claim)][:NEAREST]
        if (copied := self._copied(claim, near)) is not None:
            return Outcome(draft, Reason.EXACT, match=(copied,))
        why: Cause | None = cause(draft, self.index, near, claim.known.agreement)
        if why is not None:
            return self._made_from(draft, why.reason, why.number, open_=True)
        close = near[:1] if near and claim.known.agreement(near[0]) >= FITTING else []
        return Outcome(draft, Reason.NOT_IN_SOURCE, near=tuple(close), open=True)

    def _made_from(self, draft: Draft, reason: Reason, number: int, *, open_: bool) -> Outcome:
        """The verdict on a claim that one mistake makes of a figure, or none: ``a shortfall of 5`` for -5."""
        if reason is Reason.SIGN_CHANGED and self._missing(self.subjects.claim(draft), number):
            return Outcome(draft, Reason.SAME_VALUE, match=(number,))
        return Outcome(draft, reason, near=(number,), open=open_)

    def _missing(self, claim: Asked, number: int) -> bool:
        """True where a claim says in words that an amount is missing which the source prints below nought."""
        if self.index.mentions[number].value[:1] != "-" or claim.draft.quantity.value[:1] == "-":
            return False
        fallen = claim.poles.get(MOVE) == frozenset({"down"})
        return fallen or not subject_words(claim.lang).shortfalls.isdisjoint(claim.words)

    def _copied(self, claim: Asked, near: Sequence[int]) -> int | None:
        """The mention that a claim of the source's language repeats letter by letter, among the same words.

        Such a copy says what the source says, whatever convention its own neighbours suggest.
        """
        draft = claim.draft
        if draft.lang != self.index.lang or draft.quantity.value != draft.mention.value:
            return None
        same = (n for n in near if self.index.mentions[n].text == draft.mention.text)
        return next((n for n in same if claim.known.agreement(n) > UNSURE), None)

    def _ranked(self, draft: Draft, numbers: Iterable[int]) -> list[int]:
        agreement = self.subjects.claim(draft).known.agreement
        return sorted(numbers, key=lambda n: (-agreement(n), n))

    def _zero(self, draft: Draft) -> Outcome | None:
        """Support from a statement that there is none of something."""
        if exact(draft.quantity.value) != 0 or draft.quantity.kind not in FIGURES:
            return None
        claim = self.subjects.claim(draft)
        for span, what in self.index.zeros:
            if not claim.native or not claim.own or claim.own & what:
                return Outcome(draft, Reason.SAME_VALUE, places=(span,))
        return None

    def _coded(self, draft: Draft) -> Outcome | None:
        """A document's number that the claim's language reads as a plain one (``Directive 28``)."""
        if draft.quantity.kind not in (Kind.CARDINAL, Kind.ORDINAL) or draft.passage.part is Part.VALUE:
            return None
        before = draft.passage.text.canonical[
            max(0, draft.mention.start - NAMED) : draft.mention.start
        ].split()
        named = bool(before) and (before[-1][:1].isupper() or before[-1].lower() in ("số", "no."))
        numbers = self.index.codes.get(f"#{draft.quantity.value}", ()) if named else ()
        return Outcome(draft, Reason.SAME_VALUE, match=tuple(numbers[:1])) if numbers else None

    def _spoken_for(self, outcome: Outcome, outcomes: Sequence[Outcome], beside: Sequence[int]) -> Outcome:
        """The claim as right, where its sentence rightly states the figure that fitted its words better.

        ``from 4.7% to 4.1%``: the words of a sentence speak of all its figures. Two that changed places are
        both wrong.
        """
        draft = outcome.draft
        if not outcome.match or not outcome.near or draft.passage.part is not Part.PROSE:
            return outcome
        twins, number, rival = self.index.twins, outcome.match[0], outcome.near[0]
        claim = self.subjects.claim(draft)
        least = claim.known.agreement(rival)
        told = (
            o
            for i in beside
            if (o := outcomes[i]).supported and any(twins[n] == twins[rival] for n in o.match)
        )
        fitting = any(self.subjects.claim(o.draft).known.agreement(rival) >= least for o in told)
        if not fitting or self.subjects.opposed(claim, number):
            return outcome
        tier = next(m.tier for m in matches(draft, self.index, lambda: (number,)) if m.number == number)
        return Outcome(draft, _REASON[tier], match=outcome.match)

    def _shared(self, outcomes: list[Outcome], groups: Sequence[_Group]) -> list[Outcome]:
        """Two claims of one sentence, or two metrics, that rest on one figure.

        One of them is not about it.
        """
        holders: dict[tuple[str, int], list[int]] = {}
        for i, outcome in enumerate(outcomes):
            passage = outcome.draft.passage
            if not outcome.supported or len(outcome.match) != 1 or outcome.draft.mention.kind not in FIGURES:
                continue
            if passage.part is Part.PROSE:
                holders.setdefault((f"{passage.path} {groups[i].members[0]}", outcome.match[0]), []).append(i)
            elif passage.part is Part.VALUE and passage.setting.label:
                holders.setdefault(("", outcome.match[0]), []).append(i)
        for (_, number), held in holders.items():
            if len(held) > 1:
                self._parted(outcomes, number, held)
        return outcomes

    def _parted(self, outcomes: list[Outcome], number: int, held: Sequence[int]) -> None:
        """Keep the claims whose words fit the shared figure best; the others are wrong.

        Or unsure across languages.
        """
        value = exact(outcomes[held[0]].draft.quantity.value)
        hits = len(self.index.by_value.get(value, ())) if value is not None else 1
        claims = [self.subjects.claim(outcomes[i].draft) for i in held]
        if len(held) <= hits or all(_akin(claims[0], other) for other in claims[1:]):
            return
        if not all(claim.native for claim in claims):
            for i, claim in zip(held, claims, strict=True):
                outcomes[i] = Outcome(claim.draft, Reason.AMBIGUOUS, match=(number,), near=(number,))
            return
        scores = [claim.known.agreement(number) for claim in claims]
        for i, claim, score in zip(held, claims, scores, strict=True):
            if score + APART <= max(scores):
                outcomes[i] = Outcome(claim.draft, Reason.WRONG_SUBJECT, match=(number,))

    # Second round

    def _computed(self, outcome: Outcome, beside: Sequence[int], stated: Set[int]) -> Outcome:
        """The claim as a figure computed from related ones, where that is likelier than a mistake.

        ``stated`` are the figures that the claims beside it rest on.
        """
        draft = outcome.draft
        around = self._around(draft)
        found: Derived | None = named_sum(draft, self.index, addends(self.subjects, draft, around))
        if outcome.open:
            found = found or sum_together(draft, self.index, sizes(self.subjects, draft, around))
            claim = self.subjects.claim(draft)
            clause = said(around, claim.lang).poles.get(MOVE, frozenset())
            slip = outcome.reason in _MISTAKES
            theme = Theme(
                around,
                claim.poles.get(MOVE, ()),
                claim.known.words,
                stated,
                clause if len(clause) == 1 else (),
                slip,
            )
            found = found or derive(draft, self.index, self._rings(draft, beside), theme)
        if found is None:
            return outcome
        if outcome.reason in _MISTAKES and not found.announced:
            return outcome
        return Outcome(
            draft, Reason.DERIVED, operands=found.operands, formula=f"{found.formula} = {draft.mention.text}"
        )

    def _rings(self, draft: Draft, beside: Sequence[int]) -> list[list[int]]:
        """Related mentions, the closest first: of the claims beside it, and those that count the same.

        Then the two that fit its words best, those of its quote, and those of whole sentences.
        """
        scope = self._scope(draft)
        claim = self.subjects.claim(draft)
        agreeing = [r.number for r in self.subjects.rivals(claim)[:3]]
        close = [r.number for r in self.subjects.ranking(claim, draft, CLOSEST, sort="")]
        measure = unit_class(draft.quantity)
        levels = self.subjects.ranking(claim, draft, 2, sort="share" if measure == "points" else measure)
        quoted = sorted(scope.numbers)
        related = self._sentences([*beside, *quoted])
        named = [n for n in self._sentences([*beside, *quoted, *agreeing]) if self._same_thing(draft, n)]
        figures = [
            i
            for i, m in enumerate(self.index.mentions[: 2 * FEW])
            if m.kind in FIGURES or m.quantity.unit_key == "quarter"
        ]
        rings = [
            sorted(set(beside)),
            named,
            sorted(r.number for r in levels),
            sorted({*close, *beside}),
            quoted,
            related,
            self._sentences(agreeing),
        ]
        return [ring for ring in (*rings, figures if len(self.index.mentions) <= FEW else []) if ring]

    def _same_thing(self, draft: Draft, number: int) -> bool:
        """True for a count of the very things that a claim counts, or an amount in its unit."""
        ours, theirs = draft.quantity, self.index.mentions[number].quantity
        if ours.unit is None or theirs.unit is None or ours.kind is not theirs.kind:
            return False
        return folded(ours.unit) == folded(theirs.unit)

    def _sentences(self, numbers: Sequence[int]) -> list[int]:
        spans = dict.fromkeys(self.index.reader.sentence(self.index.mentions[n].start) for n in numbers)
        return sorted({i for span in list(spans)[:4] for i in self.index.within(span)})

    def _around(self, draft: Draft) -> str:
        """What the claim says around the number: its label, and its clause of the string."""
        text = draft.passage.text.canonical
        mention = draft.mention
        first = max(0, mention.start - AROUND)
        start = max((end.end() for end in _CLAUSE_END.finditer(text, first, mention.start)), default=first)
        behind = _CLAUSE_END.split(text[mention.end : mention.end + BEHIND], maxsplit=1)[0]
        label = "" if draft.passage.part is Part.PROSE else draft.passage.setting.label
        return f"{label} {text[start : mention.end]}{behind}"

    def _time(self, draft: Draft, beside: Sequence[int]) -> Outcome:
        if (copied := self.subjects.copied(draft)) is not None:
            return Outcome(draft, Reason.EXACT, match=(copied,))
        match draft.mention.kind:
            case Kind.YEAR:
                return times.year(draft, self.index, self.subjects, beside)
            case Kind.DATE:
                return times.date(draft, self.index, beside)
            case _:
                return times.time(draft, self.index)


_TIMES = frozenset({Kind.YEAR, Kind.DATE, Kind.TIME})
_MISTAKES = frozenset({Reason.DIGITS_CHANGED, Reason.SEPARATOR_MISREAD, Reason.SCALE_CHANGED})
_DOUBTED = _MISTAKES | {Reason.WRONG_SUBJECT, Reason.UNIT_CHANGED}  # what a sum may explain better


def _list_number(draft: Draft) -> bool:
    """True for the number of a list item: ``1.`` or ``2)`` at the head of a line."""
    mention, text = draft.mention, draft.passage.text.canonical
    if mention.kind is not Kind.ORDINAL and mention.kind is not Kind.CARDINAL:
        return False
    if "list" in mention.rule:
        return True
    after = text[mention.end : mention.end + 2]
    return (
        _heads_line(text, mention.start)
        and after[:1] in (".", ")")
        and after[1:2] == " "
        and mention.text.isdigit()
    )


def _heads_line(text: str, at: int) -> bool:
    """True where nothing but spaces and brackets stands between a place and the head of its line."""
    while at and text[at - 1] in " (":
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def _as_operand(outcome: Outcome, outcomes: Sequence[Outcome], group: Sequence[int]) -> Outcome:
    """A figure that stands beside the one computed from it (``480 (264 + 216)``) has no words of its own."""
    if any(n in outcomes[j].operands for j in group for n in outcome.match):
        return Outcome(outcome.draft, Reason.SAME_VALUE, match=outcome.match)
    return outcome


def _akin(one: Asked, other: Asked) -> bool:
    """True where two claims share half of their own words: the same thing said twice."""
    crossed = any(poles.isdisjoint(other.poles.get(axis, poles)) for axis, poles in one.poles.items())
    return not crossed and (one.own <= other.own or other.own <= one.own)


def _turned(ours: Direction | None, theirs: Direction | None) -> bool:
    return ours is not None and theirs is not None and ours is not theirs


@dataclass(frozen=True, slots=True)
class _Group:
    """The claims of one metric or of one sentence, in order."""

    members: list[int]

    def near(self, claim: int) -> list[int]:
        """The claim itself and those on either side of it."""
        at = bisect_left(self.members, claim)
        return self.members[max(0, at - BESIDE) : at + BESIDE + 1]


def _groups(drafts: Sequence[Draft], subjects: Subjects) -> list[_Group]:
    """For each claim the claims beside it: of its metric, or of its sentence in prose."""
    keyed: dict[tuple[str, int], _Group] = {}
    keys: list[tuple[str, int]] = []
    for i, draft in enumerate(drafts):
        passage = draft.passage
        if passage.part is Part.PROSE:
            key = (passage.path, subjects.sentence(draft).start)
        else:
            parent = passage.path.rpartition("/")[0]
            key = (parent.removesuffix("/period"), -1)
        keys.append(key)
        keyed.setdefault(key, _Group([])).members.append(i)
    return [keyed[key] for key in keys]


def _claim(number: int, outcome: Outcome, index: Index) -> Claim:
    """The outcome written down for the outside."""
    draft, mention = outcome.draft, outcome.draft.mention
    received = draft.passage.text.received_span(mention.start, mention.end) or mention.span
    evidence = [_evidence(index.mentions[n], role) for n, role in outcome.evidence()]
    evidence += [Evidence(s.start, s.end, index.text[s.start : s.end], Role.MATCH) for s in outcome.places]
    return Claim(
        id=f"c{number}",
        path=draft.passage.path,
        start=received.start,
        end=received.end,
        text=mention.text,
        value=draft.quantity.value,
        unit=draft.quantity.unit,
        verdict=outcome.verdict,
        reason=outcome.reason,
        evidence=tuple(evidence),
        formula=outcome.formula,
        expected=_expected(outcome, index),
    )


def _evidence(mention: Mention, role: Role) -> Evidence:
    return Evidence(mention.start, mention.end, mention.text, role)


def _expected(outcome: Outcome, index: Index) -> str | None:
    """What the source says instead, where the verdict is not support."""
    if outcome.supported or outcome.reason in (Reason.NOT_CHECKED, Reason.VALUE_NOT_IN_QUOTE):
        return None
    if not outcome.near:
        return None
    mention = index.mentions[outcome.near[0]]
    said = stated(mention, index.text)
    counted = mention.quantity.unit if mention.kind is Kind.CARDINAL else None
    return f"{said} {counted}" if outcome.reason is Reason.UNIT_CHANGED and counted else said


def _flag(claim: Claim, outcome: Outcome, index: Index) -> Flag | None:
    """The flag of a claim that a person must see."""
    if outcome.verdict in (VerdictWord.SUPPORTED, VerdictWord.NOT_CHECKED):
        return None
    near = index.mentions[outcome.near[0]] if outcome.near else None
    return claim_flag(claim, outcome.draft, near)
