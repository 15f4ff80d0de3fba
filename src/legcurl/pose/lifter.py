"""The lifter among the people in a film, and how to look at them: found in a few pictures, before the film is read.

The lifter is the one whose leg is seen whole, who lies, sits or kneels, stays in place and bends the knee; a helper
squats beside, others walk past. Every picture is tried in all four quarter turns, since detectors know people who
stand better than those who lie, and once more cut to the lifter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from legcurl.errors import InputError
from legcurl.pose.backend import Backend
from legcurl.pose.frame import Frame, Image
from legcurl.pose.gates import FULL_VIEW_DEG, PROPORTION, off_side_deg
from legcurl.pose.posture import posture_of
from legcurl.pose.segments import heel_height, segment_angles
from legcurl.pose.sides import LEG, Side
from legcurl.pose.skeleton import INDEX, Person, PoseTrack
from legcurl.pose.view import Box, View, box_around
from legcurl.vocabulary import FloatArray, Variation

TURNS = (0, 1, 2, 3)
SAME_LEGS = 0.6
"""Two finds whose hips are nearer to each other than this share of the leg are the same person."""
GOOD_SHARE = 0.6
"""Finds with at least this share of the best one's quality have a say in the angle."""
UPRIGHT_FIRST = 1.05
"""A turned view must be so much better than the one as it is."""
CROP_MARGIN = 0.3
"""Room left around the lifter, as a share of the lifter's size."""
HEAD, HEAD_MARGIN = ("nose", "left_ear", "right_ear", "left_shoulder", "right_shoulder"), 0.3
"""What of other people is hidden, and how much around it, as a share of its size."""
CROP_BELOW = 0.5
"""A lifter who fills more of the picture is not cut out: that shows no more, and takes the surroundings away."""
STANDING = 0.7
"""Weight of somebody who stands, as helpers and passers-by do; of a posture that no curl has, half of the weight."""
MOVING_DEG = 40.0
"""A knee that bends by more among the pictures lifts."""
AS_GOOD = 0.6
"""Somebody who lifts too, with at least this share of the lifter's weight, makes it two lifters."""
MAYBE_MOVING = 0.5
"""Share of that bend from which somebody else may be lifting too: a few pictures miss the ends of the movement."""
MOST_OF = 0.75
"""Share of the pictures in which somebody is seen who is there all the time."""
LEAST_QUALITY = 0.05
"""Below it nothing is seen of a leg."""
DISAGREEING_DEG = 30.0
"""Looks that scatter so much about the same knee leave no trust in any of them."""


@dataclass(frozen=True, eq=False)
class Find:
    """One person found in one picture in one view.

    Parameters
    ----------
    person : Person
        In pixels of the picture.
    time_s : float
    view : View
    side : {"left", "right"}
        The leg that is seen better.
    quality : float
        0 to 1: how well that leg is seen, in proportion and from the side.
    knee_deg : float
    """

    person: Person
    time_s: float
    view: View
    side: Side
    quality: float
    knee_deg: float

    @property
    def hips(self) -> FloatArray:
        """Middle of the hips."""
        return np.asarray(self.person.xy[[INDEX["left_hip"], INDEX["right_hip"]]].mean(axis=0))

    @property
    def leg(self) -> float:
        """Length of the leg in the picture."""
        hip, knee, ankle = (self.person.xy[INDEX[f"{self.side}_{joint}"]] for joint in LEG)
        return float(np.hypot(*(knee - hip)) + np.hypot(*(ankle - knee)))


@dataclass(frozen=True, eq=False)
class Lifter:
    """Who is followed, and how.

    Parameters
    ----------
    view : View
        The part of the picture and the turn in which the lifter is seen best.
    hips : ndarray, shape (2,)
        Where the hips are, as shares of the picture.
    leg : float
        Length of the leg, as a share of the picture's width.
    finds : tuple of Find
        All looks at the lifter, from every view.
    rival : bool
        Whether somebody else may be lifting too.
    variation : optional
        The leg curl that is done in the posture seen.
    """

    view: View
    hips: FloatArray
    leg: float
    finds: tuple[Find, ...]
    rival: bool
    variation: Variation | None = None


