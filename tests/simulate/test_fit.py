"""Settings for an athlete: known answers of the geometry, and the simulation beside it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from legcurl.athlete import Athlete, body_of, leg_of
from legcurl.errors import InputError
from legcurl.machine.model import PRESETS
from legcurl.simulate.physics.apparatus import PAD_RADIUS_M
from legcurl.simulate.whatif.fit import HEEL_ROOM_M, KNEE_OVER_CUSHION_M, SETTINGS, Holes, cost_of, fit_machine
from legcurl.simulate.whatif.fit_check import check_fit, pad_place_m

MAN = Athlete(75, 178, 25, "male", thigh_length_cm=42, shank_length_cm=40)
LEG = leg_of(body_of(MAN))
SPAN = (8.0, 90.0)
BEST = {"seat": 0.42, "pad": 0.40 - PAD_RADIUS_M - HEEL_ROOM_M, "pivot": KNEE_OVER_CUSHION_M}


def holes(setting, step=0.02, off=0.0, around=2):
    return Holes(setting, tuple(BEST[setting] + off + k * step for k in range(-around, around + 1)))


@pytest.mark.parametrize("variation", ["prone", "seated", "standing"])
def test_where_there_is_a_perfect_place_it_is_found_and_costs_nothing(variation):
    fit = fit_machine(PRESETS[variation], LEG, [holes(name) for name in SETTINGS], SPAN, 40.0)
    assert fit.holes == dict.fromkeys(SETTINGS, 3)
    assert fit.cost.sliding_m == pytest.approx(0, abs=1e-12)
    assert fit.cost.extra_n == pytest.approx(0, abs=1e-6)
    assert not fit.cost.on_heel
    assert len(fit.off) == 6
    assert all(off.cost.total > fit.cost.total for off in fit.off)


def test_a_pivot_on_the_thighs_line_slides_the_pad_by_what_geometry_says():
    """The pad stays on a circle about the pivot: d² − 2·d·a·cos(knee) + a² = lever²."""
    machine = replace(PRESETS["seated"], pivot_along_m=0.03)
    knee = np.radians(np.linspace(*SPAN, 61))
    place = 0.03 * np.cos(knee) + np.sqrt(machine.lever_m**2 - (0.03 * np.sin(knee)) ** 2)
    assert cost_of(machine, LEG, SPAN, 40.0).sliding_m == pytest.approx(np.ptp(place), rel=1e-9)


def test_further_off_costs_more():
    costs = [cost_of(replace(PRESETS["seated"], lever_m=BEST["pad"], pivot_along_m=off), LEG, SPAN, 40.0)
             for off in (0.0, 0.01, 0.02, 0.04)]  # fmt: skip
    for less, more in pairwise(costs):
        assert more.sliding_m > less.sliding_m
        assert more.extra_n > less.extra_n


def test_a_pad_on_the_heel_is_never_chosen_where_another_place_is():
    low = Holes("pad", (0.30, 0.38))
    fit = fit_machine(PRESETS["seated"], LEG, [low], SPAN, 40.0)
    assert fit.holes == {"pad": 1}
    assert fit.off[0].cost.heel_m == pytest.approx(0.03)
    assert fit.at_the_end(low)


def test_longer_thighs_sit_further_back():
    tall = leg_of(body_of(replace(MAN, thigh_length_cm=46)))
    seat = Holes("seat", tuple(0.36 + 0.02 * k for k in range(8)))
    short, long = (
        fit_machine(PRESETS["seated"], leg, [seat, Holes("pad", (0.33,))], SPAN, 40.0).holes["seat"]
        for leg in (LEG, tall)
    )
    assert long - short == 2


def test_no_place_at_all_is_refused_with_what_to_check():
    with pytest.raises(InputError, match="no leg fits") as refused:
        fit_machine(PRESETS["prone"], LEG, [Holes("seat", (0.9,))], SPAN, 40.0)
    assert "cm" in str(refused.value)


def test_a_simulated_repetition_agrees():
    """A thick pad rolls a little on a thick shank: up to 4 mm where it is off by 2 cm."""
    machine = replace(PRESETS["seated"], pivot_along_m=0.02)
    check = check_fit(machine, MAN, SPAN, 40.0)
    assert check.sliding_m == pytest.approx(check.geometry_sliding_m, abs=0.004)
    assert check.push_n == pytest.approx(check.geometry_push_n, rel=0.02)


def test_the_place_of_the_pad_follows_from_both_angles():
    knee = np.radians([0.0, 45.0, 90.0])
    assert pad_place_m(PRESETS["prone"], knee, knee) == pytest.approx(PRESETS["prone"].lever_m)
