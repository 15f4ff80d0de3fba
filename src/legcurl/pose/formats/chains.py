"""Which of the people in a file's pictures is the lifter: people followed from picture to picture, and one chosen.

The order of people in a file changes from picture to picture. The lifter moves least from the spot and bends a knee;
others stand by or walk past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from legcurl.errors import InputError
from legcurl.pose.segments import segment_angles
from legcurl.pose.skeleton import INDEX, KEYPOINTS, Person, PoseTrack
from legcurl.vocabulary import FloatArray

LEAST_BEND = 0.05
"""Score of somebody who bends no knee, so that who is seen longest is taken where nobody does."""
REACH = 0.75
"""Between pictures nobody comes further than this share of the own size; the lifter stays where they are."""
FULL_BEND_DEG = 90.0
"""A knee that bends by this much bends as in a leg curl; more does not make it more so."""
RIVAL, RIVAL_DEG = 0.6, 40.0
"""Somebody else who comes so close to the lifter's score, and bends a knee by so much, lifts too."""
_BODY = [INDEX[f"{side}_{part}"] for side in ("left", "right") for part in ("shoulder", "hip", "knee", "ankle")]


@dataclass(eq=False)
class _Chain:
    """One person from picture to picture."""

    body: FloatArray
    pictures: list[int] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def add(self, person: Person, picture: int) -> None:
        """See the person in one more picture; what is hidden in it stays where it was."""
        self.body = np.where(np.isfinite(person.xy[_BODY]), person.xy[_BODY], self.body)
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

    Raises
    ------
    InputError
        If two people lift at the same time.
    """
    tracks = [_track(chain, time_s, size, source, format_name) for chain in _chains(people)]
    scores = np.array([_score(track) for track in tracks])
    order = np.argsort(scores)[::-1]
    lifter: PoseTrack = tracks[int(order[0])]
    if scores.size > 1 and scores[order[1]] > RIVAL * scores[order[0]] and _both_lift(lifter, tracks[int(order[1])]):
        raise InputError("two people lift in it", path=source,
                         fix="Cut the other one out of the picture, and run the detector again.")  # fmt: skip
    several = max(len(each) for each in people) > 1
    notes = ("several people are seen; the one who bends a knee on the spot is measured",) if several else ()
    return replace(lifter, notes=notes)


def _chains(people: Sequence[Sequence[Person]]) -> list[_Chain]:
    """Everybody, followed: each takes the nearest of those seen before who are within reach, the nearest pair first."""
    chains: list[_Chain] = []
    for picture, present in enumerate(people):
        bodies = np.array([chain.body for chain in chains]).reshape(-1, len(_BODY), 2)
        ways = _ways(np.array([person.xy[_BODY] for person in present]).reshape(-1, len(_BODY), 2), bodies)
        taken: dict[int, int] = {}
        for at in np.argsort(ways, axis=None):
            i, j = divmod(int(at), len(chains))
            if ways[i, j] > REACH:
                break
            if i not in taken and j not in taken.values():
                taken[i] = j
        for i, person in enumerate(present):
            if i in taken:
                chains[taken[i]].add(person, picture)
            elif np.isfinite(person.xy[_BODY]).any():
                chains.append(_Chain(person.xy[_BODY]))
                chains[-1].add(person, picture)
    return chains or [_Chain(np.full((len(_BODY), 2), np.nan))]


def _ways(bodies: FloatArray, others: FloatArray) -> FloatArray:
    """Mean distance between the keypoints of people and of others, as a share of their size, shape (people, others).

    Infinite where none of their keypoints are known in both.
    """
    distance = np.sqrt(((others[None] - bodies[:, None]) ** 2).sum(axis=3))
    known = np.isfinite(distance)
    mean = np.where(known, distance, 0.0).sum(axis=2) / np.maximum(known.sum(axis=2), 1)
    size = np.maximum(_size(bodies)[:, None], _size(others)[None])
    return np.where(known.any(axis=2) & (size > 0), mean / np.maximum(size, 1e-12), np.inf)


def _size(bodies: FloatArray) -> FloatArray:
    """Diagonal of the box around each of several bodies, shape (m,); negative where nothing is seen."""
    high = np.where(np.isnan(bodies), -np.inf, bodies).max(axis=1)
    low = np.where(np.isnan(bodies), np.inf, bodies).min(axis=1)
    seen = np.isfinite(high).all(axis=1)
    return np.where(
        seen, np.sqrt((np.subtract(high, low, out=np.zeros_like(high), where=seen[:, None]) ** 2).sum(axis=1)), -1.0
    )


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


def _both_lift(a: PoseTrack, b: PoseTrack) -> bool:
    """Whether two people bend their knees, and are seen together for half of the time in which one of them is seen."""
    seen = [np.isfinite(track.xy[:, _BODY, 0]).any(axis=1) for track in (a, b)]
    together = (seen[0] & seen[1]).sum() >= 0.5 * min(seen[0].sum(), seen[1].sum())
    return bool(together) and min(_bend(a)[0], _bend(b)[0]) >= RIVAL_DEG


def _bend(track: PoseTrack) -> tuple[float, float]:
    """Range of the knee that bends more, in deg, and the share of the pictures in which it is seen."""
    best = (0.0, 0.0)
    for side in ("left", "right"):
        knee = segment_angles(track, side).knee
        seen = knee[np.isfinite(knee)]
        if seen.size > 1:
            best = max(best, (float(np.subtract(*np.percentile(seen, [95, 5]))), seen.size / knee.size))
    return best


def _score(track: PoseTrack) -> float:
    """How much like a lifter: share of the pictures seen, times the bend of a knee, less for leaving the spot."""
    bend, share = _bend(track)
    hips = track.point("right_hip")
    hips = np.where(np.isfinite(hips), hips, track.point("left_hip"))
    hips = hips[np.isfinite(hips).all(axis=1)]
    size = float(_size(track.xy[:, _BODY]).max(initial=0.0))
    if not hips.size or size <= 0:
        return 0.0
    travel = float(np.hypot(*np.subtract(*np.percentile(hips, [95, 5], axis=0))))
    return share * (LEAST_BEND + min(bend / FULL_BEND_DEG, 1.0)) / (1.0 + travel / size)
