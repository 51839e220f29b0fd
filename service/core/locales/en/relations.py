"""English words by which a report ties figures to each other."""

from __future__ import annotations

from service.core.wording import RelationWords

RELATIONS = RelationWords(
    share=(
        "representing", "which represents", "represents", "accounting for", "accounts for",
        "accounted for", "or", "equal to", "equivalent to", "equating to", "i.e.", "ie", "that is",
        "making up", "made up", "making", "a rate of", "a share of", "which is", "corresponding to",
        "comprising", "constituting", "for a rate of", "a completion rate of", "a response rate of",
        "a success rate of", "a pass rate of",
        "a margin of", "for a margin of", "a proportion of", "amounts to", "amounting to", "which amounts to",
    ),
    share_weak=("a", "at", "rate of", "rate"),
    of=(
        "of", "out of", "of the", "out of the", "of a total of", "out of a total of", "from", "among",
        "in",
    ),
    base=(
        "of the", "of all", "out of", "out of the", "of these", "a total of", "total of", "in total",
        "among the", "among", "of", "there were", "there are", "of a total of", "from a total of", "all",
    ),
    gist=("or", "i.e.", "ie", "that is", "equivalent to", "namely"),
    hence=(
        "or", "i.e.", "ie", "that is", "namely", "equivalent to", "equating to", "equals", "equal to", "which is",
        "which was", "which makes", "which made", "which means", "which gives", "which gave", "which puts",
        "that makes", "that made", "that means", "that meant", "that was", "that gives", "this is", "this was",
        "this makes", "this made", "this means", "this meant", "this gives", "this happened", "thus", "so",
        "therefore", "hence", "thereby", "giving", "gives", "gave", "making", "meaning", "putting",
        "in other words", "put differently", "put another way", "in percentage terms", "as a percentage",
        "works out at", "comes to", "came to", "it was", "it is",
    ),
    rates=(
        "rate", "rates", "share", "shares", "proportion", "percentage", "ratio", "turnout", "take-up", "uptake",
        "coverage", "occupancy", "attendance", "utilisation", "churn", "participation", "accounted for",
        "accounts for", "account for", "accounting for", "made up", "makes up", "make up", "making up",
        "represented", "represents", "represent", "representing", "constituted", "constitutes", "constitute",
        "comprised", "comprises", "comprise", "formed",
    ),
    hedges=(
        "about", "around", "nearly", "almost", "over", "more than", "approximately", "some", "roughly",
        "just", "just over", "just under", "less than", "under", "at least", "up to", "only", "a",
    ),
    exhaustive=(
        "comprising", "comprised of", "comprises", "comprised", "consisting of", "consists of",
        "consisted of", "made up of", "composed of", "broken down into", "divided into", "split into",
        "split between", "being", "namely",
    ),
    including=(
        "including", "of which", "of whom", "of these", "of them", "which includes", "include", "includes",
        "included", "among them", "among these", "with",
    ),
    together=("and", "plus", "as well as", "together with"),
    remaining=(
        "remaining", "the remaining", "the rest", "remain", "remained", "left", "outstanding", "pending",
        "unresolved", "still open", "the remainder", "leaving",
    ),
    opposites=(
        ("alive", "dead"), ("in favour", "against"), ("won", "lost"), ("upheld", "dismissed"),
        ("accepted", "rejected"), ("approved", "rejected"), ("approved", "refused"),
        ("granted", "refused"), ("adults", "children"), ("at home", "abroad"),
        ("domestic", "international"), ("indoor", "outdoor"), ("outpatients", "inpatients"),
        ("permanent", "temporary"), ("paid", "unpaid"), ("new", "existing"), ("online", "in person"),
        ("direct", "indirect"), ("fixed", "variable"), ("current", "non-current"),
        ("residential", "commercial"), ("students", "adults"), ("owned", "rented"), ("married", "single"),
        ("short-term", "long-term"), ("first half", "second half"), ("skilled", "unskilled"),
        ("men", "women"), ("male", "female"), ("males", "females"), ("boys", "girls"), ("urban", "rural"),
        ("on time", "late"), ("passed", "failed"), ("domestic", "foreign"), ("positive", "negative"),
        ("completed", "ongoing"), ("full-time", "part-time"), ("public", "private"),
        ("recurrent", "capital"), ("closed", "open"),
    ),
    structure=(
        "breakdown", "composition", "respectively", "structure", "split", "the remaining", "the rest",
        "remainder", "by sector", "by source", "distribution", "mix", "shares",
    ),
    up=(
        "up", "rose", "rise", "rises", "risen", "increase", "increased", "increasing", "increases",
        "growth", "grew", "grow", "grown", "growing", "gain", "gained", "climbed", "jumped", "higher",
        "more", "expanded", "added", "improved", "exceeding", "exceeded", "above", "surged", "rising",
        "widened",
    ),
    down=(
        "down", "fell", "fall", "fallen", "falling", "decrease", "decreased", "decreasing", "decline",
        "declined", "declining", "drop", "dropped", "reduction", "reduced", "lower", "less", "fewer",
        "shrank", "loss", "lost", "cut", "contracted", "below", "narrowed",
        "eased", "lowered", "trimmed", "slipped",
    ),
    rising=(
        "ahead", "ahead of", "better", "better than", "up on", "beyond", "above", "over", "beat", "beats",
        "beating", "beaten", "broke", "breaking", "surpassed", "topped", "advanced", "strengthened",
        "went up", "a gain of", "longer", "larger", "bigger", "extra", "jump", "leap", "surge", "climb",
        "uplift", "boost", "spike", "put up", "gone up", "raised", "lifted",
    ),
    falling=(
        "behind", "short of", "shy of", "worse", "down on", "below", "under", "saving", "saved",
        "a saving of", "missed", "off", "softened", "weakened", "went down", "smaller", "shorter",
        "slower", "quieter", "came down", "dip", "slide", "slump", "plunge", "sank", "plummeted",
        "cutback", "brought down", "gone down", "tumbled",
    ),
    attained=("equal to", "reaching", "achieving", "meeting", "achieved", "or"),
    than=(
        "compared to", "compared with", "from", "against", "versus", "vs", "over", "than", "on",
        "relative to",
    ),
    start=("from",),
    goal=("to", "reaching", "now"),
    plan=(
        "plan", "planned", "target", "targeted", "budget", "budgeted", "goal", "forecast", "allocation",
        "appropriation",
    ),
    beyond=("exceeding", "exceeded", "exceeds", "above", "surpassing", "surpassed", "beyond"),
    total=(
        "total", "totalling", "totaling", "totalled", "totaled", "altogether", "in all", "combined", "sum",
        "overall", "in total", "for a total of", "a total of", "bringing the total to",
    ),
    total_row=(
        "total", "totals", "grand total", "sum", "all", "overall", "total revenue", "total revenues",
        "total income", "total expenses", "total expenditure", "total costs", "total assets",
    ),
    mean=("average", "averaging", "averaged", "mean", "on average", "an average of", "median"),
    sub=("under", "belonging to", "within", "reporting to"),
    final_year=("final year", "last year", "closing year", "end year"),
    first_year=("first year", "opening year", "initial year", "start year"),
    income=(
        "revenue", "revenues", "income", "receipts", "exports", "total revenue", "total income", "sales",
    ),
    spending=(
        "expenditure", "expenditures", "expenses", "costs", "spending", "imports", "total expenditure",
        "cost", "total expenses", "total costs",
    ),
    balance=(
        "surplus", "deficit", "balance", "net income", "net surplus", "net deficit", "trade surplus",
        "trade deficit", "operating surplus", "operating deficit",
    ),
    weekdays=(
        ("monday", "mon"), ("tuesday", "tue"), ("wednesday", "wed"), ("thursday", "thu"),
        ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
    ),
    yields=("yield", "yields", "yielding"),
    area=("area", "planted", "harvested area"),
    output=("output", "production", "harvest", "produced"),
    share_heads=("share", "%", "percent", "per cent", "% of total", "percentage", "proportion", "rate"),
    growth_heads=(
        "% change", "change (%)", "change %", "growth", "growth (%)", "yoy", "y/y", "increase (%)",
        "% growth", "variance (%)", "% variance", "change",
    ),
    difference_heads=("change", "difference", "variance", "increase", "increase/decrease", "diff"),
    plan_heads=(
        "% of plan", "% of target", "% of budget", "achievement", "% achieved", "achieved", "execution",
        "execution rate", "% executed", "completion",
    ),
    opening=(
        "opening", "opened at", "opened with", "at the start", "at the beginning", "at the outset",
        "began", "begins", "beginning", "started", "starting", "start of", "beginning of",
        "brought forward", "on 1 january", "carried forward from", "carried over from", "brought over",
        "a year before", "a year earlier", "initially", "previous balance", "from last year",
        "from the year before", "in stock at first",
    ),
    inflow=(
        "received", "receipts", "receive", "added", "joined", "joining", "hired", "recruited",
        "recruits", "newcomers", "new", "incoming", "admitted", "admissions", "registered", "enrolled",
        "bought", "purchased", "purchases", "income", "deposits", "deposited", "came in", "taken on",
        "took in", "took on", "taken in", "arrivals", "arrived", "births", "born", "delivered",
        "produced", "production", "lodged", "filed", "raised", "collected", "moved in", "transferred in",
        "arose", "returned to stock", "granted", "revenue", "inflows", "inflow", "immigrants",
        "signed up", "donations", "donated", "opened",
    ),
    outflow=(
        "issued", "left", "leavers", "resigned", "retired", "closed", "resolved", "completed", "sold",
        "used", "spent", "spending", "paid", "paid out", "payments", "payment", "departed", "departures",
        "discharged", "discharges", "withdrawn", "disbursed", "written off", "deaths", "died", "shipped",
        "dismissed", "removed", "disposed of", "rehomed", "lost", "expenditure", "expenses", "costs",
        "outgoings", "withdrawals", "decided", "settled", "struck off", "moved out", "transferred out",
        "outflows", "outflow", "emigrants", "consumed", "distributed", "handed out", "scrapped",
        "slaughtered", "dropped out", "graduated", "dealt with",
    ),
    closing=(
        "closing", "closed at", "closed with", "at the end", "at its end", "at the close", "at year end",
        "at year-end", "at the year end", "by the end", "ended", "ends", "ending", "finished",
        "finishing", "carried forward", "carried over", "leaving", "remained", "remain", "remaining",
        "are left", "were left", "was left", "is left", "pending", "on 31 december", "end of",
        "stood at", "now stands at", "outstanding", "still open", "on hand", "in hand",
        "counted at the close", "left in",
    ),
    consequence=(
        "so", "so that", "thus", "therefore", "hence", "meaning", "means", "which makes", "that is", "i.e.",
        "in other words", "because", "since", "as", "accordingly", "consequently", "which is", "giving",
        "which gives", "that makes", "this makes", "and so",
    ),
    summed=(
        "in all", "all told", "total", "totalling", "totaling", "totalled", "totals", "altogether", "together",
        "combined", "adding up to", "add up to", "adds up to", "amount to", "amounting to", "come to",
        "comes to", "came to", "makes", "make", "making", "sum", "sum of", "all", "all the", "counting",
        "between them", "you get", "that is", "disposing of", "bringing", "overall", "in total", "besides",
    ),
    rest=(
        "left", "left over", "remain", "remained", "remains", "remaining", "rest", "other", "others", "still",
        "yet", "outstanding", "waiting", "empty", "missing", "absent", "idle", "leaving", "leaves",
        "remainder", "pending", "unsold", "unused", "vacant", "short", "not", "unpaid", "without", "only",
        "took home", "take home", "net",
    ),
    apart=(
        "more", "less", "fewer", "longer", "shorter", "older", "younger", "higher", "lower", "larger", "smaller",
        "heavier", "lighter", "taller", "faster", "slower", "margin", "margin of", "majority", "majority of",
        "gap", "lead", "lead of", "difference", "apart", "between", "ahead", "behind", "late", "early", "delay",
        "overrun", "shortfall", "surplus", "deficit", "profit", "loss", "saving", "saved", "gain", "gained",
        "added", "lost", "cut", "reduction", "short of", "over", "under", "extra", "further", "spread",
        "advantage", "excess", "drop", "rise", "above", "below", "separated", "separate", "decided", "deductions",
        "discount", "increase", "decrease", "overspend", "underspend",
    ),
    none_left=("no", "none"),
    stop=frozenset(
        {
            "a", "about", "all", "an", "and", "are", "as", "at", "be", "been", "by", "cent", "each", "for",
            "from", "had", "has", "have", "in", "is", "it", "its", "more", "new", "of", "on", "only", "or",
            "our", "out", "over", "per", "percent", "some", "than", "that", "the", "their", "there",
            "these", "they", "this", "those", "to", "total", "was", "we", "were", "which", "who", "with",
            "year", "years",
        }
    ),
)  # fmt: skip
