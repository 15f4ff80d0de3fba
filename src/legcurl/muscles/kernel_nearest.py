"""Frames whose moments cannot be met, compiled: the nearest moments that can.

All moments that the muscles can make about two joints form a polygon whose edges are the muscles themselves (a
zonogon), so the least violation is the distance from a point to a polygon, and the activations can be read off the edge
that is nearest: every other muscle is at a bound. The reference (:mod:`legcurl.muscles.recruitment`) comes to the same
point by ever larger multipliers.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from legcurl.muscles.kernel_newton import jit
from legcurl.muscles.recruitment import TOLERANCE

PARALLEL = 1e-12
"""Sine of the angle below which two muscles pull in the same direction and share one edge."""
HALVINGS = 60
"""Bisections of the drive that shares an edge: down to rounding."""


def _nearest_py(target: Any, gain: Any, cost: Any, power: float, lower: float, soft: Any, activation: Any) -> bool:
    """Activations of least violation of one frame with one or two joints; False where its moments can be met.

    Arguments as of :func:`legcurl.muscles.kernel_newton.solve_frame`.
    """
    muscles, span = gain.shape[1], 1.0 - lower
    x, y, order = np.zeros(muscles), np.zeros(muscles), np.empty(muscles, dtype=np.int64)
    heavy = 1.0 / math.sqrt(soft[0]), 1.0 / math.sqrt(soft[gain.shape[0] - 1])
    aim_x, aim_y = target[0] * heavy[0], 0.0
    if gain.shape[0] == 2:
        aim_y = target[1] * heavy[1]
    at_x, at_y, used = 0.0, 0.0, 0
    for m in range(muscles):
        x[m] = gain[0, m] * heavy[0]
        if gain.shape[0] == 2:
            y[m] = gain[1, m] * heavy[1]
        at_x += lower * x[m]
        at_y += lower * y[m]
        activation[m] = lower
        if x[m] == 0.0 and y[m] == 0.0:
            continue
        # The walk begins at the lowest corner, so a muscle that pulls down is on there and is let go on the way.
        if y[m] < 0.0 or (y[m] == 0.0 and x[m] < 0.0):
            at_x += span * x[m]
            at_y += span * y[m]
            x[m], y[m] = -x[m], -y[m]
            activation[m] = 1.0
        place = used
        while place > 0 and x[order[place - 1]] * y[m] - y[order[place - 1]] * x[m] < 0.0:
            order[place] = order[place - 1]
            place -= 1
        order[place] = m
        used += 1
    nearest, edge, share, inside = math.inf, -1, 0.0, gain.shape[0] == 2
    for side in range(2):
        sign = 1.0 - 2.0 * side
        for place in range(used):
            m = order[place]
            along_x, along_y = sign * span * x[m], sign * span * y[m]
            to_x, to_y = aim_x - at_x, aim_y - at_y
            part = (to_x * along_x + to_y * along_y) / (along_x * along_x + along_y * along_y)
            part = min(max(part, 0.0), 1.0)
            away = math.hypot(to_x - part * along_x, to_y - part * along_y)
            inside = inside and along_x * to_y - along_y * to_x >= 0.0
            if away < nearest:
                nearest, edge, share = away, side * used + place, part
            at_x += along_x
            at_y += along_y
    if inside or edge < 0 or nearest <= TOLERANCE * max(heavy):
        return False
    side, last = edge // used, edge % used
    for place in range(used):
        m = order[place]
        value = share if place == last else (1.0 if place < last else 0.0)
        value = value if side == 0 else 1.0 - value
        # A muscle that was turned round is on where its turned self is off.
        turned = activation[m] == 1.0
        activation[m] = lower + span * (1.0 - value if turned else value)
        x[m], y[m] = (-x[m], -y[m]) if turned else (x[m], y[m])
    _share_edge(x, y, order[last], cost, power, lower, activation)
    return True


def _share_edge_py(x: Any, y: Any, edge: int, cost: Any, power: float, lower: float, activation: Any) -> None:
    """Share what the muscles along one edge make together at the least cost."""
    length = math.hypot(x[edge], y[edge])
    unit_x, unit_y = x[edge] / length, y[edge] / length
    group, pull = np.empty(x.shape[0], dtype=np.int64), np.empty(x.shape[0])
    count, together, largest = 0, 0.0, 0.0
    for m in range(x.shape[0]):
        along, across = x[m] * unit_x + y[m] * unit_y, x[m] * unit_y - y[m] * unit_x
        if along != 0.0 and abs(across) <= PARALLEL * abs(along):
            group[count], pull[count] = m, along
            together += along * activation[m]
            largest = max(largest, cost[m] / abs(along))
            count += 1
    low, high = -largest, largest
    for _ in range(HALVINGS if count > 1 else 0):
        drive = 0.5 * (low + high)
        made = 0.0
        for i in range(count):
            wanted = max(drive * pull[i], 0.0) / cost[group[i]]
            if power == 3.0:
                wanted = math.sqrt(wanted)
            elif power != 2.0:
                wanted = wanted ** (1.0 / (power - 1.0))
            activation[group[i]] = min(max(wanted, lower), 1.0)
            made += pull[i] * activation[group[i]]
        if made < together:
            low = drive
        else:
            high = drive


_share_edge = jit(_share_edge_py)
nearest_frame = jit(_nearest_py)
