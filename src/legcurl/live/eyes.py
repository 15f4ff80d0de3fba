"""From the keypoints of one picture after the other to angles, never looking ahead."""

from __future__ import annotations

import numpy as np

from legcurl.pose.segments import ankle_class, segment_angles
from legcurl.pose.sides import LEG, Side, unswapped
from legcurl.pose.skeleton import INDEX, Person, PoseTrack

DECIDES_AFTER = 15
"""Pictures after which the near leg is settled: half a second, in which nobody turns round."""


class Eyes:
    """Sees the angles of the near leg in the pictures of one person.

    Parameters
    ----------
    side : {"left", "right"}, optional
        The leg; the one that is seen better in the first pictures unless given.
    """

    def __init__(self, side: Side | None = None) -> None:
        self.side = side
        self._settled = side is not None
        self._seen: dict[Side, float] = {"left": 0.0, "right": 0.0}
        self._pictures = 0
        self._facing = 0.0
        self._before: Person | None = None

    def look(self, person: Person | None) -> dict[str, float]:
        """Angles by the names of channels; empty where nobody is seen, NaN where a joint is not.

        Parameters
        ----------
        person : Person or None
        """
        if person is None:
            return {}
        person = self._as_before(person)
        if not self._settled:
            self._choose(person)
        track = PoseTrack(np.zeros(1), person.xy[None], person.score[None])
        angles = segment_angles(track, self.side or "left")
        knee = float(angles.knee[0])
        if np.isfinite(knee):
            self._facing += angles.facing * knee
        turn = angles.facing * (1 if self._facing >= 0 else -1)
        return {
            "knee_flexion_deg": knee,
            "hip_flexion_deg": turn * float(angles.hip[0]),
            "ankle_dorsiflexion_deg": float(ankle_class(angles.ankle)[0]),
            "trunk_inclination_deg": turn * float(angles.trunk[0]),
            "thigh_inclination_deg": turn * float(angles.thigh[0]),
            "shank_inclination_deg": turn * float(angles.shank[0]),
        }

    def _as_before(self, person: Person) -> Person:
        """Exchange left and right where the detector has swapped them since the last picture."""
        if self._before is not None:
            xy, score = np.stack([self._before.xy, person.xy]), np.stack([self._before.score, person.score])
            track = unswapped(PoseTrack(np.arange(2.0), xy, score))
            person = Person(track.xy[1], track.score[1])
        self._before = person
        return person

    def _choose(self, person: Person) -> None:
        for side in self._seen:
            self._seen[side] += float(min(person.score[INDEX[f"{side}_{joint}"]] for joint in LEG))
        self._pictures += 1
        self.side = "left" if self._seen["left"] > self._seen["right"] else "right"
        self._settled = self._pictures >= DECIDES_AFTER
