"""What the athlete means to do, block by block: the knee's course, the torque it asks for, the rest of the body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.machine.demand import Posture, Setup, load_of
from legcurl.simulate.kinematics import KneePath
from legcurl.simulate.path import Path
from legcurl.simulate.posture import CURL_POSTURES, Movement, pose_at
from legcurl.vocabulary import FloatArray

BLOCK_S = 0.01
"""Time between two looks of the athlete at the own body: 100 a second (issue: control between blocks of steps)."""
SLIP_S = 0.3
"""Time in which a slipping pad gives way, and in which it comes back (design choice)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The intention on the athlete's own clock, one entry a block, as plain lists for the loop.

    Parameters
    ----------
    knee, rate : list of float
        Knee flexion, rad, and its rate.
    steady, inertial : list of float
        Knee torque of one leg that it asks for, N·m: without and for the acceleration.
    held : list of list of float
        Angles of the held joints in the order of `joints`, rad.
    joints : tuple of str
    slip : list of float
        How far the pad has given way, rad of the lever; empty where it never does.
    """

    knee: list[float]
    rate: list[float]
    steady: list[float]
    inertial: list[float]
    held: list[list[float]]
    joints: tuple[str, ...]
    slip: list[float]


@dataclass(frozen=True, eq=False)
class FeltInertia:
    """Inertia about the knee over its angle."""

    knee_deg: FloatArray
    kg_m2: FloatArray


def block_times(count: int) -> FloatArray:
    """When the blocks begin, s."""
    return np.asarray(np.arange(count) * BLOCK_S, dtype=np.float64)


def reference_of(
    setup: Setup, path: Path, hip_deg: FloatArray, tilt_deg: FloatArray, ankle_deg: FloatArray, share: float,
    slip: FloatArray | None = None, felt: FeltInertia | None = None,
) -> Reference:  # fmt: skip
    """Put the intention together.

    Parameters
    ----------
    setup : Setup
    path : Path
        Knee flexion in deg.
    hip_deg, tilt_deg, ankle_deg : ndarray, shape (n,)
        Trunk–thigh angle, direction of the thigh and dorsiflexion, one a block.
    share : float
        Share of the hip joint in the trunk–thigh angle.
    slip : ndarray, shape (n,), optional
        Of the pad, rad.
    felt : FeltInertia, optional
        Where :mod:`legcurl.machine` takes the movement as slow (slider and ball): what turns with the knee.
    """
    time_s = block_times(hip_deg.size)
    knee, rate, turn = np.radians(path.at(time_s))
    posture = Posture(
        time_s=time_s, hip_deg=hip_deg, knee_deg=np.degrees(knee), ankle_deg=ankle_deg, knee_velocity=rate,
        knee_acceleration=turn, hip_known=True, ankle_known=True, assumptions=(),
    )  # fmt: skip
    load = load_of(setup, posture)
    inertial = load.inertial_nm if felt is None else np.interp(knee, np.radians(felt.knee_deg), felt.kg_m2) * turn
    hip = np.radians(hip_deg)
    held = {"thigh": np.radians(tilt_deg), "hip": share * hip, "lumbar": (1 - share) * hip,
            "ankle": np.radians(ankle_deg)}  # fmt: skip
    return Reference(
        knee=knee.tolist(), rate=rate.tolist(), steady=(load.torque_nm - load.inertial_nm).tolist(),
        inertial=inertial.tolist(), held=np.stack(list(held.values()), axis=1).tolist(),
        joints=tuple(held), slip=[] if slip is None else slip.tolist(),
    )  # fmt: skip


def planned(
    setup: Setup, movement: Movement, knee: KneePath, hip_deg: float, tilt_deg: float, share: float,
    slip_rad: float = 0.0, felt: FeltInertia | None = None,
) -> Reference:  # fmt: skip
    """The intention of a whole set.

    Parameters
    ----------
    setup : Setup
    movement : Movement
        The body's movement; only how it departs from its own posture counts.
    knee : KneePath
    hip_deg, tilt_deg : float
        Trunk–thigh angle and direction of the thigh that the machine holds.
    share : float
    slip_rad : float
        How far the pad slips in every repetition.
    felt : FeltInertia, optional
    """
    count = int(np.ceil(knee.path.times_s[-1] / BLOCK_S)) + 2
    time_s = block_times(count)
    pose, posture = pose_at(movement, time_s), CURL_POSTURES[setup.variation]
    leg_moves_trunk = posture.thigh_gain_deg != 0.0 or posture.shank_deg is not None
    hip_off = pose.hip[0] - posture.hip_deg
    if leg_moves_trunk:
        hip_off = movement.wobble["hip"].at(time_s)[0]
    thigh_off = np.zeros(count) if leg_moves_trunk else pose.thigh[0] - posture.thigh_deg
    slip = _slips(knee, time_s, slip_rad) if slip_rad else None
    return reference_of(setup, knee.path, hip_deg + hip_off, tilt_deg - thigh_off, pose.ankle[0], share, slip, felt)


def given_up(
    setup: Setup, knee_deg: float, rest_deg: float, hip_deg: float, tilt_deg: float, ankle_deg: float, share: float,
    *, back_s: float, still_s: float, felt: FeltInertia | None = None,
) -> Reference:  # fmt: skip
    """Let the leg go back to rest after a repetition that failed, and stay there."""
    path = Path(np.array([0.0, back_s, back_s + still_s]), np.array([knee_deg, rest_deg, rest_deg]), np.full(2, 0.5))
    still = np.ones(int(np.ceil((back_s + still_s) / BLOCK_S)) + 2)
    return reference_of(setup, path, hip_deg * still, tilt_deg * still, ankle_deg * still, share, felt=felt)


def _slips(knee: KneePath, time_s: FloatArray, slip_rad: float) -> FloatArray:
    """The pad gives way half-way up, and is back when the leg is down."""
    slip = np.zeros(time_s.size)
    for top in knee.tops:
        up = top.first_s - time_s[0]
        before = knee.path.times_s[knee.path.times_s < top.first_s]
        after = knee.path.times_s[knee.path.times_s > top.last_s]
        if not (before.size and after.size):
            continue
        middle_s, down_s = 0.5 * (float(before[-1]) + up), float(after[0])
        slip += slip_rad * (
            np.clip((time_s - middle_s) / SLIP_S + 0.5, 0, 1) - np.clip((time_s - down_s) / SLIP_S + 0.5, 0, 1)
        )
    return slip
