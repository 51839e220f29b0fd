"""English words by which a figure is told again, or told apart from another."""

from __future__ import annotations

from service.core.wording import TellingWords

TELLINGS = TellingWords(
    pointing=("these", "those", "all these", "all those", "the same", "the very same", "such", "said"),
    pointing_after=(
        "mentioned above", "noted above", "reported above", "described above", "mentioned earlier",
        "noted earlier", "reported earlier", "described earlier", "above-mentioned",
    ),
    stated=(
        "as stated", "as noted", "as mentioned", "as reported", "as shown", "as already stated",
        "as we have seen", "as we saw", "as we said", "as we have said", "as we reported",
        "as we have noted",
    ),
    quantifiers=(
        "all", "all of", "each", "each of", "every one of", "both", "both of", "most", "most of", "many of",
        "half", "half of", "part of", "some of", "much of", "none of", "any of", "one of", "out of", "of",
        "among", "between", "from", "every penny of",
    ),
    articles=("the", "its", "our", "their"),
    wholes=("all", "the whole", "the entire", "the full"),
    jointly=("all",),
    known=(),
    sums=("the total", "the total number", "altogether"),
    summaries=(
        "in summary", "in short", "in sum", "in brief", "in conclusion", "in closing", "to sum up",
        "summary", "executive summary", "overview", "highlights", "key figures", "key facts", "key points",
        "at a glance",
        "conclusion", "conclusions", "overall", "outlook", "looking ahead", "looking back", "what next",
        "caption", "photo", "headlines", "in numbers", "by numbers", "by the numbers", "in figures",
    ),
    months=(
        "january", "february", "march", "april", "june", "july", "august", "september", "october",
        "november", "december",
    ),
    parts=(
        "q", "h", "week", "day", "phase", "round", "wave", "quarter", "half", "part", "stage", "session",
        "lot", "zone", "group",
    ),
    turns=tuple(
        f"{turn} {time}"
        for turn in ("first", "second", "third", "fourth", "last", "next", "previous", "prior")
        for time in ("half", "quarter", "year", "month", "week", "season", "term", "survey", "round", "time")
    ),
    earlier=(
        "ago", "earlier", "before the", "last year", "last month", "last season", "last week", "previous",
        "prior", "once", "had been", "year before", "month before", "week before", "season before",
        "years before", "term before", "start of the year", "beginning of the year", "outset of the year",
        "start of the season", "start of the period", "began the year", "began the season",
    ),
    more=(
        "another", "further", "additional", "cumulative", "other", "others", "remaining", "extra", "second",
        "except", "up to", "more",
    ),
    denied=("not", "never", "nor", "without", "unable", "no"),
    to_come=("shall", "will", "aim", "aims", "hope", "hopes"),
    planned=("invited", "planned", "intend", "intends", "intended", "expect", "expects", "expected"),
    part_of=("of these", "of those", "of them", "of which", "of whom", "among", "including"),
    or_=("or",),
    means=("average", "averages", "averaged", "averaging", "mean", "median"),
    per=("per", "a", "an", "each"),
    clause_ends=(
        "and", "is", "are", "was", "were", "has", "have", "had", "will", "with", "that", "which", "who",
    ),
    noun_ends=(
        "at", "from", "in", "on", "for", "to", "by", "during", "over", "along", "across", "into",
    ),
    stands_at=("numbered", "was", "were", "came to", "reached", "stood at", "totalled", "of", "at", "as"),
    taken=(
        "from all", "from the", "from these", "from those", "on", "over the year", "over the half",
        "over the quarter", "over the period", "over the term", "over the season", "over the month",
        "over the week", "over the winter", "over the summer",
    ),
    compared=("more", "fewer", "less", "higher", "lower"),
    who=("who", "that", "which", "whose", "aged", "without"),
    faint=frozenset(
        {
            "came", "come", "stood", "reached", "totalled", "amounted", "above", "across", "whole", "earlier",
            "before", "during", "between", "after", "through", "among", "most", "fiscal", "year", "made",
            "recorded", "altogether", "together", "us", "therefore",
        }
    ),
)  # fmt: skip
