"""Relations between figures, stated truly or with one figure misprinted, and the gold item that says so.

Every function draws a topic, works out the figures and returns a block: marked text, and items of the
annotated source (``~`` holds, ``!`` is planted). An item's explanation begins with the relation and the form,
so that scores can be told by form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from evals.synthetic.language import Form, Language, Measure
from evals.synthetic.pen import Pen, capital, rounded

TRUNCATED = 0.04  # of the true shares are cut instead of rounded


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the annotated report; ``phenomenon`` names the relation and the form."""

    phenomenon: str
    text: str
    items: tuple[str, ...] = ()
    paragraph: bool = False


@dataclass(slots=True)
class Scene:
    """What the blocks of one section share: the pen, the place, the topics left and the bullet in use."""

    pen: Pen
    place: str
    area: str
    bullet: str
    left: dict[str, list[int]]

    @property
    def language(self) -> Language:
        """The language of the document."""
        return self.pen.language

    def topic(self, family: str, size: int) -> int | None:
        """A topic of a family that this section has not spoken of; None when all are told."""
        if family not in self.left:
            self.left[family] = self.pen.rng.sample(range(size), size)
        return self.left[family].pop() if self.left[family] else None

    def of(self, label: str) -> str:
        """What a figure counts, with the place it belongs to."""
        return self.language.of.format(label=label, place=self.place)

    def before(self, label: str) -> str:
        """What the same figure of the time before counts."""
        return self.of(self.language.before.format(label=label))

    def change(self, label: str) -> str:
        """What the difference between the two counts."""
        return self.of(self.language.change.format(label=label))

    def form(self, relation: str) -> Form:
        """A way to state the relation."""
        return self.pen.rng.choice(self.language.forms[relation])

    def fields(self, **fields: str) -> dict[str, str]:
        """The fields of a form: those given, the place, and each once more with a capital."""
        said = {"place": self.place, "area": self.area, **fields}
        return said | {capital(key): capital(text) for key, text in said.items()}


def item(sign: str, relation: str, names: Sequence[str], stated: object, due: object, why: str) -> str:
    """One line of the items section."""
    return f"{sign} | {' '.join(names)} | {stated} | {due} | {relation}: {why}"


def _sign(kind: str, *, planted: bool, severity: str = "error") -> str:
    return f"! {kind} {severity}" if planted else f"~ {kind}"


