"""Length along the path, and the surfaces that stand for it: known lengths first, then the whole leg."""

from __future__ import annotations

import numpy as np
import pytest

from legcurl.errors import InputError
from legcurl.muscles.anatomy import HillParameters, MuscleAnatomy, PathPoint, WrapCircle, reference_anatomy
from legcurl.muscles.geometry import path_length, path_line
from legcurl.muscles.model import reference_leg
from legcurl.muscles.surfaces import evaluate, fit_surfaces
from legcurl.vocabulary import FloatArray

LEG = reference_anatomy()
SURFACES = reference_leg().surfaces


def round_the_knee(radius_m: float, reach_m: float) -> MuscleAnatomy:
    """A muscle from above to below the knee axis, behind a circle centred in it."""
    path = (
        PathPoint("femur", 0.0, reach_m),
        WrapCircle("femur", 0.0, 0.0, radius_m, "behind"),
        PathPoint("tibia", 0.0, -reach_m),
    )
    return MuscleAnatomy("test", path, HillParameters(100.0, 0.1, 0.1, 0.0))


def at_knee(knee_rad: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    return np.zeros_like(knee_rad), knee_rad, np.zeros_like(knee_rad)


def postures(count: int, margin_rad: float = 0.0) -> FloatArray:
    rng = np.random.default_rng(7)
    return rng.uniform(SURFACES.low_rad + margin_rad, SURFACES.high_rad - margin_rad, (count, 3))


def test_a_muscle_round_a_circle_is_two_tangents_and_an_arc() -> None:
    radius, reach = 0.03, 0.10
    knee = np.radians(np.arange(0.0, 20.0))
    around = np.pi - 2 * np.arccos(radius / reach)
    expected = 2 * np.sqrt(reach**2 - radius**2) + radius * (around - knee)
    np.testing.assert_allclose(path_length(LEG, round_the_knee(radius, reach), at_knee(knee)), expected, atol=1e-12)


def test_a_muscle_off_its_circle_is_the_straight_line() -> None:
    radius, reach = 0.03, 0.10
    lift_off = np.pi - 2 * np.arccos(radius / reach)
    knee = np.linspace(lift_off, 2.0, 30)
    expected = 2 * reach * np.cos(knee / 2)
    np.testing.assert_allclose(path_length(LEG, round_the_knee(radius, reach), at_knee(knee)), expected, atol=1e-12)


def test_a_point_inside_its_circle_is_refused() -> None:
    with pytest.raises(InputError, match="'test' has a point inside the circle"):
        path_length(LEG, round_the_knee(0.11, 0.10), at_knee(np.zeros(1)))


def test_the_drawn_course_has_the_length_of_the_path() -> None:
    for angles in postures(20):
        for muscle in LEG.muscles:
            line = path_line(LEG, muscle, *angles)
            drawn = np.hypot(*np.diff(line, axis=0).T).sum()
            length = path_length(LEG, muscle, tuple(np.array([angle]) for angle in angles))[0]
            assert drawn == pytest.approx(length, abs=1e-4)


def test_the_shipped_surfaces_belong_to_the_shipped_anatomy() -> None:
    fitted = fit_surfaces(LEG)
    np.testing.assert_array_equal(fitted.axes, SURFACES.axes)
    np.testing.assert_allclose(fitted.coefficients, SURFACES.coefficients, atol=1e-12)


def test_the_surfaces_follow_the_path_to_a_fifth_of_a_millimetre() -> None:
    at_the_borders = np.clip(9.0 * postures(2_000), SURFACES.low_rad, SURFACES.high_rad)
    angles = np.concatenate([postures(20_000), at_the_borders])
    length, _ = evaluate(SURFACES, angles)
    hip, knee, ankle = angles.T
    for index, muscle in enumerate(LEG.muscles):
        error = np.abs(length[:, index] - path_length(LEG, muscle, (hip, knee, ankle)))
        assert error.max() < 0.2e-3, muscle.name


def test_moment_arms_are_the_derivative_of_the_length() -> None:
    step = 1e-5
    angles = postures(2_000, margin_rad=step)
    _, arm = evaluate(SURFACES, angles)
    for joint in range(3):
        aside = step * np.eye(3)[joint]
        slope = (evaluate(SURFACES, angles + aside)[0] - evaluate(SURFACES, angles - aside)[0]) / (2 * step)
        np.testing.assert_allclose(arm[:, :, joint], -slope, atol=1e-6)


def test_moment_arms_agree_with_the_path() -> None:
    step = 1e-4
    angles = postures(2_000, margin_rad=0.1)
    _, arm = evaluate(SURFACES, angles)
    for index, muscle in enumerate(LEG.muscles):
        for joint in range(3):
            aside = step * np.eye(3)[joint]
            there, back = (path_length(LEG, muscle, tuple((angles + way * aside).T)) for way in (1.0, -1.0))
            error = np.abs(arm[:, index, joint] + (there - back) / (2 * step))
            assert np.sqrt(np.mean(error**2)) < 1e-3, muscle.name


@pytest.mark.parametrize(
    ("name", "low_mm", "high_mm"),
    [("bflh", 27, 37), ("bfsh", 20, 39), ("semiten", 38, 55), ("semimem", 31, 46)],
)
def test_knee_moment_arms_lie_in_the_measured_ranges(name: str, low_mm: float, high_mm: float) -> None:
    """Visser 1990, Spoor and van Leeuwen 1992, Buford 1997; at every hip angle of a leg curl."""
    knee, hip = np.meshgrid(np.radians(np.arange(0.0, 61.0)), np.radians(np.linspace(0.0, 65.0, 14)))
    angles = np.stack([hip.ravel(), knee.ravel(), np.zeros(knee.size)], axis=-1)
    arm_mm = 1e3 * evaluate(SURFACES, angles)[1][:, reference_leg().muscles.index(name), 1]
    assert low_mm <= arm_mm.min()
    assert arm_mm.max() <= high_mm
