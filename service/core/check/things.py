"""Which counted things are used for one another: the keys of their names, in families."""

from __future__ import annotations

FAMILIES = (
    frozenset(
        {
            "member",
            "person",
            "individual",
            "cadre",
            "child",
            "man",
            "woman",
            "worker",
            "pupil",
            "student",
            "trainee",
            "teacher",
            "delegate",
            "guest",
            "farmer",
            "voter",
            "patient",
            "soldier",
            "veteran",
            "volunteer",
            "doctor",
            "nurse",
            "expert",
            "shareholder",
            "fighter",
            "attendance",
            "case",
            "death",
            "visit",
        }
    ),
    frozenset(
        {
            "org",
            "party",
            "committee",
            "cell",
            "collective",
            "unit",
            "enterprise",
            "cooperative",
            "team",
            "group",
        }
    ),
    frozenset({"meeting", "conference", "class", "inspection", "visit"}),
    frozenset({"document", "copy", "item", "task", "solution", "criterion"}),
    frozenset({"household", "house", "business"}),
    frozenset({"commune", "ward", "village", "district", "province", "city"}),
)  # things whose names are used for one another; they are never told apart by name alone
VAGUE = frozenset({"item", "case", "unit", "group", "team"})  # keys that quite different things share
INSTANCES = frozenset({"case", "time", "visit"})  # how often something happens, which may be counted by name
GENERIC = frozenset({"person", "member", "individual", "org", "group", "collective"})  # names for anything


def akin(key: str, other: str) -> bool:
    """True where two keys of counted things can mean the same.

    >>> akin("member", "party_member"), akin("household", "party_member")
    (True, False)
    """
    ours, theirs = things_of(key), things_of(other)
    return bool(ours & theirs) or any(ours & family and theirs & family for family in FAMILIES)


def things_of(key: str) -> set[str]:
    """The words of a counted thing's key; ``party`` alone tells a member from a cell as little as nothing.

    >>> sorted(things_of("party_member")), sorted(things_of("party"))
    (['member'], ['party'])
    """
    words = {*key.split("_")}
    return words - {"party"} or words
