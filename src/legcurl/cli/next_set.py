"""``legcurl next``: the next set, from the last one."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legcurl.cli.log_options import ANYWHERE, PlaceOptions
from legcurl.cli.options import NO_PLAN, STDOUT, PlanOptions
from legcurl.errors import InputError, UsageError
from legcurl.vocabulary import Variation

if TYPE_CHECKING:
    from legcurl.coach.history import LoggedSet
    from legcurl.plan import Plan


def next_(
    *,
    reps: int | None = None,
    variation: Variation | None = None,
    planned: PlanOptions = NO_PLAN,
    finding: Annotated[list[str] | None, Parameter(negative=())] = None,
    velocity_loss_pct: float | None = None,
    plate_step_kg: float | None = None,
    machine: str | None = None,
    athlete: str | None = None,
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    place: PlaceOptions = ANYWHERE,
) -> int:
    """Say what the next set should be.

    From the set that you describe, or, without --reps, from the last one in the journal of --athlete. A recorded set
    is answered by legcurl analyze itself.

    Parameters
    ----------
    reps
        Complete repetitions of the last set.
    variation
        Which leg curl it was.
    finding
        What was wrong with it (short_range, momentum, ...); may be repeated.
    velocity_loss_pct
        How much slower the last repetition was than the fastest.
    plate_step_kg
        Smallest step of the machine; that of the machine in the journal, or 5 kg, unless given.
    machine
        Its name in the journal.
    athlete
        Whose journal the history is taken from.
    json
        - prints the next set as JSON to standard output.
    """
    from legcurl.cli.logged import history_of, machine_of
    from legcurl.coach.dose import load_dose, target_for
    from legcurl.coach.next_set import next_set

    if json not in (None, STDOUT):
        raise UsageError(f"--json {json}: expected -, for standard output")
    plan, standards, history = planned.plan(), load_dose(planned.standards), history_of(place, athlete)
    if reps is None:
        last, history = _latest(athlete, history, variation, plan)
    else:
        last = _entered(reps, plan, variation, machine, velocity_loss_pct)
    last = replace(last, findings=(*_known(finding or ()), *last.findings))
    if last.goal is None and plan.target_reps is None:
        raise UsageError("nothing says what the set was for: give --goal, or --target-reps as in 8-12")
    target = target_for(last.goal, last.variation, standards, reps=plan.target_reps, tempo=plan.tempo)
    stack = machine_of(place, last.machine, athlete)
    step_kg = stack.plate_step_kg if stack and plate_step_kg is None else plate_step_kg
    lightest_kg = stack.lightest_kg if stack else None
    coming = next_set(last, target, standards, history, plate_step_kg=step_kg, lightest_kg=lightest_kg)
    if json == STDOUT:
        from legcurl.report.coach_contract import next_content
        from legcurl.report.contract import to_json

        sys.stdout.buffer.write(to_json(next_content(coming)).encode())
    else:
        from legcurl.report.terminal import print_next

        print_next(coming)
    return 0


def _entered(
    reps: int, plan: Plan, variation: Variation | None, machine: str | None, velocity_loss_pct: float | None
) -> LoggedSet:
    from legcurl.coach.history import LoggedSet

    if not 0 <= reps <= 1000:
        raise UsageError(f"--reps {reps}: expected 0 to 1000 complete repetitions")
    return LoggedSet(
        datetime.now().astimezone(), reps, plan.load_kg, variation, goal=plan.goal, borg=plan.borg,
        repetitions_in_reserve=plan.repetitions_in_reserve, pain=plan.pain, machine=machine,
        velocity_loss_pct=velocity_loss_pct,
    )  # fmt: skip


def _latest(
    athlete: str | None, history: list[LoggedSet], variation: Variation | None, plan: Plan
) -> tuple[LoggedSet, list[LoggedSet]]:
    """The last working set of the journal, with what was said of it now on top, and those before it."""
    if athlete is None:
        raise UsageError("which set? Give --reps and what else you know, or --athlete for the last one in the journal")
    work = [done for done in history if done.kind != "warm-up" and variation in (None, done.variation)]
    if not work:
        raise InputError(f"the journal of {athlete} has no such set", fix="Give --reps, --load-kg and --goal.")
    now = {"goal": plan.goal, "load_kg": plan.load_kg, "borg": plan.borg, "pain": plan.pain,
           "repetitions_in_reserve": plan.repetitions_in_reserve}  # fmt: skip
    return replace(work[-1], **{name: value for name, value in now.items() if value is not None}), work[:-1]  # type: ignore[arg-type]


def _known(findings: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    from legcurl.coach.hindrances import TECHNIQUE

    for name in findings:
        if name not in TECHNIQUE:
            raise UsageError(f"--finding {name}: known are {', '.join(TECHNIQUE)}")
    return tuple(findings)
