"""ONNX pose models of the user's: RTMPose (SimCC) and YOLO-pose, told by the shapes of their inputs and outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from legcurl.errors import InputError, MissingExtraError
from legcurl.pose.backend import Backend, register
from legcurl.pose.frame import Image
from legcurl.pose.skeleton import INDEX, KEYPOINTS, Person
from legcurl.vocabulary import FloatArray

COCO: tuple[str | None, ...] = (
    "nose", None, None, "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow",
    "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle",
)  # fmt: skip
"""The keypoints of COCO in order; None for those that the skeleton leaves out."""
HALPE: tuple[str | None, ...] = (
    *COCO, None, None, None, "left_toe", "right_toe", None, None, "left_heel", "right_heel",
)  # fmt: skip
LAYOUTS = {len(COCO): COCO, len(HALPE): HALPE}
DEFAULT_YOLO, DEFAULT_SIMCC = (640, 640), (256, 192)
"""Height and width of the input where the model leaves them open."""
MEAN, DEVIATION = np.array([123.675, 116.28, 103.53]), np.array([58.395, 57.12, 57.375])
"""By which RTMPose normalises pixels (ImageNet)."""
PADDING = 114
"""Grey around a picture of another shape, as the models were trained."""
LEAST_PERSON = 0.25
"""Least score of a person."""
MOST_OVERLAP = 0.5
"""Of two boxes that overlap by more, as share of their union, the weaker one is the same person."""


class Fitted(NamedTuple):
    """A picture fitted into a model's input, and how to get back: pixels = (point - offset) / scale."""

    image: FloatArray
    scale: float
    offset: FloatArray


@register(lambda model: model is not None and model.suffix.lower() == ".onnx")
def onnx_backend(model: Path | None, alone: bool) -> Backend:
    """The backend for an ONNX file, by the shapes of its outputs."""
    assert model is not None
    session = _session(model, alone)
    shapes = [list(output.shape) for output in session.get_outputs()]
    if len(shapes) == 1 and len(shapes[0]) == 3 and {_yolo_keypoints(n) for n in shapes[0][1:]} - {None}:
        return Yolo(session)
    if len(shapes) == 2 and all(len(shape) == 3 for shape in shapes) and shapes[0][1] in LAYOUTS:
        return SimCC(session)
    raise InputError(
        f"its outputs of shape {', '.join(map(str, shapes))} are those of no pose model known", path=model,
        fix="Give an RTMPose model with SimCC outputs (17 or 26 keypoints) or a YOLO-pose model.",
    )  # fmt: skip


class SimCC:
    """RTMPose: one person, the one that the picture is cut to; x and y as two one-dimensional classifications.

    Parameters
    ----------
    session : onnxruntime.InferenceSession
    """

    def __init__(self, session: Any) -> None:
        self.name = "rtmpose"
        self._session, self._input = session, session.get_inputs()[0].name
        self._size = _input_size(session, DEFAULT_SIMCC)

    def infer(self, image: Image, time_s: float) -> list[Person]:
        """Find the person in one picture; see :class:`legcurl.pose.backend.Backend`."""
        fitted = fit(image, self._size, 0)
        normal = ((fitted.image - MEAN) / DEVIATION).transpose(2, 0, 1)[None].astype(np.float32)
        x, y = self._session.run(None, {self._input: normal})
        height, width = self._size
        at = np.stack([x[0].argmax(axis=1) * width / x.shape[2], y[0].argmax(axis=1) * height / y.shape[2]], axis=1)
        score = np.clip(np.minimum(x[0].max(axis=1), y[0].max(axis=1)), 0.0, 1.0)
        person = _person((at - fitted.offset) / fitted.scale, score)
        return [person] if float(person.score.max()) >= LEAST_PERSON else []

    def reset(self) -> None:
        """Nothing is remembered."""

    def close(self) -> None:
        """Let go of the model."""
        del self._session


