"""The seam between pictures and people: one method, and a registry of what can stand behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from legcurl.errors import InputError
from legcurl.pose.frame import Image
from legcurl.pose.skeleton import Person


class Backend(Protocol):
    """What finds people in pictures.

    Attributes
    ----------
    name : str
        Goes into ``Recording.format``.
    """

    name: str

    def infer(self, image: Image, time_s: float) -> list[Person]:
        """Find the people in one picture.

        Parameters
        ----------
        image : ndarray of uint8, shape (height, width, 3)
            Red, green, blue.
        time_s : float
            When it is to be shown; increases from call to call, except in pictures that stand alone.

        Returns
        -------
        list of Person
            In pixels of `image`; empty where there is nobody.
        """
        ...

    def reset(self) -> None:
        """Forget the pictures before; the next one is looked at afresh."""
        ...

    def close(self) -> None:
        """Let go of the model."""
        ...


Maker = Callable[[Path | None, bool], Backend]
"""Makes a backend of a model file (None: its own) and whether pictures stand alone, several people in each."""
_MAKERS: list[tuple[Callable[[Path | None], bool], Maker]] = []


def register(fits: Callable[[Path | None], bool]) -> Callable[[Maker], Maker]:
    """Function decorator: make a backend known for the model files that `fits` says."""

    def keep(maker: Maker) -> Maker:
        _MAKERS.append((fits, maker))
        return maker

    return keep


def open_backend(model: Path | None = None, *, alone: bool = False) -> Backend:
    """The backend for a model file, or the one that is built in.

    Parameters
    ----------
    model : Path, optional
        A ``.task`` file of MediaPipe, or an ONNX file of RTMPose or YOLO-pose.
    alone : bool
        Pictures stand alone and may show several people; otherwise they follow each other and one person is followed.

    Raises
    ------
    InputError
        If the file is missing or no such model.
    MissingExtraError
        If the library that it needs is not installed.
    """
    from legcurl.pose import mediapipe, onnx  # noqa: F401  (each registers its backend)

    if model is not None and not model.is_file():
        raise InputError("there is no such model file", path=model, fix="Check the name and the folder.")
    for fits, maker in _MAKERS:
        if fits(model):
            return maker(model, alone)
    raise InputError(
        "this is no pose model that Legcurl knows", path=model,
        fix="Give a .task file of MediaPipe, or an .onnx file of RTMPose or YOLO-pose.",
    )  # fmt: skip
