"""The whole way from joint angles to muscle forces: the compiled kernel against the reference, and what must hold."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from threading import Event, get_ident

import numpy as np
import pytest

from legcurl.muscles import sharing
from legcurl.muscles.model import LegModel, Tendon, reference_leg
from legcurl.muscles.sharing import Engine, MuscleEffort, has_compiler, share_load
from legcurl.muscles.surfaces import ANKLE, HIP, KNEE
from legcurl.vocabulary import FloatArray

ENGINES: tuple[Engine, ...] = ("compiled", "numpy")
compiled = pytest.mark.skipif(not has_compiler(), reason="numba is not installed")


def curl(frames: int = 900, load_nm: float = 30.0) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Angles, rates and moments of curls with a moving ankle; the moment asks for more than there is now and then."""
    t = np.linspace(0, 9, frames)
    zero = np.zeros(frames)
    knee = np.radians(50 - 45 * np.cos(2 * np.pi * t / 3))
    ankle = np.radians(-5 + 10 * np.sin(t))
    rates = np.stack([zero, np.gradient(knee, t), np.gradient(ankle, t)], axis=1)
    torque = load_nm * (1 + 0.5 * np.sin(t) + 0.4 * np.cos(2 * np.pi * t / 3)) - 6 * np.cos(5 * t)
    moments = np.stack([zero - 20, torque, 0.5 * np.cos(t)], axis=1)
    return np.stack([zero + np.radians(20), knee, ankle], axis=1), rates, moments


@pytest.fixture(scope="module")
def leg() -> LegModel:
    return reference_leg()


