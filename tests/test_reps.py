"""Repetitions of analytic motions: kinds, edges and ranges are known by calculation."""

import numpy as np
import pytest

from analytic import TEN, curls, flank, kinds, motion, recording, reps, share_at, trace
from legcurl import analyze, find_reps, motion_from_recording
from legcurl.recording import Recording

REST, PEAK = 5.0, 100.0


@pytest.mark.parametrize(
    "up_s", [0.75, 1.0, 3.0, 15.0]
)  # 0.75 s from standstill to standstill: 0.4 s between the edges
@pytest.mark.parametrize("down_s", [0.75, 2.0, 15.0])
def test_edges_are_the_10_and_90_per_cent_crossings_of_each_flank(up_s, down_s):
    found = reps(*curls(3, up_s=up_s, hold_s=0.6, down_s=down_s, pause_s=0.4, lead_s=1.0))
    assert kinds(found) == "ccc"
    for i, rep in enumerate(found):
        up = 1.0 + i * (up_s + 0.6 + down_s + 0.4)
        down = up + up_s + 0.6
        expected = (up + TEN * up_s, up + (1 - TEN) * up_s, down + TEN * down_s, down + (1 - TEN) * down_s)
        # 6 Hz leaves flanks of more than 0.4 s where they are, to within two samples.
        assert (rep.start_s, rep.top_start_s, rep.top_end_s, rep.end_s) == pytest.approx(expected, abs=0.02)
        assert up + (1 - TEN) * up_s <= rep.peak_s <= down + TEN * down_s
        assert (rep.start_position, rep.end_position) == pytest.approx((REST, REST), abs=0.3)
        assert (rep.peak_position, rep.height) == pytest.approx((PEAK, PEAK - REST), abs=0.6)
        assert rep.index == i + 1
        assert not rep.corrected
        assert rep.confidence == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("hold_s", [0.0, 0.2, 1.0, 4.0, 10.0, 60.0])
def test_a_hold_of_any_length_is_one_repetition(hold_s):
    first, second = reps(*curls(2, hold_s=hold_s))
    ends_s = TEN * 1.0 + TEN * 1.5  # the top also holds the ends of both flanks
    for rep in (first, second):
        assert rep.kind == "complete"
        assert rep.top_end_s - rep.top_start_s == pytest.approx(hold_s + ends_s, abs=0.02)


def test_a_hold_may_sag_and_shake():
    time, angle = trace((5, 1), (100, 1), (92, 4), (99, 2), (5, 2), (5, 1))
    shaking = angle + 1.5 * np.sin(2 * np.pi * 4 * time) * (angle > 90)
    (rep,) = find_reps(motion_from_recording(recording(time, shaking)))
    assert (rep.top_start_s, rep.top_end_s) == pytest.approx((1 + 1 - TEN, 8 + TEN * 2), abs=0.1)


def test_two_peaks_with_a_dip_are_one_repetition_until_the_dip_is_a_quarter_of_the_range():
    def dipping(to):
        return reps((5, 1), (100, 1), (to, 0.6), (98, 0.6), (5, 1), (5, 1))

    shallow = dipping(80)
    assert kinds(shallow) == "c"
    assert shallow[0].start_s == pytest.approx(1 + TEN, abs=0.02)
    assert shallow[0].end_s == pytest.approx(3.2 + 1 - TEN, abs=0.02)
    assert len(dipping(70)) == 2


def test_each_flank_has_its_own_base():
    """The knee comes back to 20 rather than 5: the falling flank's edge is 10 % above 20."""
    first, second = reps((5, 1), (100, 2), (20, 2), (20, 0.5), (100, 2), (5, 2), (5, 1))
    assert kinds((first, second)) == "cc"
    assert (first.start_position, first.end_position) == pytest.approx((5, 20), abs=0.5)
    assert first.end_s == pytest.approx(3 + 2 * (1 - TEN), abs=0.02)
    assert second.start_s == pytest.approx(5.5 + 2 * TEN, abs=0.02)
    assert second.rest_position == pytest.approx(5, abs=0.5)


def test_turning_round_before_the_rest_zone_is_partial():
    found = reps((5, 1), (100, 1), (45, 1), (100, 1), (5, 1), (100, 1), (5, 1), (5, 1))
    assert kinds(found) == "pcc"
    assert found[0].end_position == pytest.approx(45, abs=1)


@pytest.mark.parametrize("count", [1, 3, 9])
def test_a_set_of_half_repetitions_from_and_back_to_straight_is_partial(count):
    found = reps((5, 1), (100, 1), *[(45, 1), (100, 1)] * count, (5, 1), (5, 1))
    assert kinds(found) == "p" * count + "c"
    assert found[0].rest_position == pytest.approx(5, abs=0.5)


