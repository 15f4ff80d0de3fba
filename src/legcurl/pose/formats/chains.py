"""Which of the people in a file's pictures is the lifter: people followed from picture to picture, and one chosen.

The order of people in a file changes from picture to picture. The lifter moves least from the spot and bends a knee;
others stand by or walk past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from legcurl.pose.segments import segment_angles
from legcurl.pose.skeleton import INDEX, KEYPOINTS, Person, PoseTrack
from legcurl.vocabulary import FloatArray

LOST_S = 5.0
"""Somebody not seen for longer is somebody new."""
REACH = 0.75
"""Between pictures nobody comes further than this share of the own size."""
FULL_BEND_DEG = 90.0
"""A knee that bends by this much bends as in a leg curl; more does not make it more so."""
RIVAL = 0.6
"""Somebody else who comes so close to the lifter's score does the exercise too."""
_BODY = [INDEX[f"{side}_{part}"] for side in ("left", "right") for part in ("shoulder", "hip", "knee", "ankle")]


@dataclass(eq=False)
class _Chain:
    """One person from picture to picture."""

    xy: FloatArray
    seen_s: float
    pictures: list[int] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def add(self, person: Person, picture: int, time_s: float) -> None:
        self.xy = np.where(np.isfinite(person.xy), person.xy, self.xy)
        self.seen_s = time_s
        self.pictures.append(picture)
        self.people.append(person)


def lifter_track(
    time_s: FloatArray,
    people: Sequence[Sequence[Person]],
    *,
    size: tuple[float, float] | None,
    source: str,
    format_name: str,
) -> PoseTrack:
    """The keypoints of the lifter.

    Parameters
    ----------
    time_s : ndarray, shape (n,)
        Times of the pictures.
    people : sequence of sequence of Person
        Who is seen in each, in any order; somebody at least.
    size : tuple of float or None
        Of the picture.
    source, format_name : str
        Of the track.

    Returns
    -------
    PoseTrack
        With a note where somebody else was left out.
    """
    chains = _chains(time_s, people)
    tracks = [_track(chain, time_s, size, source, format_name) for chain in chains]
    scores = np.array([_score(track) for track in tracks])
    best = int(np.argmax(scores))
    notes = []
    if max(len(each) for each in people) > 1:
        notes.append("several people are seen; the one who bends a knee on the spot is measured")
        if np.sort(scores)[-2:][0] > RIVAL * scores[best] and scores.size > 1:
            notes.append("somebody else moves much like the lifter; cut the picture if it is the wrong one")
    chosen = tracks[best]
    return PoseTrack(time_s, chosen.xy, chosen.score, size, source, format_name, tuple(notes), chosen.depth)


def _chains(time_s: FloatArray, people: Sequence[Sequence[Person]]) -> list[_Chain]:
    """Everybody, followed: each takes the nearest of those last seen nearby, the nearest pair first."""
    chains: list[_Chain] = []
    for picture, present in enumerate(people):
        now = float(time_s[picture])
        near = [chain for chain in chains if now - chain.seen_s <= LOST_S]
        ways = sorted(
            (way, i, j) for i, person in enumerate(present) for j, chain in enumerate(near)
            if (way := _way(person.xy, chain.xy)) <= REACH
        )  # fmt: skip
        taken: dict[int, int] = {}
        for _, i, j in ways:
            if i not in taken and j not in taken.values():
                taken[i] = j
        for i, person in enumerate(present):
            if i in taken:
                near[taken[i]].add(person, picture, now)
            elif np.isfinite(person.xy[_BODY]).any():
                chain = _Chain(person.xy, now)
                chain.add(person, picture, now)
                chains.append(chain)
    return chains or [_Chain(np.full((len(KEYPOINTS), 2), np.nan), 0.0)]


def _way(a: FloatArray, b: FloatArray) -> float:
    """Middle distance between the keypoints of two people, as a share of their size; infinite where none are common."""
    distance = np.hypot(*(a[_BODY] - b[_BODY]).T)
    known = distance[np.isfinite(distance)]
    size = max(_size(a), _size(b))
    return float(np.median(known)) / size if known.size and size > 0 else float("inf")


def _size(xy: FloatArray) -> float:
    body = xy[_BODY]
    body = body[np.isfinite(body).all(axis=1)]
    return float(np.hypot(*(body.max(axis=0) - body.min(axis=0)))) if body.size else 0.0


def _track(
    chain: _Chain, time_s: FloatArray, size: tuple[float, float] | None, source: str, format_name: str
) -> PoseTrack:
    xy = np.full((time_s.size, len(KEYPOINTS), 2), np.nan)
    score = np.zeros((time_s.size, len(KEYPOINTS)))
    depth = np.full((time_s.size, len(KEYPOINTS)), np.nan)
    for picture, person in zip(chain.pictures, chain.people, strict=True):
        xy[picture], score[picture] = person.xy, person.score
        if person.depth is not None:
            depth[picture] = person.depth
    known = depth if np.isfinite(depth).any() else None
    return PoseTrack(time_s, xy, score, size, source, format_name, depth=known)


def _score(track: PoseTrack) -> float:
    """How much like a lifter: share of the pictures seen, times the bend of a knee, less for leaving the spot."""
    best = 0.0
    for side in ("left", "right"):
        knee = segment_angles(track, side).knee
        seen = np.isfinite(knee)
        if seen.sum() < 2:
            continue
        bend = float(np.subtract(*np.percentile(knee[seen], [95, 5])))
        best = max(best, float(seen.mean()) * (0.05 + min(bend / FULL_BEND_DEG, 1.0)))
    hips = track.point("right_hip")
    hips = np.where(np.isfinite(hips), hips, track.point("left_hip"))
    hips = hips[np.isfinite(hips).all(axis=1)]
    size = max((_size(xy) for xy in track.xy[:: max(1, track.time_s.size // 50)]), default=0.0)
    if not hips.size or size <= 0:
        return best
    travel = float(np.hypot(*np.subtract(*np.percentile(hips, [95, 5], axis=0))))
    return best / (1.0 + travel / size)
