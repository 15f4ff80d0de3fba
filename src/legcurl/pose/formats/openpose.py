"""OpenPose: a folder with one JSON file a picture, ``people[].pose_keypoints_2d``; AlphaPose can do the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import HEAD_BYTES, Head
from legcurl.io.registry import CERTAIN, ReadOptions, register
from legcurl.pose.formats.base import LARGEST_NUMBER, KeypointFormat, Pictures, track_of
from legcurl.pose.formats.json_text import figures, parse_json
from legcurl.pose.formats.layouts import OPENPOSE_BY_COUNT, person_of
from legcurl.pose.skeleton import Person, PoseTrack

LOOKED_AT = 5
"""Files of a folder that are looked into to know it."""
MOST_FILES = 500_000
LARGEST_PICTURE = 1 << 24
"""Bytes of one picture's file; a crowd with faces and hands takes a hundredth."""
_KEYS = ("pose_keypoints_2d", "pose_keypoints")
_NUMBER = re.compile(r"(\d+)(?!.*\d)")


@register
class OpenPose(KeypointFormat):
    """One file a picture, its number in the name."""

    name = "openpose"
    what = "OpenPose JSON folders"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """A folder whose JSON files hold people with keypoints, or one such file."""
        if not head.is_folder:
            return CERTAIN if _is_openpose(head.data) else 0
        files = _files(head.path)[:LOOKED_AT]
        return CERTAIN if any(_is_openpose(_beginning(file)) for file in files) else 0

    def files(self, head: Head) -> tuple[Path, ...]:
        """Every JSON file of the folder."""
        return tuple(_files(head.path)) if head.is_folder else (head.path,)

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Read every picture of the folder, in the order of the numbers in their names."""
        if not head.is_folder:
            raise InputError("this is one picture of OpenPose's output", path=head.path,
                             fix=f"Give the folder of all its pictures: {head.path.parent}")  # fmt: skip
        numbered = _numbered(_files(head.path), head)
        people = [_people(file) for _, file in numbered]
        pictures = Pictures(people, number=np.array([number for number, _ in numbered], dtype=np.float64))
        return track_of(pictures, head, options, self.name)


def _files(folder: Path) -> Sequence[Path]:
    """JSON files of a folder, in the order of their names."""
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".json" and file.is_file())
    except OSError as error:
        raise InputError(f"cannot be looked into: {error.strerror}", path=folder,
                         fix="Give yourself the right to read it.") from error  # fmt: skip
    if len(files) > MOST_FILES:
        raise InputError(f"{len(files)} files; at most {MOST_FILES} are read", path=folder, fix="Cut the set out.")
    return files


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD_BYTES)
    except OSError:
        return b""  # what cannot be read is no sign; reading it later says why


def _is_openpose(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and b'"people"' in data and (
        b"pose_keypoints" in data or b'"people":[]' in data.replace(b" ", b"")
    )  # fmt: skip


def _numbered(files: Sequence[Path], head: Head) -> list[tuple[int, Path]]:
    """Files with the last number in their names, in its order.

    Raises
    ------
    InputError
        If a name has no number, or two have the same one.
    """
    numbered = []
    for file in files:
        found = _NUMBER.search(file.stem.removesuffix("_keypoints"))
        if found is None or len(found[1].lstrip("0")) >= len(str(LARGEST_NUMBER)):
            raise InputError("no number of a picture in the file's name", path=file,
                             fix="Leave only the pictures' files in the folder.")  # fmt: skip
        numbered.append((int(found[1]), file))
    numbered.sort(key=lambda each: each[0])
    for (number, file), (following, other) in pairwise(numbered):
        if number == following:
            raise InputError(f"picture {number} is there twice: {file.name} and {other.name}", path=head.path,
                             fix="Give each video a folder of its own.")  # fmt: skip
    return numbered


def _people(file: Path) -> list[Person]:
    """People of one picture."""
    try:
        if file.stat().st_size > LARGEST_PICTURE:
            raise InputError("far too large for one picture", path=file, fix="Export it again.")
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=file, fix="Copy the folder again.") from error
    picture = parse_json(content, file)
    people = picture.get("people") if isinstance(picture, dict) else None
    if not isinstance(people, list):
        raise InputError("no list of people in it", path=file, fix="Leave only the pictures' files in the folder.")
    found = (_person(each, at, file) for at, each in enumerate(people))
    return [person for person in found if person is not None]


def _person(given: object, at: int, file: Path) -> Person | None:
    """One person; None where only a face or a hand was found."""
    where = f"person {at + 1}"
    flat = next((given[key] for key in _KEYS if key in given), None) if isinstance(given, dict) else None
    if flat == []:
        return None
    points = figures(flat if isinstance(flat, list) else [], "pose_keypoints_2d", file, where)
    if points.ndim != 1 or points.size % 3 or points.size // 3 not in OPENPOSE_BY_COUNT:
        known = " or ".join(str(3 * count) for count in OPENPOSE_BY_COUNT)
        raise InputError(f"{points.size} figures in pose_keypoints_2d; expected {known}", path=file, where=where,
                         fix="Run OpenPose with the model BODY_25 or COCO.")  # fmt: skip
    return person_of(points.reshape(-1, 3), OPENPOSE_BY_COUNT[points.size // 3])
