"""``legcurl sweep``: a grid of simulated sets on all cores, and one table of what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legcurl.cli.options import NOBODY, PersonOptions
from legcurl.errors import OutputError, UsageError

if TYPE_CHECKING:
    from legcurl.machine.model import Machine

MOST_JOBS = 256


def sweep(
    *axes: str,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    person: PersonOptions = NOBODY,
    jobs: int | None = None,
    seed: int = 0,
    overwrite: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Simulate a grid of sets on all cores, into one Parquet table.

    Try: legcurl sweep variation=prone,seated pct=60:80:10 height_cm=165,180 -o sweep.parquet. A sweep that was
    stopped goes on where it was.

    Parameters
    ----------
    axes
        KEY=VALUE,VALUE or KEY=FROM:TO:STEP; the last varies fastest. Keys: variation; tempo, reps, load, pct, ankle,
        foot, rest, peak, machine, pad_cm, seat_cm ... as in legcurl compare; height_cm, mass_kg, age, sex ... of the
        athlete; friction_up, lever_m, cam_radius_m ... of the machine.
    output
        The Parquet file.
    jobs
        How many processes; one a core unless given.
    seed
        The same seed gives the same table, on any number of cores.
    overwrite
        Replace a table that is there.
    """
    from legcurl.cli.people import athlete_of
    from legcurl.simulate.whatif.grid import cells_of, parse_axes
    from legcurl.simulate.whatif.sweep import sweep as run

    if jobs is not None and not 1 <= jobs <= MOST_JOBS:
        raise UsageError(f"--jobs {jobs}: expected 1 to {MOST_JOBS}")
    if seed < 0:
        raise UsageError(f"--seed {seed}: expected 0 or more")
    person.check()
    if person.machine is not None or person.model is not None:
        raise UsageError("--machine and --model: say machine=FILE among the keys; other muscles cannot be simulated")
    _check_place(output, overwrite=overwrite)
    grid = parse_axes(axes)
    cells = cells_of(grid, athlete_of(person), _machines(grid.get("machine", ())), seed=seed)
    with _progress(len(cells)) as told:
        rows = run(cells, output, jobs=jobs or os.cpu_count() or 1, progress=told)
    refused = [row for row in rows if row["error"]]
    failed = sum(bool(row.get("failed")) for row in rows)
    print(f"{len(rows)} sets simulated; in {failed} a repetition failed. Nobody lifted them.")
    if refused:
        print(f"{len(refused)} could not be simulated, the first: {refused[0]['error']}")
    print(f"Written: {output}")
    return 0


def _check_place(output: Path, *, overwrite: bool) -> None:
    if output.suffix.lower() != ".parquet":
        raise UsageError(f"-o {output}: expected a file that ends in .parquet")
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise OutputError(f"{output}: there is no such folder, or it is one itself\nChoose another file after -o")
    if output.exists() and not overwrite:
        raise OutputError(f"{output}: exists\nChoose another file after -o, or add --overwrite to replace it")


def _machines(files: tuple[str, ...]) -> dict[str, Machine]:
    from legcurl.cli.people import machine_of

    found = ((name, machine_of(PersonOptions(machine=Path(name)))) for name in files)
    return {name: machine for name, machine in found if machine is not None}


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, which goes away when all is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("simulating"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)
