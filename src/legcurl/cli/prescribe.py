"""``legcurl prescribe``: a plan for a goal, within what the screening allows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from legcurl.cli.log_options import ANYWHERE, PlaceOptions
from legcurl.cli.options import STDOUT
from legcurl.errors import LegcurlError, UsageError
from legcurl.vocabulary import Experience, Goal, Variation

if TYPE_CHECKING:
    from datetime import datetime

    from legcurl.coach.screening import Screening
    from legcurl.form.standards import Standards

FIRST = "No plan without a screening: a few questions. Run this, and the same again with --screening screening.json:"


def prescribe(
    *,
    goal: Goal,
    experience: Experience = "novice",
    equipment: Annotated[
        list[Variation | Literal["none"]] | None, Parameter(negative=(), consume_multiple=True)
    ] = None,
    days: int = 3,
    minutes: float = 60.0,
    age: float | None = None,
    variation: Variation | None = None,
    event_in_days: float | None = None,
    plate_step_kg: float | None = None,
    screening: Path | None = None,
    all_clear: Annotated[bool, Parameter(negative=())] = False,
    athlete: str | None = None,
    standards: Path | None = None,
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    place: PlaceOptions = ANYWHERE,
) -> int:
    """Plan the leg curl for a goal: how much, how heavy, how often.

    Parameters
    ----------
    goal
        What it is for.
    experience
        With weights.
    equipment
        The machines that are there (prone, seated, standing), or none: then it is done with the own body.
    days
        Days a week on which you train.
    minutes
        Of a whole workout; up to 20 is one round of the whole body.
    age
        In years.
    variation
        The leg curl that you want; otherwise the one that suits best is taken, and said.
    event_in_days
        Days until a competition.
    plate_step_kg
        Smallest step of the machine.
    screening
        What legcurl screen has kept.
    all_clear
        Your word, in place of a screening: no pain, and no to every question of legcurl screen; needs --age.
    athlete
        Whose journal the strength is taken from.
    standards
        A TOML file with numbers of your own in place of some of ours.
    json
        - prints the plan as JSON to standard output.
    """
    from datetime import datetime

    from legcurl.cli.logged import history_of
    from legcurl.coach.dose import load_dose
    from legcurl.coach.prescription import Withheld
    from legcurl.coach.prescription import prescribe as plan_for
    from legcurl.coach.wish import MACHINES, Wish

    if json not in (None, STDOUT):
        raise UsageError(f"--json {json}: expected -, for standard output")
    numbers, now = load_dose(standards), datetime.now().astimezone()
    machines = MACHINES if equipment is None else tuple(name for name in equipment if name != "none")
    wish = Wish(goal, experience, machines, days, minutes, age, variation, event_in_days, plate_step_kg)
    screened = _screened(screening, all_clear, age, numbers, now)
    plan = plan_for(wish, screened, numbers, history_of(place, athlete), now=now)
    if json == STDOUT:
        from legcurl.report.coach_contract import prescription_content
        from legcurl.report.contract import to_json

        sys.stdout.buffer.write(to_json(prescription_content(plan)).encode())
    elif isinstance(plan, Withheld):
        raise LegcurlError("\n".join(["No plan is given:", *(f"- {why}" for why in plan.reasons)]))
    else:
        from legcurl.report.prescription_terminal import print_prescription

        print_prescription(plan)
    return 1 if isinstance(plan, Withheld) else 0


def _screened(file: Path | None, all_clear: bool, age: float | None, standards: Standards, now: datetime) -> Screening:
    """The screening of the file, or the person's word that nothing is the matter."""
    from legcurl.coach.screening import questions, screen
    from legcurl.coach.screening_file import read_screening

    if file is not None and all_clear:
        raise UsageError("--screening and --all-clear say the same thing; give one of them")
    if file is not None:
        kept = read_screening(file, standards)
        if kept.is_outdated(now):
            day = f"{kept.screened_at:%Y-%m-%d}"
            raise LegcurlError(f"{file}: the questions were answered on {day}; ask again: legcurl screen -o {file}")
        return kept.screening
    if not all_clear:
        raise LegcurlError(f"{FIRST}\n  legcurl screen -o screening.json")
    if age is None:
        raise UsageError("--all-clear needs --age, which is one of the questions")
    return screen(dict.fromkeys(questions(), "no") | {"pain": 0, "age": age}, standards)
