"""Profiles: tables apart, surfaces through them, and the file."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from legcurl.errors import InputError, OutputError
from legcurl.io.sto import read_columns, write_sto
from legcurl.muscles.capacity import knee_torque_capacity
from legcurl.muscles.compatible import LEAST_ACTIVATION, share_load_compatible
from legcurl.muscles.model import muscle_state, reference_leg
from legcurl.muscles.profile import Profile, crossed_axes, fit_error_m, leg_of_profile, profile_of_leg
from legcurl.muscles.profile_file import SCHEMA, load_profile, save_profile
from legcurl.muscles.sharing import Engine, share_load
from legcurl.muscles.surfaces import ANKLE, HIP, KNEE, evaluate

ENGINES: tuple[Engine, Engine] = ("compiled", "numpy")


@pytest.fixture(scope="module")
def profile() -> Profile:
    return profile_of_leg(reference_leg())


def postures(count: int) -> Any:
    surfaces = reference_leg().surfaces
    return np.random.default_rng(3).uniform(surfaces.low_rad, surfaces.high_rad, (count, 3))


def test_our_leg_is_the_same_as_a_profile(profile: Profile) -> None:
    assert max(fit_error_m(profile)) < 1e-12
    ours, theirs = reference_leg(), leg_of_profile(profile)
    for mine, other in zip(
        evaluate(ours.surfaces, postures(200)), evaluate(theirs.surfaces, postures(200)), strict=True
    ):
        np.testing.assert_allclose(other, mine, atol=1e-12)
    torque = [knee_torque_capacity([0, 45, 90], hip_deg=85, model=leg).total_nm for leg in (ours, theirs)]
    np.testing.assert_allclose(torque[1], torque[0], rtol=1e-9)


def test_arms_that_contradict_the_lengths_are_kept(profile: Profile) -> None:
    """The arms turn forces into moments; the fibre's velocity is the length's, whatever the arms are."""
    ours = reference_leg()
    doubled = leg_of_profile(replace(profile, arm_m=2 * profile.arm_m))
    angles = postures(50)
    np.testing.assert_allclose(
        evaluate(doubled.surfaces, angles)[1], 2 * evaluate(ours.surfaces, angles)[1], atol=1e-12
    )
    rates = np.ones_like(angles)
    mine, other = (muscle_state(leg, angles, rates, tendon="rigid") for leg in (ours, doubled))
    np.testing.assert_allclose(other.velocity_m_s, mine.velocity_m_s, atol=1e-12)
    torque = [knee_torque_capacity(45.0, hip_deg=85, braced=True, model=leg).total_nm for leg in (ours, doubled)]
    assert torque[1] == pytest.approx(2 * torque[0])


def test_the_compiled_kernel_takes_arms_of_their_own(profile: Profile) -> None:
    pytest.importorskip("numba", reason="numba is not installed")
    shifted = profile.arm_m + 0.004 * np.sin(np.arange(profile.arm_m.shape[-1]))[None, None, None, :]
    leg = leg_of_profile(replace(profile, arm_m=shifted))
    rng = np.random.default_rng(5)
    angles = rng.uniform(leg.surfaces.low_rad, leg.surfaces.high_rad, (300, 3)) * 0.7
    rates, moments = rng.normal(size=(300, 3)), rng.uniform(0, 30, (300, 3))
    compiled, plain = (share_load(leg, angles, rates, moments, engine=engine) for engine in ENGINES)
    for name in ("knee_arm_m", "velocity_m_s", "active_n", "passive_n"):
        np.testing.assert_allclose(getattr(compiled, name), getattr(plain, name), rtol=1e-9, atol=1e-9)
    both = compiled.converged & plain.converged
    assert both.mean() > 0.9
    np.testing.assert_allclose(compiled.activation[both], plain.activation[both], atol=1e-7)


def test_a_leg_of_another_size_keeps_its_arms_in_proportion(profile: Profile) -> None:
    leg = leg_of_profile(profile)
    small, angles = leg.scaled(size=0.5), postures(5)
    for half, whole in zip(evaluate(small.surfaces, angles), evaluate(leg.surfaces, angles), strict=True):
        np.testing.assert_allclose(half, 0.5 * whole)


def test_compatible_mode_leaves_out_what_opensim_leaves_out(profile: Profile) -> None:
    angles = postures(40)
    moments = np.tile([0.0, 20.0, 0.0], (40, 1))
    effort = share_load_compatible(profile, angles, np.zeros_like(angles), moments)
    assert (effort.passive_n == 0).all()
    assert effort.activation.min() == LEAST_ACTIVATION
    # At the optimal length, at rest, the force is the maximum force: no cosine of 25 deg takes from it.
    soleus = profile.muscles.index("soleus")
    stretched = np.interp(effort.fiber_length[:, soleus], np.linspace(0, 2, 401), profile.active_curve[soleus])
    np.testing.assert_allclose(effort.active_n[:, soleus], profile.max_force_n[soleus] * stretched, rtol=1e-9)


@pytest.mark.parametrize(
    ("moves", "axes"),
    [((0, 0, 0), None), ((0, 1, 0), (KNEE, KNEE)), ((1, 1, 0), (HIP, KNEE)), ((0, 1, 1), (ANKLE, KNEE)),
     ((1, 0, 0), (HIP, HIP)), ((1, 0, 1), (HIP, ANKLE))],
)  # fmt: skip
def test_axes_of_a_muscle(moves: tuple[int, ...], axes: tuple[int, int] | None) -> None:
    assert crossed_axes(np.array(moves, dtype=np.bool_)) == axes


def test_a_profile_comes_back_from_its_file(profile: Profile, tmp_path: Path) -> None:
    first, second = tmp_path / "a.npz", tmp_path / "b.npz"
    save_profile(profile, first)
    save_profile(profile, second)
    assert first.read_bytes() == second.read_bytes()
    back = load_profile(first)
    for field in fields(Profile):
        assert np.array_equal(getattr(back, field.name), getattr(profile, field.name)), field.name
    with pytest.raises(OutputError, match="cannot be written"):
        save_profile(profile, tmp_path / "none" / "a.npz")


def damage(entries: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        del entries[name]
    else:
        entries[name] = value(entries[name]) if callable(value) else np.asarray(value)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("schema", None, "is not a muscle profile"),
        ("schema", "legcurl.profile/9", f"version legcurl.profile/9, expected {SCHEMA}"),
        ("arm_m", None, "lacks arm_m"),
        ("arm_m", lambda arm: arm[:, :1], "arm_m has shape"),
        ("arm_m", lambda arm: arm * np.nan, "not a finite number"),
        ("length_m", lambda length: length * 1000, "lengths must be between"),
        ("arm_m", lambda arm: arm * 1000, "moment arms must be below"),
        ("max_force_n", lambda force: -force, "max_force_n must be positive"),
        ("pennation_rad", lambda angle: angle + 2, "pennation must be"),
        ("angles_rad", lambda angles: angles[:, ::-1], "must rise"),
        ("angles_rad", lambda angles: angles[:2], "angles_rad has shape"),
        ("axes", lambda axes: axes + 2, "axes must be"),
        ("muscles", lambda names: np.full(names.shape, "bflh"), "one twice"),
        ("side", "x", "expected r or l"),
        ("active_curve", lambda curve: curve - 1, "must not be negative"),
        ("max_velocity", lambda v: v.astype("U8"), "not a finite number"),
    ],
)
def test_a_damaged_profile_is_refused(profile: Profile, tmp_path: Path, name: str, value: Any, message: str) -> None:
    path = tmp_path / "damaged.npz"
    save_profile(profile, path)
    with np.load(path) as stored:
        entries = {key: stored[key] for key in stored.files}
    damage(entries, name, value)
    np.savez(path, **entries)
    with pytest.raises(InputError, match=message) as refused:
        load_profile(path)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 cut off", b"\x93NUMPY\x01\x00"])
def test_what_is_no_profile_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    with pytest.raises(InputError, match="is not a muscle profile"):
        load_profile(path)
    with pytest.raises(InputError, match="no such file"):
        load_profile(tmp_path / "none.npz")
    np.save(tmp_path / "plain.npy", np.zeros(3))
    with pytest.raises(InputError, match="is not a muscle profile"):
        load_profile(tmp_path / "plain.npy")


def test_storages_keep_every_digit(tmp_path: Path) -> None:
    path, time = tmp_path / "a.sto", np.array([0.0, 0.1, 0.30000000000000004])
    columns = {"bflh_r": np.array([1 / 3, np.nan, 1e-300]), "sart_r": np.array([0.0, -1.0, 2.0])}
    write_sto(path, time, columns, title="Static Optimization")
    lines = path.read_text().splitlines()
    assert lines[:7] == ["Static Optimization", "version=1", "nRows=3", "nColumns=3", "inDegrees=no", "endheader",
                         "time\tbflh_r\tsart_r"]  # fmt: skip
    back = read_columns(path)
    np.testing.assert_array_equal(back["time"], time)
    for label, values in columns.items():
        np.testing.assert_array_equal(back[label], values)


def test_storages_that_could_not_be_read_back_are_refused(tmp_path: Path) -> None:
    path, time = tmp_path / "a.sto", np.zeros(2)
    with pytest.raises(InputError, match="shape"):
        write_sto(path, time, {"a": np.zeros(3)}, title="x")
    for labels in ({"a\tb": time}, {"time": time}, {"": time}):
        with pytest.raises(InputError, match="labels"):
            write_sto(path, time, labels, title="x")
    assert not path.exists()
    path.write_text("no header\n1 2\n")
    with pytest.raises(InputError, match="not an OpenSim storage"):
        read_columns(path)
