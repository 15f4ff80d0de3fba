"""Activations and forces as the files that OpenSim's static optimisation would have written."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from legcurl.io.sto import write_sto
from legcurl.muscles.sharing import MuscleEffort
from legcurl.vocabulary import FloatArray

TITLE = "Static Optimization"


def export_effort(
    folder: str | PathLike[str],
    time_s: FloatArray,
    muscles: tuple[str, ...],
    effort: MuscleEffort,
    *,
    name: str = "legcurl",
    side: str = "r",
) -> tuple[Path, Path]:
    """Write ``NAME_StaticOptimization_activation.sto`` and ``…_force.sto`` into a folder that exists.

    Parameters
    ----------
    folder : path-like
    time_s : ndarray, shape (frames,)
    muscles : tuple of str
        Of the leg that the effort is of.
    effort : MuscleEffort
    name : str
        What the files' names begin with.
    side : {"r", "l"}
        What the labels end in.

    Returns
    -------
    activation, force : Path
        The two files; forces are along the tendon, N.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    paths = []
    for what, values in (("activation", effort.activation), ("force", effort.force_n)):
        path = Path(folder) / f"{name}_StaticOptimization_{what}.sto"
        write_sto(path, time_s, {f"{one}_{side}": values[:, at] for at, one in enumerate(muscles)}, title=TITLE)
        paths.append(path)
    return paths[0], paths[1]
