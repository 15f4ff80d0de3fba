"""Progress: known changes of a simulated lifter, and what must hold of any verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl.coach.change import Measure, judge_change
from legcurl.coach.dose import load_dose
from legcurl.coach.history import LoggedSet
from legcurl.coach.progress import Strand, progress_of
from legcurl.errors import UsageError
from legcurl.plan import Tempo
from legcurl.simulate.training import Scatter, Truth, simulate_training

DOSE = load_dose()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BETTER = Truth((50, 62), (85, 115), (0.7, 1.6), (16, 11), (45, 5))
WORSE = Truth((62, 50), (115, 85), (1.6, 0.7), (11, 16), (5, 45))
BELOW = Truth((50, 51), (95, 100), (1.0, 1.1), (14, 13.5), (20, 12))
EXACT = Scatter(0, 0, 0, 0, 0, 0)


def verdicts(strand: Strand) -> dict[str, str]:
    return {one.measure.id: one.verdict for one in strand.changes}


@pytest.mark.parametrize(("truth", "verdict"), [(BETTER, "better"), (WORSE, "worse"), (BELOW, "cannot tell")])
@pytest.mark.parametrize("seed", range(3))
def test_twelve_weeks_of_one_lifter(truth: Truth, verdict: str, seed: int) -> None:
    (strand,) = progress_of(simulate_training(truth, seed), DOSE, weeks=12).strands
    assert set(verdicts(strand).values()) == {verdict}
    assert (strand.variation, strand.sets, strand.days) == ("seated", 144, 36)


def test_one_change_is_told_among_others_that_are_not_there() -> None:
    (strand,) = progress_of(simulate_training(replace(BELOW, rom_deg=(85, 115)), 5), DOSE).strands
    assert verdicts(strand) == {name: "better" if name == "range" else "cannot tell" for name in verdicts(strand)}


def test_the_amount_is_that_of_the_middles_of_first_and_last_weeks() -> None:
    (strand,) = progress_of(simulate_training(Truth(rom_deg=(80.0, 120.0)), 1, EXACT), DOSE).strands
    change = strand.changes[1]
    assert change.change == pytest.approx(0.75 * 40, abs=1.5)
    assert change.low <= change.change <= change.high
    assert change.needed == 12
    assert "Hancock" in change.measure.source


def test_the_instrument_decides_what_is_real() -> None:
    sets = simulate_training(Truth(rom_deg=(90.0, 102.0)), 1, EXACT)
    told = {
        name: verdicts(progress_of(sets, DOSE, instrument=name).strands[0])["range"]
        for name in (None, "inclinometer", "goniometer", "phone", "video")
    }
    assert [name for name, verdict in told.items() if verdict == "better"] == ["inclinometer"]


def test_machines_do_not_compare() -> None:
    sets = simulate_training(BETTER, 0)
    half = [replace(one, machine="old" if k < len(sets) / 2 else "new") for k, one in enumerate(sets)]
    strands = progress_of(half, DOSE).strands
    assert {strand.machine for strand in strands} == {"old", "new"}
    assert all(one.measure.points[-1][0] - one.measure.points[0][0] < 6 for strand in strands for one in strand.changes)


def test_the_order_of_the_sets_and_warm_ups_do_not_matter() -> None:
    sets = simulate_training(BETTER, 0)
    warm_up = [replace(one, kind="warm-up", rom_deg=10.0, load_kg=5.0) for one in sets]
    assert progress_of([*reversed(sets), *warm_up], DOSE) == progress_of(sets, DOSE)


def test_only_the_last_weeks_where_they_are_asked_for() -> None:
    long_ago = [
        replace(one, performed_at=one.performed_at - timedelta(weeks=100)) for one in simulate_training(WORSE, 0)
    ]
    now = simulate_training(BETTER, 0)
    assert progress_of([*long_ago, *now], DOSE, weeks=12) == progress_of(now, DOSE)
    with pytest.raises(UsageError, match="1 or more"):
        progress_of(now, DOSE, weeks=0)


@pytest.mark.parametrize(
    ("sets", "why"),
    [
        (list(simulate_training(BETTER, 0)[:40]), "less than 4 weeks"),
        ([LoggedSet(NOON + timedelta(weeks=6 * k), 8, 50.0, rom_deg=90 + 30.0 * k) for k in range(2)], "are needed"),
    ],
)
def test_too_little_is_said(sets: list[LoggedSet], why: str) -> None:
    (strand,) = progress_of(sets, DOSE).strands
    assert strand.changes[1].verdict == "cannot tell"
    assert why in strand.changes[1].why


def test_nothing_at_all_is_survived() -> None:
    assert progress_of([], DOSE).strands == ()
    (strand,) = progress_of([LoggedSet(NOON, 8)], DOSE).strands
    assert set(verdicts(strand).values()) == {"cannot tell"}


def test_effort_counts_at_the_same_load_and_repetitions_only() -> None:
    days = [NOON + timedelta(days=3 * k) for k in range(24)]
    heavier = [LoggedSet(day, 8, 40.0 + 2.5 * k, borg=14) for k, day in enumerate(days)]
    assert verdicts(progress_of(heavier, DOSE).strands[0])["effort"] == "cannot tell"
    same = [LoggedSet(day, 8, 40.0, borg=17 if k < 12 else 13) for k, day in enumerate(days)]
    assert verdicts(progress_of([*heavier, *same], DOSE).strands[0])["effort"] == "better"
    left = [LoggedSet(day, 8, 40.0, repetitions_in_reserve=1 if k < 12 else 5) for k, day in enumerate(days)]
    assert verdicts(progress_of(left, DOSE).strands[0])["effort"] == "better"


def test_the_tempo_is_held_against_its_plan() -> None:
    days = [NOON + timedelta(days=3 * k) for k in range(24)]
    slower = [LoggedSet(day, 8, 40.0, eccentric_s=1.0 if k < 12 else 2.0) for k, day in enumerate(days)]
    assert verdicts(progress_of(slower, DOSE).strands[0])["tempo"] == "cannot tell"
    assert verdicts(progress_of(slower, DOSE, tempo=Tempo(4, 0, 1, 0)).strands[0])["tempo"] == "better"
    assert verdicts(progress_of(slower, DOSE, tempo=Tempo(2, 0, 1, 0)).strands[0])["tempo"] == "worse"


def test_legs_trained_one_by_one_are_compared_by_strength() -> None:
    days = [NOON + timedelta(days=3 * k) for k in range(24)]
    sets = [
        LoggedSet(day, 8, load, leg=leg)
        for k, day in enumerate(days)
        for leg, load in (("left", 40.0), ("right", 20.0 if k < 12 else 38.0))
    ]
    change = progress_of(sets, DOSE).strands[0].changes[4]
    assert (change.verdict, round(change.first), round(change.last)) == ("better", 50, 5)


POINTS = st.lists(st.floats(-50, 50), min_size=12, max_size=30)


@settings(max_examples=60, deadline=None)
@given(POINTS, st.floats(0.5, 20), st.booleans(), st.floats(-100, 100))
def test_a_verdict_turns_with_the_sign_and_stays_with_a_shift(values, needed, more_is_better, shift) -> None:
    def judged(ys: list[float], more: bool) -> str:
        points = tuple((float(k), y) for k, y in enumerate(ys))
        return judge_change(Measure("range", "°", "", points, needed, "", more), DOSE).verdict

    verdict = judged(values, more_is_better)
    turned = {"better": "worse", "worse": "better", "cannot tell": "cannot tell"}[verdict]
    assert judged(values, not more_is_better) == turned
    assert judged([-y for y in values], more_is_better) == turned
    assert judged([round(y, 3) + round(shift) for y in values], more_is_better) == judged(
        [round(y, 3) for y in values], more_is_better
    )


@settings(max_examples=60, deadline=None)
@given(POINTS, st.floats(0.5, 20))
def test_nothing_below_the_smallest_real_difference_is_told(values, needed) -> None:
    points = tuple((float(k), y * needed / 101) for k, y in enumerate(values))
    assert judge_change(Measure("range", "°", "", points, needed, "", True), DOSE).verdict == "cannot tell"
