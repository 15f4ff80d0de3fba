"""HDF5: the analysis file of SLEAP, and the table that DeepLabCut writes through pandas and PyTables."""

from __future__ import annotations

import io
import pickle
from typing import Any

import numpy as np

from legcurl.errors import InputError, MissingExtraError
from legcurl.io.head import Head
from legcurl.io.header import listed
from legcurl.io.registry import CERTAIN, ReadOptions, register
from legcurl.pose.formats.base import KeypointFormat
from legcurl.pose.formats.deeplabcut import Column, dlc_track
from legcurl.pose.formats.people import track_of_several
from legcurl.pose.skeleton import PoseTrack
from legcurl.vocabulary import FloatArray

MOST_FIGURES = 1 << 28
"""Figures of one data set; an hour of ten people at 60 pictures a second is a fifth of it."""
_DAMAGED = (OSError, RuntimeError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, MemoryError)
"""What h5py raises over damaged files."""


@register
class Hdf5(KeypointFormat):
    """Tracks by node, or a table by body part."""

    name = "hdf5"
    what = "SLEAP and DeepLabCut h5"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the magic bytes; what is in it is seen when it is opened."""
        return CERTAIN if head.data.startswith(b"\x89HDF\r\n\x1a\n") else 0

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Read the tracks, or the first table."""
        try:
            import h5py
        except ImportError as error:
            raise MissingExtraError("reading HDF5", "hdf5") from error
        try:
            with h5py.File(io.BytesIO(head.read()), "r") as file:
                names = [str(name) for name in file]
                if {"tracks", "node_names"} <= set(names):
                    found: Any = _sleap(file)
                    kind = "sleap"
                else:
                    found = _pandas(file, names)
                    kind = "deeplabcut"
        except _DAMAGED as error:
            raise InputError(
                "a damaged or incomplete HDF5 file", path=head.path, fix="Copy or export it again."
            ) from error
        if found is None:
            raise InputError(
                f"HDF5 without the tracks of SLEAP or a table of DeepLabCut; it holds {listed(names) or 'nothing'}",
                path=head.path, fix="Export SLEAP's analysis file, or a CSV.",
            )  # fmt: skip
        if kind == "deeplabcut":
            columns, values, number = found
            return dlc_track(columns, values, number, head, options, kind)
        nodes, points = found
        return track_of_several(nodes, points, np.arange(points.shape[0], dtype=np.float64), head, options, kind)


def _sleap(file: Any) -> tuple[list[str], FloatArray]:
    """Names of the nodes, and x, y and score, shape (frames, tracks, nodes, 3)."""
    nodes = [_text(name) for name in file["node_names"][()]]
    tracks = _whole(file["tracks"])
    # SLEAP writes (tracks, 2, nodes, frames); sleap-io also (frames, tracks, nodes, 2).
    if tracks.ndim != 4:
        raise ValueError("tracks of another shape")
    as_sleap = tracks.shape[1:3] == (2, len(nodes))
    xy = tracks.transpose(3, 0, 2, 1) if as_sleap else tracks
    if xy.shape[2:] != (len(nodes), 2):
        raise ValueError("tracks and nodes do not fit together")
    score = np.where(np.isfinite(xy).all(axis=-1), 1.0, 0.0)
    if "point_scores" in file:
        said = _whole(file["point_scores"])
        said = said.transpose(2, 0, 1) if as_sleap else said
        if said.shape == score.shape and np.isfinite(said).any() and np.nanmax(said) > 0:
            score = np.nan_to_num(said)
    return nodes, np.concatenate([xy, score[..., None]], axis=-1)


def _pandas(file: Any, names: list[str]) -> tuple[list[Column], FloatArray, FloatArray] | None:
    """Columns, values and numbers of the first table that pandas wrote."""
    group = next((file[name] for name in names if hasattr(file[name], "keys") and "table" in file[name]), None)
    if group is None:
        return None
    table = group["table"]
    kinds = table.dtype.names or ()
    blocks = [name for name in kinds if name.startswith("values_block_")]
    if "index" not in kinds or len(blocks) != 1 or table.ndim != 1:
        return None
    if table.size * table.dtype.itemsize > 8 * MOST_FIGURES:
        raise ValueError("too large")
    rows = table[()]
    values = np.asarray(rows[blocks[0]], dtype=np.float64).reshape(rows.size, -1)
    columns = _labels(table.attrs[f"{blocks[0]}_kind"])
    if len(columns) != values.shape[1]:
        raise ValueError("header and table do not fit together")
    return columns, values, np.asarray(rows["index"], dtype=np.float64)


class _PlainPickle(pickle.Unpickler):
    """Unpickles lists, tuples, text and numbers, and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        raise ValueError(f"{module}.{name} in a header")


def _labels(pickled: Any) -> list[Column]:
    """Individual, body part and coordinate of each column, from the labels that pandas pickles into an attribute."""
    try:
        labels = _PlainPickle(io.BytesIO(bytes(pickled))).load()
        levels = [tuple(str(level) for level in label) for label in labels]
    except (pickle.UnpicklingError, EOFError, MemoryError, RecursionError, ArithmeticError, LookupError) as error:
        raise ValueError("a damaged header") from error
    if not all(len(label) in (3, 4) for label in levels):
        raise ValueError("a header of other levels")
    return [(label[1] if len(label) == 4 else "", label[-2], label[-1].lower()) for label in levels]


def _whole(dataset: Any) -> FloatArray:
    if dataset.size > MOST_FIGURES:
        raise ValueError("too large")
    return np.asarray(dataset[()], dtype=np.float64)


def _text(name: object) -> str:
    return name.decode(errors="replace") if isinstance(name, bytes) else str(name)