def test_one_posture_apart_from_the_set_is_not_its_rest():
    off_the_machine = reps((-40, 2), (25, 1.5), *curls(6, rest=25.0), start=-40)
    assert kinds(off_the_machine) == "c" * 6
    assert off_the_machine[0].rest_position == pytest.approx(25, abs=1)


def test_a_peak_below_half_of_the_best_is_partial_and_one_below_a_quarter_is_no_repetition():
    def set_with(peak):
        return kinds(reps((5, 1), (100, 1), (5, 1), (peak, 1), (5, 1), (100, 1), (5, 1), (5, 1)))

    assert set_with(5 + 0.60 * 95) == "ccc"
    assert set_with(5 + 0.40 * 95) == "cpc"
    assert set_with(5 + 0.15 * 95) == "cc"


def test_short_repetitions_that_return_are_complete():
    assert kinds(reps(*curls(3)[:-1], *curls(3, peak=65.0))) == "cccccc"


def test_standstill_before_the_flank_is_rest():
    """A foot that is lifted off the stop by 7 % and waits there: that waiting is not concentric."""
    (rep,) = reps((5, 1), (12, 0.5), (12, 6), (100, 1), (5, 1), (5, 1))
    edge = 5 + 0.1 * 95
    assert rep.start_s == pytest.approx(7.5 + share_at((edge - 12) / 88), abs=0.02)
    (waits,) = reps((5, 1), (20, 0.5), (20, 6), (100, 1), (5, 1), (5, 1))  # above the 10 % edge, in the rest zone
    assert waits.start_s == pytest.approx(7.5, abs=0.25)


def test_set_up_movements_are_no_repetitions():
    settling = [(18, 0.6), (2, 0.6), (15, 0.8), (5, 0.6)]
    moves = [(5, 1), *settling, *curls(4), *settling, (5, 1)]
    found = reps(*moves)
    assert kinds(found) == "cccc"
    edge = 2 + 0.1 * 98  # the lowest angle before it was 2
    assert found[0].start_s == pytest.approx(1 + 2.6 + 1 + share_at((edge - 5) / 95), abs=0.02)


def test_getting_onto_the_machine_does_not_set_the_range():
    found = reps((5, 1), (140, 1.5), (5, 1.5), *curls(5, peak=80.0))
    assert kinds(found) == "cccccc"
    assert found[-1].height == pytest.approx(75, abs=1)


@pytest.mark.parametrize("drift", [-20.0, 20.0])
def test_a_drifting_sensor_changes_neither_number_nor_range(drift):
    time, angle = trace(*curls(10))
    drifting = angle + drift * time / time[-1]
    found = find_reps(motion_from_recording(recording(time, drifting)))
    assert kinds(found) == "c" * 10
    assert [rep.height for rep in found] == pytest.approx([PEAK - REST] * 10, abs=2.0)


def test_a_lifter_who_tires_does_not_look_like_a_drifting_sensor():
    moves = [(5, 1)]
    for peak in np.linspace(100, 70, 8):
        moves += [(peak, 1), (5, 1)]
    found = reps(*moves, (5, 1))
    assert kinds(found) == "c" * 8
    assert [rep.height for rep in found] == pytest.approx(np.linspace(95, 65, 8), abs=1.0)


def test_a_leg_that_is_up_at_either_end_has_a_truncated_repetition_there():
    begins, middle, ends = reps((100, 2), (5, 1), *curls(1)[1:], (100, 1), (100, 2), start=100)
    assert kinds((begins, middle, ends)) == "tct"
    assert (begins.start_s, begins.top_start_s) == (None, None)
    assert begins.end_s == pytest.approx(2 + 1 - TEN, abs=0.02)
    assert (ends.top_end_s, ends.end_s) == (None, None)
    assert ends.start_s is not None


def test_a_leg_that_is_up_for_most_of_the_recording_still_rests_below():
    found = reps((100, 12), (5, 1), (100, 1), (100, 12), (5, 1), (100, 1), (100, 12), start=100)
    assert kinds(found) == "tct"
    assert found[1].rest_position == pytest.approx(5, abs=0.5)


@pytest.mark.parametrize("cut_s", [0.8, 1.0, 1.4])
def test_a_recording_cut_on_the_way_up_or_down_has_a_truncated_repetition_there(cut_s):
    time, angle = trace(*curls(3, up_s=2.0, down_s=2.0, lead_s=0.5))
    kept = (time >= 0.5 + cut_s) & (time <= time[-1] - 1.0 - cut_s)
    found = find_reps(motion_from_recording(recording(time[kept], angle[kept])))
    assert kinds(found) == "tct"
    first, middle, last = found
    assert first.start_s is None
    assert first.end_s == pytest.approx(0.5 + 2.5 + 2 * (1 - TEN), abs=0.03)
    assert last.end_s is None
    whole = find_reps(motion_from_recording(recording(time, angle)))[1]
    assert (middle.start_s, middle.end_s) == pytest.approx((whole.start_s, whole.end_s), abs=0.02)


