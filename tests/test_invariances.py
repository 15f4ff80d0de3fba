"""What must not change the answer: sign, clock, rate, zero, uneven sample times, and which way round time runs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytic import kinds, recording, trace
from legcurl import Recording, find_reps, motion_from_recording

EXACT_S, EXACT_DEG = 1e-6, 1e-6
"""Where the same samples are used, only rounding differs."""
TIED_DEG = 0.3
"""Medians over a few repetitions drawn alike have ties, and rounding decides which one of two neighbours is taken."""
RESAMPLED_S, RESAMPLED_DEG = 0.02, 0.5
"""Where other samples are used: two steps of the 100 Hz grid, and what straight lines between samples 40 ms apart and
the 6 Hz low-pass leave of the sharpest turn drawn here (see the test of the grid)."""

FEW = settings(max_examples=25, deadline=None, derandomize=True)
seconds = st.integers(7, 40).map(lambda tenths: tenths / 10)
pauses = st.integers(0, 20).map(lambda tenths: tenths / 10)


@st.composite
def sets(draw):
    """Moves of a set, clear of the limits in the definition of a repetition (a quarter and half of the range)."""
    rest, reach = draw(st.floats(-5.0, 15.0)), draw(st.floats(70.0, 120.0))
    count = draw(st.integers(2, 5))
    up_first, up_last = draw(st.booleans()), draw(st.booleans())
    start = rest + reach if up_first else rest
    moves = [(start, draw(seconds))]
    if up_first:
        moves.append((rest, draw(seconds)))
    for i in range(count):
        best = i == count // 2
        peak = rest + reach * (1.0 if best else draw(st.sampled_from([0.38, 0.65, 0.9, 1.0])))
        base = rest + reach * draw(st.sampled_from([0.0, 0.03, 0.08]))
        moves += [(peak, draw(seconds)), (peak, draw(pauses)), (base, draw(seconds)), (base, draw(pauses))]
    moves += [(rest + reach, draw(seconds)), (rest + reach, 1.0)] if up_last else [(rest, 0.5), (rest, 1.0)]
    return start, [move for move in moves if move[1] > 0]


def found(time, angle):
    motion = motion_from_recording(recording(time, angle))
    return motion, find_reps(motion)


def check(before, after, *, seconds, degrees, shift_s=0.0):
    assert kinds(after) == kinds(before)
    for a, b in zip(before, after, strict=True):
        for name in ("start_s", "top_start_s", "top_end_s", "end_s"):
            x, y = getattr(a, name), getattr(b, name)
            assert (x is None) == (y is None), name
            if x is not None:
                assert y - shift_s == pytest.approx(x, abs=seconds), name
        assert b.height == pytest.approx(a.height, abs=degrees)


@FEW
@given(sets())
def test_the_sign(made):
    time, angle = trace(*made[1], start=made[0])
    plain, reps = found(time, angle)
    turned, mirrored = found(time, -angle)
    assert (plain.sign, turned.sign) == (1, -1)
    check(reps, mirrored, seconds=EXACT_S, degrees=EXACT_DEG)


@FEW
@given(sets())
def test_the_angle_between_thigh_and_shank(made):
    time, angle = trace(*made[1], start=made[0])
    check(found(time, angle)[1], found(time, 180.0 - angle)[1], seconds=EXACT_S, degrees=EXACT_DEG)


@FEW
@given(sets(), st.floats(-18.0, 18.0), st.sampled_from([1.0, -1.0]))
def test_the_zero(made, offset, sign):
    time, angle = trace(*made[1], start=made[0])
    check(found(time, angle)[1], found(time, sign * (angle + offset))[1], seconds=EXACT_S, degrees=TIED_DEG)


@FEW
@given(sets(), st.sampled_from([-4000.0, -0.004, 0.0033, 12.3, 86400.0, 1.7e9]))
def test_the_clock(made, shift_s):
    time, angle = trace(*made[1], start=made[0])
    at_unix_times = 1e-3  # a double of 1.7e9 s resolves 0.2 µs, which a flank's slope and the grid make more of
    check(
        found(time, angle)[1], found(time + shift_s, angle)[1], seconds=at_unix_times, degrees=TIED_DEG, shift_s=shift_s
    )


@FEW
@given(sets(), st.sampled_from([25.0, 30.0, 50.0, 60.0, 128.0, 200.0, 500.0, 1000.0]))
def test_the_rate(made, rate_hz):
    before = found(*trace(*made[1], start=made[0]))[1]
    after = found(*trace(*made[1], start=made[0], rate_hz=rate_hz))[1]
    check(before, after, seconds=RESAMPLED_S, degrees=RESAMPLED_DEG)


@FEW
@given(sets(), st.integers(0, 2**32 - 1))
def test_uneven_sample_times_and_missing_rows(made, seed):
    rng = np.random.default_rng(seed)
    time, angle = trace(*made[1], start=made[0], rate_hz=1000.0)
    ticks = np.arange(0, time[-1], 0.02)
    ticks[1:-1] += rng.uniform(-0.4, 0.4, ticks.size - 2) * 0.02
    keep = rng.random(ticks.size) > 0.05
    keep[[0, -1]] = True
    after = found(ticks[keep], np.interp(ticks[keep], time, angle))[1]
    check(found(time, angle)[1], after, seconds=RESAMPLED_S, degrees=RESAMPLED_DEG)


@FEW
@given(sets())
def test_the_direction_of_time(made):
    time, angle = trace(*made[1], start=made[0])
    ahead = [rep for rep in found(time, angle)[1] if rep.kind != "truncated"]
    back = [rep for rep in found(time, angle[::-1])[1] if rep.kind != "truncated"][::-1]
    assert len(ahead) == len(back)
    for a, b in zip(ahead, back, strict=True):
        assert time[-1] - b.end_s == pytest.approx(a.start_s, abs=EXACT_S)
        assert time[-1] - b.start_s == pytest.approx(a.end_s, abs=EXACT_S)
        assert b.height == pytest.approx(a.height, abs=TIED_DEG)


@FEW
@given(sets(), st.floats(0.01, 1.0))
def test_the_size_of_the_movement_of_a_stack(made, metres):
    """A cable or stack has no degrees: only shares of its own range count."""
    time, angle = trace(*made[1], start=made[0])
    height = (angle - angle.min()) / np.ptp(angle)
    motion = motion_from_recording(Recording(time, {"stack_m": max(metres, 0.1) * height}))
    reference = motion_from_recording(Recording(time, {"stack_m": 0.4 * height}))
    if motion.sign == reference.sign == 1:
        check(find_reps(reference), find_reps(motion), seconds=0.005, degrees=1.0)
    assert motion.sign == reference.sign


@FEW
@given(sets())
def test_nothing_but_what_was_asked_for_is_listed(made):
    """Every repetition drawn is found once, between its neighbours."""
    start, moves = made
    time, angle = trace(*moves, start=start)
    reps = found(time, angle)[1]
    assert [rep.index for rep in reps] == list(range(1, len(reps) + 1))
    edges = [t for rep in reps for t in (rep.start_s, rep.top_start_s, rep.top_end_s, rep.end_s) if t is not None]
    assert edges == sorted(edges)
    assert all(time[0] <= t <= time[-1] for t in edges)
