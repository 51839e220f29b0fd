"""English: topics, forms and facts of the generator."""

# ruff: noqa: E501 -- one fact, one line

from __future__ import annotations

from evals.synthetic.language import Average, Form, Genre, Language, Level, Measure, Parts, Share

MILLION = Measure("m", "USD", 4, 900, 1, before="$", inside=" million")
POUNDS = Measure("m", "GBP", 20000, 9000000, before="£")
TONNES = Measure("q", "tonnes", 300, 90000, inside=" tonnes")
HECTARES = Measure("q", "hectares", 40, 9000, 1, inside=" hectares")


def counted(noun: str, low: int, high: int) -> Measure:
    """Whole numbers of something, the noun after the figure."""
    return Measure("c", noun, low, high, after=f" {noun}")


EN = Language(
    lang="en",
    up="rose",
    down="fell",
    and_="and",
    point="percentage points",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    names=(
        ("North", "East", "Ash", "Oak", "Stone", "Mill", "Kings", "Harbour", "Wood", "Clay", "Fern", "Bridge"),
        ("field", "ford", "ton", "bury", "wick", "dale", "mouth", "ham", "stead", "leigh", "combe", "port"),
    ),
    place="{name} district",
    at="In {place}, ",
    of="{label} in {place}",
    before="{label} a year before",
    change="change in {label}",
    share="share of {label}",
    mean="{label} per {one}",
    years=("this year", "last year"),
    shares=(
        Share("households", "had a metered connection"),
        Share("schools", "passed the inspection"),
        Share("applications", "were decided on time"),
        Share("suppliers", "signed the code of conduct"),
        Share("vessels", "carried a tracking unit"),
        Share("samples", "met the standard"),
        Share("trainees", "found a job within the period"),
        Share("complaints", "were closed"),
        Share("buildings", "had a valid certificate"),
        Share("outpatients", "were seen within the target time"),
        Share("grant holders", "filed their accounts"),
        Share("bridges", "were surveyed"),
    ),
    parts=(
        Parts("operating expenditure", MILLION, ("staff costs", "premises", "services")),
        Parts("the workforce", counted("employees", 300, 40000), ("operations", "sales", "administration")),
        Parts("the planted area", HECTARES, ("wheat", "barley", "vegetables")),
        Parts("enforcement action", counted("notices", 30, 2500), ("housing", "noise", "food safety")),
        Parts("admissions", counted("patients", 900, 90000), ("emergency admissions", "planned admissions")),
        Parts("grant income", POUNDS, ("central grants", "local grants", "charitable gifts")),
        Parts("freight handled", TONNES, ("imports", "exports")),
    ),
    levels=(
        Level("net sales", MILLION),
        Level("electricity use", Measure("q", "GWh", 30, 900, 1, inside=" GWh")),
        Level("coffee exports", TONNES),
        Level("new business registrations", counted("companies", 40, 3000)),
        Level("reported burglaries", counted("offences", 60, 9000)),
        Level("library visits", counted("visits", 900, 60000)),
        Level("the loan book", MILLION),
        Level("waste sent to landfill", TONNES),
        Level("training costs", POUNDS),
    ),
    rates=(
        "the unemployment rate", "the vacancy rate", "the share of waste recycled", "the dropout rate",
        "the rate of on-time departures", "insurance coverage",
    ),
    structures=(
        ("revenue", ("retail", "wholesale", "online")),
        ("funding", ("government", "donors", "members", "other sources")),
        ("journeys", ("bus", "car", "bicycle", "on foot")),
    ),
    averages=(
        Average("hardship payments", POUNDS, "claimants", "claimant"),
        Average("harvested grain", TONNES, "farms", "farm"),
        Average("bursaries", POUNDS, "students", "student"),
    ),
    grades=(
        ("care homes", ("rated good", "rated adequate", "rated poor")),
        ("projects", ("completed", "on track", "delayed")),
        ("food outlets", ("compliant", "partly compliant", "not compliant")),
    ),
    forms={
        "share": (
            Form("whole first", "Of the {n} in {place}, {k} {state}, or {p}."),
            Form("ratio, percent in brackets", "In {place}, {r} {noun} {state} ({p})."),
            Form("percent first", "{P} of {noun} in {place} {state} ({k} of {n})."),
            Form("base a sentence before", "{Place} has {n}. By the end of the year {k} {state}, a rate of {p}."),
            Form("base last", "The number of {noun} that {state} was {k}, which amounts to a proportion of {p} of all {n} in {place}."),
            Form("another figure between", "{Place} reviewed {n} in <c rounds|rounds of review|2-9> rounds; {k} {state}, equal to {p}."),
        ),
        "parts": (
            Form("comprising", "In {place}, {label} came to {w}, comprising {list}."),
            Form("of which … the remaining", "{Label} in {place} totalled {w}, of which {rest} and the remaining {last}."),
            Form("colon in brackets", "{Label} in {place}: {w} (made up of {list})."),
            Form("sum after the parts", "{Place} recorded {list}, a total of {w} for {label}."),
            Form("bullets", "{Label} in {place} came to {w}, made up of:\n{bullets}"),
            Form("next sentence", "{Label} in {place} totalled {w}. This consists of {list}."),
        ),
        "growth": (
            Form("base in brackets", "In {place}, {label} {up} by {p} to {now} (previous year: {before})."),
            Form("up from", "{Label} in {place} came to {now}, {updown} {p} from {before} a year earlier."),
            Form("from … to", "{Label} in {place} {up} from {before} to {now}, a change of {p}."),
            Form("base first", "A year ago {label} in {place} stood at {before}; it is now {now}, {updown} {p}."),
            Form("base a sentence later", "{Label} in {place} {up} {p} to {now}. The previous year it was {before}."),
        ),
        "difference": (
            Form("from … to, by", "{Label} in {place} {up} from {before} to {now}, a change of {d}."),
            Form("by, base in brackets", "{Label} in {place} was {now}, {updown} {d} on the year before ({before})."),
            Form("base first", "Last time {label} in {place} was {before}; this time {now}, {updown} {d}."),
        ),
        "percent_sum": (
            Form("list", "Breakdown of {label} in {place}: {list}."),
            Form("accounted for", "In {place}, the shares of {label} were {list}."),
        ),
        "average": (
            Form("each", "{Place} paid out or recorded {total} of {label} across {n}, an average of {avg} per {one}."),
            Form("average first", "The average was {avg} per {one} ({label} {total}, {n})."),
        ),
        "denominator": (
            Form("grades over one base", "Ratings of {noun} in {place}: {list}."),
            Form("grades with whole", "{Place} assessed {n}: {list}."),
        ),
        "restated": (
            Form("now", "Across {area} as a whole, {label} came to {w}."),
            Form("again", "As stated above, {label} across {area} as a whole came to {w}."),
        ),
    },
    table_heads=("Unit", "This year", "Last year", "Change (%)"),
    table_units=(
        Measure("m", "USD", 300, 90000, before="($ in thousands)", inside="1e3"),
        Measure("m", "GBP", 20, 4000, 1, before="(£ million)", inside="1e6"),
    ),
    total="Total",
    facts=(
        Form("more than", "More than <c residents|residents consulted|300-9000||q=more_than:More than> residents were consulted."),
        Form("nearly", "Nearly <m USD|donations raised|20000-900000||pre=$; q=approx,less_than:Nearly> was raised in donations."),
        Form("at least", "Each team meets at least <c times|meetings of a team|3-9||q=at_least:at least; any=rate,multiple; right= times a quarter> times a quarter."),
        Form("no more than", "Replies take no more than <u days|time to reply|3-28| days|q=at_most:no more than>."),
        Form("up to", "Grants of up to <m GBP|largest grant|500-9000||pre=£; q=at_most:up to> are open to all."),
        Form("spelled count", "The council opened <w hubs|number of hubs|2-10> hubs."),
        Form("spelled larger", "Volunteers planted <w trees|trees planted|110-990> trees."),
        Form("British date", "The panel met on <D|date of the panel>."),
        Form("American date", "The lease was signed on <A|date of the lease>."),
        Form("clock", "Lines open at <h|opening time>."),
        Form("per person", "Consumption averaged <q litres per person|consumption|20-190/1| litres per person|any=rate; right= a day> a day."),
        Form("yield", "Yields averaged <q tonnes per hectare|yield|4-9/1| tonnes per hectare|any=rate>."),
        Form("multiple", "Demand was <x times|demand against supply|2-6/1| times> the supply."),
        Form("range of money", "Plots cost <m USD|price of plots|20-80~||pre=$; both=$; scaleword= million>."),
        Form("range of percent", "Waiting times should fall by <p|expected fall in waiting times|5-14~|%|target_any>."),
        Form("target", "By <y|target year|2027-2035> we aim to reach <c members|target membership|2000-9000||target> members."),
        Form("basis points", "The margin widened by <p bp|change in margin|20-180| basis points>."),
        Form("ordinal", "It was the <o|consecutive survey> consecutive survey."),
        Form("quarter", "Work began in <q4|start of work>."),
        Form("phone", "Hotline: <i|hotline>."),
        Form("suffix", "The depot cost <m USD|cost of the depot|2-90/1|m|pre=$>."),
        Form("points", "The rate is <p pp|gap to the average|2-9/1| percentage points> above the average."),
    ),
    asides=(
        "Second to none, the volunteers gave their evenings and weekends.",
        "One of the lessons is that nobody can do this alone.",
        "What visitors notice is how quiet the place has become.",
        "For once the weather helped, and half-finished works were not flooded.",
    ),
    foreign=(
        Form(
            "Vietnamese figures quoted",
            "The partner’s note reads: “Tổng kinh phí <m VND|partner budget|2000000-9000000| đồng>, tăng <p|increase of the partner budget|3-40/1|%>”.",
        ),
    ),
    impossible=(
        Form("day beyond the month", "The handover was signed on {date}."),
        Form("day beyond the month, in brackets", "The works were accepted ({date}) and put to use."),
    ),
    genres=(
        Genre(
            "agency",
            "Annual performance report {year}",
            "{Area} County Council",
            (
                "{AREA} COUNTY COUNCIL",
                "Annual performance report [[{year}|y|report year]]",
                "",
                "This report covers the calendar year [[{year}|y|report year]].",
            ),
            "[[{number}.|o|section|v={number}; alt={number}]] {Place}",
            ("%f Page [[{number}|i|page|optional]]",),
        ),
        Genre(
            "press",
            "{Area} publishes its yearly figures",
            "{Area} Partnership",
            (
                "{Area} publishes its yearly figures",
                "%f Published {weekday}, [[{day} December {year}|d|publication date|v={year}-12-{day}]]",
                "",
                "The {Area} Partnership today published its figures for [[{year}|y|year of the figures]].",
                "%c The harbour at {Area}. Photo: J. Marsh",
            ),
            "{Place}",
            ("Notes to editors: figures are provisional.",),
            "* ",
        ),
        Genre(
            "letter",
            "Letter to members, {year}",
            "{Area} Growers",
            ("{Area} Growers", "Letter to members, [[{year}|y|year of the letter]]", "", "Dear members,"),
            "In {place}",
            ("Yours faithfully,", "The board"),
            "• ",
        ),
    ),
)  # fmt: skip
