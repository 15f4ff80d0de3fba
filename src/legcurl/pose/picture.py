"""Angles in one picture: no set, but a look at a posture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

import numpy as np

from legcurl.errors import InputError
from legcurl.pose.backend import Backend, open_backend
from legcurl.pose.frame import Frame
from legcurl.pose.gates import FILM_BETTER, off_side_deg, trust_in
from legcurl.pose.lifter import Find, agreement, find_lifter, one
from legcurl.pose.posture import posture_of
from legcurl.pose.segments import heel_height, segment_angles
from legcurl.pose.stills import still
from legcurl.recording import Posture
from legcurl.vocabulary import FloatArray, Leg

PICTURE_SIDE = 1280
"""Larger pictures are scaled down: detectors look at 256 pixels of a person."""

AGREED = 0.8
"""Looks that agree less are said to disagree."""


@dataclass(frozen=True, eq=False)
class PictureAngles:
    """What one picture shows of the lifter; None where it is not seen.

    Parameters
    ----------
    knee_flexion_deg, hip_flexion_deg, trunk_inclination_deg, thigh_inclination_deg, shank_inclination_deg : float
        As the channels of the same names.
    leg : {"left", "right"}
        The near one, or the one asked for.
    confidence : float
        0 to 1; below 0.7 the angles are uncertain.
    off_side_deg : float or None
        How far the camera is off the side view.
    posture : Posture or None
    why : tuple of str
        What lowers the confidence.
    """

    knee_flexion_deg: float
    hip_flexion_deg: float | None
    trunk_inclination_deg: float | None
    thigh_inclination_deg: float | None
    shank_inclination_deg: float | None
    leg: Leg
    confidence: float
    off_side_deg: float | None
    posture: Posture | None
    why: tuple[str, ...]


def measure_picture(
    path: str | PathLike[str], leg: Leg | None = None, *, model: Path | None = None, rotate: int = 0
) -> PictureAngles:
    """Measure the angles of the lifter in one picture.

    Parameters
    ----------
    path : path-like
        A photograph, as a rule from the side.
    leg : {"left", "right"}, optional
        The leg to measure; the near one unless given.
    model : Path, optional
        As in :func:`legcurl.pose.backend.open_backend`.
    rotate : {0, 90, 180, 270}
        By how many degrees the picture is turned clockwise first.

    Raises
    ------
    InputError
        If it is no picture, nobody is in it, or it was not taken from the side.
    MissingExtraError
        If the extra ``video`` is not installed.
    """
    frame = still(Path(path), turns=rotate // 90, longest_side=PICTURE_SIDE)
    backend = open_backend(model, alone=True)
    try:
        return angles_in(frame, backend, str(path), leg)
    finally:
        backend.close()


def angles_in(frame: Frame, backend: Backend, source: str, leg: Leg | None = None) -> PictureAngles:
    """The same for a picture at hand; see :func:`measure_picture`."""
    looks = find_lifter(backend, [frame], source).finds
    knee, agreed = agreement(looks)
    best = _nearest(looks, knee)
    side = leg if leg in ("left", "right") else best.side
    track = replace(one(best.person), source=source)
    angles = segment_angles(track, side)
    if not np.isfinite(angles.knee[0]):
        raise InputError(f"hip, knee and ankle of the {side} leg are not seen", path=source, fix=FILM_BETTER)
    off = float(np.median([off_side_deg(one(find.person)) for find in looks]))
    trust = trust_in(track, side, angles.knee, off if np.isfinite(off) else None)
    why = (*trust.low, *(["looks at it from several turns disagree"] if agreed < AGREED else []))
    return PictureAngles(
        knee_flexion_deg=float(angles.knee[0]) if leg in ("left", "right") else knee,
        hip_flexion_deg=_known(angles.hip),
        trunk_inclination_deg=_known(angles.trunk),
        thigh_inclination_deg=_known(angles.thigh),
        shank_inclination_deg=_known(angles.shank),
        leg=side,
        confidence=float(agreed * trust.confidence[0]),
        off_side_deg=trust.off_side_deg if np.isfinite(trust.off_side_deg) else None,
        posture=posture_of(angles, heel_height(track, side)),
        why=why,
    )


def in_words(angles: PictureAngles) -> str:
    """The angles in one line."""
    parts = [f"knee {angles.knee_flexion_deg:.0f}°"]
    if angles.hip_flexion_deg is not None:
        parts.append(f"hip {angles.hip_flexion_deg:.0f}°")
    if angles.posture is not None:
        parts.append(angles.posture.held)
    how = f"{100 * angles.confidence:.0f} % sure" + (f": {'; '.join(angles.why)}" if angles.why else "")
    return f"{', '.join(parts)} ({angles.leg} leg, {how})"


def _nearest(looks: tuple[Find, ...], knee: float) -> Find:
    """The look whose knee is the one agreed on; of those alike, the best."""
    return min(looks, key=lambda find: (abs(find.knee_deg - knee), -find.quality))


def _known(x: FloatArray) -> float | None:
    return float(x[0]) if np.isfinite(x[0]) else None
