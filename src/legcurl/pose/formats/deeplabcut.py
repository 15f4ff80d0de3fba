"""DeepLabCut's tables: header rows scorer, (individuals,) bodyparts, coords; here as CSV."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.layout import split
from legcurl.io.registry import CERTAIN, ReadOptions, register
from legcurl.io.table import sound_layout, text_table
from legcurl.pose.formats.base import KeypointFormat
from legcurl.pose.formats.people import track_of_several
from legcurl.pose.skeleton import PoseTrack
from legcurl.vocabulary import FloatArray

Column = tuple[str, str, str]
"""Individual (empty where there is one), body part, and x, y or likelihood."""


@register
class DeepLabCut(KeypointFormat):
    """The CSV, with three header rows, or four where several individuals were tracked."""

    name = "deeplabcut"
    what = "DeepLabCut CSV"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the first cells of the header rows."""
        return CERTAIN if _header_rows(head) else 0

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Read every body part; the first column numbers the pictures."""
        rows, layout = _header_rows(head), sound_layout(head)
        width = min(len(row) for row in rows.values())
        individuals = rows.get("individuals", [""] * width)
        first = next((at for at, cell in enumerate(rows["coords"]) if cell.lower() == "x"), 1)
        columns = [(individuals[at], rows["bodyparts"][at], rows["coords"][at].lower()) for at in range(first, width)]
        if width > len(layout.headers):
            raise InputError("the header names more columns than there are", path=head.path, fix="Export it again.")
        values = np.stack(text_table(head, layout).read(range(first, width)), axis=1)
        number = text_table(head, layout).read([0])[0] if first == 1 else np.arange(values.shape[0], dtype=np.float64)
        return dlc_track(columns, values, number, head, options, self.name)


def dlc_track(
    columns: Sequence[Column], values: FloatArray, number: FloatArray, head: Head, options: ReadOptions, name: str
) -> PoseTrack:
    """A track from columns of individuals and body parts.

    Parameters
    ----------
    columns : sequence of (individual, body part, coordinate)
    values : ndarray, shape (n, len(columns))
    number : ndarray, shape (n,)
        Numbers of the pictures.
    head, options, name
        The file, what the person says, and the reader.
    """
    at = {column: place for place, column in enumerate(columns)}
    individuals = list(dict.fromkeys(individual for individual, _, _ in columns if individual != "single"))
    parts = [part for part in dict.fromkeys(part for _, part, _ in columns)
             if any((who, part, "x") in at and (who, part, "y") in at for who in individuals)]  # fmt: skip
    if not parts or not values.shape[0]:
        raise InputError("no body part with x and y in it", path=head.path, fix="Export it again.")
    blank = np.full(values.shape[0], np.nan)

    def column(who: str, part: str, coordinate: str) -> FloatArray:
        place = at.get((who, part, coordinate))
        return blank if place is None else values[:, place]

    coordinates = ("x", "y", "likelihood")
    points = np.array([[[column(who, part, each) for each in coordinates] for part in parts] for who in individuals])
    points = points.transpose(3, 0, 1, 2)
    if not any(coordinate == "likelihood" for _, _, coordinate in columns):
        points[..., 2] = np.where(np.isfinite(points[..., 0]), 1.0, 0.0)
    return track_of_several(parts, points, number, head, options, name)


def _header_rows(head: Head) -> dict[str, list[str]]:
    """Header rows by what they name; empty where this is no such table."""
    rows = {}
    for line in head.lines[:4]:
        cells = split(line, ";" if line.count(";") > line.count(",") else ",")
        if cells and cells[0].lower() in ("scorer", "individuals", "bodyparts", "coords"):
            rows[cells[0].lower()] = cells
    return rows if {"bodyparts", "coords"} <= set(rows) else {}
