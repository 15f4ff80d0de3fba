"""The overlay of a film, begun when the first picture comes: only then it is known that there is a film."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from legcurl.cli.options import ReadingOptions, ResultOptions
from legcurl.errors import OutputError
from legcurl.plan import Plan

if TYPE_CHECKING:
    from legcurl.pose.frame import Frame
    from legcurl.pose.skeleton import Person
    from legcurl.report.overlay import Beside
    from legcurl.vocabulary import Variation

    Begin = Callable[[Path, Variation | None], AbstractContextManager[Beside]]


class Drawing:
    """Takes the pictures of a film, if there are any.

    Parameters
    ----------
    path : Path
        Where the film is written.
    begin : callable
        Begins it, told which leg curl is seen.
    closing : ExitStack
        Ends it.
    """

    def __init__(self, path: Path, begin: Begin, closing: ExitStack) -> None:
        self._path, self._begin, self._closing = path, begin, closing
        self._beside: Beside | None = None

    def on_frame(self, frame: Frame, lifter: Person | None, people: list[Person], seen: Variation | None) -> None:
        """Draw one picture."""
        if self._beside is None:
            self._beside = self._closing.enter_context(self._begin(self._path, seen))
        self._beside.add(frame, lifter, people)

    def film(self) -> Path | None:
        """The film, complete; None where there was none."""
        self._closing.close()
        return self._path if self._path.exists() else None


@contextmanager
def drawing(reading: ReadingOptions, plan: Plan, results: ResultOptions) -> Iterator[Drawing | None]:
    """What a reader of films is to show its pictures to; None where no film is wanted.

    The film lies beside the folder of results until it is moved there, and goes away if it is not.

    Raises
    ------
    OutputError
        If nothing can be written there; so this is known before any work is done.
    """
    if results.output is None or results.no_overlay:
        yield None
        return
    try:
        folder = Path(tempfile.mkdtemp(prefix=".legcurl-", dir=_holder(results.output.absolute())))
    except OSError as error:
        raise OutputError(
            f"{results.output}: cannot write here ({error.strerror or error}).\n"
            "Choose another place that you may write to"
        ) from error

    def begin(path: Path, seen: Variation | None) -> AbstractContextManager[Beside]:
        from legcurl.report.overlay import overlay

        return overlay(path, plan, reading.variation or seen, reading.leg, blur_faces=results.blur_faces)

    try:
        with ExitStack() as closing:
            yield Drawing(folder / "overlay.mp4", begin, closing)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _holder(output: Path) -> Path | None:
    """Where the film lies meanwhile: beside the results, or among temporary files (None) if nothing else may."""
    holder = next(parent for parent in output.parents if parent.is_dir())
    alone = output.is_dir() and os.access(output, os.W_OK) and not os.access(holder, os.W_OK)
    return None if alone else holder
