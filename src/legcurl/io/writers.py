"""A recording to a file: CSV, Parquet, OpenSim .mot. Written beside and moved into place, so never half."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from typing import TYPE_CHECKING

from legcurl.io.in_place import in_place
from legcurl.io.naming import TIME
from legcurl.io.opensim import COORDINATES, SIDE_UNKNOWN
from legcurl.recording import Recording
from legcurl.vocabulary import base_channel

if TYPE_CHECKING:
    import polars as pl

_COORDINATE_OF = {channel: coordinate for coordinate, channel in COORDINATES.items()}


def write_csv(recording: Recording, path: str | PathLike[str]) -> None:
    """Write ``time_s`` and the channels as a comma-separated table; a missing value is an empty cell.

    Parameters
    ----------
    recording : Recording
        What is written.
    path : path-like
        The file; one that is there is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written; nothing is left behind then.
    """
    with in_place(path) as file:
        _frame(recording).fill_nan(None).write_csv(file)


def write_parquet(recording: Recording, path: str | PathLike[str]) -> None:
    """Write ``time_s`` and the channels as a Parquet table.

    Parameters
    ----------
    recording : Recording
        What is written.
    path : path-like
        The file; one that is there is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written; nothing is left behind then.
    """
    with in_place(path) as file:
        _frame(recording).write_parquet(file)


def write_mot(recording: Recording, path: str | PathLike[str]) -> None:
    """Write an OpenSim motion in degrees, flexion positive.

    Knee, hip and ankle angles and the trunk's inclination are named after the coordinates of the usual models
    (``knee_angle_r``, ``pelvis_tilt``), other channels as they are. Where nobody knows the leg it is written as the
    right one, and the header says so; beside channels of both legs, one without side keeps its name.

    Parameters
    ----------
    recording : Recording
        What is written.
    path : path-like
        The file; one that is there is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written; nothing is left behind then.
    """
    both = any(base_channel(name) != name for name in recording.channels)
    side = "" if both else "l" if recording.leg == "left" else "r"
    names = [TIME.removesuffix("_s"), *(_coordinate(name, side) for name in recording.channels)]
    with in_place(path) as file, file.open("wb") as stream:
        header = [
            "Coordinates", "version=1", f"nRows={recording.time_s.size}", f"nColumns={len(names)}", "inDegrees=yes",
            *([] if recording.leg in ("left", "right") else [SIDE_UNKNOWN]), "endheader", "\t".join(names),
        ]  # fmt: skip
        stream.write(("\n".join(header) + "\n").encode())
        frame = _frame(recording)
        frame.fill_null(float("nan")).write_csv(stream, include_header=False, separator="\t")


def _coordinate(channel: str, side: str) -> str:
    """Name of a channel in an OpenSim file; `side` is that of channels without one, if it can be told."""
    base = base_channel(channel) or channel
    if base == "trunk_inclination_deg":
        return "pelvis_tilt"
    if base not in _COORDINATE_OF:
        return channel
    own_side = channel.rpartition("_")[0][-1] if channel != base else side
    return f"{_COORDINATE_OF[base]}_{own_side}" if own_side else channel


def _frame(recording: Recording) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame({TIME: recording.time_s, **recording.channels})


Writer = Callable[[Recording, str | PathLike[str]], None]
WRITERS: dict[str, Writer] = {"csv": write_csv, "parquet": write_parquet, "mot": write_mot}
"""Writers by the name of their format."""
