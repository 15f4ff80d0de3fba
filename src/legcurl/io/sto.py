"""OpenSim storages (.sto): columns against time, as its own static optimisation writes activations and forces."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path

import numpy as np

from legcurl.errors import InputError
from legcurl.io.in_place import in_place
from legcurl.vocabulary import FloatArray


def write_sto(path: str | PathLike[str], time_s: FloatArray, columns: Mapping[str, FloatArray], *, title: str) -> None:
    """Write columns against time; figures keep their last digit, a missing one is ``nan``.

    Parameters
    ----------
    path : path-like
        Where to; an existing file is replaced.
    time_s : ndarray, shape (n,)
        Rising.
    columns : mapping of str to ndarray, shape (n,)
        By label, such as ``bflh_r``.
    title : str
        First line of the file, such as ``Static Optimization``.

    Raises
    ------
    InputError
        If a column is not as long as the time, or a label or the title could not be read back.
    OutputError
        If the file cannot be written; nothing is left behind then.
    """
    for label, values in columns.items():
        if np.shape(values) != time_s.shape:
            raise InputError(f"column '{label}' has shape {np.shape(values)}, expected {time_s.shape}")
    labels = ["time", *columns]
    if any(not label or set(label) & set("\t\r\n") for label in [*labels, title]) or len(set(labels)) < len(labels):
        raise InputError("labels must differ and hold no tab or line break")
    header = [title, "version=1", f"nRows={time_s.size}", f"nColumns={len(labels)}", "inDegrees=no", "endheader"]
    rows = np.column_stack([time_s, *columns.values()]).tolist()
    with in_place(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join([*header, "\t".join(labels)]) + "\n")
        file.writelines("\t".join(map(repr, row)) + "\n" for row in rows)


def read_columns(path: str | PathLike[str]) -> dict[str, FloatArray]:
    """Read the columns of a storage that OpenSim wrote, time among them.

    Raises
    ------
    InputError
        If the file is missing or is no storage of figures.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        start = next(at for at, line in enumerate(lines) if line.strip() == "endheader") + 1
        labels = lines[start].split()
        values = np.array([[float(cell) for cell in line.split()] for line in lines[start + 1 :] if line.strip()])
        return {label: values[:, at] for at, label in enumerate(labels)}
    except FileNotFoundError as error:
        raise InputError("there is no such file", path=path) from error
    except (StopIteration, ValueError, IndexError) as error:
        raise InputError("is not an OpenSim storage of figures", path=path) from error
