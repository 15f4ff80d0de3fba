"""From a plan to a recording with its truth: same plan and seed, same bytes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.errors import UsageError
from legcurl.recording import Recording
from legcurl.simulate.emg import emg_channels
from legcurl.simulate.encoder import machine_channels
from legcurl.simulate.inertial import InertialTable, Segment, inertial_tables
from legcurl.simulate.kinematics import KneePath, knee_path
from legcurl.simulate.others import OtherPlan, other_movement
from legcurl.simulate.plans import SetPlan
from legcurl.simulate.posture import CURL_POSTURES, Movement, pose_at, wobbles
from legcurl.simulate.sensor import measured_angle, noisy, rows_kept, sample_times
from legcurl.simulate.truth import Truth, true_reps
from legcurl.vocabulary import FloatArray, sided

SHORTEST_S = 0.2  # what a cut must leave of a recording
LEFT_LAG_S = 0.03  # how far the left leg is behind the right one, where both are recorded


@dataclass(frozen=True, eq=False)
class SimulatedSet:
    """A recording whose truth is known.

    Parameters
    ----------
    recording : Recording
    truth : Truth
    plan : SetPlan or OtherPlan
    """

    recording: Recording
    truth: Truth
    plan: SetPlan | OtherPlan


def curl_movement(plan: SetPlan, rng: np.random.Generator) -> tuple[Movement, KneePath]:
    """The whole body's movement and the knee's path of a set; `rng` draws what nobody plans."""
    knee = knee_path(plan, rng)
    whole_s = float(knee.path.times_s[-1])
    if whole_s - plan.cut_start_s - plan.cut_end_s < SHORTEST_S:
        raise UsageError(
            f"the set lasts {whole_s:.1f} s; cutting {plan.cut_start_s:g} s and {plan.cut_end_s:g} s off leaves nothing"
        )
    movement = Movement(
        activity="leg_curl",
        posture=CURL_POSTURES[plan.variation],
        driver=knee.path,
        driver_rest=plan.rest_deg,
        driver_peak=plan.best_deg,
        knee_rest_deg=plan.rest_deg,
        knee_gain_deg=plan.best_deg - plan.rest_deg,
        faults=plan.faults,
        start_s=plan.cut_start_s,
        end_s=whole_s - plan.cut_end_s,
        wobble=wobbles(whole_s, rng),
    )
    return movement, knee


def _channels(
    plan: SetPlan | OtherPlan, movement: Movement, times_s: FloatArray, rng: np.random.Generator
) -> dict[str, FloatArray]:
    """Every channel that the plan asks for, at all sample times of its clock."""
    groups, sensor = plan.channels, plan.sensor

    def knee_at(when: FloatArray) -> FloatArray:
        return np.array(pose_at(movement, movement.start_s + when).knee[0], dtype=np.float64)

    pose = pose_at(movement, movement.start_s + times_s)
    channels: dict[str, FloatArray] = {}
    if "knee" in groups and isinstance(plan, SetPlan) and plan.leg == "both":

        def left_knee_at(when: FloatArray) -> FloatArray:
            flexed = knee_at(when - LEFT_LAG_S) - plan.rest_deg
            return plan.rest_deg + (1.0 - plan.side_difference) * flexed

        channels[sided("knee_flexion_deg", "l")] = measured_angle(left_knee_at, times_s, sensor, rng)
        channels[sided("knee_flexion_deg", "r")] = measured_angle(knee_at, times_s, sensor, rng)
    elif "knee" in groups:
        channels["knee_flexion_deg"] = measured_angle(knee_at, times_s, sensor, rng)
    if "body" in groups:
        channels["hip_flexion_deg"] = noisy(pose.hip[0], sensor, rng)
        channels["ankle_dorsiflexion_deg"] = noisy(pose.ankle[0], sensor, rng)
        channels["trunk_inclination_deg"] = noisy(pose.trunk[0], sensor, rng)
        channels["thigh_inclination_deg"] = noisy(pose.thigh[0], sensor, rng)
        channels["shank_inclination_deg"] = noisy(pose.shank[0], sensor, rng)
    if "emg" in groups:
        channels |= emg_channels(movement.activity, pose, sensor.rate_hz, rng)
    if "machine" in groups and isinstance(plan, SetPlan):
        channels |= machine_channels(pose, plan.rest_deg, plan.load_kg, rng)
    return channels


def simulate_set(plan: SetPlan | OtherPlan, seed: int) -> SimulatedSet:
    """Make a recording of a plan.

    Parameters
    ----------
    plan : SetPlan or OtherPlan
        A set of leg curls, or something that is none.
    seed : int
        Same plan and seed, same bytes.

    Returns
    -------
    SimulatedSet
        The recording's clock starts at 0, and so do the times of its truth.

    Raises
    ------
    UsageError
        If the cuts leave nothing of the recording.
    """
    rng = np.random.default_rng(seed)
    if isinstance(plan, SetPlan):
        movement, knee = curl_movement(plan, rng)
        reps = true_reps(knee, rest_deg=plan.rest_deg, away=plan.away, start_s=movement.start_s, end_s=movement.end_s)
        side = 100.0 * plan.side_difference if plan.leg == "both" else None
        truth = Truth("leg_curl", reps, plan.rest_deg, side)
    else:
        movement = other_movement(plan, rng)
        truth = Truth(plan.activity, (), movement.knee_rest_deg)
    times = sample_times(plan.sensor, movement.end_s - movement.start_s, rng)
    channels = _channels(plan, movement, times, rng)
    kept = rows_kept(plan.sensor, times.size, rng)
    recording = Recording(
        time_s=times[kept],
        channels={name: values[kept] for name, values in channels.items()},
        source=f"simulated {movement.activity.replace('_', ' ')}, seed {seed}",
        format="simulated",
        variation=plan.variation if isinstance(plan, SetPlan) else None,
        leg=plan.leg if isinstance(plan, SetPlan) else None,
    )
    return SimulatedSet(recording, truth, plan)


def simulate_inertial(plan: SetPlan | OtherPlan, seed: int, rate_hz: float = 100.0) -> dict[Segment, InertialTable]:
    """The movement that :func:`simulate_set` makes of the same plan and seed, seen by two inertial sensors.

    Parameters
    ----------
    plan : SetPlan or OtherPlan
    seed : int
    rate_hz : float
        Samples a second of both sensors.

    Returns
    -------
    dict of {"thigh", "shank"} to InertialTable
    """
    rng = np.random.default_rng(seed)
    movement = curl_movement(plan, rng)[0] if isinstance(plan, SetPlan) else other_movement(plan, rng)
    return inertial_tables(movement, rate_hz, rng)
