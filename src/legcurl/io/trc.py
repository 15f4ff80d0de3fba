"""TRC: markers against time, as OpenSim reads them."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Literal

import numpy as np

from legcurl.errors import InputError
from legcurl.io.in_place import in_place
from legcurl.vocabulary import FloatArray


def write_markers(
    path: str | PathLike[str],
    time_s: FloatArray,
    markers: Mapping[str, FloatArray],
    unit: Literal["m", "mm", "px"] = "m",
) -> None:
    """Write positions of markers against time; a missing one is ``nan``.

    Empty cells would do too, but OpenSim fails on a line that ends in them.

    Parameters
    ----------
    path : path-like
        Where to; an existing file is replaced.
    time_s : ndarray, shape (n,)
        Rising, n ≥ 2.
    markers : mapping of str to ndarray, shape (n, 3)
        x, y (up) and z by name.
    unit : {"m", "mm", "px"}
        Unit of the positions. OpenSim knows no px.

    Raises
    ------
    InputError
        If a marker is not as long as the time, or a name could not be read back.
    OutputError
        If the file cannot be written; nothing is left behind then.
    """
    for name, xyz in markers.items():
        if np.shape(xyz) != (time_s.size, 3):
            raise InputError(f"marker '{name}' has shape {np.shape(xyz)}, expected {(time_s.size, 3)}")
    if not markers or time_s.size < 2 or any(not name or set(name) & set(" \t\r\n") for name in markers):
        raise InputError("a TRC file needs two times and a marker at least, and names without blanks or tabs")
    rate = f"{(time_s.size - 1) / (time_s[-1] - time_s[0]):.6f}"
    keys = "DataRate CameraRate NumFrames NumMarkers Units OrigDataRate OrigDataStartFrame OrigNumFrames"
    values = [rate, rate, time_s.size, len(markers), unit, rate, 1, time_s.size]
    header = [
        f"PathFileType\t4\t(X/Y/Z)\t{Path(path).name}", "\t".join(keys.split()), "\t".join(map(str, values)),
        "Frame#\tTime\t" + "\t\t\t".join(markers) + "\t\t",
        "\t\t" + "\t".join(f"{axis}{at + 1}" for at in range(len(markers)) for axis in "XYZ"), "",
    ]  # fmt: skip
    rows = np.concatenate([time_s[:, None], *markers.values()], axis=1).tolist()
    with in_place(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(header) + "\n")
        for number, row in enumerate(rows, 1):
            file.write("\t".join([str(number), *(repr(cell) for cell in row)]) + "\n")
