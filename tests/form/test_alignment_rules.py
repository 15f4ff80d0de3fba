"""axis_misaligned and pad_slipping, where lever and knee are known: what drifts, what slips, and what only looks so."""

from dataclasses import replace

import numpy as np
import pytest
from hand_made import a_rep, a_set, verdict

from legcurl.form import RULES, Finding, NotJudged, load_standards
from legcurl.form.case import Case
from legcurl.machine.load import lever_motion
from legcurl.machine.model import PRESETS
from legcurl.plan import Plan

SIX = tuple(a_rep(height=90.0) for _ in range(6))
DRIFT, SLIP = (load_standards().of(name).value for name in ("axis_drift", "pad_slip"))


def said(rule_id: str, motion, metrics, variation="prone"):
    return RULES[rule_id](Case(motion, metrics, Plan(), variation, load_standards()))


def on_machine(along_m: float, across_m: float):
    """A set on a machine whose pivot is off, as the machine room moves its lever."""
    motion, metrics = a_set(SIX, lever=(0.0, 0.0))
    machine = replace(PRESETS["prone"], pivot_along_m=along_m, pivot_across_m=across_m)
    knee = np.radians(motion.position)
    lever = np.degrees(lever_motion(machine, knee, 0 * knee, 0 * knee).angle_rad)
    return replace(motion, channels={"lever_angle_deg": lever}), metrics


@pytest.mark.parametrize(("along_m", "across_m"), [(0.06, 0.0), (0.0, 0.06), (-0.06, 0.0), (0.0, -0.06), (0.04, 0.04)])
def test_a_pivot_off_the_knee_is_found_whichever_way(along_m, across_m):
    motion, metrics = on_machine(along_m, across_m)
    found = said("axis_misaligned", motion, metrics)
    assert isinstance(found, Finding)
    drift = np.ptp(motion.channels["lever_angle_deg"] - motion.position)
    assert found.measured == pytest.approx(drift, rel=0.1)
    assert said("pad_slipping", motion, metrics) is None


def test_a_pivot_in_line_is_not():
    motion, metrics = on_machine(0.005, -0.005)
    assert said("axis_misaligned", motion, metrics) is None
    assert said("pad_slipping", motion, metrics) is None


@pytest.mark.parametrize(("rule_id", "at"), [("axis_misaligned", DRIFT), ("pad_slipping", SLIP)])
def test_each_side_of_the_threshold(rule_id, at):
    def lever(size):
        return (size / (1 - np.cos(np.radians(100.0))), 0.0) if rule_id == "axis_misaligned" else (0.0, size)

    ten = tuple(a_rep() for _ in range(10))
    assert verdict(rule_id, ten, Plan(), lever=lever(0.8 * at)) is None
    assert isinstance(verdict(rule_id, ten, Plan(), lever=lever(1.5 * at)), Finding)


def test_a_drifting_sensor_and_an_unknown_zero_are_no_misalignment():
    motion, metrics = a_set(SIX, lever=(0.0, 0.0))
    lever = motion.position + 25.0 + 0.3 * motion.time_s
    for rule_id in ("axis_misaligned", "pad_slipping"):
        assert said(rule_id, replace(motion, channels={"lever_angle_deg": lever}), metrics) is None


def test_a_thigh_that_moves_is_not_blamed_on_the_machine():
    motion, metrics = a_set(SIX, lever=(0.0, 0.0))
    thigh = -90.0 + 15.0 * motion.position / 90.0
    lever = motion.position - (thigh + 90.0)  # the machine sees the shank alone
    blind = replace(motion, channels={"lever_angle_deg": lever})
    seeing = replace(motion, channels={"lever_angle_deg": lever, "thigh_inclination_deg": thigh})
    assert isinstance(said("axis_misaligned", blind, metrics), Finding)
    assert said("axis_misaligned", seeing, metrics) is None
    shank = thigh - motion.position
    assert (
        said("axis_misaligned", replace(blind, channels={**blind.channels, "shank_inclination_deg": shank}), metrics)
        is None
    )


def test_without_a_lever_it_is_not_judged_and_without_a_machine_not_asked():
    motion, metrics = a_set(SIX)
    for rule_id in ("axis_misaligned", "pad_slipping"):
        assert isinstance(said(rule_id, motion, metrics), NotJudged)
        assert said(rule_id, motion, metrics, "nordic") is None
