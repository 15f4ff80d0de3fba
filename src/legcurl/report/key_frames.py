"""Small pictures of the top of each repetition, taken from the film that was drawn."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legcurl.metrics import RepMetrics
from legcurl.report.overlay_panel import picture_height

WIDTH_PX, QUALITY = 360, 72
"""Twice the width at which they stand on the page; about 15 kB each."""
MOST = 40
"""Pictures on a page; the tempo figure stops there too."""


@dataclass(frozen=True, slots=True)
class KeyFrame:
    """One picture.

    Parameters
    ----------
    index : int
        The repetition's number.
    kind : str
    peak_deg : float or None
    data : str
        A JPEG as a ``data:`` address, so that the page stays one file.
    """

    index: int
    kind: str
    peak_deg: float | None
    data: str


def key_frames(film: Path, reps: Sequence[RepMetrics]) -> tuple[KeyFrame, ...]:
    """The picture at the peak of each repetition, the first :data:`MOST` of them.

    Parameters
    ----------
    film : Path
        As :func:`legcurl.report.overlay.overlay` wrote it.
    reps : sequence of RepMetrics
    """
    import av

    found = []
    with av.open(str(film)) as container:
        for m in reps[:MOST]:
            picture = _at(container, m.rep.peak_s)
            if picture is not None:
                data = _jpeg(picture)
                found.append(KeyFrame(m.rep.index, m.rep.kind, m.peak_knee_flexion_deg, data))
    return tuple(found)


def _at(container: Any, time_s: float) -> Any:
    """The last picture shown by a time."""
    stream = container.streams.video[0]
    container.seek(max(0, int(time_s / stream.time_base)), stream=stream)
    last = None
    for picture in container.decode(stream):
        if picture.time > time_s and last is not None:
            break
        last = picture
    return last


def _jpeg(picture: Any) -> str:
    """The picture without the strip below it."""
    whole = picture.to_image()
    image = whole.crop((0, 0, whole.width, picture_height(whole.width, whole.height)))
    image.thumbnail((WIDTH_PX, 2 * WIDTH_PX))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"
