"""A whole with its parts as evidence: how far they miss it, which slip explains that, and how likely it is.

The odds are those of Bayes: how likely figures that look like this belong together, against how often an
unrelated whole and its parts are one slip away from adding up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.fits import WRONG
from service.core.audit.groups import CLOSE
from service.core.audit.ledger import Ledger, missed_sum, plain
from service.core.audit.sheet import Figure
from service.core.audit.slips import leaves_one_out, one_digit_apart, slips_of
from service.core.rounding import add
from service.core.types import FindingSeverity, Span

SURE = Fraction(5)  # odds from which a slip is an error
NEARLY = Fraction(5, 2)  # a sum that no slip explains, but that is hardly off, is told four times as seldom


@dataclass(frozen=True, slots=True)
class Tally:
    """A whole, its parts, and the odds beforehand that they belong together; ``told`` where words say so."""

    whole: Figure
    parts: tuple[Figure, ...]
    prior: Fraction
    told: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)

    @property
    def off(self) -> Fraction:
        """By how much the parts exceed the whole."""
        return sum((p.value for p in self.parts), Fraction(0)) - self.whole.value

    @property
    def fits(self) -> bool:
        """True where the parts make up the whole."""
        return add(p.interval for p in self.parts).meets(self.whole.interval)

    @property
    def is_near(self) -> bool:
        """True where rounding may explain by how much the parts miss the whole."""
        return abs(self.off) <= sum((f.ulp for f in self.figures), Fraction(0))

    @property
    def is_behind(self) -> bool:
        """True for a whole that words call so behind its parts."""
        return self.told and self.whole.start > self.parts[-1].start

    @property
    def leaves_out(self) -> bool:
        """True for a whole of three parts or more that is the sum of all of them but one."""
        named = self.off < CLOSE * self.whole.value  # "tại 17 trạm y tế": the number of something else
        return self.told and not named and leaves_one_out(self.whole, self.parts)

    def changes(self, tied: Mapping[Span, set[Span]]) -> bool:
        """True where all but the part that it leaves out tell a change: "9,72, down 1,35 from 11,07"."""
        kept = {p.span for p in self.parts if p.value != self.off}
        return kept <= tied.get(self.whole.span, set())

    def right(self, figure: Figure) -> Fraction:
        """What a figure would have to be."""
        return figure.value + self.off if figure is self.whole else figure.value - self.off


def odds_of(tally: Tally) -> Fraction:
    """How much likelier a slip is than an accident; 0 where no slip explains the misfit, or there is none."""
    if not tally.off or any(f.value < 0 for f in tally.figures):
        return Fraction(0)
    wrong = slip_of(tally)
    if wrong is None:
        close = abs(tally.off) <= CLOSE * tally.whole.value and tally.whole.value >= 100 * tally.whole.ulp
        return tally.prior * len(tally.figures) * NEARLY / WRONG if close and tally.is_behind else Fraction(0)
    finest = min(f.ulp for f in tally.figures)
    off, whole = int(tally.off / finest), int(tally.whole.value / finest)
    explained: set[int] = set()
    for figure in tally.figures:
        said, sign = int(figure.value / figure.ulp), int(figure.ulp / finest)
        sign = sign if figure is tally.whole else -sign
        explained.update(sign * (other - said) for other in slips_in(figure))
    half = whole // 2
    low, high = (-half, half) if abs(off) <= half else (-whole, max(whole, 2 * off))
    chance = Fraction(max(1, sum(low <= e <= high for e in explained)), high - low + 1)
    far = 3 if abs(off) > half else 1
    return tally.prior * len(tally.figures) / (WRONG * far * min(chance, Fraction(1)))


def may_have_slipped(tally: Tally) -> bool:
    """True where the parts nearly make up the whole, or one slip of the pen explains why they do not."""
    return abs(tally.off) <= CLOSE * tally.whole.value or slip_of(tally) is not None


def slip_of(tally: Tally) -> Figure | None:
    """The figure that one slip of the pen would mend, or the whole that leaves one of three parts out."""
    off = tally.off
    for figure in tally.figures:
        right = (figure.value + (off if figure is tally.whole else -off)) / figure.ulp
        if right > 0 and right.denominator == 1:
            least = _places(figure) + 1
            said = str(int(figure.value / figure.ulp)).zfill(least)
            wanted = str(right.numerator).zfill(least)
            short = len(wanted) != len(said) and min(len(wanted), len(said)) < 2  # a digit is soon added
            if not short and one_digit_apart(said, wanted):
                return figure
    return tally.whole if tally.leaves_out else None


def slips_in(figure: Figure) -> frozenset[int]:
    """What one slip makes of a figure, in units of its last place."""
    return slips_of(int(figure.value / figure.ulp), places=_places(figure))


def _places(figure: Figure) -> int:
    """The decimals of a figure as it is printed."""
    return len(str((figure.ulp / Fraction(figure.mention.quantity.scale)).denominator)) - 1


def formula_of(tally: Tally) -> str:
    """The sum as it is written down."""
    return f"{' + '.join(plain(p.value) for p in tally.parts)} ~ {plain(tally.whole.value)}"


def write_tally(tally: Tally, odds: Fraction, ledger: Ledger) -> None:
    """Write down the likeliest slip of a whole and its parts that do not add up."""
    wrong = slip_of(tally) or tally.whole
    stated, expected = plain(wrong.value, wrong.ulp), plain(tally.right(wrong), wrong.ulp)
    terms = [plain(p.value) for p in tally.parts]
    whole = plain(tally.whole.value)
    ledger.report(
        "sum_mismatch" if len(terms) > 2 else "difference_mismatch",
        FindingSeverity.ERROR if odds >= SURE and not tally.leaves_out else FindingSeverity.SUSPICIOUS,
        wrong.span,
        [f.span for f in tally.figures],
        kind="parts_whole",
        formula=formula_of(tally),
        stated=stated,
        expected=expected,
        wording=missed_sum(terms, whole, stated, expected),
    )
