"""What truly happened in a simulated set: noiseless angles, torques and forces, and the repetitions in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from legcurl.reps import LEAST_RANGE
from legcurl.simulate.kinematics import KneePath, Top
from legcurl.simulate.path import Path
from legcurl.simulate.physics.build import SimModel
from legcurl.simulate.physics.driver import Course
from legcurl.simulate.physics.reference import block_times
from legcurl.simulate.truth import Truth, true_reps
from legcurl.vocabulary import FloatArray

STRAIGHT = 1e-3
"""Ramp share that makes the course between two samples all but a straight line (numerical)."""


@dataclass(frozen=True, eq=False)
class Trace:
    """The noiseless course of a simulated set; every array of shape (n,) unless said otherwise.

    Parameters
    ----------
    time_s : ndarray
        Every 0.01 s, from 0.
    knee_deg, hip_deg, ankle_deg, trunk_deg, thigh_deg, shank_deg : ndarray
        Joint angles, and inclinations of the segments against the vertical with the signs of the channels.
    knee_torque_nm : ndarray
        MuJoCo's own: of the muscles of one leg, the hands' help taken off.
    hands_nm : ndarray
        Help by the hands.
    effort, tired : ndarray
        Active and tired share of the knee flexors' motor units.
    lever_deg, cable_m, stack_m, tension_n, pad_force_n : ndarray
        Of the machine, force of the whole cable and of the pad on one leg; zeros where there is no machine.
    qpos : ndarray, shape (n, nq)
        Every state of the model, for pictures.
    """

    time_s: FloatArray
    knee_deg: FloatArray
    hip_deg: FloatArray
    ankle_deg: FloatArray
    trunk_deg: FloatArray
    thigh_deg: FloatArray
    shank_deg: FloatArray
    knee_torque_nm: FloatArray
    hands_nm: FloatArray
    effort: FloatArray
    tired: FloatArray
    lever_deg: FloatArray
    cable_m: FloatArray
    stack_m: FloatArray
    tension_n: FloatArray
    pad_force_n: FloatArray
    qpos: NDArray[np.float64]


def trace_of(sim: SimModel, courses: Sequence[Course]) -> Trace:
    """Read the courses off, one after the other.

    Parameters
    ----------
    sim : SimModel
    courses : sequence of Course
    """
    sensors = np.concatenate([course.sensors for course in courses])
    hands = np.concatenate([course.hands_nm for course in courses])
    count = len(sensors)
    nothing = np.zeros(count)

    def read(name: str) -> FloatArray:
        return sensors[:, sim.sensors[name]] if name in sim.sensors else nothing

    knee, ankle = np.degrees(read("knee")), np.degrees(read("ankle"))
    hip = np.degrees(read("hip") + read("lumbar")) if "hip" in sim.sensors else np.full(count, sim.hip_deg)
    if "trunk" in sim.sensors:
        trunk = np.degrees(read("trunk"))
        thigh = trunk - hip
    else:
        tilt = np.degrees(read("thigh")) if "thigh" in sim.sensors else np.full(count, sim.tilt_deg)
        thigh = 90.0 - knee if sim.setup.variation == "nordic" else tilt
        trunk = thigh + hip
    lever = read("lever")
    legs = sim.setup.legs
    qpos = np.zeros((count, sim.model.nq))
    for name, at in sim.joints.items():
        qpos[:, at] = read(name)
    return Trace(
        time_s=block_times(count), knee_deg=knee, hip_deg=hip, ankle_deg=ankle,
        trunk_deg=-trunk, thigh_deg=-thigh, shank_deg=-(thigh + knee),
        knee_torque_nm=read("knee_torque") - hands, hands_nm=hands,
        effort=np.concatenate([course.effort for course in courses]),
        tired=np.concatenate([course.tired for course in courses]),
        lever_deg=np.degrees(lever), cable_m=nothing if sim.cam is None else sim.cam.travel(lever),
        stack_m=read("stack"), tension_n=legs * read("tension"), pad_force_n=read("pad_force"), qpos=qpos,
    )  # fmt: skip


def tops_of(knee: KneePath, course: Course, failed_s: float | None) -> tuple[Top, ...]:
    """When each repetition was up, on the clock of the recording; the attempt that failed ends where it was given up.

    Parameters
    ----------
    knee : KneePath
        As planned.
    course : Course
        Of the plan, whose clock waits where the athlete lags.
    failed_s : float or None
        When the athlete gave up.
    """
    real = block_times(course.clock_s.size)
    reached = float(course.clock_s[-1])
    tops = [
        Top(*np.interp([top.first_s, top.last_s], course.clock_s, real)) for top in knee.tops if top.first_s <= reached
    ]
    return (*tops, Top(failed_s, failed_s)) if failed_s is not None else tuple(tops)


def truth_of(trace: Trace, tops: tuple[Top, ...], away: int, start_s: float, end_s: float, side: float | None) -> Truth:
    """The definition of a repetition, applied to the noiseless angle.

    Parameters
    ----------
    trace : Trace
    tops : tuple of Top
        Where repetitions were meant to be up.
    away : {1, -1}
        Direction of the movement away from rest.
    start_s, end_s : float
        What the recording holds.
    side : float or None
        How much smaller the other leg's range is, percent.
    """
    angle = away * trace.knee_deg
    rest = away * _rest(angle, trace.time_s, tops)
    seen = (trace.time_s >= start_s) & (trace.time_s <= end_s)
    if float(np.ptp(trace.knee_deg[seen])) < LEAST_RANGE["deg"]:
        return Truth("leg_curl", (), rest, side)
    path = _SampledPath(trace.time_s, trace.knee_deg, np.full(trace.time_s.size - 1, STRAIGHT))
    reps = true_reps(KneePath(path, tops), rest_deg=rest, away=away, start_s=start_s, end_s=end_s)
    return Truth("leg_curl", reps, rest, side)


def _rest(angle: FloatArray, time_s: FloatArray, tops: tuple[Top, ...]) -> float:
    """The middle one of the lowest angles before, between and after the tops."""
    bounds = [0.0, *(0.5 * (top.first_s + top.last_s) for top in tops), float(time_s[-1])]
    at = np.searchsorted(time_s, bounds)
    return float(np.median([angle[a : max(b, a + 1)].min() for a, b in pairwise(at) if a < angle.size]))


class _SampledPath(Path):
    """A course of many thousand samples: crossings are found for all of them at once."""

    def crossings(self, level: float, start_s: float, end_s: float) -> list[tuple[float, int]]:
        """See :meth:`legcurl.simulate.path.Path.crossings`."""
        low, high = self.values[:-1], self.values[1:]
        passed = np.flatnonzero((low < level) != (high < level))
        share = (level - low[passed]) / (high[passed] - low[passed])
        times = self.times_s[passed] + share * (self.times_s[passed + 1] - self.times_s[passed])
        ways = np.where(high[passed] > low[passed], 1, -1)
        return [(float(t), int(way)) for t, way in zip(times, ways, strict=True) if start_s <= t <= end_s]
