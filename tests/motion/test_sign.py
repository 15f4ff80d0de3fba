"""Which way is flexion: by what a knee can do, by the muscles, by where the limb rests."""

import numpy as np
import pytest

from legcurl.motion.sign import orient, rests_high

GRID = np.arange(0, 24, 0.01)
HEIGHT = (1 - np.cos(2 * np.pi * GRID / 4)) / 2
HEIGHT[(GRID < 4) | (GRID > 20)] = 0.0  # rests before and after
KNEE = "knee_flexion_deg"


def knee(rest=5.0, peak=105.0):
    return rest + (peak - rest) * HEIGHT


@pytest.mark.parametrize(("rest", "peak"), [(0.0, 90.0), (15.0, 95.0), (20.0, 80.0), (5.0, 135.0), (-5.0, 120.0)])
@pytest.mark.parametrize("offset", [-18.0, -7.0, 0.0, 7.0, 18.0])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_range_of_a_knee_tells_the_sign_even_with_the_zero_off(rest, peak, offset, sign):
    found = orient(sign * (knee(rest, peak) + offset), KNEE, {}, 100.0)
    assert (found.sign, found.offset, found.known) == (sign, 0.0, True)


@pytest.mark.parametrize(("rest", "peak"), [(0.0, 90.0), (15.0, 95.0), (20.0, 80.0), (5.0, 135.0)])
@pytest.mark.parametrize("error", [-8.0, 0.0, 8.0])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_angle_between_thigh_and_shank_is_turned_round(rest, peak, error, sign):
    inner = 180.0 - knee(rest, peak) + error
    found = orient(sign * inner, KNEE, {}, 100.0)
    assert found.known
    flexion = found.sign * sign * inner + found.offset
    assert flexion == pytest.approx(knee(rest, peak) - error)


def test_nordic_and_extension_keep_their_sign():
    for x in (90.0 - 70.0 * HEIGHT, 85.0 - 80.0 * HEIGHT):
        assert orient(x, KNEE, {}, 100.0).sign == 1
        assert orient(-x, KNEE, {}, 100.0).sign == -1


def test_a_leg_that_is_only_seen_bent_keeps_its_sign():
    x = 85.0 + 35.0 * HEIGHT
    assert orient(x, KNEE, {}, 100.0)[:3] == (1, 0.0, True)
    assert orient(-x, KNEE, {}, 100.0)[:3] == (-1, 0.0, True)


@pytest.mark.parametrize("sign", [1, -1])
def test_muscles_tell_where_the_range_cannot(sign):
    lead = np.interp(GRID + 0.15, GRID, HEIGHT)
    x = sign * (10.0 + 28.0 * HEIGHT)  # so little that it could be either
    by_hamstrings = orient(x, KNEE, {"emg_bflh_mv": lead}, 100.0)
    by_quadriceps = orient(x, KNEE, {"emg_recfem_mv": 1 - lead}, 100.0)
    assert by_hamstrings[:3] == by_quadriceps[:3] == (sign, 0.0, True)
    assert "hamstrings" in by_hamstrings.why
    assert "quadriceps" in by_quadriceps.why
    silent = orient(x, KNEE, {"emg_bflh_mv": np.random.default_rng(1).random(GRID.size)}, 100.0)
    assert not silent.known


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("channel", ["shank_inclination_deg", "lever_angle_deg", "cable_m"])
def test_else_the_movement_begins_where_the_limb_rests_and_that_is_only_a_guess(sign, channel):
    found = orient(sign * HEIGHT, channel, {}, 100.0)
    assert (found.sign, found.known) == (sign, False)


def test_rest_is_where_a_recording_begins_and_ends_and_stays_longest():
    assert rests_high(HEIGHT) < -1
    assert rests_high(1 - HEIGHT) > 1
    assert rests_high(np.where(GRID < 2, np.nan, HEIGHT)) < -1
