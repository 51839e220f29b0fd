"""English number words, British and American, cardinal and ordinal, and the company they keep."""

from __future__ import annotations

from service.core.numerals import NumberWords, Role, Word

_DIGITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip
_RANKED_DIGITS = {
    "zeroth": 0, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15,
}  # fmt: skip


def _teenth(word: str) -> str:
    return "twelfth" if word == "twelve" else word + "th"


_RANKS = (
    {key: Word(Role.DIGIT, value, ordinal=True) for key, value in _RANKED_DIGITS.items()}
    | {_teenth(key): Word(Role.TEEN, value, ordinal=True) for key, value in _TEENS.items()}
    | {key[:-1] + "ieth": Word(Role.TENS, value, ordinal=True) for key, value in _TENS.items()}
    | {key + "th": Word(Role.SCALE, value, ordinal=True) for key, value in _SCALES.items()}
)
_PARTS = {
    key + "s": Word(Role.FRACTION, word.value) for key, word in _RANKS.items() if word.value > 2
}  # fmt: skip
_WORDS = (
    {key: Word(Role.DIGIT, value) for key, value in _DIGITS.items()}
    | {key: Word(Role.TEEN, value) for key, value in _TEENS.items()}
    | {key: Word(Role.TENS, value) for key, value in _TENS.items()}
    | {key: Word(Role.SCALE, value) for key, value in _SCALES.items()}
    | _RANKS
    | _PARTS
    | {
        "dozen": Word(Role.SCORE, 12),
        "and": Word(Role.LINK),
        "point": Word(Role.POINT),
        "half": Word(Role.HALF, 2),
        "halves": Word(Role.FRACTION, 2),
        "quarter": Word(Role.FRACTION, 4),
        "quarters": Word(Role.FRACTION, 4),
        "a": Word(Role.ARTICLE, 1),
        "an": Word(Role.ARTICLE, 1),
        "oh": Word(Role.DIGIT, 0),
    }
    | dict.fromkeys(("twice", "double", "doubled", "doubling"), Word(Role.TIMES, 2))
    | dict.fromkeys(
        ("thrice", "triple", "tripled", "tripling", "treble", "trebled", "trebling"), Word(Role.TIMES, 3)
    )
    | dict.fromkeys(("quadruple", "quadrupled", "quadrupling"), Word(Role.TIMES, 4))
    | {f"{key}fold": Word(Role.TIMES, value) for key, value in (_DIGITS | _TEENS).items() if value > 1}
    | dict.fromkeys(("halved", "halving"), Word(Role.HALVED, 2))
)