def find_lifter(backend: Backend, pictures: Sequence[Frame], source: str, roi: Box | None = None) -> Lifter:
    """Find the lifter in a few pictures of a film.

    Parameters
    ----------
    backend : Backend
        For pictures that stand alone.
    pictures : sequence of Frame
    source : str
        Name of the film, for messages.
    roi : tuple of float, optional
        The part of the picture to look at, as shares of it: the person's word on where the lifter is.

    Raises
    ------
    InputError
        If there is nobody, or two people lift.
    """
    turns: Sequence[int] = TURNS
    finds: list[Find] = []
    for picture in pictures:
        new = [find for turn in turns for find in _look(backend, picture, View(roi or View().box, turn))]
        finds += new
        if new and len(turns) == len(TURNS):
            turns = _best_turns(finds)
    people = _people(finds)
    if not people:
        raise InputError(
            "nobody is seen in it", path=source,
            fix="Film the whole lifter from the side, in good light; or say where the lifter is: --roi X,Y,W,H.",
        )  # fmt: skip
    weights = [_weight(person, len(pictures)) for person in people]
    order = np.argsort(weights)[::-1]
    lifter = people[order[0]]
    rival = False
    if roi is None and len(order) > 1:
        second, share = people[order[1]], weights[order[1]] / max(weights[order[0]], 1e-9)
        if len(_by_time(second)) >= MOST_OF * len(pictures) and share >= AS_GOOD:
            rival = _lifts_too(lifter, second, source)
    looks = [*lifter]
    if roi is None:
        size = pictures[0].image.shape[1], pictures[0].image.shape[0]
        box = box_around(np.concatenate([_body(find) for find in lifter]), size, CROP_MARGIN)
        others = tuple(_head(people[i], size) for i in order[1:])
        wanted = others or _area(box) < CROP_BELOW
        views = [View(box, turn, others) for turn in _best_turns(lifter)] if wanted else []
        for picture in pictures:
            looks += [find for view in views for find in _look(backend, picture, view) if _same(find, lifter)]
    return _lifter(looks, pictures[0].image, rival)


def agreement(finds: Sequence[Find]) -> tuple[float, float]:
    """Knee flexion in one picture from all looks at it, in deg, and how well they agree, 0 to 1.

    Looks through several turns and cuts err in different ways: what they agree on is more likely to be there.
    """
    best = max(find.quality for find in finds)
    good = [find for find in finds if find.quality >= GOOD_SHARE * best]
    knees, weights = np.array([find.knee_deg for find in good]), np.array([find.quality for find in good])
    order = np.argsort(knees)
    share = np.cumsum(weights[order]) / weights.sum()
    middle = float(knees[order][int(np.searchsorted(share, 0.5))])
    scatter = float(np.average(np.abs(knees - middle), weights=weights))
    return middle, max(0.0, 1.0 - scatter / DISAGREEING_DEG)


def _look(backend: Backend, picture: Frame, view: View) -> list[Find]:
    found = [view.back(person, picture.image) for person in backend.infer(view.of(picture.image), picture.time_s)]
    return [find for person in found if (find := _find(person, picture.time_s, view)).quality >= LEAST_QUALITY]


def _find(person: Person, time_s: float, view: View) -> Find:
    best: tuple[float, Side] = max(
        (float(min(person.score[INDEX[f"{side}_{joint}"]] for joint in LEG)), side) for side in ("left", "right")
    )
    score, side = best
    track = one(person)
    angles = segment_angles(track, side)
    points = [person.xy[INDEX[f"{side}_{joint}"]] for joint in LEG]
    ratio = np.hypot(*(points[1] - points[0])) / max(float(np.hypot(*(points[2] - points[1]))), 1e-9)
    beyond = max(PROPORTION[0] / max(ratio, 1e-9), ratio / PROPORTION[1], 1.0)
    off = off_side_deg(track)
    turned = min(1.0, FULL_VIEW_DEG / max(off, 1.0)) if np.isfinite(off) else 1.0
    knee = float(angles.knee[0])
    quality = score * np.sqrt(turned) / beyond if np.isfinite(knee) else 0.0
    return Find(person, time_s, view, side, float(quality), knee)


def one(person: Person) -> PoseTrack:
    """A track of one picture."""
    depth = None if person.depth is None else person.depth[None]
    return PoseTrack(np.zeros(1), person.xy[None], person.score[None], depth=depth)


def _best_turns(finds: Sequence[Find]) -> list[int]:
    """The two turns in which most is seen."""
    seen = {turn: sum(find.quality for find in finds if find.view.turns == turn) for turn in TURNS}
    return sorted(TURNS, key=lambda turn: -seen[turn])[:2]


