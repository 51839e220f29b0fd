"""What people ruled on, checked again: are their errors still caught, and their false alarms gone?

Reads the ``rulings`` of an extracted dataset. A ruling is about a place of the digest that the model gave:
``source_right`` says that something is wrong there, ``digest_right`` that nothing is. A flag of the check of
today counts for a ruling when it is an alarm (error or warning) on the same string that shares a place with
it, whatever its code. Other rulings judge the source or the coverage, not the digest, and are not counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.alarms import Alarm
from evals.dataset import DatasetError
from evals.product import alarms_of
from evals.scorers import Tally


@dataclass(frozen=True, slots=True)
class Lost:
    """A ruling that the check of today does not live up to."""

    case: str
    what: str
    path: str
    stated: str
    code: str


@dataclass(slots=True)
class RulingScore:
    """``caught``: confirmed errors that are still alarmed; ``peace``: false alarms that are gone.

    ``settled``: corrected places of the reviewed digest without an alarm.
    """

    caught: Tally = field(default_factory=Tally)
    peace: Tally = field(default_factory=Tally)
    settled: Tally = field(default_factory=Tally)
    lost: list[Lost] = field(default_factory=list)


def score_rulings(folder: Path) -> RulingScore:
    """The score over every case of an extracted dataset.

    Raises:
        DatasetError: there are no rulings in the folder.
    """
    files = sorted((folder / "rulings").glob("*.json"))
    if not files:
        raise DatasetError(f"no rulings under {folder}; make them with: doichieu eval extract")
    score = RulingScore()
    for path in files:
        told = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "reports" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        score_case(told, text, score)
    return score


def score_case(told: dict[str, Any], text: str, score: RulingScore) -> None:
    """Count the rulings on one report."""
    before = alarms_of(text, told["lang"], told["initial"])
    after = {alarm.path for alarm in alarms_of(text, told["lang"], told["reviewed"]) if alarm.loud}
    for ruling in _on_digest(told["rulings"]):
        alarmed = any(_meets(alarm, ruling) for alarm in before)
        wrong = ruling["ruling"] == "source_right"
        tally = score.caught if wrong else score.peace
        tally.gold += 1
        tally.hit += alarmed == wrong
        if alarmed != wrong:
            what = "no longer caught" if wrong else "still alarmed"
            score.lost.append(Lost(told["id"], what, ruling["path"], ruling["stated"], ruling["code"]))
        if wrong:
            score.settled.gold += 1
            score.settled.hit += ruling["path"] not in after


def _on_digest(rulings: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for ruling in rulings:
        judged = ruling["ruling"] in ("source_right", "digest_right")
        if judged and ruling["path"] is not None and ruling["severity"] != "info":
            yield ruling


def _meets(alarm: Alarm, ruling: dict[str, Any]) -> bool:
    if not alarm.loud or alarm.path != ruling["path"]:
        return False
    if alarm.start is None or alarm.end is None or ruling["start"] is None or ruling["end"] is None:
        return True
    return bool(alarm.start < ruling["end"] and ruling["start"] < alarm.end)
