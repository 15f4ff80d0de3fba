"""The truth of a simulated set: known by hand where it can be, by brute force elsewhere."""

from dataclasses import replace

import numpy as np
import pytest

from legcurl.plan import Tempo
from legcurl.simulate import RepPlan, SetPlan, even_reps, random_plan, simulate_set
from legcurl.simulate.kinematics import knee_path

TEMPO = Tempo(eccentric_s=3.0, stretched_pause_s=1.5, concentric_s=1.0, squeezed_pause_s=2.5)


def seated(*reps: RepPlan, **changes) -> SetPlan:
    return replace(SetPlan("seated", reps, rest_deg=10.0), **changes)


def rep(peak: float = 100.0, back: float = 10.0, **changes) -> RepPlan:
    return replace(RepPlan(TEMPO, peak, back, sag_deg=0.0), **changes)


def kinds(plan: SetPlan) -> list[str]:
    return [r.kind for r in simulate_set(plan, 0).truth.reps]


def test_phases_are_the_tempo_and_standstill_before_a_flank_is_rest():
    reps = simulate_set(SetPlan("seated", (rep(),) * 4, 10.0, lead_in_s=3.0), 0).truth.reps
    assert [r.kind for r in reps] == ["complete"] * 4
    for r in reps:
        assert (r.concentric_s, r.hold_s, r.eccentric_s) == pytest.approx((1.0, 2.5, 3.0))
        assert (r.peak_deg, r.rom_deg) == pytest.approx((100.0, 90.0))
    assert reps[0].start_s > 3.0
    assert reps[1].start_s - reps[0].end_s == pytest.approx(1.5)


def test_a_nordic_curl_lowers_first():
    plan = SetPlan("nordic", tuple(replace(r, sag_deg=0.0) for r in even_reps(3, TEMPO, rest_deg=90, peak_deg=20)), 90)
    for r in simulate_set(plan, 0).truth.reps:
        assert r.phase_order == "eccentric_first"
        assert (r.eccentric_s, r.hold_s, r.concentric_s) == pytest.approx((3.0, 1.5, 1.0))
        assert (r.peak_deg, r.rom_deg) == pytest.approx((20.0, 70.0))


def test_complete_and_partial():
    assert kinds(seated(rep(), rep(peak=60.0), rep())) == ["complete"] * 3  # short, yet it returns
    assert kinds(seated(rep(), rep(peak=45.0), rep())) == ["complete", "partial", "complete"]  # below half of the best
    assert kinds(seated(rep(), rep(back=50.0), rep())) == ["complete", "partial", "complete"]  # turns round too early
    assert kinds(seated(rep(), rep(back=28.0), rep())) == ["complete"] * 3  # returns into the rest zone
    assert kinds(seated(rep(), rep(peak=30.0), rep())) == ["complete"] * 2  # never leaves the rest zone


def test_each_flank_has_its_own_base():
    first, second = simulate_set(seated(rep(back=30.0), rep()), 0).truth.reps
    path = knee_path(seated(rep(back=30.0), rep()), np.random.default_rng(0)).path
    assert path.value(first.start_s) == pytest.approx(19.0)  # 10 + 10 % of 90
    assert path.value(first.end_s) == pytest.approx(37.0)  # 30 + 10 % of 70
    assert path.value(second.start_s) == pytest.approx(37.0)
    assert path.value(second.top_start_s) == pytest.approx(93.0)


def test_two_peaks_are_one_repetition_and_one_hold():
    plain = simulate_set(seated(rep(), rep()), 0).truth.reps
    double = simulate_set(seated(rep(dip_deg=12.0), rep()), 0).truth.reps
    assert [r.kind for r in double] == ["complete"] * 2
    assert double[0].hold_s == pytest.approx(plain[0].hold_s)


def test_cut_by_the_edge_is_truncated_and_unknown_beyond_it():
    whole = simulate_set(seated(rep(), rep(), rep()), 0)
    first, *_, last = whole.truth.reps
    while_rising = 0.5 * (first.start_s + first.top_start_s)
    cut = simulate_set(seated(rep(), rep(), rep(), cut_start_s=while_rising), 0).truth.reps
    assert [r.kind for r in cut] == ["truncated", "complete", "complete"]
    assert (cut[0].start_s, cut[0].top_start_s) == (None, None)
    assert cut[0].end_s == pytest.approx(first.end_s - while_rising)
    assert cut[1].start_s == pytest.approx(whole.truth.reps[1].start_s - while_rising)

    end_s = whole.recording.time_s[-1]
    while_holding = simulate_set(
        seated(rep(), rep(), rep(), cut_end_s=end_s - 0.5 * (last.top_start_s + last.top_end_s)), 0
    )
    *_, held = while_holding.truth.reps
    assert held.kind == "truncated"
    assert (held.top_end_s, held.end_s) == (None, None)
    assert held.top_start_s == pytest.approx(last.top_start_s)


def test_a_leg_that_is_up_at_an_edge_is_a_truncated_repetition():
    assert kinds(seated(rep(), rep(), starts_up=True, ends_up=True)) == [
        "truncated",
        "complete",
        "complete",
        "truncated",
    ]


def test_a_cut_in_the_rest_changes_nothing():
    assert kinds(seated(rep(), rep(), cut_start_s=1.0, cut_end_s=1.0)) == ["complete"] * 2


@pytest.mark.parametrize("seed", range(0, 60, 5))
def test_times_agree_with_brute_force_on_the_sampled_angle(seed):
    """Another reading of the definition: search outwards from the peak in the noiseless angle at 1 kHz."""
    plan = replace(random_plan(np.random.default_rng(seed)), fidget_deg=0.0)
    truth = simulate_set(plan, 0).truth
    path = knee_path(plan, np.random.default_rng(0)).path
    end = path.times_s[-1] - plan.cut_end_s
    time = np.arange(plan.cut_start_s, end, 1e-3)
    height = plan.away * (path.at(time)[0] - plan.rest_deg)
    time = time - plan.cut_start_s
    peaks = [r.peak_s for r in truth.reps]
    for i, r in enumerate(truth.reps):
        if r.kind != "complete":
            continue
        top = int(np.argmin(np.abs(time - r.peak_s)))
        left = 0 if i == 0 or peaks[i - 1] is None else int(np.argmin(np.abs(time - peaks[i - 1])))
        right = (
            time.size if i + 1 == len(peaks) or peaks[i + 1] is None else int(np.argmin(np.abs(time - peaks[i + 1])))
        )
        before = left + int(np.argmin(height[left : top + 1]))
        after = top + int(np.argmin(height[top:right]))
        for base, wanted in ((before, (r.start_s, r.top_start_s)), (after, (r.end_s, r.top_end_s))):
            low, high = (height[base] + share * (height[top] - height[base]) for share in (0.1, 0.9))
            flank = np.arange(base, top + 1) if base < top else np.arange(base, top - 1, -1)
            start = flank[np.flatnonzero(height[flank] <= low)[-1]]
            arrival = next(k for k in flank if height[k] >= high)
            assert time[[start, arrival]] == pytest.approx(wanted, abs=2.5e-3)
