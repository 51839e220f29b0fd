"""What a report says against itself: relations between its figures found, recomputed and worded.

Each rule family is one module. A rule writes down every relation that it could check; a misfit becomes a
finding only where the words of the text leave no innocent reading (error), leave one (suspicious), or where
only the rounding is at fault (rounding). Nothing is guessed: a relation whose base or level cannot be found
is not checked.

Wholes come first: ``wholes`` seeks whatever adds up, by the figures, their places and the words around them,
and what holds there acquits its figures of every weaker sum. Then words: shares, stocks that flow, sums,
changes, averages, totals told again, tables, periods and dates are found by what the text says of them.
``closed`` weighs a word or two with the figures of a whole sentence or list. Then the numbers speak for
themselves: ``proportions`` asks of every percentage that is left which figures of the text it is a share of;
``quotients`` and ``grown`` try the figures that no words have tied, and report a misfit only where one slip
of the pen explains it and is likelier than an accident; ``lone`` does so over whole paragraphs and lists,
for the percentages, factors and fractions that are left.
"""

from __future__ import annotations

from service.core.audit.afar import check_afar, settle_afar
from service.core.audit.apart import check_moves
from service.core.audit.apiece import check_apiece
from service.core.audit.averages import check_averages
from service.core.audit.closed import check_closed
from service.core.audit.complete import check_complete
from service.core.audit.dated import check_dated
from service.core.audit.durations import check_durations
from service.core.audit.flows import check_flows
from service.core.audit.grown import check_grown
from service.core.audit.ledger import Ledger
from service.core.audit.lone import check_lone
from service.core.audit.periods import check_periods
from service.core.audit.proportions import check_proportions
from service.core.audit.quotients import check_quotients
from service.core.audit.shares import check_shares
from service.core.audit.sheet import Sheet, Source
from service.core.audit.sums import check_sums
from service.core.audit.tables import check_tables
from service.core.audit.twice import check_twice
from service.core.audit.wholes import find_wholes, judge_wholes
from service.core.types import Audit

__all__ = ["audit"]


def audit(source: Source) -> Audit:
    """The findings and the checked relations of one indexed source, in the order of the text."""
    sheet = Sheet(source)
    ledger = Ledger(frozenset(m.span for m in source.mentions if m.quantity.readings))
    shares = check_shares(sheet, ledger)
    timed = (
        Sheet(source, timed=True) if any(len(lengths) > 1 for lengths in sheet.durations.values()) else None
    )
    wholes = [found for kind in (sheet, timed) if kind is not None for found in find_wholes(kind, ledger)]
    check_flows(sheet, ledger)
    check_sums(sheet, shares, ledger)
    check_moves(sheet, ledger)
    if timed is not None:
        check_moves(timed, ledger)
    check_averages(sheet, ledger)
    check_tables(sheet, ledger)
    check_periods(sheet, ledger)
    check_durations(sheet, ledger)
    check_dated(sheet, ledger)
    check_proportions(sheet, shares, ledger)
    check_complete(sheet, ledger)
    check_closed(sheet, ledger)
    if timed is not None:
        check_closed(timed, ledger)
    judge_wholes(sheet, wholes, ledger)
    check_quotients(sheet, ledger)
    check_apiece(sheet, ledger)
    afar = settle_afar(sheet, ledger)
    check_grown(sheet, ledger)
    if timed is not None:
        check_grown(timed, ledger)
    check_lone(sheet, ledger)
    check_afar(sheet, afar, ledger)
    check_twice(sheet, ledger)
    return ledger.result()
