"""OpenSim models in and out, and shared loads as OpenSim shares them, against OpenSim itself."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from foreign_leg import WRAP_RADIUS_M, straight_distance, write_foreign_leg

from legcurl.athlete import Athlete, body_of, leg_of
from legcurl.errors import InputError, MissingExtraError, OutputError
from legcurl.io.sto import read_columns
from legcurl.machine.dynamics import LegMotion, leg_moments
from legcurl.muscles.capacity import knee_torque_capacity
from legcurl.muscles.compatible import share_load_compatible
from legcurl.muscles.model import reference_leg
from legcurl.muscles.opensim_check import static_optimization
from legcurl.muscles.opensim_export import export_model
from legcurl.muscles.opensim_import import import_model
from legcurl.muscles.opensim_results import export_effort
from legcurl.muscles.profile import Profile, fit_error_m, fit_tables, leg_of_profile, profile_of_leg
from legcurl.muscles.sharing import share_load
from legcurl.muscles.surfaces import ANKLE, HIP, KNEE, evaluate
from legcurl.vocabulary import FloatArray

pytest.importorskip("opensim", reason="the extra 'opensim' is not installed", exc_type=ImportError)
# SWIG's own types warn from Python 3.12 on when they are imported.
pytestmark = pytest.mark.filterwarnings("ignore:builtin type:DeprecationWarning")

SEGMENTS = leg_of(body_of(Athlete(sex="male")))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "leg.osim"
    export_model(path, reference_leg(), SEGMENTS)
    return path


@pytest.fixture(scope="module")
def returned(exported: Path) -> Profile:
    return import_model(exported)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    path = tmp_path_factory.mktemp("model") / "foreign.osim"
    write_foreign_leg(path, side="l")
    return import_model(path, side="l")


def curl(hip_rad: float, frames: int = 41) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Time, angles, rates and knee accelerations: up to 110° in 2 s and down in 3 s, minimum jerk."""
    time = np.linspace(0, 5, frames)
    share, rise = np.where(time < 2, time / 2, (5 - time) / 3), np.where(time < 2, 1 / 2, -1 / 3)
    knee = share**3 * (10 - 15 * share + 6 * share**2)
    velocity = 30 * (share * (1 - share)) ** 2 * rise
    acceleration = 60 * share * (1 - share) * (1 - 2 * share) * rise**2
    whole = np.radians(110) * np.array([knee, velocity, acceleration])
    angles, rates = np.zeros((frames, 3)), np.zeros((frames, 3))
    angles[:, HIP], angles[:, KNEE], rates[:, KNEE] = hip_rad, whole[0], whole[1]
    return time, angles, rates, whole[2]


def test_our_leg_comes_back(returned: Profile) -> None:
    ours = profile_of_leg(reference_leg())
    assert returned.muscles == ours.muscles
    assert np.array_equal(returned.axes, ours.axes)
    assert np.abs(returned.length_m - ours.length_m).max() < 0.2e-3
    assert np.abs(returned.arm_m - ours.arm_m).max() < 0.5e-3
    rng = np.random.default_rng(1)
    surfaces, back = reference_leg().surfaces, fit_tables(returned)
    angles = rng.uniform(surfaces.low_rad, surfaces.high_rad, (300, 3))
    for mine, theirs, limit in zip(evaluate(surfaces, angles), evaluate(back, angles), (0.2e-3, 0.5e-3), strict=True):
        assert np.abs(mine - theirs).max() < limit
    for name in ("max_force_n", "optimal_fiber_m", "tendon_slack_m", "pennation_rad", "max_velocity"):
        np.testing.assert_allclose(getattr(returned, name), getattr(ours, name), rtol=1e-12)


def test_measured_curves_are_millard_s(returned: Profile) -> None:
    """Within the cosine that OpenSim takes of the wrong angle: 0.3 % at most in these muscles."""
    ours = profile_of_leg(reference_leg())
    np.testing.assert_allclose(returned.velocity_curve, ours.velocity_curve, atol=1e-6)
    used = np.s_[:, 120:]  # from 0.6 optimal lengths on: below, a pennate fibre stands across its tendon
    np.testing.assert_allclose(returned.active_curve[used], ours.active_curve[used], atol=0.003)


