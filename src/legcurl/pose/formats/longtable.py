"""MediaPipe landmarks as CSV with a row for each landmark of each picture, as short scripts write them."""

from __future__ import annotations

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.layout import Layout
from legcurl.io.registry import ReadOptions, register
from legcurl.io.table import sound_layout, text_table
from legcurl.pose.formats.base import KeypointFormat
from legcurl.pose.formats.layouts import MEDIAPIPE, plausible
from legcurl.pose.formats.points import track_of_points
from legcurl.pose.formats.pointtable import clock_of, times_of
from legcurl.pose.skeleton import PoseTrack

LANDMARK = frozenset({"landmark", "landmark_id", "landmark_index", "landmark_idx", "landmarkid", "keypoint", "point"})
SCORE = frozenset({"visibility", "vis", "score", "confidence", "presence", "v"})


@register
class LongTable(KeypointFormat):
    """Columns for the picture or its time, the number of the landmark, x, y and perhaps its visibility."""

    name = "mediapipe-long"
    what = "MediaPipe landmarks as CSV, a row for each"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the headers."""
        layout = head.layout
        known = layout is not None and {"x", "y"} <= _places(layout).keys() and _column(layout, LANDMARK) is not None
        return 72 if known else 0

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Rows that belong to the same picture are put side by side; the landmarks are told by their numbers."""
        layout = sound_layout(head)
        places, table = _places(layout), text_table(head, layout)
        clock, which, score = clock_of(layout, head, options), _column(layout, LANDMARK), _column(layout, SCORE)
        assert which is not None
        if not clock.columns:
            raise InputError("a row for each landmark, and nothing tells which belong to the same picture",
                             path=head.path, fix="Add a column frame, or time in s.")  # fmt: skip
        columns = [*clock.columns, which, places["x"], places["y"], *([] if score is None else [score])]
        values = np.stack(table.read(columns), axis=1)
        values = values[np.isfinite(values[:, :2]).all(axis=1)]
        names = {float(number): keypoint for keypoint, number in MEDIAPIPE.items()}
        at, picture = np.unique(values[:, 0], return_inverse=True)
        if at.size < 2:
            raise InputError(f"{at.size} pictures with numbered landmarks; a recording needs at least 2",
                             path=head.path, fix="Number the landmarks as MediaPipe does, 0 to 32.")  # fmt: skip
        points = np.full((at.size, len(names), values.shape[1] - 2), np.nan)
        for k, number in enumerate(names):
            rows = values[:, 1] == number
            points[picture[rows], k] = values[rows, 2:]
        time_s, told = times_of(clock, at[:, None], head, options, lambda row: f"picture {row + 1}")
        return track_of_points(
            list(names.values()), plausible(points[:, :, :2].reshape(at.size, -1)).reshape(at.size, -1, 2),
            None if score is None else points[:, :, 2], time_s, head, options, self.name, notes=(layout.words, told),
        )  # fmt: skip


def _places(layout: Layout) -> dict[str, int]:
    return {header.strip().lower(): at for at, header in enumerate(layout.headers)}


def _column(layout: Layout, names: frozenset[str]) -> int | None:
    return next((at for header, at in _places(layout).items() if header in names), None)
