"""``legcurl analyze``: from files to what happened in the set."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from legcurl.cli.drawing import Drawing, drawing
from legcurl.cli.log_options import NOT_KEPT, StoringOptions
from legcurl.cli.options import (
    NO_FILES,
    NO_PLAN,
    NOBODY,
    READ_AS_IT_IS,
    STDOUT,
    PersonOptions,
    PlanOptions,
    ReadingOptions,
    ResultOptions,
)
from legcurl.cli.patience import patience
from legcurl.cli.refusal import check_judged

if TYPE_CHECKING:
    from legcurl.analysis import SetAnalysis
    from legcurl.plan import Plan
    from legcurl.pose.film import OnTrack
    from legcurl.pose.skeleton import PoseTrack


def analyze(
    files: list[Path],
    /,
    *,
    reading: ReadingOptions = READ_AS_IT_IS,
    planned: PlanOptions = NO_PLAN,
    person: PersonOptions = NOBODY,
    results: ResultOptions = NO_FILES,
    storing: StoringOptions = NOT_KEPT,
) -> int:
    """Say what happened in a recorded set.

    The terminal gets a summary; files are written only where you ask for them.

    Parameters
    ----------
    files
        The recording; the files of several sensors of one set side by side.
    """
    plan, columns = planned.plan(), reading.column_map()
    person.check()
    results.check(files)
    storing.check()
    settings = _settings(reading, planned, person) | {"map": columns}
    tracks: list[PoseTrack] = []
    with drawing(reading, plan, results) as drawn:
        analysis = _analysis(files, reading, columns, plan, planned.standards, person, drawn, tracks.append)
        film, track = None if drawn is None else drawn.film(), tracks[0] if tracks else None
        written = _write(analysis, settings, results, film, track)
    if results.json == STDOUT or not (analysis.exercise.is_leg_curl and analysis.usable):
        from legcurl.report.words import where

        sys.stderr.writelines(f"{line}\n" for line in where(written))
    else:
        from legcurl.report.terminal import print_summary

        print_summary(analysis, written)
    check_judged(analysis, said=reading.assume_curl or analysis.recording.variation is not None)
    if storing.log is not None:
        _keep(analysis, files, settings, storing, person, to=sys.stderr if results.json == STDOUT else sys.stdout)
    return 0


def _keep(
    analysis: SetAnalysis,
    files: list[Path],
    settings: dict[str, object],
    storing: StoringOptions,
    person: PersonOptions,
    *,
    to: TextIO,
) -> None:
    """Store the set in the journal, and say so."""
    from legcurl.cli.log_analysis import keep
    from legcurl.cli.people import machine_of
    from legcurl.report.contract import to_contract, to_json

    machine = machine_of(person)
    name = None if machine is None else machine.name
    lines = keep(analysis, files, to_json(to_contract(analysis, settings)), storing, name)
    to.writelines(f"{line}\n" for line in lines)


def _analysis(
    files: list[Path],
    reading: ReadingOptions,
    columns: dict[str, str],
    plan: Plan,
    standards: Path | None,
    person: PersonOptions,
    drawn: Drawing | None,
    on_track: OnTrack,
) -> SetAnalysis:
    from legcurl.analysis import analyze as analyze_recording
    from legcurl.cli.looking import looking_through
    from legcurl.cli.people import athlete_of, machine_of, model_of
    from legcurl.coach.dose import load_dose
    from legcurl.corrections import read_corrections
    from legcurl.pose.reading import read_recording

    corrections = () if reading.corrections is None else read_corrections(reading.corrections)
    with looking_through(files) as progress:
        recording = read_recording(
            *files,
            column_map=columns,
            rate_hz=reading.rate_hz,
            segments=reading.segment or (),
            long_axis=reading.long_axis,
            size=reading.picture_size(),
            leg=reading.leg,
            roi=reading.part(),
            rotate=reading.rotate,
            pose_model=reading.pose_model,
            progress=progress,
            on_frame=None if drawn is None else drawn.on_frame,
            on_track=on_track,
        )
    machine = machine_of(person)
    variation = reading.variation or recording.variation or (machine.variation if machine else None)
    # The person's word goes before the file's.
    recording = replace(recording, variation=variation, leg=reading.leg or recording.leg)
    with patience("Working out what every muscle did; the very first time takes up to a minute …"):
        return analyze_recording(
            recording,
            plan,
            athlete_of(person),
            machine,
            assume_curl=reading.assume_curl,
            corrections=corrections,
            standards=None if standards is None else load_dose(standards),
            model=model_of(person),
        )


def _write(
    analysis: SetAnalysis,
    settings: dict[str, object],
    results: ResultOptions,
    film: Path | None,
    track: PoseTrack | None,
) -> tuple[Path, ...]:
    """Write what was asked for, JSON to standard output included; return the files written."""
    from legcurl.report.contract import to_contract, to_json
    from legcurl.report.folder import write_folder, write_json

    written: tuple[Path, ...] = ()
    if results.output is not None:
        written = write_folder(
            analysis, results.output, settings=settings, overwrite=results.overwrite, film=film, track=track,
            in_space=results.render,
        )  # fmt: skip
        if results.render and analysis.muscles is None:
            sys.stderr.write("No pictures in space: they show the muscles, which need the athlete and the load "
                             "(--mass-kg, --height-cm, --age, --sex, --load-kg)\n")  # fmt: skip
    if results.json is not None:
        text = to_json(to_contract(analysis, settings))
        if results.json_file is None:
            sys.stdout.buffer.write(text.encode())
        else:
            write_json(text, results.json_file, overwrite=results.overwrite)
            written = (*written, results.json_file)
    return written


def _settings(reading: ReadingOptions, planned: PlanOptions, person: PersonOptions) -> dict[str, object]:
    """What was said besides the plan itself, for the provenance."""
    corrections = None if reading.corrections is None else reading.corrections.name
    model = None if reading.pose_model is None else reading.pose_model.name
    said = asdict(reading) | {"corrections": corrections, "pose_model": model, "effort_rpe": planned.effort_rpe}
    files = {"standards": planned.standards, "athlete": person.athlete, "machine": person.machine,
             "model": person.model}  # fmt: skip
    return said | asdict(person) | {name: None if path is None else path.name for name, path in files.items()}
