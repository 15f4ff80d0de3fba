"""Results on disk: all of them or none, and never over anything that Legcurl did not write."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from legcurl.analysis import SetAnalysis
from legcurl.errors import OutputError
from legcurl.io import write_mot
from legcurl.pose.formats.export import write_trc
from legcurl.report.contract import SCHEMA, to_contract, to_json

if TYPE_CHECKING:
    from legcurl.muscles.load import MuscleLoad
    from legcurl.pose.skeleton import PoseTrack
    from legcurl.report.key_frames import KeyFrame

ANALYSIS, REPS, FRAMES, PAGE = "analysis.json", "reps.csv", "frames.parquet", "report.html"
ACTIVATION, FORCE, OVERLAY = "activation.sto", "force.sto", "overlay.mp4"
KEYPOINTS, ANGLES = "keypoints.trc", "angles.mot"
FILES = (ANALYSIS, REPS, FRAMES, PAGE)
"""What a folder of results holds."""
WITH_MORE = (*FILES, ACTIVATION, FORCE, OVERLAY, KEYPOINTS, ANGLES)
"""What it may hold."""


def check_folder(folder: Path, *, overwrite: bool = False) -> None:
    """Refuse a folder that results must not go to, before any work is done.

    Parameters
    ----------
    folder : Path
        May be missing.
    overwrite : bool
        Write even beside files that Legcurl did not write; only files of the same name are replaced.

    Raises
    ------
    OutputError
        If it is a file, cannot be read, or holds anything but earlier results.
    """
    with _explained(folder):
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder}: this is a file; results go to a folder.\nGive another path after -o")
        found = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    ours = not found or is_analysis(folder / ANALYSIS)
    strangers = sorted(found - set(WITH_MORE)) or sorted(() if ours else found)
    if strangers and not overwrite:
        others = f" and {len(strangers) - 1} more" if len(strangers) > 1 else ""
        raise OutputError(
            f"{folder}: holds {strangers[0]}{others}, which Legcurl did not write.\n"
            "Choose another folder after -o, or add --overwrite to write beside it"
        )


def write_folder(
    analysis: SetAnalysis,
    folder: Path,
    *,
    settings: Mapping[str, object] | None = None,
    overwrite: bool = False,
    film: Path | None = None,
    track: PoseTrack | None = None,
    in_space: bool = False,
) -> tuple[Path, ...]:
    """Write all results into `folder`, made if it is missing.

    A film of the set, drawn by :func:`legcurl.report.overlay.overlay`, is moved there, and the page shows its pictures.
    The keypoints that a film was read by go there too, with the angles taken from them, as OpenSim opens them.
    With `in_space` the page shows the muscles' moments drawn in space too, where muscles were computed.
    They are first written next to it and then moved, so that a failure leaves nothing half-written.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    OutputError
        See :func:`check_folder`, or if the folder cannot be written.
    """
    check_folder(folder, overwrite=overwrite)
    with _explained(folder):
        holder = next(parent for parent in (folder, *folder.absolute().parents) if parent.is_dir())
        draft = Path(tempfile.mkdtemp(prefix=".legcurl-", dir=holder))
        try:
            _write_all(analysis, draft, settings, film, in_space=in_space)
            if track is not None:
                write_trc(track, draft / KEYPOINTS)
                write_mot(analysis.recording, draft / ANGLES)
            folder.mkdir(parents=True, exist_ok=True)
            for name in WITH_MORE:
                if (draft / name).exists():
                    (draft / name).replace(folder / name)
                else:
                    (folder / name).unlink(missing_ok=True)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return tuple(folder / name for name in WITH_MORE if (folder / name).exists())


def check_file(path: Path, *, overwrite: bool = False) -> None:
    """Refuse a file that an analysis must not go to, before any work is done.

    Raises
    ------
    OutputError
        If it is no plain file, or exists and is no earlier analysis.
    """
    with _explained(path):
        if path.exists() and not path.is_file():
            raise OutputError(f"{path}: this is no plain file.\nGive a file after --json, or - for standard output")
        if path.exists() and not overwrite and not is_analysis(path):
            raise OutputError(
                f"{path}: exists, and is no analysis of Legcurl.\n"
                "Choose another file after --json, or add --overwrite to replace it"
            )


def write_json(text: str, path: Path, *, overwrite: bool = False) -> None:
    """Write an analysis to one file, whole or not at all.

    Raises
    ------
    OutputError
        See :func:`check_file`, or if the file cannot be written.
    """
    check_file(path, overwrite=overwrite)
    draft = path.with_name(f".legcurl-{os.getpid()}-{path.name}")
    with _explained(path):
        try:
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def is_analysis(path: Path) -> bool:
    """Whether the file is an analysis that Legcurl wrote."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("schema") == SCHEMA


def _write_all(
    analysis: SetAnalysis, draft: Path, settings: Mapping[str, object] | None, film: Path | None, *, in_space: bool
) -> None:
    from legcurl.report.html import render_page
    from legcurl.report.tables import frames, reps_csv

    (draft / ANALYSIS).write_text(to_json(to_contract(analysis, settings)), encoding="utf-8")
    (draft / REPS).write_text(reps_csv(analysis), encoding="utf-8")
    if analysis.motion is not None:
        frames(analysis, analysis.motion).write_parquet(draft / FRAMES)
    pictures = _pictures(analysis, film)
    drawn = _in_space(analysis) if in_space else ()
    (draft / PAGE).write_text(render_page(analysis, settings, pictures, drawn), encoding="utf-8")
    if film is not None:
        shutil.move(film, draft / OVERLAY)
    if analysis.muscles is not None:
        _write_storages(analysis.muscles, draft)


def _pictures(analysis: SetAnalysis, film: Path | None) -> tuple[KeyFrame, ...]:
    """The top of each repetition."""
    if film is None:
        return ()
    from legcurl.report.key_frames import key_frames

    return key_frames(film, analysis.metrics.reps)


def _in_space(analysis: SetAnalysis) -> tuple[str, ...]:
    """Start, middle and top of the repetition whose muscles are shown."""
    load, variation = analysis.muscles, analysis.recording.variation
    if load is None or variation is None:
        return ()
    from legcurl.report.muscle_section import moments_of
    from legcurl.report.render.in_page import space_pictures

    return space_pictures(moments_of(load, variation), analysis.plan.load_kg or 0.0)


def _write_storages(load: MuscleLoad, draft: Path) -> None:
    """Activations and forces as OpenSim writes them, each sample once."""
    from legcurl.io.sto import write_sto

    once = [0, *(k for k in range(1, len(load.time_s)) if load.time_s[k] > load.time_s[k - 1])]
    for name, values in ((ACTIVATION, load.activation), (FORCE, load.force_n)):
        columns = {f"{muscle}_r": values[once, k] for k, muscle in enumerate(load.muscles)}
        write_sto(draft / name, load.time_s[once], columns, title=Path(name).stem)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn the system's refusal into one that says what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{path}: cannot write here ({reason}).\nChoose another place that you may write to"
        ) from error