@compiled
@pytest.mark.parametrize("power", [2.0, 3.0, 2.5])
@pytest.mark.parametrize("hip", ["supported", "balanced"])
@pytest.mark.parametrize("ankle", ["free", "braced", "balanced"])
def test_compiled_and_reference_are_one(leg: LegModel, ankle: str, hip: str, power: float) -> None:
    motion = curl()
    how = {"ankle": ankle, "hip": hip, "power": power}
    quick, plain = (share_load(leg, *motion, engine=engine, **how) for engine in ("compiled", "numpy"))  # type: ignore[arg-type]
    assert quick.converged.all()
    assert plain.converged.all()
    np.testing.assert_allclose(quick.active_n, plain.active_n, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(quick.passive_n, plain.passive_n, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(quick.fiber_length, plain.fiber_length, rtol=1e-10)
    np.testing.assert_allclose(quick.velocity_m_s, plain.velocity_m_s, atol=1e-12)
    np.testing.assert_allclose(quick.knee_arm_m, plain.knee_arm_m, atol=1e-12)
    met = np.abs(plain.reserve_nm).max(axis=1) < 1e-8
    assert met.mean() > 0.5
    np.testing.assert_allclose(quick.activation[met], plain.activation[met], atol=1e-10)
    # At the least violation multipliers are huge and their drives differences: rounding shows.
    np.testing.assert_allclose(quick.activation, plain.activation, atol=1e-6)
    np.testing.assert_allclose(quick.reserve_nm, plain.reserve_nm, atol=1e-5)


@compiled
@pytest.mark.parametrize("tendon", ["rigid", "compliant"])
def test_wild_postures_and_gaps_do_not_part_them(leg: LegModel, tendon: Tendon) -> None:
    rng = np.random.default_rng(3)
    angles = rng.uniform(leg.surfaces.low_rad, leg.surfaces.high_rad, (3000, 3))
    rates = rng.normal(0, 6, (3000, 3))
    moments = rng.normal(0, 40, (3000, 3))
    angles[7, KNEE], rates[8, KNEE], moments[9, KNEE] = np.nan, np.nan, np.nan
    quick, plain = (share_load(leg, angles, rates, moments, tendon=tendon, engine=engine) for engine in ENGINES)
    assert np.isnan(quick.activation[[7, 8, 9]]).all()
    assert not quick.converged[[7, 8, 9]].any()
    met = np.abs(plain.reserve_nm).max(axis=1) < 1e-8
    assert met.mean() > 0.3
    np.testing.assert_allclose(quick.activation[met], plain.activation[met], atol=1e-9)
    # Where moments cannot be met the reference creeps up on the least violation, and may stop short of it.
    known = np.isfinite(plain.reserve_nm).all(axis=1)
    missing = [np.abs(effort.reserve_nm[known]).max(axis=1) for effort in (quick, plain)]
    assert np.mean(np.abs(missing[0] - missing[1]) < 1e-4) > 0.999
    assert np.max(missing[0] - missing[1]) < 1e-4


@compiled
@pytest.mark.parametrize("ankle", ["free", "braced"])
def test_elastic_tendons_are_one_too(leg: LegModel, ankle: str) -> None:
    motion = curl()
    quick, plain = (
        share_load(leg, *motion, ankle=ankle, tendon="compliant", engine=engine)  # type: ignore[arg-type]
        for engine in ENGINES
    )
    np.testing.assert_allclose(quick.active_n, plain.active_n, rtol=1e-10, atol=1e-8)
    np.testing.assert_allclose(quick.passive_n, plain.passive_n, rtol=1e-10, atol=1e-8)
    np.testing.assert_allclose(quick.fiber_length, plain.fiber_length, rtol=1e-10)
    met = np.abs(plain.reserve_nm).max(axis=1) < 1e-8
    np.testing.assert_allclose(quick.activation[met], plain.activation[met], atol=1e-10)


def test_an_error_on_another_processor_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing.os, "cpu_count", lambda: 2)
    waits, here = Event(), get_ident()

    def work(start: int, stop: int) -> None:
        if get_ident() != here:
            waits.set()
            raise MemoryError(f"{start} to {stop}")
        waits.wait(10)

    with pytest.raises(MemoryError):
        sharing._on_all_processors(3 * sharing.CHUNK, work)


def knee_moment(effort: MuscleEffort) -> FloatArray:
    return np.asarray((effort.force_n * effort.knee_arm_m).sum(axis=1))


@pytest.mark.parametrize("tendon", ["rigid", "compliant"])
@pytest.mark.parametrize("ankle", ["free", "braced"])
def test_the_knee_moment_is_met_or_the_reserve_says_by_how_much(leg: LegModel, ankle: str, tendon: str) -> None:
    motion = curl(120)
    effort = share_load(leg, *motion, ankle=ankle, tendon=tendon, engine="numpy")  # type: ignore[arg-type]
    np.testing.assert_allclose(knee_moment(effort) + effort.reserve_nm[:, KNEE], motion[2][:, KNEE], atol=1e-7)
    assert effort.reserve_nm[:, HIP].tolist() == [0.0] * 120
    beyond = share_load(leg, motion[0], motion[1], motion[2] * 20, ankle=ankle, tendon=tendon, engine="numpy")  # type: ignore[arg-type]
    assert beyond.reserve_nm[:, KNEE].max() > 100


def test_a_free_foot_limits_the_calf(leg: LegModel) -> None:
    angles = np.radians([[10.0, 10.0, 0.0]])
    still, much = np.zeros((1, 3)), np.array([[0.0, 400.0, 0.0]])
    free, braced = (share_load(leg, angles, still, much, ankle=how, engine="numpy") for how in ("free", "braced"))
    calf, shin = [leg.muscles.index(name) for name in ("gasmed", "gaslat")], leg.muscles.index("tibant")
    assert braced.activation[0, calf].min() == pytest.approx(1.0)
    assert free.activation[0, calf].max() < 1.0
    assert free.activation[0, shin] == pytest.approx(1.0, abs=1e-3)
    assert abs(free.reserve_nm[0, ANKLE]) < 0.1
    assert knee_moment(free)[0] < knee_moment(braced)[0]


def test_half_the_strength_takes_twice_the_activation(leg: LegModel) -> None:
    angles, still, moment = np.radians([[10.0, 40.0, 0.0]]), np.zeros((1, 3)), np.array([[0.0, 15.0, 0.0]])
    weak = replace(leg, max_force_n=leg.max_force_n / 2)
    a, b = (share_load(m, angles, still, moment, ankle="braced", engine="numpy").activation for m in (leg, weak))
    np.testing.assert_allclose(b, 2 * a, rtol=1e-4)  # not exactly: what the passive forces do halves too


def test_no_compiler_is_imported_before_muscles_are_asked_for() -> None:
    code = "import sys, legcurl.muscles.sharing; assert 'numba' not in sys.modules and 'scipy' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
