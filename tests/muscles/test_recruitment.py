"""Static optimisation: against closed forms, a general solver, and what must hold for every problem."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl.muscles.recruitment import recruit
from legcurl.vocabulary import FloatArray

REACHABLE = 1e-8  # N·m: what counts as met


def random_problems(seed: int, frames: int, joints: int, muscles: int) -> tuple[FloatArray, FloatArray]:
    """Moments that random activations make, and moments at full activation; the first joint has only agonists."""
    rng = np.random.default_rng(seed)
    full = rng.normal(size=(frames, joints, muscles)) * rng.uniform(1, 60, size=(frames, 1, muscles))
    full[rng.random(full.shape) < 0.3] = 0.0
    full[:, 0] = np.abs(full[:, 0])
    return np.einsum("fjm,fm->fj", full, rng.random((frames, muscles)) ** 2), full


def test_two_equal_muscles_share_a_moment() -> None:
    result = recruit(np.array([[30.0]]), np.array([[[50.0, 50.0]]]))
    np.testing.assert_allclose(result.activation, [[0.3, 0.3]], atol=1e-12)
    assert result.converged.all()


def test_share_follows_the_criterion() -> None:
    """Without bounds in the way, activations are as the moments to the power 1/(p − 1)."""
    full = np.array([[[40.0, 20.0]]])
    for power, ratio in ((2.0, 2.0), (3.0, np.sqrt(2.0)), (1.5, 4.0)):
        a = recruit(np.array([[20.0]]), full, power=power).activation[0]
        assert a[0] / a[1] == pytest.approx(ratio, rel=1e-9)
        assert full[0, 0] @ a == pytest.approx(20.0, abs=1e-9)


def test_a_moment_beyond_the_muscles_is_reported() -> None:
    result = recruit(np.array([[100.0], [-5.0], [np.nan]]), np.array([[[40.0, 20.0]]]).repeat(3, axis=0))
    np.testing.assert_allclose(result.activation[:2], [[1, 1], [0, 0]], atol=1e-12)
    np.testing.assert_allclose(result.reserve_nm[:2, 0], [40.0, -5.0], atol=1e-9)
    assert np.isnan(result.activation[2]).all()
    assert np.isnan(result.reserve_nm[2]).all()
    assert result.converged.tolist() == [True, True, False]


@pytest.mark.parametrize("power", [2.0, 3.0])
@pytest.mark.parametrize("joints", [1, 2, 3])
def test_same_as_a_general_solver(joints: int, power: float) -> None:
    from scipy.optimize import minimize

    moment, full = random_problems(joints, 12, joints, 10)
    ours = recruit(moment, full, power=power)
    assert ours.converged.all()
    assert np.abs(ours.reserve_nm).max() < REACHABLE
    for m, g, a in zip(moment, full, ours.activation, strict=True):
        theirs = minimize(
            lambda x: (x**power).sum(), np.full(10, 0.3), jac=lambda x: power * x ** (power - 1), method="SLSQP",
            bounds=[(0, 1)] * 10, options={"ftol": 1e-15, "maxiter": 500},
            constraints={"type": "eq", "fun": lambda x, m=m, g=g: (g @ x - m) / 100, "jac": lambda _, g=g: g / 100},
        )  # fmt: skip
        assert (a**power).sum() <= theirs.fun + 1e-9
        # Cubes are flat at zero: there the solver's own activations are loose, the cost is not.
        np.testing.assert_allclose(a, theirs.x, atol=1e-6 if power == 2 else 2e-4)


def test_least_violation_where_moments_contradict() -> None:
    from scipy.optimize import lsq_linear

    moment, full = random_problems(5, 40, 2, 8)
    moment *= np.array([3.0, -2.0])
    ours = recruit(moment, full)
    assert ours.converged.all()
    scale = np.abs(full).sum(axis=2)
    for m, g, s, reserve in zip(moment, full, scale, ours.reserve_nm, strict=True):
        least = lsq_linear(g / s[:, None], m / s, bounds=(0, 1), tol=1e-14)
        assert np.linalg.norm(reserve / s) == pytest.approx(np.sqrt(2 * least.cost), abs=1e-7)


def test_a_stiff_joint_leaves_the_reserve_to_the_other() -> None:
    full = np.array([[[60.0, 50.0], [0.0, -150.0]]])  # a hamstring, and a calf that nothing balances
    result = recruit(np.array([[100.0, 0.0]]), full, stiffness=np.array([1.0, 1e4]))
    assert abs(result.reserve_nm[0, 1]) < 0.1
    assert result.reserve_nm[0, 0] == pytest.approx(40.0, abs=0.1)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**31), joints=st.integers(1, 3), power=st.sampled_from([2.0, 3.0]))
def test_every_reachable_moment_is_met_within_the_bounds(seed: int, joints: int, power: float) -> None:
    moment, full = random_problems(seed, 50, joints, 12)
    result = recruit(moment, full, power=power, lower=0.0)
    assert result.converged.all()
    assert np.abs(result.reserve_nm).max() < REACHABLE * 10
    assert result.activation.min() >= 0
    assert result.activation.max() <= 1
    scaled = recruit(moment * 7, full * 7, power=power)
    np.testing.assert_allclose(scaled.activation, result.activation, atol=1e-6)


def test_blocks_and_order_do_not_matter() -> None:
    moment, full = random_problems(9, 9000, 2, 6)
    whole = recruit(moment, full).activation
    np.testing.assert_allclose(recruit(moment[::-1], full[::-1]).activation[::-1], whole, atol=1e-10)
    np.testing.assert_array_equal(recruit(moment[:50], full[:50]).activation, whole[:50])
