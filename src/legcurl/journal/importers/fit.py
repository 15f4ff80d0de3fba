"""FIT: the strength sets of a watch, one message a set.

A watch knows repetitions, load and a category that it guessed or a person chose; never whether one sat or lay. The
category ``leg_curl`` holds good mornings too, and some leg curls stand in other categories, so the name of the
exercise decides, as in every other log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, cast

from legcurl.errors import InputError, MissingExtraError
from legcurl.journal.importers.judging import RawSet, judge
from legcurl.journal.importers.log_file import LogFile
from legcurl.journal.importers.registry import ImportedLog, LogFormat, LogOptions, register

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
"""From which FIT counts seconds."""
ACTIVE = 1
"""Type of a set that is no rest."""
UNKNOWN = (65534, 65535)
"""Categories of a watch that does not know, and of nothing."""
MOST_BYTES = 10_000_000
"""A day of training is a tenth of that; the decoder takes about a second a megabyte."""
QUARTER_S = 900
"""Zones differ from UTC by whole quarters of an hour; the two clocks of a file may differ by a second more."""
FARTHEST_S = 14 * 3600
"""No zone is farther from UTC."""

Messages = Mapping[str, Sequence[Mapping[Any, Any]]]


@register
class Fit(LogFormat):
    """An activity of a Garmin watch."""

    name = "fit"
    what = "Garmin FIT"

    def recognises(self, file: LogFile) -> bool:
        """By the mark in its header."""
        return file.data[8:12] == b".FIT"

    def read(self, file: LogFile, options: LogOptions) -> ImportedLog:
        """Read the active sets."""
        messages = _messages(file)
        sets = messages.get("set_mesgs", ())
        offset = _utc_offset(messages)
        notes = [] if offset else ["the file does not say what the clock showed; --time-zone is taken"]
        entries = [
            _entry(row, message, messages, offset, options)
            for row, message in enumerate(sets, start=1)
            if message.get("set_type", ACTIVE) == ACTIVE
        ]
        return judge(entries, file, options, source=self.name, rows=len(sets), notes=notes)


def _messages(file: LogFile) -> Messages:
    """All messages of the file, figures scaled, times and types as numbers."""
    try:
        from garmin_fit_sdk import Decoder, Stream
    except ImportError as error:
        raise MissingExtraError("Reading FIT files", "fit") from error
    if len(file.data) > MOST_BYTES:
        raise InputError(
            f"{len(file.data) / 1e6:.0f} MB; expected a FIT file of at most {MOST_BYTES / 1e6:.0f} MB",
            path=file.path, fix="Give the file of one activity.",
        )  # fmt: skip
    stream = Stream.from_byte_array(bytearray(file.data))
    messages, errors = Decoder(stream).read(
        convert_datetimes_to_dates=False, convert_types_to_strings=False, merge_heart_rates=False
    )
    if errors:
        raise InputError(
            "a FIT file that is damaged or cut off", path=file.path,
            fix="Copy it from the watch again; nothing was taken from it.",
        )  # fmt: skip
    return cast("Messages", messages)


def _utc_offset(messages: Messages) -> timezone | None:
    """What the clock on the wall was ahead of UTC, by the activity's two clocks."""
    for activity in messages.get("activity_mesgs", ()):
        clock, local = activity.get("timestamp"), activity.get("local_timestamp")
        if isinstance(clock, int) and isinstance(local, int):
            ahead = QUARTER_S * round((local - clock) / QUARTER_S)
            if abs(ahead) <= FARTHEST_S:
                return timezone(timedelta(seconds=ahead))
    return None


def _entry(
    row: int, message: Mapping[Any, Any], messages: Messages, offset: timezone | None, options: LogOptions
) -> RawSet:
    start = message.get("start_time", message.get("timestamp"))
    when = ""
    if isinstance(start, int):
        when = (EPOCH + timedelta(seconds=start)).astimezone(offset or options.zone).isoformat()
    return RawSet(
        row,
        when=when,
        exercise=_exercise(message, messages),
        reps=_figure(message.get("repetitions")),
        load=_figure(message.get("weight")),
        unit="kg",
    )


def _figure(value: object) -> str:
    """As text; empty where there is none."""
    return f"{value}" if isinstance(value, int | float) else ""


def _exercise(message: Mapping[Any, Any], messages: Messages) -> str:
    """Name of the exercise: what the workout calls it, else that of the first category that the watch knows."""
    from garmin_fit_sdk import Profile

    types = Profile["types"]
    categories, kinds = (_numbers(message.get(field)) for field in ("category", "category_subtype"))
    for at, category in enumerate(categories):
        if category is None or category in UNKNOWN:
            continue
        kind = kinds[at] if at < len(kinds) else None
        for title in messages.get("exercise_title_mesgs", ()):
            names = title.get("wkt_step_name")
            if (title.get("exercise_category"), title.get("exercise_name")) == (category, kind) and names:
                return str(names if isinstance(names, str) else names[0])
        name = types["exercise_category"].get(category, "")
        return str(types.get(f"{name}_exercise_name", {}).get(kind, name)).replace("_", " ")
    return ""


def _numbers(value: object) -> list[int | None]:
    """A field that may be one number, several, or none; what is invalid keeps its place."""
    values = value if isinstance(value, list) else [value]
    return [each if isinstance(each, int) else None for each in values]
