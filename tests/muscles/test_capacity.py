"""The torque that people make: over angle, velocity, hip, foot and size, against published figures."""

from __future__ import annotations

import numpy as np
import pytest

from legcurl.athlete import Athlete, body_of, normal_dorsiflexion_torque, normal_knee_flexion_torque
from legcurl.errors import InputError
from legcurl.muscles.capacity import (
    TorqueCapacity,
    joint_angles,
    knee_torque_capacity,
    strength_scale_for,
)
from legcurl.muscles.model import muscle_state, reference_leg
from legcurl.muscles.surfaces import ANKLE
from legcurl.vocabulary import FloatArray

FLEXORS = ("bflh", "bfsh", "semiten", "semimem", "gasmed", "gaslat", "grac", "sart", "popli")
CALF = ("gasmed", "gaslat")
SITTING, PRONE = 85.0, 15.0
KNEE = np.arange(0.0, 121.0)
MAN, WOMAN = Athlete(75, 178, 21, "male"), Athlete(62, 165, 21, "female")


def scale_of(athlete: Athlete) -> float:
    """The one strength scale of a person: what gives the peak torque of people like this one."""
    return strength_scale_for(float(normal_knee_flexion_torque(body_of(athlete), np.radians(KNEE)).max()))


def calf_nm(capacity: TorqueCapacity) -> FloatArray:
    return np.asarray(capacity.active_nm[..., [capacity.muscles.index(name) for name in CALF]].sum(-1))


@pytest.mark.parametrize(
    ("athlete", "peak_nm", "band_nm", "shape_pct"),
    [(MAN, 114, 20, {0: 90, 30: 100, 60: 90, 90: 61}), (WOMAN, 80, 15, {0: 85, 30: 100, 60: 94, 90: 69})],
    ids=["man", "woman"],
)
def test_isometric_torque_over_the_knee_angle(
    athlete: Athlete, peak_nm: float, band_nm: float, shape_pct: dict[int, float]
) -> None:
    """Anderson 2007, sitting, foot free."""
    torque = knee_torque_capacity(KNEE, hip_deg=SITTING, strength_scale=scale_of(athlete)).total_active_nm
    assert torque.max() == pytest.approx(peak_nm, abs=band_nm)
    assert 20 <= KNEE[torque.argmax()] <= 45
    for angle, share in shape_pct.items():
        assert 100 * torque[angle] / torque.max() == pytest.approx(share, abs=10)


@pytest.mark.parametrize("athlete", [MAN, WOMAN], ids=["man", "woman"])
@pytest.mark.parametrize(("velocity", "low", "high"), [(60, 80, 90), (180, 56, 68), (-60, 99, 116)])
def test_peak_torque_over_velocity(athlete: Athlete, velocity: float, low: float, high: float) -> None:
    """Anderson 2007: of the isometric peak, %."""
    still, moving = (
        knee_torque_capacity(
            KNEE, hip_deg=SITTING, velocity_deg_s=speed, strength_scale=scale_of(athlete)
        ).total_active_nm.max()
        for speed in (0.0, velocity)
    )
    assert low <= 100 * moving / still <= high


def test_torque_rises_with_hip_flexion() -> None:
    """Guex 2012, Baumgart 2021."""
    hip = np.array([0.0, 30.0, 60.0, 90.0])
    torque = knee_torque_capacity(KNEE[30:91], hip_deg=hip[:, None], strength_scale=scale_of(MAN)).total_nm
    assert np.all(torque[0] < torque[1])
    assert np.all(torque[1] <= torque[2])
    assert np.all(torque[2] < torque[3])
    sitting, prone = knee_torque_capacity(KNEE, hip_deg=np.array([[SITTING], [PRONE]])).total_nm
    assert 1.1 <= sitting.max() / prone.max() <= 1.5


@pytest.mark.parametrize("braced", [False, True], ids=["free", "braced"])
@pytest.mark.parametrize("hip", [PRONE, SITTING])
def test_toes_up_makes_more_torque_with_the_same_hamstrings(braced: bool, hip: float) -> None:
    """Miller 1997, Gallucci and Challis 2002, Marchetti 2021."""
    effort = knee_torque_capacity(
        KNEE[:91], hip_deg=hip, ankle_deg=np.array([[20.0], [-30.0]]), braced=braced, strength_scale=scale_of(MAN)
    )
    assert np.all(effort.total_nm[0] > effort.total_nm[1])
    assert np.all(effort.total_active_nm[0] > effort.total_active_nm[1])
    hamstrings = [effort.muscles.index(name) for name in ("bflh", "bfsh", "semiten", "semimem")]
    assert np.all(effort.activation[..., hamstrings] == 1.0)


def test_the_free_foot_limits_the_gastrocnemius() -> None:
    scale = scale_of(MAN)
    free = knee_torque_capacity(KNEE, hip_deg=SITTING, strength_scale=scale)
    braced = knee_torque_capacity(KNEE, hip_deg=SITTING, braced=True, strength_scale=scale)
    assert np.max(calf_nm(free) / free.total_active_nm) <= 0.25
    assert free.activation[0, free.muscles.index("gasmed")] < 1.0
    assert calf_nm(free)[0] < calf_nm(braced)[0]


