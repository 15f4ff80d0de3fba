"""``legcurl compare``: what differs for each muscle between variations, plans, machines and feet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legcurl.cli.options import NOBODY, STDOUT, PersonOptions
from legcurl.errors import UsageError

if TYPE_CHECKING:
    from legcurl.machine.model import Machine
    from legcurl.simulate.whatif.side import Side

FEWEST_DRAWS, MOST_DRAWS = 20, 2000


def compare(
    *sides: str,
    one_rm_pct: float = 70.0,
    tempo: str = "2-0-1-1",
    reps: int = 5,
    person: PersonOptions = NOBODY,
    draws: int = 200,
    seed: int = 0,
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    overwrite: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Compare leg curls, simulated: what differs for each muscle, and what that means.

    The same athlete lifts every side at the same share of their own 1RM there. Try: legcurl compare prone seated

    Parameters
    ----------
    sides
        VARIATION or VARIATION:KEY=VALUE,KEY=VALUE; the first is what the others are held against. Keys: tempo, reps,
        load (kg), pct (of the 1RM), ankle (deg), foot (up, pointed, free, braced), machine (a TOML file), rest, peak
        (deg), pad_cm, seat_cm, pivot_along_cm, pivot_across_cm.
    one_rm_pct
        Load of every side that does not say its own, as a share of the athlete's 1RM there.
    tempo
        Tempo of every side that does not say its own.
    reps
        Repetitions of every side that does not say its own.
    draws
        How many times what is not known exactly is drawn, for the intervals.
    seed
        The same seed gives the same figures.
    json
        - prints all figures as JSON to standard output.
    output
        An HTML file for the page.
    overwrite
        Replace a file that Legcurl did not write.
    """
    from legcurl.cli.people import athlete_of
    from legcurl.report.compare_page import comparison_page
    from legcurl.report.own_page import check_page, write_page
    from legcurl.simulate.whatif.compare import compare as compared

    if json not in (None, STDOUT):
        raise UsageError(f"--json {json}: expected -, for standard output")
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise UsageError(f"--draws {draws}: expected {FEWEST_DRAWS} to {MOST_DRAWS}")
    if seed < 0:
        raise UsageError(f"--seed {seed}: expected 0 or more")
    _check(person)
    if output is not None:
        check_page(output, overwrite=overwrite)
    wanted = _sides(sides, one_rm_pct, tempo, reps)
    comparison = compared(wanted, athlete_of(person), _machines(wanted), count=draws, seed=seed)
    if output is not None:
        write_page(output, comparison_page(comparison))
    if json == STDOUT:
        from legcurl.report.compare_words import content
        from legcurl.report.contract import to_json

        sys.stdout.buffer.write(to_json(content(comparison)).encode())
    else:
        from legcurl.report.compare_terminal import print_comparison

        print_comparison(comparison)
    if output is not None:
        print(f"Written: {output}", file=sys.stderr if json == STDOUT else sys.stdout)
    return 0


def _check(person: PersonOptions) -> None:
    person.check()
    if person.machine is not None:
        raise UsageError(f"--machine: say which side stands on it, as in prone:machine={person.machine}")
    if person.model is not None:
        raise UsageError("--model: a simulated athlete has the muscles of Legcurl's own leg; leave it out")


def _sides(texts: tuple[str, ...], one_rm_pct: float, tempo: str, reps: int) -> list[Side]:
    from legcurl.plan import Tempo
    from legcurl.simulate.physics.plan import MOST_REPS
    from legcurl.simulate.whatif.side import ONE_RM_PCT, Side, parse_side

    low, high = ONE_RM_PCT
    if not low <= one_rm_pct <= high:
        raise UsageError(f"--one-rm-pct {one_rm_pct:g}: expected {low:g} to {high:g} percent")
    if not 1 <= reps <= MOST_REPS:
        raise UsageError(f"--reps {reps}: expected 1 to {MOST_REPS}")
    usual = Side("", "prone", Tempo.parse(tempo), reps, one_rm_pct=one_rm_pct)
    return [parse_side(text, usual) for text in texts]


def _machines(sides: list[Side]) -> dict[str, Machine]:
    from legcurl.cli.people import machine_of

    files = {side.machine for side in sides if side.machine is not None}
    found = ((name, machine_of(PersonOptions(machine=Path(name)))) for name in sorted(files))
    return {name: machine for name, machine in found if machine is not None}
