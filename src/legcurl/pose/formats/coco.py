"""COCO-17 and Halpe-26 keypoints in one JSON file: AlphaPose's list of results, and COCO's annotations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.registry import ReadOptions, register
from legcurl.pose.formats.base import LARGEST_NUMBER, KeypointFormat, Pictures, track_of
from legcurl.pose.formats.json_text import figures, load_json
from legcurl.pose.formats.layouts import COCO_BY_COUNT, person_of
from legcurl.pose.skeleton import Person, PoseTrack

HIDDEN = 0.5
"""Score of a joint that a person marked although it was hidden (COCO's visibility 1 of 2)."""
_NUMBER = re.compile(r"(\d+)(?!.*\d)")


@register
class Coco(KeypointFormat):
    """One entry a person and picture."""

    name = "coco"
    what = "COCO and AlphaPose JSON"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the keys of its first entries."""
        data = head.data.lstrip(b"\xef\xbb\xbf \r\n\t")
        if data.startswith(b"["):
            return 80 if b'"image_id"' in data and b'"keypoints"' in data else 0
        known = b'"annotations"' in data or (b'"images"' in data and b'"file_name"' in data)
        return 80 if data.startswith(b"{") and known else 0

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Read the people of every picture, in the order of the numbers of the pictures."""
        content = load_json(head)
        annotated = isinstance(content, dict)
        entries = content.get("annotations") if annotated else content
        if not isinstance(entries, list):
            raise InputError("no list of annotations in it", path=head.path, fix="Export it again.")
        names = _names(content, head.path) if annotated else {}
        size = _size(content) if annotated else None
        people: dict[object, list[Person]] = {}
        for at, entry in enumerate(entries):
            image, person = _entry(entry, at, head.path)
            people.setdefault(names.get(image, image), [])
            if person is not None:
                people[names.get(image, image)].append(person)
        numbered = _in_order(people, head.path)
        pictures = Pictures(list(numbered.values()), number=np.array(list(numbered), dtype=np.float64), size=size)
        return track_of(pictures, head, options, self.name)


def _entry(entry: object, at: int, path: Path) -> tuple[str, Person | None]:
    """Picture and person of one entry; None where nothing of the person was marked."""
    where = f"entry {at + 1}"
    image = entry.get("image_id") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(image, str | int):
        raise InputError("an entry without image_id", path=path, where=where, fix="Export it again.")
    flat = figures(entry.get("keypoints", []), "keypoints", path, where)
    if flat.size == 0:
        return str(image), None
    if flat.size % 3 or flat.size // 3 not in COCO_BY_COUNT:
        known = ", ".join(str(3 * count) for count in COCO_BY_COUNT)
        raise InputError(f"{flat.size} figures in keypoints; expected one of {known}", path=path, where=where,
                         fix="Export COCO-17 or Halpe-26 keypoints.")  # fmt: skip
    points = flat.reshape(-1, 3)
    if "score" not in entry and np.isin(points[:, 2], (0, 1, 2)).all():  # a person's annotation: visibility, no score
        points[:, 2] = np.select([points[:, 2] == 2, points[:, 2] == 1], [1.0, HIDDEN])
    return str(image), person_of(points, COCO_BY_COUNT[points.shape[0]])


def _names(content: Mapping[str, Any], path: Path) -> dict[str, str]:
    """File names of the pictures by their id."""
    images = content.get("images", [])
    if not isinstance(images, list) or not all(isinstance(each, dict) for each in images):
        raise InputError("images is no list of pictures", path=path, fix="Export it again.")
    named = {str(each.get("id")): str(each.get("file_name", each.get("id"))) for each in images}
    return named if len(set(named.values())) == len(named) else {}


def _size(content: Mapping[str, Any]) -> tuple[float, float] | None:
    """Width and height of the pictures, where all say the same."""
    sides = [[each.get("width"), each.get("height")] for each in content.get("images", [])]
    known = {tuple(map(float, both)) for both in sides if all(isinstance(side, int | float) for side in both)}
    width, height = known.pop() if len(known) == 1 else (0.0, 0.0)
    return (width, height) if 0 < width < LARGEST_NUMBER and 0 < height < LARGEST_NUMBER else None


def _in_order(people: Mapping[object, list[Person]], path: Path) -> dict[int, list[Person]]:
    """People by the number of their picture, increasing; numbers are the last ones in the names.

    Raises
    ------
    InputError
        If names without numbers leave the order unknown, or two names have the same number.
    """
    found = {image: _NUMBER.search(str(image).rpartition(".")[0] or str(image)) for image in people}
    bare = next((image for image, number in found.items() if number is None), None)
    if bare is not None or not found:
        raise InputError(f"no number of a picture in {str(bare)[:40]!r}", path=path,
                         fix="Name the pictures by their numbers, such as 0001.jpg.")  # fmt: skip
    numbers = {image: int(number[1][-len(str(LARGEST_NUMBER)) :]) for image, number in found.items() if number}
    if len(set(numbers.values())) < len(numbers) or max(numbers.values()) > LARGEST_NUMBER:
        raise InputError("the numbers in the names of the pictures are not their order", path=path,
                         fix="Give one video's pictures, named by their numbers.")  # fmt: skip
    return {numbers[image]: people[image] for image in sorted(numbers, key=lambda each: numbers[each])}
