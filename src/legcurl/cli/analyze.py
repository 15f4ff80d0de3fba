"""``legcurl analyze``: from files to what happened in the set."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legcurl.cli.options import (
    NO_PLAN,
    NOBODY,
    READ_AS_IT_IS,
    RESULTS,
    PersonOptions,
    PlanOptions,
    ReadingOptions,
)
from legcurl.cli.refusal import check_judged
from legcurl.errors import UsageError

if TYPE_CHECKING:
    from legcurl.analysis import SetAnalysis
    from legcurl.plan import Plan

STDOUT = "-"


def analyze(
    files: list[Path],
    /,
    *,
    reading: ReadingOptions = READ_AS_IT_IS,
    planned: PlanOptions = NO_PLAN,
    person: PersonOptions = NOBODY,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], group=RESULTS)] = None,
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True, group=RESULTS)] = None,
    overwrite: Annotated[bool, Parameter(negative=(), group=RESULTS)] = False,
) -> int:
    """Say what happened in a recorded set.

    The terminal gets a summary; files are written only where you ask for them.

    Parameters
    ----------
    files
        The recording; the files of several sensors of one set side by side.
    output
        Folder for report.html, analysis.json, reps.csv and frames.parquet; made if it is missing.
    json
        File for the analysis as JSON; - prints it alone to standard output.
    overwrite
        Write even where there are files that Legcurl did not write.
    """
    from legcurl.report.contract import to_contract, to_json
    from legcurl.report.folder import check_folder, write_folder, write_json
    from legcurl.report.words import where

    plan = planned.plan()
    columns = reading.column_map()
    person.check()
    if json is not None and json != STDOUT and json.startswith("-"):
        raise UsageError(f"--json {json}: expected a file, or - for standard output")
    if output is not None:
        check_folder(output, overwrite=overwrite)
    settings = _settings(reading, planned, person) | {"map": columns}
    analysis = _analysis(files, reading, columns, plan)
    written = write_folder(analysis, output, settings=settings, overwrite=overwrite) if output is not None else ()
    if json is not None:
        text = to_json(to_contract(analysis, settings))
        if json == STDOUT:
            sys.stdout.buffer.write(text.encode())
        else:
            write_json(text, Path(json), overwrite=overwrite)
            written = (*written, Path(json))
    judged = analysis.exercise.is_leg_curl and analysis.usable
    if json == STDOUT or not judged:
        sys.stderr.writelines(f"{line}\n" for line in where(written))
    else:
        from legcurl.report.terminal import print_summary

        print_summary(analysis, written)
    check_judged(analysis)
    return 0


def _analysis(files: list[Path], reading: ReadingOptions, columns: dict[str, str], plan: Plan) -> SetAnalysis:
    from legcurl.analysis import analyze as analyze_recording
    from legcurl.corrections import read_corrections
    from legcurl.io import read_recording

    corrections = () if reading.corrections is None else read_corrections(reading.corrections)
    recording = read_recording(
        *files,
        column_map=columns,
        rate_hz=reading.rate_hz,
        segments=reading.segment or (),
        long_axis=reading.long_axis,
    )
    recording = replace(
        recording, variation=reading.variation or recording.variation, leg=reading.leg or recording.leg
    )  # the person's word goes before the file's
    return analyze_recording(recording, plan, assume_curl=reading.assume_curl, corrections=corrections)


def _settings(reading: ReadingOptions, planned: PlanOptions, person: PersonOptions) -> dict[str, object]:
    """What was said besides the plan itself, for the provenance."""
    corrections = None if reading.corrections is None else reading.corrections.name
    said = asdict(reading) | {"corrections": corrections, "effort_rpe": planned.effort_rpe}
    return said | asdict(person)
