"""The C3D file itself: header, parameters, points. Read by hand, because the libraries for it crash on damaged files.

Layout: the C3D file format user guide (Motion Lab Systems 2008). Blocks of 512 bytes, little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.pose.formats.layouts import plausible
from legcurl.vocabulary import FloatArray

BLOCK = 512
INTEL, PROCESSORS = 84, (84, 85, 86)
UNKNOWN_FRAMES = 65535
MOST_PARAMETERS = 10_000
LARGEST_FILE = 1 << 31

Parameters = Mapping[tuple[str, str], Any]
"""Values by group and name in capitals: lists of text, or arrays."""


@dataclass(frozen=True, eq=False)
class C3d:
    """What a file holds.

    Parameters
    ----------
    labels : tuple of str
        Names of the points, k of them.
    points : ndarray, shape (n, k, 3)
        As they stand, in the unit of ``POINT:UNITS``; NaN where invalid.
    rate_hz : float
    first_frame : int
    parameters : mapping of (str, str) to value
    """

    labels: tuple[str, ...]
    points: FloatArray
    rate_hz: float
    first_frame: int
    parameters: Parameters

    def texts(self, group: str, name: str) -> tuple[str, ...]:
        """A list of texts among the parameters, with its continuations (LABELS2, …); empty where there is none."""
        found: list[str] = []
        for key in (name, *(f"{name}{at}" for at in range(2, 20))):
            value = self.parameters.get((group, key))
            found += value if isinstance(value, list) else []
        return tuple(found)


def looks_like_c3d(data: bytes) -> bool:
    """Whether these are the first bytes of such a file."""
    if len(data) < BLOCK or data[1] != 0x50 or not 1 < data[0] < 32 or data[0] in b"\t\n\r":
        return False
    at = (data[0] - 1) * BLOCK + 3
    return at < len(data) and data[at] in PROCESSORS


def read_c3d(head: Head) -> C3d:
    """Read points and parameters.

    Raises
    ------
    InputError
        If the file is damaged, cut off, or written for a processor of old.
    """
    if head.size > LARGEST_FILE:
        raise InputError(f"{head.size / 1e9:.1f} GB; at most 2 are read", path=head.path, fix="Cut the set out.")
    content = head.read()
    try:
        return _read(content, head)
    except (struct.error, ValueError, IndexError, OverflowError, MemoryError) as error:
        raise InputError("a damaged C3D file", path=head.path, fix="Copy or export it again.") from error


def _read(content: bytes, head: Head) -> C3d:
    count, analogs = struct.unpack_from("<HH", content, 2)
    first, last = struct.unpack_from("<HH", content, 6)
    (scale,) = struct.unpack_from("<f", content, 12)
    start, _, rate = struct.unpack_from("<HHf", content, 16)
    parameters = _parameters(content, (content[0] - 1) * BLOCK, head)
    start = int(_single(parameters, "DATA_START", start))
    rate = _single(parameters, "RATE", rate)
    count = int(_single(parameters, "USED", count)) & 0xFFFF
    declared = int(_single(parameters, "FRAMES", last - first + 1)) & 0xFFFF
    declared = declared or last - first + 1
    cell = np.dtype("<f4" if scale < 0 else "<i2")
    width = 4 * count + analogs
    body = memoryview(content)[(start - 1) * BLOCK :] if start > 1 else memoryview(b"")
    there = len(body) // (width * cell.itemsize) if width else 0
    if not count or not 0 < rate < 1e5:
        raise InputError("a C3D file without points or without a rate", path=head.path, fix="Export the markers.")
    frames = there if declared == UNKNOWN_FRAMES else declared
    if frames > there or frames < 1:
        raise InputError(f"a C3D file that is cut off: {there} of {declared} frames are there", path=head.path,
                         fix="Copy or export it again.")  # fmt: skip
    rows = np.frombuffer(body, dtype=cell, count=frames * width).reshape(frames, width)
    with np.errstate(invalid="ignore", over="ignore"):  # damaged floats
        points = rows[:, : 4 * count].reshape(frames, count, 4).astype(np.float64)
        xyz = points[..., :3] * (1.0 if scale < 0 else scale)
        valid = points[..., 3] >= 0
    labels = _labels(parameters, count)
    return C3d(labels, plausible(np.where(valid[..., None], xyz, np.nan)), float(rate), int(first), parameters)


def _labels(parameters: Parameters, count: int) -> tuple[str, ...]:
    named = C3d((), np.empty((0, 0, 3)), 0.0, 0, parameters).texts("POINT", "LABELS")[:count]
    return (*named, *(f"point {at + 1}" for at in range(len(named), count)))


def _single(parameters: Parameters, name: str, otherwise: float) -> float:
    """The first figure of a parameter of the points."""
    value = parameters.get(("POINT", name))
    if isinstance(value, np.ndarray) and value.size and np.isfinite(value.flat[0]):
        return float(value.flat[0])
    return float(otherwise)


def _parameters(content: bytes, at: int, head: Head) -> Parameters:
    """Every parameter of the parameter section that begins at a byte."""
    if content[at + 3] != INTEL:
        raise InputError("a C3D file in the byte order of a DEC or SGI processor", path=head.path,
                         fix="Save it for PC (Intel), in Mokka for instance.")  # fmt: skip
    groups: dict[int, str] = {}
    found: list[tuple[int, str, Any]] = []
    at += 4
    for _ in range(MOST_PARAMETERS):
        length, group = struct.unpack_from("<bb", content, at)
        if length == 0 or group == 0:
            break
        name = content[at + 2 : at + 2 + abs(length)].decode("latin1").strip().upper()
        here = at + 2 + abs(length)
        (offset,) = struct.unpack_from("<H", content, here)
        if group < 0:
            groups[-group] = name
        else:
            found.append((group, name, _value(content, here + 2)))
        if offset == 0:
            break
        at = here + offset
    return {(groups.get(group, ""), name): value for group, name, value in found}


def _value(content: bytes, at: int) -> Any:
    """One parameter: texts as a list, figures as an array."""
    kind, dimensions = struct.unpack_from("<bB", content, at)
    shape: Sequence[int] = list(content[at + 2 : at + 2 + dimensions])
    at += 2 + dimensions
    count = int(np.prod(shape)) if shape else 1
    size = abs(kind) if kind in (-1, 1, 2, 4) else 0
    raw = content[at : at + count * size]
    if not size or len(raw) < count * size:
        raise ValueError("a parameter beyond the end of the file")
    if kind == -1:
        length = shape[0] if shape else 1
        return [raw[i : i + length].decode("latin1").strip(" \0") for i in range(0, len(raw), length)] if length else []
    return np.frombuffer(raw, dtype={1: "<i1", 2: "<i2", 4: "<f4"}[kind]).astype(np.float64)
