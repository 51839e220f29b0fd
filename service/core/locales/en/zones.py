"""English words that tell page furniture, captions and table notes from narrative."""

from __future__ import annotations

from service.core.wording import ZoneWords

ZONES = ZoneWords(
    navigation=frozenset(
        {
            "share", "share this", "share this page", "print", "print this page", "email", "email this page",
            "comments", "comment", "leave a comment", "post a comment", "add a comment", "reply",
            "related articles", "related news", "related stories", "related content", "related links",
            "read more", "read next", "see also", "see more", "more news", "latest news", "latest",
            "most read", "most viewed", "popular", "trending", "back", "back to top", "top", "home", "menu",
            "go back", "next", "previous", "next page", "previous page", "skip to content", "search",
            "log in", "login", "sign in", "sign up", "subscribe", "contact us", "follow us", "download",
            "download pdf", "table of contents", "contents", "tags", "advertisement", "photo gallery",
            "cookie policy", "privacy policy", "terms of use", "site map", "all rights reserved",
        }
    ),
    stamps=(
        "published on", "published", "posted on", "posted", "last updated on", "last updated", "updated on",
        "updated", "last modified", "first published", "date posted", "publication date", "retrieved on",
        "accessed on", "printed on",
    ),
    weekdays=(
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    ),
    credits=("photo", "photo by", "photo credit", "photos", "image", "image credit", "credit", "picture"),
    galleries=("photo gallery", "in pictures", "more photos"),
    caption_openers=("above", "below", "pictured", "pictured above", "photo shows"),
    caption_marks=("left to right", "far left", "far right", "pictured left", "pictured right",
                   "second from left",
                   "second from right", "l-r"),
    abbreviations=frozenset(
        {"mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "vs", "approx", "est", "inc", "ltd", "co",
         "corp", "dept", "fig", "figs", "vol", "p", "pp", "para", "paras", "sec", "art", "e.g", "i.e", "etc",
         "cf", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
         "u.s", "u.k",
         "u.n", "a.m", "p.m", "avg", "incl", "excl", "resp", "gov", "gen", "hon", "rev", "jr", "sr"}
    ),
    unit_notes=("unit of measure", "units", "unit", "amounts in", "figures in", "values in", "in"),
    scale_words=("thousand", "thousands of", "million", "millions of", "billion", "billions of"),
    unit_columns=frozenset({"unit", "units", "unit of measure", "uom"}),
)  # fmt: skip