def test_the_free_ankle_is_balanced() -> None:
    """Where the calf is limited, all ankle moments cancel with the dorsiflexors at their most."""
    leg, knee = reference_leg(), np.array([0.0, 10.0])
    effort = knee_torque_capacity(knee, hip_deg=SITTING, ankle_deg=15.0)
    angles = joint_angles(leg, np.full(2, SITTING), knee, np.full(2, 15.0))
    state = muscle_state(leg, angles, np.zeros_like(angles))
    activation = effort.activation.copy()
    activation[:, leg.muscles.index("tibant")] = 1.0
    moment = ((state.passive_n + activation * state.active_n) * state.arm_m[:, :, ANKLE]).sum(-1)
    assert np.all(effort.activation[:, leg.muscles.index("gasmed")] < 1.0)
    np.testing.assert_allclose(moment, 0.0, atol=1e-9)


def test_the_braced_gastrocnemius_helps_most_near_extension() -> None:
    """Li 2002."""
    calf = calf_nm(knee_torque_capacity(KNEE, hip_deg=SITTING, braced=True))
    assert KNEE[calf.argmax()] <= 15
    assert calf[90] < 0.3 * calf[0]
    assert calf[110] < 0.15 * calf[0]


def test_the_dorsiflexors_are_as_strong_as_measured() -> None:
    """Anderson 2007, man."""
    ankle = np.arange(-40.0, 31.0)
    leg = reference_leg().scaled(strength=scale_of(MAN))
    angles = joint_angles(leg, np.zeros_like(ankle), np.full_like(ankle, 30.0), ankle)
    state, up = muscle_state(leg, angles, np.zeros_like(angles)), leg.muscles.index("tibant")
    torque = state.active_n[:, up] * state.arm_m[:, up, ANKLE]
    np.testing.assert_allclose(torque, normal_dorsiflexion_torque(body_of(MAN), np.radians(ankle)), atol=2.0)


@pytest.mark.parametrize("name", [name for name in FLEXORS if name not in CALF])
def test_no_flexor_falls_silent_when_prone_and_bent(name: str) -> None:
    leg = reference_leg()
    angles = joint_angles(leg, np.full_like(KNEE, PRONE), KNEE, np.zeros_like(KNEE))
    state, index = muscle_state(leg, angles, np.zeros_like(angles)), leg.muscles.index(name)
    assert state.active_n[:, index].min() >= 0.05 * leg.max_force_n[index]


def test_a_rigid_tendon_stays_near_the_compliant_one() -> None:
    scale = scale_of(MAN)
    compliant = knee_torque_capacity(KNEE, hip_deg=SITTING, strength_scale=scale).total_nm
    rigid = knee_torque_capacity(KNEE, hip_deg=SITTING, strength_scale=scale, tendon="rigid").total_nm
    np.testing.assert_allclose(rigid, compliant, atol=10.0)


def test_torque_is_proportional_to_strength_and_size() -> None:
    """A longer leg has longer fibres and arms: the same force at the same angle, more torque."""
    reference = knee_torque_capacity(KNEE, hip_deg=SITTING)
    stronger = knee_torque_capacity(KNEE, hip_deg=SITTING, strength_scale=1.3)
    longer = knee_torque_capacity(KNEE, hip_deg=SITTING, model=reference_leg().scaled(size=1.1))
    np.testing.assert_allclose(stronger.total_nm, 1.3 * reference.total_nm, rtol=1e-12)
    np.testing.assert_allclose(longer.total_nm, 1.1 * reference.total_nm, rtol=1e-9)
    assert strength_scale_for(1.3 * 114.0) == pytest.approx(1.3 * strength_scale_for(114.0))


def test_postures_broadcast() -> None:
    effort = knee_torque_capacity(KNEE[None, :], hip_deg=np.array([[0.0], [90.0]]), velocity_deg_s=30.0)
    assert effort.active_nm.shape == (2, 121, 14)
    alone = knee_torque_capacity(45.0, hip_deg=90.0, velocity_deg_s=30.0)
    assert alone.total_nm.shape == ()
    assert float(alone.total_nm) == pytest.approx(effort.total_nm[1, 45])


@pytest.mark.parametrize(
    ("posture", "said"),
    [
        ({"knee_deg": 200.0}, "knee flexion 200 deg, expected -15 to 150 deg"),
        ({"knee_deg": np.nan}, "knee flexion nan deg"),
        ({"knee_deg": 10.0, "hip_deg": 190.0}, "hip flexion 190 deg"),
        ({"knee_deg": 10.0, "ankle_deg": 80.0}, "ankle dorsiflexion 80 deg"),
        ({"knee_deg": 10.0, "velocity_deg_s": 5000.0}, "knee velocity 5000 deg/s"),
        ({"knee_deg": 10.0, "strength_scale": -1.0}, "strength scale -1.0"),
    ],
)
def test_what_no_leg_does_is_refused_in_one_line(posture: dict[str, float], said: str) -> None:
    with pytest.raises(InputError, match=said) as refusal:
        knee_torque_capacity(**{"hip_deg": SITTING, **posture})  # type: ignore[arg-type]
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize("peak_nm", [0.0, -5.0, np.inf, np.nan])
def test_an_absurd_peak_torque_is_refused(peak_nm: float) -> None:
    with pytest.raises(InputError, match="peak knee flexion torque"):
        strength_scale_for(peak_nm)
