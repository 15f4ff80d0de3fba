"""One lifter followed from picture to picture by a pose model, which may stray to somebody else."""

from __future__ import annotations

import numpy as np

from legcurl.pose.backend import Backend
from legcurl.pose.frame import Frame
from legcurl.pose.lifter import Lifter
from legcurl.pose.skeleton import INDEX, Person

ASTRAY = 1.0
"""Hips further from where the lifter's are than this share of the leg are somebody else's."""
RESET_AFTER_S = 0.5
"""When somebody else was followed for so long the model is made to look afresh."""


class Follower:
    """Finds the lifter in pictures that follow each other.

    Parameters
    ----------
    backend : Backend
    lifter : Lifter
    """

    def __init__(self, backend: Backend, lifter: Lifter) -> None:
        self._backend, self._lifter = backend, lifter
        self._astray_since: float | None = None

    def look(self, frame: Frame) -> tuple[Person | None, list[Person]]:
        """The lifter (None where not seen) and all who are seen, in pixels of the picture."""
        view, image = self._lifter.view, frame.image
        people = [view.back(person, image) for person in self._backend.infer(view.of(image), frame.time_s)]
        person = _lifter_of(people, self._lifter, frame)
        if not people or person is not None:
            self._astray_since = None
        elif self._astray_since is None:
            self._astray_since = frame.time_s
        elif frame.time_s - self._astray_since > RESET_AFTER_S:
            self._backend.reset()
            self._astray_since = None
        return person, people


def _lifter_of(people: list[Person], lifter: Lifter, frame: Frame) -> Person | None:
    """The one whose hips are nearest to where the lifter's are, unless they are too far off to be the same."""
    height, width = frame.image.shape[:2]
    at = lifter.hips * np.array([width, height])

    def off(person: Person) -> float:
        return float(np.hypot(*(person.xy[[INDEX["left_hip"], INDEX["right_hip"]]].mean(axis=0) - at)))

    nearest = min((p for p in people if np.isfinite(off(p))), key=off, default=None)
    return nearest if nearest is not None and off(nearest) < ASTRAY * lifter.leg * width else None
