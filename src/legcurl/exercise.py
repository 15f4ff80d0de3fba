"""Is it a leg curl at all?

A curl and a mirrored extension are the same angle trace, so an angle alone cannot tell. What can: the muscles that
work at either end, gravity seen by sensors on shank and thigh, the hip, how pictures show the body to be held, and
the person's own word.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from legcurl.motion import Motion, turning_points
from legcurl.motion.conditioning import extent
from legcurl.motion.emg import BENT, STRAIGHT, contrast
from legcurl.motion.motion import POSITIONS
from legcurl.motion.sign import HAMSTRINGS, QUADRICEPS, SURE_CONTRAST, rests_high
from legcurl.recording import Recording
from legcurl.reps import LEAST_RANGE, find_cycles
from legcurl.vocabulary import FloatArray, base_channel

AGAINST_ONES_WORD = 0.7
"""Evidence from this confidence on stands against the person's word; then nobody is believed."""
KNEE_BENDS_DEG = 40.0
"""A knee that bends less while sensors are on both segments makes no leg curl: half of the least useful range."""
THIGH_SHARE = 0.35
"""A thigh that turns by more than this share of the shank's turn is lifted with it; hips that rise move it less."""
STRAIGHT_KNEE_DEG = 40.0
"""A knee that rests straighter than this, sensors put on by hand included, rests straight."""
HIP_SHARE = 0.4
"""A hip that moves by more than this share of the knee's range takes part: a squat, a step, a lifted leg."""
SQUAT_SHARE = 0.6
"""Beyond this share it is no leg curl whatever is said: in walking it is two thirds, in a squat nearly all."""
SITTING_DEG = 45.0
"""A leg extension is done with the hip bent further than this."""
TOGETHER_CONTRAST = 0.1
"""The hamstrings' contrasts must have more than this mean: one sure electrode is enough unless another contradicts."""
STRIDE_S = (0.8, 1.8)
"""Stride times of walking, slow to brisk."""
SWING_S = 0.55
"""In walking the knee is bent beyond half of its range for less than this in each stride."""
WALKING_RANGE_DEG = (30.0, 80.0)
"""Knee range in walking, about 60°, with room for slow and stiff gait."""
LOADING_DEG = (4.0, 30.0)
"""The small second bend of the knee after heel strike, about 15°."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """The verdict on what was recorded.

    Parameters
    ----------
    is_leg_curl : bool or None
        None when the data cannot tell.
    confidence : float
        0 to 1.
    why : str
        The reason, in words for the person.
    """

    is_leg_curl: bool | None
    confidence: float
    why: str


def judge_exercise(recording: Recording, motion: Motion | None, *, assume_curl: bool = False) -> Exercise:
    """Tell whether a recording is a leg curl.

    Parameters
    ----------
    recording : Recording
        As captured; its `variation` is the person's or the source's word that it is a leg curl.
    motion : Motion or None
        The same, made ready.
    assume_curl : bool
        The person's word that it is one, without saying which.

    Returns
    -------
    Exercise
        False or True where there is evidence, None where there is none or the evidence contradicts the word.
    """
    seen = _evidence(recording, motion)
    word = recording.variation is not None or assume_curl
    if not word or motion is None or motion.span < LEAST_RANGE[motion.unit]:
        return seen
    said = f"it is said to be a {recording.variation or ''} leg curl".replace("  ", " ")
    if seen.is_leg_curl is None:
        return Exercise(True, 0.9, f"{said}; {seen.why}")
    if seen.is_leg_curl:
        return Exercise(True, max(0.9, seen.confidence), f"{said}, and {seen.why}")
    if seen.confidence >= AGAINST_ONES_WORD:
        return Exercise(None, 0.0, f"{said}, but {seen.why}; check the channels and their names")
    return Exercise(True, 0.6, f"{said}, although {seen.why}")


def _evidence(recording: Recording, motion: Motion | None) -> Exercise:
    """What the data say by themselves: the first that can tell has the word, those that agree make it surer."""
    if motion is None:
        if any(base_channel(name) in POSITIONS for name in recording.channels):
            return Exercise(None, 0.0, "too little of the movement was recorded")
        if any(base_channel(name) in ("force_n", "stack_kg") for name in recording.channels):
            return Exercise(False, 0.9, "there is a force but no movement: an isometric test has no repetitions")
        return Exercise(None, 0.0, "no channel shows how the knee, the lever or the stack moves")
    if motion.span < LEAST_RANGE[motion.unit]:
        size = f"{motion.span:.0f}°" if motion.unit == "deg" else f"{100 * motion.span:.0f} cm"
        return Exercise(False, 0.8, f"the limb moves by {size} only; no repetition is that short")
    looks = (_limb_posture(motion), _posture(recording), _hip(motion), _muscles(motion), _walking(motion))
    verdicts = [verdict for verdict in looks if verdict is not None]
    if verdicts:
        first = verdicts[0]
        sure = max(verdict.confidence for verdict in verdicts if verdict.is_leg_curl is first.is_leg_curl)
        return replace(first, confidence=sure)
    if any(name in (*HAMSTRINGS, *QUADRICEPS) for name in motion.channels):
        return Exercise(None, 0.0, "the EMG does not tell the bent from the straight end clearly enough")
    if recording.posture is not None:
        return Exercise(None, 0.0, f"{recording.posture.why}, which does not tell whether it is a leg curl")
    alone = {
        "knee_flexion_deg": "a knee angle alone looks the same in a leg curl and in a leg extension",
        "shank_inclination_deg": "a shank alone moves the same in a leg curl and in a leg extension",
    }
    default = "a machine's lever or stack moves the same in a leg curl and in other exercises"
    return Exercise(None, 0.0, alone.get(base_channel(motion.source_channel) or "", default))


def height_of(motion: Motion) -> FloatArray:
    """Position scaled to 0 at the low and 1 at the high end of its range, shape (n,)."""
    low, high = extent(motion.position)
    return np.asarray((motion.position - low) / (high - low))


def _limb_posture(motion: Motion) -> Exercise | None:
    """Sensors on shank and thigh: does the knee bend, and is it straight or bent at rest?"""
    thigh = motion.companion("thigh_inclination_deg")
    if base_channel(motion.source_channel) != "shank_inclination_deg" or thigh is None:
        return None
    between = motion.sign * motion.position - thigh
    low, high = np.nanpercentile(between, [2, 98])
    lifted = float(np.subtract(*np.nanpercentile(thigh, [98, 2])))
    if lifted > THIGH_SHARE * motion.span:
        why = f"the thigh turns by {lifted:.0f}° with the shank's {motion.span:.0f}°: the whole leg is lifted"
        return Exercise(False, 0.85, why)
    if high - low < KNEE_BENDS_DEG:
        return Exercise(False, 0.75, f"the knee bends by {high - low:.0f}° only")
    rest, top = _at_rest_and_top(motion, np.abs((between + 180.0) % 360.0 - 180.0))
    sure = min(1.0, abs(rests_high(height_of(motion))))
    if top < rest:
        why = f"the knee rests bent at about {rest:.0f}° and is straightened: a leg extension"
        return Exercise(False, 0.6 + 0.25 * sure, why)
    if rest <= STRAIGHT_KNEE_DEG:
        why = f"the knee rests straight and bends to about {top:.0f}° while the thigh stays"
        return Exercise(True, 0.6 + 0.25 * sure, why)
    return None


def _at_rest_and_top(motion: Motion, x: FloatArray) -> tuple[float, float]:
    """Median of `x` at the end where the limb rests, and at the other one."""
    height = height_of(motion)
    low, high = float(np.nanmedian(x[height < 0.25])), float(np.nanmedian(x[height > 0.75]))
    return (high, low) if rests_high(height) > 0 else (low, high)


def _posture(recording: Recording) -> Exercise | None:
    """How the body is held, where pictures show it."""
    seen = recording.posture
    if seen is None or seen.is_leg_curl is None:
        return None
    return Exercise(seen.is_leg_curl, seen.confidence, seen.why)


def _hip(motion: Motion) -> Exercise | None:
    """Hip and knee together: does the hip stay, and where does the knee rest?"""
    hip = motion.companion("hip_flexion_deg")
    if base_channel(motion.source_channel) != "knee_flexion_deg" or hip is None:
        return None
    low, high = np.nanpercentile(hip, [2, 98])
    if high - low > HIP_SHARE * motion.span:
        return Exercise(
            False, 0.75, f"the hip moves by {high - low:.0f}° with the knee: a squat, a step or a lifted leg"
        )
    rest, top = _at_rest_and_top(motion, motion.position)
    if abs(rests_high(height_of(motion))) < 1.0:
        return None
    if top < rest and rest > STRAIGHT_KNEE_DEG and float(np.nanmedian(hip)) > SITTING_DEG:
        why = f"the knee rests bent at about {rest:.0f}° and is straightened: a leg extension"
        return Exercise(False, 0.65, why)
    if top > rest and rest <= STRAIGHT_KNEE_DEG and motion.sign_known:
        return Exercise(True, 0.7, "the hip stays and the knee bends from straight")
    return None


def _muscles(motion: Motion) -> Exercise | None:
    """Hamstrings that work when bent make a curl, quadriceps that work when straight an extension."""
    height = height_of(motion)
    hams, ham_mv = _work(motion, HAMSTRINGS, height)
    quads, quad_mv = _work(motion, QUADRICEPS, height)
    if hams and max(hams) >= SURE_CONTRAST and float(np.mean(hams)) > TOGETHER_CONTRAST:
        if quads and max(quads) >= SURE_CONTRAST and quad_mv > ham_mv:
            return Exercise(None, 0.0, "quadriceps and hamstrings both work when the knee is bent, as in a squat")
        confidence = round(0.5 + 0.25 * (max(hams) + float(np.mean(hams))), 2)
        walking = _walking(motion)
        if walking is not None and confidence < 0.95:
            return walking
        return Exercise(True, min(confidence, 0.98), "the hamstrings work when the knee is bent")
    if quads and max(quads) <= -SURE_CONTRAST:
        if hams and float(np.mean(hams)) <= -SURE_CONTRAST and -ham_mv > -quad_mv:
            return Exercise(None, 0.0, "the hamstrings work when the knee is straight, as in a nordic curl")
        confidence = round(0.5 - 0.5 * float(np.mean(quads)), 2)
        why = "the quadriceps work when the knee is straight: a leg extension"
        return Exercise(False, min(confidence, 0.98), why)
    return None


def _work(motion: Motion, muscles: tuple[str, ...], height: FloatArray) -> tuple[list[float], float]:
    """Contrast of every muscle of a group, and how much more the group works at the high end in all, mV."""
    contrasts, more_mv = [], 0.0
    for name in muscles:
        amplitude = motion.companion(name)
        value = contrast(amplitude, height, motion.rate_hz) if amplitude is not None else float("nan")
        if amplitude is not None and np.isfinite(value):
            contrasts.append(value)
            more_mv += float(np.nanmean(amplitude[height > BENT]) - np.nanmean(amplitude[height < STRAIGHT]))
    return contrasts, more_mv


def _walking(motion: Motion) -> Exercise | None:
    """Short quick bends of about 60° in the rhythm of steps, with a small second one after heel strike."""
    if base_channel(motion.source_channel) != "knee_flexion_deg" or not motion.sign_known:
        return None
    cycles = find_cycles(motion)
    if len(cycles) < 2 or not WALKING_RANGE_DEG[0] <= motion.span <= WALKING_RANGE_DEG[1]:
        return None
    stride = float(np.median(np.diff([motion.time_s[cycle.peak] for cycle in cycles])))
    bent = float(np.count_nonzero(height_of(motion) > 0.5)) / motion.rate_hz / len(cycles)
    if not STRIDE_S[0] <= stride <= STRIDE_S[1] or bent > SWING_S:
        return None
    loadings = 0
    for cycle, following in itertools.pairwise(cycles):
        between = motion.position[cycle.peak : following.peak + 1]
        peaks, _ = turning_points(between[np.isfinite(between)], LOADING_DEG[0])
        loadings += any(LOADING_DEG[0] < between[p] - np.nanmin(between) < LOADING_DEG[1] for p in peaks[1:-1])
    if 2 * loadings >= len(cycles) - 1:
        return Exercise(
            False, 0.65, f"a bend of {motion.span:.0f}° every {stride:.1f} s with a small one between: walking"
        )
    return Exercise(None, 0.0, f"short bends of {motion.span:.0f}° every {stride:.1f} s could be walking")