def _people(finds: Sequence[Find]) -> list[list[Find]]:
    """Finds of the same person together: those whose hips lie close to each other."""
    people: list[list[Find]] = []
    for find in sorted(finds, key=lambda find: -find.quality):
        same = next((person for person in people if _same(find, person)), None)
        if same is None:
            people.append([find])
        else:
            same.append(find)
    return people


def _same(find: Find, person: Sequence[Find]) -> bool:
    """Whether a find is that person: close to where the person was found, and not beside in the same look."""
    if any(find.time_s == other.time_s and find.view == other.view for other in person):
        return False
    return any(float(np.hypot(*(find.hips - other.hips))) < SAME_LEGS * max(find.leg, other.leg) for other in person)


def _by_time(person: Sequence[Find]) -> list[list[Find]]:
    times = sorted({find.time_s for find in person})
    return [[find for find in person if find.time_s == time] for time in times]


def _knee_range(person: Sequence[Find]) -> float:
    knees = [agreement(finds)[0] for finds in _by_time(person)]
    return float(max(knees) - min(knees))


def _weight(person: Sequence[Find], pictures: int) -> float:
    """How much speaks for being the lifter."""
    best = [max(finds, key=lambda find: find.quality) for finds in _by_time(person)]
    quality = sum(find.quality for find in best) / pictures
    postures = [posture_of(segment_angles(one(find.person), find.side), heel_height=0.0) for find in best]
    held = [0.5 if p is None or p.variation is None else STANDING if p.held == "standing" else 1.0 for p in postures]
    moves = 1.0 + min(_knee_range(person), MOVING_DEG) / MOVING_DEG
    stays = 1.0 / (1.0 + (max((_apart(a, b) for a, b in combinations(best, 2)), default=0.0)) ** 2)
    return quality * float(np.mean(held)) * moves * stays * float(np.sqrt(np.median([find.leg for find in best])))


def _apart(a: Find, b: Find) -> float:
    return float(np.hypot(*(a.hips - b.hips))) / max(a.leg, b.leg, 1e-9)


def _lifts_too(lifter: Sequence[Find], other: Sequence[Find], source: str) -> bool:
    """Whether somebody as prominent as the lifter may be lifting too; refused where both clearly do."""
    least = min(_knee_range(lifter), _knee_range(other))
    if least >= MOVING_DEG:
        raise InputError(
            "two people lift in it", path=source,
            fix="Say which one is meant: --roi X,Y,W,H, the part of the picture that holds the lifter alone.",
        )  # fmt: skip
    return least >= MAYBE_MOVING * MOVING_DEG


def _head(person: Sequence[Find], size: tuple[int, int]) -> Box:
    """Head and shoulders, by which detectors find a person."""
    best = person[0].person
    points = best.xy[[INDEX[name] for name in HEAD]]
    return box_around(points, size, HEAD_MARGIN)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _body(find: Find) -> FloatArray:
    seen = find.person.score > 0
    return np.asarray(find.person.xy[seen])


def _lifter(looks: Sequence[Find], image: Image, rival: bool) -> Lifter:
    """The view that shows the lifter best over all pictures."""
    times = len({find.time_s for find in looks})
    views = {find.view for find in looks}

    def shown(view: View) -> float:
        total = sum(find.quality for find in looks if find.view == view) / times
        return total * (UPRIGHT_FIRST if view.turns == 0 else 1.0)

    kept = [view for view in views if view.hidden] or list(views)  # who is hidden cannot be taken for the lifter
    view = max(sorted(kept, key=lambda view: (view.turns, view.box)), key=shown)
    good = [find for find in looks if find.quality >= GOOD_SHARE * max(each.quality for each in looks)]
    size = np.array([image.shape[1], image.shape[0]], dtype=np.float64)
    hips = np.median([find.hips for find in good], axis=0) / size
    return Lifter(view, hips, float(np.median([find.leg for find in good])) / size[0], tuple(looks), rival,
                  _variation(looks))  # fmt: skip


def _variation(looks: Sequence[Find]) -> Variation | None:
    """The leg curl that is done in the posture seen, by the best look at each picture."""
    best = [max(finds, key=lambda find: find.quality) for finds in _by_time(looks)]
    xy, score = np.array([find.person.xy for find in best]), np.array([find.person.score for find in best])
    track = PoseTrack(np.array([find.time_s for find in best]), xy, score)
    side = max(("left", "right"), key=lambda side: sum(find.quality for find in best if find.side == side))
    posture = posture_of(segment_angles(track, side), heel_height(track, side))
    return None if posture is None else posture.variation
