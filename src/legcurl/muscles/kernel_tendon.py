"""Fibres that pull on an elastic tendon, compiled: :func:`legcurl.muscles.hill.equilibrium_fiber` frame by frame."""

from __future__ import annotations

import math
from typing import Any

from legcurl.muscles.hill import (
    EQUILIBRIUM_STEPS,
    EQUILIBRIUM_TOLERANCE,
    FLATTEST,
    LARGEST_TENDON_STRAIN,
    SHORTEST_FIBER,
)
from legcurl.muscles.kernel_newton import jit


def _toe_py(strain: float, shape: float, whole: float) -> tuple[float, float]:
    """Exponential that leaves 0 with zero slope and reaches 1 at strain 1, where it is `whole`, and its slope."""
    if strain <= 0.0:
        return 0.0, 0.0
    scaled = shape * strain
    growth = math.exp(scaled) - 1.0
    return (growth - scaled) / whole, shape * growth / whole


def _balance_py(path: float, velocity: float, activation: float, tendon: float, thickness: float, first: float,
                curves: Any) -> float:  # fmt: skip
    """Length along the tendon at which fibre and tendon pull alike; the search begins at `first`."""
    width, toe_strain, toe_shape, _, curvature, plateau, tendon_strain, tendon_shape = curves
    toe_whole, tendon_whole = math.expm1(toe_shape) - toe_shape, math.expm1(tendon_shape) - tendon_shape
    knee = (plateau - 1.0) * curvature / (1.0 + curvature)
    high = max(path - tendon, SHORTEST_FIBER)
    low = max(path - tendon * (1.0 + LARGEST_TENDON_STRAIN), SHORTEST_FIBER)
    along = min(max(first, low), high)
    for _ in range(EQUILIBRIUM_STEPS):
        length = math.sqrt(along * along + thickness * thickness)
        cosine = along / length
        speed = velocity * cosine
        slow = max(speed, -1.0)
        moving = (plateau * speed + knee) / (speed + knee) if speed > 0.0 else (1.0 + slow) / (1.0 - slow / curvature)
        active = activation * math.exp(-((length - 1.0) ** 2) / width) * moving
        passive, stiffness = _toe((length - 1.0) / toe_strain, toe_shape, toe_whole)
        force = active + passive
        along_fiber = -2.0 * (length - 1.0) / width * active + stiffness / toe_strain
        slope = along_fiber * cosine * cosine + force * (thickness * thickness / (length * length * length))
        pull, tightness = _toe(((path - along) / tendon - 1.0) / tendon_strain, tendon_shape, tendon_whole)
        excess = force * cosine - pull
        high = along if excess > 0.0 else high
        low = along if excess < 0.0 else low
        newton = along - excess / max(slope + tightness / (tendon * tendon_strain), FLATTEST)
        step = 0.5 * (low + high) if newton < low or newton > high else newton
        change = abs(step - along)
        along = step
        if change < EQUILIBRIUM_TOLERANCE:
            break
    return along


def _elastic_py(start: int, count: int, hill: Any, curves: Any, length: Any, speed: Any, fiber: Any, passive: Any,
                active: Any) -> None:  # fmt: skip
    """Fibre length, passive force and what full activation adds, along the tendon, over a block of frames."""
    fastest, tendon_strain, tendon_shape = curves[3], curves[6], curves[7]
    tendon_whole = math.expm1(tendon_shape) - tendon_shape
    for m in range(length.shape[0]):
        maximum, tendon, thickness = hill[m, 0], hill[m, 2] / hill[m, 1], hill[m, 3]
        resting = full = math.inf
        for f in range(count):
            path, velocity = length[m, f] / hill[m, 1], speed[m, start + f] / (hill[m, 1] * fastest)
            rest = 0.0
            if math.hypot(max(path - tendon, SHORTEST_FIBER), thickness) > 1.0:  # else a fibre at rest does not pull
                resting = _balance(path, velocity, 0.0, tendon, thickness, resting, curves)
                rest = _toe(((path - resting) / tendon - 1.0) / tendon_strain, tendon_shape, tendon_whole)[0]
            full = _balance(path, velocity, 1.0, tendon, thickness, full, curves)
            whole = _toe(((path - full) / tendon - 1.0) / tendon_strain, tendon_shape, tendon_whole)[0]
            fiber[m, start + f] = math.hypot(full, thickness)
            passive[m, start + f] = rest * maximum
            active[m, start + f] = (whole - rest) * maximum
            if math.isnan(full):
                passive[m, start + f] = math.nan
                resting = full = math.inf


_toe = jit(_toe_py)
_balance = jit(_balance_py)
elastic_forces = jit(_elastic_py)
