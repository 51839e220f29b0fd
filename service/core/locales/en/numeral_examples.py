"""Examples of English numerals in running text: what is read, what is not, and what is still missed.

Each example is a text and what must be found in it: the words, the value and the sense, unless it is a
plain number.
"""

from __future__ import annotations

POSITIVE: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("three hundred and forty-five thousand people",
     (("three hundred and forty-five thousand", "345000"),)),
    ("twelve hundred; a hundred; a dozen; half a dozen; two dozen",
     (("twelve hundred", "1200"), ("a hundred", "100"), ("a dozen", "12"), ("half a dozen", "6"),
      ("two dozen", "24"))),
    ("one thousand, two hundred and three hundred", (("one thousand", "1000"),
     ("two hundred", "200"), ("three hundred", "300"))),
    ("half a million dollars, one and a half million, a million and a half",
     (("half a million", "500000"), ("one and a half million", "1500000"),
     ("a million and a half", "1500000"))),
    ("three quarters of a million; two-thirds; a third of them; a quarter of it; half of the land",
     (("three quarters of a million", "750000"), ("two-thirds", "2/3"), ("a third", "1/3"),
     ("a quarter", "1/4"),
      ("half", "1/2"))),
    ("two and three quarters", (("two and three quarters", "11/4"),)),
    ("between five and ten; between two and three hundred",
     (("five", "5"), ("ten", "10"), ("two", "200"), ("three hundred", "300"))),
    ("between five hundred and six hundred", (("five hundred", "500"), ("six hundred", "600"))),
    ("the twenty-first century, the second quarter, a third term, the first half",
     (("twenty-first", "21", "ordinal"), ("second", "2", "ordinal"), ("third", "3", "ordinal"),
      ("first", "1", "ordinal"))),
    ("the first six months, the first three quarters, the second three-year plan, the first one hundred days",
     (("six", "6"), ("three", "3"), ("three", "3"), ("one hundred", "100"))),
    ("in nineteen forty-five", (("nineteen forty-five", "1945", "year"),)),
    ("minus five degrees, two point five million, zero cases",
     (("minus five", "-5"), ("two point five million", "2500000"), ("zero", "0"))),
    ("Seven members. Nine out of ten; ten-year plan",
     (("Seven", "7"), ("Nine", "9"), ("ten", "10"), ("ten", "10"))),
    ("twice as many, sales doubled, costs halved, double the rate, more than tripled two years ago",
     (("twice", "2", "multiple"), ("doubled", "2", "multiple"), ("halved", "1/2", "multiple"),
      ("double", "2", "multiple"), ("tripled", "3", "multiple"), ("two", "2"))),
    ("one year, one person", (("one", "1"), ("one", "1"))),
    ("five thousand and and six people", (("five thousand", "5000"), ("six", "6"))),
    ("one ſeven", (("one", "1"),)),  # the long s is no s here
    ("two point twenty-five percent", (("two point twenty-five", "9/4"),)),
)  # fmt: skip

NEGATIVE: tuple[str, ...] = (
    "one of the parties, no one, one another, on the one hand, this one, number one",
    "a second, per second, second-hand, at first, first of all, third party",
    "hundreds of people, tens of thousands, a few hundred, several thousand, dozens, a couple",
    "Second World War, Ten Downing Street, zero-sum, half the battle",
    "twice a week, double glazing, a triple jump, met twice",
    "one two three four, two third, point five, and, a",
    "three hundred thousand thousand thousand and hundred",
)

AMBIGUOUS: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

KNOWN_GAPS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("chapter two, phase three", (("two", "2"), ("three", "3"))),  # a label at the end of its clause
    ("a second term", (("second", "2", "ordinal"),)),
)
