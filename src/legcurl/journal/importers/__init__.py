"""Training logs of other apps, and our own exports, as sets: one file a format."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from legcurl.errors import UsageError
from legcurl.journal.importers import (  # noqa: F401  (each registers its format)
    fit,
    fitnotes,
    hevy,
    liftlog,
    own,
    strong,
)
from legcurl.journal.importers.log_file import LogFile
from legcurl.journal.importers.registry import (
    DateOrder,
    ImportedLog,
    LoadUnit,
    LogOptions,
    Refused,
    SeenExercise,
    find_format,
    formats,
)  # fmt: skip
from legcurl.vocabulary import Variation

__all__ = ["DateOrder", "ImportedLog", "LoadUnit", "Refused", "SeenExercise", "formats", "read_log"]


def read_log(
    path: str | PathLike[str],
    *,
    unit: LoadUnit | None = None,
    time_zone: str | None = None,
    date_order: DateOrder | None = None,
    exercises: Mapping[str, Variation | None] | None = None,
) -> ImportedLog:
    """Read the leg curls of a training log; nothing is stored.

    The format is found by what the file holds, never by its name.

    Parameters
    ----------
    path : path-like
        An export of Strong, Hevy, FitNotes, LiftLog or Legcurl, or a FIT file.
    unit : {"kg", "lb"}, optional
        Of loads where the file names none; where it does, the file's word holds.
    time_zone : str, optional
        Where the sets were done, as in ``Europe/Vienna``, for times without a zone; that of the machine unless given.
    date_order : {"dmy", "mdy"}, optional
        Of dates that can be read both ways.
    exercises : mapping of str to Variation or None, optional
        Exercises of the log that are leg curls by the person's word, and which.

    Returns
    -------
    ImportedLog

    Raises
    ------
    UnknownFormatError
        If it is no log that Legcurl knows.
    InputError
        If it is missing, damaged or too large, or does not say what only the person can.
    UsageError
        If there is no such time zone.
    MissingExtraError
        For a FIT file without the extra ``fit``.
    """
    options = LogOptions(unit, _zone(time_zone), date_order, dict(exercises or {}))
    file = LogFile.open(path)
    return find_format(file).read(file, options)


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return None if name is None else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"--time-zone {name}: there is no such zone\nExpected a name such as Europe/Vienna") from error
