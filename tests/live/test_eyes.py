"""Angles from keypoints, one picture after the other."""

import numpy as np
import pytest

from legcurl.live.eyes import Eyes
from legcurl.pose.skeleton import INDEX, KEYPOINTS, Person


def person(knee_deg, *, mirrored=False, swapped=False):
    """Somebody lying face down, seen from the left; the far side is seen badly, a bit off the near one."""
    turn = np.radians(knee_deg)
    at = {"nose": (0, 0), "ear": (5, 0), "shoulder": (50, 10), "elbow": (50, 50), "wrist": (20, 60), "hip": (150, 10),
          "knee": (240, 10)}  # fmt: skip
    at["ankle"] = (240 + 80 * np.cos(turn), 10 - 80 * np.sin(turn))
    at["heel"], at["toe"] = (
        at["ankle"],
        (at["ankle"][0] + 20 * np.cos(turn + 1), at["ankle"][1] - 20 * np.sin(turn + 1)),
    )
    far = "left" if swapped else "right"
    xy = np.array([np.array(at[name.split("_")[-1]]) + (40.0 if far in name else 0.0) for name in KEYPOINTS])
    if mirrored:
        xy[:, 0] *= -1
    return Person(xy, np.array([0.4 if far in name else 0.9 for name in KEYPOINTS]))


@pytest.mark.parametrize("mirrored", [False, True])
def test_angles_of_the_near_leg_from_either_side(mirrored):
    eyes = Eyes()
    for knee in np.linspace(5, 100, 40):
        angles = eyes.look(person(knee, mirrored=mirrored))
        assert angles["knee_flexion_deg"] == pytest.approx(knee, abs=0.1)
        assert angles["hip_flexion_deg"] == pytest.approx(0.0, abs=0.1)
    assert eyes.side == "left"


def test_legs_that_the_detector_swaps_are_put_right():
    eyes = Eyes()
    seen = [eyes.look(person(k, swapped=k % 7 == 0))["knee_flexion_deg"] for k in range(20, 100)]
    assert np.allclose(seen, range(20, 100), atol=0.1)


def test_what_is_not_seen_is_unknown():
    eyes = Eyes("left")
    assert eyes.look(None) == {}
    hidden = person(40)
    hidden.score[INDEX["left_ankle"]] = 0.0
    angles = eyes.look(hidden)
    assert np.isnan(angles["knee_flexion_deg"])
    assert np.isfinite(angles["thigh_inclination_deg"])
