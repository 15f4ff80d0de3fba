"""From the keypoints of one person to a recording: near leg, angles, how far to believe them, posture."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from legcurl.errors import InputError
from legcurl.pose.gates import FILM_BETTER, LOW_TRUST, Trust, trust_in
from legcurl.pose.posture import posture_of
from legcurl.pose.segments import heel_height, segment_angles
from legcurl.pose.sides import near_side, unswapped
from legcurl.pose.skeleton import PoseTrack
from legcurl.recording import Issue, Recording
from legcurl.vocabulary import Leg

LEAST_PICTURES = 4
"""Fewer show no movement."""
INDICATIVE = 0.5
"""Confidence of the ankle beside that of the knee: its class is indicative only (Stenum 2021)."""


def track_to_recording(track: PoseTrack, leg: Leg | None = None) -> Recording:
    """Make the keypoints of one person a recording of joint angles.

    Parameters
    ----------
    track : PoseTrack
        One person, seen from the side.
    leg : {"left", "right", "both"}, optional
        The leg to measure; the near one unless given. From one side both legs cannot be told apart, so ``both``
        measures the near one too.

    Returns
    -------
    Recording
        Knee and hip flexion, inclinations of trunk, thigh and shank, the ankle as a coarse class, with the
        confidence of every sample, and the posture seen.

    Raises
    ------
    InputError
        If there are too few pictures, too little of the leg is seen, or the view is too far off the side.
    """
    if track.time_s.size < LEAST_PICTURES:
        raise InputError(
            f"holds too few pictures for a set: {track.time_s.size}, at least {LEAST_PICTURES} are needed",
            path=track.source,
            fix="Give the whole video.",
        )  # fmt: skip
    track = unswapped(track)
    side, why = (leg, "you said so") if leg in ("left", "right") else near_side(track)
    angles = segment_angles(track, side)
    if not np.isfinite(angles.knee).any():
        raise InputError(f"hip, knee and ankle of the {side} leg are never seen together", path=track.source,
                         fix=FILM_BETTER)  # fmt: skip
    trust = trust_in(track, side, angles.knee)
    channels = {name: np.where(trust.confidence > 0, x, np.nan) for name, x in angles.channels().items()}
    channels = {name: x for name, x in channels.items() if np.isfinite(x).any()}
    halves = {"ankle_dorsiflexion_deg": INDICATIVE}
    notes = [f"the {side} leg is measured: {why}", *_ankle_note(channels)]
    return Recording(
        time_s=track.time_s,
        channels=channels,
        source=track.source,
        format=track.format,
        leg=side,
        notes=(*track.notes, *notes),
        issues=(*track.issues, *_issues(trust)),
        confidence={name: halves.get(name, 1.0) * trust.confidence for name in channels},
        posture=posture_of(angles, heel_height(track, side)),
    )


def middle_trust(trust: Trust) -> float:
    """Median confidence of the samples that are used."""
    used = trust.confidence[trust.confidence > 0]
    return float(np.median(used)) if used.size else 0.0


def _ankle_note(channels: Collection[str]) -> list[str]:
    known = "ankle_dorsiflexion_deg" in channels
    return ["the ankle is indicative only: pointed (-40°), neutral (-10°) or toes up (15°)"] if known else []


def _issues(trust: Trust) -> tuple[Issue, ...]:
    issues = []
    middle = middle_trust(trust)
    if trust.low and middle < 1.0:
        how = "low" if middle < LOW_TRUST else "reduced"
        issues.append(Issue("uncertain_angles", f"the angles have {how} confidence: {'; '.join(trust.low)}"))
    lost = int((trust.confidence <= 0).sum())
    if lost:
        issues.append(
            Issue("not_seen", f"the leg was not seen, or not credibly, in {lost} of {trust.confidence.size} pictures")
        )
    return tuple(issues)
