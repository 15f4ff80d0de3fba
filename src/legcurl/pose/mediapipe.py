"""MediaPipe's pose landmarker: with the models of its own wheel, or with a ``.task`` file of the user's."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
import warnings
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from legcurl.errors import InputError, MissingExtraError
from legcurl.pose.backend import Backend, register
from legcurl.pose.frame import Image
from legcurl.pose.skeleton import Person

LANDMARKS = (0, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32)
"""Which of MediaPipe's 33 landmarks the keypoints of the skeleton are, in its order."""
MOST_PEOPLE = 4
"""People looked for in a picture that stands alone."""
LEAST_DETECTION = 0.3
"""Least score of a detection: lying people score lower than those who stand."""
_DETECTOR = ("pose_detection", "pose_detection.tflite", 127.5, 127.5)
_LANDMARKER = ("pose_landmark", "pose_landmark_full.tflite", 0.0, 255.0)
"""Folder and file in the wheel; mean and deviation by which pixels are normalised (−1…1 and 0…1)."""
_QUIET = threading.RLock()
_BLANK = np.zeros((64, 64, 3), dtype=np.uint8)


@register(lambda model: model is None or model.suffix.lower() == ".task")
def mediapipe_backend(model: Path | None, alone: bool) -> Backend:
    """MediaPipe's landmarker; the models of its wheel unless a file is given."""
    library = _library()
    if model is None:
        return MediaPipe(library, own_models(), None, alone=True) if alone else Follower(library)
    try:
        return MediaPipe(library, model.read_bytes(), model, alone)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=model) from error


class Follower:
    """MediaPipe's own models, one person followed from picture to picture, without smoothing, which would lag behind.

    Parameters
    ----------
    library : module
        ``mediapipe``.
    """

    def __init__(self, library: Any) -> None:
        self.name = "mediapipe"
        self._library, self._found_somebody = library, False
        self._pose = self._made()

    def infer(self, image: Image, time_s: float) -> list[Person]:
        """Find the person in one picture; see :class:`legcurl.pose.backend.Backend`."""
        square = _squared(image)
        with contextlib.nullcontext() if self._found_somebody else quiet():  # it prints once more at its first person
            found = self._pose.process(square).pose_landmarks
        self._found_somebody = self._found_somebody or found is not None
        return [] if found is None else [_person(found.landmark, square.shape[0], image)]

    def reset(self) -> None:
        """Forget the pictures before."""
        with quiet():
            self._pose.reset()
            self._pose.process(_BLANK)

    def close(self) -> None:
        """Let go of the model."""
        self._pose.close()

    def _made(self) -> Any:
        with quiet():
            pose = self._library.solutions.pose.Pose(
                model_complexity=1,  # the only one whose model is in the wheel
                smooth_landmarks=False,
                min_detection_confidence=LEAST_DETECTION,
            )
            pose.process(_BLANK)  # what the library prints at its first picture is not for the person
        return pose


