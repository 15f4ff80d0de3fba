"""One call a stage, from a recording to the whole analysis of the set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from legcurl.coach.dose import complete, target_for
from legcurl.coach.history import LoggedSet
from legcurl.coach.next_set import NextSet, next_set
from legcurl.coach.recorded_set import recorded_set
from legcurl.corrections import Correction, correct_reps
from legcurl.exercise import Exercise, judge_exercise
from legcurl.form import Form, NotJudged, Standards, judge
from legcurl.form.case import RULES
from legcurl.metrics import NO_REPS, Metrics, measure
from legcurl.motion import Motion, motion_from_recording
from legcurl.plan import Plan
from legcurl.recording import Issue, Recording
from legcurl.reps import Rep, find_reps
from legcurl.vocabulary import BODYWEIGHT

if TYPE_CHECKING:
    from legcurl.athlete import Athlete
    from legcurl.machine.model import Machine
    from legcurl.muscles.load import MuscleLoad
    from legcurl.muscles.model import LegModel

LEAST_SEEN = 0.5
"""A recording with less than this share of its time seen is not usable."""
UNDATED = datetime(1, 1, 1, tzinfo=UTC)
"""When a recording was made is not known to the analysis, and the next set does not ask for it."""


@dataclass(frozen=True, eq=False)
class SetAnalysis:
    """Everything that is known about one set.

    Parameters
    ----------
    recording : Recording
        What was captured, with the person's word on variation and leg in it.
    motion : Motion or None
        None where nothing in the recording moves (a force alone, say).
    exercise : Exercise
        Whether it is a leg curl.
    metrics : Metrics
        Repetitions and set; no repetitions unless it is a leg curl.
    form : Form
        Findings, and what could not be judged.
    plan : Plan
        What the set was judged against.
    usable : bool
        Whether the data are good enough to be judged.
    issues : tuple of Issue
        Of the recording and of the motion together.
    muscles : MuscleLoad or None
        What each muscle did; None until athlete and load are known.
    next_set : NextSet or None
        What to do next; None where nothing says what the set was for, or its repetitions were not counted.
    """

    recording: Recording
    motion: Motion | None
    exercise: Exercise
    metrics: Metrics
    form: Form
    plan: Plan
    usable: bool
    issues: tuple[Issue, ...]
    muscles: MuscleLoad | None = None
    next_set: NextSet | None = None


def analyze(
    recording: Recording,
    plan: Plan | None = None,
    athlete: Athlete | None = None,
    machine: Machine | None = None,
    *,
    assume_curl: bool = False,
    corrections: Sequence[Correction] = (),
    standards: Standards | None = None,
    model: LegModel | None = None,
    history: Sequence[LoggedSet] = (),
) -> SetAnalysis:
    """Say what happened in a recorded set.

    Parameters
    ----------
    recording : Recording
        The set; a `variation` or `leg` in it is taken as said by the person.
    plan : Plan, optional
        What the set was meant to be, and the load.
    athlete : Athlete, optional
        Who did it; what each muscle did is computed only where athlete and load are known.
    machine : Machine, optional
        On what; the generic machine of the variation unless given.
    assume_curl : bool
        The person's word that it is a leg curl, where the data alone cannot tell.
    corrections : sequence of Correction
        What the person says of the repetitions found.
    standards : Standards, optional
        Thresholds to judge by; the project's own unless given.
    model : LegModel, optional
        Another leg in place of our own.
    history : sequence of LoggedSet
        Earlier sets of the same person, for the next set.

    Returns
    -------
    SetAnalysis

    Raises
    ------
    InputError
        If a correction names a repetition that is not there, or the load is absurd.
    """
    plan = plan or Plan()
    motion = motion_from_recording(recording)
    exercise = judge_exercise(recording, motion, assume_curl=assume_curl)
    recording = _with_variation_seen(recording)
    metrics, form, muscles = NO_REPS, _unjudged(exercise), None
    if motion is not None and exercise.is_leg_curl:
        reps = correct_reps(motion, find_reps(motion, recording.variation), corrections, recording.variation)
        metrics = measure(motion, reps, _other_leg(recording, motion))
        if plan.load_kg is not None or recording.variation in BODYWEIGHT:
            metrics, muscles = _loaded(recording, motion, metrics, plan, athlete, machine, model)
        form = judge(motion, metrics, plan, recording.variation, standards)
    issues = recording.issues + (motion.issues if motion else ()) + _remarks(recording, motion, plan, corrections)
    usable = motion is not None and float(np.isfinite(motion.position).mean()) >= LEAST_SEEN
    analysis = SetAnalysis(recording, motion, exercise, metrics, form, plan, usable, issues, muscles)
    return replace(analysis, next_set=_next_set(analysis, machine, standards, history))


def _with_variation_seen(recording: Recording) -> Recording:
    """The variation that the posture shows, where nobody said one; it is no word for its being a leg curl."""
    if recording.variation is not None or recording.posture is None:
        return recording
    return replace(recording, variation=recording.posture.variation)


def _remarks(
    recording: Recording, motion: Motion | None, plan: Plan, corrections: Sequence[Correction]
) -> tuple[Issue, ...]:
    """What the person should know of the choices that were made."""
    remarks = []
    if motion is not None and motion.side and recording.leg not in ("left", "right"):
        shown, other = ("left", "right") if motion.side == "l" else ("right", "left")
        remarks.append(
            Issue("one_leg_shown", f"the {shown} leg is shown, which moves more; --leg {other} shows the other")
        )
    for one in corrections:
        how = {"split": f" at {one.at_s:g} s" if one.at_s is not None else "", "mark": f" as {one.kind}"}
        what = f"{one.action} repetition {one.rep} of those found{how.get(one.action, '')}"
        remarks.append(Issue("corrected_by_hand", what))
    if plan.load_kg is not None and recording.variation is None:
        remarks.append(Issue("load_not_used", "work and muscles need the variation beside the load (--variation)"))
    return tuple(remarks)


def _loaded(
    recording: Recording,
    motion: Motion,
    metrics: Metrics,
    plan: Plan,
    athlete: Athlete | None,
    machine: Machine | None,
    model: LegModel | None,
) -> tuple[Metrics, MuscleLoad | None]:
    """What the load adds: work and inertial share, and, where the athlete is known, what each muscle did."""
    from legcurl.machine.demand import load_of, posture_of, setup_of
    from legcurl.machine.load import with_load

    setup = setup_of(recording.variation, recording.leg, plan.load_kg, athlete, machine)
    posture = posture_of(motion, setup) if setup else None
    if setup is None or posture is None:
        return metrics, None
    metrics = with_load(metrics, load_of(setup, posture), posture.time_s, posture.knee_velocity)
    if athlete is None:
        return metrics, None
    from legcurl.muscles.load import muscle_load

    return metrics, muscle_load(tuple(m.rep for m in metrics.reps), setup, posture, athlete, model=model)


def _next_set(
    analysis: SetAnalysis, machine: Machine | None, standards: Standards | None, history: Sequence[LoggedSet]
) -> NextSet | None:
    """What to do next, where the set was counted and something says what it was for, or pain ends the exercise."""
    recording, plan, form = analysis.recording, analysis.plan, analysis.form
    last = recorded_set(recording, analysis.metrics, form, plan, UNDATED) if analysis.usable else None
    hurts = any(finding.id == "pain" and finding.severity == "stop" for finding in form.findings)
    uncounted = any(item.id == "too_few_reps" for item in form.not_judged)
    if last is None or (uncounted and not hurts):
        return None
    known = complete(standards)
    target = target_for(plan.goal, recording.variation, known, reps=plan.target_reps, tempo=plan.tempo)
    step_kg = machine.plate_step_kg if machine else None
    return next_set(last, target, known, history, plate_step_kg=step_kg, findings=form.findings)


def _unjudged(exercise: Exercise) -> Form:
    known = "not a leg curl" if exercise.is_leg_curl is False else "not known to be a leg curl"
    return Form((), tuple(NotJudged(rule, f"{known}: {exercise.why}") for rule in RULES))


def _other_leg(recording: Recording, motion: Motion) -> tuple[Rep, ...]:
    """Repetitions of the leg that `motion` does not show, where it was recorded too and moves."""
    if motion.side is None:
        return ()
    other = motion_from_recording(replace(recording, leg="right" if motion.side == "l" else "left"))
    if other is None or other.side == motion.side:
        return ()
    return find_reps(other, recording.variation)