class Yolo:
    """YOLO-pose: several people, raw (boxes to be thinned out) or end to end.

    Parameters
    ----------
    session : onnxruntime.InferenceSession
    """

    def __init__(self, session: Any) -> None:
        self.name = "yolo-pose"
        self._session, self._input = session, session.get_inputs()[0].name
        self._size = _input_size(session, DEFAULT_YOLO)

    def infer(self, image: Image, time_s: float) -> list[Person]:
        """Find the people in one picture; see :class:`legcurl.pose.backend.Backend`."""
        fitted = fit(image, self._size, PADDING)
        normal = (fitted.image / 255.0).transpose(2, 0, 1)[None].astype(np.float32)
        rows = np.asarray(self._session.run(None, {self._input: normal})[0][0], dtype=np.float64)
        rows = rows.T if _yolo_keypoints(rows.shape[1]) is None else rows
        before = 6 if (rows.shape[1] - 6) % 3 == 0 else 5  # corners, score and class; or centre, size and score
        rows = rows[rows[:, 4] >= LEAST_PERSON]
        rows = rows[np.argsort(-rows[:, 4], kind="stable")]
        if before == 5:
            rows = rows[_thinned(rows[:, :4])]
        people = []
        for row in rows:
            points = row[before:].reshape(-1, 3)
            people.append(_person((points[:, :2] - fitted.offset) / fitted.scale, np.clip(points[:, 2], 0.0, 1.0)))
        return people

    def reset(self) -> None:
        """Nothing is remembered."""

    def close(self) -> None:
        """Let go of the model."""
        del self._session


def fit(image: Image, size: tuple[int, int], padding: int) -> Fitted:
    """Scale a picture to fit into a height and width, its shape kept, and pad it around.

    Parameters
    ----------
    image : ndarray of uint8, shape (height, width, 3)
    size : tuple of int
        Height and width of the result.
    padding : int
        Value around it.
    """
    from PIL import Image as Pictures

    height, width = image.shape[:2]
    scale = min(size[0] / height, size[1] / width)
    inner = max(1, round(height * scale)), max(1, round(width * scale))
    top, left = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    whole = np.full((*size, 3), float(padding))
    scaled = Pictures.fromarray(image).resize((inner[1], inner[0]), Pictures.Resampling.BILINEAR)
    whole[top : top + inner[0], left : left + inner[1]] = np.asarray(scaled)
    return Fitted(whole, scale, np.array([left, top], dtype=np.float64))


def _session(model: Path, alone: bool) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingExtraError("an ONNX pose model", "video") from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    if not alone:
        options.intra_op_num_threads = 1  # films are looked through by several models side by side
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors share no base class but this
        raise InputError("is no ONNX model that can be run", path=model, fix="Download or export it again.") from error


def _input_size(session: Any, default: tuple[int, int]) -> tuple[int, int]:
    shape = session.get_inputs()[0].shape
    height, width = (n if isinstance(n, int) else None for n in shape[2:4])
    return (height, width) if height and width else default


def _yolo_keypoints(columns: Any) -> int | None:
    """How many keypoints a row of so many columns holds: box, score, (class,) and x, y, score of each."""
    if not isinstance(columns, int):
        return None
    return next((n for n in LAYOUTS for extra in (5, 6) if columns == extra + 3 * n), None)


def _thinned(boxes: FloatArray) -> list[int]:
    """Indices of boxes (centre, size; the strongest first) that overlap no stronger one too much."""
    low, high = boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2
    area = boxes[:, 2] * boxes[:, 3]
    kept: list[int] = []
    for i in range(len(boxes)):
        common = np.clip(np.minimum(high[i], high[kept]) - np.maximum(low[i], low[kept]), 0.0, None).prod(axis=1)
        if not (common > MOST_OVERLAP * (area[i] + area[kept] - common)).any():
            kept.append(i)
    return kept


def _person(points: FloatArray, scores: FloatArray) -> Person:
    xy, score = np.full((len(KEYPOINTS), 2), np.nan), np.zeros(len(KEYPOINTS))
    for name, at, sure in zip(LAYOUTS[len(points)], points, scores, strict=True):
        if name is not None:
            xy[INDEX[name]], score[INDEX[name]] = at, sure
    return Person(xy, score)
