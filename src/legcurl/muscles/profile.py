"""A leg that came from elsewhere, as it was sampled: lengths and moment arms in tables of their own.

Every command takes a profile in place of our anatomy: :func:`leg_of_profile` fits the same kind of surfaces to its
tables. Lengths and arms stay apart, because published models have arms that contradict their own lengths. Our own leg
as a profile (:func:`profile_of_leg`) is what a model that we export must come back as.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

from legcurl.muscles.anatomy import JOINTS, HillCurves, reference_anatomy
from legcurl.muscles.millard import active_force_length, force_velocity
from legcurl.muscles.model import LegModel
from legcurl.muscles.surfaces import COLUMNS, KNEE, LengthSurfaces, evaluate
from legcurl.vocabulary import FloatArray

SAMPLES = 21
"""Samples along an angle, at Chebyshev points, where a polynomial through many points is best determined."""
ROWS = 8
"""Coefficients along the hip or ankle; along the knee or a single joint as many as our own surfaces have."""
CURVE_LENGTH = np.linspace(0.0, 2.0, 401)
CURVE_VELOCITY = np.linspace(-1.0, 1.0, 401)
"""Optimal fibre lengths and maximum velocities that the curves are tabulated at; straight lines between them are good
to 1e-4 of the maximum force."""
ACTIVE_CURVE = (0.01, 2.07)
ACTIVE_TRANSITION, ACTIVE_SLOPE = 0.9, 0.63
"""Our active force–length curve as Millard's: shortest and longest length, end and slope of the shallow limb. Fitted by
least squares over 0.3 to 1.6 optimal lengths; it is then within 0.04 of the maximum force."""


@dataclass(frozen=True, eq=False)
class Profile:
    """One leg, sampled.

    Parameters
    ----------
    source : str
        Name of the model.
    side : {"r", "l"}
    muscles : tuple of str
        Our names where there is one, the model's without its side where there is none.
    left_out : tuple of str
        Muscles of that side that cross neither hip flexion, knee nor ankle.
    angles_rad : ndarray, shape (3, samples)
        Where hip, knee and ankle were sampled; flexion and dorsiflexion positive.
    axes : ndarray of int, shape (muscles, 2)
        Joints along the rows and the columns of a muscle's tables; one joint twice where it crosses only that.
    length_m : ndarray, shape (muscles, samples, samples)
        Of muscle and tendon, the other joint neutral. The rows of a muscle of one joint are all the same.
    arm_m : ndarray, shape (muscles, 2, samples, samples)
        Moment arms over the two axes, positive where the muscle increases the angle; the first is 0 in a muscle of
        one joint.
    max_force_n, optimal_fiber_m, tendon_slack_m, pennation_rad : ndarray, shape (muscles,)
        See :class:`legcurl.muscles.anatomy.HillParameters`.
    max_velocity : ndarray, shape (muscles,)
        Optimal fibre lengths a second.
    active_curve : ndarray, shape (muscles, 401)
        Active force over :data:`CURVE_LENGTH`.
    velocity_curve : ndarray, shape (muscles, 401)
        Force factor over :data:`CURVE_VELOCITY`, positive while the fibre lengthens.
    """

    source: str
    side: str
    muscles: tuple[str, ...]
    left_out: tuple[str, ...]
    angles_rad: FloatArray
    axes: NDArray[np.int64]
    length_m: FloatArray
    arm_m: FloatArray
    max_force_n: FloatArray
    optimal_fiber_m: FloatArray
    tendon_slack_m: FloatArray
    pennation_rad: FloatArray
    max_velocity: FloatArray
    active_curve: FloatArray
    velocity_curve: FloatArray

    @property
    def summary(self) -> str:
        """What was sampled, in one line for a person."""
        spans = [
            f"{joint} {low:.0f} to {high:.0f} deg"
            for joint, low, high in zip(JOINTS, *np.degrees(self.angles_rad[:, [0, -1]]).T, strict=True)
        ]
        left = f"; {len(self.left_out)} muscles that cross none of these left out" if self.left_out else ""
        return f"{self.source}, {SIDES[self.side]} leg: {len(self.muscles)} muscles over {', '.join(spans)}{left}"


SIDES = {"r": "right", "l": "left"}


def sample_angles(low_rad: FloatArray, high_rad: FloatArray, samples: int = SAMPLES) -> FloatArray:
    """Chebyshev points of each joint's range that include its ends, shape (joints, samples)."""
    spread = 0.5 * (chebyshev.chebpts2(samples) + 1.0)
    return np.asarray(low_rad[:, None] + spread * (high_rad - low_rad)[:, None])


def leg_of_profile(profile: Profile, *, hip_share: float | None = None, curves: HillCurves | None = None) -> LegModel:
    """The leg that every computation takes, with surfaces fitted to the tables by least squares.

    Parameters
    ----------
    profile : Profile
    hip_share : float, optional
        Share of the trunk–thigh angle that the hip joint itself makes; of our anatomy unless given.
    curves : HillCurves, optional
        Our own unless given: those of other models let muscles that are short in a leg curl fall to no force.

    Returns
    -------
    LegModel
    """
    anatomy = reference_anatomy()
    return LegModel(
        muscles=profile.muscles,
        surfaces=fit_tables(profile),
        max_force_n=profile.max_force_n,
        optimal_fiber_m=profile.optimal_fiber_m,
        tendon_slack_m=profile.tendon_slack_m,
        pennation_rad=profile.pennation_rad,
        curves=curves or anatomy.curves,
        hip_share=anatomy.hip_share if hip_share is None else hip_share,
    )