def joined(parts: Sequence[str], word: str) -> str:
    """A list in words: ``a, b and c``."""
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def share(scene: Scene, *, planted: bool) -> Block | None:
    """A part of a whole with its percentage."""
    pen, topics = scene.pen, scene.language.shares
    number = scene.topic("share", len(topics))
    if number is None:
        return None
    topic, form = topics[number], scene.form("share")
    whole = pen.rng.randint(12, 90) if pen.rng.random() < 0.5 else pen.rng.randint(90, 9000)
    part = pen.rng.randint(max(2, whole // 6), whole - 2)
    decimals = pen.rng.choice((0, 1, 2, 2))
    exact = Decimal(part) * 100 / whole
    stated = rounded(exact, decimals)
    severity = ""
    if planted:
        stated, severity = pen.misprinted(stated, Decimal(4).scaleb(-decimals)), "error"
    elif pen.rng.random() < TRUNCATED:
        stated = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)
        half = Decimal(5).scaleb(-decimals - 1)  # a tie may be rounded either way
        severity = "rounding" if abs(exact - stated) > half else ""
    n, k, p, r = pen.name(), pen.name(), pen.name(), pen.name()
    measure = Measure("c", topic.noun, 0, 0, after=f" {topic.noun}")
    does = scene.of(f"{topic.noun} {topic.state}")
    short = replace(measure, after="")
    bare = "{k}/{n}" in form.text or "({k} " in form.text
    text = form.text.format(
        **scene.fields(
            noun=topic.noun,
            state=topic.state,
            n=pen.amount(Decimal(whole), short if bare else measure, scene.of(topic.noun), n),
            k=pen.amount(Decimal(part), short if bare or scene.language.lang == "en" else measure, does, k),
            p=pen.percent(stated, scene.language.share.format(label=does), p),
            r=pen.mark(f"{part}/{whole}", f"r {topic.noun}", does, r),
        )
    )
    for joint in ("/", " of "):
        if f"{{k}}{joint}{{n}}" in form.text:
            extras = ["any=cardinal"] if joint == " of " else []
            numbers = (
                f"{part}/{whole}"
                if joint == "/"
                else f"{pen.figure(Decimal(part))}{joint}{pen.figure(Decimal(whole))}"
            )
            ratio = pen.mark(numbers, f"r {topic.noun}", does, r, extras)
            text = _as_ratio(text, joint, ratio)
    names = [r, p] if f"id={r}" in text else [n, k, p]
    head = _sign("ratio_percent", planted=bool(severity), severity=severity)
    why = f"{form.name}: {part}/{whole} = {rounded(exact, 4)}%."
    return Block(
        f"share: {form.name}",
        pen.fill(text),
        (item(head, "share", names, stated, rounded(exact, decimals), why),),
    )


def _as_ratio(text: str, joint: str, ratio: str) -> str:
    """Two marks with a slash or ``of`` between them become the one mark of a ratio."""
    at = text.index(f"]]{joint}[[")
    begin, end = text.rindex("[[", 0, at), text.index("]]", at + 3) + 2
    return text[:begin] + ratio + text[end:]


def parts(scene: Scene, *, planted: bool) -> Block | None:
    """A whole and all its parts."""
    pen, topics = scene.pen, scene.language.parts
    number = scene.topic("parts", len(topics))
    if number is None:
        return None
    topic, form = topics[number], scene.form("parts")
    values = _split(pen, topic.measure, len(topic.labels))
    total = sum(values, Decimal(0))
    shown, printed = total, list(values)
    step = Decimal(1).scaleb(-topic.measure.decimals)
    if planted and pen.rng.random() < 0.5:
        shown = pen.misprinted(total, step * (len(values) + 1))
    elif planted:
        at = pen.rng.randrange(len(values))
        printed[at] = pen.misprinted(values[at], step * (len(values) + 1))
    names = [pen.name() for _ in range(len(values) + 1)]
    written = [
        f"{label} {pen.amount(value, topic.measure, scene.of(f'{label} ({topic.label})'), name)}"
        for label, value, name in zip(topic.labels, printed, names[1:], strict=True)
    ]
    if form.name == "bullets":
        bullets = "\n".join(f"{scene.bullet}{capital(text)};" for text in written)
    else:
        bullets = ""
    text = form.text.format(
        **scene.fields(
            label=topic.label,
            w=pen.amount(shown, topic.measure, scene.of(topic.label), names[0], ["s2"]),
            list=joined(written, scene.language.and_),
            rest=", ".join(written[:-1]),
            last=written[-1],
            bullets=bullets,
        )
    )
    why = f"{form.name}: the parts add up to {sum(printed)}."
    line = item(_sign("parts_sum", planted=planted), "parts", names, shown, sum(printed), why)
    return Block(f"parts: {form.name}", pen.fill(text), (line,), paragraph=form.name == "bullets")


def _split(pen: Pen, measure: Measure, number: int) -> list[Decimal]:
    """Parts of one draw, none negligible."""
    weights = [pen.rng.randint(10, 60) for _ in range(number)]
    total = pen.draw(measure)
    return [max(rounded(total * weight / sum(weights), measure.decimals), Decimal(2)) for weight in weights]


def _levels(scene: Scene) -> tuple[str, Measure, Decimal, Decimal] | None:
    topics = scene.language.levels
    number = scene.topic("level", len(topics))
    if number is None:
        return None
    topic, pen = topics[number], scene.pen
    before = pen.draw(topic.measure)
    factor = Decimal(pen.rng.choice((pen.rng.randint(55, 94), pen.rng.randint(106, 170)))) / 100
    now = rounded(before * factor, topic.measure.decimals) + pen.rng.choice((0, 1, 2))
    return (topic.label, topic.measure, before, now) if now != before else None


def _moved(scene: Scene, before: Decimal, now: Decimal) -> dict[str, str]:
    language = scene.language
    up = now > before
    to = {"vi": "lên" if up else "xuống còn", "en": "to"}[language.lang]
    return {"up": language.up if up else language.down, "to": to, "updown": "up" if up else "down"}


def growth(scene: Scene, *, planted: bool) -> Block | None:
    """A level now and before, and the change in percent."""
    levels = _levels(scene)
    if levels is None:
        return None
    pen, form = scene.pen, scene.form("growth")
    label, measure, before, now = levels
    decimals = pen.rng.choice((1, 1, 2))
    exact = abs(now - before) * 100 / before
    stated = due = rounded(exact, decimals)
    if planted:
        stated = pen.misprinted(due, Decimal(6).scaleb(-decimals))
    names = [pen.name() for _ in range(3)]
    text = form.text.format(
        **scene.fields(
            label=label,
            now=pen.amount(now, measure, scene.of(label), names[0], ["s2"]),
            before=pen.amount(before, measure, scene.before(label), names[1]),
            p=pen.percent(stated, scene.change(label), names[2]),
            **_moved(scene, before, now),
        )
    )
    why = f"{form.name}: {now} against {before} is {rounded(exact, 4)}%."
    line = item(_sign("growth", planted=planted), "growth", names, stated, due, why)
    return Block(f"growth: {form.name}", pen.fill(text), (line,))


def difference(scene: Scene, *, planted: bool) -> Block | None:
    """A level now and before, and the change in the same unit (points for percentages)."""
    pen, form = scene.pen, scene.form("difference")
    names = [pen.name() for _ in range(3)]
    if pen.rng.random() < 0.5:
        number = scene.topic("rate", len(scene.language.rates))
        if number is None:
            return None
        label, step = scene.language.rates[number], Decimal("0.1")
        before = Decimal(pen.rng.randint(40, 900)) / 10
        now = before + Decimal(pen.rng.choice((-1, 1)) * pen.rng.randint(8, 39)) / 10
        now_text, before_text = (
            pen.percent(now, scene.of(label), names[0]),
            pen.percent(before, scene.before(label), names[1]),
        )
        change = pen.points
    else:
        levels = _levels(scene)
        if levels is None:
            return None
        label, measure, before, now = levels
        step = Decimal(1).scaleb(-measure.decimals)
        now_text = pen.amount(now, measure, scene.of(label), names[0])
        before_text = pen.amount(before, measure, scene.before(label), names[1])

        def change(number: Decimal, subject: str, name: str = "") -> str:
            return pen.amount(number, measure, subject, name)

    due = abs(now - before)
    stated = pen.misprinted(due, step * 3) if planted else due
    fields = scene.fields(
        label=label, now=now_text, before=before_text, d=change(stated, scene.change(label), names[2]),
        **_moved(scene, before, now),
    )  # fmt: skip
    why = f"{form.name}: {now} against {before} is {due}."
    line = item(_sign("difference", planted=planted), "difference", names, stated, due, why)
    return Block(f"difference: {form.name}", pen.fill(form.text.format(**fields)), (line,))


def percent_sum(scene: Scene, *, planted: bool) -> Block | None:
    """Shares that make a hundred."""
    pen, topics = scene.pen, scene.language.structures
    number = scene.topic("structure", len(topics))
    if number is None:
        return None
    (label, labels), form = topics[number], scene.form("percent_sum")
    weights = [pen.rng.randint(10, 60) for _ in labels]
    values = [rounded(Decimal(100 * weight) / sum(weights), 1) for weight in weights]
    values[0] += 100 - sum(values)
    if planted:
        at = pen.rng.randrange(len(values))
        values[at] = pen.misprinted(values[at], Decimal("0.6"))
    names = [pen.name() for _ in labels]
    word = {"vi": "chiếm ", "en": ""}[scene.language.lang] if form.name != "list" else ""
    written = [
        f"{part} {word}{pen.percent(value, scene.of(f'{part} ({label})'), name)}"
        for part, value, name in zip(labels, values, names, strict=True)
    ]
    text = form.text.format(**scene.fields(label=label, list=joined(written, scene.language.and_)))
    why = f"{form.name}: the shares add up to {sum(values)}."
    line = item(_sign("percent_sum", planted=planted), "percent_sum", names, sum(values), 100, why)
    return Block(f"percent_sum: {form.name}", text, (line,))


def average(scene: Scene, *, planted: bool) -> Block | None:
    """A total, a count and the average."""
    pen, topics = scene.pen, scene.language.averages
    number = scene.topic("average", len(topics))
    if number is None:
        return None
    topic, form = topics[number], scene.form("average")
    total, count = pen.draw(topic.measure), pen.rng.randint(6, 95)
    exact = total / count
    decimals = 2 if exact < 100 else 1
    due = rounded(exact, decimals)
    stated = pen.misprinted(due, Decimal(4).scaleb(-decimals)) if planted else due
    names = [pen.name() for _ in range(3)]
    people = Measure("c", topic.noun, 0, 0, after=f" {topic.noun}")
    wider = ["any=rate", f"right= per {topic.one}"] if scene.language.lang == "en" else ["any=rate"]
    text = form.text.format(
        **scene.fields(
            label=topic.label,
            one=topic.one,
            total=pen.amount(total, topic.measure, scene.of(topic.label), names[0]),
            n=pen.amount(Decimal(count), people, scene.of(topic.noun), names[1]),
            avg=pen.amount(
                stated,
                topic.measure,
                scene.of(scene.language.mean.format(label=topic.label, one=topic.one)),
                names[2],
                wider,
            ),
        )
    )
    why = f"{form.name}: {total}/{count} = {rounded(exact, 4)}."
    line = item(_sign("average", planted=planted), "average", names, stated, due, why)
    return Block(f"average: {form.name}", pen.fill(text), (line,))


def denominator(scene: Scene, *, planted: bool) -> Block | None:
    """Grades over one base, which a misprint changes in one of them."""
    pen, topics = scene.pen, scene.language.grades
    number = scene.topic("grade", len(topics))
    if number is None:
        return None
    (noun, grades), form = topics[number], scene.form("denominator")
    counts = [pen.rng.randint(2, 30) for _ in grades]
    whole = sum(counts)
    bases = [whole] * len(grades)
    if planted:
        bases[pen.rng.randrange(1, len(bases))] = whole + pen.rng.choice((-1, 1, 2))
    names = [pen.name() for _ in grades]
    written = [
        f"{grade} {pen.mark(f'{count}/{base}', f'r {noun}', scene.of(f'{noun} {grade}'), name)}"
        for grade, count, base, name in zip(grades, counts, bases, names, strict=True)
    ]
    people = Measure("c", noun, 0, 0, after=f" {noun}")
    text = form.text.format(
        **scene.fields(
            noun=noun,
            n=pen.amount(Decimal(whole), people, scene.of(noun), pen.name()),
            list=joined(written, scene.language.and_),
        )
    )
    odd = next((name for name, base in zip(names, bases, strict=True) if base != whole), names[0])
    why = f"{form.name}: {'+'.join(map(str, counts))} = {whole}, over {', '.join(map(str, bases))}."
    line = item(
        _sign("denominator_mismatch", planted=planted),
        "denominator",
        [odd, *(n for n in names if n != odd)],
        bases,
        whole,
        why,
    )
    return Block(f"denominator: {form.name}", text, (line,))


def impossible(scene: Scene, *, planted: bool) -> Block | None:
    """A date, which a misprint puts beyond the end of its month."""
    pen = scene.pen
    form = pen.rng.choice(scene.language.impossible)
    day, month, year = pen.date(impossible=planted)
    name = pen.name()
    mark = pen.mark(pen.short_date(day, month, year), "d", "date", name, [f"v={year}-{month:02}-{day:02}"])
    why = f"{form.name}: month {month} of {year}."
    line = item(
        _sign("impossible", planted=planted), "impossible", [name], f"{year}-{month:02}-{day:02}", "-", why
    )
    return Block(f"date: {form.name}", form.text.format(date=mark), (line,))


def table(scene: Scene, *, planted: bool) -> Block | None:
    """Rows of two years with the change, and a total; a misprint is in a total or in a change."""
    pen, language = scene.pen, scene.language
    if scene.topic("table", 1) is None:
        return None
    unit = pen.rng.choice(language.table_units)
    cell = replace(unit, before="", inside="")
    rows = pen.rng.randint(3, 6)
    labels = _names(pen, rows)
    now = [pen.draw(cell) for _ in labels]
    before = [
        max(Decimal(2), rounded(value * pen.rng.randint(60, 140) / 100, cell.decimals)) for value in now
    ]
    totals = [sum(now, Decimal(0)), sum(before, Decimal(0))]
    changes = [
        rounded((a - b) * 100 / b, 1) for a, b in zip([*now, totals[0]], [*before, totals[1]], strict=True)
    ]
    shown, column, at = list(totals), pen.rng.randrange(2), pen.rng.randrange(rows)
    with_changes = pen.rng.random() < 0.5
    if planted and with_changes:
        changes[at] = pen.misprinted(abs(changes[at]), Decimal("0.6")).copy_sign(changes[at])
    elif planted:
        shown[column] = pen.misprinted(totals[column], Decimal(rows + 1))
    ids = [[pen.name() for _ in range(3)] for _ in range(rows + 1)]
    extras = [f"scale={unit.inside}"]
    lines = [unit.before, "\\t".join(language.table_heads[: 4 if with_changes else 3])]
    for label, a, b, change, (first, second, third) in zip(
        [*labels, language.total], [*now, shown[0]], [*before, shown[1]], changes, ids, strict=True
    ):
        cells = [
            label,
            pen.amount(a, cell, f"{label} {language.years[0]}", first, extras),
            pen.amount(b, cell, f"{label} {language.years[1]}", second, extras),
        ]
        if with_changes:
            text = pen.figure(change)
            cells.append(
                pen.mark(
                    text,
                    "p",
                    language.change.format(label=label),
                    third,
                    [f"v={change}", f"va={abs(change)}"],
                )
            )
        lines.append("\\t".join(cells))
    items = []
    for number in range(2):
        bad = shown[number] != totals[number]
        why = f"total: the column adds up to {totals[number]}."
        items.append(
            item(
                _sign("parts_sum", planted=bad),
                "table",
                [ids[-1][number], *(row[number] for row in ids[:-1])],
                shown[number],
                totals[number],
                why,
            )
        )
    if with_changes:
        for number, row in enumerate(ids):
            bad = planted and number == at
            items.append(
                item(_sign("growth", planted=bad), "table", row, changes[number], "-", "change: of the row.")
            )
    return Block("table", "\n".join(lines), tuple(items), paragraph=True)


def _names(pen: Pen, number: int) -> list[str]:
    first, second = pen.language.names
    joint = " " if pen.language.lang == "vi" else ""
    every = [f"{a}{joint}{b}" for a in first for b in second]
    return pen.rng.sample(every, number)


RELATIONS: dict[str, Callable[..., Block | None]] = {
    "share": share, "parts": parts, "growth": growth, "difference": difference, "percent_sum": percent_sum,
    "average": average, "denominator": denominator, "impossible": impossible, "table": table,
}  # fmt: skip
