"""People whose posture is known, and a backend that sees them: the tests' stand-in for a detector."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from legcurl.pose.skeleton import INDEX, KEYPOINTS, Person, PoseTrack

POSTURES = {
    "prone": (-105.0, -90.0), "seated": (-5.0, 88.0), "standing": (5.0, 5.0), "slider": (88.0, 80.0),
}  # fmt: skip
"""Inclination of trunk and thigh at rest."""


def way(degrees: float) -> NDArray[np.float64]:
    """The direction of an inclination, 0 straight down, positive to the right."""
    return np.array([np.sin(np.radians(degrees)), np.cos(np.radians(degrees))])


def person(
    knee: float, trunk: float = -105.0, thigh: float = -90.0, *, hip: tuple[float, float] = (300.0, 220.0),
    size: float = 100.0, ankle: float = 0.0, off_side: float = 0.0, facing: int = 1, near: str = "left",
) -> Person:  # fmt: skip
    """Somebody with these angles in deg, `size` the thigh's length in pixels, seen `off_side` degrees off the side."""
    at, far = {}, "right" if near == "left" else "left"
    start = np.array(hip)
    mirror = np.array([facing, 1.0])
    points = {"hip": np.zeros(2), "knee": size * way(thigh), "shoulder": -1.15 * size * way(trunk)}
    points["ankle"] = points["knee"] + 0.98 * size * way(thigh - knee)
    foot = way(thigh - knee + 90.0 + ankle)
    points["heel"], points["toe"] = points["ankle"] - 0.1 * size * foot, points["ankle"] + 0.4 * size * foot
    points["ear"] = points["shoulder"] - 0.4 * size * way(trunk)
    points["nose"] = points["ear"] + 0.1 * size * way(trunk + 90)
    aside = {"shoulder": 0.8, "hip": 0.45}
    for name, point in points.items():
        for side, sign in ((near, -0.5), (far, 0.5)):
            width = aside.get(name, 0.45) * np.tan(np.radians(off_side)) * size * 1.0
            at[f"{side}_{name}" if name != "nose" else name] = start + mirror * point + np.array([sign * width, 0.0])
    xy = np.full((len(KEYPOINTS), 2), np.nan)
    score = np.zeros(len(KEYPOINTS))
    for name, point in at.items():
        xy[INDEX[name]] = point
        score[INDEX[name]] = 0.5 if name.startswith(far) else 0.95
    return Person(xy, score)


def curl(time_s: float, low: float = 8.0, high: float = 98.0, every_s: float = 3.0) -> float:
    """Knee flexion of curls from straight, a sixth of the time at rest."""
    moving = min(1.0, (time_s % every_s) / every_s * 1.2)
    return low + (high - low) * (0.5 - 0.5 * np.cos(2 * np.pi * moving))


def track(act: Callable[[float], Person], duration_s: float = 9.0, rate_hz: float = 30.0) -> PoseTrack:
    """What a detector would see of somebody over time."""
    times = np.arange(0.0, duration_s, 1.0 / rate_hz)
    people = [act(float(time_s)) for time_s in times]
    return PoseTrack(times, np.array([p.xy for p in people]), np.array([p.score for p in people]), (640.0, 480.0))


CORNER = 8
"""Pixels of the white corner by which the backend knows a picture that is upright and whole."""


def blank_picture(seed: int = 0, width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """A grainy picture with a white corner at the upper left."""
    picture = np.random.default_rng(seed).integers(60, 120, (height // 8, width // 8, 3), dtype=np.uint8)
    picture = picture.repeat(8, axis=0).repeat(8, axis=1)
    picture[: 4 * CORNER, : 4 * CORNER] = 255
    return picture


class ActedBackend:
    """Sees the people of `act` in pictures that are upright and whole, and nobody in others."""

    name = "acted"

    def __init__(self, act: Callable[[float], list[Person]], width: float = 640.0) -> None:
        self.act, self.width, self.resets = act, width, 0

    def infer(self, image: NDArray[np.uint8], time_s: float) -> list[Person]:
        if image[:CORNER, :CORNER].mean() < 200 or image.shape[0] > image.shape[1]:
            return []
        scale = image.shape[1] / self.width
        return [Person(p.xy * scale, p.score) for p in self.act(time_s)]

    def reset(self) -> None:
        self.resets += 1

    def close(self) -> None:
        pass
