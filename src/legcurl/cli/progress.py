"""``legcurl progress``: what became of it over the weeks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from legcurl.cli.log_options import ANYWHERE, PlaceOptions
from legcurl.cli.options import STDOUT
from legcurl.errors import UsageError

ALL = 0
"""--weeks 0: all that is there."""


def progress(
    *,
    athlete: str,
    weeks: int = 12,
    tempo: str | None = None,
    instrument: Literal["inclinometer", "goniometer", "phone", "video"] | None = None,
    standards: Path | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    overwrite: Annotated[bool, Parameter(negative=())] = False,
    place: PlaceOptions = ANYWHERE,
) -> int:
    """Show what became of it over the weeks: better, worse, or cannot tell.

    Each change is held against the smallest real difference of its measure.

    Parameters
    ----------
    athlete
        Whose journal.
    weeks
        How many weeks up to the last set; 0 for all.
    tempo
        The tempo that was planned: 3-0-1-3; otherwise that of the goal.
    instrument
        What measured the angles; the coarsest is assumed unless you say.
    standards
        A TOML file with numbers of your own in place of some of ours.
    output
        An HTML file for the page.
    json
        - prints all figures as JSON to standard output.
    overwrite
        Replace a file that Legcurl did not write.
    """
    from legcurl.cli.logged import history_of
    from legcurl.coach.dose import load_dose
    from legcurl.coach.progress import progress_of
    from legcurl.plan import Tempo

    if json not in (None, STDOUT):
        raise UsageError(f"--json {json}: expected -, for standard output")
    if weeks < 0:
        raise UsageError(f"--weeks {weeks}: expected 1 or more, or 0 for all")
    planned = None if tempo is None else Tempo.parse(tempo)
    numbers, last_weeks = load_dose(standards), None if weeks == ALL else weeks
    result = progress_of(
        history_of(place, athlete, last_weeks), numbers, weeks=last_weeks, tempo=planned, instrument=instrument
    )
    if output is not None:
        from legcurl.report.progress_page import write_progress_page

        write_progress_page(result, athlete, output, numbers, overwrite=overwrite)
        print(f"Written: {output}", file=sys.stderr if json == STDOUT else sys.stdout)
    if json == STDOUT:
        from legcurl.report.coach_contract import progress_content
        from legcurl.report.contract import to_json

        sys.stdout.buffer.write(to_json(progress_content(result)).encode())
    else:
        from legcurl.report.progress_terminal import print_progress

        print_progress(result, athlete)
    return 0