class MediaPipe:
    """A pose landmarker of MediaPipe.

    Parameters
    ----------
    library : module
        ``mediapipe``.
    task : bytes
        The models, as a ``.task`` file holds them.
    path : Path or None
        Where they came from, for messages.
    alone : bool
        As in :func:`legcurl.pose.backend.open_backend`.
    """

    def __init__(self, library: Any, task: bytes, path: Path | None, alone: bool) -> None:
        self.name = "mediapipe"
        self._library, self._task, self._path, self._alone = library, task, path, alone
        self._last_ms, self._found_somebody = 0, False
        self._landmarker = self._made()

    def infer(self, image: Image, time_s: float) -> list[Person]:
        """Find the people in one picture; see :class:`legcurl.pose.backend.Backend`."""
        square = _squared(image)  # elsewhere its turned cuts are slightly off
        picture = self._library.Image(image_format=self._library.ImageFormat.SRGB, data=square)
        with contextlib.nullcontext() if self._found_somebody else quiet():  # it prints once more at its first person
            if self._alone:
                found = self._landmarker.detect(picture)
            else:
                self._last_ms = max(self._last_ms + 1, round(1000 * time_s))
                found = self._landmarker.detect_for_video(picture, self._last_ms)
        self._found_somebody = self._found_somebody or bool(found.pose_landmarks)
        return [_person(landmarks, square.shape[0], image) for landmarks in found.pose_landmarks]

    def reset(self) -> None:
        """Forget the pictures before."""
        self.close()
        self._landmarker = self._made()

    def close(self) -> None:
        """Let go of the model."""
        self._landmarker.close()

    def _made(self) -> Any:
        from mediapipe.tasks.python.core.base_options import BaseOptions
        from mediapipe.tasks.python.vision import pose_landmarker
        from mediapipe.tasks.python.vision.core.vision_task_running_mode import VisionTaskRunningMode

        options = pose_landmarker.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=self._task),
            running_mode=VisionTaskRunningMode.IMAGE if self._alone else VisionTaskRunningMode.VIDEO,
            num_poses=MOST_PEOPLE if self._alone else 2,  # with 1 it smooths, and lags behind
            min_pose_detection_confidence=LEAST_DETECTION,
        )
        try:
            with quiet():
                landmarker = pose_landmarker.PoseLandmarker.create_from_options(options)
                blank = self._library.Image(image_format=self._library.ImageFormat.SRGB, data=_BLANK)
                if self._alone:
                    landmarker.detect(blank)
                else:
                    landmarker.detect_for_video(blank, 0)
        except (RuntimeError, ValueError) as error:
            raise InputError(
                f"is no pose model of MediaPipe ({str(error).splitlines()[0][:80]})", path=self._path,
                fix="Give a pose_landmarker .task file.",
            ) from error  # fmt: skip
        self._last_ms = 0
        return landmarker


@cache
def own_models() -> bytes:
    """The two models of the wheel as a ``.task`` file, with the normalisation that such a file must state."""
    modules = Path(_library().__file__).parent / "modules"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as task:
        for name, (folder, file, mean, deviation) in (
            ("pose_detector.tflite", _DETECTOR),
            ("pose_landmarks_detector.tflite", _LANDMARKER),
        ):
            task.writestr(zipfile.ZipInfo(name), _normalised((modules / folder / file).read_bytes(), mean, deviation))
    return archive.getvalue()


def _normalised(model: bytes, mean: float, deviation: float) -> bytes:
    """A model with the normalisation of its pixels written into it."""
    from mediapipe.tasks.python.metadata.metadata_writers.metadata_writer import MetadataWriter

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the library forgets to close a file of its own
        return bytes(MetadataWriter.create(bytearray(model)).add_image_input([mean], [deviation]).populate()[0])


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep what a library prints past Python off the person's screen, for a moment; one thread at a time."""
    with _QUIET:
        sys.stderr.flush()
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(nowhere)


def _library() -> Any:
    try:
        with quiet():
            import mediapipe
    except ImportError as error:
        raise MissingExtraError("finding people in pictures", "video") from error
    return mediapipe


def _squared(image: Image) -> Image:
    """The picture with black to the right or below, so that it is square."""
    height, width = image.shape[:2]
    if height == width:
        return np.ascontiguousarray(image)
    square = np.zeros((max(height, width),) * 2 + (3,), dtype=np.uint8)
    square[:height, :width] = image
    return square


def _person(landmarks: Any, side: int, image: Image) -> Person:
    """Keypoints of a square of that side, of which the picture is the upper left part."""
    chosen = [landmarks[i] for i in LANDMARKS]
    xy = side * np.array([(mark.x, mark.y) for mark in chosen])
    inside = ((xy >= 0) & (xy <= (image.shape[1], image.shape[0]))).all(axis=1)
    score = np.array([mark.visibility or 0.0 for mark in chosen])
    return Person(xy, np.where(inside, score, 0.0), side * np.array([mark.z for mark in chosen]))