@pytest.mark.parametrize(
    ("hip_deg", "down_deg", "joints", "pad_n"),
    [(10, 90, (KNEE,), 60), (10, 90, (HIP, KNEE, ANKLE), 60), (57, 0, (KNEE, ANKLE), 60)],
    ids=["prone-k", "prone-hka", "seated-ka"],
)
def test_compatible_sharing_is_opensim_s(
    exported: Path, hip_deg: float, down_deg: float, joints: tuple[int, ...], pad_n: float
) -> None:
    hip, down = np.radians([hip_deg, down_deg])
    time, angles, rates, acceleration = curl(hip)
    motion = LegMotion(down - hip, angles[:, KNEE], knee_velocity=rates[:, KNEE], knee_acceleration=acceleration)
    moments = leg_moments(SEGMENTS, motion, pad_force_n=pad_n, pad_distance_m=0.36)
    asked = np.stack([moments.hip_nm, moments.knee_nm, moments.ankle_nm], axis=1)
    ours = share_load_compatible(profile_of_leg(reference_leg()), angles, rates, asked, joints=joints)
    theirs = static_optimization(
        exported, time, angles, joints=joints, down_rad=down, pad_force_n=pad_n, pad_distance_m=0.36
    )
    assert theirs.muscles == reference_leg().muscles
    assert ours.converged.all()
    assert np.abs(ours.reserve_nm).max() < 1e-6
    assert theirs.activation.max() > 0.5
    assert np.sqrt(np.mean((ours.activation - theirs.activation) ** 2)) <= 0.003


def test_a_foreign_leg_is_sampled(foreign: Profile) -> None:
    assert foreign.muscles == ("bfsh", "bflh", "recfem", "gasmed", "tibant")
    assert foreign.left_out == ("ercspn",)
    assert foreign.axes.tolist() == [[KNEE, KNEE], [HIP, KNEE], [HIP, KNEE], [ANKLE, KNEE], [ANKLE, ANKLE]]
    np.testing.assert_allclose(np.degrees(foreign.angles_rad[KNEE, [0, -1]]), [-15, 130.3], atol=0.1)
    assert "left leg: 5 muscles" in foreign.summary
    surfaces = fit_tables(foreign)
    angles = np.radians([[0.0, 0.0, 0.0], [30, 10, 0], [70, 60, 0], [20, 100, -20]])
    length, arm = evaluate(surfaces, angles)
    at = foreign.muscles.index
    np.testing.assert_allclose(
        length[:, at("bflh")], [straight_distance(hip, knee) for hip, knee, _ in angles], atol=1e-5
    )
    # Flexion positive although the model counts it negative; wrapped round the cylinder the arm is its radius.
    np.testing.assert_allclose(arm[:2, at("bfsh"), KNEE], WRAP_RADIUS_M, atol=1e-3)
    assert (arm[:, at("recfem"), KNEE] < -0.02).all()
    assert (arm[:3, at("gasmed"), KNEE] > 0.01).all()
    assert (arm[:, at("gasmed"), ANKLE] < -0.02).all()
    # The conditional point switches the calf's path: sampled as it is, and the fit says how near it comes.
    assert fit_error_m(foreign)[1] < 0.01


def test_every_computation_takes_an_imported_leg(foreign: Profile) -> None:
    leg = leg_of_profile(foreign)
    capacity = knee_torque_capacity([10, 45, 90], hip_deg=30, model=leg)
    assert (capacity.total_active_nm > 20).all()
    assert (capacity.activation[:, [foreign.muscles.index("bfsh"), foreign.muscles.index("bflh")]] == 1).all()
    assert (capacity.activation[:, foreign.muscles.index("recfem")] == 0).all()
    _, angles, rates, _ = (0.5 * whole for whole in curl(0.6))
    moments = np.tile([0.0, 15.0, 0.0], (len(angles), 1))
    for tendon in ("rigid", "compliant"):
        effort = share_load(leg, angles, rates, moments, tendon=tendon)  # type: ignore[arg-type]
        assert effort.converged.all()
        assert np.abs(effort.reserve_nm[:, KNEE]).max() < 1e-6


