"""The Hill curves at the points that define them, and the equilibrium of fibre and tendon."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from legcurl.muscles.anatomy import reference_anatomy
from legcurl.muscles.hill import (
    SHORTEST_FIBER,
    active_force,
    equilibrium_fiber,
    passive_force,
    rigid_fiber,
    tendon_force,
    velocity_factor,
)

CURVES = reference_anatomy().curves


def test_the_curves_pass_through_their_defining_points() -> None:
    assert active_force(np.array(1.0), CURVES) == 1.0
    assert active_force(np.array(0.5), CURVES) == pytest.approx(np.exp(-0.25 / 0.41))
    assert passive_force(np.array([0.5, 1.0]), CURVES) == pytest.approx([0.0, 0.0])
    assert passive_force(np.array(1.6), CURVES) == pytest.approx(1.0)
    assert tendon_force(np.array([-0.01, 0.0]), CURVES) == pytest.approx([0.0, 0.0])
    assert tendon_force(np.array(0.06), CURVES) == pytest.approx(1.0)
    assert velocity_factor(np.array([-2.0, -1.0, 0.0]), CURVES) == pytest.approx([0.0, 0.0, 1.0])
    assert velocity_factor(np.array(1e6), CURVES) == pytest.approx(1.4, abs=1e-4)


def test_lengthening_and_shortening_have_the_same_slope_at_rest() -> None:
    step = 1e-7
    shortening, rest, lengthening = velocity_factor(np.array([-step, 0.0, step]), CURVES)
    assert (rest - shortening) / step == pytest.approx(5.0, rel=1e-4)
    assert (lengthening - rest) / step == pytest.approx(5.0, rel=1e-4)


muscles = {
    "spare": st.floats(0.1, 1.8),
    "ratio": st.floats(0.3, 9.0),
    "velocity": st.floats(-0.9, 0.9),
    "activation": st.floats(0.0, 1.0),
    "pennation": st.floats(0.0, 0.45),
}


@settings(max_examples=200)
@given(**muscles)
def test_fibre_and_tendon_pull_alike(
    spare: float, ratio: float, velocity: float, activation: float, pennation: float
) -> None:
    """``spare`` is what the fibre has where the tendon does not stretch."""
    path = ratio + spare
    fiber = equilibrium_fiber(*map(np.array, (path, velocity, activation, ratio, pennation)), CURVES)
    along = float(fiber.length_along_tendon)
    assume(along > 1.01 * SHORTEST_FIBER)
    length = np.hypot(along, np.sin(pennation))
    cosine = along / length
    active = activation * active_force(length, CURVES) * velocity_factor(velocity * cosine, CURVES)
    pull = (active + passive_force(length, CURVES)) * cosine
    assert float(fiber.force) == pytest.approx(float(pull), abs=1e-9)
    assert float(fiber.force) == pytest.approx(float(tendon_force((path - along) / ratio - 1.0, CURVES)), abs=1e-9)


@settings(max_examples=50)
@given(spare=muscles["spare"], ratio=muscles["ratio"], pennation=muscles["pennation"])
def test_more_activation_never_pulls_less(spare: float, ratio: float, pennation: float) -> None:
    path, tendon, angle = (np.array(value) for value in (ratio + spare, ratio, pennation))
    fiber = equilibrium_fiber(path, np.zeros(1), np.linspace(0.0, 1.0, 11), tendon, angle, CURVES)
    assert np.all(np.diff(fiber.force) >= -1e-12)


def test_a_muscle_shorter_than_its_tendon_is_slack() -> None:
    arguments = (np.array([3.0]), np.zeros(1), np.ones(1), np.array([3.1]), np.zeros(1), CURVES)
    assert equilibrium_fiber(*arguments).force == 0.0
    assert rigid_fiber(*arguments).force == 0.0


def test_a_short_stiff_tendon_is_a_rigid_one() -> None:
    length = np.linspace(0.5, 1.5, 21)
    tendon = np.array([1e-6])
    arguments = (length + tendon, np.zeros(1), np.ones(1), tendon, np.array([0.2]), CURVES)
    np.testing.assert_allclose(equilibrium_fiber(*arguments).force, rigid_fiber(*arguments).force, atol=1e-5)
