"""English words for what a number is about: contrasts, empty words, zero statements, cues of computation.

Examples: ``exports of 12.5 million`` against ``imports of 9.3 million`` differ on the axis ``trade``; the
``inspection commission`` that ``disciplined 64 members`` inspects nothing.
"""

from __future__ import annotations

from service.core.subjects import NEUTRAL, SubjectWords

SUBJECTS = SubjectWords(
    contrasts={
        "grade": {
            "excellent": ("excellent", "outstandingly", "excellently"),
            "good": ("good", "well completed", "completed well"),
            "completed": ("completed their tasks", "completed its tasks", "having completed"),
            "failed": ("failed", "failing", "not completed", "did not complete"),
            NEUTRAL: ("goods", "good practice", "good results"),
        },
        "pupil": {"very_good": ("very good",), "fair": ("fair",), "weak": ("weak", "poor performers")},
        "act": {
            "inspect": ("inspected", "inspections of", "inspect"),
            "supervise": ("supervised", "supervision of", "supervise"),
            "discipline": ("disciplined", "discipline"),
            "examine": ("audited", "examined"),
            NEUTRAL: (
                "inspection and supervision", "inspected and supervised", "inspection commission",
                "inspection commissions", "inspection committee", "administrative discipline",
            ),
        },
        "body": {
            "member": ("members", "party members", "member"),
            "organisation": ("organisations", "organizations", "party organisations"),
            "cell": ("cells", "party cells"),
            "committee": ("party committees",),
            "collective": ("collectives",),
            "individual": ("individuals",),
        },
        "party_flow": {
            "admitted": ("admitted", "admit"),
            "removed": ("removed", "expelled"),
            "struck_off": ("struck off",),
        },
        "base": {
            "plan": (
                "against plan", "above plan", "below plan", "above the plan", "below the plan", "over plan",
                "compared with plan", "compared to plan", "versus plan", "against budget", "above target",
                "below target", "versus budget", "above budget", "below budget", "than planned",
            ),
            "prior": (
                "year on year", "year-on-year", "same period", "a year earlier", "the previous year",
                "last year", "prior year", "from a year ago", "more than in", "less than in", "higher than in",
                "lower than in", "compared with", "compared to", "level",
            ),
        },
        "trade": {
            "export": ("exports", "exported", "export"),
            "import": ("imports", "imported", "import"),
            NEUTRAL: ("import-export", "import and export", "exports and imports", "imports and exports"),
        },
        "flow": {
            "revenue": ("revenue", "revenues", "income", "sales", "turnover"),
            "expenditure": ("expenditure", "expenditures", "spending", "expenses", "costs", "expense"),
            "profit": ("profit", "net income", "net profit", "earnings"),
            NEUTRAL: ("cost of sales", "revenue and expenditure", "low-income", "income tax"),
        },
        "sex": {
            "female": ("female", "females", "women", "girls"),
            "male": ("male", "males", "men", "boys"),
            NEUTRAL: ("men and women", "women and men", "boys and girls", "girls and boys"),
        },
        "settlement": {"urban": ("urban",), "rural": ("rural",)},
        "health": {
            "cases": ("cases", "infections", "infected"),
            "deaths": ("deaths", "died", "fatalities"),
            "recovered": ("recovered", "recoveries", "discharged"),
            "admitted": ("hospitalised", "hospitalized", "inpatients"),
        },
        "firm": {
            "founded": ("newly registered", "newly established", "opened", "new stores"),
            "dissolved": ("dissolved", "bankrupt", "closed"),
            "suspended": ("suspended",),
            "resumed": ("resumed",),
        },
        "poverty": {"near_poor": ("near-poor", "near poor"), "poor": ("poor households", "poverty rate")},
        "crop": {
            "area": ("acreage", "planted area", "cultivated area", "hectares"),
            "yield": ("yield", "yields"),
            "output": ("output", "harvest", "production"),
        },
        "visitors": {
            "domestic": ("domestic visitors", "domestic"),
            "international": ("international visitors", "foreign visitors", "international"),
        },
        "bank": {"lending": ("loans", "lending"), "deposits": ("deposits",)},
        "age": {"children": ("children",), "adults": ("adults",), "elderly": ("elderly", "older people")},
        "injury": {"killed": ("killed", "dead"), "injured": ("injured", "wounded")},
    },
    stop_words=frozenset(
        ["a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "as", "is", "are", "was", "were", "be", "been", "has", "have", "had", "it", "its", "this", "that", "these", "those", "which", "who", "than", "then", "so", "over", "under", "about", "around", "nearly", "almost", "more", "less", "least", "most", "up", "down", "total", "number", "rate", "share", "percent", "per", "cent", "year", "years", "month", "months", "quarter", "day", "days", "date", "during", "each", "every", "all", "both", "some", "any", "no", "not", "into", "out", "their", "his", "her", "our", "we", "they", "he", "she", "but", "also", "only", "rose", "fell", "increased", "decreased", "reached", "stood", "came", "million", "billion", "thousand", "trillion", "vnd", "usd", "eur", "had", "will", "would", "can", "could", "may", "there", "here", "figure", "figures", "value", "values", "amount"]
    ),
    connectors=frozenset({"and", "with", "while", "plus", "or", "including", "but", "out"}),
    zero=(
        r"\b(?:no|zero|without(?: any)?) (?P<what>[^,.;:\n]{3,120})",
        r"\bnone (?:of (?:the|its|their) )?(?P<what>[^,.;:\n]{3,120})",
        r"\bnot (?:a single|one|any) (?P<what>[^,.;:\n]{3,120})",
    ),
    cues={
        "sum": ("total", "totalling", "totaling", "altogether", "combined", "in all", "together", "sum", "overall"),
        "difference": (
            "difference", "more", "fewer", "less", "remaining", "gap", "short of", "higher", "lower",
            "increase", "decrease", "rose by", "fell by", "not",
        ),
        "share": ("share", "percent", "per cent", "accounting for", "accounted for", "rate", "proportion", "equal to"),
        "complement": ("remaining", "rest", "other", "not", "remainder"),
        "growth": ("growth", "increase", "increased", "decrease", "decreased", "up", "down", "rose", "fell", "grew"),
        "average": ("average", "mean", "per", "each"),
        "multiple": ("times", "fold", "doubled", "tripled"),
        "attainment": ("of target", "of plan", "of the target", "of the plan", "of budget", "target"),
    },
)
