"""How dates are written in words: days, months and years joined as the languages join them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from service.core.grammar.patterns import either, united
from service.core.locales import Locale

_YEAR = "[12][0-9]{3}"


def _headed(nouns: Iterable[str]) -> str:
    """Any of some nouns, also as a heading writes them: ``QUÝ II NĂM 2024``."""
    return f"(?i:{either(nouns)})"


class DateForms:
    """The patterns of dates in words, for one choice of languages; the first one is the text's own.

    ``day_month`` reads ``3 tháng 2 năm 2020``, ``3 - 5 May``; ``after_month`` what follows a month's name;
    ``month_year`` and ``quarter_year`` what follows the word for month or quarter; ``quarter_of`` what
    follows a quarter's ordinal; ``month_code`` is ``T9/2023``.
    """

    def __init__(self, locales: Sequence[Locale]) -> None:
        home = locales[0]
        self.months = {word.rstrip("."): n for locale in locales for word, n in locale.months.items()}
        names = "|".join(sorted(map(re.escape, self.months), key=len, reverse=True))
        suffix = either(word for locale in locales for word in locale.suffixes)
        suffix = f"(?:{suffix}|{home.day_mark})?" if home.day_mark else f"(?:{suffix})?"
        joins = either(word for locale in locales for word in locale.day_joins)
        day_noun, month_noun = _headed(x.day_noun for x in locales), _headed(x.month_noun for x in locales)
        year_noun = _headed(x.year_noun for x in locales)
        of_month = "".join(f"(?:{locale.of_month})?" for locale in locales if locale.of_month)
        self.day_month = re.compile(
            rf"(?P<day>[0-9]{{1,2}}){suffix}(?: ?(?:-|–|{joins}) ?(?P<last>[0-9]{{1,2}}){suffix})?"
            rf"(?: (?:{month_noun}) (?P<number>[0-9]{{1,2}})(?! (?:{month_noun}|{day_noun}))"
            rf"|{of_month}[ -](?P<name>(?i:{names})))\.?"
            rf"(?:(?: (?:{year_noun}) |/|-|,? )(?P<year>{_YEAR}))?(?![0-9%]|[.,][0-9]|[^\W_])"
        )
        self.after_month = re.compile(
            rf"(?:(?P<only>{_YEAR})(?![0-9,.]*[0-9])|(?P<day>[0-9]{{1,2}}){suffix}"
            rf"(?: ?(?:-|{joins}) ?(?P<last>[0-9]{{1,2}}){suffix})?(?:,? (?P<year>{_YEAR}))?)"
            r"(?![0-9%]|[.,][0-9])"
        )
        self.month_year = re.compile(rf"([0-9]{{1,2}})(?:,? (?:{year_noun}) | / )({_YEAR})(?![0-9])")
        self.quarter_year = re.compile(
            rf"(?:([1-4])|(I{{1,3}}|IV))(?:,? (?:{year_noun}) | ?[/-] ?)({_YEAR})(?![0-9])"
        )
        quarters = united(locale.quarter_of for locale in locales).pattern
        self.quarter_of = re.compile(rf"(?:{quarters}) (?P<year>{_YEAR})(?![0-9])")
        self.month_code = re.compile(
            rf"(?:{home.month_letter or '(?!)'})(0?[1-9]|1[0-2])[/.]({_YEAR})(?![0-9])"
        )
