"""A grid lifted on all cores: rows come in any order, the table is the same on one core or many, never half-written.

Every finished cell is put down at once in a file beside the table. A sweep that was stopped goes on from there; when
all is done the table is written whole and that file goes away.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from legcurl.errors import InputError, OutputError
from legcurl.muscles.load import FIGURES
from legcurl.simulate.whatif.grid import Cell
from legcurl.simulate.whatif.lifted import Lifted, lift_side

OF_MUSCLES = {"impulse_ns": ("bflh", "bfsh", "semiten", "semimem", "gasmed"),
              "peak_normalized_fiber_length": ("bflh", "bfsh", "semiten", "semimem")}  # fmt: skip
"""Figures of the table that are one muscle's, as estimated."""
SLACK_M = 0.002
"""Height of the stack from which a cable without tension counts as slack (numerical)."""
Row = dict[str, Any]


def lift_cell(cell: Cell) -> Row:
    """One row of the table; where the simulation refuses the cell, why, and nothing else.

    Parameters
    ----------
    cell : Cell
    """
    row: Row = {"index": cell.index, **dict(cell.values), "cell_seed": cell.seed, "error": None}
    try:
        lifted = lift_side(cell.side, cell.athlete, cell.machine, count=0, seed=cell.seed)
    except InputError as error:
        return {**row, "error": error.problem}
    return {**row, **_outcome(lifted)}


def _outcome(lifted: Lifted) -> Row:
    lift, trace = lifted.lift, lifted.lift.trace
    whole = [rep for rep in lift.truth.reps if rep.kind == "complete"]
    slack = (trace.tension_n <= 0.0) & (trace.stack_m > SLACK_M)
    out: Row = {
        "set_load_kg": lifted.load_kg, "one_rep_max_kg": lifted.one_rep_max_kg, "complete_reps": len(whole),
        "failed": lift.failure is not None, "failed_at_deg": None if lift.failure is None else lift.failure.knee_deg,
        "set_s": lifted.set_s, "rom_deg": _mean([rep.rom_deg for rep in whole]),
        "concentric_s": _mean([rep.concentric_s for rep in whole]),
        "eccentric_s": _mean([rep.eccentric_s for rep in whole]),
        "peak_knee_torque_nm": float(trace.knee_torque_nm.max()), "peak_effort": float(trace.effort.max()),
        "tired": float(trace.tired.max()), "peak_tension_n": float(trace.tension_n.max()),
        "peak_pad_force_n": float(trace.pad_force_n.max()), "slack_s": float(0.01 * np.count_nonzero(slack)),
        "inertial_share": None if lifted.inertial_share is None else float(lifted.inertial_share[0]),
    }  # fmt: skip
    for figure, muscles in OF_MUSCLES.items():
        for muscle in muscles:
            at = lifted.muscles.index(muscle), FIGURES.index(figure)
            out[f"{muscle}_{figure}"] = None if lifted.figures is None else float(lifted.figures[0][at])
    return out


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def sweep(
    cells: Sequence[Cell], path: Path, *, jobs: int = 1, progress: Callable[[int], None] | None = None
) -> list[Row]:
    """Lift every cell and write the table.

    Parameters
    ----------
    cells : sequence of Cell
    path : Path
        Of the Parquet file.
    jobs : int
        Processes.
    progress : callable, optional
        Told how many cells are done, first those of an earlier run.

    Returns
    -------
    list of dict
        The rows, in the order of the cells.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    beside = path.with_name(f".{path.name}.cells")
    mark = fingerprint(cells)
    done = _earlier(beside, mark)
    todo = [cell for cell in cells if cell.index not in done]
    try:
        if not done:
            beside.write_text(json.dumps({"grid": mark}) + "\n", encoding="utf-8")
        with beside.open("a", encoding="utf-8") as file:
            if progress:
                progress(len(done))
            for row in _rows(todo, jobs):
                file.write(json.dumps(row) + "\n")
                file.flush()
                done[row["index"]] = row
                if progress:
                    progress(len(done))
        rows = [done[cell.index] for cell in cells]
        _write(rows, path)
        beside.unlink()
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})\nChoose another file.") from error
    return rows


def fingerprint(cells: Sequence[Cell]) -> str:
    """What an earlier run must have been of for its rows to count: every cell, and this version of the program."""
    from importlib import metadata

    text = repr([(cell.values, cell.athlete, cell.machine, cell.seed) for cell in cells])
    return hashlib.sha256(f"{metadata.version('legcurl')} {text}".encode()).hexdigest()


def _earlier(beside: Path, mark: str) -> dict[int, Row]:
    """Rows of an earlier run of the same grid; a line that was cut off is left out, and so is all after it."""
    rows: dict[int, Row] = {}
    if not beside.exists():
        return rows
    lines = beside.read_bytes().splitlines(keepends=True)
    whole = b"".join(line for line in lines if line.endswith(b"\n"))
    try:
        first, *others = [json.loads(line) for line in whole.splitlines()]
    except ValueError:
        return {}
    if first != {"grid": mark} or not others:
        return {}
    beside.write_bytes(whole)
    return {row["index"]: row for row in others}


def _rows(cells: Sequence[Cell], jobs: int) -> Iterator[Row]:
    """Rows as they get done.

    Processes start afresh: a forked one would share the threads of its parent. Ctrl-C is the parent's to answer.
    """
    if jobs <= 1 or len(cells) <= 1:
        yield from map(lift_cell, cells)
        return
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    deaf = (signal.SIGINT, signal.SIG_IGN)
    with multiprocessing.get_context(way).Pool(min(jobs, len(cells)), signal.signal, deaf) as pool:
        yield from pool.imap_unordered(lift_cell, cells)


def _write(rows: Sequence[Row], path: Path) -> None:
    import polars as pl

    from legcurl.io.in_place import in_place

    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: _typed([row.get(name) for row in rows]) for name in names}
    with in_place(path) as draft:
        pl.DataFrame(columns, strict=False).write_parquet(draft)


def _typed(values: list[Any]) -> list[Any]:
    """Numbers where all that was said are numbers."""
    if not all(isinstance(value, str) for value in values):
        return values
    try:
        return [float(value) for value in values]
    except ValueError:
        return values