def fit_tables(profile: Profile) -> LengthSurfaces:
    """Chebyshev surfaces through the tables of a profile, lengths and arms each on their own."""
    low, high = profile.angles_rad[:, 0], profile.angles_rad[:, -1]
    mapped = 2.0 * (profile.angles_rad - low[:, None]) / (high - low)[:, None] - 1.0
    inverse_rows = [np.linalg.pinv(chebyshev.chebvander(nodes, ROWS - 1)) for nodes in mapped]
    inverse_columns = [np.linalg.pinv(chebyshev.chebvander(nodes, COLUMNS - 1)) for nodes in mapped]
    lengths = np.zeros((len(profile.axes), ROWS, COLUMNS))
    arms = np.zeros((len(profile.axes), 2, ROWS, COLUMNS))
    for m, (first, second) in enumerate(profile.axes):
        tables = np.stack([profile.length_m[m], *profile.arm_m[m]])
        fitted = np.zeros((3, ROWS, COLUMNS))
        if first == second:
            fitted[:, 0] = tables[:, 0] @ inverse_columns[second].T
        else:
            fitted[:] = inverse_rows[first] @ tables @ inverse_columns[second].T
        lengths[m], arms[m] = fitted[0], fitted[1:]
    return LengthSurfaces(profile.axes, lengths, low, high, arms)


def fit_error_m(profile: Profile) -> tuple[float, float]:
    """Largest distance of the fitted surfaces from the tables: of a length, and of an arm, m."""
    surfaces = fit_tables(profile)
    worst_length = worst_arm = 0.0
    for m, (first, second) in enumerate(profile.axes):
        length, arm = evaluate(surfaces, table_angles(profile.angles_rad, first, second))
        shape = profile.length_m[m].shape
        worst_length = max(worst_length, float(np.abs(length[:, m].reshape(shape) - profile.length_m[m]).max()))
        for axis, joint in enumerate((first, second)):
            if axis == 1 or first != second:
                error = arm[:, m, joint].reshape(shape) - profile.arm_m[m, axis]
                worst_arm = max(worst_arm, float(np.abs(error).max()))
    return worst_length, worst_arm


def table_angles(angles_rad: FloatArray, first: int, second: int) -> FloatArray:
    """The postures of a table, row by row, shape (samples², 3): the joint that is neither axis is neutral."""
    samples = angles_rad.shape[1]
    postures = np.tile(neutral(angles_rad), (samples * samples, 1))
    rows, columns = (grid.ravel() for grid in np.meshgrid(range(samples), range(samples), indexing="ij"))
    postures[:, first] = angles_rad[first, rows]
    postures[:, second] = angles_rad[second, columns]
    return postures


def neutral(angles_rad: FloatArray) -> FloatArray:
    """Angles of 0, or what is nearest to it in the range."""
    return np.asarray(np.clip(0.0, angles_rad[:, 0], angles_rad[:, -1]))


def profile_of_leg(leg: LegModel, *, source: str = "legcurl", side: str = "r") -> Profile:
    """Our leg as a profile: what a model that is exported from it must come back as.

    Parameters
    ----------
    leg : LegModel
    source, side : str
        As in :class:`Profile`.

    Returns
    -------
    Profile
    """
    angles = sample_angles(leg.surfaces.low_rad, leg.surfaces.high_rad)
    count, samples = len(leg.muscles), angles.shape[1]
    length = np.zeros((count, samples, samples))
    arm = np.zeros((count, 2, samples, samples))
    for m, (first, second) in enumerate(leg.surfaces.axes):
        lengths, arms = evaluate(leg.surfaces, table_angles(angles, first, second))
        length[m] = lengths[:, m].reshape(samples, samples)
        arm[m, 1] = arms[:, m, second].reshape(samples, samples)
        if first != second:
            arm[m, 0] = arms[:, m, first].reshape(samples, samples)
    active = active_force_length(*ACTIVE_CURVE, transition=ACTIVE_TRANSITION, shallow_slope=ACTIVE_SLOPE)
    return Profile(
        source=source, side=side, muscles=leg.muscles, left_out=(), angles_rad=angles, axes=leg.surfaces.axes,
        length_m=length, arm_m=arm, max_force_n=leg.max_force_n, optimal_fiber_m=leg.optimal_fiber_m,
        tendon_slack_m=leg.tendon_slack_m, pennation_rad=leg.pennation_rad,
        max_velocity=np.full(count, leg.curves.max_velocity),
        active_curve=np.tile(active(CURVE_LENGTH), (count, 1)),
        velocity_curve=np.tile(force_velocity()(CURVE_VELOCITY), (count, 1)),
    )  # fmt: skip


def crossed_axes(moves: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Axes of a muscle that moves with some of hip, knee and ankle; the knee last, None where it moves with none."""
    joints = [int(joint) for joint in np.flatnonzero(moves)]
    if not joints:
        return None
    if len(joints) == 1:
        return joints[0], joints[0]
    others = [joint for joint in joints if joint != KNEE]
    return (others[0], KNEE) if KNEE in joints else (others[0], others[1])
