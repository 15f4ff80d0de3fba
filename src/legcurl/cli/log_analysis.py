"""Keeping an analysed set in the journal, and saying what was kept."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from legcurl.cli.log_options import StoringOptions, moment
from legcurl.errors import InputError

if TYPE_CHECKING:
    from legcurl.analysis import SetAnalysis


def keep(
    analysis: SetAnalysis, files: Sequence[Path], text: str, storing: StoringOptions, machine: str | None
) -> list[str]:
    """Store a set in the journal; return what is to be said of it, in lines.

    Parameters
    ----------
    analysis : SetAnalysis
        Of a leg curl that could be judged.
    files : sequence of Path
        The recording.
    text : str
        Its ``analysis.json``.
    storing : StoringOptions
        With the athlete.
    machine : str or None
        Name of the machine, where one was said.
    """
    from legcurl.journal.of_analysis import entry_of

    at, whence = (
        (moment(storing.at), "") if storing.at else (_written(files), ", by the time of the file (--at says otherwise)")
    )
    films = [str(path.resolve()) for path in files if (mimetypes.guess_type(path)[0] or "").startswith("video/")]
    entry = entry_of(analysis, at, text=text, videos=films, machine=machine)
    athlete = " ".join(str(storing.log).split())
    with storing.place.open(create=True) as journal:
        added = journal.add_sets(athlete, [entry], why=f"analyze {files[0].name} of {athlete}")
        place = journal.place
        stored, _ = journal.entry((added.ids + added.duplicates)[0])
    if added.duplicates:
        number = stored.id
        return [
            f"In the journal already, as set {number} of {stored.athlete}: nothing was added.",
            f"To put this analysis in its place: legcurl log delete {number}, and this command again.",
        ]
    new = [f"{athlete} is new in the journal."] if added.new_athlete else []
    return [*new, f"Kept as set {stored.id} of {stored.athlete}, done {at:%Y-%m-%d %H:%M %z}{whence}, in {place}."]


def _written(files: Sequence[Path]) -> datetime:
    """When the last of the files was written, to the second."""
    try:
        latest = max(path.stat().st_mtime for path in files)
        return datetime.fromtimestamp(int(latest), UTC).astimezone()
    except (OSError, ValueError, OverflowError) as error:
        raise InputError(
            "the time of the file cannot be read", path=files[0], fix="Say when: --at 2026-05-01T18:30"
        ) from error
