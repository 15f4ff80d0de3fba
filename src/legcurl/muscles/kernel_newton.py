"""The Newton iteration of :mod:`legcurl.muscles.recruitment`, compiled.

Most frames need a handful of Newton steps, which a block of frames takes side by side, vectorised. The few that are
not done then are solved one by one as in the reference.
"""

from __future__ import annotations

import math
from typing import Any

import numba

from legcurl.muscles.recruitment import (
    LEAST_MOMENT_NM,
    LONGEST_STRETCH,
    MAX_SHRINKS,
    MAX_STEPS,
    OVERSHOOT,
    ROUNDING,
    STALL,
    TOLERANCE,
)

QUICK_STEPS = 20
"""Evaluations that a block takes at most; frames that need more, or cannot be met, are solved one by one."""
FEW = 16
"""A block is left once fewer than one in so many of its frames are undone."""


def jit(function: Any, *, outermost: bool = False) -> Any:
    """Compile; the outermost function is kept on disk and lets other threads run meanwhile."""
    # Contraction to fused multiply-add is the one liberty taken: it rounds less, not more.
    options: dict[str, Any] = {"fastmath": {"contract"}, "error_model": "numpy"}
    options |= {"cache": True, "nogil": True} if outermost else {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    compiler: Any = numba.njit(**options)
    return compiler(function)


def _scale_py(count: int, gain: Any, target: Any, scale: Any) -> None:
    """Divide gains and moments of a block by the moment that all muscles together could make."""
    for j in range(gain.shape[0]):
        total, asked = scale[j], target[j]
        for f in range(count):
            total[f] = 0.0
        for m in range(gain.shape[1]):
            row = gain[j, m]
            for f in range(count):
                total[f] += abs(row[f])
        for f in range(count):
            total[f] = total[f] if not total[f] <= LEAST_MOMENT_NM else 1.0
            asked[f] /= total[f]
        for m in range(gain.shape[1]):
            row = gain[j, m]
            for f in range(count):
                row[f] /= total[f]


def _start_py(count: int, gain: Any, target: Any, cost: Any, soft: Any, multiplier: Any, matrix: Any) -> None:
    """Multipliers of a block as if no bound mattered, without the muscles that work against the first moment."""
    joints, goal = gain.shape[0], target[0]
    for i in range(joints):
        for f in range(count):
            multiplier[i, f] = target[i, f]
        for j in range(i + 1):
            entry = matrix[i, j]
            for f in range(count):
                entry[f] = soft[i] if i == j else 0.0
            for m in range(gain.shape[1]):
                one, other, first, weight = gain[i, m], gain[j, m], gain[0, m], 1.0 / cost[m]
                for f in range(count):
                    entry[f] += weight * one[f] * other[f] if first[f] * goal[f] >= 0.0 else 0.0
    _linear_block(count, matrix, multiplier)


def _linear_block_py(count: int, matrix: Any, right: Any) -> None:
    """Solve a small symmetric positive definite system in every frame; both arguments are overwritten."""
    n = right.shape[0]
    for i in range(n):
        for j in range(i + 1):
            entry, diagonal = matrix[i, j], matrix[j, j]
            for k in range(j):
                one, other = matrix[i, k], matrix[j, k]
                for f in range(count):
                    entry[f] -= one[f] * other[f]
            if i == j:
                for f in range(count):
                    entry[f] = math.sqrt(entry[f])
            else:
                for f in range(count):
                    entry[f] /= diagonal[f]
    for i in range(n):
        value, diagonal = right[i], matrix[i, i]
        for k in range(i):
            entry, known = matrix[i, k], right[k]
            for f in range(count):
                value[f] -= entry[f] * known[f]
        for f in range(count):
            value[f] /= diagonal[f]
    for i in range(n - 1, -1, -1):
        value, diagonal = right[i], matrix[i, i]
        for k in range(i + 1, n):
            entry, known = matrix[k, i], right[k]
            for f in range(count):
                value[f] -= entry[f] * known[f]
        for f in range(count):
            value[f] /= diagonal[f]


def _evaluate_py(
    start: int, count: int, gain: Any, target: Any, cost: Any, power: float, lower: float, soft: Any, multiplier: Any,
    activation: Any, residual: Any, matrix: Any, work: Any,
) -> None:  # fmt: skip
    """Activations of a block at its multipliers, the residual that they leave, and the dual's curvature."""
    joints, muscles = gain.shape[0], gain.shape[1]
    drive, slope = work[0], work[1]
    for i in range(joints):
        for f in range(count):
            residual[i, f] = target[i, f]
        for j in range(i + 1):
            entry = matrix[i, j]
            for f in range(count):
                entry[f] = soft[i] if i == j else 0.0
    for m in range(muscles):
        active, weight = activation[m][start : start + count], 1.0 / cost[m]
        row, factor = gain[0, m], multiplier[0]
        for f in range(count):
            drive[f] = factor[f] * row[f]
        for j in range(1, joints):
            row, factor = gain[j, m], multiplier[j]
            for f in range(count):
                drive[f] += factor[f] * row[f]
        if power == 2.0:
            for f in range(count):
                a = drive[f] * weight
                slope[f] = weight if (a > lower) & (a < 1.0) else 0.0
                a = a if a > lower else lower
                active[f] = a if a < 1.0 else 1.0
        elif power == 3.0:
            for f in range(count):
                a = math.sqrt(drive[f] * weight if drive[f] > 0.0 else 0.0)
                slope[f] = 0.5 * weight / a if (a > lower) & (a < 1.0) else 0.0
                a = a if a > lower else lower
                active[f] = a if a < 1.0 else 1.0
        else:
            for f in range(count):
                a = (drive[f] * weight if drive[f] > 0.0 else 0.0) ** (1.0 / (power - 1.0))
                slope[f] = weight / ((power - 1.0) * a ** (power - 2.0)) if (a > lower) & (a < 1.0) else 0.0
                a = a if a > lower else lower
                active[f] = a if a < 1.0 else 1.0
        for i in range(joints):
            one, missing = gain[i, m], residual[i]
            for f in range(count):
                missing[f] -= one[f] * active[f]
            for j in range(i + 1):
                entry, other = matrix[i, j], gain[j, m]
                for f in range(count):
                    entry[f] += slope[f] * one[f] * other[f]


def _steps_py(
    start: int, count: int, gain: Any, target: Any, cost: Any, power: float, lower: float, soft: Any, multiplier: Any,
    activation: Any, residual: Any, matrix: Any, work: Any,
) -> None:  # fmt: skip
    """Newton steps of a block until nearly all frames are met or the steps are used up; fills the residual."""
    joints = gain.shape[0]
    for turn in range(QUICK_STEPS):
        _evaluate(start, count, gain, target, cost, power, lower, soft, multiplier, activation, residual, matrix, work)
        undone = 0
        for f in range(count):
            worst = 0.0
            for j in range(joints):
                worst = max(worst, abs(residual[j, f]))
            undone += worst > TOLERANCE
        if undone * FEW <= count * min(turn, 1) or turn == QUICK_STEPS - 1:
            return
        if turn == 0 and power != 2.0:
            for f in range(count):
                made = target[0, f] - residual[0, f]
                ratio = target[0, f] / (made if made != 0.0 else 1.0)
                ratio = ratio if ratio > 0.0 else 0.0
                ratio = (ratio if ratio < LONGEST_STRETCH else LONGEST_STRETCH) ** (power - 1.0)
                for j in range(joints):
                    multiplier[j, f] *= ratio
        else:
            _advance(count, turn == (0 if power == 2.0 else 1), residual, matrix, multiplier, work[2:])


def _advance_py(count: int, first: bool, residual: Any, matrix: Any, multiplier: Any, work: Any) -> None:
    """Go back part of the last step where it was too long, else take the next one; `work` keeps both."""
    joints = residual.shape[0]
    length, rise, at_end = work[0], work[1], work[2]
    last, step, base = work[3 : 3 + joints], work[3 + joints : 3 + 2 * joints], work[3 + 2 * joints : 3 + 3 * joints]
    for f in range(count):
        at_end[f] = 0.0
    for j in range(joints):
        for f in range(count):
            at_end[f] += last[j, f] * residual[j, f]
            step[j, f] = residual[j, f]
    _linear_block(count, matrix, step)
    for f in range(count):
        too_long = (at_end[f] < -OVERSHOOT * rise[f]) & (not first)
        shrink = rise[f] / (rise[f] - at_end[f])
        shrink = shrink if shrink > 0.1 else 0.1
        shrink = shrink if shrink < 0.7 else 0.7
        length[f] = length[f] * shrink if too_long else 1.0
        rise[f] = rise[f] if too_long else 0.0
        at_end[f] = 1.0 if too_long else 0.0
    for j in range(joints):
        for f in range(count):
            back = at_end[f] > 0.0
            base[j, f] = base[j, f] if back else multiplier[j, f]
            last[j, f] = last[j, f] if back else step[j, f]
            rise[f] += 0.0 if back else step[j, f] * residual[j, f]
            multiplier[j, f] = base[j, f] + length[f] * last[j, f]


def _activate_py(multiplier: Any, gain: Any, cost: Any, power: float, lower: float, activation: Any) -> None:
    """Activations that the multipliers call for."""
    for m in range(gain.shape[1]):
        drive = 0.0
        for j in range(gain.shape[0]):
            drive += multiplier[j] * gain[j, m]
        wanted = max(drive, 0.0) / cost[m]
        if power == 3.0:
            wanted = math.sqrt(wanted)
        elif power != 2.0:
            wanted = wanted ** (1.0 / (power - 1.0))
        activation[m] = min(max(wanted, lower), 1.0)


def _linear_py(matrix: Any, right: Any, solution: Any) -> None:
    """Solve a small symmetric positive definite system; `matrix` is overwritten by its Cholesky factor."""
    n = right.shape[0]
    for i in range(n):
        for j in range(i + 1):
            total = matrix[i, j]
            for k in range(j):
                total -= matrix[i, k] * matrix[j, k]
            matrix[i, j] = math.sqrt(total) if i == j else total / matrix[j, j]
    for i in range(n):
        total = right[i]
        for k in range(i):
            total -= matrix[i, k] * solution[k]
        solution[i] = total / matrix[i, i]
    for i in range(n - 1, -1, -1):
        total = solution[i]
        for k in range(i + 1, n):
            total -= matrix[k, i] * solution[k]
        solution[i] = total / matrix[i, i]


def _search_py(
    target: Any, gain: Any, cost: Any, power: float, lower: float, soft: Any, multiplier: Any, activation: Any,
    work: Any,
) -> None:  # fmt: skip
    """Take as much of the step in `work` as does not overshoot; multipliers and activations follow."""
    joints, muscles = gain.shape
    center, pull, step, trial = work[0], work[3], work[4], work[5]
    rise = 0.0
    for j in range(joints):
        rise += step[j] * pull[j]
    length = 1.0
    for _ in range(MAX_SHRINKS):
        for j in range(joints):
            trial[j] = multiplier[j] + length * step[j]
        _activate(trial, gain, cost, power, lower, activation)
        at_end = 0.0
        for j in range(joints):
            made = 0.0
            for m in range(muscles):
                made += gain[j, m] * activation[m]
            at_end += step[j] * (target[j] - made - soft[j] * (trial[j] - center[j]))
        if at_end >= -OVERSHOOT * rise:
            break
        length *= min(max(rise / (rise - at_end), 0.1), 0.7)
    for j in range(joints):
        multiplier[j] = trial[j]


def _solve_py(target: Any, gain: Any, cost: Any, power: float, lower: float, soft: Any, multiplier: Any,
              activation: Any, work: Any, matrix: Any) -> bool:  # fmt: skip
    """One frame of :func:`legcurl.muscles.recruitment.recruit`, scaled; says whether it converged."""
    joints, muscles = gain.shape
    center, residual, before, pull, step = work[0], work[1], work[2], work[3], work[4]
    for i in range(joints):
        for j in range(i + 1):
            total = soft[i] if i == j else 0.0
            for m in range(muscles):
                if gain[0, m] * target[0] >= 0.0:
                    total += gain[i, m] * gain[j, m] / cost[m]
            matrix[i, j] = total
    _linear(matrix, target, multiplier)
    for j in range(joints):
        center[j] = multiplier[j]
        before[j] = math.inf
    _activate(multiplier, gain, cost, power, lower, activation)
    for _ in range(MAX_STEPS):
        largest, worst, worst_pull, change, pushing = 0.0, 0.0, 0.0, 0.0, 0.0
        for j in range(joints):
            made = 0.0
            for m in range(muscles):
                made += gain[j, m] * activation[m]
            residual[j] = target[j] - made
            pull[j] = residual[j] - soft[j] * (multiplier[j] - center[j])
            largest = max(largest, abs(multiplier[j]))
            worst = max(worst, abs(residual[j]))
            worst_pull = max(worst_pull, abs(pull[j]))
            change = max(change, abs(residual[j] - before[j]))
            pushing += residual[j] * multiplier[j]
        if worst <= TOLERANCE:
            return True
        if worst_pull <= TOLERANCE + ROUNDING * largest:
            if change <= STALL * worst and pushing > 0.0:
                return True
            for j in range(joints):
                center[j] = multiplier[j]
                before[j] = residual[j]
                pull[j] = residual[j]
        for i in range(joints):
            for j in range(i + 1):
                matrix[i, j] = soft[i] if i == j else 0.0
        for m in range(muscles):
            a = activation[m]
            if lower < a < 1.0:
                slope = 1.0 / cost[m] if power == 2.0 else 1.0 / (cost[m] * (power - 1.0) * a ** (power - 2.0))
                for i in range(joints):
                    for j in range(i + 1):
                        matrix[i, j] += slope * gain[i, m] * gain[j, m]
        _linear(matrix, pull, step)
        _search(target, gain, cost, power, lower, soft, multiplier, activation, work)
    return False


_activate = jit(_activate_py)
_linear = jit(_linear_py)
_search = jit(_search_py)
_linear_block = jit(_linear_block_py)
_evaluate = jit(_evaluate_py)
_advance = jit(_advance_py)
scale_block = jit(_scale_py)
start_block = jit(_start_py)
newton_block = jit(_steps_py)
solve_frame = jit(_solve_py)
