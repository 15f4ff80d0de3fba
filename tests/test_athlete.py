"""The person: segments, strength, and what is assumed."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from legcurl.athlete import (
    Athlete,
    body_of,
    leg_of,
    normal_dorsiflexion_torque,
    normal_knee_flexion_torque,
    strength_scale,
)  # fmt: skip
from legcurl.errors import InputError

ANDERSON = Path(__file__).parents[2] / "shared" / "reference" / "anderson2007_knee_flexion_torque.csv"
AGE_OF_GROUP = {"18-25": 21.5, "55-65": 60.0, ">65": 70.0}


@pytest.mark.skipif(not ANDERSON.exists(), reason="shared/reference is not here")
def test_torque_is_anderson_s_to_the_printed_digit() -> None:
    with ANDERSON.open() as file:
        rows = list(csv.DictReader(file))
    worst = 0.0
    for row in rows:
        sex = "male" if row["sex"] == "M" else "female"
        body = body_of(Athlete(float(row["mass_kg"]), 100 * float(row["height_m"]), AGE_OF_GROUP[row["age"]], sex))
        velocity = math.radians(float(row["velocity_deg_s(+concentric)"]))
        torque = float(normal_knee_flexion_torque(body, math.radians(float(row["knee_deg"])), velocity))
        worst = max(worst, abs(torque - float(row["torque_Nm"])))
    assert worst <= 0.051


def test_strength_of_the_reference_man_and_woman() -> None:
    angles = np.radians(np.arange(0.0, 121.0))
    man, woman = (body_of(Athlete(*size)) for size in ((75, 178, 21.5, "male"), (62, 165, 21.5, "female")))
    for body, peak, at_deg, dorsiflexion in ((man, 114, 30, 43), (woman, 80, 36, 27)):
        torque = normal_knee_flexion_torque(body, angles)
        assert torque.max() == pytest.approx(peak, abs=0.5)
        assert np.degrees(angles[np.argmax(torque)]) == pytest.approx(at_deg, abs=1)
        assert float(normal_dorsiflexion_torque(body, body.mix(-0.187, -0.302))) == pytest.approx(dorsiflexion, abs=0.5)


def test_strength_falls_with_age_without_a_jump() -> None:
    torques = [float(normal_knee_flexion_torque(body_of(Athlete(75, 178, age, "male")), 0.5)) for age in range(18, 95)]
    assert np.all(np.diff(torques) <= 0)
    assert np.abs(np.diff(torques)).max() < 2.0


def test_a_measured_torque_sets_the_strength() -> None:
    assert strength_scale(Athlete(75, 178, 21.5, "male")) == 1
    assert strength_scale(Athlete(75, 178, 21.5, "male", knee_flexion_torque_nm=150)) == pytest.approx(
        150 / 113.9, 1e-3
    )


def test_shank_and_foot_of_a_75_kg_man() -> None:
    leg = leg_of(body_of(Athlete(75, 178, 25, "male")))
    foot_below_knee = leg.shank.length_m + leg.foot.across_m
    gravity = 9.81 * (leg.shank.mass_kg * leg.shank.along_m + leg.foot.mass_kg * foot_below_knee)
    inertia = (
        leg.shank.inertia_kg_m2 + leg.shank.mass_kg * leg.shank.along_m**2
        + leg.foot.inertia_kg_m2 + leg.foot.mass_kg * (foot_below_knee**2 + leg.foot.along_m**2)
    )  # fmt: skip
    assert gravity == pytest.approx(11, abs=0.3)
    assert inertia == pytest.approx(0.41, abs=0.01)


def test_gaps_are_filled_and_named() -> None:
    body = body_of(Athlete())
    assert [text.split(" unknown")[0] for text in body.assumptions] == ["sex", "height", "body mass", "age"]
    measured = body_of(Athlete(80, 185, 30, "male", shank_length_cm=47))
    assert measured.assumptions == ()
    assert measured.shank_m == pytest.approx(0.47)
    assert body_of(Athlete(40, 150, 12, "female")).assumptions != ()


@pytest.mark.parametrize(
    "wrong",
    [{"mass_kg": -70}, {"mass_kg": 7000}, {"height_cm": 1.8}, {"age": 0}, {"sex": "M"}, {"hip_share": 2},
     {"knee_flexion_torque_nm": 0}, {"mass_kg": math.nan}, {"shank_length_cm": 400}],
)  # fmt: skip
def test_impossible_people_are_refused_in_one_line(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))) as caught:
        Athlete(**wrong)  # type: ignore[arg-type]
    assert len(str(caught.value).splitlines()) == 2
