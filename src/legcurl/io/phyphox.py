"""Recordings of the phone app phyphox: a zip archive or folder with ``Raw Data.csv``, or a file for each sensor."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from legcurl.errors import InputError
from legcurl.io.assemble import Table
from legcurl.io.columns import guess
from legcurl.io.head import HEAD_BYTES, Head
from legcurl.io.imu import Columns, incomplete, read_sensor, sensor_columns
from legcurl.io.inertial import Sensor
from legcurl.io.naming import TIME
from legcurl.io.registry import ReadOptions, register
from legcurl.io.sensors import SensorFormat
from legcurl.io.table import sound_layout, text_table
from legcurl.vocabulary import FloatArray

LARGEST_MEMBER = 1 << 30
"""Bytes of an unpacked file; a phone records a few MB a minute."""
MOST_MEMBERS = 50
"""Files of a folder or archive that are looked into."""


@register
class Phyphox(SensorFormat):
    """An archive or folder of tables with the phone's acceleration and angular rate."""

    name = "phyphox"
    what = "phyphox archives and folders"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """An archive or folder with a table of acceleration or angular rate in it."""
        if not (head.is_folder or head.data.startswith(b"PK")):
            return 0
        return 60 if any(_kinds(member) for member in _members(head)) else 0

    def files(self, head: Head) -> tuple[Path, ...]:
        """The archive, or the tables in the folder."""
        return tuple(member.path for member in _members(head)) if head.is_folder else (head.path,)

    def sensors(self, head: Head, options: ReadOptions) -> tuple[Sensor, ...]:
        """The phone's sensor."""
        members = _members(head)
        for member in members:
            whole = [each for each in _columns(member) if each.is_whole]
            if whole:
                return (read_sensor(text_table(member, sound_layout(member)), whole[0], member, options),)
        halves = {kind: next((m for m in members if kind in _kinds(m)), None) for kind in ("acc", "gyr")}
        if halves["acc"] is None or halves["gyr"] is None:
            raise incomplete(head)
        table, columns = _joined(halves["acc"], halves["gyr"])
        return (read_sensor(table, columns, head, options),)


def _members(head: Head) -> list[Head]:
    """Heads of the tables in an archive or folder, in the order of their names; none where it cannot be opened."""
    if not head.is_folder:
        return _unpacked(head)
    files = sorted(head.path.glob("*.csv"))[:MOST_MEMBERS]
    return [Head.open(file) for file in files if file.is_file() and file.stat().st_size]


def _unpacked(head: Head) -> list[Head]:
    import zipfile
    import zlib

    members = []
    try:
        with zipfile.ZipFile(head.path) as archive:
            for info in sorted(archive.infolist(), key=lambda each: each.filename)[:MOST_MEMBERS]:
                is_table = info.filename.lower().endswith(".csv") and "meta/" not in info.filename
                if is_table and 0 < info.file_size <= LARGEST_MEMBER:
                    content = archive.read(info)
                    members.append(Head.of(head.path / info.filename, content[:HEAD_BYTES], len(content), content))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        problem = "a damaged, incomplete or encrypted archive"
        raise InputError(problem, path=head.path, fix="Copy or export it again, or unpack it.") from error
    return members


def _columns(member: Head) -> tuple[Columns, ...]:
    return sensor_columns(member.layout.headers, {}) if member.layout else ()


def _kinds(member: Head) -> set[str]:
    """Which of acceleration and angular rate a table holds."""
    return {kind for each in _columns(member) for kind in ("acc", "gyr") if each.has(kind)}


def _joined(acc: Head, gyr: Head) -> tuple[Table, Columns]:
    """One table from two: the acceleration drawn at the times of the angular rate, within the span of both."""
    acc_time, acc_values, acc_headers = _timed_columns(acc, "acc")
    gyr_time, gyr_values, gyr_headers = _timed_columns(gyr, "gyr")
    inside = (gyr_time >= acc_time[0]) & (gyr_time <= acc_time[-1])
    time = gyr_time[inside]
    drawn = [np.interp(time, acc_time, column) for column in acc_values]
    columns = [time, *drawn, *(column[inside] for column in gyr_values)]
    names = ("Time (s)", *acc_headers, *gyr_headers)
    roles = [f"{kind}_{axis}" for kind in ("acc", "gyr") for axis in "xyz"]
    table = Table(names, lambda wanted: [columns[at] for at in wanted], lambda row: f"sample {row + 1}")
    return table, Columns("", {role: at + 1 for at, role in enumerate(roles)})


def _timed_columns(member: Head, kind: str) -> tuple[FloatArray, list[FloatArray], list[str]]:
    """Times and the three columns of a kind, with their headers, without rows that lack one."""
    layout = sound_layout(member)
    places = next(each for each in _columns(member) if each.has(kind)).places
    wanted = [places[f"{kind}_{axis}"] for axis in "xyz"]
    picks = [guess(at, text) for at, text in enumerate(layout.headers)]
    times = [pick.column for pick in picks if pick and pick.channel == TIME]
    if not times:
        raise InputError("no column says that it is the time", path=member.path, where="header", fix="Export it again.")
    values = np.array(text_table(member, layout).read([times[0], *wanted]))
    values = values[:, np.isfinite(values).all(axis=0)]
    if values.shape[1] < 2 or (np.diff(values[0]) <= 0).any():
        raise InputError("times are missing or do not increase", path=member.path, fix="Record it again.")
    return values[0], list(values[1:]), [layout.headers[at] for at in wanted]
