"""English words for what a figure is: planned or reached, part or whole, one of two opposites.

Examples: ``a target of 50%`` is planned, ``recycled 46%`` reached; ``a surplus of £84,000`` is the opposite
of ``a deficit of £84,000``.
"""

from __future__ import annotations

from service.core.roles import HIDDEN, RoleWords

ROLES = RoleWords(
    planned=frozenset(
        {
            "aim", "aimed", "aims", "allowance", "ambition", "budget", "budgeted", "budgets",
            "by the end of", "capacity", "ceiling", "certified", "designed", "estimate", "estimated",
            "expect", "expected", "expects", "forecast", "forecasts", "goal", "goals", "guidance", "hope",
            "hopes", "intend", "intends", "limit", "maximum", "minimum", "need", "needed", "needs", "plan",
            "planned", "planning", "plans", "pledged", "projected", "promised", "proposed", "proposes",
            "quota", "quotas", "recommended", "recommends", "required", "requires", "scheduled", "see",
            "sees", "set out to", "should", "standard", "target", "targeted", "targets", "threshold",
            "to be", "want", "wants", "will", "would",
        }
    ),
    planned_after=frozenset(
        {
            "budget", "budgeted", "goal", "needed", "planned", "required", "target", "targeted",
        }
    ),
    hidden=frozenset(
        {
            "budget deficit", "budget surplus", "living standard", "no need", "planning application",
            "planning applications", "planning permission", "standard class", "want of",
        }
    ),
    reached=frozenset(
        {
            "achieved", "actual", "actually", "already", "bought", "built", "came", "collected",
            "completed", "cost", "currently", "delivered", "did", "drew", "fell", "gave", "got", "grew",
            "had", "handled", "has", "have", "held", "kept", "made", "met", "now", "paid", "raised", "ran",
            "reached", "rose", "saw", "so far", "sold", "spent", "to date", "took", "was", "went", "were",
            "won",
        }
    ),
    done=frozenset({"achieved", "actual", "actually", "already", "delivered", "has", "reached", "so far"}),
    whole=frozenset(
        {
            "all", "all told", "altogether", "combined", "entire", "in all", "overall", "total", "totaled",
            "totaling", "totalled", "totalling", "totals", "whole",
        }
    ),
    parts=frozenset(
        {
            "among them", "comprising", "consisting of", "included", "includes", "including", "made up of",
            "of them", "of these", "of this", "of those", "of which", "of whom",
        }
    ),
    among=frozenset(
        {
            "against", "in", "of", "of all", "of its", "of the", "of their", "out of", "out of the", "to",
        }
    ),
    taken=frozenset({"of them", "of these", "of this", "of those", "of which", "of whom"}),
    joints=frozenset({"and", "but", "or", "plus", "whereas", "while"}),
    empty=frozenset(
        {
            "after", "against", "ago", "april", "august", "average", "before", "begin", "came",
            "compared", "december", "did", "each", "earlier", "end", "february", "further", "its",
            "january", "july", "june", "last", "march", "mean", "november", "now", "october", "other",
            "people", "place", "previous", "respectively", "said", "same", "september", "start", "them",
            "took", "versus", "while", "who",
        }
    ),
    moved=frozenset(
        {
            "above", "add", "added", "additional", "adds", "ahead", "another", "beat", "behind", "below",
            "better", "by", "change", "changed", "climbed", "cut", "cuts", "decline", "declined",
            "decrease", "decreased", "deficit", "difference", "down", "drop", "dropped", "earlier", "eased",
            "edged", "exceed", "exceeded", "excess", "expanded", "expansion", "extra", "fall", "fallen",
            "falling", "falls", "fell", "fewer", "further", "gain", "gained", "gap", "grew", "grow",
            "grown", "growth", "higher", "improved", "improvement", "increase", "increased", "increases",
            "joined", "jumped", "later", "left", "less", "longer", "loss", "lost", "lower", "margin",
            "minus", "missed", "more", "narrowed", "net", "new", "over", "plus", "quicker", "raised",
            "reduced", "reduction", "rise", "risen", "rises", "rising", "rose", "saved", "saving",
            "savings", "shed", "short", "short of", "shortening",
            "shorter", "shortfall", "shrank", "shrunk", "slipped",
            "slower", "surplus", "swelled", "swing", "than", "under", "up", "widened", "worse",
        }
    ),
    compared=frozenset(
        {
            "above", "ahead", "beat", "beating", "behind", "below", "exceeded", "exceeding", "fewer",
            "less", "missed", "missing", "more", "of its", "over", "short", "short of", "than", "under",
        }
    ),
    levels=frozenset(
        {
            ":", "a", "about", "are", "around", "at", "averaged", "came to", "had", "handled", "has",
            "have", "in", "is", "made", "numbered", "of", "reached", "sold", "stood at", "the", "to",
            "totalled", "was", "were",
        }
    ),
    first=frozenset(
        {
            "biggest", "first place", "greatest", "highest", "largest", "leading", "leads", "led",
            "longest", "most", "most common", "top",
        }
    ),
    last=frozenset({"bottom", "fewest", "least common", "lowest", "shortest", "smallest"}),
    lacking=frozenset(
        {
            "absent", "away", "cancelled", "cannot", "dismissed", "empty", "except", "fail", "failed",
            "fails", "idle", "lack", "lacked", "lacks", "leaving", "left", "lost", "missed", "missing",
            "neither", "never", "no", "none", "nor", "not", "other", "outside", "outstanding", "refused",
            "rejected", "remain", "remaining", "remains", "rest", "short", "still", "unfinished", "unpaid",
            "unspent", "vacant", "without", "yet",
        }
    ),
    light=frozenset({"yet", "been", "be"}),
    now=frozenset(
        {
            "at the end", "at year end", "closed", "currently", "now", "this month", "this quarter",
            "this season", "this time", "this week", "this year", "today",
        }
    ),
    earlier=frozenset(
        {
            "a week ago", "a year ago", "a year earlier", "ago", "at the start", "last month",
            "last quarter", "last season", "last time", "last week", "last year", "month before", "opened",
            "previous", "previous season", "previous year", "prior year", "start of", "week before",
            "winters ago", "year before", "years ago", "years earlier",
        }
    ),
    opposites={
        "balance": {
            "over": ("surplus", "surpluses"),
            "under": ("deficit", "deficits", "shortfall"),
        },
        "gain": {
            "gain": ("profit", "profits", "gain", "gains"),
            "loss": ("loss", "losses"),
            HIDDEN: ("profit and loss", "profits and losses", "job losses"),
        },
        "vote": {
            "for": ("in favour", "in favor", "votes for", "for it"),
            "against": ("against", "votes against"),
            HIDDEN: ("against a", "against the", "against plan", "against target", "against last"),
        },
        "ruling": {
            "yes": ("approved", "upheld", "allowed", "granted", "accepted", "admitted", "agreed"),
            "no": ("refused", "rejected", "dismissed", "denied", "turned down", "declined", "overturned"),
            "gone": ("withdrawn", "withdrew"),
        },
        "life": {
            "alive": ("survived", "survival", "survivors", "alive", "survive", "surviving"),
            "dead": ("died", "deaths", "dead", "mortality", "killed", "perished"),
        },
        "hurt": {
            "dead": ("killed", "died"),
            "hurt": ("injured", "wounded", "hurt"),
        },
        "births": {
            "births": ("births", "born"),
            "deaths": ("deaths", "died"),
        },
        "money": {
            "in": ("income", "revenue", "revenues", "earned", "receipts", "takings"),
            "out": ("spending", "expenditure", "spent", "expenses", "costs", "paid out", "outgoings"),
            HIDDEN: (
                "net income", "income tax", "low income", "income from",
                "revenue and expenditure",
            ),
        },
        "spend": {
            "spent": ("spent", "used"),
            "left": ("unspent", "left over", "unused", "remains unspent"),
        },
        "travel": {
            "in": ("arrived", "arrivals", "came in", "arriving"),
            "out": ("departed", "departures", "left", "leaving"),
        },
        "trade": {
            "export": ("exports", "exported", "export"),
            "import": ("imports", "imported", "import"),
            HIDDEN: ("import export", "exports and imports", "imports and exports"),
        },
        "sex": {
            "female": ("female", "females", "women", "girls", "woman"),
            "male": ("male", "males", "men", "boys", "man"),
            HIDDEN: ("men and women", "women and men", "boys and girls", "girls and boys"),
        },
        "hours": {
            "full": ("full time",),
            "part": ("part time",),
        },
        "week": {
            "weekday": ("weekday", "weekdays"),
            "weekend": ("weekend", "weekends", "sunday", "sundays", "saturdays"),
        },
        "day": {
            "dark": ("darkness", "night", "at night"),
            "light": ("daylight", "by day"),
        },
        "age": {
            "young": ("juvenile", "juveniles", "children", "young", "child"),
            "old": ("adult", "adults"),
        },
        "degree": {
            "under": ("undergraduate", "undergraduates"),
            "post": ("postgraduate", "postgraduates"),
        },
        "exam": {
            "pass": ("passed", "pass"),
            "fail": ("failed", "fail", "failures"),
        },
        "match": {
            "won": ("won", "wins", "victories"),
            "lost": ("lost", "losses", "defeats"),
            "drawn": ("drew", "drawn", "draws"),
        },
        "rooms": {
            "used": ("occupied", "in use", "full", "in operation", "operating"),
            "empty": ("empty", "vacant", "idle", "unoccupied", "out of use"),
        },
        "ran": {
            "ran": ("ran", "run", "operated"),
            "cancelled": ("cancelled", "canceled"),
        },
        "kept": {
            "kept": ("kept", "attended"),
            "missed": ("did not attend", "missed", "not kept", "not attended"),
        },
        "punctual": {
            "on_time": ("on time", "punctual"),
            "late": ("late", "delayed"),
            HIDDEN: ("late night",),
        },
        "rain": {
            "wet": ("wetter", "wet"),
            "dry": ("drier", "dry"),
        },
        "early": {
            "early": ("earlier than", "ahead of schedule", "early"),
            "late": ("later than", "behind schedule"),
            HIDDEN: ("year earlier than", "year later than"),
        },
        "origin": {
            "home": ("domestic", "home grown", "from home"),
            "abroad": ("foreign", "abroad", "overseas", "international"),
        },
        "side": {
            "home": ("home",),
            "away": ("away",),
            HIDDEN: (
                "care home", "home care", "new home", "a home", "at home", "go away", "take away",
                "gave away", "given away", "home office", "per home",
            ),
        },
        "half": {
            "first": ("first half",),
            "second": ("second half",),
        },
        "season": {
            "summer": ("summer",),
            "winter": ("winter",),
            "spring": ("spring",),
            "autumn": ("autumn",),
        },
        "compass": {
            "north": ("north", "northern"),
            "south": ("south", "southern"),
            "east": ("east", "eastern"),
            "west": ("west", "western"),
            HIDDEN: (
                "north east", "north west", "south east", "south west", "north america", "south africa",
                "middle east", "south america", "north and south",
            ),
        },
        "town": {
            "urban": ("urban",),
            "rural": ("rural",),
        },
        "shop": {
            "wholesale": ("wholesale",),
            "retail": ("retail",),
        },
        "tax": {
            "gross": ("before tax", "pre tax", "gross"),
            "net": ("after tax", "post tax"),
        },
        "sector": {
            "public": ("public",),
            "private": ("private",),
            HIDDEN: ("public private", "public and private"),
        },
        "rate": {
            "fixed": ("fixed",),
            "variable": ("variable", "floating"),
        },
        "answer": {
            "answered": ("answered",),
            "unanswered": ("unanswered", "abandoned"),
        },
        "fuel": {
            "electric": ("electric", "electricity"),
            "diesel": ("diesel",),
            "petrol": ("petrol",),
            "gas": ("gas",),
        },
        "staff": {
            "joined": ("joined", "recruited", "hired"),
            "left": ("left", "departed", "resigned"),
        },
        "stock": {
            "open": ("opening", "opened", "at the start", "at the beginning"),
            "close": ("closing", "closed", "at the end"),
            HIDDEN: ("opened in", "closed for", "closed in"),
        },
        "road": {
            "up": ("surfaced", "paved"),
            "down": ("unsurfaced", "unpaved"),
        },
        "legal": {
            "legal": ("legal",),
            "illegal": ("illegal",),
        },
        "skill": {
            "skilled": ("skilled",),
            "unskilled": ("unskilled",),
        },
        "end": {
            "top": ("highest", "largest", "biggest", "top", "maximum", "longest"),
            "bottom": ("lowest", "smallest", "bottom", "minimum", "shortest"),
        },
        "deal": {
            "lend": ("loans", "lending"),
            "save": ("deposits", "savings"),
        },
        "count": {
            "more": ("more",),
            "fewer": ("fewer", "less"),
            HIDDEN: (
                "more than", "less than", "fewer than", "or more", "or less", "or fewer", "no more",
                "no less",
            ),
        },
        "near": {
            "above": ("above", "over", "exceeded", "exceeding", "beat", "beating"),
            "below": ("below", "under", "short of", "missed", "missing"),
            HIDDEN: (
                "over the year", "over the", "over a", "under way", "under construction", "and above",
                "or above", "and over", "or over", "all over", "and under", "or under", "under the",
            ),
        },
        "speed": {
            "quick": ("quicker", "faster"),
            "slow": ("slower",),
        },
    },
)  # fmt: skip
