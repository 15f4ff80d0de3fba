"""What the coach says as dictionaries, in the manner of the analysis: the same keys always, unknown is null."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from legcurl.coach.next_set import NextSet
from legcurl.coach.prescription import Prescription, Withheld
from legcurl.coach.progress import Progress
from legcurl.report import coach_words
from legcurl.report.contract import cleaned, legcurl_version

NEXT, PRESCRIPTION, PROGRESS = "legcurl.next/1", "legcurl.prescription/1", "legcurl.progress/1"


def next_content(coming: NextSet) -> dict[str, Any]:
    """The next set: what an analysis says of it, its cue, and whether the step is a large one."""
    return _whole(NEXT, asdict(coming))


def prescription_content(plan: Prescription | Withheld) -> dict[str, Any]:
    """A plan, or null with the reasons why there is none."""
    if isinstance(plan, Withheld):
        return _whole(PRESCRIPTION, {"prescription": None, "withheld": plan.reasons})
    target = plan.target
    content = {
        "goal": plan.goal,
        "variation": plan.variation,
        "why": plan.why,
        "others": plan.others,
        "sets": plan.sets,
        "reps": target.reps,
        "load": asdict(plan.load) | {"in_words": coach_words.load(plan)},
        "tempo": None if target.tempo is None else str(target.tempo),
        "hold_s": None if target.tempo is None else target.tempo.squeezed_pause_s,
        "rest_s": plan.rest_s,
        "effort": {"judged": target.judged, "repetitions_in_reserve": target.reserve, "borg": target.borg,
                   "in_words": coach_words.effort(target)},
        "sessions_per_week": plan.sessions_per_week,
        "minutes": plan.minutes,
        "place": plan.place,
        "place_in_words": coach_words.PLACES[plan.place],
        "weeks": [asdict(week) for week in plan.weeks],
        "lighter": plan.lighter,
        "cautions": plan.cautions,
        "basis": [{"what": what, **asdict(standard)} for what, standard in plan.basis.items()],
    }  # fmt: skip
    return _whole(PRESCRIPTION, {"prescription": content, "withheld": None})


def progress_content(progress: Progress) -> dict[str, Any]:
    """What became of every measure, on each machine."""
    ends = {"since": progress.since, "until": progress.until}
    dates = {name: None if day is None else day.isoformat() for name, day in ends.items()}
    strands = [
        asdict(strand) | {"changes": [asdict(one) | {"change": one.change} for one in strand.changes]}
        for strand in progress.strands
    ]
    return _whole(PROGRESS, {**dates, "strands": strands})


def _whole(schema: str, content: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = cleaned({"schema": schema, **content, "provenance": {"version": legcurl_version()}})
    return whole
