"""Markers in space: the knee as the angle between thigh and shank, the rest in the leg's own sagittal plane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.registry import ReadOptions
from legcurl.pose.formats.points import LEG, known_points
from legcurl.pose.gates import BONE_LOOSE
from legcurl.pose.posture import posture_of
from legcurl.pose.segments import SegmentAngles, heel_height, segment_angles
from legcurl.pose.sides import Side
from legcurl.pose.skeleton import INDEX, KEYPOINTS, PoseTrack
from legcurl.recording import Issue, Recording
from legcurl.vocabulary import FloatArray, Leg, sided

SIDES: tuple[Side, ...] = ("left", "right")
FLAT = 0.02
"""Second over first singular value of the leg's directions; below it the knee stays straight and spans no plane."""
SIDEWAYS = 0.7
"""Share of the vertical along the normal of the sagittal plane beyond which the axis taken for up cannot be it."""


def recording_of_markers(
    names: Sequence[str],
    xyz: FloatArray,
    time_s: FloatArray,
    up: Sequence[int],
    head: Head,
    options: ReadOptions,
    format_name: str,
    notes: Sequence[str] = (),
) -> Recording:
    """Joint angles from markers in space, of both legs where both are there.

    Parameters
    ----------
    names : sequence of str
        Names of the markers, k of them.
    xyz : ndarray, shape (n, k, 3)
        Positions in any unit; NaN where missing.
    time_s : ndarray, shape (n,)
    up : sequence of int
        Axes that may point up, the likeliest first.
    head, options, format_name
        The file, what the person says, and the reader.
    notes : sequence of str
        What the reader has to say already.

    Returns
    -------
    Recording

    Raises
    ------
    InputError
        If hip, knee and ankle of a leg are not among the markers, or never seen together.
    """
    columns, said = known_points(names, head, options)
    points = {keypoint: xyz[:, list(at)].mean(axis=1) for keypoint, at in columns.items()}
    sides = [side for side in SIDES if all(f"{side}_{part}" in points for part in LEG)]
    sides = [side for side in sides if options.leg in (None, "both", side)] or sides
    legs, issues = {}, []
    for side in sides:
        track, knee, lost = _seen_from_the_side(points, side, time_s, up, head, format_name)
        if np.isfinite(knee).any():
            legs[side] = (track, segment_angles(track, side), knee)
        if lost:
            detail = f"markers of the {side} leg were not where its bones allow in {lost} samples, which were left out"
            issues.append(Issue("markers_off", detail))
    if not legs:
        raise InputError("hip, knee and ankle are never seen together", path=head.path, fix="Fill the gaps and export.")
    first = max(legs, key=lambda side: _range(legs[side][2]))
    leg: Leg | None = first if len(legs) == 1 else None
    channels = {}
    for side, (_, angles, knee) in legs.items():
        for name, values in _channels(angles, knee).items():
            paired = len(legs) > 1 and name != "trunk_inclination_deg"
            if paired or side == first:
                channels[sided(name, "l" if side == "left" else "r") if paired else name] = values
    track, angles, _ = legs[first]
    return Recording(
        time_s,
        channels,
        source=head.path.name,
        format=format_name,
        leg=leg,
        notes=(*notes, *said, "knee: angle between thigh and shank in space; the others in the leg's sagittal plane"),
        issues=tuple(issues),
        posture=posture_of(angles, heel_height(track, first)),
    )


def _channels(angles: SegmentAngles, knee: FloatArray) -> dict[str, FloatArray]:
    """Angles by channel; the ankle as measured, since markers see it."""
    named = {**angles.channels(), "knee_flexion_deg": knee, "ankle_dorsiflexion_deg": angles.ankle}
    return {name: values for name, values in named.items() if np.isfinite(values).any()}


def _seen_from_the_side(
    points: Mapping[str, FloatArray], side: Side, time_s: FloatArray, up: Sequence[int], head: Head, format_name: str
) -> tuple[PoseTrack, FloatArray, int]:
    """The markers drawn on the leg's sagittal plane, the knee angle in space, and how many samples were lost."""
    hip, knee, ankle = (points[f"{side}_{part}"] for part in LEG)
    thigh, shank = knee - hip, ankle - knee
    sound = _sound(thigh) & _sound(shank)
    known = np.isfinite(thigh).all(axis=1) & np.isfinite(shank).all(axis=1)
    normal = _normal([thigh[sound], shank[sound]], points, side)
    right, down = _axes(normal, up)
    xy = np.full((time_s.size, len(KEYPOINTS), 2), np.nan)
    for keypoint, at in points.items():
        xy[:, INDEX[keypoint]] = np.where(sound[:, None], np.stack([at @ right, at @ down], axis=1), np.nan)
    score = np.isfinite(xy).all(axis=2).astype(np.float64)
    track = PoseTrack(time_s, xy, score, source=head.path.name, format=format_name)
    return track, np.where(sound, _between(thigh, shank), np.nan), int((known & ~sound).sum())


def _sound(bone: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Where a bone has about its usual length."""
    length = np.sqrt((bone**2).sum(axis=1))
    usual = np.nanmedian(length) if np.isfinite(length).any() else np.nan
    with np.errstate(invalid="ignore"):
        return np.asarray((usual > 0) & (np.abs(length - usual) <= BONE_LOOSE * usual))


def _between(a: FloatArray, b: FloatArray) -> FloatArray:
    """Unsigned angle between two ways, in deg, shape (n,)."""
    cross = np.sqrt((np.cross(a, b) ** 2).sum(axis=1))
    return np.asarray(np.degrees(np.arctan2(cross, (a * b).sum(axis=1))))


def _normal(bones: Sequence[FloatArray], points: Mapping[str, FloatArray], side: Side) -> FloatArray:
    """Unit normal of the plane in which the leg moves; where it stays straight, of the plane with the trunk in it."""
    ways = np.concatenate([bone / np.sqrt((bone**2).sum(axis=1, keepdims=True)) for bone in bones])
    _, sizes, axes = np.linalg.svd(ways.T @ ways)
    shoulder = points.get(f"{side}_shoulder")
    if shoulder is not None and sizes[1] < FLAT**2 * sizes[0]:
        trunk = points[f"{side}_hip"] - shoulder
        trunk = trunk[np.isfinite(trunk).all(axis=1)]
        ways = np.concatenate([ways, trunk / np.maximum(np.sqrt((trunk**2).sum(axis=1, keepdims=True)), 1e-12)])
        axes = np.linalg.svd(ways.T @ ways)[2]
    return np.asarray(axes[2])


def _axes(normal: FloatArray, up: Sequence[int]) -> tuple[FloatArray, FloatArray]:
    """The plane's own right and down, down as far as it can be."""
    fits = [axis for axis in up if abs(normal[axis]) < SIDEWAYS]
    down = -np.eye(3)[fits[0] if fits else int(np.argmin(np.abs(normal)))]
    down = down - (down @ normal) * normal
    down /= np.sqrt(down @ down)
    return np.cross(down, normal), down


def _range(values: FloatArray) -> float:
    seen = values[np.isfinite(values)]
    return float(np.subtract(*np.percentile(seen, [97, 3])))
