"""The scorers: what counts as right, and what does not."""

from dataclasses import replace

import pytest

from evals.dataset import Document, GoldItem, GoldMention, Triple, load
from evals.scorers import (
    AuditScore,
    Found,
    FoundItem,
    MentionScore,
    same_unit,
    same_value,
    score_audit,
    score_mentions,
    score_triples,
)


def gold(text: str, start: int, **changes: object) -> GoldMention:
    mention = GoldMention(
        index=0,
        start=start,
        end=start + len(text),
        text=text,
        value=text,
        value_high=None,
        kinds=("cardinal",),
        spans=((start, start + len(text)),),
        values=(text,),
        unit="người",
        units=("người",),
        unit_key=None,
        scale="1",
        qualifiers=("exact",),
        qualifier_text=None,
        target=False,
        roman=False,
        optional=False,
        in_noise=False,
        in_caption=False,
        subject="người",
    )
    return replace(mention, **changes)  # type: ignore[arg-type]


def document(text: str, *mentions: GoldMention, **changes: object) -> Document:
    numbered = tuple(replace(mention, index=i) for i, mention in enumerate(mentions))
    empty = Document("d", "vi", text, "", "", "", numbered, (), (), (), (), ())
    return replace(empty, **changes)  # type: ignore[arg-type]


def found(mention: GoldMention, **changes: object) -> Found:
    answer = Found(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        kind=mention.kind,
        value=mention.value,
        value_high=mention.value_high,
        unit=mention.unit,
        unit_key=mention.unit_key,
        scale=mention.scale or "1",
        qualifier=mention.qualifier,
        target=bool(mention.target),
        form="roman" if mention.roman else "digits",
        zone="furniture" if mention.in_noise else "body",
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


def hits(score: MentionScore) -> list[int]:
    return [tally.hit for tally in score.levels.values()]


@pytest.mark.parametrize("name", ["bundled", "unseen", "heldout", "plain", "guests", "strangers", "sealed"])
def test_gold_answered_with_itself_scores_one_everywhere(name: str) -> None:
    for doc in load(name):
        score = score_mentions(doc, [found(mention) for mention in doc.mentions])
        assert not score.misses
        assert all(tally.f1 == 1 for tally in score.levels.values())


def test_each_level_asks_for_more_than_the_one_before() -> None:
    mention = gold("12", 3)
    doc = document("Có 12 người", mention)
    right = found(mention)
    assert hits(score_mentions(doc, [right])) == [1, 1, 1, 1]
    assert hits(score_mentions(doc, [replace(right, end=11)])) == [1, 1, 1, 0]
    assert hits(score_mentions(doc, [replace(right, kind="measure")])) == [1, 1, 0, 0]
    assert hits(score_mentions(doc, [replace(right, value="21")])) == [1, 0, 0, 0]
    assert hits(score_mentions(doc, [replace(right, start=8, end=11)])) == [0, 0, 0, 0]


def test_half_of_a_range_is_a_wrong_value() -> None:
    mention = gold("1-2", 0, value="1", value_high="2", values=("1",), qualifiers=("from_to",))
    score = score_mentions(document("1-2 người", mention), [found(mention, value_high=None)])
    assert hits(score) == [1, 0, 0, 0]


def test_one_gold_number_is_matched_once() -> None:
    mention = gold("1.234", 0, value="1234", values=("1234",))
    doc = document("1.234 người", mention)
    parts = [found(mention, end=1, value="1"), found(mention, start=2, value="234")]
    score = score_mentions(doc, parts)
    assert score.levels["detect"].hit == 1
    assert [miss.error for miss in score.misses] == ["wrong_value", "split"]


def test_a_roman_ordinal_needs_its_form() -> None:
    mention = gold("khóa XII", 0, value="12", values=("12",), kinds=("ordinal",), roman=True)
    doc = document("khóa XII", mention)
    assert hits(score_mentions(doc, [found(mention)])) == [1, 1, 1, 1]
    assert hits(score_mentions(doc, [found(mention, form="digits")])) == [1, 1, 0, 0]


def test_optional_gold_neither_rewards_nor_punishes() -> None:
    sure, maybe = gold("12", 0), gold("hai", 10, optional=True)
    doc = document("12 người, hai lượt", sure, maybe)
    for answers in ([found(sure)], [found(sure), found(maybe)], [found(sure), found(maybe, value="9")]):
        score = score_mentions(doc, answers)
        assert (score.levels["kind"].gold, score.levels["kind"].answered, score.levels["kind"].hit) == (
            1,
            1,
            1,
        )


def test_a_number_read_out_of_a_plain_word_is_a_false_numeral() -> None:
    doc = document("trong năm qua", distractors=((6, 9),))
    answer = found(gold("năm", 6), value="5")
    score = score_mentions(doc, [answer])
    assert (score.false_numerals, score.distractors, score.misses[0].error) == (1, 1, "false_numeral")


def test_fields_are_judged_only_where_the_value_is_right() -> None:
    mention = gold("80", 5, qualifiers=("more_than",), target=True)
    doc = document("trên 80 người", mention)
    wrong = score_mentions(doc, [found(mention, value="8", qualifier="exact")])
    assert wrong.hedged.gold == 0
    dropped = score_mentions(doc, [found(mention, qualifier="exact", target=False)])
    assert (dropped.hedged.hit, dropped.hedged.gold) == (0, 1)
    assert {miss.error for miss in dropped.misses} == {"wrong_hedge", "wrong_target"}


def test_a_unit_that_is_only_understood_may_be_left_out_but_not_invented() -> None:
    mention = gold("12", 0)
    doc = document("12, trong đó có nữ", mention)
    assert score_mentions(doc, [found(mention, unit=None)]).units.gold == 0
    assert score_mentions(doc, [found(mention, unit="nữ")]).units.hit == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1e9", "1000000000", True),
        ("82", "82.0", True),
        ("26/27", "26/27", True),
        ("26/27", "27/26", False),
        ("49-QĐ/TW", "49 - QĐ/TW", True),
        ("2020-08", "2020-09", False),
        (None, None, True),
        (None, "1", False),
    ],
)
def test_values_are_compared_exactly(one: str | None, other: str | None, same: bool) -> None:
    assert same_value(one, other) is same


