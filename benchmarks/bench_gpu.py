"""The readable muscle mathematics on every array library and device that is at hand, inverse dynamics left out.

``python benchmarks/bench_gpu.py [frames]``. One line a library: numpy, JAX, PyTorch and CuPy where they are installed,
on a graphics processor where there is one; the compiled kernel for comparison. Nothing here is needed to use Legcurl.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, get_args

import numpy as np

from bench_recruitment import HIP_DEG, LEG, LOAD_KG, best, curl
from legcurl.machine.load import knee_load
from legcurl.machine.model import PRESETS
from legcurl.muscles.model import LegModel, Tendon, reference_leg
from legcurl.muscles.sharing import Engine, share_load
from legcurl.vocabulary import FloatArray

FRAMES, FRAMES_ON_A_GPU = 20_000, 1_000_000
REPEATS = 3

Work = Callable[[Any, Any, Any], object]
"""From angles, rates and moments to activations, done when it returns."""
Place = tuple[str, bool, Callable[[FloatArray], Any], Callable[[LegModel, Tendon], Work]]
"""Name of a library and its device, whether that is a graphics processor, how an array gets there, and the work."""


def places() -> Iterator[Place]:
    """Every library and device at hand."""
    yield "compiled kernel", False, np.asarray, lambda *how: lambda *motion: shared(*how, "compiled", *motion)
    yield "numpy", False, np.asarray, lambda *how: lambda *motion: shared(*how, "numpy", *motion)
    if find_spec("jax"):
        jax = import_module("jax")
        jax.config.update("jax_enable_x64", True)

        def by_jax(model: LegModel, tendon: Tendon) -> Work:
            quick = jax.jit(lambda *motion: shared(model, tendon, None, *motion))
            return lambda *motion: jax.block_until_ready(quick(*motion))

        yield f"jax {jax.default_backend()}", jax.default_backend() != "cpu", jax.numpy.asarray, by_jax
    if find_spec("torch"):
        torch = import_module("torch")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        yield f"torch {device}", device != "cpu", lambda x: torch.asarray(x, device=device), brought_back
    if find_spec("cupy"):
        yield "cupy", True, import_module("cupy").asarray, brought_back


def brought_back(model: LegModel, tendon: Tendon) -> Work:
    """One number of each result, which waits for all of them."""
    return lambda *motion: [float(result[-1, 0]) for result in shared(model, tendon, None, *motion)]


def shared(model: LegModel, tendon: Tendon, engine: Engine | None, *motion: Any) -> tuple[Any, Any]:
    """Activations and reserves."""
    effort = share_load(model, *motion, tendon=tendon, engine=engine)
    return effort.activation, effort.reserve_nm


def motion_of(model: LegModel, frames: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Angles, rates and moments of slow curls."""
    _, knee, velocity, acceleration = curl(frames)
    torque = knee_load(PRESETS["prone"], LEG, LOAD_KG, knee, velocity, acceleration, legs=2).torque_nm
    zero = np.zeros(frames)
    angles = np.stack([zero + np.radians(HIP_DEG * model.hip_share), knee, zero], axis=1)
    return angles, np.stack([zero, velocity, zero], axis=1), np.stack([zero, torque, zero], axis=1)


def main() -> None:
    """Print the table."""
    model = reference_leg()
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else None
    for name, graphics, there, work in places():
        frames = asked or (FRAMES_ON_A_GPU if graphics else FRAMES)
        motion = tuple(there(array) for array in motion_of(model, frames))
        for tendon in get_args(Tendon):
            run = work(model, tendon)
            rate = frames / best(lambda run=run, motion=motion: run(*motion), REPEATS)  # type: ignore[misc]
            print(f"{name:16} {tendon:10} {frames:8} frames  {rate / 1e6:8.3f} M frames/s")


if __name__ == "__main__":
    main()
