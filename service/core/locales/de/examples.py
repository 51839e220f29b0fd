"""German: wordings with the mentions that they hold, wordings that hold none, and known gaps."""

from __future__ import annotations

Expected = tuple[tuple[str, str, str], ...]

# wording, then (text, kind, value) of each mention; a range as low..high
EXAMPLES: tuple[tuple[str, Expected], ...] = (
    (
        "Der Umsatz stieg um 12,5 % auf 1,2 Mio. Euro.",
        (("12,5 %", "percent", "12.5"), ("1,2 Mio. Euro", "money", "1200000")),
    ),
    ("ein Etat von 3,4 Mrd. €", (("3,4 Mrd. €", "money", "3400000000"),)),
    ("250 Tsd. EUR", (("250 Tsd. EUR", "money", "250000"),)),
    ("1.234.567,89 Euro", (("1.234.567,89 Euro", "money", "1234567.89"),)),
    ("12.345 Einwohner", (("12.345", "cardinal", "12345"),)),
    ("2,5 Millionen Menschen", (("2,5 Millionen", "cardinal", "2500000"),)),
    ("am 3. Mai 2023", (("3. Mai 2023", "date", "2023-05-03"),)),
    ("am 03.05.2023", (("03.05.2023", "date", "2023-05-03"),)),
    ("im März 2024", (("März 2024", "date", "2024-03"),)),
    ("seit 2019", (("2019", "year", "2019"),)),
    ("2019–2023", (("2019–2023", "year", "2019..2023"),)),
    ("zwischen 10 und 15 Prozent", (("10 und 15 Prozent", "percent", "10..15"),)),
    ("10 bis 15 Hektar", (("10 bis 15 Hektar", "measure", "10..15"),)),
    ("3,2 Prozentpunkte", (("3,2 Prozentpunkte", "percent", "3.2"),)),
    ("62,5 kg pro Kopf", (("62,5 kg pro Kopf", "rate", "62.5"),)),
    ("120 km/h", (("120 km/h", "rate", "120"),)),
    ("in drei Jahren", (("drei Jahren", "duration", "3"),)),
    ("9 von 11 Gemeinden", (("9 von 11", "ratio", "9/11"),)),
    ("Tabelle 3", (("Tabelle 3", "ordinal", "3"),)),
)

# words that look like numbers or marks and are none
NEGATIVES: tuple[str, ...] = (
    "Gib acht auf die Straße",
    "ein Mann und eine Frau",
    "im Mai",
)

# what should be found and is not, yet
GAPS: tuple[tuple[str, Expected], ...] = (
    ("zweihundertfünfzig Schüler", (("zweihundertfünfzig", "cardinal", "250"),)),
    ("um 14.30 Uhr", (("14.30 Uhr", "time", "14:30"),)),
    ("im 3. Quartal 2023", (("3. Quartal 2023", "date", "2023-Q3"),)),
    ("anderthalb Jahre", (("anderthalb Jahre", "duration", "1.5"),)),
)
