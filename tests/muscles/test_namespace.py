"""The readable mathematics on other array libraries: the same numbers, from angles to activations."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from legcurl.muscles.model import Tendon, reference_leg
from legcurl.muscles.profile import leg_of_profile, profile_of_leg
from legcurl.muscles.recruitment import recruit
from legcurl.muscles.sharing import Ankle, Hip, share_load
from legcurl.vocabulary import FloatArray

strict = pytest.importorskip("array_api_strict")


def curl(frames: int = 300) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Angles, rates and moments of a curl with every joint in motion; now and then more is asked for than there is."""
    t = np.linspace(0, 6, frames)
    angles = np.radians(np.stack([10 + 5 * np.sin(t), 50 - 45 * np.cos(2 * t), -5 + 10 * np.sin(3 * t)], axis=1))
    moments = np.stack([-20 + 0 * t, 35 + 45 * np.sin(t) + 20 * np.cos(5 * t), 0.5 * np.cos(t)], axis=1)
    return angles, np.gradient(angles, t, axis=0), moments


def numbers(value: Any) -> FloatArray:
    return np.asarray(value.__array__())


@pytest.mark.parametrize("tendon", ["rigid", "compliant"])
@pytest.mark.parametrize(
    ("ankle", "hip", "power"), [("free", "supported", 2.0), ("braced", "supported", 3.0), ("balanced", "balanced", 2.5)]
)
def test_from_angles_to_activations_on_nothing_but_the_standard(
    tendon: Tendon, ankle: Ankle, hip: Hip, power: float
) -> None:
    motion = curl()
    leg = reference_leg()
    ours = share_load(leg, *motion, ankle=ankle, hip=hip, power=power, tendon=tendon, engine="numpy")
    theirs = share_load(leg, *map(strict.asarray, motion), ankle=ankle, hip=hip, power=power, tendon=tendon)
    met = np.abs(ours.reserve_nm).max(axis=1) < 1e-8
    assert 0.3 < met.mean() < 1.0
    for field in fields(ours):
        value = getattr(theirs, field.name)
        assert isinstance(value, type(strict.asarray(0.0))), field.name
        np.testing.assert_allclose(numbers(value)[met], getattr(ours, field.name)[met], rtol=1e-12, atol=1e-12)
        # At the least violation multipliers are huge and their drives differences: rounding shows, with old numpy.
        np.testing.assert_allclose(numbers(value), getattr(ours, field.name), rtol=1e-8, atol=1e-8)


def test_a_leg_with_arms_of_its_own_and_frames_that_are_not_known() -> None:
    angles, rates, moments = curl(40)
    angles[3, 1], moments[5, 1] = np.nan, np.inf
    leg = leg_of_profile(profile_of_leg(reference_leg()))
    ours = share_load(leg, angles, rates, moments, engine="numpy")
    theirs = share_load(leg, *map(strict.asarray, (angles, rates, moments)))
    np.testing.assert_allclose(numbers(theirs.activation), ours.activation, rtol=1e-12, atol=1e-12)
    assert np.flatnonzero(~numbers(theirs.converged)).tolist() == [3, 5]


def test_no_frames_are_no_matter() -> None:
    nothing = strict.asarray(np.zeros((0, 3)))
    assert share_load(reference_leg(), nothing, nothing, nothing).activation.shape == (0, len(reference_leg().muscles))
    assert recruit(np.zeros((0, 1)), np.zeros((0, 1, 2))).activation.shape == (0, 2)


def test_numpy_alone_needs_no_other_library() -> None:
    code = (
        "import sys, numpy as np\n"
        "from legcurl.muscles.sharing import share_load\n"
        "from legcurl.muscles.model import reference_leg\n"
        "still = np.zeros((2, 3))\n"
        "share_load(reference_leg(), still, still, still, tendon='compliant', engine='numpy')\n"
        "assert not {'array_api_compat', 'numba', 'jax'} & set(sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