def test_effort_is_written_as_opensim_writes_it(tmp_path: Path, returned: Profile) -> None:
    time, angles, rates, _ = curl(0.3, frames=5)
    effort = share_load_compatible(returned, angles, rates, np.tile([0.0, 20.0, 0.0], (5, 1)))
    paths = export_effort(tmp_path, time, returned.muscles, effort, side="l")
    for path, values in zip(paths, (effort.activation, effort.force_n), strict=True):
        read = read_columns(path)
        assert list(read) == ["time", *(f"{name}_l" for name in returned.muscles)]
        assert np.array_equal(np.stack(list(read.values())[1:], axis=1), values)
    import opensim

    table = opensim.TimeSeriesTable(str(paths[0]))
    assert table.getNumRows() == 5
    with pytest.raises(OutputError, match="cannot be written"):
        export_effort(tmp_path / "none", time, returned.muscles, effort)


BROKEN = {
    "no XML": lambda text: "hello",
    "begins with <html>": lambda text: "<html></html>",
    "no XML (": lambda text: text[: len(text) // 2],
    "no knee": lambda text: text.replace("knee_angle_r", "elbow_r"),
    "no ankle": lambda text: text.replace("ankle_angle_r", "elbow_r"),
    "not a registered Object": lambda text: text.replace("PinJoint", "FancyJoint"),
    "could not find": lambda text: text.replace(">/bodyset/tibia_r<", ">/bodyset/nothing<"),
    "must be greater than zero": lambda text: text.replace("<optimal_fiber_length>0", "<optimal_fiber_length>-0"),
}  # fmt: skip


@pytest.mark.parametrize("problem", BROKEN)
def test_a_broken_model_is_refused_in_one_line(tmp_path: Path, exported: Path, problem: str) -> None:
    path = tmp_path / "broken.osim"
    path.write_text(BROKEN[problem](exported.read_text()))
    with pytest.raises(InputError) as refused:
        import_model(path)
    assert problem in str(refused.value)
    assert str(path) in str(refused.value)
    assert str(refused.value).count("\n") <= 1


def test_what_cannot_be_done_is_said(tmp_path: Path, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no such file"):
        import_model(tmp_path / "none.osim")
    with pytest.raises(InputError, match="no knee of that side"):
        import_model(exported, side="l")
    with pytest.raises(OutputError, match="cannot be written"):
        export_model(tmp_path / "no folder" / "leg.osim", reference_leg(), SEGMENTS)
    with pytest.raises(InputError, match="imported"):
        export_model(tmp_path / "leg.osim", leg_of_profile(profile_of_leg(reference_leg())), SEGMENTS)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setitem(sys.modules, "opensim", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'legcurl\[opensim\]'"):
        import_model(exported)


def test_progress_rises_to_one(exported: Path) -> None:
    said: list[float] = []
    import_model(exported, progress=said.append)
    assert said == sorted(said)
    assert said[0] < 0.01
    assert said[-1] == 1.0


def test_strength_reaches_the_model(tmp_path: Path) -> None:
    leg = reference_leg().scaled(strength=0.5)
    export_model(tmp_path / "weak.osim", leg, SEGMENTS, side="l")
    back = import_model(tmp_path / "weak.osim", side="l")
    np.testing.assert_allclose(back.max_force_n, leg.max_force_n)
    assert back.side == "l"


@pytest.mark.parametrize(
    ("words", "said"), [(["leg.txt"], "write to leg.osim"), (["leg.osim", "--model", "other.npz"], "leave out")]
)
def test_an_export_says_what_it_cannot_do(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    from legcurl.cli import run

    assert run(["model", "export", *words]) == 2
    assert said in capsys.readouterr().err
