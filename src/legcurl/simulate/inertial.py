"""Raw inertial sensors on shank and thigh: specific force and angular rate in the sensor's own axes.

Segment axes: x along the segment to its distal end, y to the front of the body, z to its right. At rest an
accelerometer measures 9.81 m/s² along whatever points up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from legcurl.simulate.posture import Movement, Pose, pose_at
from legcurl.vocabulary import FloatArray

Segment = Literal["thigh", "shank"]

GRAVITY_M_S2 = 9.81
THIGH_M, SHANK_M = 0.42, 0.42  # length of the segments of a man of 1.78 m, rounded
SENSOR_ON_THIGH_M, SENSOR_ON_SHANK_M = 0.25, 0.20  # distance of the sensor from the segment's upper end
ACCELERATION_NOISE_M_S2, RATE_NOISE_RAD_S = 0.05, 0.01  # white noise of a cheap sensor; design choice
BIAS_RAD_S = 0.01  # standard deviation of a gyroscope's bias; design choice
MOUNTING_DEG = 8.0  # standard deviation of how far a sensor is strapped on askew, about each axis; design choice


@dataclass(frozen=True, eq=False)
class InertialTable:
    """What one inertial sensor recorded.

    Parameters
    ----------
    segment : {"thigh", "shank"}
    time_s : ndarray, shape (n,)
    acceleration_m_s2 : ndarray, shape (n, 3)
        Specific force in the sensor's axes.
    angular_rate_rad_s : ndarray, shape (n, 3)
    inclination_deg : ndarray, shape (n,)
        The truth: inclination of the segment's long axis, 0 hanging, positive forward.
    """

    segment: Segment
    time_s: FloatArray
    acceleration_m_s2: FloatArray
    angular_rate_rad_s: FloatArray
    inclination_deg: FloatArray


def _axes(angle_rad: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Long and anterior axis of a segment in the plane (forward, up); each of shape (2, n)."""
    sine, cosine = np.sin(angle_rad), np.cos(angle_rad)
    return np.stack([sine, -cosine]), np.stack([cosine, sine])


def _swing(angle: FloatArray, radius_m: float) -> FloatArray:
    """Acceleration of the far end of a rod whose near end stays; (3, n) in degrees to (2, n) in m/s²."""
    position, rate, acceleration = np.radians(angle)
    along, across = _axes(position)
    return np.asarray(radius_m * (acceleration * across - rate**2 * along), dtype=np.float64)


def _rotation(angles_rad: FloatArray) -> FloatArray:
    """Rotation by three small angles about x, y and z, in this order; shape (3, 3)."""
    turn = np.eye(3)
    for axis, angle in enumerate(angles_rad):
        i, j = (axis + 1) % 3, (axis + 2) % 3
        step = np.eye(3)
        step[i, i] = step[j, j] = np.cos(angle)
        step[i, j], step[j, i] = -np.sin(angle), np.sin(angle)
        turn = step @ turn
    return turn


def _sensor_acceleration(segment: Segment, pose: Pose, anchor: str) -> FloatArray:
    """Acceleration of the sensor in the plane (forward, up), m/s²; shape (2, n)."""
    knee = np.zeros((2, pose.knee.shape[1]))
    if anchor == "hip":
        knee = _swing(pose.thigh, THIGH_M)
    elif anchor == "ankle":
        knee = -_swing(pose.shank, SHANK_M)
    if segment == "shank":
        return knee + _swing(pose.shank, SENSOR_ON_SHANK_M)
    return knee + _swing(pose.thigh, SENSOR_ON_THIGH_M - THIGH_M)


def inertial_tables(movement: Movement, rate_hz: float, rng: np.random.Generator) -> dict[Segment, InertialTable]:
    """Record a movement with a sensor on the shank and one on the thigh.

    Parameters
    ----------
    movement : Movement
    rate_hz : float
    rng : Generator
        Draws how the sensors are strapped on, their bias and noise.

    Returns
    -------
    dict of {"thigh", "shank"} to InertialTable
        Both on one clock that starts at 0.
    """
    n = int(np.floor((movement.end_s - movement.start_s) * rate_hz)) + 1
    time = np.arange(n) / rate_hz
    pose = pose_at(movement, movement.start_s + time)
    tables: dict[Segment, InertialTable] = {}
    for segment in ("thigh", "shank"):
        angle = pose.thigh if segment == "thigh" else pose.shank
        force = _sensor_acceleration(segment, pose, movement.posture.anchor)
        force[1] += GRAVITY_M_S2
        along, across = _axes(np.radians(angle[0]))
        measured = np.stack([(force * along).sum(axis=0), (force * across).sum(axis=0), np.zeros(n)], axis=1)
        rate = np.stack([np.zeros(n), np.zeros(n), np.radians(angle[1])], axis=1)
        mounted = _rotation(np.radians(rng.normal(0.0, MOUNTING_DEG, 3))).T
        bias = rng.normal(0.0, BIAS_RAD_S, 3)
        tables[segment] = InertialTable(
            segment,
            time,
            measured @ mounted + rng.normal(0.0, ACCELERATION_NOISE_M_S2, (n, 3)),
            rate @ mounted + bias + rng.normal(0.0, RATE_NOISE_RAD_S, (n, 3)),
            angle[0],
        )
    return tables