def test_a_recording_that_begins_or_ends_within_the_rest_zone_has_whole_repetitions_there():
    time, angle = trace(*curls(3, up_s=2.0, down_s=2.0, lead_s=0.5))
    way = flank(0.3)  # 16 % of the way are missing at either end
    kept = (time >= 0.5 + 0.6) & (time <= time[-1] - 1.0 - 0.6)
    found = find_reps(motion_from_recording(recording(time[kept], angle[kept])))
    assert kinds(found) == "ccc"
    assert found[0].start_s == pytest.approx(0.5 + 2 * share_at(way + 0.1 * (1 - way)), abs=0.03)
    assert found[2].end_s == pytest.approx(time[-1] - 1.0 - 2 * share_at(way + 0.1 * (1 - way)), abs=0.03)


def test_a_gap_in_a_hold_in_which_nothing_can_hide_leaves_one_less_certain_repetition():
    time, angle = trace(*curls(3, hold_s=4.0))
    angle[(time > 3) & (time < 3.8)] = np.nan
    found = find_reps(motion_from_recording(recording(time, angle)))
    assert kinds(found) == "ccc"
    assert found[0].confidence < 0.95 < found[1].confidence


def test_a_gap_in_which_a_repetition_could_hide_cuts_the_one_around_it():
    time, angle = trace(*curls(3, hold_s=6.0))
    angle[(time > 3) & (time < 6)] = np.nan
    found = find_reps(motion_from_recording(recording(time, angle)))
    assert kinds(found) == "ttcc"
    assert (found[0].end_s, found[1].start_s) == (None, None)


def test_a_gap_at_rest_does_not_matter():
    time, angle = trace(*curls(3, pause_s=4.0))
    pause = 1.0 + 3.0
    angle[(time > pause + 0.3) & (time < pause + 3.7)] = np.nan
    assert kinds(find_reps(motion_from_recording(recording(time, angle)))) == "ccc"


def test_nordic_starts_upright_and_lowers_first():
    moves = [(90, 1)]
    for _ in range(3):
        moves += [(20, 3), (20, 0.5), (90, 1), (90, 0.5)]
    found = reps(*moves, (90, 1), start=90, variation="nordic")
    assert kinds(found) == "ccc"
    rep = found[0]
    assert rep.phase_order == "eccentric_first"
    assert (rep.start_s, rep.top_start_s) == pytest.approx((1 + 3 * TEN, 1 + 3 * (1 - TEN)), abs=0.02)
    assert (rep.rest_position, rep.peak_position) == pytest.approx((90, 20), abs=0.5)
    assert rep.height == pytest.approx(70, abs=0.7)


def test_a_stack_is_measured_in_metres():
    time, angle = trace(*curls(4))
    stack = motion_from_recording(Recording(time, {"stack_m": 0.4 * (angle - REST) / (PEAK - REST)}))
    found = find_reps(stack)
    assert kinds(found) == "cccc"
    assert found[0].height == pytest.approx(0.4, abs=0.005)


@pytest.mark.parametrize("reach", [0.0, 5.0, 14.0])
def test_less_movement_than_an_angle_is_sure_of_holds_no_repetition(reach):
    assert reps(*curls(4, rest=40.0, peak=40.0 + reach), start=40.0) == ()


@pytest.mark.parametrize("reach", [16.0, 30.0])
def test_a_small_range_counts_all_the_same(reach):
    assert kinds(reps(*curls(4, rest=40.0, peak=40.0 + reach), start=40.0)) == "cccc"


def test_repetitions_are_in_time_and_do_not_overlap():
    rng = np.random.default_rng(3)
    time, angle = trace(*curls(8, up_s=0.8, hold_s=0.0, down_s=0.8, pause_s=0.0))
    found = find_reps(motion_from_recording(recording(time, angle + rng.normal(0, 1.0, time.size))))
    assert kinds(found) == "c" * 8
    edges = [edge for rep in found for edge in (rep.start_s, rep.top_start_s, rep.peak_s, rep.top_end_s, rep.end_s)]
    assert edges == sorted(edges)


def test_noise_and_tremor_leave_number_and_edges_alone():
    rng = np.random.default_rng(4)
    time, angle = trace(*curls(6))
    clean = find_reps(motion_from_recording(recording(time, angle)))
    disturbed = angle + rng.normal(0, 0.7, time.size) + 0.8 * np.sin(2 * np.pi * 9.0 * time)
    found = find_reps(motion_from_recording(recording(time, disturbed)))
    assert kinds(found) == kinds(clean)
    for a, b in zip(found, clean, strict=True):
        assert (a.start_s, a.end_s) == pytest.approx((b.start_s, b.end_s), abs=0.04)


def test_a_motion_without_movement_has_no_repetitions():
    assert find_reps(motion((5, 10))) == ()
    assert analyze(recording(*trace((5, 10))), assume_curl=True).metrics.set.complete_reps is None
