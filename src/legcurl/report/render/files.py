"""Pictures as files: three moments as PNG, the set as a film, and as a GIF that plays anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from legcurl.errors import OutputError
from legcurl.io.in_place import in_place
from legcurl.pose.frame import Image
from legcurl.report.overlay_film import writing
from legcurl.report.render.canvas import canvas
from legcurl.report.render.moments import NAMES, MovingPicture

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FILM_HZ = 20.0
"""Pictures of the film a second: smooth at the speed of a leg curl."""
FINER = 2
"""A still picture is drawn so many times larger and made smaller, so that its edges are smooth."""
GIF_WIDTH, GIF_EVERY, GIF_COLOURS = 480, 2, 255
"""Size and number of colours of the GIF, and how many pictures of the film it has one of."""

Report = Callable[[int, int], None]


def prepare_folder(folder: Path) -> None:
    """Make the folder, before any work is done.

    Raises
    ------
    OutputError
        If it cannot be one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror})\nGive another folder after -o") from error


def write_stills(picture: MovingPicture, folder: Path, name: str, width: int, height: int) -> tuple[Path, ...]:
    """Write start, middle and top as ``NAME-start.png`` and so on.

    Parameters
    ----------
    picture : MovingPicture
    folder : Path
    name : str
    width, height : int

    Returns
    -------
    tuple of Path
    """
    paths = tuple(folder / f"{name}-{moment}.png" for moment in NAMES)
    seen = (*picture.key_moments, *picture.film[:: int(picture.rate_hz)])
    with canvas(picture.stage, seen, FINER * width, FINER * height) as drawing:
        for path, moment in zip(paths, picture.key_moments, strict=True):
            still = _picture(drawing.draw(moment)).reduce(FINER)
            with in_place(path) as beside:
                still.save(beside, format="png", optimize=True)
    return paths


def write_film(
    picture: MovingPicture, folder: Path, name: str, width: int, height: int, report: Report | None = None
) -> tuple[Path, ...]:
    """Write the set as ``NAME.mp4`` and ``NAME.gif``.

    Parameters
    ----------
    picture : MovingPicture
    folder : Path
    name : str
    width, height : int
        Even.
    report : callable, optional
        Is told how many pictures of how many are drawn.

    Returns
    -------
    tuple of Path

    Raises
    ------
    MissingExtraError
        If no encoder is installed.
    """
    mp4, gif = folder / f"{name}.mp4", folder / f"{name}.gif"
    seen = (*picture.key_moments, *picture.film[:: int(picture.rate_hz)])
    small: list[Picture] = []
    with ExitStack() as open_files:
        film = open_files.enter_context(writing(mp4))
        drawing = open_files.enter_context(canvas(picture.stage, seen, width, height))
        for k, moment in enumerate(picture.film):
            image = drawing.draw(moment)
            film.add(image, k / picture.rate_hz)
            if k % GIF_EVERY == 0:
                small.append(_smaller(image))
            if report is not None:
                report(k + 1, len(picture.film))
    write_gif(small, gif, 1000.0 * GIF_EVERY / picture.rate_hz)
    return mp4, gif


def write_gif(pictures: Sequence[Picture], path: Path, each_ms: float) -> None:
    """Write a GIF that goes on for ever; all its pictures have the same colours, so that nothing flickers."""
    from PIL import Image as Pillow

    colours = _common(pictures).quantize(GIF_COLOURS)
    first, *others = (one.quantize(palette=colours, dither=Pillow.Dither.NONE) for one in pictures)
    with in_place(path) as beside:
        first.save(beside, format="gif", save_all=True, append_images=others, duration=each_ms, loop=0, optimize=False)


def _common(pictures: Sequence[Picture]) -> Picture:
    """Some of the pictures below each other, to choose colours from."""
    from PIL import Image as Pillow

    chosen = pictures[:: max(1, len(pictures) // 4)]
    width, height = chosen[0].size
    sheet = Pillow.new("RGB", (width, height * len(chosen)))
    for k, one in enumerate(chosen):
        sheet.paste(one, (0, k * height))
    return sheet


def _smaller(image: Image) -> Picture:
    one = _picture(image)
    if one.width <= GIF_WIDTH:
        return one
    from PIL import Image as Pillow

    return one.resize((GIF_WIDTH, round(one.height * GIF_WIDTH / one.width)), Pillow.Resampling.BOX)


def _picture(image: Image) -> Picture:
    from PIL import Image as Pillow

    return Pillow.fromarray(image)
