"""OpenSim's own static optimisation on a leg that we exported: what ours is compared with, in result and in time."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from legcurl.athlete import GRAVITY_M_S2
from legcurl.errors import InputError
from legcurl.io.sto import read_columns, write_sto
from legcurl.muscles.opensim_library import COORDINATES, opensim, read_model, reason
from legcurl.vocabulary import FloatArray


@dataclass(frozen=True, eq=False)
class OpenSimResult:
    """What OpenSim's static optimisation gave.

    Parameters
    ----------
    muscles : tuple of str
        Without their side.
    activation, force_n : ndarray, shape (frames, muscles)
    seconds : float
        What the tool ran for, reading and writing its files included.
    """

    muscles: tuple[str, ...]
    activation: FloatArray
    force_n: FloatArray
    seconds: float


def static_optimization(
    model_path: str | PathLike[str],
    time_s: FloatArray,
    angles: FloatArray,
    *,
    joints: Sequence[int],
    down_rad: float = 0.0,
    pad_force_n: float = 0.0,
    pad_distance_m: float = 0.0,
    power: float = 2.0,
    side: str = "r",
) -> OpenSimResult:
    """Run OpenSim's static optimisation on a model from :func:`legcurl.muscles.opensim_export.export_model`.

    Parameters
    ----------
    model_path : path-like
    time_s : ndarray, shape (frames,)
    angles : ndarray, shape (frames, 3)
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad.
    joints : sequence of int
        Joints (0 hip, 1 knee, 2 ankle) that the muscles balance; the others are locked where they are at first.
    down_rad : float
        Direction of gravity in the pelvis: 0 towards the feet, π/2 to the front (prone), −π/2 to the back.
    pad_force_n, pad_distance_m : float
        Force on the back of the shank, at a right angle to it, and its distance from the knee.
    power : float
        Exponent of the criterion.
    side : {"r", "l"}

    Returns
    -------
    OpenSimResult

    Raises
    ------
    MissingExtraError
        If OpenSim is not installed.
    InputError
        If OpenSim cannot read the model or solve the motion.
    """
    library = opensim("Running OpenSim's static optimization")
    model = read_model(library, model_path)
    model.setGravity(library.Vec3(GRAVITY_M_S2 * np.sin(down_rad), -GRAVITY_M_S2 * np.cos(down_rad), 0.0))
    for joint, name in enumerate(COORDINATES):
        if joint not in joints:
            coordinate = model.getCoordinateSet().get(f"{name}_{side}")
            coordinate.setDefaultValue(float(angles[0, joint]))
            coordinate.setDefaultLocked(True)
    if pad_force_n:
        model.addForce(_pad(library, model.getBodySet().get(f"tibia_{side}"), pad_force_n, pad_distance_m))
    model.finalizeConnections()
    with tempfile.TemporaryDirectory() as folder:
        model.printToXML(str(Path(folder) / "model.osim"))
        columns = {f"{name}_{side}": angles[:, joint] for joint, name in enumerate(COORDINATES)}
        write_sto(Path(folder) / "motion.mot", time_s, columns, title="Coordinates")
        tool = _tool(library, Path(folder), float(time_s[0]), float(time_s[-1]), power)
        start = perf_counter()
        try:
            solved = tool.run()
        except RuntimeError as error:
            raise InputError(f"OpenSim's static optimization failed ({reason(error)})", path=model_path) from error
        seconds = perf_counter() - start
        if not solved:
            raise InputError("OpenSim's static optimization failed", path=model_path)
        results = [read_columns(Path(folder) / f"so_StaticOptimization_{what}.sto") for what in ("activation", "force")]
    labels = [label for label in results[0] if label.endswith(f"_{side}")]
    activation, force = (np.stack([one[label] for label in labels], axis=1) for one in results)
    return OpenSimResult(tuple(label.removesuffix(f"_{side}") for label in labels), activation, force, seconds)


def _pad(library: Any, tibia: Any, force_n: float, distance_m: float) -> Any:
    """A force that turns with the shank and pushes its back to the front."""
    pad = library.PrescribedForce("pad", tibia)
    pad.setPointIsInGlobalFrame(False)
    pad.setForceIsInGlobalFrame(False)
    zero = library.Constant(0.0)
    pad.setPointFunctions(zero, library.Constant(-distance_m), zero)
    pad.setForceFunctions(library.Constant(force_n), zero, zero)
    return pad


def _tool(library: Any, folder: Path, start_s: float, end_s: float, power: float) -> Any:
    """The tool, by way of its settings file: only so does it read the motion as coordinates."""
    optimization = library.StaticOptimization()
    optimization.setUseModelForceSet(True)
    optimization.setUseMusclePhysiology(True)
    optimization.setActivationExponent(power)
    optimization.setStartTime(start_s)
    optimization.setEndTime(end_s)
    tool = library.AnalyzeTool()
    tool.setName("so")
    tool.setModelFilename(str(folder / "model.osim"))
    tool.setCoordinatesFileName(str(folder / "motion.mot"))
    tool.setLowpassCutoffFrequency(-1.0)
    tool.setInitialTime(start_s)
    tool.setFinalTime(end_s)
    tool.setResultsDir(str(folder))
    tool.updAnalysisSet().cloneAndAppend(optimization)
    settings = str(folder / "settings.xml")
    tool.printToXML(settings)
    return library.AnalyzeTool(settings)
