"""Where the rules write down what they checked and what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

from service.core.types import Audit, Finding, FindingSeverity, Relation, Span

PARTIAL = frozenset({"sum_mismatch", "difference_mismatch"})  # may say too little of a balance
RATES = frozenset({"ratio_percent", "growth"})  # of two levels
TIED = 4  # figures of one relation that are told to belong together two by two
PLACES = 6  # decimals shown of a fraction without end


@dataclass(frozen=True, slots=True)
class Wording:
    """A finding in words, for Vietnamese and English readers."""

    vi: str
    en: str


@dataclass(slots=True)
class Ledger:
    """The relations checked and the findings, at most one of a code on one key figure.

    ``balances`` are the places of figures that balance only together, and whether they do; ``ends`` those of
    their first and last levels, which may have a distance told of their own.
    ``unsure`` are the places of figures that can be read in more than one way: no error rests on them.
    ``settled`` are those of changes that two levels of the text give: no other pair is held against them.
    ``tied`` are the figures that each figure belongs to in each sort of relation that holds.
    ``weighed`` are those of percentages whose likeliest part and whole were tried, and no slip was found.
    ``sums`` are the wholes with their parts, by figure, that hold by no accident.
    ``priced`` are those of prices that stand beside others: none of them is an average of the total.
    """

    unsure: frozenset[Span] = frozenset()
    findings: dict[tuple[str, Span], Finding] = field(default_factory=dict)
    relations: dict[tuple[str, tuple[Span, ...]], Relation] = field(default_factory=dict)
    balances: dict[frozenset[Span], bool] = field(default_factory=dict)
    ends: set[frozenset[Span]] = field(default_factory=set)
    settled: set[Span] = field(default_factory=set)
    priced: set[Span] = field(default_factory=set)
    weighed: set[Span] = field(default_factory=set)
    tied: dict[tuple[str, Span], set[Span]] = field(default_factory=dict)
    sums: dict[Span, list[frozenset[Span]]] = field(default_factory=dict)

    def holds(self, kind: str, spans: Iterable[Span], formula: str) -> None:
        """Write down a relation that was checked and holds."""
        places = tuple(sorted(set(spans)))
        for place in places if len(places) <= TIED else ():
            self.tied.setdefault((kind, place), set()).update(set(places) - {place})
        self.relations.setdefault((kind, places), Relation(kind, places, formula, True))

    def report(
        self,
        code: str,
        severity: FindingSeverity,
        key: Span,
        spans: Iterable[Span],
        *,
        kind: str,
        formula: str,
        stated: str,
        expected: str,
        wording: Wording,
        derived_from: str | None = None,
    ) -> Finding:
        """Write down a finding and its relation; on one ``key`` the gravest of a code is kept.

        What would be expected as it is stated is not written down.
        """
        places = tuple(sorted({key, *spans}))
        if severity is FindingSeverity.ERROR and not self.unsure.isdisjoint(places):
            severity = FindingSeverity.SUSPICIOUS
        finding = Finding(
            id=finding_id(code, places, stated, expected),
            code=code,
            severity=severity,
            spans=places,
            stated=stated,
            expected=expected,
            derived_from=derived_from,
            relation=kind,
            message_vi=wording.vi,
            message_en=wording.en,
        )
        if stated == expected or (severity is not FindingSeverity.ROUNDING and self._is_summed(finding)):
            return finding  # there is nothing to mend
        kept = self.findings.get((code, key))
        if kept is None or _GRAVITY[severity] < _GRAVITY[kept.severity]:
            self.findings[code, key] = finding
            self.relations[kind, places] = Relation(kind, places, formula, False)
            return finding
        return kept

    def sums_up(self, spans: Iterable[Span]) -> None:
        """Write down that figures are a whole with its parts: no other sum is held against two of them."""
        places = frozenset(spans)
        for place in places:
            self.sums.setdefault(place, []).append(places)

    def _is_summed(self, finding: Finding) -> bool:
        """True for a misfit of figures of which two belong together in a sum that holds."""
        places = frozenset(finding.spans)
        return finding.code in PARTIAL and any(
            len(known & places) > 1 for place in places for known in self.sums.get(place, ())
        )

    def shares_all(self, whole: Span, parts: Iterable[Span]) -> bool:
        """True where each part is told as its share of the whole, and rightly: no slip is in any of them."""
        return all(self.are_tied("ratio_percent", whole, part) for part in parts)

    def are_shared_apart(self, parts: Iterable[Span]) -> bool:
        """True where every part is told as the share of a whole, and not all of one."""
        wholes = [self.tied.get(("ratio_percent", part), set()) for part in parts]
        return all(wholes) and not set.intersection(*wholes)

    def are_tied(self, kind: str, one: Span, other: Span) -> bool:
        """True where a relation of that sort holds between two figures."""
        return other in self.tied.get((kind, one), ())

    def withdraw(self, code: str, key: Span) -> None:
        """Take back the finding of a code on a key figure, which turned out to belong to other figures."""
        finding = self.findings.pop((code, key))
        self.relations.pop((finding.relation, finding.spans), None)

    def excuse(self, fits: Sequence[frozenset[Span]]) -> None:
        """Take back what was said of some figures of a list that adds up."""
        of: dict[Span, list[frozenset[Span]]] = {}
        for fit in fits:
            for span in fit:
                of.setdefault(span, []).append(fit)
        for key, finding in tuple(self.findings.items()):
            if finding.code in PARTIAL and any(fit.issuperset(finding.spans) for fit in of.get(key[1], ())):
                self.withdraw(*key)

    def _is_balanced(self, finding: Finding) -> bool:
        """True where two figures of a balance are set against each other without the others."""
        if finding.code not in PARTIAL:
            return False
        places = frozenset(finding.spans)
        return any(
            len(places & whole) > 1 and places & whole not in self.ends and (holds or places != whole)
            for whole, holds in self.balances.items()
        )

    def explained(self) -> set[Span]:
        """The places of figures that need no more explanation, also of a rate that misses its levels."""
        told = (r for r in self.relations.values() if r.holds or r.type in RATES)
        return {place for relation in told for place in relation.spans}

    def on(self, code: str, key: Span) -> Finding | None:
        """The finding of a code on a key figure, if there is one."""
        return self.findings.get((code, key))

    def result(self) -> Audit:
        """Everything in the order of the text, graver findings first on one place."""
        findings = sorted(
            (f for f in self.findings.values() if not self._is_balanced(f)),
            key=lambda f: (f.spans[0], _GRAVITY[f.severity], f.code, f.id),
        )
        relations = sorted(self.relations.values(), key=lambda r: (r.spans, r.type))
        return Audit(tuple(findings), tuple(relations))


_GRAVITY = {FindingSeverity.ERROR: 0, FindingSeverity.SUSPICIOUS: 1, FindingSeverity.ROUNDING: 2}


def finding_id(code: str, spans: tuple[Span, ...], stated: str, expected: str) -> str:
    """A stable id: the hash of what the finding says and where.

    >>> finding_id("sum_mismatch", (Span(1, 3),), "75", "74")[:5]
    'f2f49'
    """
    content = "|".join([code, stated, expected, *(f"{s.start}-{s.end}" for s in spans)])
    return "f" + sha256(content.encode()).hexdigest()[:15]


def plain(value: Fraction, ulp: Fraction | None = None) -> str:
    """A fraction as a decimal string, rounded half up to ``ulp``, or to six places at most.

    >>> plain(Fraction(200, 89), Fraction("0.01")), plain(Fraction(75)), plain(Fraction(200, 89))
    ('2.25', '75', '2.247191')
    >>> plain(Fraction("96.30"), Fraction("0.01")), plain(Fraction(-1, 2))
    ('96.30', '-0.5')
    >>> plain(Fraction(12345), Fraction(1000))
    '12000'
    """
    places = PLACES
    if ulp is not None:
        places = 0
        while ulp.denominator != 1 and places < PLACES:
            ulp *= 10
            places += 1
        value = _round(value, ulp / 10**places if places else ulp)
    digits = int(_round(abs(value) * 10**places, Fraction(1)))
    sign = "-" if value < 0 and digits else ""
    whole, part = divmod(digits, 10**places)
    decimals = f"{part:0{places}d}" if places else ""
    if ulp is None:
        decimals = decimals.rstrip("0")
    return f"{sign}{whole}{'.' + decimals if decimals else ''}"


def _round(value: Fraction, ulp: Fraction) -> Fraction:
    return ((value / ulp + Fraction(1, 2)).__floor__()) * ulp


def missed_sum(terms: Sequence[str], whole: str, stated: str, expected: str) -> Wording:
    """That some terms are not a whole, and would be with another number for one of the figures."""
    return Wording(
        f"{' + '.join(map(vi_number, terms))} không bằng {vi_number(whole)}; nếu"
        f" {vi_number(stated)} là {vi_number(expected)} thì khớp.",
        f"{' + '.join(map(en_number, terms))} is not {en_number(whole)}; with"
        f" {en_number(expected)} for {en_number(stated)} it would be.",
    )


def vi_number(value: str) -> str:
    """A decimal string with a Vietnamese decimal comma and thousands points.

    >>> vi_number("2816"), vi_number("96.30"), vi_number("-1234567.5")
    ('2.816', '96,30', '-1.234.567,5')
    """
    return en_number(value).translate(str.maketrans(".,", ",."))


def en_number(value: str) -> str:
    """A decimal string with English thousands commas.

    >>> en_number("2816"), en_number("96.30")
    ('2,816', '96.30')
    """
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, dot, part = digits.partition(".")
    groups = []
    while len(whole) > 3:
        groups.append(whole[-3:])
        whole = whole[:-3]
    return sign + ",".join([whole, *reversed(groups)]) + dot + part
