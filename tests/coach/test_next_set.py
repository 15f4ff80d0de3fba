"""The next set: each rule by an example that can be checked by hand, and what must hold for any set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl.coach.dose import load_dose, target_for
from legcurl.coach.hindrances import TECHNIQUE
from legcurl.coach.history import LoggedSet
from legcurl.coach.next_set import NextSet, next_set
from legcurl.errors import InputError
from legcurl.form.findings import Finding
from legcurl.plan import Tempo
from legcurl.vocabulary import GOALS, Goal

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DOSE = load_dose()


def done(reps: int = 10, load_kg: float | None = 60.0, **known: Any) -> LoggedSet:
    return LoggedSet(NOON, reps, load_kg, **({"variation": "seated"} | known))


def after(last: LoggedSet, goal: Goal | None = "hypertrophy", step_kg: float | None = 2.5, **more: Any) -> NextSet:
    target = target_for(goal, last.variation, DOSE, reps=more.pop("reps", None), tempo=more.pop("tempo", None))
    return next_set(last, target, DOSE, plate_step_kg=step_kg, **more)


def test_repetitions_first_then_one_step_of_load() -> None:
    assert (after(done(8)).load_kg, after(done(8)).reps) == (60, 9)
    assert (after(done(11)).load_kg, after(done(11)).reps) == (60, 12)
    top = after(done(12))
    assert (top.load_kg, top.reps, top.tempo, top.large) == (62.5, 8, "3-0-1-1", False)
    assert "+4 %" in top.why


def test_one_s_own_plan_goes_before_the_goal() -> None:
    assert after(done(12), reps=(12, 20), tempo=Tempo(2, 0, 2, 0)).reps == 13
    assert after(done(12), reps=(12, 20), tempo=Tempo(2, 0, 2, 0)).tempo == "2-0-2-0"
    assert after(done(20), None, reps=(12, 20)).load_kg == 62.5
    assert after(done(20), None, reps=(12, 20)).tempo is None


def test_much_easier_than_planned_gives_all_of_the_ten_per_cent() -> None:
    assert after(done(12, repetitions_in_reserve=1)).load_kg == 62.5
    assert after(done(12, repetitions_in_reserve=4)).load_kg == 65
    assert after(done(9, repetitions_in_reserve=4)).reps == 11


def test_a_plate_that_is_a_large_step_waits_for_more_repetitions() -> None:
    first = after(done(12, 20), step_kg=5)
    assert (first.load_kg, first.reps, first.large) == (20, 13, False)
    assert "25 %" in first.why
    assert "up to 16" in first.why
    then = after(done(16, 20), step_kg=5)
    assert (then.load_kg, then.reps, then.large) == (25, 8, True)
    assert "large step" in then.why
    assert after(done(20, 20), step_kg=5, reps=(8, 20)).large


@pytest.mark.parametrize(
    ("last", "goal", "load_kg"),
    [
        (done(12, borg=16), "fitness", 60),
        (done(12, borg=17), "fitness", 55),
        (done(12, borg=20), "fitness", 52.5),
        (done(12, repetitions_in_reserve=0), "fitness", 55),
        (done(6, repetitions_in_reserve=0), "hypertrophy", 55),
        (done(7, repetitions_in_reserve=0), "hypertrophy", 60),
        (done(5, repetitions_in_reserve=3), "hypertrophy", 60),
        (done(5, kind="failure"), "hypertrophy", 55),
    ],
)
def test_too_hard_or_too_few_is_a_step_down(last: LoggedSet, goal: Goal, load_kg: float) -> None:
    assert after(last, goal).load_kg == load_kg


def test_the_lightest_plate_stays() -> None:
    lightest = after(done(10, 5, borg=19), "fitness", step_kg=5)
    assert (lightest.load_kg, lightest.reps) == (5, 8)


def test_pain_above_the_limit_ends_the_exercise_and_any_pain_stops_the_increase() -> None:
    stop = after(done(12, pain=4))
    assert (stop.load_kg, stop.reps, stop.tempo) == (None, 0, None)
    assert "4 of 10" in stop.why
    hurt = after(done(12, pain=3))
    assert (hurt.load_kg, hurt.reps) == (60, 12)
    assert after(done(12, pain=0)).load_kg == 62.5


@pytest.mark.parametrize("fault", TECHNIQUE)
def test_technique_before_load(fault: str) -> None:
    held = after(done(12, findings=("too_few_reps", fault)))
    assert (held.load_kg, held.reps, held.cue) == (60, 12, TECHNIQUE[fault])
    assert "technique before load" in held.why


def test_a_recorded_fault_brings_its_own_cue_and_advice_does_not_hold_the_load() -> None:
    fault = Finding("short_range", "fault", 0.9, (2,), 60, 80, "deg", "Bring the heels in.", "design choice")
    advice = replace(fault, id="pointed_toes", severity="advice", cue="Pull the toes up.")
    few = replace(fault, id="too_few_reps", severity="advice", cue="Do more.")
    assert after(done(12), findings=(few, advice, fault)).cue == "Bring the heels in."
    assert after(done(12), findings=(few, advice, fault)).load_kg == 60
    assert after(done(12), findings=(few, advice)).cue == "Pull the toes up."
    assert after(done(12), findings=(few, advice)).load_kg == 62.5


def test_velocity_loss_counts_only_against_one_s_own_sets() -> None:
    usual = [replace(done(velocity_loss_pct=10.0 + k), performed_at=NOON - timedelta(days=k)) for k in range(1, 9)]
    slow = done(12, velocity_loss_pct=40.0)
    assert after(slow, history=usual).load_kg == 60
    assert "usually" in after(slow, history=usual).why
    assert after(slow, history=usual[:3]).load_kg == 62.5
    assert after(slow, history=[replace(one, variation="prone") for one in usual]).load_kg == 62.5
    assert after(done(12, velocity_loss_pct=15.0), history=usual).load_kg == 62.5


def test_without_a_load_the_way_down_gets_slower_then_the_exercise_harder() -> None:
    curl = done(12, None, variation="slider")
    assert after(curl).tempo == "4-0-1-1"
    assert (after(curl).load_kg, after(curl).reps) == (None, 8)
    assert after(curl, tempo=Tempo(6, 0, 1, 1)).tempo == "6-0-1-1"
    assert "harder way" in after(curl, tempo=Tempo(6, 0, 1, 1)).why
    assert after(done(9, None, variation="slider")).reps == 10
    assert "at most 10 %" in after(done(12, None)).why


def test_a_warm_up_stays_what_it_is() -> None:
    for goal in ("warm-up", "form-cue"):
        assert after(done(25), goal).load_kg == 60
        assert "prepares" in after(done(25), goal).why


def test_a_load_that_the_stack_does_not_have_is_said() -> None:
    off = after(done(9, 22.5), step_kg=5)
    assert off.load_kg == 20
    assert "no multiple of the plate step of 5 kg" in off.why


def test_steps_are_counted_from_the_lightest_load_of_the_stack() -> None:
    assert (after(done(12, 52), step_kg=5, lightest_kg=7).load_kg, after(done(9, 52), step_kg=5).load_kg) == (57, 50)
    assert after(done(5, 12, borg=19), "fitness", step_kg=5, lightest_kg=7).load_kg == 7
    assert after(done(5, 7, borg=19), "fitness", step_kg=5, lightest_kg=7).load_kg == 7


def test_pounds_stay_on_their_plates() -> None:
    pounds = 0.45359237
    assert after(done(9, 100 * pounds), step_kg=4.54).load_kg == pytest.approx(100 * pounds)
    assert after(done(12, 100 * pounds), step_kg=4.54).load_kg == pytest.approx(110 * pounds, abs=0.1)


def test_less_than_the_first_plate_is_a_load_too() -> None:
    assert (after(done(9, 3), step_kg=5).load_kg, after(done(12, 3), step_kg=5).load_kg) == (3, 3)


def test_what_cannot_be_is_refused() -> None:
    for bad in ({"step_kg": 0}, {"step_kg": float("nan")}, {"last": done(-1)}, {"last": done(9, -5.0)}):
        with pytest.raises(InputError, match="expected"):
            after(bad.get("last", done()), step_kg=bad.get("step_kg", 5))


# ---- What holds for any set --------------------------------------------------------------------------------------

STEPS = st.sampled_from([0.5, 1.0, 1.25, 2.5, 5.0, 7.0, 10.0])
FINDINGS = st.sampled_from([(), ("short_range",), ("pointed_toes",)])
SETS = st.builds(
    lambda reps, plates, findings, loss: done(reps, findings=findings, load_kg=plates, velocity_loss_pct=loss),
    st.integers(0, 35), st.integers(1, 60), FINDINGS, st.none() | st.floats(0, 60),
)  # fmt: skip
ANY_GOAL = st.sampled_from(GOALS)
BORG = st.floats(6, 20)
RESERVE = st.floats(0, 20)
quick = settings(max_examples=150, deadline=None)


def on_plates(last: LoggedSet, step_kg: float, **known: Any) -> LoggedSet:
    return replace(last, load_kg=float(last.load_kg or 0) * step_kg, **known)


def lifted(last: LoggedSet, goal: Goal, step_kg: float) -> float:
    load_kg = after(last, goal, step_kg).load_kg
    assert load_kg is not None
    return load_kg


@quick
@given(SETS, ANY_GOAL, STEPS, BORG, BORG)
def test_more_effort_never_gives_a_smaller_step_down(last, goal, step_kg, one, other) -> None:
    easy, hard = (on_plates(last, step_kg, borg=borg) for borg in sorted((one, other)))
    assert lifted(hard, goal, step_kg) <= lifted(easy, goal, step_kg)


@quick
@given(SETS, ANY_GOAL, STEPS, RESERVE, RESERVE)
def test_fewer_left_in_reserve_never_gives_a_smaller_step_down(last, goal, step_kg, one, other) -> None:
    hard, easy = (on_plates(last, step_kg, repetitions_in_reserve=left) for left in sorted((one, other)))
    assert lifted(hard, goal, step_kg) <= lifted(easy, goal, step_kg)


@quick
@given(SETS, ANY_GOAL, STEPS, st.none() | BORG, st.floats(0, 10))
def test_pain_never_gives_more_load(last, goal, step_kg, borg, pain) -> None:
    well = on_plates(last, step_kg, borg=borg)
    hurt = after(replace(well, pain=pain), goal, step_kg)
    if pain > 3:
        assert (hurt.load_kg, hurt.reps) == (None, 0)
    else:
        assert hurt.load_kg is not None
        assert hurt.load_kg <= lifted(well, goal, step_kg)
        assert pain == 0 or hurt.load_kg <= well.load_kg


@quick
@given(SETS, ANY_GOAL, STEPS, st.integers(0, 35), st.none() | BORG)
def test_more_repetitions_never_give_less_load(last, goal, step_kg, reps, borg) -> None:
    few, many = (on_plates(last, step_kg, reps=n, borg=borg) for n in sorted((last.reps, reps)))
    assert lifted(few, goal, step_kg) <= lifted(many, goal, step_kg)


@quick
@given(SETS, ANY_GOAL, STEPS, st.none() | BORG, st.none() | RESERVE)
def test_the_load_is_on_the_stack_and_at_most_ten_per_cent_more_unless_said(last, goal, step_kg, borg, left) -> None:
    last = on_plates(last, step_kg, borg=borg, repetitions_in_reserve=left)
    coming = after(last, goal, step_kg)
    assert coming.load_kg is not None
    assert last.load_kg is not None
    assert coming.load_kg / step_kg == pytest.approx(round(coming.load_kg / step_kg), abs=1e-6)
    assert coming.large == (coming.load_kg > 1.1 * last.load_kg + 1e-9)
    assert coming.large == ("large step" in coming.why)
    assert 1 <= coming.reps <= (30 if goal in ("warm-up", "rehab") else 20)
    if coming.large:
        assert coming.load_kg - last.load_kg == pytest.approx(step_kg)