NUMBER_WORDS = NumberWords(
    language="en",
    letters="etaoinsrhldcumfpgwybvkxqjz",
    words=_WORDS,
    joiner=r"(?:[ \t]{1,3}|-|(?i:(?<=thousand)|(?<=illion)),[ \t]|[ \t]{0,3}\n)",
    plain=frozenset(_DIGITS) - {"one"} | frozenset(_TEENS) | frozenset(_TENS) | frozenset(_RANKS) | {"half"},
    adverbs=frozenset({"first"}),
    ranked=frozenset(
        f"{noun}{ending}"
        for noun in (
            "half", "term", "season", "phase", "stage", "round", "place", "prize", "edition", "congress",
            "generation", "grade", "floor", "reading", "draft", "tranche", "instalment", "cohort", "dose",
            "visit", "inspection", "session", "meeting", "test", "attempt", "anniversary", "division",
            "degree", "shift", "report", "notice", "intake", "wave", "semester", "trimester", "fiscal",
            "person", "appointment",
        )
        for ending in ("", "s")
    ) - {"degrees"},
    article=frozenset({"one"}),
    shy=frozenset(),
    units=(
        "second", "minute", "hour", "day", "night", "week", "month", "quarter", "year", "decade", "century",
        "percent", "per cent", "percentage point", "basis point", "dollar", "euro", "pound", "cent", "dong",
        "hectare", "acre", "km", "kilometre", "kilometer", "metre", "meter", "mile", "ton", "tonne",
        "kilogram",
        "kg", "litre", "liter",
    ),
    only_before={
        "a": ("hundred", "thousand", "million", "billion", "trillion", "dozen", "half", "third", "quarter",
              "fifth", "tenth", "sixth", "seventh", "ninth", "twelfth", "twentieth"),
        "half": ("a", "an", "of", "the", "hundred", "thousand", "million", "billion", "trillion", "dozen"),
        "an": ("eighth",),
        "oh": ("point",),
    }
    | dict.fromkeys(
        ("twice", "double", "thrice", "triple", "treble", "quadruple"),
        ("as", "the", "that", "those", "its", "their", "our", "last", "what", "this"),
    ),
    only_after={
        "half": (
            "by", "than", "nearly", "almost", "over", "about", "only", "just", "under", "exactly", "roughly",
            "around",
        ),
    },
    not_before={
        "one": (
            "of", "another", "or", "to", "can", "could", "should", "would", "might", "may", "must",
            "who", "that",
            "which", "is", "was", "has", "had", "does", "day", "side", "hand", "thing", "way", "by", "such",
            "off", "size", "stop", "way", "sided", "time", "single", "more", "step",
        ),
        "zero": ("tolerance", "sum", "carbon", "in", "hours", "waste"),
        "first": ("of all", "time", "and foremost", "aid", "name", "lady", "hand", "class", "come", "things",
                  "-half"),
        "second": ("hand", "best", "fiddle", "home", "homes", "guess", "nature", "to none", "thoughts",
                   "ment", "-half"),
        "third": ("party", "parties", "world"),
        "half": (
            "of the year", "the time", "the battle", "past", "time", "year", "yearly", "term", "day", "hour",
            "way", "baked", "hearted", "marathon", "price", "board", "empty", "full", "page", "century",
        ),
        "four": ("square",),
        "six": ("sigma",),
        "ten": ("downing",),
    },
    not_after={
        "zero": ("net", "ground", "absolute", "patient"),
        "one": (
            "no", "any", "every", "some", "this", "that", "the", "which", "each", "another", "other",
            "as", "day",
            "new", "good", "big", "next", "last", "latest", "loved", "only", "same", "right", "first",
        ),
        "first": ("at",),
        "second": ("a", "per", "split", "one", "every", "each", "for", "this", "any"),
        "half": ("first", "second", "latter", "other", "last", "better"),
        "seconds": (),
    },
    licensed_after=(
        "to", "by", "from", "of", "in", "out of", "aged", "age", "top", "than", "at", "least", "most",
        "only", "just", "about", "nearly", "almost", "over", "under", "between", "and", "or", "all",
        "were", "was", "is", "are", "won", "lost", "sold", "built", "left", "cut", "bought", "took",
        "shut", "put", "sent", "hit", "set", "let", "read", "ran", "met", "taught", "caught", "drew", "grew",
        "fell", "rose", "began", "wrote", "spent", "brought", "fought", "hired", "paid",
        "hold", "buy", "sell",
        "made", "saw", "had", "has", "have", "gave", "lent", "held", "found", "kept", "got",
    ),
    licensed_endings=("ed",),
    odds=tuple(
        f"{join} {whole}"
        for join in ("in", "out of", "in every")
        for whole in (
            "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "10", "20", "100",
        )
    ),
    share_before=(
        "of", "were", "was", "are", "is", "came", "come", "comes", "had", "have", "has", "said", "say",
        "more", "less", "higher", "lower", "fewer", "went", "live", "from", "in", "on", "to", "among",
        "below", "above", "who", "do", "did", "does", "could", "would", "will", "may", "might",
        "smaller", "larger", "as", "nationally", "since", "over", "last", "this", "by", "between",
        "for", "at", "took", "made", "chose", "gave", "met",
    ),
    vague_before=("few", "several", "many", "couple of", "some odd"),
    range_before=("between", "from"),
    minus=("minus", "negative"),
    scale_joiner=r"[ \t]+of[ \t]+an?[ \t]+",
    plural="s",
    pairs=True,
    comma=True,
)  # fmt: skip
"""The reader's table for English."""