def test_units_agree_by_key_or_by_the_written_noun() -> None:
    mention = gold("12", 0, unit="tổ chức đảng", units=("tổ chức đảng",), unit_key="party_org")
    assert same_unit(mention, found(mention, unit="tổ chức", unit_key=None))
    assert same_unit(mention, found(mention, unit="cell", unit_key="party_org"))
    assert not same_unit(mention, found(mention, unit="đảng viên", unit_key="party_member"))


ITEM = GoldItem("I0", "ratio_percent", "error", ((0, 4), (6, 10)), (0, 1), "2.47", "2.25", "", False)
HIT = FoundItem("percent_mismatch", "error", ((8, 10),), "2.47", "2.25")


def audited(*findings: FoundItem, **changes: object) -> AuditScore:
    return score_audit(document("2/89 (2,47%) và những gì khác nữa", **changes), findings)


def test_an_item_is_hit_by_a_mapping_code_on_a_shared_place() -> None:
    score = audited(HIT, inconsistencies=(ITEM,))
    assert (score.found.hit, score.errors.hit, score.false_errors, score.misses) == (1, 1, 0, [])
    other_code = audited(replace(HIT, code="percent_sum"), inconsistencies=(ITEM,))
    assert (other_code.found.hit, other_code.false_errors) == (0, 1)
    elsewhere = audited(replace(HIT, spans=((20, 22),)), inconsistencies=(ITEM,))
    assert (elsewhere.found.hit, elsewhere.false_errors) == (0, 1)


def test_an_error_cried_over_a_rounding_is_overstated_and_false() -> None:
    score = audited(HIT, inconsistencies=(replace(ITEM, severity="rounding"),))
    assert (score.found.hit, score.false_errors, score.overstated) == (1, 1, 1)


def test_a_derived_item_is_a_bonus() -> None:
    score = audited(inconsistencies=(replace(ITEM, derived=True),))
    assert (score.found.gold, score.bonus.gold, score.bonus.hit, score.misses) == (0, 1, 0, [])


def test_a_near_miss_is_hit_only_by_a_finding_that_is_no_hit() -> None:
    near = replace(ITEM, name="N0", severity="none")
    assert audited(HIT, near_misses=(near,)).near_misses_hit == 1
    assert audited(HIT, inconsistencies=(ITEM,), near_misses=(near,)).near_misses_hit == 0
    assert audited(replace(HIT, severity="rounding"), near_misses=(near,)).near_misses_hit == 0


def test_a_triple_that_nobody_looked_at_is_unchecked_not_right() -> None:
    mention = gold("2,47%", 6)
    doc = document("2/89 (2,47%)", mention, triples=(Triple(0, "2", "89", "2.47", "neither"),))
    assert score_triples(doc, [], [])["unchecked"] == 1
    assert score_triples(doc, [], [(6, 10)])["right"] == 1
    wrong = replace(doc, inconsistencies=(replace(ITEM, mentions=(0,)),))
    assert score_triples(wrong, [], [(6, 10)])["right"] == 0
    assert score_triples(wrong, [HIT], [])["right"] == 1
