"""The shape of a language's tables; what the grammar is compiled from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.core.numerals import NumberWords
from service.core.types import Direction, Qualifier

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Locale:
    """Everything that the number grammar knows of one language, as data.

    Words are lower case and in the usual spelling; other cases, tone placements and spellings are derived.
    A table maps the word as written to its key: an exponent of ten for scales, an ISO 4217 code for
    currencies, a key of ``units`` for units and counted nouns.

    ``marks`` are letters that only this language has.
    ``decimal`` and ``group`` are its usual separators (CLDR), the last resort where a number and its
    neighbours do not tell. ``blocks`` lists words that, standing right after a scale, currency or unit word,
    show that it is part of another word (``đồng`` chí, ``tỷ`` lệ).

    ``numbers`` are the number words. ``range_words`` and ``weak_joins`` stand between the ends of a range,
    the weak ones only after a word of ``between``; ``range_fill`` is a pattern of what may follow them.
    ``bounds_after`` stand behind the noun of their number (``185 đảng viên trở lên``); a bound that begins
    with one of ``far_bounds`` is looked for from its own side. ``home_currency`` is understood where a scale
    stands alone in talk of money. ``guessed``: whether a text of unknown language may be taken for this one;
    a locale without ``marks`` is the last guess.

    ``noun_phrase`` is a regular expression of the noun phrase that may stand behind a count, its first group
    the phrase; it names what is counted where ``nouns`` does not. ``nouns_lead``: nouns stand before their
    head, so that a known noun may only open a longer phrase (``community`` health workers).
    ``part_of`` is a regular expression of what stands between a part and its whole (``9 of 11``).
    ``odds`` is one of what makes odds of two small numbers (``one in three``), the second as in ``odds_of``.
    ``day_mark`` is a pattern of the sign behind a day's number (``3. Mai``).
    ``month_letter`` stands for "month" before its number (``T9/2023``).
    ``loose_hedges`` bound amounts, but before a length of time mean "during" (``over four years``).
    ``out_of`` are bounds that behind a counted figure say what it is a part of (``36 trên 41 xã``).
    ``spells`` are counted things that take time like a period (``over 16 evenings``). In front of a word of
    ``loose_hedges`` or ``out_of`` one of ``bound_fronts`` shows that it bounds the number all the same.
    ``level_words`` stand between a change and its new level; a range word among them makes no range behind
    one of ``amount_words`` (``fell 0.6% to 3.9%``), unless ``open_change`` matches right before that
    (``could be cut by 20% to 30%``). ``points`` beside a percent are percentage points.
    ``hours`` stand behind an hour of the clock or a number of hours, ``minutes`` behind its minutes;
    ``clock_signs`` right behind an hour tell a clock's. So do ``of_day``, a pattern of the part of the day
    that follows, and ``hour_fronts`` in front where ``daily`` follows; ``deadlines`` in front of a late hour
    tell a clock's at the end of a clause, too. ``lasting`` is a pattern of words in front of hours that make
    them a length of time.
    ``comparatives`` bound a number (``hơn 5 ha``), or tell by how much it differs where ``compared``
    stands beside them.
    ``day_noun``, ``month_noun`` and ``year_noun`` part a date (``3 tháng 2 năm 2020``), ``day_joins`` two
    days of a month; ``of_month`` is a pattern between a day and a month's name, ``quarter_of`` one between a
    quarter's number and its year (group ``half`` for the halves of one). ``odds_words`` in front of two
    small numbers with a stroke between say that they are no day and month; without them none are taken so.
    ``copulas`` may part a label's figures from their years (``năm 2022 là 14,2``).
    ``per_many`` stand before the base of a rate (``12 per 1,000``),
    ``per_round`` before a round one only. ``loose_per`` are words of ``per`` that need a unit or period
    behind them, ``sure_multiples`` those of ``multiples`` that mean nothing else, ``glued_money`` letters
    of ``glued_scales`` that scale money only, ``glued_counts`` those that scale counts as well as they are
    units (``14.3m tonnes``), where no pattern of ``lengths`` stands beside them. ``by_words`` end a verb of
    change before its amount. ``of_whole`` is a pattern between a part and the whole that it is counted
    with (``214 of the 309 patients``). ``head_words`` open
    a table's note of its unit, ``scale_heads`` one of a scale or measure, but of nothing counted (``in £m``);
    ``head_units`` end the head of a column of it (``Margin bps``). ``free_words`` may
    follow an amount whose currency is left out. ``money_fronts`` are currencies that stand in front only. A
    bound behind one of ``age_groups`` is one of age (``people over 65``). A colon behind one of
    ``closing_bounds`` parts it from the number (``65 and over: 11.6%``). The number behind one of
    ``class_words`` ranks the noun that follows (``category 2 calls``). ``said_as_verb`` is a pattern of what
    stands before a word for number that is a verb (``the homes number 46``), ``moves`` one of words of change
    in front of two levels (``went from £3 to £5``).
    ``plans`` plan what follows in their sentence, ``plan_lists`` of them also a list behind a colon.
    ``plan_names`` of them only name the plan of a figure in front, and ``achieved`` or ``plan_asides`` in
    front say that the plan was met or that it is told by the way: all reach to the end of their clause.
    ``told`` is a pattern of a clause that tells what was done, ``plan_result`` one of other places where
    results begin, ``plan_beside`` one of plans that something is only compared with or done by. No plan is
    what stands right behind one of ``plan_bases``. ``plan_nouns`` plan one figure, behind them where
    ``plan_figure`` stands between, or before them where ``plan_behind`` finds it; ``plan_column`` is a
    pattern of the head of a column of plans. Behind a semicolon a plan goes on to what ``plan_goes_on``
    finds. ``result_label`` finds the label of results in a list of plans ("Target: 120. Achieved: 124").
    ``plan_heads`` open a heading or an item of plans; ``plan_idioms`` hold a word of ``plans`` and plan
    nothing.
    """

    tag: str
    decimal: str
    group: str
    day_first: bool
    marks: str
    # right of a number
    scales: Mapping[str, int]
    glued_scales: Mapping[str, int]
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    periods: Mapping[str, str]
    nouns: Mapping[str, str]
    percents: Mapping[str, str]
    multiples: Words
    per: Words
    ages: Mapping[str, str]
    per_words: Mapping[str, str]
    hours: Words
    clock: Mapping[str, str]
    suffixes: Words
    blocks: Mapping[str, Words]
    # left of a number
    hedges: Mapping[str, Qualifier]
    directions: Mapping[str, Direction]
    not_words: Words
    from_words: Words
    joins: Words
    joins_if_from: Words
    multiple_marks: Words
    multiple_needs: Words
    ordinals: Mapping[str, str]
    ranks: Words
    places: Words
    code_words: Mapping[str, str]
    code_numbers: Words
    names: Words
    plain: Words
    year_words: Words
    quarter_words: Words
    month_words: Words
    day_words: Words
    time_words: Words
    age_words: Words
    phone_words: Words
    money_words: Words
    identifier_words: Words
    # around a number
    hedges_after: Mapping[str, Qualifier]
    directions_after: Mapping[str, Direction]
    months: Mapping[str, int]
    weekdays: Words
    plans: Words
    plan_lists: Words
    achieved: Words
    numbers: NumberWords
    range_words: Words
    weak_joins: Words
    between: Words
    bounds_after: Mapping[str, Qualifier]
    noun_phrase: str = ""
    part_of: str = ""
    odds: str = ""
    odds_of: str = ""
    month_letter: str = ""
    day_mark: str = ""
    loose_hedges: Words = field(default=())
    out_of: Words = field(default=())
    spells: Words = field(default=())
    bound_fronts: Words = field(default=())
    nouns_lead: bool = False
    plan_heads: Words = field(default=())
    plan_idioms: Words = field(default=())
    plan_nouns: Words = field(default=())
    plan_figure: str = ""
    plan_result: str = ""
    plan_column: str = ""
    plan_goes_on: str = ""
    plan_behind: str = ""
    plan_beside: str = ""
    plan_names: Words = field(default=())
    plan_bases: Words = field(default=())
    plan_asides: Words = field(default=())
    told: str = ""
    result_label: str = ""
    range_fill: str = ""
    far_bounds: Words = field(default=())
    home_currency: str = ""
    guessed: bool = True
    level_words: Words = field(default=())
    amount_words: Words = field(default=())
    open_change: str = ""
    points: Words = field(default=())
    minutes: Words = field(default=())
    clock_signs: Words = field(default=())
    of_day: str = ""
    daily: str = ""
    deadlines: Words = field(default=())
    hour_fronts: Words = field(default=())
    lasting: str = ""
    comparatives: Mapping[str, Direction] = field(default_factory=dict)
    compared: str = ""
    day_noun: str = ""
    month_noun: str = ""
    year_noun: str = ""
    day_joins: Words = field(default=())
    of_month: str = ""
    quarter_of: str = ""
    odds_words: Words = field(default=())
    copulas: Words = field(default=())
    per_many: Words = field(default=())
    per_round: Words = field(default=())
    loose_per: Words = field(default=())
    sure_multiples: Words = field(default=())
    glued_money: Words = field(default=())
    glued_counts: Words = field(default=())
    money_fronts: Mapping[str, str] = field(default_factory=dict)
    age_groups: Words = field(default=())
    closing_bounds: Words = field(default=())
    class_words: Words = field(default=())
    said_as_verb: str = ""
    moves: str = ""
    lengths: str = ""
    by_words: Words = field(default=())
    of_whole: str = field(default="")
    head_words: Words = field(default=())
    scale_heads: Words = field(default=())
    head_units: Words = field(default=())
    free_words: Words = field(default=())
